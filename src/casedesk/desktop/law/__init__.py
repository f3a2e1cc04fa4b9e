"""The rules of the mechanisms, read and corrected, and the sessions of bodies."""
