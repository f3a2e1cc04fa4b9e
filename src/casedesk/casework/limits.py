"""The time limits that rules give for the facts of all open cases.

Ten thousand cases have some thousands of facts that no rule reaches any more. What a rule cannot
reach is left in the database; only what may be due near today is computed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, or_

from casedesk.casework.begun import OVER, Proceedings
from casedesk.casework.coming import Coming
from casedesk.casework.in_force import LawInForce
from casedesk.casework.openings import CaseAt, dated_facts, living, of_cases, rows, table
from casedesk.domain.base import spine
from casedesk.mechanisms.doors import CaseFacts, door
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.model import Mechanism, Rule
from casedesk.mechanisms.periods import PeriodError
from casedesk.mechanisms.rules import Counted, count
from casedesk.vault.unit import Reading
from casedesk.when import shown
from casedesk.words import _

#: Days after which a computed limit that has passed is told no more, and days ahead that are
#: looked at. What a person set, a deadline or a task, is told until it is done.
FADES = 90
AHEAD = 365

_FAR = 10**6  # more days than any rule counts
_FEWEST = {"day": 1, "week": 7, "month": 28, "year": 365}
_MOST = {"day": 1, "week": 7, "month": 31, "year": 366}
_NOT_BEGUN = (None, "planned", "drafted")


@dataclass(frozen=True, slots=True)
class _Clocked:
    """A rule that can give a date; `bare` is its mechanism without anything but whom it binds."""

    rule: Rule
    mechanism: Mechanism
    bare: Mechanism
    reach: Mapping[str, tuple[int, int]]


def computed(
    unit: Reading, law: LawInForce, cases: Mapping[int, CaseAt], known: Proceedings, today: date
) -> list[Coming]:
    """The limits rules give near today for the open cases."""
    clocked = _clocked(law)
    keys = _reached(unit, cases, clocked, today)
    facts = dated_facts(unit, keys)
    states, answers = _states(unit, keys), _answers(unit, keys)
    kept = _settled_by_hand(unit)
    found: list[Coming] = []
    for key, dated in facts.items():
        about = CaseFacts(tuple(states[key]), dated, answers[key])
        for each in _relevant(clocked, about, today):
            if (key, each.rule.id) not in kept:
                found.extend(_of_rule(each, key, cases[key], about, known, today))
    return found


def _clocked(law: LawInForce) -> list[_Clocked]:
    """Every rule with a period."""
    found: list[_Clocked] = []
    for mechanism in law.mechanisms.values():
        bare = replace(
            mechanism, rules=(), needs=(), engagement=None, exhaustion=None, same_matter=None
        )
        found += [
            _Clocked(rule, mechanism, bare, _reach_of(rule))
            for rule in mechanism.rules
            if any(clock.periods for clock in rule.clocks)
        ]
    return found


def _reached(
    unit: Reading, cases: Mapping[int, CaseAt], clocked: Sequence[_Clocked], today: date
) -> set[int]:
    """The open cases with a fact from which some rule may reach the days around today."""
    fact = table("fact")
    reach = _reach(clocked)
    if not reach:
        return set()
    near = [
        and_(
            fact.c.fact == name,
            or_(
                fact.c.occurred_last.is_(None),
                fact.c.occurred_last >= today.toordinal() - FADES - longest,
            ),
            or_(
                fact.c.occurred_first.is_(None),
                fact.c.occurred_first <= today.toordinal() + AHEAD - shortest,
            ),
        )
        for name, (shortest, longest) in reach.items()
    ]
    query = living("fact", fact.c.case).where(or_(*near)).distinct()
    query = of_cases(query, fact.c.case, cases)
    return {row.case for row in unit.connection.execute(query) if row.case in cases}


def _reach(clocked: Iterable[_Clocked]) -> dict[str, tuple[int, int]]:
    """By fact, the fewest and the most days that rules count from it."""
    found: dict[str, tuple[int, int]] = {}
    for each in clocked:
        for name, (shortest, longest) in each.reach.items():
            low, high = found.get(name, (_FAR, -_FAR))
            found[name] = (min(low, shortest), max(high, longest))
    return found


def _reach_of(rule: Rule) -> dict[str, tuple[int, int]]:
    """By fact, the fewest and the most days that one rule counts from it."""
    back = -1 if rule.kind == "before_session" else 1
    stretched = [0, _FAR] if rule.suspensions or rule.standstills else []
    found: dict[str, tuple[int, int]] = {}
    for clock in rule.clocks:
        lengths = [
            back * timed.period.count * days[timed.period.unit]
            for timed in clock.periods
            for days in (_FEWEST, _MOST)
        ]
        if lengths:
            low, high = found.get(clock.counts_from, (_FAR, -_FAR))
            lengths += stretched
            found[clock.counts_from] = (min(low, *lengths), max(high, *lengths))
    return found


def _states(unit: Reading, keys: set[int]) -> dict[int, list[str]]:
    """The codes of the respondent States by case."""
    involved, party = table("involvement"), table("party")
    query = (
        living("involvement", involved.c.subject, party.c.country)
        .join(party, party.c.id == involved.c.party)
        .where(involved.c.role == "respondent-state", party.c.country.is_not(None))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows(unit, query, involved.c.subject, keys):
        found[row.subject].append(row.country)
    return found


def _answers(unit: Reading, keys: set[int]) -> dict[int, dict[str, str]]:
    answer = table("answer")
    query = living("answer", answer.c.case, answer.c.question, answer.c.answer)
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows(unit, query.order_by(spine.c.id), answer.c.case, keys):
        if row.question and row.answer:
            found[row.case][row.question] = row.answer
    return found


def _settled_by_hand(unit: Reading) -> set[tuple[int, str]]:
    """The rules of cases for which a deadline is kept by hand: its date and state count."""
    own = table("deadline")
    query = living("deadline", own.c.case, own.c.rule).where(own.c.rule.is_not(None))
    return {(row.case, row.rule) for row in unit.connection.execute(query)}


def _relevant(clocked: Sequence[_Clocked], about: CaseFacts, today: date) -> Iterator[_Clocked]:
    """The rules that come into play in a case and may give a day near today."""
    first, last = today.toordinal() - FADES, today.toordinal() + AHEAD
    for each in clocked:
        asked = each.rule.applies_if
        if asked and not any(about.answer(name) == "yes" for name in asked):
            continue
        if any(
            (when.last or _FAR) + longest >= first and (when.first or 0) + shortest <= last
            for name, (shortest, longest) in each.reach.items()
            for when in about.facts.get(name, ())
        ):
            yield each


def _of_rule(
    each: _Clocked, key: int, case: CaseAt, about: CaseFacts, known: Proceedings, today: date
) -> Iterator[Coming]:
    """What one rule gives for one case, unless it does not concern it or was met."""
    before = known.before(key, each.mechanism.id)
    try:
        counted = count(each.rule, about.facts)
    except PeriodError:  # a year such as 9999, from which nothing can be counted
        return
    near = [one for one in counted if one.act_by and -FADES <= (one.act_by - today).days <= AHEAD]
    if not near or not _concerns(each.rule, before):
        return
    binding = door(each.bare, about, today).state if each.rule.entry else "open"
    for one in near:
        # That a door closed which may never have been one asks for nothing.
        missed = one.act_by is not None and one.act_by < today and binding != "open"
        if binding != "closed" and not missed and not _is_met(each.rule, one, before, known):
            yield _coming(each, one, case, today, accepted=binding == "open")


def _concerns(rule: Rule, before: Sequence[tuple[int, str | None, bool]]) -> bool:
    """Whether a limit is one of this case: for a first submission until there was one, any other
    only where there is a proceeding before that body.
    """
    if rule.entry:
        return not any(state not in _NOT_BEGUN or done for _key, state, done in before)
    return any(state not in OVER for _key, state, _done in before)


def _is_met(
    rule: Rule,
    counted: Counted,
    before: Sequence[tuple[int, str | None, bool]],
    known: Proceedings,
) -> bool:
    """Whether something was sent since the limit began. A filing meets a limit, not a tick."""
    if rule.whose != "ours":
        # A reply clock is told with the reply that is awaited.
        return counted.counts_from == "transmitted" and rule.whose == "state"
    since = (counted.start.first if counted.start else None) or 0
    return any(day >= since for key, _state, _done in before for day in known.sent.get(key, ()))


def _coming(
    each: _Clocked, counted: Counted, case: CaseAt, today: date, *, accepted: bool
) -> Coming:
    rule = each.rule
    start = f", {shown(counted.start)}" if counted.start else ""
    return Coming(
        kind="rule",
        record=case.record,
        title=_(rule.title),
        day=counted.act_by,
        days=(counted.act_by - today).days if counted.act_by else None,
        whose=rule.whose,
        words=_(rule.text),
        case=case,
        rule=rule.id,
        mechanism=_(each.mechanism.title),
        source=str(rule.basis),
        counts_from=_(FACTS[counted.counts_from].label) + start,
        verified=rule.basis.verified,
        accepted=accepted,
        hard=rule.hard,
        contested=rule.contested,
    )
