"""The page of a proceeding."""
