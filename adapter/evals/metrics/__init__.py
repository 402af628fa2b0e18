"""Metrics: what the rows of a result come to, each rate with its interval."""
