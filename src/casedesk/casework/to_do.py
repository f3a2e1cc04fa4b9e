"""Work to do: tasks, among them those that are due so many days before a time limit and move with
it, and the planning of such work backwards from the limit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from casedesk.casework.coming import Coming, case_of, day_to_act, far, open_deadlines
from casedesk.casework.entering import enter
from casedesk.casework.in_force import LawInForce
from casedesk.casework.openings import CaseAt, dated_facts, living, table
from casedesk.casework.proceeding_limits import limits_of, parts_of
from casedesk.domain.base import Record, spine
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms.deadlines import deadlines
from casedesk.mechanisms.registry import rule_called
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.when import When, shown
from casedesk.words import Refusal, _, later, n_

#: A record, and the rule that gives it a time limit.
Limited = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work, so many days before a time limit."""

    title: str
    days_before: int
    in_charge: str = ""


#: What is offered where work is planned; nobody's rule, and a person changes it.
STEPS: Final = (
    Step(later("Draft the submission"), 45),
    Step(later("Have it reviewed, also by the person concerned"), 21),
    Step(later("Send it"), 7),
)


def tasks(unit: Reading, law: LawInForce, cases: Mapping[int, CaseAt], today: date) -> list[Coming]:
    """The tasks that are not done. `case` is the one they hang on, directly or by a record."""
    own = table("task")
    query = living(
        "task", spine.c.id, spine.c.title, own.c.about, own.c.due_first, own.c.due_last,
        own.c.in_charge, own.c.detail, own.c.rule, own.c.days_before,
    ).where(own.c.done.is_(None) | (own.c.done != "yes"))  # fmt: skip
    found = unit.connection.execute(query).all()
    about = case_of(unit, {row.about for row in found if row.about is not None} - cases.keys())
    kept = [row for row in found if not _is_of_a_closed_case(row, about, cases)]
    limits = limit_days(
        unit, law, {(row.about, row.rule) for row in kept if _is_limited(row)}, today
    )
    return [_task(row, cases.get(about.get(row.about, row.about)), limits, today) for row in kept]


def limit_days(
    unit: Reading, law: LawInForce, wanted: set[Limited], today: date
) -> dict[Limited, date]:
    """The day to act by that each rule gives in a case or proceeding now; none where there is
    none. What a person set by hand counts before what is computed; of several days the next one.
    """
    about = case_of(unit, {record for record, _rule in wanted})
    days = _by_hand(unit, {rule for _record, rule in wanted})
    facts = dated_facts(unit, {case for record, case in about.items() if record == case})
    found: dict[Limited, date] = {}
    for record, rule in wanted:
        case = about.get(record, record)
        known = days.get((record, rule)) or days.get((case, rule))
        if not known:
            is_case = record == case
            known = (
                _computed(law, rule, facts[case])
                if is_case
                else _of_proceeding(unit, law, record, rule, today)
            )
        if known:
            found[record, rule] = _next(known, today)
    return found


def plan(unit: Writing, about: str, rule: str, steps: Sequence[Step]) -> list[Record]:
    """Enter work before the time limit a rule gives for a case or proceeding, all or none."""
    return [
        enter(
            unit,
            "tasks",
            {
                "title": step.title,
                "about": about,
                "rule": rule,
                "days_before": str(step.days_before),
                "in_charge": step.in_charge,
            },
        )
        for step in steps
    ]


def _is_limited(row: Any) -> bool:
    return row.about is not None and bool(row.rule)


def _is_of_a_closed_case(row: Any, about: Mapping[int, int], cases: Mapping[int, CaseAt]) -> bool:
    key = about.get(row.about, row.about)
    return key in about.values() and key not in cases


def _task(row: Any, case: CaseAt | None, limits: Mapping[Limited, date], today: date) -> Coming:
    words = " · ".join(text for text in (row.in_charge, row.detail) if text)
    made = Coming(
        "task", row.id, row.title, *far(row.due_first or row.due_last, today), "ours", words, case
    )
    if not _is_limited(row):
        return made
    limit = limits.get((row.about, row.rule))
    made = replace(made, rule=row.rule, counts_from=_before(row, limit))
    if limit is None:
        return made
    day = limit - timedelta(days=row.days_before or 0)
    return replace(made, day=day, days=(day - today).days)


def _before(row: Any, limit: date | None) -> str:
    """From which limit a task counts back, in words."""
    found = rule_called(row.rule)
    title = _(found[1].title) if found else row.rule
    if limit is None:
        return _("counts back from “{limit}”, which has no date yet").format(limit=title)
    number = row.days_before or 0
    text = n_(
        "{n} day before “{limit}”, {day}", "{n} days before “{limit}”, {day}", number
    )  # fmt: skip
    return text.format(n=number, limit=title, day=shown(When.of(limit)))


def _next(days: Iterable[date], today: date) -> date:
    known = sorted(days)
    return next((day for day in known if day >= today), known[-1])


def _by_hand(unit: Reading, rules: set[str]) -> dict[Limited, list[date]]:
    """The days people set for rules, by case and by proceeding."""
    own = table("deadline")
    query = open_deadlines(own.c.case, own.c.proceeding, own.c.rule)
    found: dict[Limited, list[date]] = defaultdict(list)
    for row in unit.connection.execute(query.where(own.c.rule.in_(rules))) if rules else ():
        ordinal = day_to_act(row)
        record = row.proceeding or row.case
        if ordinal is not None and record is not None:
            found[record, row.rule].append(date.fromordinal(ordinal))
    return found


def _computed(law: LawInForce, rule: str, facts: Mapping[str, Sequence[When]]) -> list[date]:
    """The days a rule gives for the facts of a case; none where it cannot count from them."""
    found = rule_called(rule)
    if found is None:
        return []
    mechanism = law.mechanisms[found[0].id]
    mine = tuple(each for each in mechanism.rules if each.id == rule)
    try:
        counted = deadlines(replace(mechanism, rules=mine), facts)
    except Refusal:  # said where the limit itself is shown
        return []
    return [each.act_by for each in counted if each.act_by is not None]


def _of_proceeding(
    unit: Reading, law: LawInForce, record: int, rule: str, today: date
) -> list[date]:
    own = unit.by_id(Record, record)
    if not isinstance(own, Proceeding):
        return []
    limits, _notices = limits_of(unit, law, own, parts_of(unit, own), today)
    return [each.act_by for each in limits if each.rule == rule and each.act_by is not None]
