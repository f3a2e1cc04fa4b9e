"""The calendar file: another calendar reads it, and by itself it tells nothing of anybody."""

import re
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from casedesk.casework import entering
from casedesk.domain.base import Record, fields_of
from casedesk.domain.disclosures import Disclosure
from casedesk.exchange.calendar_file import Asked, NotWritten, write_calendar
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault

DAY = date(2026, 3, 10)


def off(days: int) -> str:
    return (DAY + timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def case(empty_vault: Vault) -> str:
    """A case with a task, a hard deadline, a session and a person who is to be heard of."""

    def fill(unit: Writing) -> str:
        def enter(kind: str, **values: str) -> Record:
            return entering.enter(unit, kind, values)

        case = enter("cases", title="Amina Okafor v. State", reference="AO-2026")
        enter("tasks", title="Call Amina", about=case.ref, due=off(3))
        enter("deadlines", title="Comments, one; two", case=case.ref, due=off(20), hard="yes")
        enter(
            "sessions", title="Session no. 9127", mechanism="un-ccpr", opens=off(30), closes=off(34)
        )
        person = enter("people", name="Amina Okafor")
        enter("checkins", person=person.ref, next=off(3))
        enter("tasks", title="Gone by", about=case.ref, due=off(-3))
        return case.ref

    return empty_vault.write("Fill", fill).result


def written(vault: Vault, folder: Path, titles: str, days: int = 365) -> tuple[bytes, Any]:
    target = folder / "calendar.ics"
    write_calendar(vault, Asked(titles, DAY, days), target)
    content = target.read_bytes()
    return content, Calendar.from_ical(content)


def disclosures(vault: Vault) -> list[str]:
    return vault.read(lambda unit: [str(each.title) for each in unit.all(Disclosure)])


def texts(vault: Vault) -> set[str]:
    """Every word of the vault's records that is longer than two letters, and every reference."""

    def read(unit: Reading) -> set[str]:
        found: set[str] = set()
        for each in unit.all(Record):
            found.update((each.ref, each.uuid.hex() if isinstance(each.uuid, bytes) else each.uuid))
            for name in fields_of(type(each)):
                value = getattr(each, name)
                if isinstance(value, str):
                    found.update(re.findall(r"\w{4,}", value))
            found.update(re.findall(r"\w{4,}", each.title or ""))
        return found

    return vault.read(read)


def test_neutral_titles_tell_nothing_of_the_vault(
    empty_vault: Vault, case: str, tmp_path: Path
) -> None:
    before = disclosures(empty_vault)
    content, _calendar = written(empty_vault, tmp_path, "neutral")
    unfolded = content.replace(b"\r\n ", b"").decode()

    for line in unfolded.splitlines():
        if line.startswith("SUMMARY"):
            assert line == "SUMMARY:CaseDesk: something is due"
    words = set(re.findall(r"\w{4,}", unfolded))
    harmless = {"CaseDesk", "something", "Calendar", "DATE", "VALUE"}
    assert not (words & texts(empty_vault)) - harmless
    assert case not in unfolded
    assert disclosures(empty_vault) == before


@pytest.mark.usefixtures("case")
def test_every_event_is_a_whole_day_with_a_reminder(empty_vault: Vault, tmp_path: Path) -> None:
    _content, calendar = written(empty_vault, tmp_path, "neutral")
    events = calendar.walk("VEVENT")
    days = [each.decoded("dtstart") for each in events]

    assert {DAY + timedelta(days=3), DAY + timedelta(days=20)} <= set(days)
    assert len(days) == len(set(days))  # two things of one day are one event
    assert all(day >= DAY for day in days)
    assert all(type(day) is date for day in days)
    for each in events:
        [alarm] = each.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(days=-7)
        assert each.decoded("dtend") == each.decoded("dtstart") + timedelta(days=1)


def test_two_files_have_nothing_in_common_that_leads_back(
    empty_vault: Vault, tmp_path: Path
) -> None:
    one = written(empty_vault, tmp_path, "neutral")[1].walk("VEVENT")
    other = written(empty_vault, tmp_path, "neutral")[1].walk("VEVENT")
    first, second = ({str(each["uid"]) for each in some} for some in (one, other))

    assert len(first) == len(one)
    assert not first & second


def test_references_are_the_vaults_own_and_are_noted(
    empty_vault: Vault, case: str, tmp_path: Path
) -> None:
    before = len(disclosures(empty_vault))
    content, calendar = written(empty_vault, tmp_path, "reference")
    titles = {str(each["summary"]) for each in calendar.walk("VEVENT")}

    assert f"CaseDesk: {case}" in titles
    assert b"Amina" not in content
    assert b"AO-2026" not in content
    assert len(disclosures(empty_vault)) > before


@pytest.mark.usefixtures("case")
def test_full_titles_name_the_case_and_still_no_person_to_be_heard_of(
    empty_vault: Vault, tmp_path: Path
) -> None:
    _content, calendar = written(empty_vault, tmp_path, "full")
    titles = {str(each["summary"]) for each in calendar.walk("VEVENT")}

    assert "Comments, one; two · Amina Okafor v. State" in titles
    assert any(title.startswith("Check-in: P") for title in titles)
    assert "Check-in with Amina Okafor" not in " ".join(titles)
    [session] = [e for e in calendar.walk("VEVENT") if str(e["summary"]) == "Session no. 9127"]
    assert session.decoded("dtend") - session.decoded("dtstart") == timedelta(days=5)


def test_only_the_days_asked_for_are_written_and_only_for_its_owner(
    empty_vault: Vault, tmp_path: Path
) -> None:
    _content, calendar = written(empty_vault, tmp_path, "neutral", days=5)
    days = {each.decoded("dtstart") for each in calendar.walk("VEVENT")}

    assert max(days) <= DAY + timedelta(days=5)
    assert stat.S_IMODE((tmp_path / "calendar.ics").stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["calendar.ics"]


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("name", ["calendar.txt", "nowhere/calendar.ics"])
def test_a_place_that_is_none_is_refused_and_nothing_is_noted(
    empty_vault: Vault, tmp_path: Path, name: str
) -> None:
    before = disclosures(empty_vault)
    with pytest.raises(NotWritten):
        write_calendar(empty_vault, Asked("full", DAY), tmp_path / name)
    with pytest.raises(NotWritten):
        write_calendar(empty_vault, Asked("full", DAY), empty_vault.folder / "calendar.ics")

    assert disclosures(empty_vault) == before
