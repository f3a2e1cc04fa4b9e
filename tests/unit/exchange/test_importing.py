"""An import loses nothing, invents nothing, merges nobody, and is done wholly or not at all."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from casedesk.casework.values import number_text
from casedesk.domain.base import Record, fields_of, kinds, spine
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement
from casedesk.domain.parties import Name, Person
from casedesk.exchange.importing import import_table, try_import
from casedesk.exchange.mapping import NoMapping
from casedesk.exchange.report import CannotImport, Report
from casedesk.vault.tables import change
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault
from casedesk.words import Refusal

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
PINOCHET = SAMPLES / "cases" / "pinochet.csv"
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the real data is not beside this checkout"
)
Written = Callable[[str | bytes], Path]


def done(vault: Vault, path: Path, kind: str, mapping: Path | None = None) -> Report:
    return vault.write("import", lambda unit: import_table(unit, path, kind, mapping)).result


def last(vault: Vault, cls: type[Record], number: int) -> list[Any]:
    """The records of a kind that were entered last, in order of entry."""
    return vault.read(lambda unit: list(unit.all(cls))[-number:])


def size(vault: Vault) -> tuple[int, int]:
    """How many records and how many changes the vault holds."""

    def count(unit: Reading) -> tuple[int, int]:
        return tuple(
            unit.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (spine, change)
        )  # type: ignore[return-value]  # two tables, two numbers

    return vault.read(count)


def as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
_FORMULA = st.builds(str.__add__, st.sampled_from("=+-@\t\r"), _TEXT)
_NAME = (_TEXT | _FORMULA).filter(lambda text: bool(text.strip()))


@given(st.lists(st.tuples(_NAME, _TEXT | _FORMULA), min_size=1, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_comes_in_exactly_as_it_was_written(
    empty_vault: Vault, table: Written, people: list[tuple[str, str]]
) -> None:
    path = table(as_csv([["name", "description"], *map(list, people)]))
    assert done(empty_vault, path, "people").records == {"people": len(people)}
    found = last(empty_vault, Person, len(people))
    assert [(each.name, each.description or "") for each in found] == people


@pytest.mark.samples
@needs_samples
def test_formulas_and_naughty_texts_come_in_unchanged(empty_vault: Vault, table: Written) -> None:
    files = ("csv-injection-payloads.txt", "blns.txt")
    texts = [
        line
        for name in files
        for line in (SAMPLES / "attack" / name).read_text(encoding="utf-8").split("\n")
        if line.strip() and "\0" not in line
    ]
    done(empty_vault, table(as_csv([["name"], *([text] for text in texts)])), "people")
    assert [each.name for each in last(empty_vault, Person, len(texts))] == texts


def test_every_kind_of_field_is_read(empty_vault: Vault, table: Written) -> None:
    case = empty_vault.write("case", lambda unit: unit.add(Case(title="A case"))).result
    path = table(
        "title;act;occurred;Country;Latitude;case\n"
        f"Arrest;Arrest;12 September 1973;Chili;-33.501342;{case.ref.lower()}\n"
    )
    done(empty_vault, path, "events")
    (event,) = last(empty_vault, Event, 1)
    assert (event.act, event.country, event.latitude) == ("arrest", "CHL", -33.501342)
    assert (event.occurred.edtf, event.occurred.words) == ("1973-09-12", "12 September 1973")
    assert event.case == case.id


def test_one_bad_row_stops_everything_and_is_named(empty_vault: Vault, table: Written) -> None:
    before = size(empty_vault)
    path = table("title,latitude\nfirst,1.5\nsecond,north\nthird,2\nfourth,nan\nfifth\n")
    with pytest.raises(CannotImport) as error:
        done(empty_vault, path, "events")
    assert str(error.value) == (
        "Nothing was imported; line 3, column “latitude”: “north” is not a number; write digits"
        " with a point, such as -33.501342; 2 more rows cannot be read."
    )
    assert size(empty_vault) == before


def test_a_bad_row_behind_thousands_of_good_ones_leaves_nothing_behind(
    empty_vault: Vault, table: Written
) -> None:
    before = size(empty_vault)
    rows = [[f"person {number}", "FRA"] for number in range(1500)]
    path = table(as_csv([["name", "country"], *rows, ["last", "Nowhere"]]))
    with pytest.raises(CannotImport, match="line 1502, column “country”"):
        done(empty_vault, path, "people")
    assert size(empty_vault) == before


def test_a_dry_run_reports_every_problem_and_writes_nothing(
    empty_vault: Vault, table: Written
) -> None:
    before = size(empty_vault)
    path = table("name,country\nAna,Nowhere\n,\n ,CHL\nLuis,CHL\n")
    report = empty_vault.read(lambda unit: try_import(unit, path, "people"))
    assert [(each.line, each.column) for each in report.problems] == [(2, "country"), (4, "name")]
    assert report.skipped == [(3, "every cell is empty")]
    assert report.as_json()["records"] == {"people": 1}
    assert "Nothing was written." in report.in_words()[0]
    assert size(empty_vault) == before


def test_a_dry_run_counts_what_the_import_then_makes(empty_vault: Vault, table: Written) -> None:
    path = table("name,country,remark\nAna,CHL,x\nLuis,,y\n")
    tried = empty_vault.read(lambda unit: try_import(unit, path, "people")).as_json()
    made = done(empty_vault, path, "people").as_json()
    assert tried.pop("dry_run")
    assert not made.pop("dry_run")
    assert tried == made


def test_people_of_one_name_stay_two_and_are_counted(empty_vault: Vault, table: Written) -> None:
    path = table("name\nJosé Quispe Mamani\nRosa Quispe\nJOSE QUISPE MAMANI\n")
    first = done(empty_vault, path, "people")
    assert (first.records["people"], first.possible_duplicates) == (3, 1)
    assert first.duplicate_lines == [4]
    again = done(empty_vault, path, "people")
    assert (again.records["people"], again.possible_duplicates) == (3, 3)
    assert all(each.merged_into is None for each in last(empty_vault, Person, 6))


def test_duplicates_are_found_across_hundreds_of_rows(empty_vault: Vault, table: Written) -> None:
    names = [[f"Wanjiru Otieno {number}"] for number in range(700)]
    path = table(as_csv([["name"], *names, names[0]]))
    tried = empty_vault.read(lambda unit: try_import(unit, path, "people"))
    assert tried.duplicate_lines == [702]
    assert done(empty_vault, path, "people").duplicate_lines == [702]


def test_columns_no_field_takes_are_kept_in_words_and_said(
    empty_vault: Vault, table: Written
) -> None:
    path = table("name,prison,cell no.,description\nAna,Evin,209,A teacher.\nLuis,,,\n")
    report = done(empty_vault, path, "people")
    ana, luis = last(empty_vault, Person, 2)
    assert ana.description == "A teacher.\n\nAs in the source:\nprison: Evin\ncell no.: 209"
    assert luis.description is None
    assert report.kept_columns == ("prison", "cell no.")
    assert any("prison, cell no." in sentence for sentence in report.in_words())


def test_a_number_written_in_another_way_is_kept_in_words_too(
    empty_vault: Vault, table: Written
) -> None:
    done(empty_vault, table("title,latitude\nE,-33.406879000000004\n"), "events")
    (event,) = last(empty_vault, Event, 1)
    assert event.latitude == -33.406879
    assert event.description == "As in the source:\nlatitude: -33.406879000000004"


def test_where_nothing_has_room_for_a_column_the_import_is_refused(
    empty_vault: Vault, table: Written
) -> None:
    with pytest.raises(NoMapping, match="No field takes the columns hair"):
        done(empty_vault, table("rule,key,value,reason,source,hair\n1,2,3,4,5,6\n"), "corrections")


def test_a_table_without_any_known_column_is_refused(empty_vault: Vault, table: Written) -> None:
    with pytest.raises(NoMapping, match="No column is called like a field"):
        done(empty_vault, table("x,y\n1,2\n"), "people")


def test_an_ambiguous_date_is_refused_with_its_line(empty_vault: Vault, table: Written) -> None:
    with pytest.raises(CannotImport, match="line 2, column “born”: “02/01/2014” can mean"):
        done(empty_vault, table("name,born\nAna,02/01/2014\n"), "people")


def test_references_are_followed_and_a_wrong_one_is_refused(
    empty_vault: Vault, table: Written
) -> None:
    def two(unit: Any) -> tuple[Person, Case]:
        return unit.add(Person(name="Ana")), unit.add(Case(title="A case"))

    person, case = empty_vault.write("two", two).result
    done(
        empty_vault, table(f"subject,party,role\n{case.ref},{person.ref},victim\n"), "involvements"
    )
    (made,) = last(empty_vault, Involvement, 1)
    assert (made.subject, made.party, made.role) == (case.id, person.id, "victim")
    path = table(f"subject,party,role\n{case.ref},{case.ref},victim\n")
    with pytest.raises(CannotImport, match=r"column “party”.*of the kind “cases”"):
        done(empty_vault, path, "involvements")
    with pytest.raises(CannotImport, match=r"column “party”.*No record here"):
        done(empty_vault, table("party,name\nP000000,Anita\n"), "names")


def test_a_merged_person_is_found_under_the_old_reference(
    empty_vault: Vault, table: Written
) -> None:
    def merge(unit: Any) -> tuple[str, int]:
        old, new = unit.add(Person(name="Anna")), unit.add(Person(name="Ana"))
        unit.redirect(old, new)
        return old.ref, new.id

    ref, number = empty_vault.write("merge", merge).result
    done(empty_vault, table(f"party,name\n{ref},Anita\n"), "names")
    assert last(empty_vault, Name, 1)[0].party == number


def test_a_judged_encoding_is_said_to_be_one(empty_vault: Vault, table: Written) -> None:
    path = table("name\nHissène Habré\n".encode("mac_roman"))
    report = done(empty_vault, path, "people")
    assert last(empty_vault, Person, 1)[0].name == "Hissène Habré"
    assert report.as_json()["encoding_certain"] is False
    assert any("read as Mac Roman" in sentence for sentence in report.in_words())


def test_one_import_is_one_unit_of_the_history(empty_vault: Vault, table: Written) -> None:
    records, changes = size(empty_vault)
    done(empty_vault, table(as_csv([["name"], *([f"N{n}"] for n in range(600))])), "people")
    assert size(empty_vault) == (records + 600, changes + 600)


@pytest.fixture(scope="module")
def victims(empty_vault: Vault) -> tuple[Report, list[Any], list[Any], list[Any]]:
    """What importing the victims of the Rettig Commission made."""
    if not PINOCHET.is_file():
        pytest.skip("the real data is not beside this checkout")
    report = done(empty_vault, PINOCHET, "people")
    made = report.records
    return (
        report,
        last(empty_vault, Person, made["people"]),
        last(empty_vault, Event, made["events"]),
        last(empty_vault, Involvement, made["involvements"]),
    )


def victim_rows() -> list[dict[str, str]]:
    with PINOCHET.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


Victims = tuple[Report, list[Any], list[Any], list[Any]]


@pytest.mark.samples
def test_all_2398_victims_come_in_and_none_is_merged(victims: Victims) -> None:
    report, people, events, involvements = victims
    assert report.rows == len(people) == 2398
    assert report.problem_rows == report.skipped_rows == 0
    assert [p.name for p in people] == [
        f"{row['first_name']} {row['last_name']}" for row in victim_rows()
    ]
    assert all(person.merged_into is None for person in people)
    assert report.possible_duplicates == 1  # two José Fernando Torres Arenas
    assert len(events) == len(involvements) == 2398 + 4154
    assert {each.role for each in involvements} == {"victim"}


@pytest.mark.samples
def test_coordinates_of_victims_are_written_as_in_the_file(victims: Victims) -> None:
    places = [event for event in victims[2] if event.title.startswith("Seen or found")]
    columns = [(f"latitude_{n}", f"longitude_{n}", n) for n in range(1, 7)]
    written = []
    for row in victim_rows():
        for latitude, longitude, n in columns:
            if {row[f"place_{n}"], row[f"location_{n}"], row[latitude], row[longitude]} != {"NA"}:
                written.append((row[latitude], row[longitude]))
    found = []
    for event, pair in zip(places, written, strict=True):
        numbers = [event.latitude, event.longitude]
        texts = ["NA" if number is None else number_text(number) for number in numbers]
        # Thirteen are longer than a number can be: they stand in words beside it.
        kept = [text if f": {text}" in (event.description or "") else None for text in pair]
        found.append(tuple(long or short for long, short in zip(kept, texts, strict=True)))
    assert found == written
    assert sum(len(set(pair) - {"NA"}) > 0 for pair in written) == 3964


@pytest.mark.samples
def test_a_killing_is_counted_once_however_many_places_are_known(victims: Victims) -> None:
    acts = [event.act for event in victims[2]]
    assert acts.count("killing") == 1331
    assert acts.count("enforced-disappearance") == 825 + 108
    assert len([act for act in acts if act]) == 1331 + 933


@pytest.mark.samples
def test_dates_that_contradict_each_other_stay_in_words(victims: Victims) -> None:
    rows = victim_rows()
    acts = [event for event in victims[2] if not event.title.startswith("Seen or found")]
    assert acts[0].occurred.edtf == "1973-09-12"
    assert acts[1].occurred.edtf == "1973-09-11/1973-09-12"
    for number, row in enumerate(rows):
        if row["individual_id"] in {"228", "651", "1541"}:
            assert acts[number].occurred is None
            assert f"start_date_daily: {row['start_date_daily']}" in acts[number].description
    known = [row["start_date_monthly"] != "NA" or row["end_date_monthly"] != "NA" for row in rows]
    assert sum(event.occurred is not None for event in acts) == sum(known) - 3


@pytest.mark.samples
def test_nothing_that_is_known_of_a_victim_is_lost(victims: Victims) -> None:
    _report, people, events, involvements = victims
    said: dict[int, list[str]] = {person.id: [] for person in people}
    by_id = {event.id: event for event in events}
    for each in involvements:
        event = by_id[each.subject]
        when = event.occurred.edtf if event.occurred else ""
        numbers = [number_text(n) for n in (event.latitude, event.longitude) if n is not None]
        said[each.party] += [event.title, event.place or "", event.description, when, *numbers]
    translated = {"male", "nationality", "exact_coordinates"}
    months = {"start_date_monthly", "end_date_monthly"}  # a known day says its month
    for person, row in zip(people, victim_rows(), strict=True):
        text = "\n".join(
            [person.name, person.occupation or "", person.description, *said[person.id]]
        )
        for column, cell in row.items():
            if cell != "NA" and column not in translated | months:
                assert cell in text or cell.strip() in text, (row["individual_id"], column)
    assert sum(person.nationality is None for person in people) == 5
    assert {person.gender for person in people} == {"man", "woman", None}


@pytest.mark.samples
@needs_samples
def test_a_known_table_is_not_imported_as_what_it_is_not(empty_vault: Vault) -> None:
    with pytest.raises(NoMapping, match="Rettig Commission"):
        done(empty_vault, PINOCHET, "cases")


@pytest.mark.samples
@needs_samples
def test_hostile_tables_change_nothing(empty_vault: Vault) -> None:
    before = size(empty_vault)
    for path in sorted((SAMPLES / "attack" / "csv").iterdir()):
        with pytest.raises(Refusal):
            done(empty_vault, path, "people")
    assert size(empty_vault) == before


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_that_has_a_title_or_name_can_be_tried(
    empty_vault: Vault, table: Written, kind: str
) -> None:
    path = table("title,name\nA title,A name\n")
    named = {"title", "name"} & set(fields_of(kinds()[kind]))
    try:
        report = empty_vault.read(lambda unit: try_import(unit, path, kind))
    except NoMapping:
        # What cannot be taken is refused; what has room for both is not.
        assert len(named) < 2
    else:
        assert named
        assert report.rows == 1
