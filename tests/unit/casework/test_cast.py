"""Everybody of a real case before one audience, and every text of it without withheld names."""

from collections.abc import Callable
from typing import Any

import pytest

from casedesk.casework import entering
from casedesk.casework.casefile import read_case
from casedesk.casework.cast import Cast, cast_of
from casedesk.casework.consents import Scope
from casedesk.domain.base import Record
from casedesk.domain.cases import Case
from casedesk.domain.parties import Party
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault

Tell = Callable[[Writing, Case], Any]


class Told:
    """A new case in which something was entered, and how an audience sees it."""

    def __init__(self, vault: Vault, tell: Tell) -> None:
        self._vault = vault

        def work(unit: Writing) -> tuple[str, Any]:
            case = entering.enter(unit, "cases", {"title": "A case"})
            assert isinstance(case, Case)
            return case.ref, tell(unit, case)

        self.ref, self.answer = vault.write("enter", work).result

    def cast(self, audience: str = "public", mechanism: str = "un-sp") -> Cast:
        def work(unit: Reading) -> Cast:
            case = unit.get(self.ref, "cases")
            assert isinstance(case, Case)
            return cast_of(unit, read_case(unit, case), Scope(case.id, audience, mechanism))

        return self._vault.read(work)

    def name(self, party: str, audience: str = "public") -> str:
        cast = self.cast(audience)
        return next(
            n.text for n in cast.namings.values() if cast.file.parties[n.party].ref == party
        )


def someone(unit: Writing, name: str, kind: str = "people", **values: str) -> Record:
    return entering.enter(unit, kind, {"name": name, **values})


def involve(unit: Writing, subject: Record, name: str, role: str, **values: str) -> Record:
    """Somebody new with a role; the values are of the involvement."""
    party = someone(unit, name)
    give(unit, subject, party, role, **values)
    return party


def give(unit: Writing, subject: Record, party: Record, role: str, **values: str) -> None:
    told = {"subject": subject.ref, "party": party.ref, "role": role, **values}
    entering.enter(unit, "involvements", told)


def agree(unit: Writing, party: Record, how: str | None = None, state: str = "given") -> None:
    entering.note_consent(
        unit, party, untrusted_audience="public", untrusted_state=state, untrusted_how=how
    )


@pytest.mark.parametrize("subject", ["cases", "events", "reprisals", "engagements", "proceedings",
                                     "instruments"])  # fmt: skip
def test_whoever_has_a_role_anywhere_in_a_case_is_in_its_cast(
    empty_vault: Vault, subject: str
) -> None:
    def tell(unit: Writing, case: Case) -> None:
        place: Record = case
        if subject != "cases":
            place = entering.enter(unit, subject, {"title": "Here", "case": case.ref})
        involve(unit, place, "Ali Witness", "witness")

    cast = Told(empty_vault, tell).cast()

    assert [naming.text for naming in cast.namings.values()] == ["[Witness 1, name withheld]"]
    assert cast.clean("Ali Witness saw it.") == "[Witness 1, name withheld] saw it."


