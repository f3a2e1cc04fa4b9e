"""A mapping says what becomes of every column; one that is wrong is refused by file and key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casedesk.domain.events import Event, Involvement
from casedesk.domain.parties import Person
from casedesk.exchange.importing import import_table, try_import
from casedesk.exchange.mapping import NoMapping
from casedesk.exchange.read_mapping import mapping_file, shipped_mappings
from casedesk.exchange.report import CannotImport, Report
from casedesk.mechanisms.definition import DefinitionError
from casedesk.vault.vault import Vault

Written = Callable[[str | bytes], Path]

ARRESTS = """
id = "arrests"
title = "Arrests of our office"
missing = ["n/a", "-"]
day_first = true
left_out = ["internal"]

[[records]]
name = "who"
kind = "people"
keep_in = "description"
keep = ["age"]
[records.fields]
name = { parts = ["{given}", "{family}"] }
gender = { column = "sex", codes = { f = "woman", m = "man" } }
nationality = { column = "country", otherwise = "words" }

[[records]]
name = "arrest"
kind = "events"
each = ["1", "2"]
if_known = ["place {n}"]
keep_in = "description"
[records.fields]
title = { parts = ["Arrest", "{place {n}}"], join = "dot" }
act = { text = "arrest" }
place = { column = "place {n}" }
occurred = { start = "from", end = "to", start_month = "month", otherwise = "words" }

