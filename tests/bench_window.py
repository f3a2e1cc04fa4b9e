"""The window beside a bare one: until it asks, until the first list, its memory, its longest pause.

Each is measured in fresh processes without a screen, since a process that has started once starts
faster the second time.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

from tests.generator import LIGHT, LIGHT_BOUNDS, PASSPHRASE

Row = tuple[str, str, str, str]

_TIMES = 5


def rows_of_windows(folder: Path) -> list[Row]:
    """Start, memory and unlocking, on a vault made by the generator."""
    ours = [_child("asking", folder) for _try in range(_TIMES)]
    bare = [_child("bare", folder) for _try in range(_TIMES)]
    opened = [_child("opened", folder) for _try in range(3)]
    derived = [_child("derived", folder) for _try in range(3)]
    shown, other = _median(ours, "seconds"), _median(bare, "seconds")
    memory, least = _median(opened, "mib"), _median(bare, "mib")
    first, key = _median(opened, "seconds"), _median(derived, "seconds")
    return [
        ("window asks for passphrase", f"{shown * 1000:.0f} ms", f"{other * 1000:.0f} ms",
         f"{shown / other:.1f}"),
        ("passphrase to first list", f"key + {first * 1000:.0f} ms", f"{key * 1000:.0f} ms",
         f"{(key + first) / key:.1f}"),
        ("memory, vault open", f"{memory:.0f} MiB", f"{least:.0f} MiB", f"+{memory - least:.0f}"),
    ]  # fmt: skip


def row_of_the_day() -> list[Row]:
    """The longest busy stretches of the scripted day; the aim is 50 ms."""
    longest: dict[str, float] = _child("day", Path())["longest"]
    worst = sorted(longest.items(), key=lambda step: -step[1])[:5]
    return [(f"busy: {name}", f"{seconds * 1000:.0f} ms", "", "") for name, seconds in worst]


def _median(found: list[dict[str, Any]], name: str) -> float:
    return float(statistics.median(each[name] for each in found))


def _child(what: str, folder: Path) -> dict[str, Any]:
    """Start a fresh process that does one of the things below; what it answers."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": home}
        program = [sys.executable, "-m", "tests.bench_window", what, str(folder), str(monotonic())]
        done = subprocess.run(program, env=environment, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


# ---- in the fresh process ------------------------------------------------------------------------


def _bare(_folder: Path, begun: float) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication, QLineEdit

    app = QApplication([])
    line = QLineEdit()
    line.show()
    app.processEvents()
    return {"seconds": monotonic() - begun, "mib": _memory()}


def _asking(folder: Path, begun: float) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication

    from casedesk.desktop.app import Way, application

    app = application(["casedesk"])
    way = Way(app, {"bounds": LIGHT_BOUNDS})
    way.begin(folder)
    window = way.window
    while window is None or not window.isVisible():
        QApplication.processEvents()
    QApplication.processEvents()
    return {"seconds": monotonic() - begun, "mib": _memory()}


def _opened(folder: Path, _begun: float) -> dict[str, Any]:
    """From a vault's passphrase, whose key costs next to nothing here, to its list of cases."""
    from PySide6.QtCore import QEventLoop, QTimer

    from casedesk.desktop import theme
    from casedesk.desktop.app import application
    from casedesk.desktop.lists.page import ListPage
    from casedesk.desktop.page import Target
    from casedesk.desktop.session import Session
    from casedesk.vault import opening

    app = application(["casedesk"])
    theme.choose(app, dark=False, scale=100)
    start = perf_counter()
    vault = opening.open_vault(folder, opening.with_passphrase(PASSPHRASE, bounds=LIGHT_BOUNDS))
    session = Session(vault)
    frame = session.new_window()
    frame.open(Target("cases"))
    page = frame.page
    assert isinstance(page, ListPage)
    while not page.table.model() or page.table.model().rowCount() == 0:
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()
    answer = {"seconds": perf_counter() - start, "mib": _memory()}
    session.windows.clear()
    frame.close()
    session.desk.close()
    vault.close()
    return answer


def _derived(_folder: Path, _begun: float) -> dict[str, Any]:
    from casedesk.vault import kdf

    start = perf_counter()
    kdf.stretch(b"a passphrase of six words", b"0" * 16, kdf.STANDARD)
    return {"seconds": perf_counter() - start}


def _day(_folder: Path, _begun: float) -> dict[str, Any]:
    from tests.desktop.day import a_day

    from casedesk.desktop import theme
    from casedesk.desktop.app import application

    app = application(["casedesk"])
    theme.choose(app, dark=False, scale=100)
    with tempfile.TemporaryDirectory() as place:
        day = a_day(app, Path(place), {"bounds": LIGHT_BOUNDS, "cost": LIGHT})
    return {"longest": day.longest}


def _memory() -> float:
    """What this process holds, in MiB; zero where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii").splitlines()
    held = next(line for line in lines if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024


_DONE: Mapping[str, Callable[[Path, float], dict[str, Any]]] = {
    "bare": _bare, "asking": _asking, "opened": _opened, "derived": _derived, "day": _day,
}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(_DONE[sys.argv[1]](Path(sys.argv[2]), float(sys.argv[3]))), flush=True)
    os._exit(0)  # the bench asks how a window comes, not how it goes
