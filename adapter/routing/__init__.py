"""From destinations to tools, from a model's reply to a decision, and from a decision to what a caller hears."""
