"""The page on which people try the assistant, see why it decides as it does, and edit its texts."""
