"""Real dates that nobody on this project wrote: all are read rightly or refused."""

import csv
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casedesk.when import AmbiguousDate, DateError, parse, read

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real data is not beside this checkout"),
]


def iso(text: str, form: str) -> str:
    return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()


def _readings(text: str) -> set[str]:
    try:
        return {read(text).edtf}
    except AmbiguousDate as question:
        return {choice.edtf for choice in question.choices}


def test_every_date_of_the_treaty_bodies_is_read_as_written() -> None:
    columns = ("Submission_date", "Admission_date", "Date_of_adoption_of_the_Views")
    with (SAMPLES / "un" / "juris_dev_first300.csv").open(encoding="utf-8", newline="") as file:
        cells = [row[column] for row in csv.DictReader(file) for column in columns]
    dates = [cell for cell in cells if cell]
    assert len(dates) == 768
    assert [read(cell).edtf for cell in dates] == [iso(cell, "%d %b %Y") for cell in dates]


def test_dates_in_russian_prose_are_read_or_asked_but_never_wrong() -> None:
    text = (SAMPLES / "cases" / "stalin_lists_spravki_ru.yaml").read_text("utf-8")
    dotted = re.findall(r"\d\d\.\d\d\.\d{4}", text)
    assert len(dotted) > 15
    for typed in dotted:
        right = iso(typed, "%d.%m.%Y")
        assert read(typed, day_first=True).edtf == right
        assert right in _readings(typed)
    assert read(re.findall(r"июль \d{4}", text)[0]).edtf == "1956-07"
    assert {read(year).edtf for year in re.findall(r"в 1\d{3}", text)} >= {"1902", "1914"}


@pytest.mark.parametrize("name", ["stalin_lists_spravki_ru.yaml", "stalin_lists_lstmaker_ru.csv"])
def test_prose_around_dates_is_refused_as_a_whole(name: str) -> None:
    for line in (SAMPLES / "cases" / name).read_text("utf-8").splitlines():
        with pytest.raises(DateError):
            read(line)


def test_the_dates_of_the_rettig_report_are_read_and_missing_ones_refused() -> None:
    with (SAMPLES / "cases" / "pinochet.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["start_date_daily"] for row in csv.DictReader(file)]
    missing = [cell for cell in cells if cell == "NA"]
    assert all(parse(cell).day().isoformat() == cell for cell in cells if cell != "NA")
    for cell in missing:
        with pytest.raises(DateError):
            read(cell)


def test_naughty_strings_are_refused() -> None:
    for line in (SAMPLES / "attack" / "blns.txt").read_text("utf-8").split("\n"):
        try:
            when = read(line)
        except DateError:
            continue
        assert re.fullmatch(r"[0-9X?~%./-]+", when.edtf)
