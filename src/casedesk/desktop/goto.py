"""Going anywhere: one field above the page that finds every record, place and thing to enter."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.destinations import Entry, actions, found_records, places
from casedesk.desktop.lists.entries import EntryList
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import column
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.words import _

#: How long after a key the question is asked: who types on is not answered in between.
WAIT_MS = 80

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class GoTo(QWidget):
    """The palette of Ctrl+K. It lies over the window it belongs to, so that no window manager
    puts it elsewhere, and takes itself away when something is chosen or Esc is pressed.
    """

    #: Where the person wants to go.
    chosen = Signal(Target)
    #: The kind of record the person wants to enter.
    new = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.field = QLineEdit()
        self.entries = EntryList()
        self.nothing = label("", "muted")
        self.panel = QFrame(self)
        #: The words whose answer is shown.
        self.words = ""
        self._enter_waits = False
        self._before: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._build()
        self._connect()
        self._show_all("", [])

    def open(self) -> None:
        """Show the palette over its window; an older one goes away."""
        window = self.parentWidget()
        if window is not None:
            for older in window.findChildren(GoTo):
                if older is not self:
                    older.close_palette()
            self._before = window.focusWidget()
            window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Take the palette away and give the keys back to where they were."""
        self._timer.stop()
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    # ---- how it is built ---------------------------------------------------------------------

    def _build(self) -> None:
        self.setAccessibleName(_("Go to anything"))
        self.panel.setObjectName("palette")
        self.panel.setLayout(column(self.field, self.entries, self.nothing, gap=6, margin=10))
        self.nothing.hide()
        self.nothing.setContentsMargins(*[look().px(8)] * 4)
        self.field.setPlaceholderText(_("A name, a word, a reference, a place, or “new person”"))
        self.field.setAccessibleName(_("Go to anything"))
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.field.setClearButtonEnabled(True)
        self.entries.setAccessibleName(_("What was found"))

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self._ask)
        self.entries.picked.connect(self._take)

    def _place(self) -> None:
        """Centre the panel at the top of the window, as high as its entries ask for."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
        else:
            self.resize(look().px(680), look().px(520))
        margin = look().px(12)
        wide = min(self.width() - 2 * margin, look().px(640))
        most = self.height() - 2 * margin
        top = min(look().px(56), max(margin, self.height() // 10))
        self.entries.setFixedHeight(min(self.entries.wanted_height(), most - top - look().px(64)))
        self.panel.setFixedWidth(wide)
        self.panel.adjustSize()
        self.panel.move((self.width() - wide) // 2, top)

    # ---- asking ------------------------------------------------------------------------------

    def _ask(self) -> None:
        words = self.field.text().strip()
        self.desk.read(
            lambda unit: found_records(unit, words),
            lambda records: self._show_all(words, records),
            self,
            latest="goto",
            failed=self._refused,
        )

    def _show_all(self, words: str, records: list[Entry]) -> None:
        """Show what was found, grouped, with the places and things to enter that fit."""
        self.words = words
        found = [*places(words), *records, *actions(words)]
        self.entries.show_entries(found)
        self.entries.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if not found:
            self._tell(_("Nothing found for “{words}”.").format(words=words[:80]))
        self._place()
        self._announce()
        if self._enter_waits:
            self._enter_waits = False
            self._choose()

    def _refused(self, sentence: str) -> None:
        self._enter_waits = False
        self.entries.show_entries([])
        self.entries.hide()
        self.nothing.show()
        self._tell(sentence)
        self._place()

    def _tell(self, sentence: str) -> None:
        self.nothing.setText(sentence)

    def _announce(self) -> None:
        """Have a screen reader say the chosen entry: the keys stay in the field."""
        entry = self.entries.chosen_entry()
        said = entry.said if entry else self.nothing.text()
        self.field.setAccessibleDescription(said)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    # ---- keys and mouse ----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc typed in the field; the size of the window below."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(Qt.Key(event.key()))
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self.entries.step(_STEPS[key])
            self._announce()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Take the chosen entry; where the answer is not there yet, when it comes."""
        if self.field.text().strip() == self.words and not self._timer.isActive():
            self._choose()
        else:
            self._enter_waits = True
            self._timer.stop()
            self._ask()

    def _choose(self) -> None:
        entry = self.entries.chosen_entry()
        if entry is not None:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        self.close_palette()
        if entry.target is not None:
            self.chosen.emit(entry.target)
        else:
            self.new.emit(entry.kind)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the panel: the person wants back."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_palette()
