"""Voice platforms: what each of them sends and takes, in a folder of its own."""
