"""YAML and JSON texts as plain data, with the line of every part: one reader for every file that people write."""
