"""Planning work backwards from a time limit: what is to be done, how many days before, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from casedesk.casework.to_do import STEPS, Step, plan
from casedesk.desktop.case.tab import Tab, this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.editor import mark
from casedesk.desktop.form.lines import Line
from casedesk.desktop.page import Page
from casedesk.desktop.pieces.boxes import column, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.dialog import ScrolledDialog
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.vault.door import Writing
from casedesk.when import When, shown
from casedesk.words import _, n_

_MOST_DAYS = 3660


@dataclass(frozen=True)
class Row:
    """The fields of one step."""

    title: Line
    days: Line
    who: Line
    due: QLabel

    @property
    def number(self) -> int | None:
        """The days before the limit; None where no number stands there."""
        typed = self.days.text().strip()
        fits = typed.isdecimal() and int(typed) <= _MOST_DAYS
        return int(typed) if fits else None


class Planning(ScrolledDialog):
    """Asks for the steps before a time limit, and enters them as tasks that move with it."""

    #: A sentence for the foot of the window.
    planned = Signal(str)

    def __init__(
        self, desk: Desk, about: str, rule: str, title: str, limit: date, parent: QWidget
    ) -> None:
        """`about` is the reference of the case or proceeding, `limit` its day to act by."""
        super().__init__(680, 380, parent)
        self.desk, self.about, self.rule, self.limit = desk, about, rule, limit
        self.rows: list[Row] = []
        self.grid = QGridLayout()
        self.wrong = label("", "wrong")
        self.wrong.hide()
        self.save = button(_("Enter the tasks"), self._save, primary=True)
        self._build(title)
        for step in STEPS:
            self.add_step(step)

    def _build(self, title: str) -> None:
        day = shown(When.of(self.limit))
        told = _(
            "Act by {day}. When a fact or a rule changes, the days of these tasks move with the"
            " time limit."
        )
        for at, heading in enumerate((_("Task"), _("Days before"), _("In charge"), _("Due"))):
            self.grid.addWidget(label(heading, "small"), 0, at)
        self.grid.setColumnStretch(0, 3)
        self.grid.setColumnStretch(2, 2)
        self.grid.setColumnStretch(3, 2)
        self.grid.setSpacing(look().px(8))
        body = column(
            label(_("Plan the work before “{limit}”").format(limit=title), "heading"),
            label(told.format(day=day), "muted"),
            widget(self.grid),
            row(button(_("One more step"), self._one_more, icon="plus"), None),
            self.wrong,
            gap=12,
        )
        self.fill(body, self.save)

    # ---- the steps ---------------------------------------------------------------------------

    def add_step(self, step: Step) -> Row:
        """One more row, with this in it."""
        number = len(self.rows) + 1
        made = Row(Line(), Line(), Line(), label("", "small"))
        names = (_("Task {n}"), _("Days before, task {n}"), _("In charge, task {n}"))
        for at, (field, name) in enumerate(zip((made.title, made.days, made.who), names,
                                               strict=True)):  # fmt: skip
            field.setAccessibleName(name.format(n=number))
            self.grid.addWidget(field, number, at)
        self.grid.addWidget(made.due, number, 3)
        made.title.setText(_(step.title) if step.title else "")
        made.title.setCursorPosition(0)
        made.days.setText(str(step.days_before))
        made.days.setMaximumWidth(look().px(64))
        made.due.setMinimumWidth(look().px(120))
        made.days.textChanged.connect(partial(self._say_due, made))
        self.rows.append(made)
        self._say_due(made)
        return made

    def _one_more(self) -> None:
        self.add_step(Step("", 0)).title.setFocus()

    def _say_due(self, made: Row, _typed: str = "") -> None:
        if made.number is None:
            made.due.setText("")
            return
        day = self.limit - timedelta(days=made.number)
        text = shown(When.of(day))
        is_over = day < this_day()
        made.due.setText(_("{day}, gone by").format(day=text) if is_over else text)

    # ---- saving ------------------------------------------------------------------------------

    def steps(self) -> list[Step]:
        """The steps that have a title."""
        return [
            Step(each.title.text().strip(), each.number or 0, each.who.text().strip())
            for each in self.rows
            if each.title.text().strip()
        ]

    def _save(self) -> None:
        odd = [each for each in self.rows if each.title.text().strip() and each.number is None]
        for each in self.rows:
            mark(each.days, "wrong", on=each in odd)
        if odd:
            self._say(_("Write how many days before as a number from 0 on."))
            odd[0].days.setFocus()
            return
        steps = self.steps()
        if not steps:
            self._say(_("Write at least one task, or cancel."))
            self.rows[0].title.setFocus()
            return
        self._write(steps)

    def _write(self, steps: Sequence[Step]) -> None:
        self.save.setEnabled(False)
        about, rule = self.about, self.rule

        def work(unit: Writing) -> int:
            return len(plan(unit, about, rule, steps))

        what = n_("Plan {n} task", "Plan {n} tasks", len(steps)).format(n=len(steps))
        self.desk.write(what, work, self._done, self, failed=self._say)

    def _say(self, sentence: str) -> None:
        self.save.setEnabled(True)
        self.wrong.setText(sentence)
        self.wrong.show()

    def _done(self, number: int) -> None:
        words = n_("{n} task is planned", "{n} tasks are planned", number)
        self.planned.emit(words.format(n=number))
        self.accept()


def plan_button(owner: Page | Tab, about: str, rule: str, title: str, limit: date) -> QPushButton:
    """What opens the planning of work before a time limit of a case or proceeding."""

    def ask() -> None:
        dialog = Planning(owner.desk, about, rule, title, limit, owner)
        dialog.planned.connect(owner.said)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.rows[0].title.setFocus()

    name = _("Plan the work before “{limit}”").format(limit=title)
    made = button(_("Plan"), ask, flat=True, name=name)
    made.setToolTip(name)
    return made
