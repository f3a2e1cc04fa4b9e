"""Doors and deadlines of a case: where it may go and until when, why, and what is still asked."""

from collections import defaultdict
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.casework.coming import Coming
from casedesk.casework.overview import DoorAt, Overview
from casedesk.casework.parts import FactAt
from casedesk.desktop.case.lines import Line, ListCard, joined, keeping_focus
from casedesk.desktop.case.overview import door_tag
from casedesk.desktop.case.planning import plan_button
from casedesk.desktop.case.questions import Answers, FactEntry, question_box
from casedesk.desktop.case.tab import Columns, Tab, due_line, scrolled
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import Card, column, emptied, rule, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.sheets.rows import beside
from casedesk.desktop.theme import look
from casedesk.mechanisms.doors import Ask
from casedesk.mechanisms.registry import questions
from casedesk.when import When, shown
from casedesk.words import _

#: How many questions are asked at once; answering some often answers others.
_MOST_QUESTIONS = 6


class DoorBox(QWidget):
    """A door; pressed, it tells its reasons with their sources."""

    def __init__(self, each: DoorAt, opened: set[str]) -> None:
        super().__init__()
        self.each, self.opened = each, opened
        decisive = each.door.reasons[0].text if each.door.reasons else ""
        until = ""
        if each.door.until:
            until = _("until {day}").format(day=shown(When.of(each.door.until)))
        self.line = Line(
            each.title,
            joined(until, decisive),
            self._turn,
            tagged=door_tag(each),
            key=f"door-{each.door.mechanism}",
        )
        self.more: QWidget | None = None
        self.body = column(self.line, gap=0)
        self.setLayout(self.body)
        self._show()

    def _turn(self) -> None:
        self.opened ^= {self.each.door.mechanism}
        self._show()

    def _show(self) -> None:
        is_open = self.each.door.mechanism in self.opened
        if is_open and self.more is None:
            self.more = self._reasons()
            self.body.addWidget(self.more)
        if self.more is not None:
            self.more.setVisible(is_open)
        said = _("reasons shown") if is_open else _("press for the reasons")
        self.line.setAccessibleDescription(said)

    def _reasons(self) -> QWidget:
        told = column(gap=6)
        inset = look().px(120)
        told.setContentsMargins(inset, 0, look().px(6), look().px(10))
        for reason in self.each.door.reasons:
            told.addWidget(label(reason.text))
            told.addWidget(label(reason.source, "small"))
        return widget(told)


class DoorsTab(Tab):
    """Where a case may go, what is asked for that, and the facts time limits count from."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.opened: set[str] = set()
        deadline = button(_("New deadline"), lambda: self.enter("deadlines"))
        self.due = ListCard(_("Deadlines and tasks"), _("Nothing is due."), deadline)
        self.doors = ListCard(_("Doors"), _("No mechanism is known."))
        self.asked = column(gap=12)
        self.answered = column(gap=12)
        self.facts = ListCard(_("Facts"), _("No dated fact yet. Note the first below."))
        self.entry = column()
        asks = Card(_("Questions"))
        asks.body.addLayout(self.asked)
        self.kept = Card(_("Answers given"))
        self.kept.body.addLayout(self.answered)
        self.facts.body.addLayout(self.entry)
        columns = Columns([self.due, self.doors], [asks, self.facts, self.kept])
        self.setLayout(column(scrolled(columns)))

    def fill(self, seen: Overview) -> None:
        keeping_focus(self, lambda: self._fill(seen))

    def _fill(self, seen: Overview) -> None:
        self.due.show_lines([partial(self._due, due) for due in seen.due])
        self.doors.show_lines([partial(DoorBox, each, self.opened) for each in seen.doors])
        self.facts.show_lines([partial(self._fact, each) for each in seen.facts])
        self._ask(seen)
        self._show_answers(seen)
        emptied(self.entry)
        self.entry.addWidget(rule())
        self.entry.addWidget(FactEntry(self.desk, seen.case.record))

    def _due(self, due: Coming) -> QWidget:
        line = due_line(due, self.opener(due.record), full=True)
        if due.kind == "task" or not due.rule or due.day is None or due.whose != "ours":
            return line
        case = self.seen.case.ref if self.seen else ""
        return beside(line, plan_button(self, case, due.rule, due.title, due.day))

    def _ask(self, seen: Overview) -> None:
        """The questions of all doors, those first that help most doors."""
        by: dict[Ask, list[str]] = defaultdict(list)
        for each in seen.doors:
            for ask in each.door.questions:
                by[ask].append(each.title)
        wanted = sorted(by, key=lambda ask: -len(by[ask]))
        emptied(self.asked)
        if not wanted:
            self.asked.addWidget(label(_("No door asks anything more."), "muted"))
        for number, ask in enumerate(wanted[:_MOST_QUESTIONS]):
            if number:
                self.asked.addWidget(rule())
            box = question_box(self.desk, seen.case.record, ask, by[ask], self._new)
            self.asked.addWidget(box)
        if len(wanted) > _MOST_QUESTIONS:
            more = _("More questions follow when these are answered.")
            self.asked.addWidget(label(more, "small"))

    def _show_answers(self, seen: Overview) -> None:
        emptied(self.answered)
        known = {key: said for key, said in seen.answers.items() if said and key in questions()}
        for key, said in known.items():
            question = (key, _(questions()[key].text))
            self.answered.addWidget(Answers(self.desk, seen.case.record, question, said))
        self.kept.setVisible(bool(known))

    def _new(self, kind: str, more: dict[str, str]) -> None:
        if self.seen is not None:
            link = "subject" if kind == "involvements" else "case"
            self.new.emit(kind, {link: self.seen.case.ref, **more})

    def _fact(self, each: FactAt) -> Line:
        return Line(
            each.label,
            joined(shown(each.when) if each.when else "", each.about, each.source),
            self.opener(each.record),
            key=f"fact{each.record}",
        )
