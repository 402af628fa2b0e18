"""Labelled cases, and later what is measured with them."""
