"""The one protocol behind which every language model stands, and the models: OpenAI-compatible, offline, a chain."""
