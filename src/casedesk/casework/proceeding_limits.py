"""The time limits of one proceeding: from its own dates first, else from the facts of its case."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casedesk.casework.in_force import LawInForce
from casedesk.domain.proceedings import (
    Addressee,
    Answer,
    Deadline,
    Fact,
    Filing,
    Proceeding,
    Stage,
)
from casedesk.mechanisms.deadlines import Due, deadlines
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.model import Mechanism, Rule
from casedesk.mechanisms.periods import PeriodError
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import _

#: Which day of a filing meets a limit; where a rule does not say, the day of sending.
_MET_BY = {"sent": "sent", "postmark": "postmark", "received": "received", "portal": "received"}

#: Facts that belong to one proceeding: another proceeding's must never start its clocks.
_OF_PROCEEDING = frozenset(
    {"submitted", "registered", "communicated", "transmitted", "letter", "case_notified",
     "merits_transmitted", "order", "hearing", "adopted", "decision_notified", "judgment",
     "seized"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit. `state` is "met", "late", "over", "ahead" or "none" (no date).

    `record` is the key of a deadline set by hand, None of a computed one; `days` are left until
    `act_by`; `from_case`: counted from a fact of the case, not from a date of this proceeding.
    """

    record: int | None
    title: str
    text: str
    due: When | None
    act_by: date | None
    days: int | None
    whose: str
    hard: bool
    contested: bool
    state: str
    met: When | None
    counts_from: str
    start: When | None
    from_case: bool
    article: str
    source: str
    verified: bool
    rule: str = ""


#: The steps, filings and addressees of a proceeding.
Parts = tuple[Sequence[Stage], Sequence[Filing], Sequence[Addressee]]


def parts_of(unit: Reading, own: Proceeding) -> Parts:
    """What the limits of a proceeding are counted from and met by."""
    return (
        unit.all(Stage, Stage.proceeding == own.id),
        unit.all(Filing, Filing.proceeding == own.id),
        unit.all(Addressee, Addressee.proceeding == own.id),
    )


def limits_of(
    unit: Reading,
    law: LawInForce,
    own: Proceeding,
    parts: Parts,
    day: date,
) -> tuple[tuple[Limit, ...], tuple[str, ...]]:
    """The limits of a proceeding, most pressing first, and sentences on what went wrong."""
    stages, filings, addressees = parts
    by_hand = _by_hand(unit, own, day)
    known = law.mechanisms.get(own.mechanism or "")
    if known is None:
        return by_hand, ()
    facts = own_facts(known, own, stages, addressees)
    lent = _case_facts(unit, own, facts)
    found, notices = _computed(known, {**lent, **facts})
    settled = {each.rule for each in _kept(unit, own)}
    asked = _answered_yes(unit, own)
    rows = [
        _limit(due, own, filings, addressees, day, from_case=due.counts_from in lent)
        for due in found
        if due.rule.id not in settled and _comes_into_play(due.rule, asked)
    ]
    aside = law.notice(known.id)
    return tuple(sorted((*by_hand, *rows), key=_urgency)), (*([aside] if aside else ()), *notices)


def own_facts(
    known: Mechanism, own: Proceeding, stages: Sequence[Stage], addressees: Sequence[Addressee]
) -> dict[str, list[When]]:
    """The dated facts that stand in a proceeding itself: its steps, letters and own dates."""
    found: dict[str, list[When]] = defaultdict(list)
    meant = {each.id: each.fact for each in known.stages if each.fact}
    said: list[tuple[str, When | None]] = [
        *((meant.get(each.stage or "", ""), each.occurred) for each in stages),
        ("submitted", own.submitted),
        *(("transmitted", each.transmitted) for each in addressees),
        ("adopted", own.decided),
        ("decision_notified", own.notified),
    ]
    for name, when in said:
        if name in FACTS and when is not None and when.edtf not in [w.edtf for w in found[name]]:
            found[name].append(when)
    return {name: dates for name, dates in found.items() if dates}


def _case_facts(
    unit: Reading, own: Proceeding, mine: Mapping[str, Sequence[When]]
) -> dict[str, list[When]]:
    """The facts of the case that this proceeding does not date itself.

    What belongs to one proceeding is taken from the case only where it has no other.
    """
    if own.case is None:
        return {}
    alone = len(unit.all(Proceeding, Proceeding.case == own.case)) == 1
    found: dict[str, list[When]] = defaultdict(list)
    for each in unit.all(Fact, Fact.case == own.case):
        name = each.fact or ""
        usable = name in FACTS and name not in mine and (alone or name not in _OF_PROCEEDING)
        if usable and each.occurred is not None:
            found[name].append(each.occurred)
    return dict(found)


def _computed(
    known: Mechanism, facts: Mapping[str, Sequence[When]]
) -> tuple[list[Due], tuple[str, ...]]:
    """Every limit the rules give; a date that cannot be used is said."""
    notices: tuple[str, ...] = ()
    found: list[Due] = []
    for rule in known.rules:
        try:
            found += deadlines(replace(known, rules=(rule,)), facts)
        except PeriodError as error:
            notices = (*notices, f"{_(rule.title)}: {error}")
    return found, notices


