"""The brief page: what is typed stands on the pages, is kept, saved, and leaves under a reason."""

import io
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit

from casedesk.briefs.blocks import (
    BlockContent,
    FieldBlock,
    ParagraphBlock,
    TableBlock,
    inlines_of,
)
from casedesk.briefs.inline import Footnote, Mention, Unknown, Words, nodes_in
from casedesk.briefs.kept import BriefText, start_brief
from casedesk.briefs.standing import read_text
from casedesk.casework import entering
from casedesk.desktop import files
from casedesk.desktop.brief import atoms
from casedesk.desktop.brief.editor import BlockEditor
from casedesk.desktop.brief.mentioning import Offer
from casedesk.desktop.brief.page import BriefPage
from casedesk.desktop.brief.reading import Said
from casedesk.desktop.brief.writing import WritingEdit
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Target
from casedesk.domain.cases import Case
from casedesk.domain.disclosures import Disclosure
from casedesk.mechanisms.registry import forms
from casedesk.pages import to_pdf
from casedesk.vault.door import Writing
from casedesk.vault.drafts import drafts

FORM = "un-reprisals"
UUID = "0123456789abcdef" * 2

Until = Callable[[Desk], None]


def enter(unit: Writing) -> tuple[int, str, dict[str, str]]:
    """A case with a witness nobody may name, one who may be named, and a brief on it."""
    case = entering.enter(unit, "cases", {"title": "A case"})
    refs = {}
    for name, role in (("Zerhamine Qaldursoy", "witness"), ("Aminata Openname", "victim")):
        person = entering.enter(unit, "people", {"name": name})
        said = {"subject": case.ref, "party": person.ref, "role": role}
        if role == "victim":
            said |= {"naming_basis": "public-record", "basis_source": "A report"}
        entering.enter(unit, "involvements", said)
        refs[name] = person.uuid.hex()
    assert isinstance(case, Case)
    brief = start_brief(unit, case, forms()[FORM])
    return brief.id, brief.ref, refs


class Opened:
    """A brief page on the screen, with what a test needs of it."""

    def __init__(self, desk: Desk, qtbot: Any, until: Until) -> None:
        self.number, self.ref, self.parties = desk.vault.write("enter", enter).result
        self.desk, self.qtbot, self.until = desk, qtbot, until
        self.page = self.again()

    def again(self) -> BriefPage:
        page = BriefPage(self.desk, Target(record=self.number))
        self.qtbot.addWidget(page)
        page.resize(1040, 640)
        with self.qtbot.waitExposed(page):
            page.show()
        page.load()
        self.until(self.desk)
        self.qtbot.waitUntil(lambda: bool(page.laid.count) and not page.list._waiting)
        self.until(self.desk)
        return page

    def field(self, name: str) -> BlockEditor:
        found = self.page.list.field_editor(name)
        assert found is not None
        return found

    def type_in(self, name: str, text: str) -> WritingEdit:
        part = self.field(name).parts[0]
        part.setFocus()
        self.qtbot.keyClicks(part, text)
        return part

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.page._soon.isActive())
        self.until(self.desk)

    def pages(self) -> str:
        layout = self.page.laid.layout
        assert layout is not None
        data = to_pdf(layout.document).data
        return " ".join(
            " ".join(p.extract_text() for p in PdfReader(io.BytesIO(data)).pages).split()
        )

    def saved(self) -> BriefText:
        return self.desk.vault.read(lambda unit: read_text(unit, self.ref))

    def disclosures(self) -> list[tuple[str, str]]:
        return self.desk.vault.read(
            lambda unit: [(row.audience or "", row.reason or "") for row in unit.all(Disclosure)]
        )


@pytest.fixture
def brief(desk: Desk, qtbot: Any, until: Until) -> Iterator[Opened]:
    opened = Opened(desk, qtbot, until)
    yield opened
    opened.page.keep_draft()
    until(desk)


def free_field(brief: Opened) -> str:
    """A field of the form in which one writes."""
    contents = [editor.stored.content for editor in brief.page.list.editors]
    return next(c.field for c in contents if isinstance(c, FieldBlock) and not c.live)


def words_of(content: BlockContent) -> str:
    return " ".join(node.text for node in nodes_in(inlines_of(content)) if isinstance(node, Words))


