"""What the pages of persons, events, proceedings and evidence have in common: a head with what the
record is called, sentences that must be seen, and cards below.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from casedesk.desktop.case.lines import joined, keeping_focus
from casedesk.desktop.case.tab import Columns
from casedesk.desktop.desk import Desk
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.finding import kind_word
from casedesk.desktop.form.new import NewRecord, RecordDialog
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import Notice, column, emptied, row, scrolling, widget
from casedesk.desktop.pieces.buttons import Button, button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.sheets.words import breaking
from casedesk.desktop.theme import look
from casedesk.words import _

#: A title of more letters than this is cut in the head; its whole stands in the form.
_LONGEST = 160


class SheetPage(Page):
    """A page of one record. Its constructor makes the cards, `place` lays them out, `load` asks,
    and `show_sheet` fills what is there.
    """

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.number = target.record or 0
        self.kind = ""
        self.ref = ""
        self.title = label("", "title")
        self.subtitle = label("", "muted")
        self.tags = Flow()
        self.notices = column(gap=8)
        self.content = Content()
        self.edit = button(_("Change"), self.change, icon="pencil", name=_("Change this record"))
        self.remove = button(
            _("Remove"), self._remove, icon="trash-2", flat=True, name=_("Remove this record")
        )
        self.ways: QHBoxLayout = row(self.edit, self.remove, None, gap=8)
        self.dialog: RecordDialog | None = None
        self.asking: Removing | None = None
        self.start = self.edit

    def place(self, wide: Sequence[QWidget], narrow: Sequence[QWidget]) -> None:
        """Lay out the head and two columns of cards. Called once, by the constructor."""
        body = column(self.header(), self.notices, Columns(wide, narrow), gap=14)
        body.addStretch(1)
        side, top = look().px(18), look().px(18)
        body.setContentsMargins(side, top, side, top)
        self.content.setLayout(body)
        self.setLayout(column(scrolling(self.content)))

    def header(self) -> QWidget:
        """The title, what stands below it, and what can be done."""
        said = widget(column(self.title, self.subtitle, widget(self.tags), gap=4))
        return Header(said, widget(self.ways))

    def show_head(
        self, kind: str, ref: str, title: str, *under: str, tags: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Show what the record is called, a line below, and tags (words and tone)."""
        self.kind, self.ref = kind, ref
        cut = title[:_LONGEST].rstrip() + "…" if len(title) > _LONGEST else title
        self.title.setText(breaking(cut))
        self.subtitle.setText(breaking(joined(kind_word(kind).capitalize(), ref, *under)))
        emptied(self.tags)
        for text, tone in tags:
            self.tags.addWidget(tag(text, tone))

    def show_notices(self, notices: Sequence[tuple[str, str]]) -> None:
        """Show sentences on coloured grounds, above all else (words and tone)."""
        emptied(self.notices)
        for text, tone in notices:
            self.notices.addWidget(Notice(breaking(text), tone))

    def filling(self, fill: Callable[[], None]) -> None:
        """Fill the page; the keyboard stays where it was."""
        keeping_focus(self, fill)
        self.content.settle()

    def opener(self, record: int) -> Callable[[], None]:
        """What opens a record."""
        return lambda: self.go.emit(Target(record=record))

    def not_read(self, sentence: str) -> None:
        """Say why the record could not be read."""
        self.show_notices([(sentence, "danger")])

    # ---- what can be done --------------------------------------------------------------------

    def enter(
        self,
        kind: str,
        preset: Mapping[str, str],
        heading: str = "",
        *,
        all_fields: bool = False,
    ) -> RecordDialog:
        """Open the form of a new record that belongs to this one."""
        dialog = NewRecord(self.desk, kind, preset, self)
        if heading:
            dialog.heading.setText(heading)
        if all_fields:
            dialog.form.loaded.connect(dialog.form.show_all)
            dialog.form.loaded.connect(dialog.form.begin_typing)
        return self._opened(dialog)

    def change(self) -> RecordDialog:
        """Open the form of this record."""
        return self.change_other(self.kind, self.number)

    def change_other(self, kind: str, record: int) -> RecordDialog:
        """Open the form of something that belongs to this record."""
        return self._opened(RecordDialog(self.desk, kind, record, {}, self))

    def keep_draft(self) -> None:
        if self.dialog is not None:
            self.dialog.keep_draft()

    def _opened(self, dialog: RecordDialog) -> RecordDialog:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()
        return dialog

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _remove(self) -> None:
        asking = self.asking = Removing(self.desk, self.number, self.kind, self.title.text(), self)
        asking.removed.connect(lambda: self.go.emit(Target(place="today")))
        asking.finished.connect(asking.deleteLater)
        asking.open()


class Content(QWidget):
    """What scrolls; it takes the height its texts need."""

    def settle(self) -> None:
        """Lay out what was put in just now.

        Qt shows new parts a moment later, and counts them as empty until then; the room they need
        is asked for once too seldom, and lines were seen squeezed to nothing.
        """
        explicit = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        for part in self.findChildren(QWidget):
            if part.isHidden() and not part.isWindow() and not part.testAttribute(explicit):
                part.show()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._ask)

    def _ask(self) -> None:
        if self.heightForWidth(self.width()) > self.height():
            self.updateGeometry()


class Header(QWidget):
    """What a record is called, and what can be done beside it; below it where room is short."""

    def __init__(self, said: QWidget, ways: QWidget) -> None:
        super().__init__()
        # The buttons stand in a column, above what stretches: else they would be drawn out.
        above = column(ways)
        above.addStretch(1)
        self.pair = row(said, widget(above), gap=12)
        self.pair.setStretch(0, 1)
        self.setLayout(self.pair)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= look().px(860)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.pair.direction() != way:
            self.pair.setDirection(way)
        super().resizeEvent(event)


def add_button(text: str, action: Callable[[], object], name: str = "") -> Button:
    """A button in the head of a card that adds something to it."""
    return button(text, action, icon="plus", flat=True, name=name)
