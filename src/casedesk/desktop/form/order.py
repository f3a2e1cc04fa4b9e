"""Which fields of a kind are used most: they are asked first when a record is new."""

from casedesk.domain.base import fields_of, kind_called

#: By kind, in the order in which they are asked. Kinds that are not here show their first fields.
_MOST_USED = {
    "cases": ("title", "reference", "country", "status", "opened", "in_charge", "summary"),
    "people": ("name", "country", "gender", "born", "occupation", "description", "safe_contact"),
    "organisations": ("name", "country", "form", "description"),
    "states": ("name", "country"),
    "groups": ("name", "size", "country", "description"),
    "events": (
        "title", "case", "act", "occurred", "place", "country", "reliability", "description",
    ),
    "reprisals": (
        "title", "case", "form", "occurred", "place", "country", "description", "stated_by",
        "why_linked",
    ),
    "engagements": ("title", "case", "body", "mechanism", "form", "occurred", "description"),
    "proceedings": (
        "title", "case", "mechanism", "reference", "court", "party", "submitted", "state",
    ),
    "involvements": ("subject", "party", "role", "confidentiality", "naming_basis", "basis_source"),
    "instruments": ("title", "case", "proceeding", "form", "symbol", "body", "adopted", "text"),
    "deadlines": ("title", "case", "proceeding", "due", "whose", "state"),
    "evidence": ("title", "case", "form", "obtained", "obtained_from", "description"),
    "disclosures": ("title", "case", "audience", "recipient", "channel", "occurred"),
    "briefs": ("title", "case", "form", "language", "audience"),
    "findings": ("proceeding", "article", "found", "instrument", "detail"),
    "measures": ("title", "instrument", "addressee", "text", "due"),
}  # fmt: skip

#: Of a kind that is not above, so many fields are shown at once.
_FEW = 8


def asked_first(kind: str) -> tuple[str, ...]:
    """The fields of a kind a new record is asked for at once: what it needs, then the most used."""
    cls = kind_called(kind)
    fields = fields_of(cls)
    used = _MOST_USED.get(kind) or tuple(fields)[:_FEW]
    return tuple(dict.fromkeys(name for name in (*cls.needs, *used) if name in fields))


def all_in_order(kind: str) -> tuple[str, ...]:
    """Every field of a kind: what it needs first, then as the kind describes itself."""
    cls = kind_called(kind)
    return tuple(dict.fromkeys((*(n for n in cls.needs if n in fields_of(cls)), *fields_of(cls))))
