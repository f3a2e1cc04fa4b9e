"""Mentioning a party: an “@”, some letters of the name, and a choice among those it could be."""

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCompleter, QPlainTextEdit

from casedesk.briefs.inline import Mention
from casedesk.desktop.theme import look
from casedesk.words import _

#: The keys a list of offered names takes for itself.
_OF_THE_OFFER = {Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab}
_LONGEST_NAME = 60


class Offer(QObject):
    """The parties that can be mentioned, by what a person reads of them; shared by all editors."""

    #: Letters were typed behind an “@”.
    looking = Signal(str)
    #: Other parties are offered now.
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.uuids: dict[str, str] = {}
        self.model = QStringListModel(self)

    def put(self, uuids: dict[str, str]) -> None:
        """Offer these parties: uuids by what is read."""
        if uuids != self.uuids:
            self.uuids = uuids
            self.model.setStringList(list(uuids))
            self.changed.emit()


class Mentioning(QObject):
    """Watches what is typed in one editor; `chosen` tells which party is to be mentioned."""

    #: The party that was chosen; what was typed is taken out already.
    chosen = Signal(object)

    def __init__(self, editor: QPlainTextEdit, offer: Offer) -> None:
        super().__init__(editor)
        self._editor = editor
        self._offer = offer
        self._completer: QCompleter | None = None
        offer.changed.connect(self._look_again)

    def takes(self, key: int) -> bool:
        """Whether a key belongs to the list that is shown."""
        return key in _OF_THE_OFFER and self.is_shown

    @property
    def is_shown(self) -> bool:
        """Whether parties are offered at this moment."""
        popup = self._completer.popup() if self._completer else None
        return popup is not None and popup.isVisible()

    def look(self) -> None:
        """Offer the parties that could be meant by what was typed."""
        named = self._typed()
        if named is None:
            self._hide()
            return
        self._offer.looking.emit(named)
        completer = self._made()
        completer.setCompletionPrefix(named)
        if not completer.completionCount():
            self._hide()
            return
        popup = completer.popup()
        assert popup is not None
        popup.setCurrentIndex(completer.completionModel().index(0, 0))
        room = self._editor.cursorRect()
        room.setWidth(look().px(360))
        completer.complete(room)

    def _look_again(self) -> None:
        if self._editor.hasFocus() and self._typed() is not None:
            self.look()

    def _hide(self) -> None:
        popup = self._completer.popup() if self._completer else None
        if popup is not None:
            popup.hide()

    def _made(self) -> QCompleter:
        """The list, made when first needed: a brief has hundreds of editors."""
        if self._completer is None:
            made = self._completer = QCompleter(self._offer.model, self)
            made.setWidget(self._editor)
            made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            made.setFilterMode(Qt.MatchFlag.MatchContains)
            made.activated.connect(self._complete)
            popup = made.popup()
            assert popup is not None
            popup.setAccessibleName(_("Parties to mention"))
        return self._completer

    def _typed(self) -> str | None:
        """What was typed behind an “@” that begins a word; None where there is none."""
        cursor = self._editor.textCursor()
        letters = cursor.block().text().encode("utf-16-le", "surrogatepass")  # Qt counts in these
        text = letters[: 2 * cursor.positionInBlock()].decode("utf-16-le", "replace")
        place = text.rfind("@")
        named = text[place + 1 :]
        if place < 0 or len(named) > _LONGEST_NAME or (place and text[place - 1].isalnum()):
            return None
        return named

    def _complete(self, said: str) -> None:
        named, uuid = self._typed(), self._offer.uuids.get(said)
        if named is None or uuid is None:
            return
        cursor = self._editor.textCursor()
        length = len(f"@{named}".encode("utf-16-le")) // 2
        cursor.setPosition(cursor.position() - length, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._editor.setTextCursor(cursor)
        self.chosen.emit(Mention(uuid))
