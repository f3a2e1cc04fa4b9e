"""A small vault with one case, and files to attach to it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casedesk.domain.cases import Case
from casedesk.vault import kdf, opening
from casedesk.vault.kdf import Bounds, Cost
from casedesk.vault.vault import Vault

_WEAK = Cost(memory_kib=32, passes=1, lanes=1)
_BOUNDS = Bounds(least=_WEAK, most=kdf.STANDARD)
_PASSPHRASE = "six words that only tests use"


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "made.casedesk"
    opening.create_vault(folder, _PASSPHRASE, member_name="Ana", cost=_WEAK, bounds=_BOUNDS)
    return folder


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _made: Path) -> Iterator[Vault]:
    """An open vault of Ana's, empty."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "case.casedesk"
    shutil.copytree(_made, folder)
    with opening.open_vault(folder, opening.with_passphrase(_PASSPHRASE, bounds=_BOUNDS)) as opened:
        yield opened


@pytest.fixture
def case(vault: Vault) -> str:
    """The reference of a case in it."""
    return vault.write("Add a case", lambda unit: unit.add(Case(title="A case"))).result.ref


@pytest.fixture
def offer(tmp_path: Path) -> Callable[..., Path]:
    """Put a file somewhere outside the vault."""

    def put(content: bytes = b"what the witness wrote", name: str = "statement.txt") -> Path:
        path = tmp_path / "offered" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    return put


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A process whose umask would let everybody read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def child() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Run a program text in a process of its own; it is ended at the latest with the test."""
    running: list[subprocess.Popen[str]] = []

    def run(program: str, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", program, *arguments]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.communicate()
