"""What is said before a brief is printed: what is missing, who is not named, and what to do."""

import re

import pytest
from tests.unit.briefs.office import WITHHELD, Office

from casedesk.briefs.compose import NotInThisLanguage
from casedesk.briefs.printing import NoSuchForm
from casedesk.briefs.ready import LEVELS, Item, blockers
from casedesk.casework import entering
from casedesk.domain.base import fields_of, kinds
from casedesk.mechanisms.registry import forms
from casedesk.vault.door import Writing
from casedesk.vault.unit import NoSuchRecord


def items(office: Office, form: str, case: str = "whole", audience: str = "") -> list[Item]:
    return office.prepare(form, case, audience=audience).items


@pytest.mark.parametrize("form", forms())
def test_an_empty_case_lacks_everything_that_nobody_can_fill_in_by_itself(
    office: Office, form: str
) -> None:
    lacking = {item.field for item in blockers(items(office, form, "empty"))}
    by_itself = {"addressee_body", "submission_languages", "letter_kind"}
    needed = {
        field.id
        for field in forms()[form].fields()
        if field.required == "blocker" and field.fill not in by_itself
    }

    assert lacking == needed


@pytest.mark.parametrize("form", forms())
def test_a_whole_case_lacks_nothing_but_what_people_decide(office: Office, form: str) -> None:
    left = {item.field for item in blockers(items(office, form))}

    assert left <= {"consent", "naming"}


@pytest.mark.parametrize("case", ["whole", "empty"])
@pytest.mark.parametrize("form", forms())
def test_the_gravest_comes_first_and_every_item_is_a_sentence(
    office: Office, form: str, case: str
) -> None:
    found = items(office, form, case)
    levels = [LEVELS.index(item.level) for item in found]

    assert levels == sorted(levels)
    assert all(re.search(r"[.?)]$", item.text) for item in found), found
    assert list(found[0].as_json()) == ["level", "field", "text", "how"]


@pytest.mark.parametrize("form", forms())
def test_nothing_that_is_said_names_anybody(office: Office, form: str) -> None:
    said = " ".join(f"{item.text} {item.how}" for item in items(office, form))

    assert [name for name in WITHHELD if name in said] == []
    assert "Namewordish" not in said


_COMMAND = re.compile(
    r"casedesk (add|set|link|fact|consent|attach) VAULT(?: [^ ]+)+", flags=re.UNICODE
)


@pytest.mark.parametrize("form", forms())
def test_what_to_do_is_a_command_that_exists(office: Office, form: str) -> None:
    """The words in capitals are what a person puts in; kinds and fields must be real."""
    for item in items(office, form, "empty"):
        if item.how.startswith("--lang") or not item.how:
            continue
        assert _COMMAND.fullmatch(item.how), item.how
        words = item.how.split()
        if words[1] == "add":
            given = [word.partition("=")[0] for word in words[4:] if "=" in word]
            assert set(given) <= set(fields_of(kinds()[words[3]])), item.how


def test_a_person_who_is_not_named_is_said_by_reference_with_the_reason(office: Office) -> None:
    said = {item.text for item in items(office, "un-reprisals") if item.field == "naming"}
    ref = office.refs["withheld0"]

    assert f"{ref} is not named on this page. The newest decision on consent is: Refused." in said


def test_a_name_that_cannot_be_found_in_the_texts_is_warned_of(office: Office) -> None:
    said = " ".join(item.text for item in items(office, "un-reprisals"))
    warned = {
        number
        for number in range(len(WITHHELD))
        if f"name of {office.refs[f'withheld{number}']} in the letters" in said
    }

    assert warned == {1, 2, 3}  # the one in Latin letters can be found


def test_where_nobody_may_be_named_a_form_that_needs_names_is_not_ready(office: Office) -> None:
    def enter(unit: Writing) -> str:
        case = entering.enter(unit, "cases", {"title": "Nobody"})
        person = entering.enter(unit, "people", {"name": "Ahmed Alone"})
        entering.link(unit, case, person, "victim")
        return case.ref

    office.refs["nobody"] = office.write(enter)
    found = [item for item in items(office, "un-ccpr", "nobody") if item.field == "victim"]

    assert [item.level for item in found] == ["blocker"]
    assert "may be named" in found[0].text
    assert found[0].how.startswith("casedesk consent ")


def test_an_unknown_form_or_case_and_a_language_without_headings_are_refused(
    office: Office,
) -> None:
    with pytest.raises(NoSuchForm, match="un-ccpr"):
        office.prepare("un-nothing")
    with pytest.raises(NoSuchRecord):
        office.prepare("un-ccpr", "victim")
    with pytest.raises(NotInThisLanguage):
        office.prepare("un-ccpr", language="fr")
