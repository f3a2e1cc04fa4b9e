"""Where a case stands: which facts of it the doors may know."""

from datetime import date
from typing import Any

from casedesk.casework import entering
from casedesk.casework.casefile import CaseFile, read_case
from casedesk.casework.in_force import kept_corrections, law_in_force
from casedesk.casework.standing import case_doors, case_facts
from casedesk.domain.base import Record
from casedesk.domain.cases import Case
from casedesk.mechanisms.doors import OtherProceeding
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault


def told(vault: Vault, *records: tuple[str, dict[str, str]]) -> CaseFile:
    """A case against the Maldives with these records in it."""

    def work(unit: Writing) -> str:
        case = entering.enter(unit, "cases", {"title": "A case"})
        state = entering.enter(unit, "states", {"name": "Maldives"})
        entering.link(unit, case, state, "respondent-state")
        for kind, values in records:
            entering.enter(unit, kind, {"case": case.ref, **values})
        return case.ref

    ref = vault.write("enter", work).result

    def read(unit: Any) -> CaseFile:
        case: Record = unit.get(ref)
        assert isinstance(case, Case)
        return read_case(unit, case)

    return vault.read(read)


def test_what_nobody_said_stays_unknown(empty_vault: Vault) -> None:
    facts = case_facts(told(empty_vault))

    assert facts.states == ("MDV",)
    assert not facts.facts
    assert not facts.others
    assert facts.un_engagement is None
    assert facts.answer("submitted-elsewhere") == "unknown"


def test_facts_answers_and_engagements_are_known_to_the_doors(empty_vault: Vault) -> None:
    file = told(
        empty_vault,
        ("facts", {"fact": "exhaustion", "occurred": "2015-06-16"}),
        ("facts", {"fact": "exhaustion", "occurred": "2016"}),
        ("answers", {"question": "submitted-elsewhere", "answer": "no"}),
        ("answers", {"question": "claims", "detail": "In words alone."}),
        ("engagements", {"title": "Spoke to the Council"}),
    )
    facts = case_facts(file)

    assert [day.edtf for day in facts.facts["exhaustion"]] == ["2015-06-16", "2016"]
    assert facts.answer("submitted-elsewhere") == "no"
    assert facts.un_engagement is True


def test_the_newest_answer_to_a_question_counts(empty_vault: Vault) -> None:
    question = "submitted-elsewhere"
    rows = [("answers", {"question": question, "answer": said}) for said in ("yes", "no")]
    file = told(empty_vault, *rows)
    found = file.answer(question)

    assert case_facts(file).answer(question) == "no"
    assert found is not None
    assert found.answer == "no"


def test_the_same_matter_elsewhere_counts_once_it_was_submitted(empty_vault: Vault) -> None:
    matters: list[dict[str, str]] = [
        {"mechanism": "iachr", "state": "planned"}, {"mechanism": "un-wgad"},
        {"mechanism": "un-sp", "state": "decided"}, {"mechanism": "iachr", "decided": "2019"},
        {"forum": "a court nobody knows"},
    ]  # fmt: skip
    file = told(empty_vault, *(("proceedings", {"title": "M", **matter}) for matter in matters))

    assert case_facts(file).others == (
        OtherProceeding("un-wgad", "pending"),
        OtherProceeding("un-sp", "concluded"),
        OtherProceeding("iachr", "concluded"),
    )


def test_every_mechanism_with_rules_has_a_door(empty_vault: Vault) -> None:
    file = told(empty_vault)
    doors = empty_vault.read(lambda unit: case_doors(law_in_force(unit), file, date(2018, 1, 1)))

    assert [door.mechanism for door in doors] == [
        each.id for each in mechanisms().values() if not each.named_only
    ]


def test_a_correction_kept_in_the_vault_reaches_the_doors(empty_vault: Vault) -> None:
    fact = {"fact": "exhaustion", "occurred": "2015-06-16"}
    file = told(empty_vault, ("facts", fact))
    rule = mechanisms()["un-ccpr"].rules[0]
    said = {
        "rule": rule.id, "key": "period.exhaustion", "value": "1 year", "reason": "A test",
        "source": "A test",
    }  # fmt: skip

    def until(unit: Any) -> list[str]:
        doors = case_doors(law_in_force(unit), file, date(2015, 7, 1))
        return [r.text for door in doors if door.mechanism == "un-ccpr" for r in door.reasons]

    before = empty_vault.read(until)
    row = empty_vault.write("correct", lambda u: entering.enter(u, "corrections", said)).result
    assert [each.rule for each in empty_vault.read(kept_corrections)] == [rule.id]
    after = empty_vault.read(until)
    # The vault is shared with other tests.
    empty_vault.write("take back", lambda unit: unit.remove(row, "a test"))

    assert before != after
    assert not empty_vault.read(kept_corrections)
