"""From a decision to what is said, where it leads and who is shown."""
