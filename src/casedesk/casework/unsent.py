"""Briefs that were not sent, who of their people has not agreed, and text that was not saved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from casedesk.casework.casefile import CaseFile
from casedesk.casework.consents import AUDIENCES, Scope, consent_for
from casedesk.casework.naming import is_protected, naming_of
from casedesk.casework.openings import CaseAt, living, rows, table
from casedesk.domain.base import Record, kinds, spine
from casedesk.domain.cases import Case
from casedesk.domain.consents import Consent
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Alias, Name, Party
from casedesk.mechanisms.registry import forms, typologies
from casedesk.vault.tables import draft
from casedesk.vault.unit import Reading
from casedesk.words import _

_IDENTIFIED = ("full-name", "chosen-name", "short-name", "initials", "alias")


@dataclass(frozen=True, slots=True)
class Unsent:
    """A brief without a filing; `form` is the title of its form."""

    record: int
    title: str
    form: str
    mechanism: str
    audience: str
    case: CaseAt


@dataclass(frozen=True, slots=True)
class Gap:
    """A person of a planned submission who did not agree to be named in it.

    `state` is a code of "consent-decisions", or "none" where nobody asked; `words` says it;
    `sent` counts the outputs that already left with the person's name on them.
    """

    person: int
    name: str
    state: str
    words: str
    safe_contact: str
    sent: int
    brief: Unsent


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Text a member typed and did not save; `record` is None for a new record."""

    record: int | None
    kind: str
    label: str
    title: str
    at: datetime | None


def unsent_briefs(unit: Reading, cases: Mapping[int, CaseAt]) -> list[Unsent]:
    """The briefs of open cases that no filing names."""
    own, filing = table("brief"), table("filing")
    sending = living("filing", filing.c.brief).where(filing.c.brief.is_not(None))
    query = living(
        "brief", spine.c.id, spine.c.title, own.c.case, own.c.form, own.c.audience
    ).where(own.c.case.is_not(None), own.c.id.not_in(sending))
    query = query.order_by(spine.c.title_sort, spine.c.id)
    found = []
    for row in unit.connection.execute(query):
        if row.case in cases:
            form = forms().get(row.form or "")
            asked = row.audience or (form.audience if form else "mechanism")
            found.append(
                Unsent(
                    record=row.id,
                    title=row.title,
                    form=form.title if form else row.form or "",
                    mechanism=form.mechanism if form else "",
                    audience=asked if asked in AUDIENCES else "mechanism",
                    case=cases[row.case],
                )
            )
    return found


def gaps(unit: Reading, briefs: Sequence[Unsent]) -> list[Gap]:
    """The people who are in protected roles in what is to be sent and may not be named there."""
    planned = [each for each in briefs if each.audience != "internal"]
    files = _files(unit, {each.case.record for each in planned})
    found = [gap for brief in planned for gap in _gaps_of(files[brief.case.record], brief)]
    sent = _sent(unit, {gap.person for gap in found})
    return [replace(gap, sent=sent.get(gap.person, 0)) for gap in found]


def _gaps_of(file: CaseFile, brief: Unsent) -> Iterable[Gap]:
    mine = frozenset(each.id for each in file.proceedings if each.mechanism == brief.mechanism)
    scope = Scope(brief.case.record, brief.audience, brief.mechanism, mine)
    for party in file.parties.values():
        roles = file.roles_of(party)
        if not any(is_protected(each.role or "") for each in roles):
            continue
        if not naming_of(file, party, scope, 1).withheld:
            continue
        said = consent_for(file.consents_of(party), scope)
        if said.state in ("given", "given-in-part"):
            continue  # agreed to be shown by role, or not at all
        yield Gap(
            party.id,
            party.title,
            said.state,
            decision_words(said.state),
            party.safe_contact or "",
            0,
            brief,
        )


def decision_words(state: str) -> str:
    """What a decision on being named is called; "none" is none recorded."""
    term = typologies()["consent-decisions"].terms.get(state)
    return _(term.label) if term else _("No decision recorded")


