"""Everybody of a case as one audience may see them: named or withheld, for the whole page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Table, select

from casedesk.casework.casefile import CaseFile
from casedesk.casework.consents import Scope
from casedesk.casework.name_patterns import longest_stem
from casedesk.casework.name_words import OF_ORGANISATIONS
from casedesk.casework.naming import Naming, is_open, nameless, naming_of, open_role
from casedesk.casework.redaction import Hidden, Redaction
from casedesk.casework.spelled import letters_of
from casedesk.domain.base import Base, kind_of, spine, values_of
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Organisation, Party, Person, State
from casedesk.fold import fold
from casedesk.vault.unit import Reading

_PARTY: Table = Base.metadata.tables["party"]
_NAME: Table = Base.metadata.tables["name"]

#: Forms of a name that are names in their own capitals only.
_EXACT = ("initials", "acronym")


@dataclass(frozen=True)
class Cast:
    """The parties of a case before one audience, `namings` by the party's key."""

    file: CaseFile
    scope: Scope
    namings: Mapping[int, Naming]
    redaction: Redaction

    def name(self, party: Party) -> str:
        """What a party is called on this page."""
        return self.namings[party.id].text

    def withheld(self, party: Party) -> bool:
        """Whether this party is not named on this page."""
        return self.namings[party.id].withheld

    def identified(self, party: Party) -> bool:
        """Whether details that tell who this is may stand on this page."""
        return self.namings[party.id].identified

    def in_role(self, *roles: str) -> list[Party]:
        """The parties with one of these roles, as far as this audience may know of them."""
        return self.file.parties_of(
            each for each in self.file.involvements if each.role in roles and self.knows(each)
        )

    def knows(self, involvement: Involvement) -> bool:
        """Whether this audience may know that a party has this role."""
        return self.scope.audience == "internal" or is_open(involvement)

    def may_be_told_of(self, party: Party) -> bool:
        """Whether this audience may know that this party is in the case at all."""
        roles = self.file.roles_of(party)
        return not roles or any(self.knows(each) for each in roles)

    def clean(self, text: str | None) -> str:
        """A text without the names of those who are withheld here."""
        return self.redaction.of(text or "")


def cast_of(unit: Reading, file: CaseFile, scope: Scope) -> Cast:
    """Decide for every party of a case how this audience sees it."""
    scope = replace(scope, proceedings=_before(file, scope.mechanism))
    namings = _namings(file, scope)
    if scope.audience == "internal":
        return Cast(file, scope, namings, Redaction((), nameless=nameless()))
    hidden = [*_hidden(file, namings), *_strangers(unit, file)]
    namings = {key: _without_others(file, hidden, each) for key, each in namings.items()}
    hidden = [*_hidden(file, namings), *(each for each in hidden if each.stranger)]
    return Cast(file, scope, namings, _redaction(file, namings, hidden))


def _before(file: CaseFile, mechanism: str) -> frozenset[int]:
    return frozenset(each.id for each in file.proceedings if each.mechanism == mechanism)


def _namings(file: CaseFile, scope: Scope) -> dict[int, Naming]:
    numbers = _numbers(file)
    return {
        party.id: naming_of(file, party, scope, numbers[party.id])
        for party in file.parties.values()
    }


def _numbers(file: CaseFile) -> dict[int, int]:
    """A number for each party among those with the same first role that may be told, in order of
    entry: one that counted hidden roles too would betray them.
    """
    count: defaultdict[str, int] = defaultdict(int)
    numbers: dict[int, int] = {}
    for party in file.parties.values():
        roles = file.roles_of(party)
        role = open_role(roles) or ("" if roles else type(party).singular)
        count[role] += 1
        numbers[party.id] = count[role]
    return numbers


