"""The page of a piece of evidence: its file is looked at in memory, attached, and taken out."""

import stat
import struct
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget

from casedesk.casework import entering
from casedesk.casework.evidence_sheet import EvidenceSheet, evidence_sheet
from casedesk.desktop import files
from casedesk.desktop.desk import Desk
from casedesk.desktop.evidence import seeing
from casedesk.desktop.evidence.page import EvidencePage
from casedesk.desktop.evidence.seeing import NotShown, TextPart, decoded_picture, text_part
from casedesk.desktop.evidence.taking_out import Order, taken_out
from casedesk.domain.base import Record
from casedesk.domain.disclosures import Disclosure
from casedesk.domain.evidence import Evidence
from casedesk.evidence.intake import admit
from casedesk.evidence.store import place
from casedesk.when import parse
from casedesk.words import Refusal

Until = Callable[[Desk], None]
Shown = Callable[[int], EvidencePage]
T = TypeVar("T")

MIXED = "Plain, é ü ß, شهادة, 证词, Ж 𝄞 — " * 40


def case_of(desk: Desk) -> int:
    said = {"title": "A case"}
    return desk.vault.write("Enter", lambda unit: entering.enter(unit, "cases", said).id).result


def kept(desk: Desk, tmp_path: Path, name: str, content: bytes) -> int:
    """A file sealed as evidence; its key."""
    file = tmp_path / name
    file.write_bytes(content)
    case = case_of(desk)

    def work(unit: Any) -> int:
        return admit(unit, desk.vault.folder, unit.by_id(Record, case), file).id

    number = desk.vault.write("Attach", work).result
    file.unlink()
    return number


