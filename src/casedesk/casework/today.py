"""Today: what is due and by which rule, which replies are late, and what was left undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casedesk.casework.awaited import Awaited, awaited
from casedesk.casework.begun import proceedings
from casedesk.casework.check_ins import CheckInOver, check_ins_over
from casedesk.casework.coming import Coming, by_hand
from casedesk.casework.in_force import law_in_force
from casedesk.casework.law.sessions import reminders
from casedesk.casework.limits import computed
from casedesk.casework.openings import CaseAt, open_cases
from casedesk.casework.to_do import tasks
from casedesk.casework.unsent import (
    Gap,
    Unsaved,
    Unsent,
    gaps,
    unsaved_drafts,
    unsent_briefs,
)
from casedesk.vault.unit import Reading
from casedesk.words import _, n_

_LATER = 10**6  # more days than any limit is off


@dataclass(frozen=True)
class Today:
    """Everything that asks for attention on one day.

    `due` is in order of days, what is over first and what has no day last. `last_backup` is None
    where none was ever made. `notices` are sentences on what could not be computed.
    """

    day: date
    due: Sequence[Coming]
    replies: Sequence[Awaited]
    no_next_step: Sequence[CaseAt]
    check_ins: Sequence[CheckInOver]
    consents: Sequence[Gap]
    unsent: Sequence[Unsent]
    unsaved: Sequence[Unsaved]
    last_backup: date | None
    notices: Sequence[str]

    @property
    def count(self) -> int:
        """How many things ask for something now; the number beside Today."""
        pressing = sum(1 for each in self.due if each.days is not None and each.days <= 7)
        late = sum(1 for each in self.replies if each.state != "awaited")
        return pressing + late + len(self.check_ins) + len(self.consents)


def today(unit: Reading, day: date) -> Today:
    """What is due, late or missing in the open cases of a vault on a day."""
    cases = open_cases(unit)
    law = law_in_force(unit)
    ruled = computed(unit, law, cases, proceedings(unit, cases), day)
    to_do = tasks(unit, law, cases, day)
    due = [*ruled, *by_hand(unit, cases, day), *to_do, *reminders(unit, day)]
    replies = awaited(unit, law, cases, day)
    briefs = unsent_briefs(unit, cases)
    return Today(
        day=day,
        due=sorted(due, key=_soonest),
        replies=replies,
        no_next_step=_without_next_step(cases, due, replies),
        check_ins=check_ins_over(unit, day),
        consents=gaps(unit, briefs),
        unsent=briefs,
        unsaved=unsaved_drafts(unit),
        last_backup=None,
        notices=law.notices,
    )


def _soonest(each: Coming) -> tuple[int, bool, str]:
    return (_LATER if each.days is None else each.days, not each.hard, each.title)


def _without_next_step(
    cases: Mapping[int, CaseAt], due: Sequence[Coming], replies: Sequence[Awaited]
) -> list[CaseAt]:
    """The open cases with no task, no deadline ahead and no reply that is still awaited."""
    busy = {
        each.case.record
        for each in due
        if each.case and (each.kind == "task" or each.days is None or each.days >= 0)
    }
    busy |= {each.case.record for each in replies if each.case and each.state == "awaited"}
    return [case for key, case in cases.items() if key not in busy]


def days_left(days: int | None) -> str:
    """How far off a day is, in a word or two: “5 days”, “3 days over”, “9 weeks”."""
    if days is None:
        return _("no date")
    if days == 0:
        return _("today")
    if days < 0:
        return n_("{days} day over", "{days} days over", -days).format(days=-days)
    if days < 60:
        return n_("{days} day", "{days} days", days).format(days=days)
    if days < 365:
        return n_("{weeks} week", "{weeks} weeks", days // 7).format(weeks=days // 7)
    return n_("{years} year", "{years} years", days // 365).format(years=days // 365)
