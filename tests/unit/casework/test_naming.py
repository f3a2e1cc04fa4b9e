"""The naming gate: every way a party may, and may not, be named before an audience."""

from collections.abc import Sequence
from dataclasses import fields
from itertools import product
from typing import Any

import pytest

from casedesk.casework.casefile import CaseFile
from casedesk.casework.consents import AUDIENCES, Scope, consent_for
from casedesk.casework.naming import Naming, initials, is_protected, naming_of
from casedesk.domain.base import Record
from casedesk.domain.cases import Case
from casedesk.domain.consents import Consent
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Alias, Group, Name, Organisation, Party, Person, State
from casedesk.mechanisms.registry import typologies
from casedesk.when import parse

CASE, OTHER_CASE, EVENT, PROCEEDING, OTHER_PROCEEDING, PARTY = 1, 2, 3, 4, 5, 10
NAME = "Ahmed Tholal"
ROLES = tuple(typologies()["roles"].terms)
OUTSIDE = ("mechanism", "state", "public")


def with_id(record: Any, number: int) -> Any:
    record.id = number
    return record


def person() -> Party:
    return with_id(Person(name=NAME), PARTY)  # type: ignore[no-any-return]


def role(
    code: str, basis: str | None = None, source: str | None = None, **more: Any
) -> Involvement:
    said = {"subject": CASE, "party": PARTY, "naming_basis": basis, "basis_source": source}
    return Involvement(role=code, **{**said, **more})


def decision(state: str, audience: str, day: str | None = None, **more: Any) -> Consent:
    decided = parse(day) if day else None
    return Consent(person=PARTY, state=state, audience=audience, decided=decided, **more)


def file(*records: Record, party: Party | None = None) -> CaseFile:
    """A case with one party in it, and what is said of that party; keys are counted on."""
    numbered = [with_id(record, number) for number, record in enumerate(records, start=100)]

    def of(cls: type[Record]) -> list[Any]:
        return [record for record in numbered if isinstance(record, cls)]

    empty: dict[str, Any] = dict.fromkeys((each.name for each in fields(CaseFile)), ())
    everything: dict[str, Any] = {
        **empty,
        "case": with_id(Case(title="A case"), CASE),
        "parties": {PARTY: party or person()},
        "merged": {},
        "involvements": of(Involvement),
        "consents": of(Consent),
        "names": of(Name),
        "aliases": of(Alias),
    }
    return CaseFile(**everything)


def named(
    *records: Record, audience: str = "public", party: Party | None = None, mechanism: str = "un-sp"
) -> Naming:
    case_file = file(*records, party=party)
    scope = Scope(CASE, audience, mechanism, frozenset({PROCEEDING}))
    return naming_of(case_file, case_file.parties[PARTY], scope, 1)


def shows_name(naming: Naming) -> bool:
    assert naming.withheld != (NAME in naming.text)
    return naming.text == NAME


# Every cell: a role, the basis stated for it, what the person decided, and who reads.

STATED = (
    (None, None), ("none", None), ("consent", None), ("official", None), ("decision", None),
    ("decision", "Reason: needed by the court"), ("public-record", None), ("public-record", "  "),
    ("public-record", "CCPR/C/130/D/3248/2018"),
)  # fmt: skip
DECISIONS = (None, *typologies()["consent-decisions"].terms)


def may_be_named(role: str, basis: str | None, source: str | None, state: str | None) -> bool:
    """The rule as the design says it, once more and differently."""
    if state in ("refused", "withdrawn", "given-in-part"):
        return False  # in which part was agreed is not said here
    if state == "given":
        return True
    has_source = bool(source and source.strip())
    if basis == "public-record" and has_source:
        return True
    if role in {"victim", "defender", "complainant", "witness", "source", "relative",
                "group-member"}:  # fmt: skip
        return False
    if basis == "decision":
        return has_source
    return basis == "official" or (basis is None and role == "official")


@pytest.mark.parametrize("audience", OUTSIDE)
@pytest.mark.parametrize("state", DECISIONS)
def test_a_person_is_named_only_where_role_basis_and_decision_allow_it(
    state: str | None, audience: str
) -> None:
    wrong = []
    for code, (basis, source) in product(ROLES, STATED):
        said = [decision(state, audience, "2020-01-01")] if state else []
        naming = named(role(code, basis, source), *said, audience=audience)
        if shows_name(naming) != may_be_named(code, basis, source, state):
            wrong.append((code, basis, source, naming))

    assert wrong == []


def test_the_office_sees_every_name_in_every_role_whatever_was_decided() -> None:
    for code, state in product(ROLES, DECISIONS):
        said = [decision(state, "mechanism")] if state else []
        hidden = role(code, confidentiality="existence-hidden")

        assert named(hidden, *said, audience="internal").text == NAME


