"""The page of a piece of evidence, and looking at its file."""
