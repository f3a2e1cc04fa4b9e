"""Correcting one value of a rule: the old value in sight, the new one, why, and where it stands."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from casedesk.casework.law.correcting import check_correction, keep_correction
from casedesk.casework.law.page import RuleAt, Value
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.combos import Combo
from casedesk.desktop.form.editor import mark, saves
from casedesk.desktop.form.lines import Line, Pages
from casedesk.desktop.pieces.boxes import column, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.dialog import ScrolledDialog
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.vault.door import Writing
from casedesk.words import _


class Correcting(ScrolledDialog):
    """Asks for a correction, and keeps it; what it lacks is said in place."""

    kept = Signal()

    def __init__(
        self, desk: Desk, rule: RuleAt, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(560, 580, parent)
        self.desk, self.rule = desk, rule
        self.what = Combo()
        self.shipped = label("", "muted")
        self.typed = Line()
        self.chosen = Combo()
        self.new = QStackedWidget()
        self.reason = Pages(2, 6)
        self.source = Pages(2, 6)
        self.wrong: dict[str, QLabel] = {}
        self.save = button(_("Save the correction"), self._save, primary=True)
        self._build()
        self._choose(max(0, [each.key for each in rule.values].index(key) if key else 0))

    def _build(self) -> None:
        self.new.addWidget(self.typed)
        self.new.addWidget(self.chosen)
        self.new.setSizePolicy(self.typed.sizePolicy())
        for each in self.rule.values:
            self.what.addItem(each.label)
        for combo in (self.what, self.chosen):
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)
        self.what.currentIndexChanged.connect(self._show)
        body = column(
            label(_("Correct “{rule}”").format(rule=self.rule.title), "heading"),
            self._field("what", _("What is to be corrected"), self.what),
            self.shipped,
            self._field("value", _("What is right"), self.new, self.typed, self.chosen),
            self._field("reason", _("Why the shipped value is wrong"), self.reason),
            self._field("source", _("Where the right value was read, and when"), self.source),
            label(
                _("Every deadline and door follows at once. What is shipped stays in sight beside"
                  " the correction."), "small",
            ),
            gap=12,
        )  # fmt: skip
        body.setContentsMargins(look().px(2), look().px(2), look().px(10), look().px(2))
        self.fill(body, self.save)

    def _field(self, name: str, heading: str, part: QWidget, *inside: QWidget) -> QWidget:
        said = label(heading, "small")
        said.setBuddy(inside[0] if inside else part)
        for each in inside or (part,):
            each.setAccessibleName(heading)
        wrong = self.wrong[name] = label("", "wrong")
        wrong.hide()
        return widget(column(said, part, wrong, gap=4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if saves(event):
            self._save()
        else:
            super().keyPressEvent(event)

    # ---- which value -------------------------------------------------------------------------

    @property
    def value(self) -> Value:
        """The value that is being corrected."""
        return self.rule.values[self.what.currentIndex()]

    def _choose(self, at: int) -> None:
        """Begin with a value; where it is corrected already, with that correction."""
        self.what.setCurrentIndex(at)
        self._show(at)

    def _show(self, _at: int) -> None:
        value = self.value
        kept = value.kept[0] if value.kept else None
        ships = _("CaseDesk ships: {value}.").format(value=value.said)
        ours = _("Now by our correction: {value}.").format(value=kept.said) if kept else ""
        self.shipped.setText(" ".join(part for part in (ships, ours) if part))
        self.chosen.clear()
        for code, words in value.choices:
            self.chosen.addItem(words, code)
        begun = kept.value if kept else ""
        self.new.setCurrentIndex(1 if value.choices else 0)
        self.chosen.setCurrentIndex(self.chosen.findData(begun))
        self.typed.setText("" if value.choices else begun)
        is_period = value.key.partition(".")[0] == "period"
        hint = _("such as 5 years, 6 months, 60 days") if is_period else ""
        self.typed.setPlaceholderText(hint)
        self.reason.put(kept.reason if kept else self.reason.typed())
        self.source.put(kept.source if kept else self.source.typed())
        self._say({})

    def _texts(self) -> tuple[str, str, str]:
        """What was typed: the value, the reason, the source."""
        chosen = str(self.chosen.currentData() or "")
        value = chosen if self.value.choices else self.typed.text()
        return value, self.reason.typed(), self.source.typed()

    # ---- saving ------------------------------------------------------------------------------

    def _save(self) -> None:
        rule, key, texts = self.rule.id, self.value.key, self._texts()
        wrong = check_correction(rule, key, *texts)
        self._say(wrong)
        if wrong:
            value = self.chosen if self.value.choices else self.typed
            parts: dict[str, QWidget] = {"value": value, "reason": self.reason}
            first = min(wrong, key=("value", "reason", "source").index)
            parts.get(first, self.source).setFocus()
            return
        self.save.setEnabled(False)

        def work(unit: Writing) -> int:
            return keep_correction(unit, rule, key, *texts).id

        self.desk.write(_("Correct a rule"), work, lambda _key: self._done(), self,
                        failed=self._refused)  # fmt: skip

    def _say(self, wrong: dict[str, str]) -> None:
        controls = {"value": (self.typed, self.chosen), "reason": (self.reason,),
                    "source": (self.source,)}  # fmt: skip
        for name, parts in controls.items():
            sentence = wrong.get(name, "")
            self.wrong[name].setText(sentence)
            self.wrong[name].setVisible(bool(sentence))
            for part in parts:
                mark(part, "wrong", on=bool(sentence))
                part.setAccessibleDescription(sentence)

    def _refused(self, sentence: str) -> None:
        self.save.setEnabled(True)
        self._say({"value": sentence})

    def _done(self) -> None:
        self.kept.emit()
        self.accept()
