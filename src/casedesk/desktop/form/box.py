"""A field on a form: its name, its editor, and beneath it what is wrong with what was typed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.editor import Editor
from casedesk.desktop.form.fields import editor
from casedesk.desktop.form.lines import Words
from casedesk.desktop.form.reading import Typed
from casedesk.desktop.pieces.boxes import column, emptied
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.domain.base import Field
from casedesk.words import _

#: In two columns, a field needs this much room for its own.
_COLUMN = 260


class FieldBox(QWidget):
    """One field of a form."""

    changed = Signal(str)
    left = Signal(str)

    def __init__(self, of: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = of
        self.begun = ""  # the text it began with, or was last saved with
        needed = _("{label} (needed)").format(label=of.label) if of.required else of.label
        self.heading = label(needed.replace("&", "&&"), "small")
        self.editor: Editor = editor(of, desk)
        self._called = needed
        self.editor.call(needed)
        self.heading.setBuddy(self.editor.control)
        self.wrong = label("", "wrong")
        self.wrong.hide()
        body = column(self.heading, self.editor, self.wrong, gap=4)
        body.addStretch(1)
        self.setLayout(body)
        self.editor.changed.connect(self._changed)
        self.editor.left.connect(lambda: self.left.emit(of.name))

    @property
    def is_wide(self) -> bool:
        """Whether it takes the whole width."""
        return self.field.kind == "long" or self.field.name in ("title", "name")

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed something else than it began with."""
        return self.editor.text() != self.begun

    def begin(self, typed: Typed) -> None:
        """Show the value it begins with."""
        self.begun = typed.text
        self.editor.blockSignals(True)
        if self.editor.text() != typed.text:  # else the cursor would jump under the fingers
            self.editor.put(typed.text, typed.said)
        self.editor.blockSignals(False)
        self.say_wrong("")

    def say_wrong(self, sentence: str) -> None:
        """Say beneath the field why its text means nothing; nothing takes that away."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence) and not self.editor.explain(sentence))
        self.editor.show_wrong(wrong=bool(sentence))
        self.editor.call(self._called, sentence)

    def _changed(self) -> None:
        if self.wrong.text():
            self.say_wrong("")
        self.changed.emit(self.field.name)


class FixedBox(QWidget):
    """A field whose value is given and stays: the case a new event belongs to."""

    def __init__(self, of: Field, typed: Typed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.is_wide = of, True
        self.setLayout(column(label(of.label, "small"), Words(typed.said or typed.text), gap=2))


Box = FieldBox | FixedBox


class Fields(QWidget):
    """Boxes in two columns where there is room for two, in one where there is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[Box] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look().px(16))
        self._grid.setVerticalSpacing(look().px(12))

    def hold(self, boxes: Iterable[Box]) -> None:
        """Show these boxes and no others."""
        emptied(self._grid)
        self._boxes = list(boxes)
        self._columns = 0
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        columns = 2 if self.width() >= 2 * look().px(_COLUMN) else 1
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        line, at = 0, 0
        for box in self._boxes:
            if box.is_wide or columns == 1:
                line, at = line + (at > 0), 0
                self._grid.addWidget(box, line, 0, 1, columns)
                line += 1
            else:
                self._grid.addWidget(box, line, at, Qt.AlignmentFlag.AlignTop)
                line, at = line + (at == 1), 1 - at
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
            self._grid.setColumnMinimumWidth(number, 0)
