"""What the pages for people say is so: commands, outputs, packages, files, headings."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from casedesk.cli.main import desk, run
from casedesk.mechanisms.registry import forms, mechanisms
from casedesk.vault.kdf import STANDARD, Bounds, Cost

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PASSPHRASE = ROOT / "resources" / "demo" / "passphrase.txt"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LIGHT = Cost(memory_kib=32, passes=1, lanes=1)

_REF = re.compile(r"\b[A-Z][0-9A-HJKMNP-TV-Z]{6}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


@dataclass(frozen=True)
class Step:
    """One command of the tour, the lines it should print, and whether it should be refused."""

    command: str
    lines: tuple[str, ...]
    refused: bool


def tour() -> Iterator[Step]:
    """The commands of the README's console blocks, in order."""
    for kind, block in re.findall(
        r"^```console( refused)?\n(.*?)^```$", README, re.MULTILINE | re.DOTALL
    ):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield Step(command, tuple(lines), bool(kind))


class Tour:
    """The README's tour in a vault of its own; learns which reference here is which there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refs: dict[str, str] = {}

    def arguments(self, command: str) -> list[str]:
        """The README's command with this vault's place and references."""
        words = shlex.split(command.replace("build/demo/", f"{self.folder}/"))
        assert words[0] == "casedesk", command
        places = {"$demo": "demo.casedesk", "$mine": "practice.casedesk"}
        said = [str(self.folder / places[w]) if w in places else w for w in words[1:]]
        return [*(self.refs.get(w, w) for w in said), "--passphrase-file", str(PASSPHRASE)]

    def compare(self, step: Step, printed: str) -> None:
        """Every line of the README must stand in what was printed; nothing between, without "…"."""
        waiting = printed.splitlines()
        may_skip = False
        for line in step.lines:
            if line == "…":
                may_skip = True
                continue
            while waiting and may_skip and not self.fits(line, waiting[0]):
                waiting.pop(0)
            assert waiting, f"{step.command}: not printed: {line}"
            assert self.fits(line, waiting[0]), f"{step.command}: {line!r} is {waiting[0]!r}"
            self.learn(line, waiting.pop(0))
            may_skip = False
        assert may_skip or not waiting, f"{step.command}: also printed: {waiting}"

    def fits(self, line: str, printed: str) -> bool:
        said, real = self.plain(line), self.plain(printed)
        if len(_REF.findall(line)) and not all(
            self.refs.get(here, there) == there
            for here, there in zip(_REF.findall(line), _REF.findall(printed), strict=False)
        ):
            return False
        return real.startswith(said.removesuffix("…")) if said.endswith("…") else real == said

    def plain(self, line: str) -> str:
        line = line.replace(str(self.folder), "build/demo")
        return _TIME.sub("TIME", _REF.sub("REF", line))

    def learn(self, line: str, printed: str) -> None:
        self.refs.update(zip(_REF.findall(line), _REF.findall(printed), strict=False))


def test_the_tour_of_the_readme_does_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")
    given = {"cost": LIGHT, "bounds": Bounds(LIGHT, STANDARD)}
    walk = Tour(tmp_path)
    assert run(walk.arguments("casedesk demo $demo"), **given) == 0
    capsys.readouterr()

    steps = list(tour())
    for step in steps:
        status = run(walk.arguments(step.command), **given)
        printed = capsys.readouterr()
        assert status == int(step.refused), f"{step.command}: {printed.out}{printed.err}"
        walk.compare(step, printed.err if step.refused else printed.out)

    assert len(steps) > 15
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")


def test_the_readme_begins_with_its_warning_and_the_two_commands() -> None:
    sections = README.split("\n## ")

    assert "Not yet for real cases" in sections[0]
    assert re.findall(r"^make \w+", sections[1], re.MULTILINE) == ["make run", "make test"]


def test_the_passphrase_of_the_demonstration_is_the_one_in_the_readme() -> None:
    published = PASSPHRASE.read_text(encoding="utf-8").strip()

    assert re.findall(r"^    (\w+(?: \w+){5})$", README, re.MULTILINE) == [published]


def test_every_command_stands_in_the_readme_and_explains_itself() -> None:
    table = README.split("## The commands")[1].split("\n\n")[1]
    named = [word for row in table.splitlines()[2:] for word in re.findall(r"`([a-z]+)`", row)]

    assert sorted(named) == sorted(desk.commands)
    assert [name for name, command in desk.commands.items() if not command.help] == []


def test_the_drawing_of_the_floors_is_the_contract() -> None:
    drawing = ARCHITECTURE.split("## The floors")[1].split("```")[1]
    rows = [re.match(r"[a-z]+(?: \| [a-z]+)*", row) for row in drawing.strip().splitlines()]
    [contract] = [c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    floors = [layer.replace("casedesk.", "") for layer in contract["layers"]]
    source = {
        path.stem
        for path in (ROOT / "src" / "casedesk").iterdir()
        if not path.name.startswith("__")
        and (path.suffix == ".py" or (path / "__init__.py").exists())
    }

    assert [row.group() for row in rows if row] == floors
    assert {name for floor in floors for name in floor.split(" | ")} == source


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    linked = [page.parent / place for place in re.findall(r"\]\(([^)#:]+)\)", text)]
    quoted = [
        place
        for place in re.findall(r"`([a-z_./]+/[a-z_0-9./]*)`", text)
        if not place.startswith(("build/", ".venv/"))
    ]
    roots = (ROOT, ROOT / "src" / "casedesk")
    missing = [str(path) for path in linked if not path.exists()]
    missing += [place for place in quoted if not any((root / place).exists() for root in roots)]

    assert not set(missing) - {"src/casedesk/domain/hearings.py"}  # which its page has you make


def test_every_mechanism_and_form_a_page_names_can_be_loaded() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for folder, known in (("mechanisms", mechanisms()), ("forms", forms())):
        shipped = {path.stem for path in (ROOT / "resources" / folder).glob("*.toml")}
        assert shipped - {"questions"} == set(known)

    assert set(re.findall(r"casedesk deadline ([a-z-]+)", text)) <= set(mechanisms())
    assert set(re.findall(r"--form ([a-z][a-z-]+)", text)) <= set(forms())


def test_every_package_declared_has_its_reason() -> None:
    page = next(path for path in DECISIONS if "dependencies" in path.name)
    rows = re.findall(r"(?m)^\| (`.*?) \| .+? \| .+? \|$", page.read_text(encoding="utf-8"))
    explained = {name.lower() for row in rows for name in re.findall(r"`(.+?)`", row)}
    declared = {
        re.split(r"[<>=~!;\[ ]", package)[0].lower()
        for package in PROJECT["project"]["dependencies"]
    }

    assert declared <= explained, declared - explained


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_its_five_headings_and_fits_a_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    number = int(page.stem[:4])

    assert text.startswith(f"# {number}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Summary", "Context", "Decision", "Consequences", "Alternatives"
    ]  # fmt: skip
    assert len(text.splitlines()) <= 70
    assert DECISIONS.index(page) + 1 == number
