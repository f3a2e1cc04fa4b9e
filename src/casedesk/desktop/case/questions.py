"""What doors ask, answered where it is asked: yes, no or not known; a date; a State; a body."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from casedesk.casework.answering import answer_question
from casedesk.casework.entering import note_facts
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.dates import WhenEditor
from casedesk.desktop.pieces.boxes import column, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label
from casedesk.domain.cases import Case
from casedesk.mechanisms.doors import Ask
from casedesk.mechanisms.facts import FACTS
from casedesk.vault.door import Writing
from casedesk.words import _

New = Callable[[str, dict[str, str]], object]


class Answers(QWidget):
    """A question of a case with its three answers; the one that holds is pressed."""

    def __init__(
        self, desk: Desk, case: int, question: tuple[str, str], now: str, asked_by: str = ""
    ) -> None:
        super().__init__()
        self.desk, self.case = desk, case
        self.question, text = question
        self.wrong = label("", "small")
        self.wrong.hide()
        words = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}
        self.choices = Flow()
        for value, said in words.items():
            name = _("{answer}: {question}").format(answer=said, question=text)
            chip = button(said, partial(self._answer, value), name=name, chip=True)
            chip.setCheckable(True)
            chip.setChecked(value == now)
            chip.setProperty("key", f"answer-{self.question}-{value}")
            self.choices.addWidget(chip)
        parts: list[QWidget] = [label(text)]
        if asked_by:
            parts.append(label(asked_by, "small"))
        self.setLayout(column(*parts, widget(self.choices), self.wrong, gap=4))

    def _answer(self, value: str) -> None:
        case, question = self.case, self.question

        def work(unit: Writing) -> int:
            return answer_question(unit, unit.by_id(Case, case), question, value).id

        self.desk.write(
            _("Answered a question"), work, lambda _key: None, self, failed=self._refused
        )

    def _refused(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()


class FactEntry(QWidget):
    """A date for a legal fact: of one fact, or of one to be chosen."""

    def __init__(
        self, desk: Desk, case: int, fact: str = "", asks: str = "", asked_by: str = ""
    ) -> None:
        super().__init__()
        self.desk, self.case, self.fact = desk, case, fact
        self.which: QComboBox | None = None
        self.meant = label("", "small")
        self.date = WhenEditor()
        self.wrong = label("", "small")
        self.wrong.hide()
        self.save = button(_("Save the date"), self._save)
        self.save.setProperty("key", f"save-fact-{fact}")
        self._build(asks, asked_by)

    def _build(self, asks: str, asked_by: str) -> None:
        if not self.fact:
            self.which = self._chooser()
        name = asks or _("Date of the fact")
        self.date.line.setAccessibleName(name)
        self.save.setAccessibleName(_("Save the date: {question}").format(question=name))
        self.date.line.setProperty("key", f"date-{self.fact}")
        self.date.line.returnPressed.connect(self._save)
        entry = row(self.date, self.save, gap=8)
        entry.setStretch(0, 1)
        parts: list[QWidget] = [label(asks)] if asks else []
        parts += [label(asked_by, "small")] if asked_by else []
        parts += [self.meant]
        if self.which is not None:
            parts.insert(0, self.which)
        self.setLayout(column(*parts, entry, self.wrong, gap=4))
        self._explain()

    def _chooser(self) -> QComboBox:
        made = QComboBox()
        for code, each in FACTS.items():
            made.addItem(_(each.label), code)
        made.setAccessibleName(_("Legal fact"))
        made.setProperty("key", "which-fact")
        made.currentIndexChanged.connect(self._explain)
        return made

    def _explain(self) -> None:
        self.meant.setText(_(FACTS[self._named()].explanation))

    def _named(self) -> str:
        return self.fact if self.which is None else str(self.which.currentData())

    def _save(self) -> None:
        typed, case, named = self.date.text().strip(), self.case, self._named()
        if not typed:
            self._refused(_("Type the date first, such as 12 September 2024 or September 2024."))
            return

        def work(unit: Writing) -> int:
            return len(note_facts(unit, unit.by_id(Case, case), {named: [typed]}))

        self.desk.write(_("Noted a fact"), work, self._saved, self, failed=self._refused)

    def _saved(self, _number: int) -> None:
        self.wrong.hide()
        self.date.put("")

    def _refused(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
        self.date.line.setFocus()


def question_box(desk: Desk, case: int, ask: Ask, asked_by: Sequence[str], new: New) -> QWidget:
    """What answers a question of a door, in place."""
    bodies = list(dict.fromkeys(title.split(":")[0] for title in asked_by))
    some = ", ".join(bodies[:3]) + (" …" if len(bodies) > 3 else "")
    by = _("asked by: {bodies}").format(bodies=some)
    if ask.kind == "question":
        return Answers(desk, case, (ask.id, ask.text), "", by)
    if ask.kind == "fact":
        return FactEntry(desk, case, ask.id, ask.text, by)
    if ask.kind == "state":
        add = button(
            _("Add the responsible State"),
            lambda: new("involvements", {"role": "respondent-state"}),
        )
    else:
        add = button(_("Add that proceeding"), lambda: new("proceedings", {}))
    add.setProperty("key", f"ask-{ask.kind}")
    add.setAccessibleName(f"{add.text()}: {ask.text}")
    return widget(column(label(ask.text), label(by, "small"), row(add, None), gap=4))
