"""The editor of links: another record, found by its words while typing, or entered anew."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from casedesk.casework.values import PARTIES
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.combos import Offering, popup_of
from casedesk.desktop.form.editor import Editor
from casedesk.desktop.form.finding import Found, by_key, found, kind_word, kinds_for
from casedesk.desktop.form.lines import Line, put_in, taken_out
from casedesk.desktop.pieces.boxes import column
from casedesk.desktop.pieces.words import label
from casedesk.domain.base import Field
from casedesk.words import _

_MEANS = Qt.ItemDataRole.UserRole

#: How long nobody types before the vault is asked, in milliseconds.
_PAUSE = 120

#: Kinds that can be entered while a link to them is made.
_CAN_BE_NEW = (*PARTIES, "cases", "events", "engagements", "proceedings", "instruments")


class LinkEditor(Editor):
    """Another record: a party, a case, an event. Gives its reference."""

    def __init__(self, desk: Desk, kinds: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.kinds = desk, tuple(kinds)
        self._chosen: tuple[str, str] | None = None  # its reference, and what the line shows
        self.line = Line()
        self.line.setPlaceholderText(_("Type a name or words"))
        self.detail = label("", "small")
        self.detail.hide()
        self.setLayout(column(self.line, self.detail, gap=4))
        self.takes_keys(self.line)
        self._offers = QStandardItemModel(self)
        self.completer = self._completer()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        self.line.textEdited.connect(self._typed)

    def _completer(self) -> QCompleter:
        made = Offering(self._offers, self)
        made.setWidget(self.line)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setMaxVisibleItems(12)
        popup_of(made).setObjectName("offers")
        popup_of(made).setTextElideMode(Qt.TextElideMode.ElideMiddle)
        made.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        return made

    def text(self) -> str:
        return self._chosen[0] if self._chosen is not None else taken_out(self.line.text())

    def put(self, text: str, said: str = "") -> None:
        """Show the record with this reference, or, without `said`, a text still to be found."""
        self._chosen = (text, said) if text and said else None
        self.line.setText(put_in(said or text))
        self.line.setCursorPosition(0)
        self._detail("")

    def show_record(self, record: Found) -> None:
        """Choose a record."""
        self.put(record.ref, record.name)
        self.line.end(False)
        self._detail(f"{kind_word(record.kind)} · {record.ref}")
        self.changed.emit()

    def look(self) -> None:
        """Ask which records fit what is typed."""
        self.desk.read(found(self.line.text(), self.kinds), self._offer, self, latest="links")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            down = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
            if down and not popup_of(self.completer).isVisible():
                self.look()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._chosen = None
        self._detail("")
        self.changed.emit()
        if self.line.text().strip():
            self._pause.start()
        else:
            self._pause.stop()
            popup_of(self.completer).hide()

    def _detail(self, text: str) -> None:
        self.detail.setText(text)
        self.detail.setVisible(bool(text))

    def _offer(self, records: tuple[Found, ...]) -> None:
        self._offers.clear()
        for record in records:
            self._add(record.said, record)
        words = " ".join(self.line.text().split())
        for kind in self.kinds:
            if kind in _CAN_BE_NEW:
                self._add(_new_words(kind, words), kind)
        if self._offers.rowCount() and self.line.hasFocus():
            self.completer.complete()

    def _add(self, said: str, means: Found | str) -> None:
        item = QStandardItem(said)
        item.setData(means, _MEANS)
        item.setEditable(False)
        self._offers.appendRow(item)

    def _take(self, index: QModelIndex) -> None:
        means = index.data(_MEANS)
        if isinstance(means, Found):
            self.show_record(means)
        elif isinstance(means, str):
            self._enter(means)

    def _enter(self, kind: str) -> None:
        # The dialog holds forms, and forms hold this editor.
        from casedesk.desktop.form.new import NewRecord  # noqa: PLC0415

        typed = self.line.text().strip()
        name = "name" if kind in PARTIES else "title"
        dialog = NewRecord(self.desk, kind, {name: typed} if typed else {}, self)
        dialog.entered.connect(
            lambda number: self.desk.read(by_key(number), self.show_record, self)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _new_words(kind: str, words: str) -> str:
    if not words:
        return _("New {kind} …").format(kind=kind_word(kind))
    return _("New {kind} “{words}” …").format(kind=kind_word(kind), words=words[:60])


def link_editor(desk: Desk, field: Field, parent: QWidget | None = None) -> LinkEditor:
    """The editor of a field that points at another record."""
    return LinkEditor(desk, kinds_for(field), parent)