def _redaction(
    file: CaseFile, namings: Mapping[int, Naming], hidden: Sequence[Hidden]
) -> Redaction:
    """What is taken out of texts. Names of organisations are weaker than those of people: one may
    be called after somebody who is withheld.
    """
    allowed: list[str] = []
    bodies: list[str] = []
    for key, naming in namings.items():
        if not naming.withheld:
            party = file.parties[key]
            texts = [naming.text, *(file.written(party) if naming.how == "full-name" else ())]
            (allowed if isinstance(party, Person | State) else bodies).extend(texts)
    return Redaction(hidden, allowed, bodies=bodies, nameless=nameless())


def _hidden(file: CaseFile, namings: Mapping[int, Naming]) -> list[Hidden]:
    """Those of the case whose name is not, or not wholly, to be shown."""
    return [
        _hiding(file, file.parties[key], naming)
        for key, naming in namings.items()
        if naming.how != "full-name"
    ]


def _hiding(file: CaseFile, party: Party, naming: Naming) -> Hidden:
    exact = {n.name for n in file.names_of(party) if n.form in _EXACT and n.name}
    names = [name for name in file.written(party) if name not in exact | {naming.text}]
    aliases = [each.name for each in file.aliases_of(party) if each.name]
    other = [name for name in aliases if fold(name) != fold(naming.text)]
    is_body = isinstance(party, Organisation)
    return Hidden(
        names=tuple(names),
        instead=naming.text,
        exact=(*sorted(exact), *other),
        parts=is_body or isinstance(party, Person),
        ordinary=OF_ORGANISATIONS if is_body else frozenset(),
    )


def _without_others(file: CaseFile, hidden: Sequence[Hidden], naming: Naming) -> Naming:
    """A naming whose words do not name somebody else who is withheld, such as “sister of …”."""
    party = file.parties[naming.party]
    if naming.withheld or (isinstance(party, Person | State) and naming.how != "alias"):
        return naming
    own = set(file.written(party))
    others = [
        replace(each, instead=nameless(), parts=each.parts and naming.how == "alias")
        for each in hidden
        if not own & set(each.names)
    ]
    return replace(naming, text=Redaction(others, nameless=nameless()).of(naming.text))


def _strangers(unit: Reading, file: CaseFile) -> list[Hidden]:
    """People of the vault who have no part in this case, but whose whole name a text holds.

    Nobody decided that they may be named here; nor may people who were removed from the vault.
    Only whole names are taken out, since a part of a stranger's name is as likely an ordinary word.
    """
    letters = letters_of(" ".join(_texts(file)))
    threes = {letters[start : start + 3] for start in range(len(letters))}
    people = select(spine.c.id, _PARTY.c.name).join(_PARTY, _PARTY.c.id == spine.c.id)
    names = select(spine.c.id, _NAME.c.name).join(_NAME, _NAME.c.party == spine.c.id)
    is_person = spine.c.kind == kind_of(Person)
    not_exact = _NAME.c.form.is_(None) | _NAME.c.form.not_in(_EXACT)
    known = {*file.parties, *file.merged}
    rows = [
        *unit.connection.execute(people.where(is_person)),
        *unit.connection.execute(names.where(is_person, not_exact)),
    ]
    found = {
        name
        for key, name in rows
        if key not in known and name and _may_hold(letters, threes, name) and " " in fold(name)
    }
    return [Hidden((name,), nameless(), parts=False, stranger=True) for name in sorted(found)]


def _may_hold(letters: str, threes: set[str], name: str) -> bool:
    """Whether a text of these letters may hold a name; most are told by their first three."""
    stem = longest_stem(name)
    return (len(stem) < 3 or stem[:3] in threes) and stem in letters


def _texts(file: CaseFile) -> Iterable[str]:
    """Every text of a case that could end on a page."""
    records = [
        file.case, *file.events, *file.engagements, *file.proceedings, *file.stages,
        *file.instruments, *file.answers, *file.evidence, *file.addressees, *file.facts,
        *file.triggers, *file.parties.values(), *file.involvements, *file.mandates,
        *file.authorities, *file.consents, *file.names, *file.aliases,
    ]  # fmt: skip
    return (v for record in records for v in values_of(record).values() if isinstance(v, str))
