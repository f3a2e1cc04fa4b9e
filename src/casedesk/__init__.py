"""CaseDesk: an offline, encrypted case desk for people who defend human rights defenders."""

__version__ = "0.1.0"