[[records]]
name = "in"
kind = "involvements"
each = ["1", "2"]
[records.fields]
subject = { record = "arrest" }
party = { record = "who" }
role = { text = "victim" }
"""
HEADER = "given,family,sex,country,age,place 1,place 2,from,to,month,internal,remark\n"


@pytest.fixture
def mapping(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def done(vault: Vault, path: Path, mapping: Path) -> Report:
    return vault.write("import", lambda unit: import_table(unit, path, "people", mapping)).result


def test_one_row_makes_a_person_the_events_and_the_involvements(
    empty_vault: Vault, table: Written, mapping: Callable[[str], Path]
) -> None:
    path = table(HEADER + "Ana,Ruiz,f,Chile,about 40,Home,Prison,1/2/2020,3/2/2020,n/a,x,-\n")
    report = done(empty_vault, path, mapping(ARRESTS))
    assert report.records == {"people": 1, "events": 2, "involvements": 2}
    ana = empty_vault.read(lambda unit: unit.all(Person)[-1])
    assert (ana.name, ana.gender, ana.nationality) == ("Ana Ruiz", "woman", "CHL")
    assert ana.description == "As in the source:\nage: about 40"
    events = empty_vault.read(lambda unit: unit.all(Event)[-2:])
    assert [event.title for event in events] == ["Arrest · Home", "Arrest · Prison"]
    for event in events:
        assert event.occurred is not None
        assert event.occurred.edtf == "2020-02-01/2020-02-03"
        assert event.occurred.words == "1/2/2020 / 3/2/2020"
    links = empty_vault.read(lambda unit: unit.all(Involvement)[-2:])
    assert [(link.subject, link.party) for link in links] == [
        (event.id, ana.id) for event in events
    ]
    assert report.unused_columns == ("internal",)
    assert report.kept_columns == ("remark",)


@pytest.mark.parametrize(
    ("start", "end", "month", "edtf"),
    [
        ("2020-02-01", "2020-02-01", "n/a", "2020-02-01"),
        ("n/a", "2020-02-03", "2020-02-01", "2020-02/2020-02-03"),
        ("2020-02-01", "", "", "2020-02-01/"),
        ("", "2020-02-03", "", "/2020-02-03"),
        ("", "", "2020-02-01", "2020-02/"),
        ("-", "n/a", "", None),
        ("2020-03-01", "2020-02-03", "", None),
        ("some day", "2020-02-03", "", None),
    ],
)
def test_a_start_and_an_end_become_one_date_as_far_as_they_are_known(
    empty_vault: Vault,
    table: Written,
    mapping: Callable[[str], Path],
    start: str,
    end: str,
    month: str,
    edtf: str | None,
) -> None:
    path = table(HEADER + f"Ana,Ruiz,f,,,Home,,{start},{end},{month},,\n")
    done(empty_vault, path, mapping(ARRESTS))
    event = empty_vault.read(lambda unit: unit.all(Event)[-1])
    assert (event.occurred.edtf if event.occurred else None) == edtf
    if edtf is None and start not in {"", "-"}:
        expected = f"As in the source:\nfrom: {start}\nto: {end}"
        assert event.description == expected


def test_a_row_without_a_place_makes_no_event_and_no_involvement(
    empty_vault: Vault, table: Written, mapping: Callable[[str], Path]
) -> None:
    path = table(HEADER + "Ana,Ruiz,f,,,n/a,Prison,2020,2020,,,\nLuis,Paz,m,,,,,,,,,\n")
    report = done(empty_vault, path, mapping(ARRESTS))
    assert report.records == {"people": 2, "events": 1, "involvements": 1}


def test_what_a_field_does_not_take_is_kept_in_words_or_refused(
    empty_vault: Vault, table: Written, mapping: Callable[[str], Path]
) -> None:
    path = table(HEADER + "Ana,Ruiz,f,Chilean and French,,,,,,,,\n")
    report = done(empty_vault, path, mapping(ARRESTS))
    ana = empty_vault.read(lambda unit: unit.all(Person)[-1])
    assert (ana.nationality, report.kept_values) == (None, {"country": 1})
    assert ana.description == "As in the source:\ncountry: Chilean and French"
    path = table(HEADER + "Ana,Ruiz,x,,,,,,,,,\n")
    with pytest.raises(CannotImport, match="column “sex”: “x” is not in the list"):
        done(empty_vault, path, mapping(ARRESTS))


def test_a_column_the_table_lacks_is_named(
    empty_vault: Vault, table: Written, mapping: Callable[[str], Path]
) -> None:
    own = mapping(ARRESTS)
    with pytest.raises(NoMapping, match="no column “age”"):
        empty_vault.read(lambda unit: try_import(unit, table("given,family\nA,B\n"), "people", own))


def test_a_constant_that_is_no_code_is_refused(
    empty_vault: Vault, table: Written, mapping: Callable[[str], Path]
) -> None:
    own = mapping(ARRESTS.replace('text = "arrest"', 'text = "arest"'))
    with pytest.raises(NoMapping, match="“arest” is not in the list “acts”"):
        empty_vault.read(lambda unit: try_import(unit, table(HEADER), "people", own))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("left_out =", "left_uot =", "In own.toml, left_uot: this key is not known"),
        ('join = "dot"', 'jion = "dot"', r"title\.jion: this key is not known"),
        ('join = "dot"', 'join = "plus"', "“plus” is not known; possible are blank"),
        ('kind = "people"', 'kind = "persons"', r"records\[1\]\.kind: No kind of record"),
        ("gender = ", "sex = ", r"fields\.sex: records of this kind have no such field"),
        ('record = "arrest"', 'record = "arest"', "in.subject: “arest” is no record made before"),
        ('name = "in"', 'name = "who"', "the name “who” stands twice"),
        ('act = { text = "arrest" }', 'act = { record = "who" }', "only a link"),
        ('place = { column = "place {n}" }', 'place = { start = "a", end = "b" }', "only a date"),
        ('role = { text = "victim" }', "", "the field “role” is needed"),
        ('keep_in = "description"\nkeep = ["age"]', "", "say in which field words are kept"),
        ('keep_in = "description"', 'keep_in = "gender"', "“gender” is not known"),
        ('name = { parts = ["{given}", "{family}"] }', "name = { }", "say text, record, column"),
        ('id = "arrests"', "", "id: this key is missing"),
        ("day_first = true", "day_first = 1", "day_first: a value of another kind"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_by_file_and_key(
    mapping: Callable[[str], Path], old: str, new: str, sentence: str
) -> None:
    assert old in ARRESTS
    with pytest.raises(DefinitionError, match=sentence):
        mapping_file(mapping(ARRESTS.replace(old, new, 1)))


def test_every_shipped_mapping_is_read_and_recognised_by_its_header() -> None:
    for name, shipped in shipped_mappings().items():
        assert name == shipped.id
        assert shipped.columns_required, name
