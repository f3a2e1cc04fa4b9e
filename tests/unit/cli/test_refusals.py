"""Whatever cannot be done ends in one sentence and a status, and leaves the vault as it was."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import small_vault
from tests.unit.cli.desk import Desk
from tests.unit.vault.conftest import as_stranger

from casedesk.casework import entering
from casedesk.cli import records
from casedesk.vault import lockfile

__all__ = ["as_stranger"]  # a fixture: without its right over files, root is a user like any other


# Wrong usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",), ("list", "V"), ("lists", "V"), ("show", "V"), ("add", "V"), ("fact", "V", "C1"),
        ("link", "V", "C1", "P1"), ("remove", "V", "C1"), ("search", "V"), ("deadline",),
        ("deadline", "un-ccpr"), ("deadline", "un-ccpr", "--on", "violation"),
        ("deadline", "un-ccpr", "--on", "=2015"), ("deadline", "un-ccpr", "--on"),
        ("list", "V", "cases", "--colour", "red"), ("list", "V", "cases", "more"),
        ("list", "V", "cases", "--where", "title"), ("search", "V", "x", "--limit", "0"),
        ("search", "V", "x", "--limit", "many"), ("add", "V", "cases", "title"),
        ("add", "V", "cases", "=x"), ("add", "V", "cases", "title=a", "title=b"),
        ("set", "V", "C1", "title=a", "title=b"), ("keys", "V", "paint"), ("--colour",),
        ("brief", "V", "C1", "--form", "un-ccpr"), ("ready", "V", "C1"), ("nonsense",),
        ("brief", "V", "C1", "--form", "un-ccpr", "--to", "x.pdf", "--lang", "tlh"),
        ("brief", "V", "C1", "--form", "un-ccpr", "--to", "x.pdf", "--audience", "everybody"),
        ("correct", "V", "un-ccpr-time", "period.exhaustion=1 year", "--reason", "No source"),
        ("consent", "V", "P1", "--state", "given"), ("import", "V", "x.csv"), ("attach", "V", "C1"),
        ("list", "V", "cases", "--passphrase-file", "a", "--recovery-code-file", "b"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_in_a_sentence_and_status_two(
    desk: Desk, arguments: tuple[str, ...]
) -> None:
    before = desk.bytes_of_vault()

    desk.bare(*(str(desk.vault) if each == "V" else each for each in arguments)).said_no(2)
    assert desk.bytes_of_vault() == before


# What cannot be done


@pytest.mark.parametrize(
    ("rule", "value", "source"),
    [
        ("un-ccpr-time", "period.exhaustion=1 year", "  "),
        ("un-ccpr-time", "period.exhaustion=soon", "A letter"),
        ("un-ccpr-time", "period.judgment=1 year", "A letter"),
        ("un-ccpr-time", "colour=red", "A letter"),
        ("no-such-rule", "period=1 year", "A letter"),
    ],
)
def test_a_correction_without_a_source_or_that_fits_no_rule_changes_nothing(
    desk: Desk, rule: str, value: str, source: str
) -> None:
    before = desk.json("list", "corrections")

    desk.run("correct", rule, value, "--reason", "A test", "--source", source).said_no()
    assert desk.json("list", "corrections") == before


def test_reading_and_what_is_refused_before_anything_is_written_leave_every_byte(
    desk: Desk, tmp_path: Path
) -> None:
    case = desk.json("list", "cases")[0]["ref"]
    before = desk.bytes_of_vault()
    command: tuple[str, ...]
    for command in (
        ("list", "cases"), ("show", case), ("search", "amina"), ("history", case), ("doors", case),
        ("ready", case, "--form", "un-ccpr"), ("keys", "list"), ("check",),
    ):  # fmt: skip
        assert desk.run(*command).status == 0
    for command in (
        ("list", "dossiers"), ("list", "cases", "--where", "colour=red"), ("show", "C000000"),
        ("list", "events", "--case", "C000000"), ("history", "C000000"), ("doors", "C000000"),
        ("doors", desk.json("list", "people")[0]["ref"]), ("ready", case, "--form", "un-nothing"),
        ("ready", case, "--form", "un-ccpr", "--lang", "fr"), ("add", "dossiers", "title=x"),
        ("brief", case, "--form", "un-ccpr", "--to", str(tmp_path / "x.txt")),
        ("brief", case, "--form", "un-ccpr", "--to", str(tmp_path / "none" / "x.pdf")),
        ("brief", case, "--form", "un-ccpr", "--to", str(desk.vault / "x.pdf")),
    ):  # fmt: skip
        desk.run(*command).said_no()
    assert desk.bytes_of_vault() == before


def test_a_refused_change_leaves_no_record_and_no_history(desk: Desk, tmp_path: Path) -> None:
    case, person = (desk.json("list", kind)[0]["ref"] for kind in ("cases", "people"))
    table = tmp_path / "people.csv"
    table.write_text("name,born\nAna,1970\nBea,some day\n", encoding="utf-8")
    paper = tmp_path / "x.pdf"
    before = _state(desk)
    for command in (
        ("add", "cases"), ("add", "cases", "title="), ("add", "people", "name=x", "surname=y"),
        ("add", "people", "name=x", "born=31 February 1970"), ("add", "facts", "case=C000000"),
        ("add", "people", "name=a\udcffb"), ("set", "C000000", "title=x"), ("set", case, "title="),
        ("set", case, "colour=red"), ("set", case, "opened=03/04/2020"),
        ("link", case, person, "--as", "bystander"), ("link", person, case, "--as", "victim"),
        ("link", case, "P000000", "--as", "victim"), ("fact", case, "arrested=2015"),
        ("fact", case, "violation=once"), ("fact", case, "order=2014", "violation=once"),
        ("consent", person, "--audience", "everybody", "--state", "given"),
        ("consent", person, "--audience", "state", "--state", "perhaps"),
        ("consent", case, "--audience", "state", "--state", "given"),
        ("remove", "C000000", "--reason", "x"), ("import", str(table), "--as", "people"),
        ("import", str(tmp_path / "none.csv"), "--as", "people"),
        ("import", str(table), "--as", "dossiers"), ("attach", case, str(tmp_path / "none.jpg")),
        ("attach", case, str(tmp_path)), ("attach", "C000000", str(table)),
        ("brief", case, "--form", "un-ccpr", "--to", str(paper)),
        ("brief", case, "--form", "un-ccpr", "--to", str(paper), "--audience", "public"),
        ("brief", "C000000", "--form", "un-ccpr", "--to", str(paper), "--reason", "x"),
        ("keys", "remove", "zz"), ("keys", "change", "--new-passphrase-file", str(tmp_path)),
    ):  # fmt: skip
        desk.run(*command).said_no()
    assert _state(desk) == before
    assert not paper.exists()
    assert [each.name for each in tmp_path.glob("x.*")] == []


def _state(desk: Desk) -> tuple[object, ...]:
    from tests.ledger import photograph

    with small_vault.opened(desk.vault) as vault:
        sealed = sorted(path.name for path in desk.vault.rglob("*") if path.is_file())
        return photograph(vault), sealed


def test_a_table_that_is_none_is_refused(desk: Desk, tmp_path: Path) -> None:
    before = _state(desk)
    for content in (b"", b"\x00\x01\x02\xff\xfe", b"colour,size\nred,big\n", b"\x89PNG\r\n\x1a\n"):
        table = tmp_path / "table.csv"
        table.write_bytes(content)
        desk.run("import", str(table), "--as", "people").said_no()
    assert _state(desk) == before


def test_a_refusal_repeats_what_was_typed_on_one_harmless_line(desk: Desk) -> None:
    said = desk.run("show", "C1\n\x1b[2J\nx").said_no()

    assert "\\x1b[2J x" in said
    assert "UTF-8" in desk.run("show", "C1\udcff").said_no()


# The passphrase


@pytest.mark.parametrize(
    "content",
    [
        small_vault.PASSPHRASE.encode(), small_vault.PASSPHRASE.encode() + b"\r\n",
        b"\xef\xbb\xbf" + small_vault.PASSPHRASE.encode() + b"\nand a second line\n",
    ],
)  # fmt: skip
def test_the_first_line_of_a_file_or_of_standard_input_is_the_passphrase(
    desk: Desk, content: bytes
) -> None:
    desk.passphrase_file.write_bytes(content)
    listing = ("list", str(desk.vault), "cases")

    assert desk.run("list", "cases").status == 0
    assert desk.bare(*listing, "--passphrase-file", "-", stdin=content).status == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\r\n", b"wrong\n", b"\xff\xfe\x00", b"x" * 4097, b"\x00" * 20,
     small_vault.PASSPHRASE.encode() + b" \n"],
)  # fmt: skip
def test_what_is_no_or_another_passphrase_opens_nothing(desk: Desk, content: bytes) -> None:
    desk.passphrase_file.write_bytes(content)
    before = desk.bytes_of_vault()
    listing = ("list", str(desk.vault), "cases", "--passphrase-file", "-")

    first, second = desk.run("list", "cases"), desk.bare(*listing, stdin=content)
    assert first.said_no() == second.said_no()
    assert desk.bytes_of_vault() == before


@pytest.mark.parametrize("name", ["none", ".", "passphrase/x", "a\0b"])
@pytest.mark.parametrize("option", ["--passphrase-file", "--recovery-code-file"])
def test_a_file_that_cannot_be_read_is_said_so(desk: Desk, option: str, name: str) -> None:
    said = desk.bare("list", str(desk.vault), "cases", option, f"{desk.place}/{name}").said_no()

    assert "cannot be read" in said


def test_without_a_terminal_nothing_is_asked(desk: Desk) -> None:
    for command in (("list", str(desk.vault), "cases"), ("new", str(desk.place / "new"))):
        assert "--passphrase-file" in desk.bare(*command).said_no()
    assert not (desk.place / "new").exists()


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "not a code at all", "0" * 200])
def test_a_wrong_recovery_code_opens_nothing(desk: Desk, code: str) -> None:
    file = desk.place / "code"
    file.write_text(code, encoding="utf-8")

    desk.bare("list", str(desk.vault), "cases", "--recovery-code-file", str(file)).said_no()


@pytest.mark.parametrize("passphrase", [b"", b"\n", b"x" * 5000])
def test_no_vault_is_made_without_a_passphrase(desk: Desk, passphrase: bytes) -> None:
    folder = desk.place / "new"

    desk.bare("new", str(folder), "--passphrase-file", "-", stdin=passphrase).said_no()
    assert not folder.exists()
    assert sorted(each.name for each in desk.place.iterdir()) == ["office.casedesk", "passphrase"]


# The vault


def _missing(vault: Path) -> None:
    vault.rename(vault.with_name("elsewhere"))


def _a_file(vault: Path) -> None:
    _missing(vault)
    vault.write_bytes(b"no folder")


def _an_empty_folder(vault: Path) -> None:
    _missing(vault)
    vault.mkdir()


def _a_foreign_folder(vault: Path) -> None:
    _an_empty_folder(vault)
    (vault / "letter.txt").write_text("Dear all", encoding="utf-8")


def _headers(vault: Path) -> list[Path]:
    return [path for path in vault.iterdir() if path.name.startswith("vault.cdh")]


def _headers_cut_off(vault: Path) -> None:
    for path in _headers(vault):
        path.write_bytes(path.read_bytes()[:40])


def _headers_empty(vault: Path) -> None:
    for path in _headers(vault):
        path.write_bytes(b"")


def _headers_foreign(vault: Path) -> None:
    for path in _headers(vault):
        path.write_bytes(b'{"v": 1, "name": "another program"}')


def _database_missing(vault: Path) -> None:
    (vault / "data.db").unlink()


def _database_empty(vault: Path) -> None:
    (vault / "data.db").write_bytes(b"")


def _database_cut_off(vault: Path) -> None:
    content = (vault / "data.db").read_bytes()
    (vault / "data.db").write_bytes(content[: len(content) // 2])


def _database_foreign(vault: Path) -> None:
    (vault / "data.db").write_bytes(b"SQLite format 3\0" + bytes(8176))


DAMAGES: tuple[Callable[[Path], None], ...] = (
    _missing, _a_file, _an_empty_folder, _a_foreign_folder, _headers_cut_off, _headers_empty,
    _headers_foreign, _database_missing, _database_empty, _database_foreign,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_is_no_whole_vault_is_refused_and_left_as_it_is(
    desk: Desk, damage: Callable[[Path], None]
) -> None:
    damage(desk.vault)
    before = desk.bytes_of_vault() if desk.vault.is_dir() else {}

    for command in (("list", "cases"), ("add", "cases", "title=x"), ("show", "C000000")):
        ended = desk.run(*command)
        assert ended.status == 1, ended
        assert ended.out == ""
        assert ended.err.strip()
        assert "Traceback" not in ended.err
        assert "defect" not in ended.err, ended.err
    assert (desk.bytes_of_vault() if desk.vault.is_dir() else {}) == before


def test_a_vault_cut_off_in_the_middle_shows_no_wrong_rows_and_takes_no_change(desk: Desk) -> None:
    whole = desk.json("list", "cases")
    _database_cut_off(desk.vault)
    ended = desk.run("list", "cases", "--json")

    assert ended.status == 1 or ended.json == whole
    assert desk.run("add", "cases", "title=x").status == 1
    assert desk.run("check").status == 1
    assert "Traceback" not in ended.err


def test_a_second_process_is_refused(desk: Desk) -> None:
    with lockfile.hold(desk.vault):
        desk.run("list", "cases").said_no()
    assert desk.run("list", "cases").status == 0


def test_in_a_folder_that_can_only_be_read_everything_is_read_and_nothing_written(
    desk: Desk,
    as_stranger: Callable[[], None],
) -> None:
    (desk.vault / "lock").unlink(missing_ok=True)
    before = desk.bytes_of_vault()
    for path in (*desk.vault.rglob("*"), desk.vault):
        path.chmod(0o500 if path.is_dir() else 0o400)
    as_stranger()

    listed = desk.run("list", "cases", "--json")
    assert listed.status == 0
    assert "only be read" in listed.err
    for command in (("add", "cases", "title=x"), ("undo",)):
        ended = desk.run(*command)
        assert (ended.status, ended.out) == (1, "")
        assert "Traceback" not in ended.err
    assert desk.bytes_of_vault() == before


# Names


def test_a_vault_called_like_a_command_is_written_with_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.place)
    desk.vault.rename(desk.place / "demo")
    keys = ("--passphrase-file", str(desk.passphrase_file))

    assert desk.bare("list", "demo", "cases", *keys).status == 0
    assert "window" in desk.bare("./demo").said_no()
    assert "VAULT" in desk.bare("demo").said_no(2)


@pytest.mark.parametrize("name", ["office.casedesk", "./office", "/none/such", "a.casedesk"])
def test_a_vault_alone_asks_for_the_window_that_is_not_there_yet(desk: Desk, name: str) -> None:
    assert "window" in desk.bare(name).said_no()


def test_the_program_starts_from_its_package_without_a_vault() -> None:
    started = [sys.executable, "-m", "casedesk", "list"]
    done = subprocess.run(started, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Missing argument 'VAULT'.\n"


# Defects


def test_a_defect_is_told_without_any_value_and_changes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object) -> None:
        raise KeyError("Amina Okafor")

    before = _state(desk)
    monkeypatch.setattr(records, "search", fails)
    monkeypatch.setattr(entering, "change", fails)
    case = desk.json("list", "cases")[0]["ref"]
    for command in (("search", "x"), ("set", case, "title=x")):
        ended = desk.run(*command)
        assert (ended.status, ended.out) == (1, "")
        assert "defect" in ended.err
        assert "test_refusals.py" in ended.err
        assert "Amina" not in ended.err
    assert _state(desk) == before


def test_stopping_is_told_in_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(records, "search", stopped)

    ended = desk.run("search", "x")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.strip() == "Stopped; what was not finished was not saved."
