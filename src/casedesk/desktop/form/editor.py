"""What every editor of a field is: it takes and gives the text that somebody types, unread.

The text is read by the same functions as on the command line, so the window takes what that takes.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

#: Nothing typed is learned by the keyboard of the system.
HINTS = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class Editor(QWidget):
    """An editor of one field. `control` is the part that takes the keys."""

    #: The text is another one now.
    changed = Signal()
    #: The person went on to something else.
    left = Signal()

    control: QWidget

    def text(self) -> str:
        """What is typed, byte for byte; for a choice its code, for a link its reference."""
        raise NotImplementedError

    def put(self, text: str, said: str = "") -> None:
        """Show a text; `said` is what a person reads where that is something else."""
        raise NotImplementedError

    def takes_keys(self, control: QWidget) -> None:
        """Say which part takes the keys. Called once, by the constructor."""
        self.control = control
        self.setFocusProxy(control)
        control.installEventFilter(self)

    def call(self, name: str, description: str = "") -> None:
        """Say what a screen reader calls this field."""
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(description)

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark the field as one whose text means nothing here."""
        mark(self.control, "wrong", on=wrong)

    def explain(self, sentence: str) -> bool:  # noqa: ARG002 - most editors explain nothing
        """Explain a refusal by itself, such as by a question; answers whether it did."""
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            reason = event.reason()
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
                self.left.emit()
        return super().eventFilter(watched, event)


def mark(control: QWidget, name: str, *, on: bool) -> None:
    """Set a property that the style sheet looks at."""
    if bool(control.property(name)) != on:
        control.setProperty(name, on)
        control.style().unpolish(control)
        control.style().polish(control)


def saves(event: QKeyEvent) -> bool:
    """Whether a key means to save: Ctrl+S, or Ctrl+Enter."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.matches(QKeySequence.StandardKey.Save) or (enter and with_ctrl)
