"""Acceptance of procedures: yes and no only where a row says so; a missing row is not known."""

from pathlib import Path

import pytest

from casedesk.mechanisms.acceptance import UnknownProcedureError, acceptance, accepted
from casedesk.mechanisms.countries import countries
from casedesk.mechanisms.definition import DefinitionError
from casedesk.places import resources
from casedesk.when import parse


@pytest.mark.parametrize(
    ("procedure", "state", "on", "answer", "verified"),
    [
        ("op-iccpr", "HND", "2026-11-23", "yes", True),
        ("op-iccpr", "MDV", "2006-12-18", "no", False),
        ("op-iccpr", "MDV", "2006-12-19", "yes", False),
        ("op-iccpr", "MDV", "2006", "unknown", False),
        ("op-iccpr", "BLR", "2023-02-07", "yes", True),
        ("op-iccpr", "BLR", "2023-02-08", "no", True),
        ("op-iccpr", "BLR", "2023", "unknown", True),
        ("op-iccpr", "BLR", "../2023", "unknown", True),
        ("op-iccpr", "CHN", "2026-11-23", "no", True),
        ("op-iccpr", "SAU", "2026-11-23", "no", False),
        # Two periods with a gap of nothing, and one more that ended.
        ("op-iccpr", "TTO", "1998-08-26", "yes", True),
        ("op-iccpr", "TTO", "2001", "no", True),
        # Only the year is known.
        ("op-iccpr", "MAR", "2022-06-01", "unknown", False),
        ("op-iccpr", "MAR", "2023-02-01", "unknown", False),
        ("op-iccpr", "MAR", "2023-04-01", "yes", False),
        # A succession: not before when, but certainly later.
        ("op-iccpr", "CZE", "1993-01-15", "unknown", True),
        ("op-iccpr", "CZE", "2000-01-01", "yes", True),
        ("achr", "VEN", "2013-09-09", "yes", True),
        # Whether Venezuela left, or came back, is disputed: a lawyer must say.
        ("achr", "VEN", "2013-09-10", "unknown", True),
        ("oas", "VEN", "2026-11-23", "unknown", False),
        ("oas", "CUB", "2026-11-23", "unknown", False),
        ("achr", "TTO", "1999-05-26", "no", True),
        ("achr", "USA", "2026-11-23", "unknown", False),
        # Membership without a date: not known for the past.
        ("oas", "USA", "2020-01-01", "unknown", False),
        ("oas", "USA", "2026-11-23", "yes", False),
        ("oas", "NIC", "2024-01-01", "no", True),
    ],
)
def test_acceptance_on_a_day(
    procedure: str, state: str, on: str, answer: str, verified: bool
) -> None:
    found = accepted(procedure, state, parse(on))
    assert (found.state, found.verified) == (answer, verified)
    assert found.sentence
    assert found.source


def test_a_state_without_a_row_is_not_known_and_never_no() -> None:
    today = parse("2026-11-23")
    for name, procedure in acceptance().items():
        told = set(procedure.rows) | set(procedure.not_accepted)
        for state in set(countries()) - told:
            assert accepted(name, state, today).state == "unknown"


def test_every_row_of_the_tables_names_a_country_and_a_source() -> None:
    for procedure in acceptance().values():
        for state, rows in procedure.rows.items():
            assert state in countries()
            assert all(row.source for row in rows)


def test_reservations_on_matters_examined_elsewhere_are_marked() -> None:
    rows = acceptance()["op-iccpr"].rows
    marked = {state for state, each in rows.items() if any(row.effect for row in each)}
    assert {"ESP", "FRA", "DEU", "DNK", "UGA"} <= marked
    assert not marked & {"MDV", "HND", "COL", "MEX"}


def test_a_procedure_nobody_keeps_a_table_of_is_refused() -> None:
    with pytest.raises(UnknownProcedureError, match="op-nothing"):
        accepted("op-nothing", "HND", parse("2026"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("1992-09-30", "30 Sept 1992"), ("iso3,", "iso,"), (",y\n", ",yes\n")],
)
def test_a_damaged_table_is_refused_by_file_and_line(tmp_path: Path, old: str, new: str) -> None:
    for path in (resources() / "acceptance").iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name == "op-iccpr.csv":
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"op-iccpr\.csv, line \d+"):
        acceptance(tmp_path)
