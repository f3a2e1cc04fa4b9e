"""Every page is used by keyboard alone: Tab, going round, comes to each control that takes keys."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from tests import small_vault
from tests.desktop.looked_at import missed_by_tab

from casedesk.desktop.frame import Frame
from casedesk.desktop.page import Target
from casedesk.desktop.places import PLACES
from casedesk.desktop.session import Session
from casedesk.domain.base import spine

Until = Callable[[Any], None]

TABS = ("overview", "chronology", "parties", "evidence", "doors", "proceedings", "briefs",
        "consents", "history")  # fmt: skip
KINDS = ("people", "organisations", "states", "events", "reprisals", "engagements", "proceedings",
         "instruments")  # fmt: skip


@pytest.fixture(scope="module")
def pages(
    qapp: QApplication, _demo_pattern: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Frame, dict[str, int]]]:
    folder = tmp_path_factory.mktemp("pages") / "demo.casedesk"
    shutil.copytree(_demo_pattern, folder)
    vault = small_vault.opened(folder)
    query = select(spine.c.kind, spine.c.id).where(spine.c.deleted.is_(None)).order_by(spine.c.id)
    first: dict[str, int] = {}
    for kind, number in vault.read(lambda unit: unit.connection.execute(query).all()):
        first.setdefault(kind, number)
    session = Session(vault)
    frame = session.new_window()
    frame.resize(1280, 720)
    yield frame, first
    session._timer.stop()
    qapp.removeEventFilter(session)
    session.windows.clear()
    frame.close()
    session.desk.close()
    vault.close()


@pytest.mark.parametrize("place", [each.id for each in PLACES])
def test_tab_comes_to_everything_in_a_place(
    pages: tuple[Frame, dict[str, int]], until: Until, place: str
) -> None:
    frame, _first = pages
    frame.open(Target(place))
    until(frame.desk)

    assert missed_by_tab(frame) == []


@pytest.mark.parametrize("tab", TABS)
def test_tab_comes_to_everything_in_a_case(
    pages: tuple[Frame, dict[str, int]], until: Until, tab: str
) -> None:
    frame, first = pages
    frame.open(Target(record=first["cases"], tab=tab))
    until(frame.desk)

    assert missed_by_tab(frame) == []


@pytest.mark.parametrize("kind", KINDS)
def test_tab_comes_to_everything_on_the_page_of_a_record(
    pages: tuple[Frame, dict[str, int]], until: Until, kind: str
) -> None:
    frame, first = pages
    frame.open(Target(record=first[kind]))
    until(frame.desk)

    assert missed_by_tab(frame) == []
