"""The handoff note: what whoever answers a transferred call should know, sent ahead to a webhook of the operator's."""
