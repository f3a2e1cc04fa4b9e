"""Forms: every kind of record entered, read and changed, as the kind describes itself."""
