"""Tuning: a search for better wording, and a gate that lets only a proven gain through."""
