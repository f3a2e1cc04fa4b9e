"""A brief edited block by block beside its real pages."""
