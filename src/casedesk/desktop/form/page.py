"""The general page of a record, drawn from what its kind says of itself."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.belongings import Belongings
from casedesk.desktop.form.finding import kind_word
from casedesk.desktop.form.form import Form
from casedesk.desktop.form.lines import Words
from casedesk.desktop.form.linking import LinkParty
from casedesk.desktop.form.new import can_have_parties
from casedesk.desktop.form.opener import Opener
from casedesk.desktop.form.reading import Said, Seen, seen
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import (
    Card,
    Notice,
    column,
    emptied,
    row,
    rule,
    scrolling,
    widget,
)
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.theme import look
from casedesk.vault.door import Changes, Writing
from casedesk.vault.undo import undo_last
from casedesk.words import _

#: So many sentences of the history are shown before one asks for all.
_FEW = 8

#: No more letters of a title than these head the page; all of them stand in its fields.
_LONG = 160


class RecordPage(Page):
    """Any record: its fields, what belongs to it, what points at it, its history."""

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        assert target.record is not None
        self.number = target.record
        self.seen: Seen | None = None
        self.form: Form | None = None
        self.head = column(gap=4)
        self.details = Card(_("Details"))
        self.inside = column()
        self.details.body.addLayout(self.inside)
        self.owned = column(gap=16)
        self.around = column(gap=16)
        body = column(self.head, self.details, self.owned, self.around, gap=16, margin=22)
        body.addStretch(1)
        self.setLayout(column(scrolling(widget(body))))
        desk.changed.connect(self._changed)

    def concerns(self, changes: Changes) -> bool:  # noqa: ARG002 - it looks again by itself
        """Never: it looks again by itself, since it also stands inside other pages."""
        return False

    def load(self) -> None:
        self.desk.read(seen(self.number), self._show, self, latest="record")

    def keep_draft(self) -> None:
        if self.form is not None:
            self.form.keep_draft()

    def _changed(self, _changes: Changes) -> None:
        self.load()

    # ---- what is shown -----------------------------------------------------------------------

    def _show(self, found: Seen) -> None:
        first = self.seen is None or self.seen.owned != found.owned
        self.seen = found
        self._show_head(found)
        if self.form is None:
            self._show_fields(found)
        else:
            self.form.load()
        if first:
            self._show_owned(found)
        self._show_around(found)

    def _show_head(self, found: Seen) -> None:
        emptied(self.head)
        marks = row(
            tag(_capital(kind_word(found.found.kind)), "accent"), tag(found.found.ref), None
        )
        self.edit = button(_("Change"), self.change, icon="pencil", name=_("Change this record"))
        self.remove = button(
            _("Remove"), self._remove, icon="trash-2", danger=True, name=_("Remove this record")
        )
        self.edit.setEnabled(not found.removed and self.form is None)
        self.remove.setEnabled(not found.removed)
        short = found.title if len(found.title) <= _LONG else found.title[:_LONG].rstrip() + "…"
        titles = _stretched(label(short, "title"), self.edit, self.remove)
        for part in (self.edit, self.remove):
            titles.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.head.addLayout(titles)
        self.head.addLayout(marks)
        if found.removed:
            self.head.addWidget(
                Notice(_("This record was removed. Its history says why."), "warning")
            )

    def _show_fields(self, found: Seen) -> None:
        emptied(self.inside)
        if not found.fields:
            self.inside.addWidget(
                label(_("Nothing entered yet. “Change” lets you add it."), "muted")
            )
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().px(20))
        grid.setVerticalSpacing(look().px(8))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        for line, said in enumerate(found.fields):
            grid.addWidget(label(said.label, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(said), line, 1, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(grid)

    def _value(self, said: Said) -> QWidget:
        if said.opens is not None:
            return widget(row(Opener(said.text, partial(self._open, said.opens)), None))
        return Words(said.text)

    def _show_owned(self, found: Seen) -> None:
        emptied(self.owned)
        others = tuple(kind for kind in found.owned if kind != "involvements")
        if "involvements" in found.owned and can_have_parties(found.found.kind):
            card = Belongings(self.desk, found.found.id, ("involvements",))
            card.body.addWidget(LinkParty(self.desk, found.found.id))
            self._put_owned(card)
        if others:
            self._put_owned(Belongings(self.desk, found.found.id, others, gather_empty=True))

    def _put_owned(self, card: Belongings) -> None:
        card.go.connect(self.go)
        self.owned.addWidget(card)

    def _show_around(self, found: Seen) -> None:
        emptied(self.around)
        if found.pointing:
            card = Card(_("Where it is named"))
            for each in found.pointing:
                opener = Opener(each.text, partial(self._open, each.opens))
                line = row(tag(kind_word(each.kind)), opener, None)
                card.body.addWidget(widget(line))
            self.around.addWidget(card)
        self.around.addWidget(self._history(found.history))

    def _history(self, sentences: tuple[str, ...]) -> Card:
        card = Card(_("History"))
        lines = column(gap=4)
        card.body.addLayout(lines)
        for sentence in sentences[:_FEW]:
            lines.addWidget(Words(sentence))
        under = row()
        if len(sentences) > _FEW:
            under.addWidget(
                button(
                    _("All {n}").format(n=len(sentences)),
                    partial(self._all_history, lines, sentences),
                    flat=True,
                )
            )
        undo = button(_("Undo the last change"), self._undo, icon="undo-2", flat=True)
        undo.setAccessibleDescription(_("The last change of this vault, whoever made it."))
        under.addWidget(undo)
        under.addStretch(1)
        card.body.addWidget(rule())
        card.body.addLayout(under)
        return card

    def _all_history(self, lines: QVBoxLayout, sentences: tuple[str, ...]) -> None:
        emptied(lines)
        for sentence in sentences:
            lines.addWidget(Words(sentence))

    # ---- what can be done --------------------------------------------------------------------

    def change(self) -> None:
        """Change the record where it stands."""
        if self.form is not None or self.seen is None:
            return
        self.edit.setEnabled(False)
        emptied(self.inside)
        form = self.form = Form(self.desk, self.seen.found.kind, self.seen.found.id)
        form.loaded.connect(
            lambda: form.boxes and next(iter(form.boxes.values())).editor.setFocus()
        )
        form.saved.connect(lambda _number: self.said.emit(form.status.text()))
        form.load()
        self.inside.addWidget(form)
        self.inside.addLayout(_stretched(form.foot, button(_("Done"), self.finish)))

    def finish(self) -> None:
        """Put the form away; what was typed and not saved is kept as a draft."""
        if self.form is not None:
            self.form.keep_draft()
            self.form = None
            self.load()

    def _remove(self) -> None:
        if self.seen is not None:
            here = self.seen.found
            asking = Removing(self.desk, here.id, here.kind, self.seen.title, self)
            asking.finished.connect(asking.deleteLater)
            asking.open()

    def _undo(self) -> None:
        self.desk.write(_("Took back the last change"), _undone, self.said.emit, self)

    def _open(self, number: int) -> None:
        self.go.emit(Target(record=number))


def _stretched(first: QWidget, *others: QWidget) -> QHBoxLayout:
    """Parts side by side, the first with all the room."""
    made = row(first, *others)
    made.setStretch(0, 1)
    return made


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _undone(unit: Writing) -> str:
    return _("Taken back: {what}").format(what=undo_last(unit))