def test_the_protected_roles_are_those_of_people_who_can_come_to_harm() -> None:
    open_roles = {code for code in ROLES if not is_protected(code)}

    assert open_roles == {
        "alleged-perpetrator", "respondent-state", "representative", "counsel", "official",
    }  # fmt: skip
    assert is_protected("a role of a newer program")


# Who decided what, for whom, when


@pytest.mark.parametrize(("given", "asked"), list(product(AUDIENCES, OUTSIDE)))
def test_a_yes_covers_the_same_and_narrower_audiences_and_no_wider_one(
    given: str, asked: str
) -> None:
    naming = named(role("victim"), decision("given", given), audience=asked)

    assert shows_name(naming) == (AUDIENCES.index(given) >= AUDIENCES.index(asked))


@pytest.mark.parametrize("no", ["refused", "withdrawn"])
@pytest.mark.parametrize(("refused", "asked"), list(product(AUDIENCES, OUTSIDE)))
def test_a_no_to_a_narrower_audience_is_a_no_to_wider_ones_even_against_a_yes(
    no: str, refused: str, asked: str
) -> None:
    yes = [decision("given", audience, "2020-01-01") for audience in (asked, "public")]
    naming = named(role("victim"), *yes, decision(no, refused, "2021-01-01"), audience=asked)

    assert shows_name(naming) == (AUDIENCES.index(refused) > AUDIENCES.index(asked))


def test_a_withdrawal_after_a_yes_takes_the_name_off() -> None:
    given = decision("given", "public", "2020-01-01")
    withdrawn = decision("withdrawn", "public", "2021-01-01")

    assert not shows_name(named(role("victim"), given, withdrawn))
    assert not shows_name(named(role("victim"), withdrawn, given))


def test_a_yes_after_a_refusal_counts_again() -> None:
    refused = decision("refused", "public", "2020-01-01")

    assert shows_name(named(role("victim"), decision("given", "public", "2021-01-01"), refused))


def test_on_one_day_the_decision_entered_last_counts() -> None:
    given = decision("given", "public", "2020-01-01")
    withdrawn = decision("withdrawn", "public", "2020-01-01")

    assert not shows_name(named(role("victim"), given, withdrawn))
    assert shows_name(named(role("victim"), withdrawn, given))


@pytest.mark.parametrize("day", [None, "2020", "2020-06", "2020/..", "../2020-06", "2020-0X"])
def test_a_no_whose_day_is_not_known_counts_as_the_newest_that_it_can_be(day: str | None) -> None:
    yes = decision("given", "public", "2020-06-15")

    assert not shows_name(named(role("victim"), decision("withdrawn", "public", day), yes))


@pytest.mark.parametrize("day", [None, "2020", "2020-06", "../2020-12"])
def test_a_yes_whose_day_is_not_known_counts_as_the_oldest_that_it_can_be(day: str | None) -> None:
    no = decision("withdrawn", "public", "2020-06-15")

    assert not shows_name(named(role("victim"), no, decision("given", "public", day)))


@pytest.mark.parametrize("state", ["not-asked", "impossible"])
def test_not_being_asked_is_no_yes_and_outdates_an_older_yes(state: str) -> None:
    old = decision("given", "public", "2020-01-01")

    assert not shows_name(named(role("victim"), old, decision(state, "public", "2021-01-01")))


@pytest.mark.parametrize("state", ["not-asked", "impossible"])
def test_who_cannot_be_asked_may_stand_in_the_public_record(state: str) -> None:
    naming = named(role("victim", "public-record", "A/HRC/39/41"), decision(state, "public"))

    assert (naming.text, naming.basis, naming.why) == (NAME, "public-record", "A/HRC/39/41")


@pytest.mark.parametrize("state", ["a state of a newer program", "refused", "withdrawn"])
def test_whatever_is_not_known_as_a_yes_is_a_no(state: str) -> None:
    assert not shows_name(
        named(role("victim", "public-record", "A source"), decision(state, "public"))
    )


ELSEWHERE: tuple[dict[str, Any], ...] = (
    {"case": OTHER_CASE}, {"mechanism": "iachr"}, {"proceeding": OTHER_PROCEEDING},
    {"case": CASE, "mechanism": "iachr"}, {"case": OTHER_CASE, "mechanism": "un-sp"},
)  # fmt: skip
HERE: tuple[dict[str, Any], ...] = (
    {}, {"case": CASE}, {"mechanism": "un-sp"}, {"mechanism": " UN-SP "},
    {"proceeding": PROCEEDING}, {"case": CASE, "mechanism": "un-sp", "proceeding": PROCEEDING},
)  # fmt: skip


@pytest.mark.parametrize("tied", ELSEWHERE)
def test_a_decision_tied_to_something_else_says_nothing_here(tied: dict[str, Any]) -> None:
    yes, no = decision("given", "public", **tied), decision("refused", "public", **tied)

    assert not shows_name(named(role("victim"), yes))
    assert shows_name(named(role("victim", "public-record", "A source"), no))


