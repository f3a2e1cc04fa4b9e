"""The page of a piece of evidence: what it is, what it supports, its copies and its custody."""

from functools import partial
from pathlib import Path, PurePath
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casedesk.casework.evidence_sheet import CopyAt, EvidenceSheet, Step, Supports, evidence_sheet
from casedesk.casework.sheet_parts import Said
from casedesk.desktop import files
from casedesk.desktop.case.lines import Line, ListCard, joined
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.evidence import seeing
from casedesk.desktop.evidence.attaching import Attaching
from casedesk.desktop.evidence.taking_out import Order, TakingOut, taken_out
from casedesk.desktop.evidence.viewer import Viewer
from casedesk.desktop.form.finding import kind_word
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.sheets.page import SheetPage, add_button
from casedesk.desktop.sheets.words import Pairs, breaking, day
from casedesk.when import When
from casedesk.words import _

#: Kilobytes and megabytes as people count them.
_DECIMAL = QLocale.DataSizeFormat.DataSizeSIFormat


class EvidencePage(SheetPage):
    """One piece of evidence, and its file when somebody looks at it."""

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.seen: EvidenceSheet | None = None
        self.attaching = Attaching(self)
        self.look_at = button(_("Look at it"), self.see, icon="eye", primary=True)
        self.attach = button(_("Attach its file"), self._attach, icon="paperclip", primary=True)
        self.take_out = button(_("Take it out …"), self.ask_to_take_out, icon="file-output")
        self.file = Pairs(_("The file"))
        self.file_hint = label("", "muted")
        self.fingerprint = button(_("Show the fingerprint"), self._show_print, link=True)
        self.details = Pairs(
            _("About it"), _("Nothing more is recorded. “Change” lets you add it.")
        )
        self.supports = ListCard(
            _("What it supports"),
            _("It is tied to nothing yet. Say which event or claim it proves."),
            add_button(_("Link"), lambda: self.enter("evidence-links", {"evidence": self.ref})),
        )  # fmt: skip
        self.copies = ListCard(
            _("Copies"), _("No copy. Add a redacted or translated one for those outside."),
            add_button(_("Add a copy"), self._attach_copy),
        )  # fmt: skip
        self.custody = ListCard(
            _("Custody"), _("No step is recorded."),
            add_button(_("Add a step"), self.add_step),
        )  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = row(self.look_at, self.attach, self.take_out, None)
        self.file.body.addWidget(self.file_hint)
        self.file.body.addLayout(buttons)
        self.file.body.addWidget(self.fingerprint)
        self.place([self.file, self.details, self.custody], [self.supports, self.copies])
        self.viewer = Viewer(self.desk)
        self.viewer.left.connect(self._unseen)
        # The page's layout goes onto one side of a stack, the viewer onto the other.
        sheet, outer = QWidget(), self.layout()
        assert isinstance(outer, QVBoxLayout)
        sheet.setLayout(outer)
        self.sides = QStackedWidget()
        self.sides.addWidget(sheet)
        self.sides.addWidget(self.viewer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sides)

    def load(self) -> None:
        number = self.number
        self.desk.read(
            lambda unit: evidence_sheet(unit, number),
            lambda seen: self.filling(partial(self.show_sheet, seen)),
            self,
            latest="sheet",
            failed=self.not_read,
        )

    def show_sheet(self, seen: EvidenceSheet) -> None:
        """Show a piece of evidence as it was read."""
        self.seen = seen
        self.number = seen.head.record
        copy = (joined(_("copy"), seen.copy_form), "accent")
        kind = copy if seen.copy_of else (_("original"), "plain")
        audience = _("for: {audience}").format(audience=seen.audience) if seen.audience else ""
        tags = [each for each in (kind, (seen.form, "plain"), (audience, "warning")) if each[0]]
        case = seen.case.title if seen.case else _("in no case")
        self.show_head(seen.head.kind, seen.head.ref, seen.head.title, case, tags=tags)
        self.file.show_said(_file(seen))
        self.file.show()
        self._show_ways(seen)
        self.details.show_said(_details(seen))
        self.supports.show_lines([partial(self._supports, each) for each in seen.supports])
        original = [partial(self._original, seen)] if seen.copy_of else []
        self.copies.show_lines([*original, *(partial(self._copy, each) for each in seen.copies)])
        self.custody.show_lines([partial(self._step, each) for each in seen.custody])

    def _show_ways(self, seen: EvidenceSheet) -> None:
        """Which of the buttons make sense, and a sentence where one would be missed."""
        can = seen.has_file and seeing.can_be_seen(seen.media_type)
        self.look_at.setVisible(can)
        self.take_out.setVisible(seen.has_file)
        self.attach.setVisible(not seen.has_file)
        self.fingerprint.setVisible(bool(seen.sha256))
        self.fingerprint.setText(_("Show the fingerprint"))
        if not seen.has_file:
            said = _("Its file is not in the vault. Attach it, and it is sealed with its hash.")
        elif not can:
            said = _("Files of this kind open in a later version. Until then take it out to read"
                     " it, on a computer that is safe.")  # fmt: skip
        else:
            said = ""
        self.file_hint.setText(said)
        self.file_hint.setVisible(bool(said))

    # ---- what can be done --------------------------------------------------------------------

    def see(self) -> None:
        """Look at the file, here and from memory only."""
        if self.seen is not None:
            self.sides.setCurrentWidget(self.viewer)
            self.viewer.see(self.number, self.seen.head.title, self.seen.media_type)

    def add_step(self) -> None:
        """Note who did what with it."""
        preset = {"evidence": self.ref, "occurred": this_day().isoformat()}
        self.enter("custody", preset)

    def ask_to_take_out(self) -> TakingOut:
        """Say what it means, ask why and where, and write the file there."""
        audience = self.seen.audience if self.seen else ""
        safety = ""
        if self.seen is not None and not self.seen.copy_of:
            safety = _("This is the original. For those outside make a copy without names and"
                       " hidden data first.")  # fmt: skip
        elif audience:
            safety = _("This copy was made for: {audience}.").format(audience=audience)
        dialog = TakingOut(safety, self._choose_place, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _choose_place(self, reason: str, recipient: str) -> None:
        name = PurePath(self.seen.file_name if self.seen else "").name or _("file")
        order = Order(self.number, reason, recipient, When.of(this_day()))
        files.choose_target(
            self, _("Where the file is to be written"), PurePath(name).suffix, name,
            lambda target: self.write_out(order, target),
        )  # fmt: skip

    def write_out(self, order: Order, target: Path) -> None:
        """Write the file, beside the window."""
        vault = self.desk.vault

        def told(_ref: Any) -> None:  # the desk hands out what is in the Done
            self.said.emit(_("Written: {file}. It is not encrypted.").format(file=target.name))

        self.desk.work(lambda: taken_out(vault, order, target), told, self)

    def _attach(self) -> None:
        self.attaching.ask(self.number)

    def _attach_copy(self) -> None:
        """Attach a copy: it supports what this supports, or belongs to the same case."""
        seen = self.seen
        if seen is None:
            return
        above = [each.subject.record for each in seen.supports]
        subject = above[0] if above else seen.case.record if seen.case else None
        if subject is None:
            self.said.emit(_("Link it to a case or event first; the copy then belongs there too."))
            return
        self.attaching.ask(subject, {"derived_from": self.number})

    def _show_print(self) -> None:
        if self.seen is not None:
            self.fingerprint.setText(f"SHA-256: {self.seen.sha256}")

    def _unseen(self) -> None:
        self.sides.setCurrentIndex(0)
        self.look_at.setFocus()

    # ---- lines -------------------------------------------------------------------------------

    def _supports(self, each: Supports) -> Line:
        return Line(
            breaking(each.subject.title),
            joined(kind_word(each.subject.kind), each.detail),
            self.opener(each.subject.record),
            key=f"supports{each.record}",
        )

    def _copy(self, each: CopyAt) -> Line:
        audience = _("for: {audience}").format(audience=each.audience) if each.audience else ""
        return Line(
            breaking(each.record.title),
            joined(each.form, audience, each.language),
            self.opener(each.record.record),
            ends=() if each.audience else ((_("say for whom"), "warning"),),
            key=f"copy{each.record.record}",
        )

    def _original(self, seen: EvidenceSheet) -> Line:
        assert seen.copy_of is not None
        opens = self.opener(seen.copy_of.record)
        return Line(breaking(seen.copy_of.title), _("the original"), opens, key="original")

    def _step(self, each: Step) -> Line:
        return Line(
            joined(day(each.when), each.action),
            joined(each.by_whom, breaking(each.detail)),
            partial(self.change_other, "custody", each.record),
            key=f"step{each.record}",
        )


def _file(seen: EvidenceSheet) -> list[Said]:
    if not seen.has_file and not seen.file_name:
        return []
    return [
        Said(_("Name"), seeing.visible(seen.file_name), long=False),
        Said(_("Kind"), kind_of_file(seen.media_type), long=False),
        Said(_("Size"), QLocale().formattedDataSize(seen.size, 1, _DECIMAL), long=False),
    ]


def _details(seen: EvidenceSheet) -> list[Said]:
    about = [Said(_("Description"), seen.description, long=True)] if seen.description else []
    return [*about, *seen.facts]


def kind_of_file(media_type: str) -> str:
    """What kind of file it is, in words a person knows."""
    family, _slash, name = media_type.partition("/")
    families = {"image": _("Picture ({name})"), "audio": _("Sound ({name})"),
                "video": _("Film ({name})"), "text": _("Text ({name})")}  # fmt: skip
    if media_type == "application/pdf":
        return _("PDF document")
    if media_type in ("application/octet-stream", ""):
        return _("not known")
    return families.get(family, "{name}").format(name=name.rpartition(".")[2])