def _files(unit: Reading, keys: set[int]) -> dict[int, CaseFile]:
    """The people and decisions of several cases at once; what naming does not ask is left out."""
    cases = {each.id: each for each in _records(unit, Case, Case.id, keys)}
    parts = _parts(unit, keys)
    involved: dict[int, list[Involvement]] = defaultdict(list)
    for each in _records(unit, Involvement, Involvement.subject, parts):
        involved[parts[each.subject or 0]].append(each)
    people = _people(unit, {e.party for found in involved.values() for e in found if e.party})
    names = _records(unit, Name, Name.party, people)
    aliases = _records(unit, Alias, Alias.party, people)
    consents = _records(unit, Consent, Consent.person, people)
    return {
        key: _file(case, involved[key], people, (names, aliases, consents))
        for key, case in cases.items()
    }


def _file(
    case: Case,
    involved: Sequence[Involvement],
    people: Mapping[int, Party],
    told: tuple[Sequence[Name], Sequence[Alias], Sequence[Consent]],
) -> CaseFile:
    now = {key: _now(people, key) for key in (each.party for each in involved) if key in people}
    living_here = {p.id: p for p in now.values() if p is not None and p.deleted is None}
    merged = {key: each for key, each in people.items() if each.merged_into is not None}
    names, aliases, consents = told
    none: list[Any] = []
    return CaseFile(
        case=case, events=none, engagements=none, triggers=none, proceedings=none, stages=none,
        filings=none, addressees=none, mandates=none, instruments=none, evidence=none, facts=none,
        answers=none, involvements=involved, parties=living_here, merged=merged, names=names,
        aliases=aliases, consents=consents, authorities=none,
    )  # fmt: skip


def _now(people: Mapping[int, Party], key: int | None) -> Party | None:
    found = people.get(key or 0)
    while found is not None and found.merged_into is not None:
        found = people.get(found.merged_into)
    return found


def _people(unit: Reading, keys: set[int]) -> dict[int, Party]:
    """Parties by key, with those they were merged into and those merged into them."""
    found: dict[int, Party] = {}
    waiting = set(keys)
    while waiting:
        known = _records(unit, Party, Party.id, waiting)
        known += _records(unit, Party, Party.merged_into, waiting)
        found |= {each.id: each for each in known}
        behind = {e.merged_into for e in known if e.merged_into} | {e.id for e in known}
        waiting = behind - found.keys()
    return found


def _parts(unit: Reading, keys: set[int]) -> dict[int, int]:
    """The cases themselves and what in them may have people in roles, each with its case."""
    found = {key: key for key in keys}
    for name in ("event", "engagement", "proceeding", "instrument"):
        own = table(name)
        found |= {
            row.id: row.case
            for row in rows(unit, living(name, own.c.id, own.c.case), own.c.case, keys)
        }
    return found


def _records(unit: Reading, cls: Any, column: Any, keys: Iterable[int]) -> list[Any]:
    wanted = sorted(set(keys))
    return [
        each
        for start in range(0, len(wanted), 500)
        for each in unit.all(cls, column.in_(wanted[start : start + 500]))
    ]


def _sent(unit: Reading, people: set[int]) -> dict[int, int]:
    """How often each person was already shown by a name in what left the vault."""
    own = table("disclosed_party")
    query = living("disclosed_party", own.c.party).where(own.c.shown_as.in_(_IDENTIFIED))
    found: dict[int, int] = defaultdict(int)
    for row in rows(unit, query, own.c.party, people):
        found[row.party] += 1
    return found


def unsaved_drafts(unit: Reading) -> list[Unsaved]:
    """What this member typed and did not save, newest first."""
    query = (
        select(draft.c.record, draft.c.kind, draft.c.at, spine.c.title)
        .outerjoin(spine, spine.c.id == draft.c.record)
        .where(draft.c.member == unit.facts.member, spine.c.deleted.is_(None))
        .order_by(draft.c.at.desc())
    )
    return [
        Unsaved(row.record, row.kind, _called(row.kind), row.title or "", _instant(row.at))
        for row in unit.connection.execute(query)
    ]


def _called(kind: str) -> str:
    cls: type[Record] | None = kinds().get(kind)
    return _(cls.singular) if cls else kind


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None