def test_an_instrument_of_a_proceeding_belongs_to_the_case(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        matter = entering.enter(unit, "proceedings", {"title": "Here", "case": case.ref})
        views = entering.enter(unit, "instruments", {"title": "V", "proceeding": matter.ref})
        involve(unit, views, "Ali Witness", "witness")

    assert len(Told(empty_vault, tell).cast().namings) == 1


def test_whoever_was_removed_or_has_a_removed_role_is_not_in_the_cast(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        gone = involve(unit, case, "Gone Person", "victim")
        unit.remove(gone, "entered by mistake")
        other = someone(unit, "Other Person")
        role = entering.link(unit, case, other, "victim")
        unit.remove(role, "entered by mistake")
        entering.change(unit, case, {"summary": "Gone Person and Other Person"})

    cast = Told(empty_vault, tell).cast()

    assert not cast.namings
    assert cast.clean(cast.file.case.summary) == "[name withheld] and [name withheld]"


def test_hidden_roles_are_listed_for_the_office_alone(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        for number, hidden in enumerate(("role-hidden", "existence-hidden", "none"), start=1):
            involve(unit, case, f"Witness Number{number}", "witness", confidentiality=hidden)

    told = Told(empty_vault, tell)

    assert len(told.cast("internal").in_role("witness")) == 3
    for audience in ("mechanism", "state", "public"):
        cast = told.cast(audience)
        # The number one: counting the hidden ones would betray that there are more.
        assert [cast.name(p) for p in cast.in_role("witness")] == ["[Witness 1, name withheld]"]
        assert cast.clean("Number1, Number2; Number3") == (
            "[name withheld]; [Witness 1, name withheld]"
        )


def test_people_of_one_role_are_told_apart_by_numbers(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        for name in ("First Person", "Second Person"):
            involve(unit, case, name, "victim")
        involve(unit, case, "Third Person", "witness")

    cast = Told(empty_vault, tell).cast()

    assert cast.clean("First, Second, Third.") == (
        "[Victim 1, name withheld], [Victim 2, name withheld], [Witness 1, name withheld]."
    )


def test_every_recorded_form_of_a_withheld_name_goes(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        person = involve(unit, case, "إبراهيم متولي", "victim")
        forms = {"romanised": "Ebrahim Metwally", "nom-de-guerre": "Falcon Nine", "acronym": "EMW"}
        for form, name in forms.items():
            entering.enter(unit, "names", {"party": person.ref, "form": form, "name": name})
        alias = {"party": person.ref, "name": "Ms. North", "audience": "state"}
        entering.enter(unit, "aliases", alias)

    cast = Told(empty_vault, tell).cast()
    text = "متولي; Metwally; Falcon; EMW; Ms. North; emw"

    assert cast.clean(text) == "; ".join(["[Victim 1, name withheld]"] * 5) + "; emw"


def test_who_was_merged_is_shown_and_protected_as_the_one_merged_into(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        old = involve(unit, case, "Ahmad Thoolaal", "victim")
        middle = someone(unit, "Ahmet Tholall")
        now = someone(unit, "Ahmed Tholal")
        agree(unit, old)
        agree(unit, now, state="withdrawn")
        unit.redirect(old, middle)
        unit.redirect(middle, now)

    told = Told(empty_vault, tell)
    cast = told.cast()

    assert [cast.file.parties[key].name for key in cast.namings] == ["Ahmed Tholal"]
    assert [cast.name(party) for party in cast.in_role("victim")] == ["[Victim 1, name withheld]"]
    assert cast.clean("Ahmad Thoolaal, Tholall, Ahmed Tholal") == "[Victim 1, name withheld]"


def test_where_the_one_merged_into_may_be_named_the_other_spelling_may_stand(
    empty_vault: Vault,
) -> None:
    def tell(unit: Writing, case: Case) -> None:
        now = involve(unit, case, "Ahmed Tholal", "victim")
        old = someone(unit, "Ahmad Thoolaal")
        unit.redirect(old, now)
        agree(unit, now)

    assert Told(empty_vault, tell).cast().clean("Ahmad Thoolaal") == "Ahmad Thoolaal"


def test_people_of_other_cases_are_taken_out_of_texts_by_their_whole_names(
    empty_vault: Vault,
) -> None:
    def tell(unit: Writing, case: Case) -> None:
        other = entering.enter(unit, "cases", {"title": "Another"})
        person = involve(unit, other, "Sara Strange", "victim")
        entering.enter(unit, "names", {"party": person.ref, "name": "سارة سترينج"})
        someone(unit, "Strange Society", "organisations")
        entering.change(
            unit, case, {"summary": "Sara Strange and سارة سترينج of the Strange Society"}
        )

    cast = Told(empty_vault, tell).cast()

    assert cast.clean(cast.file.case.summary) == (
        "[name withheld] and [name withheld] of the Strange Society"
    )


def test_a_namesake_in_another_case_does_not_take_the_name_of_who_may_be_named(
    empty_vault: Vault,
) -> None:
    def tell(unit: Writing, case: Case) -> None:
        agree(unit, involve(unit, case, "Named Twice", "victim"))
        someone(unit, "Named Twice")
        entering.change(unit, case, {"summary": "Named Twice"})

    assert Told(empty_vault, tell).cast().clean("Named Twice") == "Named Twice"


def test_words_agreed_on_for_one_do_not_name_another_who_is_withheld(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> str:
        involve(unit, case, "Ahmed Tholal", "victim")
        sister = involve(unit, case, "Huda Tholal", "relative")
        agree(unit, sister, "the sister of Ahmed Tholal")
        return sister.ref

    told = Told(empty_vault, tell)

    assert told.name(told.answer) == "the sister of [name withheld]"
    assert told.cast().clean("Huda Tholal") == "the sister of [name withheld]"


def test_own_words_may_hold_part_of_the_own_name(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        agree(unit, involve(unit, case, "Ahmed Tholal", "victim"), "Ahmed T.")

    cast = Told(empty_vault, tell).cast()

    assert cast.clean("Ahmed Tholal wept. Ahmed T. left, Tholal too") == (
        "Ahmed T. wept. Ahmed T. left, Ahmed T. too"
    )


def test_a_body_called_after_somebody_withheld_is_not_printed_with_the_name(
    empty_vault: Vault,
) -> None:
    def tell(unit: Writing, case: Case) -> str:
        involve(unit, case, "Ahmed Tholal", "victim")
        body = someone(unit, "Ahmed Tholal Foundation", "organisations")
        give(unit, case, body, "complainant")
        agree(unit, body)
        return body.ref

    told = Told(empty_vault, tell)

    assert told.name(told.answer) == "[name withheld] Foundation"


def test_a_state_keeps_its_name_though_somebody_withheld_is_called_like_it(
    empty_vault: Vault,
) -> None:
    def tell(unit: Writing, case: Case) -> str:
        involve(unit, case, "Jordan Smith", "victim")
        state = someone(unit, "Jordan", "states")
        give(unit, case, state, "respondent-state")
        return state.ref

    told = Told(empty_vault, tell)

    assert told.name(told.answer) == "Jordan"
    assert told.cast().clean("Jordan v. Smith") == "Jordan v. [Victim 1, name withheld]"


def test_of_a_group_only_the_whole_description_goes(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        group = someone(unit, "40 villagers of Ain", "groups")
        give(unit, case, group, "victim")

    cast = Told(empty_vault, tell).cast()

    assert cast.clean("40 villagers of Ain; the villagers") == (
        "[Victim 1, name withheld]; the villagers"
    )


def test_a_decision_for_one_proceeding_counts_before_its_body_alone(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        matter = {"title": "M", "case": case.ref, "mechanism": "UN-CCPR"}
        proceeding = entering.enter(unit, "proceedings", matter)
        person = involve(unit, case, "Ahmed Tholal", "victim")
        said = {"person": person.ref, "audience": "public", "state": "given"}
        entering.enter(unit, "consents", said | {"proceeding": proceeding.ref})

    told = Told(empty_vault, tell)

    assert told.cast(mechanism="un-ccpr").clean("Tholal") == "Tholal"
    assert told.cast(mechanism="un-sp").clean("Tholal") == "[Victim 1, name withheld]"


def test_the_office_reads_its_texts_as_they_are(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        involve(unit, case, "Ahmed Tholal", "source", confidentiality="existence-hidden")

    assert Told(empty_vault, tell).cast("internal").clean("Ahmed Tholal") == "Ahmed Tholal"


def test_an_addressee_without_a_role_is_in_the_cast(empty_vault: Vault) -> None:
    def tell(unit: Writing, case: Case) -> None:
        matter = entering.enter(unit, "proceedings", {"title": "M", "case": case.ref})
        company = someone(unit, "Dig Deep Ltd", "organisations")
        told = {"proceeding": matter.ref, "party": company.ref}
        entering.enter(unit, "addressees", told)

    cast = Told(empty_vault, tell).cast()

    assert [n.text for n in cast.namings.values()] == ["[Organisation 1, name withheld]"]
    assert all(isinstance(party, Party) for party in cast.file.parties.values())
