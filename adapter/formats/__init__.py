"""The two platforms' records: destinations and tools of the one, events and actions of the other."""
