"""Locking: this process ends and a fresh one asks for the passphrase.

Python and Qt leave what was shown in memory that nobody can wipe; the end of the process removes
it for certain. The fresh process is told the vault's folder by a pipe, so that the path stands in
no list of processes, and it waits for this one to let go of the vault.
"""

import os
import subprocess
import sys
from pathlib import Path

#: What a fresh process is started with: it reads the folder of the vault from standard input.
READS_FOLDER = "--locked"


def start_fresh(folder: Path) -> None:
    """Start the process that asks for the passphrase of this vault again."""
    child = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "casedesk.desktop", READS_FOLDER],
        stdin=subprocess.PIPE,
        cwd=Path.home(),
        start_new_session=True,
    )
    assert child.stdin is not None
    child.stdin.write(os.fsencode(folder))
    child.stdin.close()


def folder_from_pipe() -> Path:
    """The folder the locked process told us."""
    return Path(os.fsdecode(sys.stdin.buffer.read()))


def end_now() -> None:
    """End this process at once: no destructor, no hook may keep it alive with what it knows."""
    sys.stdout.flush()
    os._exit(0)
