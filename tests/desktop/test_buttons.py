"""Buttons: pressed by Enter as by Space, with icons that grow with the font."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from casedesk.desktop import theme
from casedesk.desktop.form.opener import Opener
from casedesk.desktop.pieces.buttons import button


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.choose(qapp, dark=False, scale=100)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_enter_as_by_space(app: QApplication, qtbot: Any, key: Any) -> None:
    pressed: list[str] = []
    for made in (
        button("Save", lambda: pressed.append("button")),
        Opener("A case", lambda: pressed.append("opener")),
    ):
        qtbot.addWidget(made)
        made.show()
        qtbot.keyClick(made, key)
    assert pressed == ["button", "opener"]


def test_enter_opens_the_menu_of_a_button(app: QApplication, qtbot: Any) -> None:
    made = button("New")
    menu = QMenu(made)
    menu.addAction("Case")
    menu.aboutToShow.connect(lambda: opened.append(True))
    opened: list[bool] = []
    made.setMenu(menu)
    qtbot.addWidget(made)
    made.show()
    # The menu waits for a choice: it is put away by itself here.
    menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert opened


def test_an_icon_grows_with_the_font_and_takes_the_colour_of_the_look(
    app: QApplication, qtbot: Any
) -> None:
    made = button("Lock", icon="lock")
    qtbot.addWidget(made)
    light = made.icon().pixmap(16).toImage()
    theme.choose(app, dark=True, scale=200)
    assert made.iconSize().width() == 32
    assert made.icon().availableSizes()[0].width() >= 32
    theme.choose(app, dark=True, scale=100)
    assert made.icon().pixmap(16).toImage() != light
