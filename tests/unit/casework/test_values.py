"""What a person types becomes exactly that value, or is refused with a sentence that helps."""

import math
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.casework.values import (
    BadValue,
    codes_of,
    harmless,
    number_text,
    read_value,
    say_value,
    show_value,
)
from casedesk.domain.base import Field, fields_of, kinds
from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement
from casedesk.domain.evidence import Evidence
from casedesk.domain.parties import Organisation, Person
from casedesk.domain.proceedings import Answer, Fact
from casedesk.mechanisms.registry import questions
from casedesk.vault.unit import NoSuchRecord
from casedesk.vault.vault import Vault
from casedesk.when import AmbiguousDate, DateError, When

FIELDS: dict[str, Field] = {
    "text": fields_of(Person)["occupation"],
    "long": fields_of(Person)["description"],
    "number": fields_of(Event)["latitude"],
    "yesno": fields_of(Answer)["answer"],
    "when": fields_of(Event)["occurred"],
    "code": fields_of(Involvement)["role"],
    "country": fields_of(Event)["country"],
    "language": fields_of(Event)["language"],
    "party": fields_of(Involvement)["party"],
    "link": fields_of(Involvement)["subject"],
}


def reading(vault: Vault, kind: str, text: str, *, day_first: bool | None = None) -> Any:
    return vault.read(lambda unit: read_value(unit, FIELDS[kind], text, day_first=day_first))


@pytest.mark.parametrize("kind", FIELDS)
def test_empty_text_empties_every_kind_of_field(empty_vault: Vault, kind: str) -> None:
    assert reading(empty_vault, kind, "") is None


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_text_is_kept_to_the_last_blank_and_control_character(
    empty_vault: Vault, text: str
) -> None:
    def both(unit: Any) -> tuple[Any, Any]:
        return read_value(unit, FIELDS["text"], text), read_value(unit, FIELDS["long"], text)

    assert empty_vault.read(both) == (text, text)


@pytest.mark.parametrize("text", ["a\0b", "\udce9"])
def test_what_no_place_could_give_back_is_refused(empty_vault: Vault, text: str) -> None:
    with pytest.raises(BadValue):
        reading(empty_vault, "text", text)


@pytest.mark.parametrize(
    "text", ["-33.501342", "0", "-70.5388845111", "90", "0.00001", "12345678.25"]
)
def test_a_number_is_written_again_as_it_was_typed(empty_vault: Vault, text: str) -> None:
    assert number_text(reading(empty_vault, "number", text)) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_changes_by_being_written_and_read(empty_vault: Vault, number: float) -> None:
    text = number_text(number)
    if len(text) < 300:
        assert reading(empty_vault, "number", text) == number


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "-Infinity", "1e999", "1,7", "200.000.000", "1_000", "0x10", "12 km", "-"],
)
def test_what_is_no_certain_number_is_refused(empty_vault: Vault, text: str) -> None:
    with pytest.raises(BadValue, match="is not a number"):
        reading(empty_vault, "number", text)


def test_the_minus_and_digits_of_other_scripts_are_numbers_too(empty_vault: Vault) -> None:
    assert reading(empty_vault, "number", "−33.5") == -33.5
    assert reading(empty_vault, "number", "٣٣٫٥") == 33.5


def test_a_field_of_whole_numbers_takes_no_fraction(empty_vault: Vault) -> None:
    size = fields_of(Evidence)["size"]
    assert empty_vault.read(lambda unit: read_value(unit, size, "12")) == 12
    for text in ("12.0", "1e3", "9" * 30):
        with pytest.raises(BadValue, match="whole number"):
            empty_vault.read(partial(read_value, field=size, untrusted_text=text))


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", "yes"), ("Oui", "yes"), ("SÍ", "yes"), ("да", "yes"), ("لا", "no"), ("N", "no"),
     ("0", "no"), ("unknown", "unknown"), ("?", "unknown")],
)  # fmt: skip
def test_yes_and_no_are_understood_in_six_languages(
    empty_vault: Vault, text: str, value: str
) -> None:
    assert reading(empty_vault, "yesno", text) == value


def test_maybe_is_neither_yes_nor_no(empty_vault: Vault) -> None:
    with pytest.raises(BadValue, match="neither yes, no nor unknown"):
        reading(empty_vault, "yesno", "maybe")


def test_a_code_is_taken_by_its_id_or_by_its_label(empty_vault: Vault) -> None:
    assert reading(empty_vault, "code", "alleged-perpetrator") == "alleged-perpetrator"
    assert reading(empty_vault, "code", "alleged PERPETRATOR") == "alleged-perpetrator"


def test_a_misspelt_code_is_answered_with_the_nearest(empty_vault: Vault) -> None:
    with pytest.raises(BadValue, match=r"“victum”.*roles.*victim"):
        reading(empty_vault, "code", "victum")


