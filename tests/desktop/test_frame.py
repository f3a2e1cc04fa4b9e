"""The window around the pages: every place opens, and what opening found wrong stays in sight."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.desktop.form.new import NewRecord
from casedesk.desktop.frame import Frame
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import Notice
from casedesk.desktop.places import PLACES
from casedesk.desktop.session import Session
from casedesk.vault.vault import Vault

Until = Callable[[Any], None]


@pytest.fixture
def frame(qapp: Any, vault: Vault, qtbot: Any, until: Until) -> Iterator[Frame]:
    session = Session(vault)
    window = session.new_window()
    until(session.desk)
    yield window
    session._timer.stop()
    qapp.removeEventFilter(session)
    session.windows.clear()
    window.close()
    session.desk.close()


def test_every_place_opens_and_no_control_is_without_a_name(frame: Frame, until: Until) -> None:
    for place in PLACES:
        frame.open(Target(place.id))
        until(frame.desk)
        assert not _unnamed(frame), place.id


def _unnamed(window: QWidget) -> list[str]:
    """The controls one can reach by keyboard that a screen reader has no name for."""
    return [
        type(each).__name__
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (each.accessibleName() or getattr(each, "text", str)() or each.focusProxy())
    ]


def test_a_file_is_attached_where_it_belongs_and_else_the_way_is_said(
    frame: Frame, qtbot: Any, until: Until
) -> None:
    frame.open(Target("evidence"))
    until(frame.desk)
    frame.new_record("evidence", {})
    assert frame.message.isVisible()
    assert not frame.findChildren(NewRecord)


def test_what_opening_found_wrong_stays_in_sight_until_it_is_understood(
    qapp: Any, vault: Vault, qtbot: Any, until: Until
) -> None:
    vault.trust.notices += ["3 saves after 14:03 cannot be read.", "The spare header was used."]
    session = Session(vault)
    frame = session.new_window()
    until(session.desk)
    frame.open(Target("cases"))
    until(session.desk)
    shown = [each for each in frame.findChildren(Notice) if each.isVisible()]
    assert [each.text.text() for each in shown] == vault.trust.notices
    [understood] = shown[0].findChildren(QPushButton)
    qtbot.mouseClick(understood, Qt.MouseButton.LeftButton)
    assert [each.isVisible() for each in shown] == [False, True]
    session._timer.stop()
    qapp.removeEventFilter(session)
    session.windows.clear()
    frame.close()
    session.desk.close()
