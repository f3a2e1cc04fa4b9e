"""The command line as a test uses it: in this process, on a copy of a small vault."""

import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import small_vault

from casedesk.cli.main import run
from casedesk.vault import lockfile


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)

    def said_no(self, status: int = 1) -> str:
        """The one sentence of a command that was refused, without usage, box or traceback."""
        assert self.status == status, (self.status, self.out, self.err)
        assert self.out == ""
        assert self.err.endswith("\n")
        sentence = self.err.removesuffix("\n")
        assert sentence.strip()
        assert "\n" not in sentence
        assert not re.search(r"Traceback|Usage:|Error:|[│╭─]|\x1b|defect of its own", sentence)
        return sentence


class Desk:
    """Runs commands. Its vault has the passphrase of small vaults, which is given by file."""

    def __init__(self, folder: Path) -> None:
        self.place = folder
        self.vault = folder / "office.casedesk"
        self.passphrase_file = folder / "passphrase"
        self.passphrase_file.write_text(small_vault.PASSPHRASE + "\n", encoding="utf-8")

    def bare(self, *arguments: str, stdin: bytes = b"") -> Ended:
        """A command exactly as given."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        umask = os.umask(0o022)
        os.umask(umask)
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            _standard_input(stdin),
        ):
            try:
                status = run(arguments, cost=small_vault.COST, bounds=small_vault.BOUNDS)
            finally:
                os.umask(umask)  # the command line closes it for the whole process
        return Ended(status, _read(out), _read(err))

    def run(self, command: str, *arguments: str) -> Ended:
        """A command on the vault."""
        given = ("--passphrase-file", str(self.passphrase_file))
        return self.bare(command, str(self.vault), *arguments, *given)

    def json(self, command: str, *arguments: str) -> Any:
        """What a command on the vault answers to programs."""
        return self.run(command, *arguments, "--json").json

    def add(self, kind: str, **values: str) -> str:
        """Add a record; answers its reference."""
        said = [f"{name}={value}" for name, value in values.items()]
        return str(self.json("add", kind, *said)["ref"])

    def bytes_of_vault(self) -> Mapping[str, bytes]:
        """Every file of the vault but the empty one that is locked."""
        found = (path for path in sorted(self.vault.rglob("*")) if path.is_file())
        files = [path for path in found if path.name != lockfile.NAME]
        return {str(path.relative_to(self.vault)): path.read_bytes() for path in files}


@contextlib.contextmanager
def _standard_input(content: bytes) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(content), "utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()
