"""A field's value in its three forms: for a person, in the columns, and in the history.

In the history and in bundles a link is the uuid of the record it points at, since the integers of
one vault mean nothing in another.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from casedesk.domain.base import Field
from casedesk.when import parse


def columns_for(field: Field, value: Any) -> dict[str, Any]:
    """A value as the columns that hold it."""
    if field.kind != "when":
        return {field.columns[0]: value}
    parts = (None,) * 4 if value is None else (value.edtf, value.first, value.last, value.words)
    return dict(zip(field.columns, parts, strict=True))


def to_history(field: Field, value: Any, uuid_of: Callable[[int], bytes]) -> Any:
    """A value as the history keeps it."""
    if value is None:
        return None
    if field.is_link:
        return uuid_of(value).hex()
    if field.kind == "when":
        return [value.edtf, value.words] if value.words else value.edtf
    return value


def from_history(field: Field, kept: Any, id_of: Callable[[bytes], int]) -> Any:
    """A value out of the history."""
    if kept is None:
        return None
    if field.is_link:
        return id_of(bytes.fromhex(kept))
    if field.kind == "when":
        edtf, words = kept if isinstance(kept, list) else (kept, None)
        return replace(parse(edtf), words=words)
    return kept
