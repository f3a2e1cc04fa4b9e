"""The brief page: blocks at one side, the real pages at the other, and the way out of the vault."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from casedesk.briefs.blocks import ListBlock, ParagraphBlock
from casedesk.briefs.inline import Mention
from casedesk.briefs.kept import BriefText
from casedesk.briefs.standing import Ground
from casedesk.desktop.brief import naming, reading
from casedesk.desktop.brief.bar import Bar
from casedesk.desktop.brief.blocklist import BlockList
from casedesk.desktop.brief.drawing import picture
from casedesk.desktop.brief.editor import Around
from casedesk.desktop.brief.findings import Findings
from casedesk.desktop.brief.leaving import Leaving
from casedesk.desktop.brief.mentioning import Offer
from casedesk.desktop.brief.output import Order
from casedesk.desktop.brief.reading import Laid, Opened, Standing
from casedesk.desktop.brief.sheet import Sheet
from casedesk.desktop.brief.writing import WritingEdit
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import Notice, column, emptied, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.theme import look
from casedesk.exchange.demo import DEMO_LINE
from casedesk.words import _

#: A draft is kept this long after the last key, in milliseconds.
_DRAFT_AFTER = 1500
#: The pages follow when no key was pressed for so long.
_PAGES_AFTER = 20


class BriefPage(Page):
    """One brief. `self.stored` is what is saved, the block list what is typed."""

    kinds: ClassVar[frozenset[str] | None] = None

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.opened: Opened | None = None
        self.ground: Ground | None = None
        self.laid = Laid(Standing())
        self.draft: int | None = None
        self.is_dirty = False
        self.around = Around(Offer())
        self.bar = Bar()
        self.findings = Findings()
        self.notices = row(margin=0)
        self.list = BlockList(self.around)
        self.sheet = Sheet()
        self.leaving = Leaving(self)
        self._soon = QTimer(self, interval=_PAGES_AFTER, singleShot=True)
        self._keep = QTimer(self, interval=_DRAFT_AFTER, singleShot=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        left = column(self.bar, widget(self.notices), self.findings, self.list, gap=8, margin=16)
        left.setStretch(3, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(widget(left))
        halves.addWidget(self.sheet)
        halves.setStretchFactor(0, 4)
        halves.setStretchFactor(1, 3)
        halves.setChildrenCollapsible(False)
        halves.setSizes([look().px(600), look().px(460)])
        self.setLayout(column(halves, gap=0))

    def _connect(self) -> None:
        self.bar.chosen.connect(self._regrounded)
        self.bar.block_wanted.connect(self.list.insert)
        self.bar.action.connect(self.do)
        self.list.edited.connect(self._edited)
        self.list.moved_on.connect(self._looked_elsewhere)
        self.list.own_words.connect(self._own_words)
        self.around.offer.looking.connect(self._look_for_party)
        self.findings.field_wanted.connect(self._go_to_field)
        self.findings.consent_wanted.connect(self._record_consent)
        self.sheet.wanted.connect(self._draw)
        self._soon.timeout.connect(lambda: self._lay(None))
        self._keep.timeout.connect(self._keep_typed)
        saving = QShortcut(QKeySequence.StandardKey.Save, self)
        saving.activated.connect(lambda: self.do("save"))

    # ---- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the brief; what is typed and not saved stays, and is only looked at anew."""
        if self.is_dirty:
            self._regrounded()
        else:
            work = reading.open_brief(self.target.record or 0)
            self.desk.read(work, self._show, self, latest="brief")

    def _show(self, opened: Opened) -> None:
        known = self.opened
        self.opened = opened
        self.around.fields = {each.id: each for each in opened.form.fields()}
        self.around.language = opened.text.language
        self.bar.show_brief(opened)
        blocks = opened.drafted or opened.text.blocks
        if known is None or blocks != self.list.blocks():
            self.list.show_blocks(blocks)
        self.draft = opened.draft
        self._mark_dirty(on=bool(opened.drafted) and opened.drafted != opened.text.blocks)
        self._show_notices()
        self._show_origins(opened)
        self._regrounded()

    def _show_origins(self, opened: Opened) -> None:
        origins = {
            block.uuid: (block.made_from.count("{") - 1, len(opened.changed.get(block.uuid, ())))
            for block in opened.text.blocks
            if block.made_from
        }
        self.list.show_origins(origins)

    def _show_notices(self) -> None:
        emptied(self.notices)
        if self.is_dirty and self.opened is not None and self.opened.drafted:
            notice = Notice(_("This was typed earlier and is not saved yet."), "accent")
            notice.row.addWidget(button(_("Save it"), lambda: self.do("save")))
            notice.row.addWidget(button(_("Forget it"), self._forget))
            self.notices.addWidget(notice)

    def _forget(self) -> None:
        """Go back to what is saved."""
        if self.draft is not None:
            draft, self.draft = self.draft, None
            self.is_dirty = False
            work = reading.forget_draft(draft)
            self.desk.write(_("Forgot a draft"), work, lambda _none: self.load(), self)

    # ---- typing ------------------------------------------------------------------------------

    def text(self) -> BriefText:
        """The brief as it is typed now."""
        assert self.opened is not None
        return replace(self.opened.text, blocks=self.list.blocks())

    def _edited(self) -> None:
        self._mark_dirty(on=True)
        self._soon.start()
        self._keep.start()

    def _mark_dirty(self, *, on: bool) -> None:
        self.is_dirty = on
        self.bar.save.setEnabled(on)
        if on:
            self.said.emit(_("Not saved yet"))

    def _regrounded(self) -> None:
        """Read anew on what the text stands, and set it."""
        if self.opened is None:
            return
        audience, language = self.bar.audience.currentData(), self.bar.language.currentData()
        work = reading.ground_for(self.text(), _today(), audience, language)
        self.desk.read(work, self._stand_on, self, latest="ground")

    def _stand_on(self, ground: Ground) -> None:
        self.ground = ground
        self._lay(self.list.place)

    def _looked_elsewhere(self) -> None:
        if not self._soon.isActive():
            self._lay(self.list.place)

    def _lay(self, block: int | None) -> None:
        if self.ground is None or self.opened is None:
            return
        ground, text, before = self.ground, self.text(), self.laid.layout
        line = _(DEMO_LINE) if self.desk.vault.facts.demo else ""
        pixels = self.sheet.pixels

        def work() -> tuple[Laid, QImage | None]:
            laid = reading.lay(ground, text, line, before, block)
            page = laid.shown if block is None else None
            if laid.layout is None or page is None:
                return laid, None
            return laid, picture(reading.page_pdf(laid.layout, page), pixels)

        self.desk.work(work, self._show_laid, self, latest="pages")

    def _show_laid(self, answer: tuple[Laid, QImage | None]) -> None:
        laid, image = answer
        self.laid = laid
        standing = laid.standing
        self.findings.show_standing(standing)
        if standing.refused:
            self.sheet.lay_out(0, (), {})
            emptied(self.notices)
            self.notices.addWidget(Notice(standing.refused, "danger"))
            return
        self._say(standing)
        drawn = {} if image is None or laid.shown is None else {laid.shown: image}
        self.sheet.lay_out(laid.count, laid.changed, drawn)
        if laid.shown is not None:
            self.sheet.show_page(laid.shown)

    def _say(self, standing: Standing) -> None:
        """Show who is said how, in the editors, where that is otherwise than before."""
        people = {reading.offered(each.title, each.ref): each.uuid for each in standing.people}
        self.around.offer.put(people | self.around.offer.uuids)
        if self.around.said != standing.said:
            self.around.said = dict(standing.said)
            self.list.say_mentions()
        self.list.say_live(dict(standing.live))

    def _draw(self, pages: list[int], pixels: int) -> None:
        """Draw pages that are seen, that of the cursor first."""
        layout = self.laid.layout
        if layout is None:
            return
        for page in sorted(pages, key=lambda number: number != self.laid.shown):
            self.desk.work(
                lambda number=page: picture(reading.page_pdf(layout, number), pixels),  # type: ignore[misc]
                lambda image, number=page: self.sheet.put(number, image),  # type: ignore[misc]
                self,
                latest=f"page {page}",
            )

    def _look_for_party(self, words: str) -> None:
        if len(words.strip()) >= 2:
            work = reading.parties_called(words)
            self.desk.read(work, self._offer_also, self, latest="parties")

    def _offer_also(self, found: dict[str, str]) -> None:
        self.around.offer.put(self.around.offer.uuids | found)

    # ---- keeping -----------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what was typed and not saved: the page is being left."""
        self._soon.stop()
        self._keep.stop()
        self._keep_typed()

    def _keep_typed(self) -> None:
        if self.is_dirty and self.opened is not None:
            work = reading.keep_draft(self.opened.number, self.list.blocks(), self.draft)
            self.desk.write(_("Kept a draft"), work, self._kept, self)

    def _kept(self, draft: int) -> None:
        self.draft = draft

    def save(self) -> None:
        """Save what was typed, in one unit."""
        if self.opened is None or not self.is_dirty:
            return
        self._keep.stop()
        before, after = self.opened.text.blocks, self.list.blocks()
        work = reading.save(self.opened.number, before, after, self.draft)
        self.opened = replace(self.opened, text=self.text(), drafted=())
        self.draft = None
        self._mark_dirty(on=False)
        self.desk.write(
            _("Saved a brief"), work, lambda _none: self._show_notices(), self,
            failed=self._not_saved,
        )  # fmt: skip

    def _not_saved(self, sentence: str) -> None:
        self.desk.failed.emit(sentence)
        self._mark_dirty(on=True)
        self._keep.start()

    # ---- what one can do ---------------------------------------------------------------------

    def do(self, action: str) -> None:
        """Do what a button or menu of the bar asks for."""
        editor = self.list.current
        part = self.focusWidget()
        match action:
            case "save":
                self.save()
            case "up" | "down":
                self.list.shift(-1 if action == "up" else 1)
            case "row" | "column":
                self.list.grow_table(row=action == "row")
            case "remove" if editor is not None:
                self.list.remove(editor)
            case "number" if editor is not None:
                self._number()
            case ".pdf" | ".docx" | "print":
                self.leaving.begin(action)
            case _ if isinstance(part, WritingEdit):
                _do_in(part, action)

    def _number(self) -> None:
        editor = self.list.current
        content = editor.block().content if editor else None
        if editor is not None and isinstance(content, ParagraphBlock):
            self.list.change(editor, replace(content, numbered=not content.numbered))
        elif editor is not None and isinstance(content, ListBlock):
            self.list.change(editor, replace(content, ordered=not content.ordered))

    def _own_words(self, field: str) -> None:
        ground = self.ground
        if ground is not None:
            self.desk.work(
                lambda: reading.own_words_for(ground, field),
                lambda contents: self._put_own_words(field, contents),
                self,
            )

    def _put_own_words(self, field: str, contents: tuple[Any, ...]) -> None:
        editor = self.list.field_editor(field)
        if editor is not None and contents:
            self.list.change(editor, *contents)

    def _go_to_field(self, field: str) -> None:
        editor = self.list.field_editor(field)
        if editor is not None:
            self.list.show_editor(editor)

    def _record_consent(self, ref: str) -> None:
        self.new.emit("consents", {"person": ref, "audience": self.bar.audience.currentData()})

    def order(self) -> Order | None:
        """What would leave the vault now; None before the brief was read."""
        if self.opened is None:
            return None
        line = _(DEMO_LINE) if self.desk.vault.facts.demo else ""
        audience, language = self.bar.audience.currentData(), self.bar.language.currentData()
        return Order(self.opened.text.ref, audience, language, line, _today())

    def sizeHint(self) -> QSize:
        return QSize(look().px(1040), look().px(600))


def _do_in(part: WritingEdit, action: str) -> None:
    """Do something to the text with the keys."""
    found = part.atom()
    node = found.node if found else None
    match action:
        case "party":
            part.insertPlainText("@")
            part.setFocus()
            part.mentioning.look()
        case "note":
            naming.ask_note(part)
        case "bold" | "italic":
            part.toggle(bold=action == "bold", italic=action == "italic")
        case "atom" if found is not None and isinstance(node, Mention):
            naming.ask_own_words(part, found, node)


def _today() -> Any:
    return datetime.now(UTC).astimezone().date()
