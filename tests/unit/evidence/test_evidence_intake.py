"""Attaching a file: sealed before its row, refused where it is no evidence, never half there."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.unit.evidence.attaching import Offer, attach, files, read, rows

from casedesk.domain.cases import Case
from casedesk.domain.events import Event
from casedesk.domain.evidence import Custody, Evidence, EvidenceLink
from casedesk.domain.parties import Person
from casedesk.domain.proceedings import Proceeding, Stage
from casedesk.evidence import intake, offered, store, stream
from casedesk.evidence.intake import NotAdmitted
from casedesk.evidence.reading import NoFile
from casedesk.vault.errors import DiskFull
from casedesk.vault.vault import Vault
from casedesk.words import Refusal


def test_a_file_attached_comes_back_the_same(vault: Vault, case: str, offer: Offer) -> None:
    content = "Témoignage, مَشهد, 证词\n".encode() * 100
    found = attach(vault, case, offer(content))
    assert read(vault, found.ref) == content
    assert (found.title, found.file_name) == ("statement.txt", "statement.txt")
    assert (found.media_type, found.size) == ("text/plain", len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert files(vault) == [store.place(vault.folder, found.uuid)]


def test_it_is_tied_to_what_it_supports_and_its_custody_begins(
    vault: Vault, case: str, offer: Offer
) -> None:
    found = attach(vault, case, offer())
    subject = vault.read(lambda unit: unit.get(case).id)
    assert found.case == subject
    (link,) = rows(vault, EvidenceLink)
    assert (link.evidence, link.subject) == (found.id, subject)
    (step,) = rows(vault, Custody)
    assert (step.evidence, step.action, step.by_whom) == (found.id, "received", "Ana")
    assert step.occurred is not None
    assert step.occurred.is_full


def test_the_case_is_found_through_what_the_file_is_attached_to(
    vault: Vault, case: str, offer: Offer
) -> None:
    number = vault.read(lambda unit: unit.get(case).id)
    event = vault.write("Add", lambda u: u.add(Event(title="Arrest", case=number))).result
    matter = vault.write("Add", lambda u: u.add(Proceeding(title="A matter", case=number))).result
    stage = vault.write("Add", lambda u: u.add(Stage(title="Seen", proceeding=matter.id))).result
    person = vault.write("Add", lambda u: u.add(Person(name="Somebody"))).result
    for n, (subject, expected) in enumerate(
        [(event, number), (matter, number), (stage, number), (person, None)]
    ):
        found = attach(vault, subject.ref, offer(b"file %d" % n))
        assert found.case == expected
        assert rows(vault, EvidenceLink)[-1].subject == subject.id


def test_a_piece_of_evidence_without_a_file_is_given_one_and_never_another(
    vault: Vault, case: str, offer: Offer
) -> None:
    waiting = vault.write("Add", lambda u: u.add(Evidence(title="The video"))).result
    with pytest.raises(NoFile, match="no file"):
        read(vault, waiting.ref)
    leftover = store.make_place(vault.folder, waiting.uuid)
    leftover.write_bytes(b"left by an attaching that was cut off")
    found = attach(vault, waiting.ref, offer(b"the video", "video.bin"))
    assert (found.id, found.title, found.file_name) == (waiting.id, "The video", "video.bin")
    assert read(vault, waiting.ref) == b"the video"
    with pytest.raises(NotAdmitted, match="never replaced"):
        attach(vault, waiting.ref, offer(b"another video"))
    assert read(vault, waiting.ref) == b"the video"
    assert case


def test_the_key_and_the_content_enter_no_history_and_no_file(
    vault: Vault, case: str, offer: Offer
) -> None:
    found = attach(vault, case, offer(b"the name of the witness " * 1000))
    key = vault.read(lambda u: store.held(u.connection)[0].key)
    said = vault.read(
        lambda u: [
            bytes(str(row), "utf-8") for row in u.connection.execute(text("select * from payload"))
        ]
    )
    assert said
    for place in (*said, *(path.read_bytes() for path in files(vault))):
        assert key not in place
        assert key.hex().encode() not in place
        assert b"of the witness" not in place
    assert repr(key) not in repr(vault.read(lambda u: store.held(u.connection)))
    assert repr(found) == f"<Evidence {found.ref}>"


# Names


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("two\nlines\t.txt", "two lines .txt"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("e\u0301t\u00e9.txt", "e\u0301t\u00e9.txt"),
        ("=cmd|'x'!A1.csv", "=cmd|'x'!A1.csv"),
        ("\u202e", "File without a name"),
    ],
)
def test_a_name_is_kept_exactly_and_its_title_cannot_mislead(
    vault: Vault, case: str, offer: Offer, name: str, title: str
) -> None:
    found = attach(vault, case, offer(b"x", name))
    assert (found.file_name, found.title) == (name, title)


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes that are no characters")
def test_a_name_of_bytes_that_are_no_characters_is_spelled_out(
    vault: Vault, case: str, tmp_path: Path
) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"x")
    assert attach(vault, case, Path(os.fsdecode(path))).file_name == r"caf\xe9.txt"


# What is refused


def refused(vault: Vault, case: str, path: Path) -> str:
    with pytest.raises(NotAdmitted) as told:
        attach(vault, case, path)
    assert files(vault) == []
    assert rows(vault, Evidence) == []
    return str(told.value)


def test_what_is_no_file_is_refused_in_a_sentence(
    vault: Vault, case: str, offer: Offer, tmp_path: Path
) -> None:
    real = offer()
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(real)
    os.mkfifo(pipe)
    assert "folder" in refused(vault, case, tmp_path)
    assert "link" in refused(vault, case, link)
    assert "pipe" in refused(vault, case, pipe)
    assert "device" in refused(vault, case, Path(os.devnull))
    for nowhere in (tmp_path / "nothing", real / "below", Path("a\0b")):
        assert "no file" in refused(vault, case, nowhere)
    assert "cannot be opened" in refused(vault, case, tmp_path / ("x" * 5000))


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs another user")
def test_a_file_one_may_not_read_is_refused(offer: Offer, tmp_path: Path) -> None:
    path = offer()
    path.chmod(0)
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent, path.parent):
        folder.chmod(0o755)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(NotAdmitted, match="may not read"):
            offered.opened(path)
    finally:
        os.seteuid(before)


@pytest.mark.parametrize("change", ["grows", "shrinks", "other bytes", "other bytes, old time"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    vault: Vault, case: str, offer: Offer, change: str
) -> None:
    path = offer(bytes(3 << 20))
    before = path.stat()

    def meanwhile(_done: int, _total: int) -> None:
        if change == "grows":
            with path.open("ab") as file:
                file.write(b"more")
        elif change == "shrinks":
            os.truncate(path, 100)
        else:
            with path.open("r+b") as file:
                file.write(b"else")
        if change.endswith("old time"):
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    with pytest.raises(NotAdmitted, match="changed while"):
        attach(vault, case, path, progress=meanwhile)
    assert files(vault) == []
    assert rows(vault, Evidence) == []


def test_an_old_file_is_not_read_twice(
    vault: Vault, case: str, offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = offer()
    os.utime(path, (time.time() - 100, time.time() - 100))
    monkeypatch.setattr(hashlib, "file_digest", None)
    assert attach(vault, case, path).size == path.stat().st_size


def test_a_change_of_an_old_file_shows_in_its_time(vault: Vault, case: str, offer: Offer) -> None:
    path = offer(bytes(3 << 20))
    os.utime(path, (time.time() - 100, time.time() - 100))

    def meanwhile(_done: int, _total: int) -> None:
        with path.open("r+b") as file:
            file.write(b"else")

    with pytest.raises(NotAdmitted, match="changed while"):
        attach(vault, case, path, progress=meanwhile)


def test_an_empty_file_is_kept_and_said_to_be_empty(vault: Vault, case: str, offer: Offer) -> None:
    told: list[str] = []
    found = attach(vault, case, offer(b""), tell=told.append)
    assert read(vault, found.ref) == b""
    assert [sentence for sentence in told if "empty" in sentence]


# The same file again


def test_the_same_file_in_the_same_case_is_kept_once_and_that_is_said(
    vault: Vault, case: str, offer: Offer
) -> None:
    first = attach(vault, case, offer(b"the video", "a.bin"))
    number = vault.read(lambda unit: unit.get(case).id)
    event = vault.write("Add", lambda u: u.add(Event(title="Arrest", case=number))).result
    told: list[str] = []
    again = attach(vault, event.ref, offer(b"the video", "b.bin"), tell=told.append)
    assert again.id == first.id
    assert len(told) == 1
    assert first.ref in told[0]
    assert len(files(vault)) == 1
    assert [link.subject for link in rows(vault, EvidenceLink)] == [number, event.id]
    assert [step.action for step in rows(vault, Custody)] == ["received", "received"]
    assert "b.bin" in rows(vault, Custody)[1].detail


def test_another_case_keeps_its_own(vault: Vault, case: str, offer: Offer) -> None:
    other = vault.write("Add", lambda u: u.add(Case(title="Another"))).result.ref
    first, second = (attach(vault, ref, offer(b"the video")) for ref in (case, other))
    assert first.id != second.id
    assert len(files(vault)) == 2


def test_a_person_s_file_is_not_mixed_with_another_person_s(vault: Vault, offer: Offer) -> None:
    ana, ben = (
        vault.write("Add", lambda u, name=name: u.add(Person(name=name))).result  # type: ignore[misc]
        for name in ("Ana", "Ben")
    )
    first, second, third = (
        attach(vault, ref, offer(b"a certificate")) for ref in (ana.ref, ben.ref, ana.ref)
    )
    assert first.id == third.id != second.id


def test_attaching_again_mends_what_was_damaged(vault: Vault, case: str, offer: Offer) -> None:
    first = attach(vault, case, offer(b"the video"))
    path = store.place(vault.folder, first.uuid)
    path.write_bytes(path.read_bytes()[:-1])
    second = attach(vault, case, offer(b"the video"))
    assert second.id != first.id
    assert read(vault, second.ref) == b"the video"


def test_a_copy_is_kept_beside_its_original_even_if_it_is_the_same(
    vault: Vault, case: str, offer: Offer
) -> None:
    original = attach(vault, case, offer(b"the video"))
    said = {"derived_from": original.id, "copy_form": "stripped", "title": "For the public"}
    copy = attach(vault, case, offer(b"the video"), said=said)
    assert (copy.derived_from, copy.title) == (original.id, "For the public")
    assert rows(vault, Custody)[-1].action == "copied"


# Failing


def test_a_unit_that_fails_later_leaves_no_file(vault: Vault, case: str, offer: Offer) -> None:
    class Fails(Refusal):
        pass

    seen: list[int] = []

    def work(unit: Any) -> None:
        intake.admit(unit, vault.folder, unit.get(case), offer())
        seen.append(len(files(vault)))
        raise Fails

    with pytest.raises(Fails):
        vault.write("Attach and fail", work)
    assert seen == [1]
    assert files(vault) == []
    assert rows(vault, Evidence) == []


def test_a_row_that_cannot_be_written_leaves_no_file(vault: Vault, case: str, offer: Offer) -> None:
    with pytest.raises(KeyError):
        attach(vault, case, offer(), said={"no such field": 1})
    assert files(vault) == []


def test_the_sealed_file_is_there_before_the_row(vault: Vault, case: str, offer: Offer) -> None:
    taken = intake.take(vault.folder, vault.facts.vault_id, offer())
    assert files(vault) == [taken.path]
    assert rows(vault, Evidence) == []
    found = vault.write(
        "Attach", lambda u: intake.enter(u, vault.folder, u.get(case), taken)
    ).result
    assert read(vault, found.ref) == b"what the witness wrote"
    other = intake.take(vault.folder, vault.facts.vault_id, offer(b"never mind"))
    intake.discard(other)
    assert len(files(vault)) == 1


def test_a_sealed_file_is_never_overwritten(vault: Vault, case: str, offer: Offer) -> None:
    found = attach(vault, case, offer(b"the video"))
    with pytest.raises(NotAdmitted, match="already"):
        intake.take(vault.folder, vault.facts.vault_id, offer(b"x"), uuid=found.uuid)
    assert read(vault, found.ref) == b"the video"


def test_a_full_disk_is_told_and_leaves_nothing(
    vault: Vault, case: str, offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = offer()

    def full(*_arguments: Any, **_more: Any) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(stream.Stream, "close_end", full)
    with pytest.raises(DiskFull):
        attach(vault, case, path)
    assert files(vault) == []


_ATTACHING = """
import sys, time
from pathlib import Path
from casedesk.evidence import intake

def told(done, total):
    print("half", flush=True)
    time.sleep(60)

intake.take(Path(sys.argv[1]), b"v" * 16, Path(sys.argv[2]), progress=told)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_what_a_killed_process_left_is_named_and_the_next_attaching_removes_it(
    vault: Vault, case: str, offer: Offer, child: Callable[..., "subprocess.Popen[str]"]
) -> None:
    process = child(_ATTACHING, str(vault.folder), str(offer()))
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    (left,) = files(vault)
    assert left.name.endswith(".cda.new")
    (finding,) = vault.read(lambda u: list(store.beside(u.connection, vault.folder)))
    assert finding.what == left.relative_to(vault.folder).as_posix()
    assert "cut off" in finding.sentence
    found = attach(vault, case, offer())
    assert files(vault) == [store.place(vault.folder, found.uuid)]


# Whether files and records agree
