"""A day of a lawyer, with real keys and clicks on a real window of a real vault."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from casedesk.desktop.brief.beginning import NewBrief
from casedesk.desktop.brief.page import BriefPage
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.form.new import NewRecord
from casedesk.desktop.frame import Frame
from casedesk.desktop.goto import GoTo
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import Notice
from casedesk.desktop.session import Session
from casedesk.domain.base import kind_called
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


class Hand:
    """The lawyer's hand: she opens dialogs, types and presses."""

    def __init__(self, frame: Frame, qtbot: Any, until: Until) -> None:
        self.frame, self.bot, self.until = frame, qtbot, until

    def wait(self) -> None:
        self.until(self.frame.desk)

    def enter(self, kind: str, preset: dict[str, str], **texts: str) -> str:
        """Enter a record in its dialog; answers its reference."""
        self.frame.new_record(kind, preset)
        self.wait()
        dialog = self.frame.findChildren(NewRecord)[-1]
        form = dialog.form
        for name, text in texts.items():
            if not form.boxes[name].isVisible():
                form.show_all()
            control = form.boxes[name].editor.control
            control.setFocus()
            self.bot.keyClicks(control, text)
        self.wait()
        self.bot.wait(50)
        entered: list[int] = []
        dialog.entered.connect(entered.append)
        with self.bot.waitSignal(form.saved, timeout=10_000):
            self.save(dialog)
        self.close(dialog)
        cls = kind_called(kind)
        return self.frame.desk.vault.read(lambda unit: unit.by_id(cls, entered[0]).ref)

    def close(self, dialog: QDialog) -> None:
        if dialog.isVisible():
            dialog.close()
        self.wait()

    def save(self, dialog: QDialog) -> None:
        """Press the one button that stands out."""
        [found] = [
            each
            for each in dialog.findChildren(QPushButton)
            if each.isVisible() and each.property("primary")
        ]
        self.bot.mouseClick(found, Qt.MouseButton.LeftButton)


def _find(hand: Hand, words: str) -> list[str]:
    """Ctrl+K, the words, and what it offers."""
    hand.frame.activateWindow()
    hand.frame.go_to()
    palette = hand.frame.findChildren(GoTo)[-1]
    hand.bot.keyClicks(palette.field, words)
    hand.bot.waitUntil(
        lambda: any(words in e.title for e in palette.entries.entries()), timeout=5_000
    )
    titles = [entry.title for entry in palette.entries.entries()]
    hand.bot.keyClick(palette.field, Qt.Key.Key_Escape)
    hand.wait()
    return titles


def test_a_day_from_the_case_to_the_brief(frame: Frame, qtbot: Any, until: Until) -> None:
    hand = Hand(frame, qtbot, until)
    case = hand.enter("cases", {}, title="The case of the land defenders")
    people = {
        name: hand.enter("people", {}, name=name)
        for name in ("Amina Openname", "Boris Refuser", "Judge Official")
    }
    for name, role in zip(people, ("victim", "witness", "official"), strict=True):
        hand.enter("involvements", {"subject": case, "party": people[name], "role": role})
    engagement = hand.enter(
        "engagements", {"case": case}, title="Testimony in Geneva", occurred="3 March 2026"
    )
    hand.enter("events", {"case": case}, title="A raid on the office", occurred="May 2026")
    reprisal = hand.enter(
        "reprisals", {"case": case}, title="Arrest at the airport", occurred="10 June 2026"
    )
    hand.enter("triggers", {"reprisal": reprisal, "engagement": engagement})
    for name, state in (("Amina Openname", "given"), ("Boris Refuser", "refused")):
        hand.enter("consents", {"person": people[name], "audience": "mechanism", "state": state})
    proceeding = hand.enter(
        "proceedings", {"case": case, "mechanism": "un-sp"}, title="Letter on the arrest"
    )
    hand.enter("filings", {"proceeding": proceeding}, sent="12 June 2026")

    frame.new_record("briefs", {"case": case})
    hand.wait()
    begun = frame.findChildren(NewBrief)[-1]
    begun.form.setCurrentIndex(begun.form.findData("un-sp-allegation"))
    qtbot.keyClick(begun.begin_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(frame.page, BriefPage), timeout=15_000)
    hand.wait()

    for words in ("land defenders", "Amina", "Arrest at the airport", "Letter on the arrest"):
        assert any(words in title for title in _find(hand, words))

    number = frame.desk.vault.read(lambda unit: unit.get(case).id)
    frame.open(Target(record=number))
    qtbot.waitUntil(lambda: isinstance(frame.page, CasePage), timeout=5_000)
    hand.wait()
    frame.back()
    hand.wait()
    assert isinstance(frame.page, BriefPage)
    assert frame.windowTitle() == "CaseDesk"


def test_every_place_opens_and_no_control_is_without_a_name(
    frame: Frame, qtbot: Any, until: Until
) -> None:
    hand = Hand(frame, qtbot, until)
    for place in ("today", "cases", "reprisals", "communications", "litigation", "parties",
                  "evidence"):  # fmt: skip
        frame.open(Target(place))
        hand.wait()
        assert not _unnamed(frame), place


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
