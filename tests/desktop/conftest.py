"""A window without a screen, on small real vaults.

The cost of a passphrase is lowered by argument, as in every test; nothing else differs from what
a person starts.
"""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from tests import small_vault

from casedesk.desktop import theme
from casedesk.desktop.app import application
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Page, Target
from casedesk.exchange.demo import load_demo
from casedesk.vault import opening
from casedesk.vault.vault import Vault

P = TypeVar("P", bound=Page)

#: What Qt says of the computer's lack of fonts or screens is no fault of ours.
_HARMLESS = ("propagateSizeHints", "QFont", "Populating font", "XDG_RUNTIME_DIR", "This plugin")


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as it is dressed for a person."""
    app = application(["casedesk"])
    theme.choose(app, dark=False, scale=100)
    return app


@pytest.fixture(autouse=True)
def _warnings_are_failures() -> Iterator[None]:
    heard: list[str] = []

    def hear(kind: QtMsgType, _context: Any, message: str) -> None:
        quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not quiet and not message.startswith(_HARMLESS):
            heard.append(message)

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not heard, heard


@pytest.fixture(autouse=True)
def _no_vault_on_the_windows_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window's thread never waits for the vault, whatever a test does."""
    window = threading.get_ident()
    read, write = Vault.read, Vault.write

    def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
        def checked(self: Vault, *arguments: Any) -> Any:
            if threading.get_ident() == window and QApplication.instance():
                assert _called_by_a_test(), "the vault was called on the window's thread"
            return call(self, *arguments)

        return checked

    monkeypatch.setattr(Vault, "read", guarded(read))
    monkeypatch.setattr(Vault, "write", guarded(write))


def _called_by_a_test() -> bool:
    """Whether the call came from a test (or the vault itself) and not from the desktop."""
    import sys

    frame: Any = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename.replace(os.sep, "/")
        if "/casedesk/desktop/" in file:
            return False
        frame = frame.f_back
    return True


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An empty vault."""
    folder = small_vault.empty(tmp_path / "office.casedesk")
    vault = small_vault.opened(folder)
    yield vault
    vault.close()


@pytest.fixture(scope="session")
def _demo_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo.casedesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("memory")))
        opening.create_vault(
            folder, small_vault.PASSPHRASE, member_name="Demonstration", demo=True,
            cost=small_vault.COST, bounds=small_vault.BOUNDS,
        )  # fmt: skip
        with small_vault.opened(folder) as made:
            made.write("Load the demonstration", load_demo)
    return folder


@pytest.fixture
def demo_vault(_demo_pattern: Path, tmp_path: Path) -> Iterator[Vault]:
    """The vault of the public-record sample cases."""
    import shutil

    folder = tmp_path / "demo.casedesk"
    shutil.copytree(_demo_pattern, folder)
    vault = small_vault.opened(folder)
    yield vault
    vault.close()


@pytest.fixture
def desk(qapp: QApplication, vault: Vault) -> Iterator[Desk]:
    """A desk on an empty vault."""
    made = Desk(vault)
    yield made
    made.close()


@pytest.fixture
def demo_desk(qapp: QApplication, demo_vault: Vault) -> Iterator[Desk]:
    """A desk on the demonstration vault."""
    made = Desk(demo_vault)
    yield made
    made.close()


@pytest.fixture
def show_page(desk: Desk, qtbot: Any, until: Callable[[Desk], None]) -> Callable[[type[P], int], P]:
    """Show a record's page as in its frame: it loads again after each save."""

    def show(cls: type[P], number: int) -> P:
        page = cls(desk, Target(record=number))
        qtbot.addWidget(page)
        desk.changed.connect(lambda _changes: page.load())
        page.resize(1072, 640)
        page.show()
        page.load()
        until(desk)
        return page

    return show


@pytest.fixture
def show_place(
    desk: Desk, qtbot: Any, until: Callable[[Desk], None]
) -> Callable[[type[P], str], P]:
    """Show the page of a place, in front and loaded, with the keyboard on it."""

    def show(cls: type[P], place: str) -> P:
        page = cls(desk, Target(place))
        qtbot.addWidget(page)
        page.resize(1060, 620)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.load()
        until(desk)
        return page

    return show


@pytest.fixture
def until(qtbot: Any) -> Callable[[Desk], None]:
    """Wait until a desk has nothing more to do, and its answers are shown."""

    def wait(desk: Desk) -> None:
        qtbot.waitUntil(lambda: not desk.is_busy, timeout=10_000)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: not desk.is_busy, timeout=10_000)

    return wait
