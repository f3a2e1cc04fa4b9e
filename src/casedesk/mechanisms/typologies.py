"""Typologies: the lists of codes records choose from, each with our label and HURIDOCS codes.

Codes are short English words joined by hyphens and are never renamed: vaults keep them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from casedesk.mechanisms.definition import Table
from casedesk.words import _

_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# List and 12-digit code of the HURIDOCS micro-thesauri, such as 4:030101000000.
_HURIDOCS: Final = re.compile(r"\d{1,2}:\d{12}")


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a list; `marks` holds the yes/no or text properties the list declares."""

    code: str
    label: str
    text: str
    parent: str
    huridocs: tuple[str, ...]
    marks: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class Typology:
    """A list of codes in the order a person is shown them."""

    id: str
    title: str
    text: str
    terms: Mapping[str, Term]

    def children(self, code: str) -> tuple[Term, ...]:
        """The narrower terms of a code; of the empty code, the terms at the top."""
        return tuple(term for term in self.terms.values() if term.parent == code)


def read_typology(table: Table) -> Typology:
    """Read a whole list; codes are unique and a parent stands before its children."""
    flags, texts = table.texts("flags"), table.texts("texts")
    rows = table.each("terms", partial(_term, flags, texts))
    terms: dict[str, Term] = {}
    for row in rows:
        if row.code in terms:
            table.refuse("terms", _("“{code}” stands twice.").format(code=row.code))
        if row.parent and row.parent not in terms:
            table.refuse(
                "terms",
                _("the parent of “{code}” must stand before it.").format(code=row.code),
            )
        terms[row.code] = row
    if not terms:
        table.refuse("terms", _("a list needs at least one term."))
    return Typology(table.text("id"), table.text("title"), table.text_or("text", ""), terms)


def _term(flags: tuple[str, ...], texts: tuple[str, ...], table: Table) -> Term:
    code = table.text("code")
    if not _CODE.fullmatch(code):
        table.refuse("code", _("a code is made of small letters, digits and hyphens."))
    huridocs = table.texts("huridocs")
    if not all(_HURIDOCS.fullmatch(item) for item in huridocs):
        table.refuse("huridocs", _("write the list and the 12 digits, such as 4:030101000000."))
    marks: dict[str, str | bool] = {name: table.flag(name) for name in flags}
    marks |= {name: table.text(name) for name in texts if table.has(name)}
    return Term(
        code,
        table.text("label"),
        table.text_or("text", ""),
        table.text_or("parent", ""),
        huridocs,
        marks,
    )