@pytest.mark.parametrize("tied", HERE)
def test_a_decision_tied_to_this_counts_here(tied: dict[str, Any]) -> None:
    yes, no = decision("given", "public", **tied), decision("refused", "public", **tied)

    assert shows_name(named(role("victim"), yes))
    assert not shows_name(named(role("victim", "public-record", "A source"), no))


def test_a_mechanism_nobody_knows_limits_a_yes_and_not_a_no() -> None:
    yes = decision("given", "public", mechanism="the committee")
    no = decision("refused", "public", mechanism="the committee")

    assert not shows_name(named(role("victim"), yes))
    assert not shows_name(named(role("victim", "public-record", "A source"), no))


def test_without_any_decision_nothing_is_said() -> None:
    assert consent_for([], Scope(CASE, "public")).state == "none"


# Several roles


def test_an_official_who_is_also_a_victim_is_not_named_for_the_office_held() -> None:
    official = role("official", "official")

    assert shows_name(named(official))
    assert not shows_name(named(official, role("victim")))
    assert shows_name(named(official, role("victim", "public-record", "A source")))
    assert shows_name(named(official, role("victim"), decision("given", "public")))


def test_each_role_needs_its_own_basis_and_the_weakest_is_answered_for() -> None:
    victim = role("victim", "public-record", "A source")
    counsel = role("counsel", "decision", "Counsel signs the letter")

    assert named(victim, counsel).basis == "decision"
    assert not shows_name(named(victim, role("counsel")))
    assert not shows_name(named(victim, role("witness", "decision", "A reason")))


def test_a_role_in_an_event_alone_protects_as_one_in_the_case_does() -> None:
    assert not shows_name(named(role("witness", subject=EVENT)))
    assert not shows_name(named(role("official"), role("witness", subject=EVENT)))


def test_a_person_without_any_role_is_withheld() -> None:
    assert named().text == "[Person 1, name withheld]"


# Bodies


def body(form: str | None) -> Party:
    return with_id(Organisation(name=NAME, form=form), PARTY)  # type: ignore[no-any-return]


def state() -> Party:
    return with_id(State(name=NAME), PARTY)  # type: ignore[no-any-return]


@pytest.mark.parametrize("party", [state(), body("state-body"), body("international-body")])
@pytest.mark.parametrize("said", [None, "refused", "not-asked"])
def test_public_bodies_are_named_and_have_no_consent_to_give(
    party: Party, said: str | None
) -> None:
    decided = [decision(said, "public")] if said else []

    for code in ("respondent-state", "alleged-perpetrator", "official"):
        assert shows_name(named(role(code), *decided, party=party))
    assert shows_name(named(*decided, party=party))


@pytest.mark.parametrize("code", ["source", "witness", "victim"])
@pytest.mark.parametrize("party", [state(), body("state-body"), body("international-body")])
def test_a_public_body_in_a_protected_role_is_protected(party: Party, code: str) -> None:
    assert not shows_name(named(role(code), party=party))
    assert not shows_name(named(role("official"), role(code), party=party))


@pytest.mark.parametrize("form", [None, "ngo", "company", "human-rights-institution"])
def test_other_organisations_need_a_basis_like_people(form: str | None) -> None:
    assert not shows_name(named(role("victim"), party=body(form)))
    assert not shows_name(named(role("alleged-perpetrator"), party=body(form)))
    assert shows_name(named(role("alleged-perpetrator", "official"), party=body(form)))


def test_a_group_is_withheld_like_a_person() -> None:
    group = with_id(Group(name=NAME), PARTY)

    assert named(role("victim"), party=group).text == "[Victim 1, name withheld]"
    assert named(party=group).text == "[Group 1, name withheld]"


# Hidden roles


@pytest.mark.parametrize("basis", [None, "public-record", "official"])
def test_who_is_hidden_is_withheld_whatever_would_allow_the_name(basis: str | None) -> None:
    hidden = role("official", basis, "A source", confidentiality="existence-hidden")
    naming = named(hidden, decision("given", "public"))

    assert naming.text == "[name withheld]"


@pytest.mark.parametrize("hidden", ["role-hidden", "existence-hidden", "a newer program's"])
def test_what_stands_for_a_name_does_not_betray_a_hidden_role(hidden: str) -> None:
    source = role("source", confidentiality=hidden)

    assert named(source).text == "[name withheld]"
    assert named(source, role("victim")).text == "[Victim 1, name withheld]"


def test_who_is_hidden_in_one_role_and_open_in_another_needs_a_basis_for_both() -> None:
    source = role("source", confidentiality="existence-hidden")
    official = role("official", "official")

    assert not shows_name(named(official, source))


