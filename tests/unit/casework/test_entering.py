"""Entering, changing and linking: what a person typed is taken whole or refused in a sentence."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.casework import entering
from casedesk.casework.listing import shown_record
from casedesk.casework.order import out_of_order
from casedesk.domain.base import Record
from casedesk.domain.consents import Consent
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.registry import typologies
from casedesk.vault import history
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.when import parse
from casedesk.words import Refusal

Work = Callable[[Writing], Any]


def new(unit: Writing, kind: str, **values: str) -> Record:
    return entering.enter(unit, kind, values)


def case(unit: Writing) -> Record:
    return new(unit, "cases", title="A case")


def person(unit: Writing) -> Record:
    return new(unit, "people", name="A person")


def heads(vault: Vault) -> Any:
    return vault.read(lambda unit: history.heads(unit.connection))


def refused(vault: Vault, work: Work) -> str:
    """The sentence of a refusal, after which everything stands as before."""
    before = heads(vault)
    with pytest.raises(Refusal) as refusal:
        vault.write("refused", work)

    assert heads(vault) == before
    sentence = str(refusal.value)
    assert re.search(r"[.:?…]$|\w$", sentence)
    assert "\n" not in sentence
    return sentence


def written(vault: Vault, work: Work) -> Any:
    return vault.write("written", work).result


# Refusals


def test_an_unknown_kind_is_refused_with_the_kinds_there_are(empty_vault: Vault) -> None:
    said = refused(empty_vault, lambda unit: new(unit, "dossiers", title="x"))

    assert "“dossiers”" in said
    assert "cases" in said


def test_an_unknown_field_is_refused_with_the_fields_there_are(empty_vault: Vault) -> None:
    said = refused(empty_vault, lambda unit: new(unit, "people", name="x", surname="y"))

    assert "“surname”" in said
    assert "nationality" in said


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("cases", {}), ("people", {}), ("cases", {"title": ""}),
        ("involvements", {"role": "victim"}),
        ("consents", {"state": "given"}), ("facts", {"fact": "violation"}),
    ],
)  # fmt: skip
def test_a_record_without_what_makes_it_one_is_refused(
    empty_vault: Vault, kind: str, values: dict[str, str]
) -> None:
    assert "needs:" in refused(empty_vault, lambda unit: new(unit, kind, **values))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("born", "the day before"), ("born", "31 February 1970"), ("born", "03/04/1970"),
        ("gender", "somewhat"), ("nationality", "Atlantis"), ("language", "the northern one"),
    ],
)  # fmt: skip
def test_a_value_that_is_none_of_its_field_is_refused(
    empty_vault: Vault, field: str, value: str
) -> None:
    refused(empty_vault, lambda unit: new(unit, "people", name="x", **{field: value}))


@pytest.mark.parametrize("ref", ["C000000", "", "A person", "P", "c-000000"])
def test_a_link_to_nothing_is_refused(empty_vault: Vault, ref: str) -> None:
    refused(empty_vault, lambda unit: new(unit, "facts", case=ref, fact="order", occurred="2020"))


def test_a_link_to_a_record_of_another_kind_is_refused(empty_vault: Vault) -> None:
    said = refused(empty_vault, lambda unit: new(unit, "events", title="x", case=person(unit).ref))

    assert "“people”" in said


def test_what_is_refused_at_the_end_leaves_nothing_of_its_beginning(empty_vault: Vault) -> None:
    def work(unit: Writing) -> None:
        case(unit)
        person(unit)
        new(unit, "dossiers")

    before = empty_vault.read(lambda unit: unit.count("cases"))
    refused(empty_vault, work)

    assert empty_vault.read(lambda unit: unit.count("cases")) == before


def test_a_change_of_an_unknown_field_or_to_nothing_needed_is_refused(empty_vault: Vault) -> None:
    ref = written(empty_vault, lambda unit: case(unit).ref)

    refused(empty_vault, lambda unit: entering.change(unit, unit.get(ref), {"colour": "red"}))
    refused(empty_vault, lambda unit: entering.change(unit, unit.get(ref), {"title": ""}))


# Entering


def test_a_title_makes_a_case_and_a_name_makes_a_party(empty_vault: Vault) -> None:
    def work(unit: Writing) -> list[str]:
        case(unit)
        return [new(unit, kind, name="A name").kind for kind in entering.PARTY_KINDS]

    assert written(empty_vault, work) == list(entering.PARTY_KINDS)


def test_a_state_called_by_a_countrys_name_has_its_country(empty_vault: Vault) -> None:
    def work(unit: Writing) -> list[str | None]:
        names = ("Maldives", "مصر", "Ruritania")
        states = [new(unit, "states", name=name) for name in names]
        other = new(unit, "states", name="Maldives", country="EGY")
        return [getattr(state, "country") for state in (*states, other)]  # noqa: B009 - any kind

    assert written(empty_vault, work) == ["MDV", "EGY", None, "EGY"]


def test_a_change_gives_and_empties_fields(empty_vault: Vault) -> None:
    def work(unit: Writing) -> dict[str, Any]:
        made = new(unit, "people", name="x", occupation="Lawyer", risk="high")
        return shown_record(unit, entering.change(unit, made, {"occupation": "", "risk": "low"}))

    row = written(empty_vault, work)

    assert row["risk"] == "low"
    assert "occupation" not in row


@pytest.mark.parametrize("typed", ["un-ccpr", "UN-CCPR", " un ccpr", "Un_Ccpr"])
def test_a_mechanism_is_kept_by_its_id_however_it_is_typed(empty_vault: Vault, typed: str) -> None:
    def work(unit: Writing) -> Any:
        return shown_record(unit, new(unit, "proceedings", title="x", mechanism=typed))["mechanism"]

    assert written(empty_vault, work) == "un-ccpr"


def test_a_body_nobody_knows_is_kept_as_typed(empty_vault: Vault) -> None:
    def work(unit: Writing) -> Any:
        return shown_record(unit, new(unit, "proceedings", title="x", mechanism="ILO CFA"))

    assert written(empty_vault, work)["mechanism"] == "ILO CFA"


@pytest.mark.parametrize(
    "wrong", [{"rule": "no-such-rule"}, {"key": "colour"}, {"value": "soon"}, {"reason": ""}]
)
def test_a_correction_that_fits_no_rule_is_refused(
    empty_vault: Vault, wrong: dict[str, str]
) -> None:
    said = {
        "rule": "un-ccpr-time", "key": "period.exhaustion", "value": "1 year", "reason": "A test",
        "source": "A test", **wrong,
    }  # fmt: skip

    refused(empty_vault, lambda unit: new(unit, "corrections", **said))


# Linking


@pytest.mark.parametrize("role", typologies()["roles"].terms)
def test_every_role_can_be_given(empty_vault: Vault, role: str) -> None:
    def work(unit: Writing) -> dict[str, Any]:
        party = new(unit, "states", name="Maldives")
        return shown_record(unit, entering.link(unit, case(unit), party, role))

    row = written(empty_vault, work)

    assert (row["kind"], row["role"]) == ("involvements", role)


@pytest.mark.parametrize("typed", ["Alleged perpetrator", "alleged_perpetrator", "VICTIM"])
def test_a_role_is_known_however_it_is_typed(empty_vault: Vault, typed: str) -> None:
    def work(unit: Writing) -> str:
        linked = entering.link(unit, case(unit), person(unit), typed)
        return str(shown_record(unit, linked)["role"])

    assert written(empty_vault, work) == typed.lower().replace(" ", "-").replace("_", "-")


def test_an_unknown_role_is_refused_with_the_roles_there_are(empty_vault: Vault) -> None:
    said = refused(
        empty_vault, lambda unit: entering.link(unit, case(unit), person(unit), "bystander")
    )

    assert "“bystander”" in said
    assert "alleged-perpetrator" in said


@pytest.mark.parametrize(("first", "second"), [(person, case), (person, person), (case, case)])
def test_the_first_record_is_no_party_and_the_second_is_one(
    empty_vault: Vault, first: Callable[[Writing], Record], second: Callable[[Writing], Record]
) -> None:
    refused(empty_vault, lambda unit: entering.link(unit, first(unit), second(unit), "victim"))


def test_a_role_is_not_given_twice(empty_vault: Vault) -> None:
    def work(unit: Writing) -> None:
        here, somebody = case(unit), person(unit)
        entering.link(unit, here, somebody, "victim")
        entering.link(unit, here, somebody, "witness")
        entering.link(unit, here, somebody, "Victim")

    assert "already" in refused(empty_vault, work)


@pytest.mark.parametrize("kind", ["people", "groups"])
def test_nobody_but_a_state_or_a_body_is_a_respondent_state(empty_vault: Vault, kind: str) -> None:
    refused(
        empty_vault,
        lambda unit: entering.link(unit, case(unit), new(unit, kind, name="x"), "respondent-state"),
    )


def test_a_reprisal_is_linked_to_what_triggered_it_and_nothing_else_is(empty_vault: Vault) -> None:
    def work(unit: Writing) -> str:
        reprisal, spoke = new(unit, "reprisals", title="r"), new(unit, "engagements", title="e")
        return entering.link(unit, reprisal, spoke, "trigger").kind

    assert written(empty_vault, work) == "triggers"
    refused(empty_vault, lambda unit: entering.link(unit, case(unit), person(unit), "trigger"))


# Facts


def test_a_fact_is_kept_once_for_each_day(empty_vault: Vault) -> None:
    def work(unit: Writing) -> list[str]:
        here = case(unit)
        days = {"violation": ["2015-06-16", "16 June 2015", "2016"], "order": ["2015-06-16"]}
        first = entering.note_facts(unit, here, days)
        again = entering.note_facts(unit, here, days)
        assert [each.ref for each in first] == [each.ref for each in again]
        return list(dict.fromkeys(each.ref for each in first))

    assert len(written(empty_vault, work)) == 3


@pytest.mark.parametrize(
    ("fact", "day"), [("arrested", "2015"), ("violation", "some day"), ("violation", "")]
)
def test_an_unknown_fact_or_a_day_that_is_none_is_refused(
    empty_vault: Vault, fact: str, day: str
) -> None:
    told = {"order": ["2014"], fact: [day]}

    refused(empty_vault, lambda unit: entering.note_facts(unit, case(unit), told))


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_of_the_contract_can_be_recorded(empty_vault: Vault, fact: str) -> None:
    noted = written(empty_vault, lambda u: entering.note_facts(u, case(u), {fact: ["2015-06"]}))

    assert [each.fact for each in noted] == [fact]


# Consent


def consent(unit: Writing, how: str | None = None, state: str = "given") -> Consent:
    return entering.note_consent(
        unit, person(unit), untrusted_audience="Public", untrusted_state=state, untrusted_how=how
    )


@pytest.mark.parametrize(
    ("typed", "how", "words"),
    [
        (None, None, None), ("initials", "initials", None), ("By initials", "initials", None),
        ("Full name", "full-name", None), ("full", "full-name", None),
        ("FULL_NAME", "full-name", None),
        ("pseudonym", "alias", None), ("none", "withheld", None), ("role", "role", None),
        ("  a defender from the North ", "alias", "a defender from the North"),
    ],
)  # fmt: skip
def test_how_a_person_is_shown_is_a_code_or_the_persons_own_words(
    empty_vault: Vault, typed: str | None, how: str | None, words: str | None
) -> None:
    made = written(empty_vault, lambda unit: consent(unit, typed))

    assert (made.shown_as, made.wording) == (how, words)


def test_a_decision_bears_the_day_it_was_recorded_on(empty_vault: Vault) -> None:
    made = written(empty_vault, consent)

    assert made.decided.day() == datetime.now(UTC).astimezone().date()


@pytest.mark.parametrize(
    "more",
    [{"untrusted_audience": "everybody"}, {"untrusted_state": "perhaps"}, {"untrusted_how": " "}],
)
def test_a_decision_of_unknown_words_is_refused(empty_vault: Vault, more: dict[str, str]) -> None:
    told = {"untrusted_audience": "public", "untrusted_state": "given", **more}

    refused(empty_vault, lambda unit: entering.note_consent(unit, person(unit), **told))


@pytest.mark.parametrize("kind", ["cases", "states", "events"])
def test_nothing_but_people_and_their_organisations_consents(empty_vault: Vault, kind: str) -> None:
    def work(unit: Writing) -> None:
        named = {"name": "x"} if kind == "states" else {"title": "x"}
        entering.note_consent(
            unit, new(unit, kind, **named), untrusted_audience="public", untrusted_state="given"
        )

    assert "name a person" in refused(empty_vault, work)


@pytest.mark.parametrize(
    "change",
    [{"state": "given"}, {"audience": "state"}, {"shown_as": "full-name"}, {"decided": ""}],
)
def test_a_decision_is_never_rewritten(empty_vault: Vault, change: dict[str, str]) -> None:
    ref = written(empty_vault, lambda unit: consent(unit, state="refused").ref)

    refused(empty_vault, lambda unit: entering.change(unit, unit.get(ref), change))


def test_what_is_said_about_a_decision_can_be_added(empty_vault: Vault) -> None:
    def work(unit: Writing) -> dict[str, Any]:
        made = consent(unit)
        told = {"told_of_risks": "yes", "taken_by": "Ana", "state": "given"}
        return shown_record(unit, entering.change(unit, made, told))

    row = written(empty_vault, work)

    assert (row["told_of_risks"], row["taken_by"]) == ("yes", "Ana")


# ---- days in their order -------------------------------------------------------------------------

DAYS = st.dates(date(1960, 1, 1), date(2030, 12, 31))


def dated(first: str, then: str) -> str:
    """What is said of a proceeding filed and decided on these days."""
    return out_of_order(Proceeding, {"submitted": parse(first), "decided": parse(then)})


@given(DAYS, DAYS)
def test_a_decision_before_its_filing_is_told_and_no_other(filed: date, decided: date) -> None:
    assert bool(dated(filed.isoformat(), decided.isoformat())) == (decided < filed)


@given(DAYS, DAYS)
def test_a_partial_date_is_wrong_only_where_no_day_of_it_would_do(
    filed: date, decided: date
) -> None:
    assert bool(dated(filed.isoformat(), f"{decided:%Y-%m}")) == (
        f"{decided:%Y-%m}" < f"{filed:%Y-%m}"
    )


def test_days_that_cannot_both_be_right_change_nothing(empty_vault: Vault) -> None:
    def entered(kind: str, **values: str) -> Record:
        return empty_vault.write("Enter", lambda u: entering.enter(u, kind, values)).result

    with pytest.raises(Refusal, match="lies before"):
        entered("proceedings", title="A", submitted="2020-05-01", decided="2019")
    kept = entered("proceedings", title="B", submitted="2020-05-01")
    with pytest.raises(Refusal, match="lies before"):
        empty_vault.write(
            "Change", lambda u: entering.change(u, u.get(kept.ref), {"decided": "April 2020"})
        )

    row = empty_vault.read(lambda u: shown_record(u, u.get(kept.ref)))
    assert (row["title"], row.get("decided")) == ("B", None)
