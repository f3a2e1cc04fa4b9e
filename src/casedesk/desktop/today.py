"""Today, the page that opens first: what is due, which replies are late, what was left undone."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from casedesk.casework.awaited import Awaited
from casedesk.casework.check_ins import CheckInOver
from casedesk.casework.openings import CaseAt
from casedesk.casework.today import Today, days_left, today
from casedesk.casework.unsent import Gap, Unsaved, Unsent
from casedesk.desktop.case.lines import Line, ListCard, joined, keeping_focus
from casedesk.desktop.case.tab import Columns, due_line, scrolled, this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import Notice, column, emptied, widget
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.when import When, shown
from casedesk.words import _, n_


class TodayPage(Page):
    """What asks for attention in all open cases."""

    kinds: ClassVar[frozenset[str] | None] = None

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.seen: Today | None = None
        self.folded_out: set[str] = set()
        self.day = label("", "muted")
        self.notices = column(gap=8)
        self.due = ListCard(
            _("Due"),
            _("Nothing is due. What facts, deadlines and tasks of your cases bring stands here."),
        )
        self.replies = ListCard(
            _("Replies awaited from States"),
            _("No reply is awaited. Note under a proceeding to whom it was transmitted, and when."),
        )
        self.people = ListCard(_("People"), _("No check-in is overdue and no consent is missing."))
        self.loose = ListCard(_("Loose ends"), _("There are none."))
        self._build()

    def _build(self) -> None:
        head = column(label(_("Today"), "title"), self.day, widget(self.notices), gap=3)
        columns = Columns([self.due, self.replies], [self.people, self.loose])
        outer = column(widget(head), scrolled(columns), gap=0)
        outer.setStretch(1, 1)
        outer.setContentsMargins(look().px(18), look().px(18), look().px(18), 0)
        self.setLayout(outer)

    def load(self) -> None:
        day = this_day()
        self.desk.read(lambda unit: today(unit, day), self.show_today, self, latest="today")

    def show_today(self, seen: Today) -> None:
        """Show what was read."""
        self.seen = seen
        self.day.setText(f"{_WEEKDAYS[seen.day.weekday()]()} {shown(When.of(seen.day))}")
        keeping_focus(self, lambda: self._fill(seen))

    def _fill(self, seen: Today) -> None:
        emptied(self.notices)
        for sentence in seen.notices:
            self.notices.addWidget(Notice(sentence))
        self.due.show_lines(
            [partial(due_line, due, self._opener(due.record), with_case=True) for due in seen.due]
        )
        self.replies.show_lines([partial(self._reply, each) for each in seen.replies])
        self.people.show_lines(
            [
                *(partial(self._check_in, each) for each in seen.check_ins),
                *(partial(self._gap, each) for each in seen.consents),
            ]
        )
        self.loose.show_lines(self._loose_ends(seen))

    def _opener(self, record: int, tab: str = "") -> Callable[[], None]:
        return lambda: self.go.emit(Target(record=record, tab=tab))

    def _reply(self, each: Awaited) -> Line:
        replied = shown(each.replied) if each.replied else ""
        state = {
            "overdue": _("{who} has not answered").format(who=each.addressee),
            "awaited": _("{who} has time until {day}").format(
                who=each.addressee,
                day=shown(When.of(each.due)) if each.due else _("further notice"),
            ),
            "received": _("{who} replied {day}; not judged yet").format(
                who=each.addressee, day=replied
            ),
        }[each.state]
        sent = _("sent {day}").format(day=shown(each.transmitted))
        case = joined(each.case.called, each.case.title) if each.case else ""
        source = each.source.split(" (")[0]
        if each.state == "received":
            tagged = (_("judge it"), "good")
        else:
            tone = "danger" if each.state == "overdue" else "plain"
            tagged = (days_left(each.days), tone if each.days is not None else "plain")
        return Line(
            each.title,
            joined(state, sent, each.mechanism, each.reference, case, source),
            self._opener(each.proceeding),
            tagged=tagged,
            key=f"reply{each.record}",
        )

    def _check_in(self, each: CheckInOver) -> Line:
        rule = each.safe_contact or _("No rule of safe contact is recorded.")
        return Line(
            _("Check-in with {name}").format(name=each.name),
            joined(rule, each.risk, _("expected {day}").format(day=shown(each.expected))),
            self._opener(each.person),
            tagged=(days_left(-each.days), "danger"),
            key=f"check-in{each.record}",
        )

    def _gap(self, each: Gap) -> Line:
        sent = n_("{n} page already left with the name", "{n} pages already left with the name",
                  each.sent).format(n=each.sent) if each.sent else ""  # fmt: skip
        refused = each.state in ("refused", "withdrawn")
        return Line(
            f"{each.name}: {each.words}",
            joined(
                _("before “{brief}”").format(brief=each.brief.title),
                each.brief.case.called, sent, each.safe_contact,
            ),
            self._opener(each.person),
            tagged=(_("consent"), "danger" if refused else "warning"),
            key=f"gap{each.person}-{each.brief.record}",
        )  # fmt: skip

    def _loose_ends(self, seen: Today) -> list[Callable[[], QWidget]]:
        """Each loose end with its number; pressed, it shows what it counts."""
        steps, unsent, unsaved = len(seen.no_next_step), len(seen.unsent), len(seen.unsaved)
        groups: tuple[tuple[str, str, Sequence[Callable[[], Line]]], ...] = (
            (
                "steps",
                n_("{n} open case has no next step", "{n} open cases have no next step", steps),
                [partial(self._case, each) for each in seen.no_next_step],
            ),
            (
                "unsent",
                n_("{n} brief is not sent", "{n} briefs are not sent", unsent),
                [partial(self._brief, each) for each in seen.unsent],
            ),
            (
                "unsaved",
                n_("{n} text was typed and not saved", "{n} texts were typed and not saved",
                   unsaved),
                [partial(self._draft, each) for each in seen.unsaved],
            ),
        )  # fmt: skip
        found: list[Callable[[], QWidget]] = []
        for name, words, inside in groups:
            if inside:
                said = words.format(n=len(inside))
                found.append(partial(self._group, name, said))
                if name in self.folded_out:
                    found += inside[:30]
        if seen.last_backup is None:
            found.append(lambda: Line(_("No backup was ever made"), tagged=None, key="backup"))
        return found

    def _group(self, name: str, said: str) -> Line:
        is_out = name in self.folded_out
        line = Line(said, "", lambda: self._turn(name), key=f"group-{name}")
        line.setAccessibleDescription(_("shown below") if is_out else _("press to see which"))
        return line

    def _turn(self, name: str) -> None:
        self.folded_out ^= {name}
        if self.seen is not None:
            seen = self.seen
            keeping_focus(self.loose, lambda: self.loose.show_lines(self._loose_ends(seen)))

    def _case(self, each: CaseAt) -> Line:
        return Line(
            each.title, joined(each.called, each.in_charge), self._opener(each.record),
            key=f"case{each.record}",
        )  # fmt: skip

    def _brief(self, each: Unsent) -> Line:
        return Line(
            each.title,
            joined(each.form, each.case.called, each.case.title),
            self._opener(each.record),
            key=f"brief{each.record}",
        )

    def _draft(self, each: Unsaved) -> Line:
        at = shown(When.of(each.at.date())) if each.at else ""
        open_it = self._opener(each.record) if each.record is not None else None
        return Line(
            each.title or _("New: {kind}").format(kind=each.label),
            joined(each.label, at),
            open_it or (lambda: self.new.emit(each.kind, {})),
            key=f"draft{each.record}{each.kind}",
        )


_WEEKDAYS: tuple[Callable[[], str], ...] = (
    lambda: _("Monday"),
    lambda: _("Tuesday"),
    lambda: _("Wednesday"),
    lambda: _("Thursday"),
    lambda: _("Friday"),
    lambda: _("Saturday"),
    lambda: _("Sunday"),
)
