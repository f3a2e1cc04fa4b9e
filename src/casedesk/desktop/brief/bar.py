"""The head of the brief page: what it is, for whom, in which language, and what one can do."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from casedesk.briefs.blocks import (
    BlockContent,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuotationBlock,
    TableBlock,
)
from casedesk.casework.consents import AUDIENCES
from casedesk.desktop.brief.reading import Opened
from casedesk.desktop.pieces.boxes import column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, tag
from casedesk.mechanisms.registry import typologies
from casedesk.words import _, later

_LANGUAGES = {
    "en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "zh": "中文",
    "ru": "Русский",
}  # fmt: skip
_EMPTY_TABLE = TableBlock((((), ()), ((), ())), headed=True)
_NEW_BLOCKS: tuple[tuple[str, BlockContent], ...] = (
    (later("Paragraph"), ParagraphBlock()),
    (later("Numbered paragraph"), ParagraphBlock(numbered=True)),
    (later("Heading"), HeadingBlock(level=2)),
    (later("Quotation"), QuotationBlock()),
    (later("List"), ListBlock(((),))),
    (later("Numbered list"), ListBlock(((),), ordered=True)),
    (later("Table"), _EMPTY_TABLE),
)


class Bar(QWidget):
    """Choosers and buttons; what they mean is the page's."""

    #: Another audience or language was chosen.
    chosen = Signal()
    #: A new block with this content is wanted.
    block_wanted = Signal(object)
    #: Something else is wanted, by its name.
    action = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "title")
        self.mechanism = tag("")
        self.audience = _chooser(_("Audience"))
        self.language = _chooser(_("Language"))
        self.save = button(_("Save"), self._does("save"), primary=True)
        self.save.setToolTip(_("Save the text (Ctrl+S)"))
        self.save.setEnabled(False)
        self.insert = button(_("Insert"))
        self.insert.setMenu(self._insert_menu())
        self.block = button(_("Block"))
        self.block.setMenu(self._block_menu())
        self.out = button(_("Give out"))
        self.out.setMenu(self._out_menu())
        self._lay_out()
        for chooser in (self.audience, self.language):
            chooser.activated.connect(lambda _index: self.chosen.emit())

    def _lay_out(self) -> None:
        head = row(self.title, self.mechanism, gap=8)
        head.setStretch(0, 1)
        choices = Flow()
        for each in (self.audience, self.language, self.insert, self.block, self.save, self.out):
            choices.addWidget(each)
        self.setLayout(column(head, choices, gap=8))

    def show_brief(self, opened: Opened) -> None:
        """Show what brief this is. What was chosen before stays chosen."""
        self.title.setText(opened.text.title)
        self.mechanism.setText(opened.mechanism)
        if self.audience.count():
            return
        terms = typologies()["audiences"].terms
        for audience in AUDIENCES:
            said = _(terms[audience].label) if audience in terms else audience
            self.audience.addItem(_("Audience: {audience}").format(audience=said), audience)
        for code, name in _LANGUAGES.items():
            self.language.addItem(name, code)
        audience = opened.text.audience or opened.form.audience
        self.audience.setCurrentIndex(self.audience.findData(audience))
        self.language.setCurrentIndex(max(0, self.language.findData(opened.text.language)))

    def _does(self, name: str) -> Callable[[], None]:
        return lambda: self.action.emit(name)

    def _insert_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("Insert"))
        for title, content in _NEW_BLOCKS:
            menu.addAction(_(title), self._inserts(content))
        menu.addSeparator()
        menu.addAction(_("Party (@)"), self._does("party"))
        menu.addAction(_("Footnote"), "Ctrl+Shift+F", self._does("note"))
        return menu

    def _inserts(self, content: BlockContent) -> Callable[[], None]:
        return lambda: self.block_wanted.emit(content)

    def _block_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("Block"))
        menu.addAction(_("Move up"), "Alt+Up", self._does("up"))
        menu.addAction(_("Move down"), "Alt+Down", self._does("down"))
        menu.addAction(_("Numbered, or not"), self._does("number"))
        menu.addAction(_("Another row"), self._does("row"))
        menu.addAction(_("Another column"), self._does("column"))
        menu.addSeparator()
        menu.addAction(_("Bold"), "Ctrl+B", self._does("bold"))
        menu.addAction(_("Italic"), "Ctrl+I", self._does("italic"))
        menu.addAction(_("How it is named, or the note's words…"), "Alt+Return", self._does("atom"))
        menu.addSeparator()
        menu.addAction(_("Take out of the brief"), self._does("remove"))
        return menu

    def _out_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("Give out"))
        menu.addAction(_("As PDF…"), self._does(".pdf"))
        menu.addAction(_("As Word file (DOCX)…"), self._does(".docx"))
        menu.addAction(_("Print…"), "Ctrl+P", self._does("print"))
        return menu


def _chooser(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made
