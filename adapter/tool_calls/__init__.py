"""From destinations to tools, and from any reply of a model to a decision."""
