"""Comparison: one result against another over the same cases, and the gate that this makes."""
