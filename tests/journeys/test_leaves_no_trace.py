"""What a day's work leaves on the disk: nothing with a name in it, but the files asked for."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Words that occur nowhere but in this vault, in three scripts.
MARKERS = ("Zerhamine", "Qaldursoy", "Вурджилянская", "متراكيوني", "Plomberghout")

_DRIVER = """
import sys
from casedesk.cli.main import run
from casedesk.vault.kdf import Bounds, Cost
sys.exit(run(sys.argv[1:], cost=Cost(8, 1, 1), bounds=Bounds(Cost(8, 1, 1), Cost(2**22, 16, 8))))
"""


@pytest.fixture
def desk(tmp_path: Path) -> "Desk":
    """A computer of its own: empty home, temporary folder and working folder."""
    for name in ("home", "tmp", "work", "asked-for", "given"):
        (tmp_path / name).mkdir()
    (tmp_path / "given" / "passphrase").write_text("a phrase for one test", encoding="utf-8")
    return Desk(tmp_path)


class Desk:
    """Runs commands as processes of their own, as a person would."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.vault = place / "work" / "v.casedesk"

    def run(self, *arguments: str, status: int = 0) -> str:
        given = ["--passphrase-file", str(self.place / "given" / "passphrase")]
        home = str(self.place / "home")
        done = subprocess.run(
            [sys.executable, "-c", _DRIVER, *arguments, *given],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.place / "work",
            env={
                "HOME": home,
                "TMPDIR": str(self.place / "tmp"),
                "PATH": os.environ["PATH"],
                "PYTHONDONTWRITEBYTECODE": "1",
                "LANG": "C.UTF-8",
            },
        )
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    def ref(self, *arguments: str) -> str:
        return self.run(*arguments).split()[0]

    def leavings(self) -> Iterator[Path]:
        """Every file on this computer but those given and those asked for."""
        for name in ("home", "tmp", "work"):
            yield from (p for p in (self.place / name).rglob("*") if p.is_file())


def _spellings(word: str) -> list[bytes]:
    plain = word.encode()
    return [
        plain,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word.lower().encode(),
        plain.hex().encode(),
        base64.b64encode(plain)[:-4],
    ]


def test_no_name_of_the_vault_is_left_in_any_file_nobody_asked_for(desk: Desk) -> None:
    v = str(desk.vault)
    desk.run("new", v)
    case = desk.ref("add", v, "cases", "title=Zerhamine v. State", "summary=Plomberghout")
    person = desk.ref("add", v, "people", "name=Zerhamine Qaldursoy")
    other = desk.ref("add", v, "people", "name=Вурджилянская متراكيوني")
    desk.run("link", v, case, person, "--as", "victim")
    desk.run("link", v, case, other, "--as", "witness")
    desk.run("add", v, "events", f"case={case}", "title=Arrest of Qaldursoy", "occurred=2024-03")
    desk.run("fact", v, case, "exhaustion=2024-05-06")
    desk.run("consent", v, person, "--audience", "mechanism", "--state", "given")
    desk.run("search", v, "Qaldursoy")
    desk.run("history", v, person)
    asked = desk.place / "asked-for" / "brief.pdf"
    desk.run("brief", v, case, "--form", "un-ccpr", "--to", str(asked), "--reason", "A test")
    desk.run("brief", v, case, "--form", "un-ccpr", "--to", str(asked), status=1)
    desk.run("set", v, person, "name=Zerhamine Qaldursoy Plomberghout")
    desk.run("undo", v)
    evidence = desk.place / "given" / "Zerhamine.txt"
    evidence.write_text("Zerhamine Qaldursoy " * 1000, encoding="utf-8")
    desk.run("attach", v, case, str(evidence))
    table = desk.place / "given" / "people.csv"
    table.write_text("name\nZerhamine Plomberghout\n", encoding="utf-8")
    desk.run("import", v, str(table), "--as", "people")
    desk.run("add", v, "people", "name=Zerhamine", "born=Zerhamine", status=1)
    desk.run("remove", v, other, "--reason", "Zerhamine")
    desk.run("check", v)
    found = {
        f"{path.relative_to(desk.place)}: {word}"
        for path in desk.leavings()
        for word in MARKERS
        for spelling in _spellings(word)
        if spelling in path.read_bytes() or word in path.name
    }
    assert not found
    assert asked.stat().st_size > 1000


def test_the_program_writes_nowhere_but_beside_what_it_was_given(desk: Desk) -> None:
    v = str(desk.vault)
    desk.run("new", v)
    desk.run("add", v, "people", "name=Zerhamine")
    places = {path.relative_to(desk.place).parts[:2] for path in desk.leavings()}
    assert places <= {("work", "v.casedesk"), ("home", ".local")}
    assert not list((desk.place / "tmp").iterdir())
