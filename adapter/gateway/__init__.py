"""An OpenAI-compatible server between a voice platform and the model: text passes, transfers are held and judged."""
