"""The page of a case: header and tabs, the timeline, questions answered where they are asked."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.desktop.entered import entered, words

from casedesk.casework import entering
from casedesk.desktop import theme
from casedesk.desktop.case.chronology import ChronologyTab
from casedesk.desktop.case.doors import DoorBox, DoorsTab
from casedesk.desktop.case.matters import ConsentsTab, HistoryTab
from casedesk.desktop.case.overview import OverviewTab
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.people import PartiesTab
from casedesk.desktop.case.questions import Answers, FactEntry
from casedesk.desktop.case.scale import scale_of
from casedesk.desktop.desk import Desk
from casedesk.desktop.page import Target
from casedesk.domain.base import Record
from casedesk.domain.cases import Case
from casedesk.domain.proceedings import Answer, Fact
from casedesk.vault.unit import Reading
from casedesk.when import When, parse

Until = Callable[[Desk], None]
TABS = (
    "overview", "chronology", "parties", "evidence", "doors", "proceedings", "briefs", "consents",
    "history",
)  # fmt: skip


def link(desk: Desk, first: Record, second: Record, role: str) -> None:
    def work(unit: Any) -> str:
        return entering.link(unit, unit.get(first.ref), unit.get(second.ref), role).ref

    desk.vault.write("Link", work)


class Opened:
    """The page of one case, as the frame would hold it."""

    def __init__(self, desk: Desk, qtbot: Any, until: Until, case: int, tab: str = "") -> None:
        self.desk, self.until = desk, until
        self.page = CasePage(desk, Target(record=case, tab=tab))
        qtbot.addWidget(self.page)
        desk.changed.connect(self.page.load)
        self.targets: list[Target] = []
        self.entered: list[tuple[str, dict[str, str]]] = []
        self.page.go.connect(self.targets.append)
        self.page.new.connect(lambda kind, more: self.entered.append((kind, more)))
        self.page.resize(1072, 620)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.load()
        until(desk)

    def tab(self, name: str) -> Any:
        self.page.open_tab(name)
        self.until(self.desk)
        return self.page.current_tab()


@pytest.fixture
def case(desk: Desk) -> Record:
    return entered(desk, "cases", title="The bridge", reference="2026-014", status="open")


@pytest.fixture
def opened(desk: Desk, case: Record, qtbot: Any, until: Until) -> Callable[..., Opened]:
    return lambda tab="": Opened(desk, qtbot, until, case.id, tab)


def test_the_header_says_which_case_it_is_and_the_tabs_count(
    desk: Desk, case: Record, opened: Callable[..., Opened]
) -> None:
    entered(desk, "evidence", title="Photograph", case=case.ref)
    page = opened().page

    assert page.title.text() == "The bridge"
    assert page.subtitle.text() == f"2026-014 · {case.ref}"
    assert [page.bar.tabText(at) for at in (0, 3)] == ["Overview", "Evidence 1"]


def test_every_tab_of_an_empty_case_says_what_to_do(opened: Callable[..., Opened]) -> None:
    shown = opened()

    said = {name: words(shown.tab(name)) for name in TABS}

    assert "No summary yet" in said["overview"]
    assert "No events yet. Add the first with New > Event." in said["chronology"]
    assert "Add the first with “Add a party”" in said["parties"]
    assert "No evidence yet" in said["evidence"]
    assert "No dated fact yet" in said["doors"]
    assert "No proceedings yet" in said["proceedings"]
    assert "No briefs yet" in said["briefs"]
    assert "No decision is recorded" in said["consents"]


def test_keys_go_from_tab_to_tab_and_the_place_is_remembered(
    opened: Callable[..., Opened], qtbot: Any
) -> None:
    shown = opened("parties")
    assert isinstance(shown.page.current_tab(), PartiesTab)

    shown.page.take_keyboard()
    assert shown.page.bar.hasFocus()
    qtbot.keyClick(shown.page.bar, Qt.Key.Key_Left)

    assert isinstance(shown.page.current_tab(), ChronologyTab)
    assert shown.page.target.tab == "chronology"


def test_something_new_is_entered_into_this_case(
    case: Record, opened: Callable[..., Opened]
) -> None:
    shown = opened()
    menu = shown.page.new_button.menu()
    by_name = {action.text(): action for action in menu.actions()}

    by_name["Event"].trigger()
    by_name["Party of the case"].trigger()
    by_name["Task"].trigger()

    assert shown.entered == [
        ("events", {"case": case.ref}),
        ("involvements", {"subject": case.ref}),
        ("tasks", {"about": case.ref}),
    ]


# ---- chronology ------------------------------------------------------------------------------


@pytest.fixture
def timeline(desk: Desk, case: Record, opened: Callable[..., Opened]) -> Any:
    entered(desk, "events", title="Arrest", case=case.ref, occurred="2017-09-10")
    entered(desk, "events", title="Threats", case=case.ref, occurred="about 2012")
    entered(desk, "engagements", title="Testimony", case=case.ref, occurred="2016-04")
    entered(desk, "events", title="Undated", case=case.ref)
    shown = opened()
    return shown, shown.tab("chronology")


def titles(tab: ChronologyTab) -> list[str]:
    return [each.title for each in tab.line.moments.moments]


def test_arrow_keys_go_through_the_moments_and_enter_opens_one(timeline: Any, qtbot: Any) -> None:
    shown, tab = timeline
    assert titles(tab) == ["Threats", "Testimony", "Arrest", "Undated"]

    tab.line.setFocus()
    qtbot.keyClick(tab.line, Qt.Key.Key_Down)
    assert tab.title.text() == "Testimony"
    assert "any day from 1 to 30 April 2016" in tab.detail.text()
    qtbot.keyClick(tab.line, Qt.Key.Key_Return)

    (target,) = shown.targets
    assert target.record == tab.line.moments.moments[1].record


def test_each_moment_is_said_in_full_to_a_screen_reader(timeline: Any) -> None:
    _shown, tab = timeline
    model = tab.line.model()
    said = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]

    assert said[0] == "about 2012. Threats. Event"
    assert said[3] == "no date. Undated. Event"


def test_chips_choose_which_kinds_are_shown(timeline: Any, qtbot: Any) -> None:
    _shown, tab = timeline
    chips = {each.text(): each for each in tab.findChildren(QPushButton) if each.isCheckable()}
    assert list(chips) == ["All 4", "Events 3", "Engagements 1"]

    chips["Engagements 1"].setFocus()
    qtbot.keyClick(chips["Engagements 1"], Qt.Key.Key_Space)
    assert titles(tab) == ["Testimony"]
    assert not chips["All 4"].isChecked()

    qtbot.keyClick(chips["All 4"], Qt.Key.Key_Space)
    assert len(titles(tab)) == 4


def test_a_moment_entered_meanwhile_appears_and_the_current_one_stays(
    desk: Desk, case: Record, timeline: Any, until: Until, qtbot: Any
) -> None:
    shown, tab = timeline
    tab.line.setFocus()
    qtbot.keyClick(tab.line, Qt.Key.Key_End)
    entered(desk, "events", title="Release", case=case.ref, occurred="2019")
    shown.page.load()
    until(desk)

    assert "Release" in titles(tab)
    assert tab.line.current_moment().title == "Undated"


days = st.dates(min_value=parse("1900-01-01").day(), max_value=parse("2100-01-01").day())


@settings(max_examples=60, deadline=None)
@given(st.lists(days, min_size=1, max_size=30))
def test_the_axis_keeps_the_order_of_days(found: list[Any]) -> None:
    scale = scale_of(When.of(each) for each in found)
    places = [scale.place(each.toordinal()) for each in sorted(set(found))]

    assert all(0 <= each <= 1 for each in places)
    assert all(before < after for before, after in pairwise(places))


def test_long_empty_times_are_folded_and_partial_dates_are_as_wide_as_they_may_be() -> None:
    dates = [parse(text) for text in ("1990-01-01", "2020-01-01", "2020-02", "2020/..", "2020~")]
    scale = scale_of(dates)

    (fold,) = scale.folds
    assert fold.last - fold.first < 0.5
    assert scale.span(dates[0]).is_day
    month, since, about = (scale.span(each) for each in dates[2:])
    assert month.last > month.first
    assert since.open_end
    assert since.last == 1.0
    assert about.doubtful
    assert 1990 in dict(scale.years())


# ---- doors -----------------------------------------------------------------------------------


def test_a_question_is_answered_where_it_is_asked(
    desk: Desk, case: Record, opened: Callable[..., Opened], until: Until, qtbot: Any, qapp: Any
) -> None:
    tab = opened().tab("doors")
    assert isinstance(tab, DoorsTab)
    box = next(each for each in tab.findChildren(Answers) if each.parent() is not None)
    question = box.question
    no = next(each for each in box.findChildren(QPushButton) if each.text() == "No")

    no.setFocus()
    qtbot.keyClick(no, Qt.Key.Key_Space)
    until(desk)

    def kept(unit: Reading) -> list[str | None]:
        return [
            e.answer for e in unit.all(Answer, Answer.case == case.id) if e.question == question
        ]

    assert desk.vault.read(kept) == ["no"]
    assert tab.kept.isVisible()
    pressed = [
        each
        for each in tab.kept.findChildren(QPushButton)
        if each.isChecked() and each.property("key") == f"answer-{question}-no"
    ]
    assert len(pressed) == 1
    focus = qapp.focusWidget()
    assert focus is not None
    assert focus.property("key") == f"answer-{question}-no"


def facts_of(desk: Desk, case: Record) -> list[tuple[str | None, str]]:
    return desk.vault.read(
        lambda unit: [
            (each.fact, each.occurred.edtf if each.occurred else "")
            for each in unit.all(Fact, Fact.case == case.id)
        ]
    )


def test_a_date_typed_below_a_question_becomes_a_fact(
    desk: Desk, case: Record, opened: Callable[..., Opened], until: Until, qtbot: Any
) -> None:
    tab = opened().tab("doors")
    entry = next(each for each in tab.findChildren(FactEntry) if each.fact)

    entry_fact = entry.fact
    entry.date.line.setFocus()
    qtbot.keyClicks(entry.date.line, "March 2024")
    qtbot.keyClick(entry.date.line, Qt.Key.Key_Return)
    until(desk)

    assert facts_of(desk, case) == [(entry_fact, "2024-03")]
    assert "March 2024" in words(tab.facts)


def test_a_date_that_can_mean_two_days_is_not_guessed(
    desk: Desk, case: Record, opened: Callable[..., Opened], until: Until, qtbot: Any
) -> None:
    tab = opened().tab("doors")
    entry = next(each for each in tab.findChildren(FactEntry) if not each.fact)

    qtbot.keyClicks(entry.date.line, "03/04/2024")
    qtbot.keyClick(entry.date.line, Qt.Key.Key_Return)
    until(desk)

    assert facts_of(desk, case) == []
    assert entry.wrong.isVisible()
    assert entry.date.text() == "03/04/2024"


def test_a_door_tells_its_reasons_when_it_is_pressed(
    opened: Callable[..., Opened], qtbot: Any
) -> None:
    tab = opened().tab("doors")
    box = next(each for each in tab.findChildren(DoorBox) if each.each.door.reasons)
    assert box.more is None

    qtbot.keyClick(box.line, Qt.Key.Key_Return)

    assert box.more is not None
    assert box.more.isVisible()
    assert box.each.door.reasons[0].source in words(box.more)
    assert box.line.accessibleDescription() == "reasons shown"


# ---- people, consents, history ---------------------------------------------------------------


def test_parties_are_shown_as_the_chosen_audience_would_see_them(
    desk: Desk, case: Record, opened: Callable[..., Opened], until: Until, qtbot: Any
) -> None:
    person = entered(desk, "people", name="Amina Okafor", risk="Watched", safe_contact="By letter")
    link(desk, case, person, "victim")
    entered(desk, "consents", person=person.ref, audience="mechanism", state="given")
    tab = opened().tab("parties")
    assert "withheld" in words(tab.card)
    assert "Amina Okafor: Watched · contact: By letter" in words(tab)

    tab.towards.setFocus()
    qtbot.keyClick(tab.towards, Qt.Key.Key_Up)
    until(desk)

    assert tab.towards.currentData() == "mechanism"
    assert "withheld" not in words(tab.card)


def test_a_persons_risk_is_seen_before_a_brief_is_begun(
    desk: Desk, case: Record, opened: Callable[..., Opened]
) -> None:
    link(desk, case, entered(desk, "people", name="Amina", risk="Watched"), "victim")
    shown = opened()
    tab = shown.tab("briefs")
    assert "Amina: Watched" in words(tab)

    tab.add.click()

    assert shown.entered == [("briefs", {"case": case.ref})]


def test_decisions_and_what_left_the_vault_stand_side_by_side(
    desk: Desk, case: Record, opened: Callable[..., Opened]
) -> None:
    person = entered(desk, "people", name="Amina")
    link(desk, case, person, "victim")
    entered(desk, "consents", person=person.ref, audience="state", state="withdrawn")
    left = entered(desk, "disclosures", title="Letter", case=case.ref, recipient="Embassy")
    entered(desk, "disclosed-parties", disclosure=left.ref, party=person.ref, shown_as="full-name")
    tab = opened().tab("consents")
    assert isinstance(tab, ConsentsTab)

    assert "Withdrawn" in words(tab.consents)
    assert "Embassy" in words(tab.left)
    assert "Amina (" in words(tab.left)


def test_history_is_read_as_sentences(
    desk: Desk, case: Record, opened: Callable[..., Opened], until: Until
) -> None:
    shown = opened()
    tab = shown.tab("history")
    assert isinstance(tab, HistoryTab)

    def work(unit: Any) -> None:
        entering.change(unit, unit.get(case.ref), {"status": "closed"})

    desk.write("Close", work, lambda _done: None, shown.page)
    until(desk)
    until(desk)

    assert "Ana changed Status from Open to Closed on " in words(tab)


def test_the_cases_own_fields_stand_under_details(opened: Callable[..., Opened]) -> None:
    tab = opened().tab("details")

    assert "Reference of the office" in words(tab)


# ---- the whole page --------------------------------------------------------------------------


def demo_case(desk: Desk) -> int:
    return desk.vault.read(
        lambda unit: next(e.id for e in unit.all(Case) if e.title.startswith("Tholal"))
    )


@pytest.mark.parametrize(("scale", "rtl"), [(80, False), (100, True), (200, False)])
def test_no_tab_widens_the_window(
    demo_desk: Desk, qapp: QApplication, qtbot: Any, until: Until, scale: int, *, rtl: bool
) -> None:
    theme.choose(qapp, dark=rtl, scale=scale)
    way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    qapp.setLayoutDirection(way)
    try:
        shown = Opened(demo_desk, qtbot, until, demo_case(demo_desk))
        for name in TABS:
            shown.tab(name)
            assert shown.page.minimumSizeHint().width() <= 1000, name
            assert not shown.page.grab().isNull()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme.choose(qapp, dark=False, scale=100)


def test_everything_the_keyboard_reaches_says_what_it_is(
    demo_desk: Desk, qtbot: Any, until: Until
) -> None:
    shown = Opened(demo_desk, qtbot, until, demo_case(demo_desk))
    for name in TABS:
        tab = shown.tab(name)
        for each in tab.findChildren(QWidget):
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible():
                assert each.accessibleName(), (name, each)
        assert {e.textFormat() for e in tab.findChildren(QLabel)} <= {Qt.TextFormat.PlainText}


def test_the_overview_of_a_real_case_shows_its_people_and_proceedings(
    demo_desk: Desk, qtbot: Any, until: Until
) -> None:
    tab = Opened(demo_desk, qtbot, until, demo_case(demo_desk)).tab("overview")
    assert isinstance(tab, OverviewTab)

    assert "Ahmed Tholal" in words(tab.people)
    assert "3248/2018" in words(tab.matters)
    assert "Decided" in words(tab.doors)


def test_a_title_of_500_letters_is_cut_in_the_header(desk: Desk, qtbot: Any, until: Until) -> None:
    long = entered(desk, "cases", title="Endless" * 72)
    page = Opened(desk, qtbot, until, long.id).page

    assert len(page.title.text()) < 170
    assert page.title.text().endswith("…")
    assert page.minimumSizeHint().width() <= 1000
