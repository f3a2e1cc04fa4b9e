"""Everybody of a case as one audience may see them: named or withheld, for the whole page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from casedesk.casework.casefile import CaseFile
from casedesk.casework.naming import Naming, Scope, naming_of
from casedesk.casework.redaction import Hidden, redact
from casedesk.domain.base import kind_of, values_of
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Name, Party, Person
from casedesk.fold import fold
from casedesk.vault.unit import Reading
from casedesk.words import _


@dataclass(frozen=True)
class Cast:
    """The parties of a case before one audience.

    `namings` by the party's key; `hidden` and `allowed` are what texts are redacted with.
    """

    file: CaseFile
    scope: Scope
    namings: Mapping[int, Naming]
    hidden: tuple[Hidden, ...]
    allowed: tuple[str, ...]

    def name(self, party: Party) -> str:
        """What a party is called on this page."""
        return self.namings[party.id].text

    def withheld(self, party: Party) -> bool:
        """Whether this party is not named on this page."""
        return self.namings[party.id].withheld

    def in_role(self, *roles: str) -> list[Party]:
        """The parties with one of these roles, as far as this audience may know of them."""
        keys = [
            each.party for each in self.file.involvements if each.role in roles and self.knows(each)
        ]
        return [
            self.file.parties[k] for k in dict.fromkeys(keys) if k is not None and k in self.namings
        ]

    def knows(self, involvement: Involvement) -> bool:
        """Whether this audience may know that a party has this role."""
        return self.scope.audience == "internal" or involvement.confidentiality in (None, "none")

    def clean(self, text: str | None) -> str:
        """A text without the names of those who are withheld here."""
        return redact(text or "", self.hidden, self.allowed)


def cast_of(unit: Reading, file: CaseFile, scope: Scope) -> Cast:
    """Decide for every party of a case how this audience sees it."""
    numbers = _numbers(file)
    namings = {
        party.id: naming_of(unit, party, file.roles_of(party), scope, numbers[party.id])
        for party in file.parties.values()
    }
    forms = _forms(file.names)
    allowed = [
        name
        for key, naming in namings.items()
        if not naming.withheld and naming.how == "full-name"
        for name in (naming.text, *forms[key])
    ]
    hidden = [
        Hidden((file.parties[key].name or "", *forms[key]), naming.text)
        for key, naming in namings.items()
        if naming.withheld or naming.how != "full-name"
    ]
    if scope.audience != "internal":
        hidden += _strangers(unit, file)
    return Cast(file, scope, namings, tuple(hidden), tuple(allowed))


def _forms(names: Sequence[Name]) -> defaultdict[int, list[str]]:
    forms: defaultdict[int, list[str]] = defaultdict(list)
    for name in names:
        if name.party is not None and name.name:
            forms[name.party].append(name.name)
    return forms


def _numbers(file: CaseFile) -> dict[int, int]:
    """A number for each party among those with the same first role, in order of entry."""
    count: defaultdict[str, int] = defaultdict(int)
    numbers: dict[int, int] = {}
    for party in file.parties.values():
        roles = file.roles_of(party)
        role = (roles[0].role or "") if roles else ""
        count[role] += 1
        numbers[party.id] = count[role]
    return numbers


def _strangers(unit: Reading, file: CaseFile) -> list[Hidden]:
    """People of the vault who have no part in this case, but whose whole name a text holds.

    Nobody decided that they may be named here. Only whole names are taken out, since a part of a
    stranger's name is as likely an ordinary word.
    """
    texts = fold(" ".join(_texts(file)))
    query = select(Party.id, Party.name).where(Party.deleted.is_(None), Party.kind == _PERSON)
    extra = select(Name.party, Name.name).where(Name.deleted.is_(None))
    rows = [*unit.session.execute(query), *unit.session.execute(extra)]
    return [
        Hidden((name,), _("[name withheld]"), parts=False)
        for key, name in rows
        if key not in file.parties and name and " " in fold(name).strip() and fold(name) in texts
    ]


_PERSON = kind_of(Person)


def _texts(file: CaseFile) -> list[str]:
    """Every text of a case that could end on a page."""
    records = [
        file.case, *file.events, *file.engagements, *file.proceedings, *file.stages,
        *file.instruments, *file.answers, *file.evidence, *file.addressees, *file.facts,
        *file.triggers, *file.parties.values(), *file.involvements,
    ]  # fmt: skip
    return [v for record in records for v in values_of(record).values() if isinstance(v, str)]
