"""Entering a new record: what is needed first, what is used most next, the rest on request."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from casedesk.casework.entering import LINKED_KINDS
from casedesk.casework.values import PARTIES
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.finding import Found, alike, kind_word
from casedesk.desktop.form.form import Form
from casedesk.desktop.form.linking import LinkParty
from casedesk.desktop.form.opener import Opener
from casedesk.desktop.form.reading import Belonging, Owned, belongings_of
from casedesk.desktop.pieces.boxes import Card, Notice, column, emptied, row, scrolling, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.dialog import ScrolledDialog
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.words import _

#: How long nobody types a name before it is looked up, in milliseconds.
_PAUSE = 300


class RecordDialog(ScrolledDialog):
    """A form in a window of its own: for a new record, or one that is there."""

    #: The record was saved; carries its key.
    entered = Signal(int)

    def __init__(
        self,
        desk: Desk,
        kind: str,
        record_id: int | None,
        preset: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(640, 600, parent)
        self.desk, self.kind = desk, kind
        self.form = Form(desk, kind, record_id, preset)
        name = _("New {kind}") if record_id is None else _("Change {kind}")
        self.heading = label(name.format(kind=kind_word(kind)), "title")
        self.aside = column(gap=8)
        self.body = column(self.aside, self.form, gap=12)
        self.body.addStretch(1)
        inner = widget(self.body)
        self.body.setContentsMargins(*[look().px(2)] * 4)
        self.foot = row(self.form.foot, button(_("Close"), self.close))
        self.foot.setStretch(0, 1)
        self.area = scrolling(inner)
        whole = column(self.heading, self.area, self.foot, gap=14, margin=18)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.form.saved.connect(self._saved)
        self.form.loaded.connect(self._loaded)
        self.form.load()

    def keep_draft(self) -> None:
        """Keep what was typed and not saved."""
        self.form.keep_draft()

    def reject(self) -> None:
        self.keep_draft()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.form.keep_draft()
        super().closeEvent(event)

    def _loaded(self) -> None:
        self.form.begin_typing()

    def _saved(self, number: int) -> None:
        self.entered.emit(number)
        self.accept()


class NewRecord(RecordDialog):
    """A new record. Whoever seems to be here already is shown while a party's name is typed, and
    parties can be linked to a new case right after.
    """

    def __init__(
        self,
        desk: Desk,
        kind: str,
        preset: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, kind, None, preset or {}, parent)
        self.number: int | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        if kind in PARTIES:
            self.form.typed.connect(self._named)

    def _loaded(self) -> None:
        super()._loaded()
        if self.kind in PARTIES and self.form.boxes["name"].editor.text():
            self._look()

    # ---- already here? -----------------------------------------------------------------------

    def _named(self, name: str) -> None:
        if name == "name":
            self._pause.start()

    def _look(self) -> None:
        name = self.form.boxes["name"].editor.text()
        if name.strip():
            self.desk.read(alike(name), self._show_alike, self, latest="alike")
        else:
            emptied(self.aside)

    def _show_alike(self, here: tuple[Found, ...]) -> None:
        emptied(self.aside)
        if self.number is not None or not here:
            return
        notice = Notice(_("Already here?"), "accent")
        lines = column(label(_("Already here?"), "strong"), gap=4)
        for each in here[:4]:
            lines.addLayout(row(Opener(each.said, partial(self._use, each)), None))
        emptied(notice.row)
        notice.row.addLayout(lines, 1)
        self.aside.addWidget(notice)

    def _use(self, each: Found) -> None:
        """Take the party that is here already in place of a new one."""
        self.form.forget()
        self.entered.emit(each.id)
        self.accept()

    # ---- who takes part ----------------------------------------------------------------------

    def _saved(self, number: int) -> None:
        if self.kind != "cases":
            super()._saved(number)
            return
        self.number = number
        self._ask_for_parties(number)

    def _ask_for_parties(self, number: int) -> None:
        self.heading.setText(_("Who takes part?"))
        emptied(self.aside)
        self.form.hide()
        self.form.foot.hide()
        card = Card()
        self.parties = column(label(_("Nobody yet."), "muted"), gap=4)
        self.linking = LinkParty(self.desk, number)
        self.linking.linked.connect(self._list_parties)
        card.body.addLayout(self.parties)
        card.body.addWidget(self.linking)
        self.aside.addWidget(card)
        emptied(self.foot)
        done = button(_("Done"), self.close, primary=True)
        self.foot.addStretch(1)
        self.foot.addWidget(done)
        self.linking.party.setFocus()

    def _list_parties(self) -> None:
        assert self.number is not None
        self.desk.read(belongings_of(self.number, ("involvements",)), self._show_parties, self)

    def _show_parties(self, owned: Owned) -> None:
        emptied(self.parties)
        involved: tuple[Belonging, ...] = owned.by_kind["involvements"]
        for each in involved:
            self.parties.addWidget(label(each.title))

    def done(self, result: int) -> None:
        self._pause.stop()
        if self.number is not None:
            number, self.number = self.number, None
            self.entered.emit(number)
        super().done(result)


def can_have_parties(kind: str) -> bool:
    """Whether parties can have roles in records of a kind."""
    return kind in LINKED_KINDS
