"""Photographs every screen on the demonstration vault into docs/gallery/, to be looked at.

Run it as `.venv/bin/python packaging/gallery.py`: light and dark, from right to left, and with
small and large letters.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from sqlalchemy import select

from casedesk.desktop import theme
from casedesk.desktop.app import application
from casedesk.desktop.entry.steps import Where
from casedesk.desktop.entry.unlock import Unlock
from casedesk.desktop.entry.welcome import Welcome
from casedesk.desktop.page import Target
from casedesk.desktop.places import PLACES
from casedesk.desktop.session import Session
from casedesk.domain.base import spine
from casedesk.exchange.demo import demo_passphrase, make_demo
from casedesk.vault import opening

OUT = Path(__file__).resolve().parents[1] / "docs" / "gallery"
TABS = ("overview", "chronology", "parties", "doors", "proceedings", "consents", "history")
KINDS = ("people", "organisations", "events", "reprisals", "engagements", "proceedings")

#: Name, dark, size of the font, from right to left, size of the window, and which screens.
LOOKS = (
    ("light", False, 100, False, QSize(1280, 720), None),
    ("dark", True, 100, False, QSize(1280, 720), None),
    ("right-to-left", False, 100, True, QSize(1280, 720), 6),
    ("80", False, 80, False, QSize(1280, 720), 4),
    ("150", False, 150, False, QSize(1280, 720), 6),
    ("200", False, 200, False, QSize(1920, 1080), 6),
    ("large", False, 100, False, QSize(1920, 1080), 4),
)


def wait(milliseconds: int) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def targets(vault: Any) -> Iterator[tuple[str, Target]]:
    """Every screen, by a name for its file; those shown in every look come first."""
    query = select(spine.c.kind, spine.c.id).where(spine.c.deleted.is_(None)).order_by(spine.c.id)
    first: dict[str, int] = {}
    for kind, number in vault.read(lambda unit: unit.connection.execute(query).all()):
        first.setdefault(kind, number)
    yield "today", Target("today")
    yield "cases", Target("cases")
    yield "case-chronology", Target(record=first["cases"], tab="chronology")
    yield "people", Target(record=first["people"])
    yield "proceedings", Target(record=first["proceedings"])
    yield "case-doors", Target(record=first["cases"], tab="doors")
    for place in PLACES[2:]:
        yield f"list-{place.id}", Target(place.id)
    for tab in TABS:
        yield f"case-{tab}", Target(record=first["cases"], tab=tab)
    for kind in KINDS:
        yield kind, Target(record=first[kind])


def main() -> None:
    """Take every photograph."""
    app = application()
    for pictures in OUT.glob("*/"):  # the words beside them stay
        shutil.rmtree(pictures)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.casedesk"
        make_demo(path, demo_passphrase())
        entries(path)
        vault = opening.open_vault(path, opening.with_passphrase(demo_passphrase()))
        session = Session(vault)
        for name, dark, scale, mirrored, size, most in LOOKS:
            app.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
            )
            theme.choose(app, dark=dark, scale=scale)
            frame = session.new_window()
            frame.resize(size)
            for screen, target in list(targets(vault))[:most]:
                frame.open(target)
                settled(session)
                save(frame, name, screen)
            session.windows.remove(frame)
            frame.hide()
        session.desk.close()


def entries(path: Path) -> None:
    """The windows before a vault is open."""
    welcome = Welcome({})
    unlock = Unlock(path, locked=False, given={})
    for name, window in (("welcome", welcome), ("unlock", unlock)):
        window.show()
        wait(1500)
        save(window, "light", name)
    welcome.begin_new()
    # The photographer's own folders are nobody's business.
    welcome.findChildren(Where)[0]._chosen(Path("/media/stick"))  # noqa: SLF001
    wait(200)
    save(welcome, "light", "new-vault")
    welcome.close()
    unlock.close()


def settled(session: Session) -> None:
    """Wait until a page shows what it asked for."""
    for _moment in range(100):
        wait(40)
        if not session.desk.is_busy:
            break
    wait(220)


def save(window: Any, look: str, screen: str) -> None:
    """Keep a photograph."""
    (OUT / look).mkdir(parents=True, exist_ok=True)
    picture = window.grab().toImage()
    # Pressed as small as it goes: the gallery is kept with the code.
    picture.save(str(OUT / look / f"{screen}.png"), None, 0)


if __name__ == "__main__":
    main()
