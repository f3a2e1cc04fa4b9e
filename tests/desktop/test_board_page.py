"""The board: cards stand under their stage, and the keyboard reaches and opens each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.desktop.entered import day, entered, words

from casedesk.desktop import theme
from casedesk.desktop.board.page import BoardPage
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Target
from casedesk.domain.base import Record

Until = Callable[[Desk], None]


@pytest.fixture
def shown(show_place: Callable[[type[BoardPage], str], BoardPage]) -> Callable[[], BoardPage]:
    return lambda: show_place(BoardPage, "board")


@pytest.fixture
def matters(desk: Desk) -> dict[str, Record]:
    case = entered(desk, "cases", title="The bridge", reference="2026-014")
    made = {
        name: entered(desk, "proceedings", title=name, case=case.ref, mechanism=mechanism, **more)
        for name, mechanism, more in (
            ("A", "un-ccpr", {"submitted": day(-40)}),
            ("B", "un-ccpr", {"submitted": day(-40)}),
            ("C", "un-cat", {"state": "planned"}),
            ("D", "echr", {"state": "closed"}),
        )
    }
    entered(desk, "deadlines", title="Comments", proceeding=made["A"].ref, due=day(5), hard="yes")
    return made


def test_an_empty_board_says_what_to_do(shown: Callable[[], BoardPage]) -> None:
    assert "No proceedings yet" in words(shown())


def test_a_card_says_where_it_belongs_and_what_is_due(
    matters: dict[str, Record], shown: Callable[[], BoardPage]
) -> None:
    page = shown()
    card = page.cards[matters["A"].id]

    assert "2026-014 · The bridge" in words(card)
    assert "5 days" in words(card)
    assert "hard limit" in card.accessibleName()
    columns = [box.accessibleName() for box in page.lanes[1] if box.shown]
    assert columns == ["Not yet begun: 1 proceeding", "Submitted: 2 proceedings"]


def test_arrow_keys_lead_from_card_to_card_and_enter_opens_one(
    matters: dict[str, Record], shown: Callable[[], BoardPage], qtbot: Any
) -> None:
    page = shown()
    targets: list[Target] = []
    page.go.connect(targets.append)
    a, b, c, d = (page.cards[matters[name].id] for name in "ABCD")

    c.setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, a), (Qt.Key.Key_Down, b), (Qt.Key.Key_Left, c), (Qt.Key.Key_Right, a),
        (Qt.Key.Key_Down, b), (Qt.Key.Key_Down, b), (Qt.Key.Key_Up, a), (Qt.Key.Key_Up, d),
        (Qt.Key.Key_Down, c),
    ):  # fmt: skip
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
        assert expected.hasFocus()
    qtbot.keyClick(c, Qt.Key.Key_Return)

    assert targets == [Target(record=matters["C"].id)]


def test_the_filter_leaves_one_mechanism_and_stays_with_the_page(
    matters: dict[str, Record], shown: Callable[[], BoardPage], desk: Desk, until: Until, qtbot: Any
) -> None:
    page = shown()
    page.filter.setFocus()
    titles = [page.filter.itemText(at) for at in range(page.filter.count())]
    at = next(number for number, title in enumerate(titles) if "Court of Human Rights" in title)
    for _press in range(at):
        qtbot.keyClick(page.filter, Qt.Key.Key_Down)
        until(desk)

    assert set(page.cards) == {matters["D"].id}
    assert dict(page.target.preset) == {"mechanism": "echr"}


@pytest.mark.parametrize("scale", [100, 200])
def test_no_title_and_no_font_widens_the_window(
    desk: Desk, qapp: QApplication, shown: Callable[[], BoardPage], scale: int
) -> None:
    case = entered(desk, "cases", title="Wordwithoutend" * 36)
    entered(desk, "proceedings", title="Wordwithoutend" * 36, case=case.ref, mechanism="un-ccpr")
    theme.choose(qapp, dark=False, scale=scale)
    try:
        assert shown().minimumSizeHint().width() <= 1000
    finally:
        theme.choose(qapp, dark=False, scale=100)