def test_what_is_typed_stands_on_the_real_pages(brief: Opened) -> None:
    brief.type_in(free_field(brief), "They came at dawn.")
    brief.settle()

    assert "They came at dawn." in brief.pages()
    brief.qtbot.waitUntil(lambda: bool(brief.page.sheet.pages.images))
    image = next(iter(brief.page.sheet.pages.images.values()))
    colours = {image.pixelColor(x, y).name() for x in range(0, 300, 3) for y in range(0, 300, 3)}
    assert len(colours) > 1  # letters on white


def test_a_withheld_name_that_is_typed_is_not_on_the_pages(brief: Opened) -> None:
    brief.type_in(free_field(brief), "We asked Zerhamine Qaldursoy.")
    brief.settle()

    assert "Qaldursoy" not in brief.pages()
    assert "[Witness 1, name withheld]" in brief.pages()
    choose(brief, brief.page.bar.audience, "internal")
    assert "Zerhamine Qaldursoy" in brief.pages()


def choose(brief: Opened, chooser: Any, data: str) -> None:
    chooser.setCurrentIndex(chooser.findData(data))
    chooser.activated.emit(chooser.currentIndex())
    brief.settle()


def test_a_party_is_mentioned_with_an_at_sign_and_shown_as_it_is_printed(brief: Opened) -> None:
    name = free_field(brief)
    part = brief.type_in(name, "We asked @zerh")
    brief.qtbot.waitUntil(lambda: part.mentioning.is_shown)
    popup = QApplication.activePopupWidget()
    brief.qtbot.keyClick(popup or part, Qt.Key.Key_Return)
    brief.qtbot.keyClicks(part, " then")
    brief.settle()
    (line,) = part.paragraphs()

    assert line == (
        Words("We asked "), Mention(brief.parties["Zerhamine Qaldursoy"]), Words(" then"),
    )  # fmt: skip
    assert "[Witness 1, name withheld]" in part.toPlainText()
    choose(brief, brief.page.bar.audience, "internal")
    assert "Zerhamine Qaldursoy" in part.toPlainText()
    assert part.paragraphs() == (line,)


def test_an_address_of_electronic_mail_mentions_nobody(brief: Opened) -> None:
    part = brief.type_in(free_field(brief), "office@zerh")

    assert not part.mentioning.is_shown


