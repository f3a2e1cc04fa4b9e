"""The calendar command: a file that tells nothing by itself, and a warning where it tells more."""

from datetime import date, timedelta

from tests.unit.cli.desk import Desk


def test_a_calendar_is_written_and_tells_nothing_by_itself(desk: Desk) -> None:
    case = desk.add("cases", title="The bridge of Amina")
    due = (date.today() + timedelta(days=9)).isoformat()  # noqa: DTZ011 - the person's own day
    desk.add("tasks", title="Call Amina", about=case, due=due)
    file = desk.place / "calendar.ics"

    answer = desk.json("calendar", "--to", str(file))
    neutral = file.read_text("utf-8")
    told = desk.run("calendar", "--to", str(file), "--titles", "full", "--days", "30")

    assert answer["titles"] == "neutral"
    assert answer["events"] == neutral.count("BEGIN:VEVENT") >= 1
    assert "Amina" not in neutral
    assert told.status == 0
    assert "can read it" in told.err
    assert "Call Amina" in file.read_text("utf-8")


def test_a_calendar_needs_its_ending(desk: Desk) -> None:
    assert ".ics" in desk.run("calendar", "--to", str(desk.place / "out.txt")).said_no()
