"""Which States: what opens a mechanism, and whether a chosen State accepted it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.casework.law.acceptance import Answer, ProcedureAt
from casedesk.casework.law.sections import Told
from casedesk.desktop.case.lines import Tagged
from casedesk.desktop.form.choices import choices_of
from casedesk.desktop.form.combos import ChoiceEditor
from casedesk.desktop.law.statements import statements, to_be_confirmed
from casedesk.desktop.pieces.boxes import Card, column, emptied, row, rule, widget
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, one_line, tag
from casedesk.desktop.sheets.words import breaking
from casedesk.domain.base import field_called
from casedesk.domain.parties import State
from casedesk.mechanisms.countries import countries
from casedesk.when import When, shown
from casedesk.words import _


class StatesCard(Card):
    """What is known of acceptance, and a field in which one chooses a State."""

    #: A State was chosen, by its three letters; "" for none.
    asked = Signal(str)

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.told = column()
        self.counts = column(gap=10)
        self.answers = column(gap=10)
        self.state = ChoiceEditor(choices_of(field_called(State, "country")))
        self.state.call(_("Look up a State"))
        self.asking = row(one_line(_("Look up a State"), "strong"), self.state, gap=10)
        self.asking.setStretch(1, 1)
        self.chooser = widget(self.asking)
        for part in (self.told, self.counts):
            self.body.addLayout(part)
        self.body.addWidget(self.chooser)
        self.body.addLayout(self.answers)
        self.state.changed.connect(lambda: self.asked.emit(self.chosen()))

    def chosen(self) -> str:
        """The State that stands in the field."""
        typed = self.state.text()
        return typed if typed in countries() else ""

    def show_states(self, told: Sequence[Told], procedures: Sequence[ProcedureAt]) -> None:
        """Show what must have been accepted, and how many States are known to have done so."""
        for part in (self.told, self.counts, self.answers):
            emptied(part)
        self.told.addWidget(statements(told))
        for each in procedures:
            self.counts.addWidget(_counts(each))
        self.chooser.setVisible(bool(procedures))

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show what is known of the chosen State."""
        emptied(self.answers)
        for number, each in enumerate(answers):
            if number:
                self.answers.addWidget(rule())
            self.answers.addWidget(answer_box(each))


def _counts(each: ProcedureAt) -> QWidget:
    title = each.title[:1].upper() + each.title[1:]
    at = {
        "submission": _("counts on the day of submission"),
        "violation": _("counts on the day of the violation"),
    }.get(each.at, "")
    as_of = _("as of {day}").format(day=shown(When.of(each.as_of)))
    below = f"{each.counted} {each.text}"
    heading = label(", ".join(part for part in (title, at) if part), "strong")
    return widget(column(heading, label(breaking(f"{below} ({as_of})"), "small"), gap=2))


def answer_box(each: Answer) -> QWidget:
    """Accepted since and until, declarations and reservations, source and flags."""
    tags = Flow(tag(*state_tag(each)))
    if not each.verified and not each.check:
        tags.addWidget(to_be_confirmed())
    body = column(widget(tags), label(breaking(each.sentence)), gap=4)
    for text in (*each.dates, *each.remarks):
        body.addWidget(label(breaking(text)))
    as_of = _("table of {day}").format(day=shown(When.of(each.as_of)))
    source = _("Check here: {source}") if each.check else "{source}"
    body.addWidget(label(breaking(f"{source.format(source=each.source)} ({as_of})"), "small"))
    return widget(body)


def state_tag(each: Answer) -> Tagged:
    """The answer in a word or two."""
    if each.check:
        return _("not known: check here"), "warning"
    words: dict[str, Tagged] = {
        "yes": (_("accepted"), "good"),
        "no": (_("not accepted"), "danger"),
        "unknown": (_("not certain"), "warning"),
    }
    return words[each.state]