def reply_clock(law: LawInForce, mechanism: str | None, transmitted: When | None) -> Due | None:
    """When the reply to a letter is due by the mechanism's rule; None where it sets no day."""
    known = law.mechanisms.get(mechanism or "")
    if known is None or transmitted is None:
        return None
    found, _notices = _computed(known, {"transmitted": [transmitted]})
    mine = [
        each
        for each in found
        if each.rule.whose == "state" and each.counts_from == "transmitted" and each.due
        and not each.rule.applies_if
    ]  # fmt: skip
    return mine[0] if mine else None


def _answered_yes(unit: Reading, own: Proceeding) -> set[str]:
    """The questions whose newest answer in the case is yes."""
    if own.case is None:
        return set()
    newest = {each.question: each.answer for each in unit.all(Answer, Answer.case == own.case)}
    return {str(question) for question, answer in newest.items() if answer == "yes"}


def _comes_into_play(rule: Rule, asked: set[str]) -> bool:
    return not rule.applies_if or bool(asked & set(rule.applies_if))


def _limit(
    due: Due,
    own: Proceeding,
    filings: Sequence[Filing],
    addressees: Sequence[Addressee],
    day: date,
    *,
    from_case: bool,
) -> Limit:
    met = _met(due, own, filings, addressees)
    rule = due.rule
    return Limit(
        record=None,
        title=_(rule.title),
        text=_(rule.text),
        due=due.due,
        act_by=due.act_by,
        days=(due.act_by - day).days if due.act_by else None,
        whose=rule.whose,
        hard=rule.hard,
        contested=rule.contested,
        state=_state(due, met, day),
        met=met,
        counts_from=_(FACTS[due.counts_from].label),
        start=due.start,
        from_case=from_case,
        article=rule.basis.article,
        source=rule.basis.source.title,
        verified=rule.basis.verified,
        rule=rule.id,
    )


def _met(
    due: Due, own: Proceeding, filings: Sequence[Filing], addressees: Sequence[Addressee]
) -> When | None:
    """The act that answers a limit: for ours the first filing since it began, not a tick."""
    since = (due.start.first if due.start else None) or 0
    if due.rule.whose == "state":
        replies = [each.replied for each in addressees if _same(each.transmitted, due.start)]
        return _first(replies, since)
    if due.rule.whose != "ours":
        return None
    field = _MET_BY.get(due.rule.met_by or "", "sent")
    acts = [getattr(each, field) or each.sent for each in filings]
    if due.rule.entry:
        acts.append(own.submitted)
    return _first(acts, since)


def _same(one: When | None, other: When | None) -> bool:
    return one is not None and other is not None and one.edtf == other.edtf


def _first(acts: Sequence[When | None], since: int) -> When | None:
    known = [each for each in acts if each is not None and (each.last or since) >= since]
    return min(known, key=lambda each: each.last or 10**7, default=None)


def _state(due: Due, met: When | None, day: date) -> str:
    """Where a limit stands. On a doubtful date nothing is called met that may have been late."""
    last = due.due.last if due.due else None
    if met is not None and due.due is not None:
        safe = due.act_by.toordinal() if due.act_by else last
        return "met" if safe is None or (met.last or safe + 1) <= safe else "late"
    if last is None:
        return "none"
    return "over" if last < day.toordinal() else "ahead"


def _kept(unit: Reading, own: Proceeding) -> list[Deadline]:
    return list(unit.all(Deadline, Deadline.proceeding == own.id))


def _by_hand(unit: Reading, own: Proceeding, day: date) -> tuple[Limit, ...]:
    """The deadlines somebody set for this proceeding and did not drop."""
    found = [_set_by_hand(each, day) for each in _kept(unit, own) if each.state != "dropped"]
    return tuple(sorted(found, key=_urgency))


def _set_by_hand(each: Deadline, day: date) -> Limit:
    safe = each.act_by or each.due
    act_by = date.fromordinal(safe.first) if safe and safe.first else None
    if each.state == "met" or act_by is None:
        state = "met" if each.state == "met" else "none"
    else:
        state = "over" if act_by < day or each.state == "missed" else "ahead"
    return Limit(
        record=each.id,
        title=each.title or each.ref,
        text=each.reason or "",
        due=each.due,
        act_by=act_by,
        days=(act_by - day).days if act_by else None,
        whose=each.whose or "ours",
        hard=each.hard == "yes",
        contested=False,
        state=state,
        met=None,
        counts_from="",
        start=None,
        from_case=False,
        article="",
        source=_("set by hand"),
        verified=True,
        rule=each.rule or "",
    )


def _urgency(each: Limit) -> tuple[int, int]:
    """What is ahead by its day, then what went by, then what was met, then what has no day."""
    order = {"ahead": 0, "over": 1, "late": 2, "met": 3, "none": 4}
    days = each.days if each.days is not None else 0
    return (order[each.state], days if each.state == "ahead" else -days)
