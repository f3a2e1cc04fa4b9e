"""The house keeps its own rules: who may import what, how long things are, what is named where."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "casedesk"
PYTHON = sorted([*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])

# The one file (or folder) that may know each of these. Changing a driver is then changing a file.
HOMES = {
    "PySide6": "desktop/",
    "sqlcipher3": "vault/cipher.py",
    "keyring": ".py",
    "reportlab": ".py",
    "docx": ".py",
}

# What must not stand in any file of the repository. Written so that this file does not match.
UNWANTED = {
    "a package registry's host": "|".join(
        name.replace(" ", r"\.")
        for name in ("pypi org", "pythonhosted org", "npmjs (org|com)", "debian org/debian")
    ),
    "a path of somebody's computer": (
        r"(?<![\w.~$}])/(work|root|opt/(?!homebrew)\w+|home/[a-z]\w*|Users/\w+)\b"
    ),
    "the number of an issue": r"(?i)\bissues?\s+#\d",
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """The outside packages a file imports, by `import` or by name at run time."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names=names):
                yield from (name.name.partition(".")[0] for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                yield module.partition(".")[0]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def repository_files() -> Iterator[Path]:
    """Every file that is, or is about to be, part of the repository; no need of git for that."""
    ignored = {"build", "dist", "__pycache__"}
    for folder, folders, files in os.walk(ROOT):
        hidden = {name for name in folders if name.startswith(".") and name != ".ci"}
        folders[:] = sorted(set(folders) - hidden - ignored)
        yield from (Path(folder, name) for name in files if _is_ours(name))


def _is_ours(name: str) -> bool:
    """In a second checkout of a repository `.git` is a file that says where the first is."""
    return name != ".git" and not name.endswith(".pyc")


def python(program: str) -> str:
    """What a fresh Python prints for this program."""
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    ).stdout


def test_arrows_between_packages_only_go_down() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("package", HOMES)
def test_each_driver_is_known_to_one_place_only(package: str) -> None:
    users = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if package in imported(path)
    ]
    home = HOMES[package]

    assert all(user.startswith(home) or user.endswith(home) for user in users)
    assert home.endswith("/") or len(users) <= 1, users


def test_no_mechanism_is_known_by_its_id_in_code() -> None:
    ids = {path.stem for path in (ROOT / "resources" / "mechanisms").glob("*.toml")}
    named = [
        f"{short(path)}:{node.lineno}: {node.value}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and node.value in ids
    ]

    assert named == []


def test_files_functions_and_classes_are_short_enough_to_read() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    too_long = [f"{short(path)}: {count} lines" for path, count in lines.items() if count > 500]
    for path in PYTHON:
        for node in ast.walk(tree(path)):
            limit = {ast.FunctionDef: 60, ast.AsyncFunctionDef: 60, ast.ClassDef: 300}.get(
                type(node)
            )
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and limit:
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > limit:
                    too_long.append(f"{short(path)}:{node.lineno}: {node.name}, {length} lines")

    assert too_long == []


def test_nine_of_ten_source_files_have_under_300_lines() -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCE.rglob("*.py")}
    long = sorted(short(path) for path, length in lengths.items() if length >= 300)

    assert len(long) <= len(lengths) / 10, long


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_of_the_repository_names(what: str) -> None:
    pattern = re.compile(UNWANTED[what].encode())
    named = [
        f"{short(path)}: {found.group().decode()}"
        for path in repository_files()
        for found in pattern.finditer(path.read_bytes())
    ]

    assert named == []


def test_the_command_line_starts_without_loading_what_few_commands_need() -> None:
    loaded = python("import casedesk.cli, sys; print(*sys.modules)").split()

    assert "casedesk.cli" in loaded
    assert {"PySide6", "reportlab", "alembic", "docx"}.isdisjoint(loaded)


def test_the_domain_brings_all_of_its_records() -> None:
    loaded = python("import casedesk.domain, sys; print(*sys.modules)").split()
    written = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for path in (SOURCE / "domain").rglob("*.py")
        if path.stem != "__init__"
    }

    assert written <= set(loaded), written - set(loaded)


def test_pages_for_people_name_only_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "packaging").glob("*.md")]
    commands = r"`make ([a-z-]+)|^(?:    |\$ )?make ([a-z-]+)(?: +#.*)?$"
    unknown = [
        f"{short(page)}: make {found.group(1) or found.group(2)}"
        for page in pages
        for found in re.finditer(commands, page.read_text(encoding="utf-8"), re.MULTILINE)
        if (found.group(1) or found.group(2)) not in targets
    ]

    assert unknown == []


def test_make_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = re.findall(r"^([a-z]+):.*## .+$", makefile, re.MULTILINE)

    assert phony is not None
    assert sorted(phony.group(1).split()) == sorted(explained)


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_the_locks_pin_every_declared_package_with_hashes_and_no_place(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = list(project["project"]["dependencies"])
    if lock == "dev.txt":
        declared += project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=~!;\[ ]", line)[0].lower() for line in declared}
    pinned = re.findall(r"^([a-z0-9-]+)==\S+ .*\\\n    --hash=sha256:", text, re.MULTILINE)

    assert names <= set(pinned), names - set(pinned)
    assert len(pinned) == len(re.findall("^[^ #]", text, re.MULTILINE))
    assert "://" not in text
    assert "file:" not in text


def test_the_scripts_that_prepare_a_computer_are_sound() -> None:
    scripts = [path for path in (ROOT / "packaging").iterdir() if not path.suffix]
    needs = (ROOT / "packaging" / "needs.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in needs if line and not line.startswith("#")]

    for script in [*scripts, ROOT / ".ci" / "run"]:
        subprocess.run(["sh", "-n", script], check=True)
        assert os.access(script, os.X_OK), script
    assert [len(row) for row in rows] == [3] * len(rows)
