"""Forms: every kind of record entered, read and changed, drawn from the record's own description."""
