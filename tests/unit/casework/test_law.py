"""The law as it is read and corrected: nothing is hidden, nothing is made up, and a correction has
its reason and source.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests import small_vault

from casedesk.casework import entering
from casedesk.casework.in_force import law_in_force
from casedesk.casework.law.acceptance import acceptance_of, procedures_of, states_of
from casedesk.casework.law.correcting import (
    NotCorrected,
    check_correction,
    correctable,
    keep_correction,
)
from casedesk.casework.law.page import Law, LawPage, RuleAt, Value, law, law_of
from casedesk.casework.law.sections import rule_told, sections
from casedesk.casework.law.sessions import sessions
from casedesk.casework.proceeding_limits import reply_clock
from casedesk.domain.custom import Correction
from casedesk.exchange.importing import import_table
from casedesk.mechanisms.corrections import shipped_value
from casedesk.mechanisms.model import Rule, Statement
from casedesk.mechanisms.registry import mechanism_called, mechanisms
from casedesk.vault.vault import Vault
from casedesk.when import parse

RULE = "un-ccpr-state-reply"
GROUNDS = ("The rules were revised.", "Rules of procedure, read on 3 November 2026")
TODAY = date(2026, 11, 24)

Corrected = Callable[..., int]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with small_vault.opened(small_vault.empty(tmp_path / "office.casedesk")) as opened:
        yield opened


@pytest.fixture
def corrected(vault: Vault) -> Corrected:
    def keep(rule: str = RULE, key: str = "period", value: str = "4 months") -> int:
        def work(unit: Any) -> int:
            return keep_correction(unit, rule, key, value, *GROUNDS).id

        return vault.write("correct", work).result

    return keep


def page(vault: Vault, mechanism: str = "un-ccpr") -> LawPage:
    return vault.read(lambda unit: law_of(unit, mechanism))


def rule(seen: LawPage, name: str = RULE) -> RuleAt:
    return next(each for each in seen.rules if each.id == name)


def value(seen: LawPage, key: str = "period", name: str = RULE) -> Value:
    return next(each for each in rule(seen, name).values if each.key == key)


def listed(vault: Vault) -> Law:
    return vault.read(law)


# ---- reading ------------------------------------------------------------------------------------


def test_the_list_counts_what_is_to_be_confirmed_in_every_mechanism(vault: Vault) -> None:
    found = listed(vault).mechanisms

    assert [each.id for each in found] == list(mechanisms())
    for each in found:
        rules = mechanisms()[each.id].rules
        assert (each.rules, each.corrected) == (len(rules), 0)
        assert each.unverified == sum(not one.basis.verified for one in rules)


@pytest.mark.parametrize("name", mechanisms())
def test_every_statement_of_a_file_is_read_with_its_source_and_day(name: str) -> None:
    known = mechanisms()[name]
    told = [each for section in sections(known) for each in section.told]
    told += [each for one in known.rules for each in rule_told(one)]
    texts = " ".join(f"{each.text} {each.note}" for each in told)

    statements: list[Statement | Rule] = [*known.who, *known.admissibility, *known.urgency]
    for statement in (*statements, *known.notes, *known.rules):
        [found] = [each for each in told if each.text == statement.text]
        assert found.source == str(statement.basis)
        assert found.checked == statement.basis.checked
        assert found.verified == statement.basis.verified
    for source in known.sources.values():
        assert not source.address or source.address in texts


@pytest.mark.parametrize("name", mechanisms())
def test_what_can_be_chosen_for_correction_is_what_corrections_allow(name: str) -> None:
    for each in mechanisms()[name].rules:
        for key in correctable(each):
            shipped = shipped_value(each, key)
            wrong = check_correction(each.id, key, shipped, "why", "where")
            assert set(wrong) == (set() if key == "verified" else {"value"})


# ---- correcting ---------------------------------------------------------------------------------


def test_a_correction_stands_beside_what_is_shipped_with_who_and_when(
    vault: Vault, corrected: Corrected
) -> None:
    corrected(value=" 4  Months")
    found = value(page(vault))
    [kept] = found.kept

    assert (found.said, kept.said, kept.value) == ("6 months", "4 months", "4 months")
    assert (kept.reason, kept.source, kept.by) == (*GROUNDS, small_vault.FIRST_MEMBER)
    assert kept.at is not None
    assert not kept.changed
    head = next(each for each in listed(vault).mechanisms if each.id == "un-ccpr")
    assert (head.corrected, head.changed) == (1, 0)


def test_a_correction_moves_the_clock_and_the_stage_that_begins_it(
    vault: Vault, corrected: Corrected
) -> None:
    def due() -> Any:
        sent = parse("2026-01-31")
        found = vault.read(lambda unit: reply_clock(law_in_force(unit), "un-ccpr", sent))
        return found and found.due and found.due.edtf

    assert due() == "2026-07-31"
    corrected()
    seen = page(vault)
    stages = next(each for each in seen.sections if each.id == "stages")

    assert due() == "2026-05-31"
    assert "4 months from “Transmitted”." in [each.text for each in rule(seen).told]
    assert any("4 months" in each.text for each in stages.told)


def test_the_text_of_a_corrected_rule_keeps_the_source_it_was_read_in(
    vault: Vault, corrected: Corrected
) -> None:
    before = rule(page(vault)).told[0]
    corrected()

    assert rule(page(vault)).told[0] == before
    assert not rule(page(vault)).verified


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (("4 months", "why", " "), {"source"}),
        (("4 months", "", "where"), {"reason"}),
        (("soon", "", ""), {"value", "reason", "source"}),
        (("", "why", "where"), {"value"}),
        (("6 months", "why", "where"), {"value"}),
    ],
)
def test_what_a_correction_lacks_is_said_and_it_is_not_kept(
    vault: Vault, typed: tuple[str, str, str], wrong: set[str]
) -> None:
    found = check_correction(RULE, "period", *typed)

    assert set(found) == wrong
    assert all(each.endswith(".") for each in found.values())
    with pytest.raises(NotCorrected):
        vault.write("correct", lambda unit: keep_correction(unit, RULE, "period", *typed))
    assert not vault.read(lambda unit: unit.all(Correction))


def test_a_later_correction_takes_the_place_of_an_earlier_one_however_its_key_is_written(
    vault: Vault, corrected: Corrected
) -> None:
    corrected()
    corrected(key="period.transmitted", value="5 months")
    corrected(key="effect", value="bar")
    found = page(vault)

    assert [each.said for each in value(found).kept] == ["5 months"]
    assert len(rule(found).corrected) == 2
    assert rule(found).hard


def test_a_corrected_rule_can_be_confirmed_although_it_was_shipped_so(
    vault: Vault, corrected: Corrected
) -> None:
    name = "un-ccpr-time"
    assert rule(page(vault), name).verified
    corrected(rule=name, key="period.exhaustion", value="4 years")
    assert not rule(page(vault), name).verified
    corrected(rule=name, key="verified", value="yes")

    assert rule(page(vault), name).verified


def test_when_the_shipped_value_changes_both_are_shown_and_ours_counts(vault: Vault) -> None:
    values = {
        "rule": RULE, "key": "period", "value": "4 months", "reason": "Why", "source": "Where",
        "shipped_hash": "of another value",
    }  # fmt: skip
    vault.write("an older program", lambda unit: unit.add_row(Correction, values))
    found = page(vault)

    assert value(found).kept[0].changed
    assert (value(found).said, value(found).kept[0].said) == ("6 months", "4 months")
    assert found.head.changed == 1
    assert "4 months from “Transmitted”." in [each.text for each in rule(found).told]


def test_a_correction_of_a_rule_that_is_not_shipped_any_more_is_told(vault: Vault) -> None:
    values = {"rule": "gone", "key": "period", "value": "1 year", "reason": "r", "source": "s"}
    vault.write("an older program", lambda unit: unit.add_row(Correction, values))

    assert [each.rule for each in listed(vault).lost] == ["gone"]


def test_a_correction_that_cannot_be_used_is_left_aside_and_said(
    vault: Vault, corrected: Corrected
) -> None:
    corrected()
    values = {"rule": RULE, "key": "period", "value": "soon", "reason": "r", "source": "s"}
    vault.write("damage", lambda unit: unit.add_row(Correction, values))
    found = page(vault)

    assert "soon" in found.aside
    assert "4 months from “Transmitted”." in [each.text for each in rule(found).told]


# ---- acceptance ---------------------------------------------------------------------------------


def answer(iso3: str, mechanism: str = "un-ccpr") -> Any:
    return acceptance_of(mechanisms()[mechanism], iso3, TODAY)[0]


def test_a_state_without_a_row_is_not_known_and_says_where_to_look() -> None:
    found = answer("TUV")

    assert (found.state, found.check) == ("unknown", True)
    assert "UN Treaty Collection" in found.source
    assert not found.dates


def test_acceptance_is_told_with_its_dates_reservations_and_what_is_disputed() -> None:
    assert answer("BLR").state == "no"
    assert "ended 8 February 2023" in answer("BLR").dates[0]
    assert answer("AUT").state == "yes"
    assert "Reservation" in answer("AUT").remarks[0]
    assert (answer("VEN", "iachr").state, answer("VEN", "iachr").check) == ("unknown", False)


@pytest.mark.parametrize("name", mechanisms())
def test_the_counts_are_those_of_the_table(name: str) -> None:
    for each in procedures_of(mechanisms()[name]):
        states = [state.state for state in states_of(each.id)]
        assert (each.yes, each.no, each.unsure) == (
            states.count("yes"), states.count("no"), states.count("unknown")
        )  # fmt: skip
        assert "not known" in each.counted


# ---- sessions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("un-ccpr", "un-ccpr"), ("UN-CCPR", "un-ccpr"), ("ccpr", "un-ccpr"),
        ("Human Rights Committee", "un-ccpr"), ("", None), ("a body nobody knows", None),
        ("Inter-American Commission on Human Rights", None),
    ],
)  # fmt: skip
def test_a_body_is_known_by_any_name_that_only_it_has(typed: str, meant: str | None) -> None:
    assert mechanism_called(typed) == meant


def test_sessions_to_come_stand_first_and_those_over_last(vault: Vault, tmp_path: Path) -> None:
    table = tmp_path / "sessions.csv"
    table.write_text(
        "Title,Mechanism,Opens,Closes\nOver,CCPR,2026-01-05,2026-01-30\n"
        "Ahead,un-cat,2027-03-01,2027-03-26\nUnder way,un-wgad,2026-11-16,2026-12-01\nNo day,,,\n",
        encoding="utf-8",
    )
    vault.write("import", lambda unit: import_table(unit, table, "sessions"))
    found = vault.read(lambda unit: sessions(unit, TODAY))

    assert [each.title for each in found] == ["Under way", "Ahead", "No day", "Over"]
    assert [each.state for each in found] == ["now", "ahead", "undated", "over"]
    assert found[3].mechanism == mechanisms()["un-ccpr"].title
    assert found[1].days == 97


def test_a_session_can_be_entered_like_any_record(vault: Vault) -> None:
    said = {"title": "149th", "mechanism": "un-ccpr", "opens": "March 2027", "remind_days": "30"}
    vault.write("enter", lambda unit: entering.enter(unit, "sessions", said))
    [found] = vault.read(lambda unit: sessions(unit, TODAY))

    assert (found.state, found.remind_days) == ("ahead", 30)
