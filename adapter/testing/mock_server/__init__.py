"""The mock server: a model by HTTP, as OpenAI's, with any fault on the way."""
