"""Cassettes: what a real model answered, recorded in a file that people read and replayed strictly."""