def test_a_save_is_one_unit_and_keeps_what_was_typed(brief: Opened) -> None:
    name = free_field(brief)
    new = brief.page.list.insert(ParagraphBlock())
    brief.qtbot.keyClicks(new.parts[0], "New words")
    part = brief.type_in(name, "Saved words")
    assert brief.page.bar.save.isEnabled()
    brief.qtbot.keyClick(part, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    brief.settle()
    saved = [words_of(block.content) for block in brief.saved().blocks]

    assert {"Saved words", "New words"} <= set(saved)
    assert not brief.page.bar.save.isEnabled()
    assert brief.desk.vault.read(drafts) == []
    # The text is still the one somebody writes in, and the keys still come to it.
    assert new in brief.page.list.editors
    assert part.hasFocus()
    brief.qtbot.keyClicks(part, " and more")
    brief.page.save()
    brief.settle()
    assert "Saved words and more" in [words_of(b.content) for b in brief.saved().blocks]


def test_within_two_seconds_a_draft_is_kept_and_found_again(brief: Opened) -> None:
    brief.type_in(free_field(brief), "Kept words")

    def kept() -> bool:
        return bool(brief.desk.vault.read(lambda unit: drafts(unit, "briefs", brief.number)))

    brief.qtbot.waitUntil(kept, timeout=2000)
    brief.until(brief.desk)
    assert "Kept words" not in [words_of(block.content) for block in brief.saved().blocks]
    other = brief.again()
    assert "Kept words" in [words_of(block.content) for block in other.list.blocks()]
    assert other.is_dirty
    other.do("save")
    brief.until(brief.desk)
    assert "Kept words" in [words_of(block.content) for block in brief.saved().blocks]
    assert not kept()


def test_enter_in_a_paragraph_begins_another_block_and_backspace_takes_it_out(
    brief: Opened,
) -> None:
    before = len(brief.page.list.editors)
    editor = brief.page.list.insert(ParagraphBlock((Words("One two"),)))
    part = editor.parts[0]
    part.setFocus()
    for _letter in "One":
        brief.qtbot.keyClick(part, Qt.Key.Key_Right)
    brief.qtbot.keyClick(part, Qt.Key.Key_Return)
    first, second = brief.page.list.editors[1:3]
    assert [words_of(each.block().content) for each in (first, second)] == ["One", " two"]
    keys = [each.order_key for each in brief.page.list.blocks()]
    assert keys == sorted(set(keys))

    new = brief.page.list.insert(ParagraphBlock())
    brief.qtbot.keyClick(new.parts[0], Qt.Key.Key_Backspace)
    assert len(brief.page.list.editors) == before + 2
    brief.settle()


def test_blocks_move_and_a_table_grows(brief: Opened) -> None:
    one = brief.page.list.insert(ParagraphBlock((Words("one"),)))
    brief.page.list.insert(ParagraphBlock((Words("two"),)))
    brief.page.do("up")
    assert brief.page.list.editors.index(one) == 2
    brief.page.list.insert(TableBlock((((Words("a"),),),)))
    brief.page.do("row")
    brief.page.do("column")
    content = brief.page.list.current.block().content if brief.page.list.current else None

    assert isinstance(content, TableBlock)
    assert [len(row) for row in content.rows] == [2, 2]
    assert content.rows[0][0] == (Words("a"),)
    keys = [each.order_key for each in brief.page.list.blocks()]
    assert keys == sorted(set(keys))
    brief.settle()


def test_a_live_field_can_be_written_in_own_words(brief: Opened) -> None:
    live = brief.field("victims")
    assert live._live is not None
    assert "Aminata Openname" in live._live.text()
    live.own_words.emit()
    brief.until(brief.desk)
    content = brief.field("victims").block().content

    assert isinstance(content, FieldBlock)
    assert not content.live
    assert Mention(brief.parties["Aminata Openname"]) in content.paragraphs[0]
    brief.settle()


def test_what_is_missing_and_who_is_named_how_is_listed(brief: Opened) -> None:
    findings = brief.page.findings
    assert findings.blockers.text().split()[0] != "0"
    brief.qtbot.mouseClick(findings.people, Qt.MouseButton.LeftButton)
    assert findings.people.text() == "1 named, 1 withheld"
    asked: list[Any] = []
    brief.page.new.connect(lambda kind, values: asked.append((kind, values)))
    links = [
        b for b in findings.findChildren(type(findings.words)) if b.text() == "Record a consent"
    ]
    brief.qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)

    assert asked[0][0] == "consents"
    assert asked[0][1]["audience"] == "mechanism"
    brief.qtbot.mouseClick(findings.blockers, Qt.MouseButton.LeftButton)
    assert findings._list.count() > 1