# How


def agreed(how: str | None, *more: Record, **fields: Any) -> Naming:
    return named(role("victim"), decision("given", "public", shown_as=how, **fields), *more)


def name(text: str, form: str) -> Name:
    return Name(party=PARTY, name=text, form=form)


def test_a_person_is_shown_as_agreed() -> None:
    chosen, short = name("Vicky", "chosen"), name("Tholal", "short")

    assert agreed(None).text == NAME
    assert agreed("full-name").how == "full-name"
    assert agreed("initials").text == "A. T."
    assert agreed("chosen-name", short, chosen).text == "Vicky"
    assert agreed("short-name", chosen, short).text == "Tholal"
    assert agreed("alias", Alias(party=PARTY, name="Falcon")).text == "Falcon"
    assert agreed("role").text == "[Victim 1, name withheld]"
    assert agreed("withheld").text == "[Victim 1, name withheld]"


@pytest.mark.parametrize("how", [None, "full-name", "alias"])
def test_own_words_of_the_person_are_printed_as_they_are(how: str | None) -> None:
    naming = agreed(how, wording="a defender from the north")

    assert (naming.text, naming.how) == ("a defender from the north", "alias")


@pytest.mark.parametrize("how", ["chosen-name", "short-name", "alias", "a newer program's"])
def test_where_the_form_agreed_on_is_not_recorded_the_person_is_withheld(how: str) -> None:
    naming = agreed(how, name("Former", "former"))

    assert naming.withheld
    assert "not recorded" in naming.why


def test_a_yes_in_part_names_nobody_unless_it_says_how() -> None:
    part = decision("given-in-part", "public")
    initialled = decision("given-in-part", "public", shown_as="initials")

    assert named(role("victim"), part).withheld
    assert named(role("victim"), initialled).text == "A. T."


@pytest.mark.parametrize(("basis", "source"), [("public-record", "A source"), ("official", None)])
def test_a_wish_to_be_shown_otherwise_holds_even_where_the_name_is_public(
    basis: str, source: str | None
) -> None:
    here = role("official", basis, source)
    wish = decision("given", "state", shown_as="initials")
    full = decision("given", "public", shown_as="full-name")

    assert named(here, wish, audience="state").text == "A. T."
    assert named(here, wish, audience="public").text == "A. T."
    assert named(here, wish, audience="mechanism").text == NAME
    assert named(here, wish, full, audience="public").text == NAME
    assert named(here, decision("given", "public", wording="A. from the north")).how == "alias"
    assert named(here, decision("given", "public", shown_as="alias")).withheld


def test_the_alias_is_the_one_for_this_case_and_audience() -> None:
    aliases = [
        Alias(party=PARTY, name="Anywhere"),
        Alias(party=PARTY, name="Elsewhere", case=OTHER_CASE),
        Alias(party=PARTY, name="To the State", case=CASE, audience="state"),
        Alias(party=PARTY, name="In public", audience="public"),
    ]
    here = Alias(party=PARTY, name="Here", case=CASE)

    assert agreed("alias", *aliases[:2]).text == "Anywhere"
    assert agreed("alias", *aliases).text == "In public"
    assert agreed("alias", *aliases, here).text == "Here"
    assert agreed("alias", *aliases[1:3]).withheld


def test_details_may_stand_only_beside_a_name() -> None:
    identified = {
        how: agreed(how, name("Vicky", "chosen"), Alias(party=PARTY, name="Falcon")).identified
        for how in typologies()["shown-as"].terms
    }

    assert {how for how, said in identified.items() if said} == {"full-name", "chosen-name"}


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Ahmed Tholal", "A. T."), ("Maryam Al-Khawaja", "M. A. K."), ("“Abu” Said", "A. S."),
        ("王丹", "W. D."), ("김영수", "G. Y. S."),
        ("إبراهيم متولي", "إ. م."), ("Émile Zola", "É. Z."),
        ("Suharto", "S."), ("…", ""), ("", ""),
    ],
)  # fmt: skip
def test_initials_are_of_the_words_and_never_a_whole_family_name(full: str, short: str) -> None:
    assert initials(full) == short


def test_a_consent_says_on_which_decision_a_name_rests() -> None:
    naming = named(role("victim"), decision("given", "public", "2021-03-04"))

    assert (naming.basis, naming.consent, naming.why) == (
        "consent",
        101,
        "Consent given 2021-03-04.",
    )


def test_every_way_of_withholding_says_why() -> None:
    ways: Sequence[Naming] = [
        named(role("victim")),
        named(role("victim"), decision("refused", "public")),
        named(role("victim", confidentiality="existence-hidden")),
        agreed("alias"),
    ]

    assert len({naming.why for naming in ways}) == len(ways)
    assert all(naming.why.endswith(".") for naming in ways)
