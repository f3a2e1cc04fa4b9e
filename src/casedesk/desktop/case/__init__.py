"""The page of a case: its header and tabs."""