def test_with_blockers_it_is_given_out_only_for_a_reason_and_written_down(
    brief: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(files, "choose_target", lambda *arguments: arguments[-1](target))
    brief.type_in(free_field(brief), "Typed last, Zerhamine Qaldursoy.")
    brief.page.do(".pdf")
    brief.until(brief.desk)
    dialog = brief.page.leaving.dialog
    assert dialog is not None
    assert not dialog.go_on.isEnabled()
    brief.qtbot.keyClicks(dialog.line, "The call ends today")
    brief.qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    brief.until(brief.desk)
    text = " ".join(page.extract_text() for page in PdfReader(target).pages)

    assert "Typed last" in text
    assert "Qaldursoy" not in text
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert brief.disclosures() == [("mechanism", "The call ends today")]
    assert list(tmp_path.glob("*.part")) == []


def test_a_file_that_cannot_be_written_is_not_noted_as_given_out(
    brief: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "no folder" / "out.docx"
    monkeypatch.setattr(files, "choose_target", lambda *arguments: arguments[-1](target))
    told: list[str] = []
    brief.desk.failed.connect(told.append)
    order = brief.page.order()
    assert order is not None
    brief.page.leaving.write(order, target)
    brief.until(brief.desk)

    assert told == ["The folder for this file does not exist. Make it first."]
    assert brief.disclosures() == []


def test_it_is_printed_under_a_title_that_tells_nothing(brief: Opened, tmp_path: Path) -> None:
    from dataclasses import replace

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setResolution(72)
    order = brief.page.order()
    assert order is not None
    brief.page.leaving.print_on(printer, replace(order, reason="For the file"))
    brief.until(brief.desk)

    assert len(PdfReader(tmp_path / "paper.pdf").pages) == brief.page.laid.count
    assert brief.disclosures() == [("mechanism", "For the file")]


def test_a_language_without_headings_is_said_and_no_page_is_shown(brief: Opened) -> None:
    choose(brief, brief.page.bar.language, "ar")

    assert brief.page.laid.standing.refused
    assert brief.page.sheet.pages.count == 0


def test_everything_that_takes_keys_has_a_name_and_takes_plain_text_alone(brief: Opened) -> None:
    parts = brief.page.findChildren(WritingEdit)
    lines = brief.page.findChildren(QLineEdit)

    assert len(parts) > 5
    assert all(part.accessibleName() for part in parts)
    assert all(part.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData for part in parts)
    assert all(
        chooser.accessibleName() for chooser in (brief.page.bar.audience, brief.page.bar.language)
    )
    assert lines == []


# ---- one editor alone ---------------------------------------------------------------------------


@pytest.fixture
def part(qtbot: Any, qapp: QApplication) -> WritingEdit:
    made = WritingEdit(Offer())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


LINES = (
    Words("Plain "),
    Words("bold 😀 ", bold=True),
    Mention(UUID, "own", "a neighbour"),
    Mention(UUID),
    Words("at\nonce", italic=True),
    Footnote((Words("See "), Mention(UUID, "role"))),
    Unknown('{"kind":"exhibit","label":"A"}'),
    Words(" then"),
)


def test_what_an_editor_is_given_comes_out_of_it_again(part: WritingEdit) -> None:
    part.put((LINES, (), (Words("نص عربي"),)), part.saying)

    assert part.paragraphs() == (LINES, (), (Words("نص عربي"),))


def test_a_mention_is_passed_and_taken_out_as_one_letter(part: WritingEdit, qtbot: Any) -> None:
    part.put(((Words("a"), Mention(UUID), Words("b")),), part.saying)
    for _step in range(2):
        qtbot.keyClick(part, Qt.Key.Key_Right)
    qtbot.keyClicks(part, "xy")
    assert part.inline() == (Words("a"), Mention(UUID), Words("xyb"))
    for _step in range(3):
        qtbot.keyClick(part, Qt.Key.Key_Backspace)
    assert part.inline() == (Words("ab"),)
    part.undo()
    assert Mention(UUID) in part.inline()


def test_nothing_typed_can_stand_inside_a_mention(part: WritingEdit, qtbot: Any) -> None:
    part.put(((Mention(UUID),),), part.saying)
    cursor = part.textCursor()
    cursor.setPosition(3)
    part.setTextCursor(cursor)
    qtbot.keyClicks(part, "x")
    assert {Words("x"), Mention(UUID)} == set(part.inline())

    cursor.setPosition(4)
    cursor.insertText("y")  # as an input method would
    assert all(isinstance(node, Words | Mention) for node in part.inline())
    assert len([node for node in part.inline() if isinstance(node, Mention)]) <= 1


def test_only_words_are_pasted_and_copied(part: WritingEdit) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b><img src='x'>")
    data.setText("bold")
    part.insertFromMimeData(data)
    assert part.inline() == (Words("bold"),)

    part.put(((Words("a"), Mention(UUID, "own", "b")),), part.saying)
    part.selectAll()
    copied = part.createMimeDataFromSelection()
    assert copied.formats() == ["text/plain"]
    assert UUID not in copied.text()


def test_bold_and_italic_are_kept(part: WritingEdit, qtbot: Any) -> None:
    qtbot.keyClicks(part, "a")
    qtbot.keyClick(part, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(part, "b")
    qtbot.keyClick(part, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(part, "c")

    assert part.inline() == (
        Words("a"), Words("b", bold=True), Words("c", bold=True, italic=True),
    )  # fmt: skip


def test_an_atom_that_lost_letters_goes_wholly(qapp: QApplication) -> None:
    from PySide6.QtGui import QTextCursor

    document = QTextDocument()
    cursor = QTextCursor(document)
    atoms.insert(cursor, (Words("a"), Mention(UUID), Words("b")), lambda m: Said(m.party))
    cursor.setPosition(3)
    cursor.deleteChar()
    atoms.mend(document)

    assert atoms.inline_of(document.begin()) == (Words("ab"),)
