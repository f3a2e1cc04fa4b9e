"""The calendar of everything dated in the office."""