def png(width: int, height: int) -> bytes:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("#335577"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def claiming(width: int, height: int) -> bytes:
    """A small PNG whose head says that it is of another size."""
    content = bytearray(png(4, 4))
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


@pytest.fixture
def shown(show_page: Callable[[type[EvidencePage], int], EvidencePage]) -> Shown:
    return partial(show_page, EvidencePage)


def aside(work: Callable[[], T]) -> T:
    """Do what is not for the window's thread on another one."""
    with ThreadPoolExecutor(1) as lane:
        return lane.submit(work).result()


def part_of(desk: Desk, record: int, number: int = 0) -> TextPart:
    return aside(lambda: text_part(desk.vault, record, number))


def sheet(desk: Desk, number: int) -> EvidenceSheet:
    return desk.vault.read(lambda unit: evidence_sheet(unit, number))


def words(part: QWidget) -> str:
    return "\n".join(each.text() for each in part.findChildren(QLabel) if each.isVisibleTo(part))


# ---- looking at it ---------------------------------------------------------------------------


def test_a_text_is_read_part_by_part_by_keys(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any, until: Until
) -> None:
    text = "\n".join(f"line {number}" for number in range(60_000))
    page = shown(kept(desk, tmp_path, "statement.txt", text.encode()))
    qtbot.keyClick(page.look_at, Qt.Key.Key_Space)
    until(desk)
    viewer = page.viewer
    assert viewer.text.toPlainText().startswith("line 0\nline 1\n")
    assert not viewer.before.isEnabled()
    while viewer.after.isEnabled():
        qtbot.keyClick(viewer.after, Qt.Key.Key_Space)
        until(desk)
    assert viewer.text.toPlainText().endswith("line 59999")
    assert viewer.text.isReadOnly()
    qtbot.keyClick(viewer.text, Qt.Key.Key_Escape)
    assert page.sides.currentIndex() == 0
    assert viewer.text.toPlainText() == ""


@pytest.mark.parametrize("part", [1, 2, 3, 5, 64, 1000])
def test_no_character_is_lost_or_doubled_between_the_parts_of_a_text(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    number = kept(desk, tmp_path, "statement.txt", MIXED[:300].encode())
    monkeypatch.setattr(seeing, "PART", part)
    parts = part_of(desk, number).parts
    said = "".join(part_of(desk, number, at).text for at in range(parts))
    assert said == MIXED[:300]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_texts_in_older_encodings_are_read(desk: Desk, tmp_path: Path, codec: str) -> None:
    text = {"windows-1251": "Показания свидетеля дела. "}
    wanted = text.get(codec, "Témoignage. 证词. ") * 20
    number = kept(desk, tmp_path, "statement.txt", wanted.encode(codec))
    assert part_of(desk, number).text == wanted


def test_a_text_that_shows_wrong_letters_is_read_in_the_encoding_somebody_chooses(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any, until: Until
) -> None:
    wanted = "شهادة رجل كان هناك. " * 20
    page = shown(kept(desk, tmp_path, "statement.txt", wanted.encode("cp1256")))
    page.see()
    until(desk)
    letters = page.viewer.letters
    letters.setFocus()
    qtbot.keyClicks(letters, "Arabic")
    qtbot.keyClick(letters, Qt.Key.Key_Return)
    letters.activated.emit(letters.currentIndex())
    until(desk)
    assert page.viewer.text.toPlainText() == wanted


def test_signs_that_would_turn_or_hide_a_text_are_shown(desk: Desk, tmp_path: Path) -> None:
    number = kept(desk, tmp_path, "statement.txt", "paid \u202e001\u202c and \x1b[2J".encode())
    assert part_of(desk, number).text == "paid [U+202E]001[U+202C] and \\x1b[2J"


def test_html_is_shown_as_the_text_it_is(desk: Desk, tmp_path: Path) -> None:
    number = kept(desk, tmp_path, "page.html", b"<!DOCTYPE html><html><b>Bold</b></html>")
    assert "<b>Bold</b>" in part_of(desk, number).text


def test_a_picture_is_looked_at_and_made_larger_by_keys(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any, until: Until
) -> None:
    page = shown(kept(desk, tmp_path, "photo.png", png(3000, 2000)))
    qtbot.mouseClick(page.look_at, Qt.MouseButton.LeftButton)
    until(desk)
    picture = page.viewer.picture
    assert page.viewer.shown.currentWidget() is picture
    fitting = picture.hundredths()
    assert fitting < 100
    qtbot.keyClick(page.viewer, Qt.Key.Key_Plus)
    assert picture.hundredths() > fitting
    qtbot.keyClick(page.viewer, Qt.Key.Key_0)
    assert picture.hundredths() == fitting


def test_a_small_picture_is_not_drawn_out(
    desk: Desk, shown: Shown, tmp_path: Path, until: Until
) -> None:
    page = shown(kept(desk, tmp_path, "photo.png", png(20, 10)))
    page.see()
    until(desk)
    assert page.viewer.picture.hundredths() == 100


def test_a_picture_that_claims_too_many_points_is_refused_before_it_is_decoded(
    desk: Desk, shown: Shown, tmp_path: Path, until: Until
) -> None:
    page = shown(kept(desk, tmp_path, "bomb.png", claiming(60_000, 60_000)))
    page.see()
    until(desk)
    assert "3600 million points" in words(page.viewer)


def test_a_damaged_picture_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotShown, match="damaged"):
        decoded_picture(QByteArray(b"\x89PNG\r\n\x1a\n" + b"\0" * 50), "image/png")


def test_the_bytes_decide_nothing_anew_about_the_format() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    for media_type in ("image/png", "image/svg+xml", "image/x-xpixmap"):
        with pytest.raises(NotShown):
            decoded_picture(QByteArray(svg), media_type)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP"])
def test_each_format_that_is_offered_is_read(name: str) -> None:
    picture = QImage(8, 6, QImage.Format.Format_RGB32)
    picture.fill(QColor("#335577"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(buffer, name)  # type: ignore[call-overload]
    found = decoded_picture(data, f"image/{name.lower()}")
    assert (found.width(), found.height()) == (8, 6)


def test_other_formats_say_that_they_open_later(desk: Desk, shown: Shown, tmp_path: Path) -> None:
    page = shown(kept(desk, tmp_path, "report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"))
    assert not page.look_at.isVisible()
    assert "later version" in page.file_hint.text()


def test_the_fingerprint_shows_only_when_it_is_asked_for(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any
) -> None:
    number = kept(desk, tmp_path, "statement.txt", b"I was there.")
    page, known = shown(number), sheet(desk, number).sha256
    assert known not in words(page)
    assert known not in page.fingerprint.text()
    qtbot.mouseClick(page.fingerprint, Qt.MouseButton.LeftButton)
    assert known in page.fingerprint.text()


def test_looking_writes_nothing_anywhere(
    desk: Desk, shown: Shown, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "temp"
    outside.mkdir()
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(outside))
    page = shown(kept(desk, tmp_path, "photo.png", png(300, 200)))
    before = sorted(path for path in tmp_path.rglob("*") if "casedesk" not in path.as_posix())
    page.see()
    until(desk)
    after = sorted(path for path in tmp_path.rglob("*") if "casedesk" not in path.as_posix())
    assert page.viewer.picture.hundredths() == 100
    assert after == before


# ---- attaching -------------------------------------------------------------------------------


def test_a_record_that_waits_for_its_file_gets_it(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any, until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    said = {"title": "A letter"}
    number = desk.vault.write(
        "Enter", lambda unit: entering.enter(unit, "evidence", said).id
    ).result
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear all")
    monkeypatch.setattr(files, "choose_file", lambda _page, _title, then: then(file))
    page = shown(number)
    assert page.attach.isVisible()
    with qtbot.waitSignal(page.attaching.attached) as attached:
        qtbot.mouseClick(page.attach, Qt.MouseButton.LeftButton)
        until(desk)
    assert attached.args == [number]
    assert sheet(desk, number).has_file
    assert page.look_at.isVisible()
    assert file.read_bytes() == b"Dear all"


def test_a_copy_is_kept_beside_its_original(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any, until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    number = kept(desk, tmp_path, "statement.txt", b"Ana was there.")
    copy = tmp_path / "redacted.txt"
    copy.write_bytes(b"[name] was there.")
    monkeypatch.setattr(files, "choose_file", lambda _page, _title, then: then(copy))
    page = shown(number)
    with qtbot.waitSignal(page.attaching.attached):
        page._attach_copy()
        until(desk)
    assert [each.record.title for each in sheet(desk, number).copies] == ["redacted.txt"]
    assert "say for whom" in words(page.copies)


def test_a_file_that_cannot_be_read_leaves_nothing_behind(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any, until: Until
) -> None:
    number = kept(desk, tmp_path, "statement.txt", b"Ana was there.")
    case = sheet(desk, number).supports[0].subject.record
    page = shown(number)
    count = desk.vault.read(lambda unit: unit.count("evidence"))
    with qtbot.waitSignal(desk.failed) as failed:
        page.attaching.take(case, tmp_path / "not there.txt")
        until(desk)
    assert "no file" in failed.args[0]
    assert desk.vault.read(lambda unit: unit.count("evidence")) == count


# ---- taking it out ---------------------------------------------------------------------------


def test_a_file_leaves_only_with_a_reason_and_custody_keeps_it(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: Any, until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    number = kept(desk, tmp_path, "statement.txt", MIXED.encode())
    target = tmp_path / "out" / "statement.txt"
    target.parent.mkdir()
    monkeypatch.setattr(files, "choose_target", lambda *given: given[-1](target))
    page = shown(number)
    dialog = page.ask_to_take_out()
    assert "open" in words(dialog)
    assert "original" in words(dialog)
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert dialog.wrong.isVisible()
    assert not target.exists()
    qtbot.keyClicks(dialog.reason, "For the expert")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    until(desk)
    assert target.read_bytes() == MIXED.encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]
    assert "For the expert" in sheet(desk, number).custody[-1].detail
    assert desk.vault.read(lambda unit: unit.all(Disclosure)) == []


def test_a_file_passed_on_is_noted_as_a_disclosure(desk: Desk, tmp_path: Path) -> None:
    number = kept(desk, tmp_path, "statement.txt", b"Ana was there.")
    order = Order(number, "Asked for it", "The Committee", parse("2026-03-01"))
    aside(lambda: taken_out(desk.vault, order, tmp_path / "out.txt"))

    def work(unit: Any) -> list[tuple[str, str]]:
        return [(each.recipient, each.reason) for each in unit.all(Disclosure)]

    assert desk.vault.read(work) == [("The Committee", "Asked for it")]


def test_a_damaged_file_leaves_nothing_outside_and_is_not_noted(desk: Desk, tmp_path: Path) -> None:
    number = kept(desk, tmp_path, "statement.txt", MIXED.encode() * 100)
    uuid = desk.vault.read(lambda unit: unit.by_id(Evidence, number).uuid)
    sealed = place(desk.vault.folder, uuid)
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.chmod(0o600)
    sealed.write_bytes(content)
    steps = len(sheet(desk, number).custody)
    outside = tmp_path / "out"
    outside.mkdir()
    order = Order(number, "Why", "", parse("2026"))
    with pytest.raises(Refusal):
        aside(lambda: taken_out(desk.vault, order, outside / "file.txt"))
    assert list(outside.iterdir()) == []
    assert len(sheet(desk, number).custody) == steps