def test_facts_and_questions_are_lists_too(empty_vault: Vault) -> None:
    fact, question = fields_of(Fact)["fact"], fields_of(Answer)["question"]
    first = next(iter(questions()))
    assert empty_vault.read(lambda unit: read_value(unit, fact, "notified")) == "notified"
    assert empty_vault.read(lambda unit: read_value(unit, question, first)) == first


def test_every_list_that_a_field_names_exists() -> None:
    named = {
        field.shown.codes
        for cls in kinds().values()
        for field in fields_of(cls).values()
        if field.kind == "code"
    }
    for name in named:
        assert codes_of(name or ""), name


@pytest.mark.parametrize(
    "text", ["Chile", "chili", "CHL", "CL", "智利", "Чили", "شيلي", "la República de Chile"]
)
def test_a_country_is_known_by_its_names_and_codes(empty_vault: Vault, text: str) -> None:
    assert reading(empty_vault, "country", text) == "CHL"


def test_a_country_is_not_guessed(empty_vault: Vault) -> None:
    with pytest.raises(BadValue, match=r"near it are: .*Chile"):
        reading(empty_vault, "country", "Chilee")
    with pytest.raises(BadValue, match="Namibia or not available"):
        reading(empty_vault, "country", "NA")


@pytest.mark.parametrize(
    ("text", "value"),
    [("EN", "en"), ("français", "fr"), ("zh-hans", "zh-Hans"), ("pt_br", "pt-BR"), ("ckb", "ckb")],
)
def test_a_language_has_one_writing(empty_vault: Vault, text: str, value: str) -> None:
    assert reading(empty_vault, "language", text) == value


def test_a_sentence_is_no_language(empty_vault: Vault) -> None:
    with pytest.raises(BadValue, match="is no code of a language"):
        reading(empty_vault, "language", "the usual one")


def test_a_date_that_can_be_meant_in_two_ways_is_asked(empty_vault: Vault) -> None:
    with pytest.raises(AmbiguousDate):
        reading(empty_vault, "when", "02/01/2014")
    assert reading(empty_vault, "when", "02/01/2014", day_first=True).edtf == "2014-01-02"
    assert reading(empty_vault, "when", "02/01/2014", day_first=False).edtf == "2014-02-01"


def test_an_impossible_date_is_refused(empty_vault: Vault) -> None:
    with pytest.raises(DateError):
        reading(empty_vault, "when", "31 February 1974")


def test_a_link_takes_only_records_of_its_kinds(empty_vault: Vault) -> None:
    def work(unit: Any) -> tuple[str, str, int]:
        person = unit.add(Person(name="Ana Ruiz"))
        case = unit.add(Case(title="A case"))
        return person.ref, case.ref, person.id

    person, case, number = empty_vault.write("test", work).result
    assert reading(empty_vault, "party", person.lower()) == number
    with pytest.raises(NoSuchRecord, match="of the kind “people”"):
        reading(empty_vault, "link", person)
    with pytest.raises(NoSuchRecord, match="of the kind “cases”"):
        reading(empty_vault, "party", case)
    with pytest.raises(NoSuchRecord, match="No record here"):
        reading(empty_vault, "party", "P000000")


def test_a_link_is_shown_as_a_reference_and_said_with_a_title(empty_vault: Vault) -> None:
    body = empty_vault.write("test", lambda unit: unit.add(Organisation(name="Aid"))).result
    field = FIELDS["party"]
    assert empty_vault.read(lambda unit: show_value(unit, field, body.id)) == body.ref
    assert empty_vault.read(lambda unit: say_value(unit, field, body.id)) == f"Aid ({body.ref})"


@pytest.mark.parametrize(
    ("kind", "value", "shown", "said"),
    [
        ("when", When("1973-09~", 720502, 720531, "hacia septiembre"), "1973-09~",
         "about September 1973"),
        ("number", -33.5, -33.5, "-33.5"),
        ("number", 90.0, 90.0, "90"),
        ("code", "alleged-perpetrator", "alleged-perpetrator", "Alleged perpetrator"),
        ("country", "CHL", "CHL", "Chile"),
        ("text", None, None, ""),
    ],
)  # fmt: skip
def test_programs_get_codes_and_people_get_words(
    empty_vault: Vault, kind: str, value: Any, shown: Any, said: str
) -> None:
    field = FIELDS[kind]
    assert empty_vault.read(lambda unit: show_value(unit, field, value)) == shown
    assert empty_vault.read(lambda unit: say_value(unit, field, value)) == said


def test_a_terminal_never_obeys_a_text_from_the_vault() -> None:
    assert harmless("a\x1b[2Jb\nc\td\x9b") == "a\\x1b[2Jb\nc\td\\x9b"


def test_whole_numbers_have_no_point() -> None:
    assert number_text(3.0) == "3"
    assert number_text(-0.5) == "-0.5"
    assert math.isclose(float(number_text(1e-7)), 1e-7)
