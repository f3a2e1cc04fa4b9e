"""The window. Only here is Qt imported, and nothing here reads or writes a vault on its thread."""
