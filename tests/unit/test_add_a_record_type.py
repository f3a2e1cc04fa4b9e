"""What the how-to page says about a new kind of record is all there is to do."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casedesk.cli.main import run
from casedesk.vault.kdf import STANDARD, Bounds, Cost

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "add-a-record-type.md"
LIGHT = Cost(memory_kib=32, passes=1, lanes=1)

# Runs commands of another source tree in one process, and answers what each of them printed.
_DESK = """
import contextlib, io, json, sys
from casedesk.cli.main import run
from casedesk.vault.kdf import STANDARD, Bounds, Cost

light = Cost(memory_kib=32, passes=1, lanes=1)
answers = []
for command in json.load(sys.stdin):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = run(command, cost=light, bounds=Bounds(light, STANDARD))
    answers.append([status, printed.getvalue()])
print(json.dumps(answers))
"""


@pytest.fixture(autouse=True)
def own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The source as it would be with the page's class and import line, not yet migrated."""
    copy = tmp_path / "tree"
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", copy / "src", ignore=leave)
    shutil.copytree(ROOT / "packaging", copy / "packaging", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / "resources").symlink_to(ROOT / "resources")
    domain = copy / "src" / "casedesk" / "domain"
    code = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    (domain / "hearings.py").write_text(code, encoding="utf-8")
    imports = (domain / "__init__.py").read_text(encoding="utf-8")
    imports = imports.replace("    instruments,\n", "    hearings,\n    instruments,\n")
    imports = imports.replace('    "instruments",\n', '    "hearings",\n    "instruments",\n')
    (domain / "__init__.py").write_text(imports, encoding="utf-8")
    return copy


@pytest.fixture
def old_vault(tmp_path: Path, passphrase: Path) -> Path:
    """A vault made before there were hearings."""
    vault = tmp_path / "old"
    with_key = ["--passphrase-file", str(passphrase)]
    given = {"cost": LIGHT, "bounds": Bounds(LIGHT, STANDARD)}
    assert run(["new", str(vault), *with_key], **given) == 0
    assert run(["add", str(vault), "cases", "title=Amina Okafor", *with_key], **given) == 0
    return vault


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text("only for this test\n", encoding="utf-8")
    return file


def in_tree(tree: Path, *command: str | Path, given: str = "") -> str:
    """What a program prints that sees the copied source instead of ours."""
    done = subprocess.run(
        [sys.executable, *command],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def draft_migration(tree: Path) -> Path:
    """Do what the page says about the migration; answers the drafted file."""
    script = re.search(r"^\.venv/bin/python (\S+) (\S+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert script is not None
    in_tree(tree, *script.groups())
    migrations = tree / "src" / "casedesk" / "vault" / "migrations" / "versions"
    drafted = max(migrations.glob("[0-9]*.py"))
    schemas = tree / "src" / "casedesk" / "vault" / "migrate.py"
    text = schemas.read_text(encoding="utf-8")
    listed = re.compile(r"^SCHEMAS = \((.*?),?\)$", re.MULTILINE)
    more = listed.sub(rf'SCHEMAS = (\1, "{drafted.name[:4]}")', text)
    assert more != text
    schemas.write_text(more, encoding="utf-8")
    return drafted


def test_one_class_one_import_line_and_one_migration_are_all_a_new_kind_needs(
    tree: Path, old_vault: Path, passphrase: Path, tmp_path: Path
) -> None:
    drafted = draft_migration(tree)

    def desk(*commands: list[str]) -> list[Any]:
        """The answers of commands given to the program with hearings."""
        full = [[*each, "--passphrase-file", str(passphrase), "--json"] for each in commands]
        found = json.loads(in_tree(tree, "-c", _DESK, given=json.dumps(full)))
        assert [status for status, _printed in found] == [0] * len(commands), found
        return [json.loads(text) if text[:1] in "[{" else text for _status, text in found]

    vault, new = str(old_vault), str(tmp_path / "new")
    _code, [case], none = desk(["new", new], ["list", vault, "cases"], ["list", vault, "hearings"])
    fields = ["court=Supreme Court", "held=12 March 2024", "outcome=Adjourned for want of an envoy"]
    [hearing] = desk(["add", vault, "hearings", f"case={case['ref']}", *fields])
    listed, found, told, shown, whole, empty = desk(
        ["list", vault, "hearings", "--case", case["ref"]],
        ["search", vault, "envoy"],
        ["history", vault, hearing["ref"]],
        ["show", vault, case["ref"]],
        ["check", vault],
        ["list", new, "hearings"],
    )

    assert case["title"] == "Amina Okafor"
    assert none == empty == []
    assert [row["ref"] for row in listed] == [hearing["ref"]]
    assert [row["ref"] for row in found] == [case["ref"]], "found as the record it belongs to"
    assert listed[0]["held"] == "2024-03-12"
    assert listed[0]["title"] == hearing["title"]
    assert "Supreme Court" in hearing["title"]
    assert [change["after"]["court"] for change in told] == ["Supreme Court"]
    assert [row["ref"] for row in shown["hearings"]] == [hearing["ref"]]
    assert whole == []
    assert "hearing" in drafted.name


def test_a_drafted_migration_is_in_the_style_the_linter_asks_for(tree: Path) -> None:
    drafted = draft_migration(tree)
    ruff = Path(sys.executable).with_name("ruff")

    for wish in (["check"], ["format", "--check"]):
        checked = subprocess.run(
            [ruff, *wish, "--no-cache", drafted.parent],
            cwd=tree,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert checked.returncode == 0, checked.stdout
