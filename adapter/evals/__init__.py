"""Labelled cases, and what is measured and tuned with them."""
