"""The chronology of a case, its page's overview, answers in place, and history in sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from casedesk.casework import entering
from casedesk.casework.answering import answer_question
from casedesk.casework.chronology import Moment, chronology
from casedesk.casework.overview import Overview, overview
from casedesk.casework.saying import recent, sentences
from casedesk.domain.cases import Case
from casedesk.domain.proceedings import Answer
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault
from casedesk.words import Refusal

DAY = date(2026, 3, 10)


class Dossier:
    """One case of the shared vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.ref = self.enter("cases", {"title": "A case"}, mine=False)

    def enter(self, kind: str, values: Mapping[str, str], *, mine: bool = True) -> str:
        own = {"case": self.ref, **values} if mine else values
        return self.vault.write("Enter", lambda unit: entering.enter(unit, kind, own).ref).result

    def link(self, first: str, second: str, role: str) -> None:
        def work(unit: Writing) -> None:
            entering.link(unit, unit.get(first), unit.get(second), role)

        self.vault.write("Link", work)

    def case(self, unit: Reading) -> Case:
        case = unit.get(self.ref)
        assert isinstance(case, Case)
        return case

    def moments(self) -> list[Moment]:
        return self.vault.read(lambda unit: chronology(unit, self.case(unit)))

    def overview(self, audience: str = "state") -> Overview:
        return self.vault.read(lambda unit: overview(unit, self.case(unit), DAY, audience=audience))


@pytest.fixture
def dossier(empty_vault: Vault) -> Dossier:
    return Dossier(empty_vault)


def test_moments_of_every_kind_stand_in_order_of_time_and_undated_ones_last(
    dossier: Dossier,
) -> None:
    dossier.enter("events", {"title": "Undated"})
    dossier.enter("events", {"title": "Arrest", "occurred": "2017-09-10"})
    dossier.enter("engagements", {"title": "Testimony", "occurred": "2016"})
    dossier.enter("instruments", {"title": "Views", "adopted": "2020-11"})
    dossier.enter("facts", {"fact": "detention", "occurred": "2017-09-10"})
    before = dossier.enter("proceedings", {"title": "Communication", "submitted": "2018-01-02"})
    dossier.enter("stages", {"title": "Registered", "proceeding": before, "occurred": "2018"},
                  mine=False)  # fmt: skip
    dossier.enter("filings", {"proceeding": before, "sent": "2018-02-01"}, mine=False)
    dossier.enter("actions", {"title": "Visit", "about": dossier.ref, "occurred": "2019"},
                  mine=False)  # fmt: skip
    dossier.enter("disclosures", {"title": "Letter", "occurred": "2021", "recipient": "EU"})

    assert [each.title for each in dossier.moments()] == [
        "Testimony", "Arrest", "Detention", "Registered", "Submitted: Communication",
        "Sent by us", "Visit", "Views", "Letter", "Undated",
    ]  # fmt: skip


def test_a_moment_says_who_did_what_to_whom(dossier: Dossier) -> None:
    event = dossier.enter("events", {"title": "Arrest", "act": "arrest", "place": "Cairo"})
    for name, role in (("Police", "alleged-perpetrator"), ("Amina", "victim"), ("Ben", "witness")):
        kind = "organisations" if name == "Police" else "people"
        dossier.link(event, dossier.enter(kind, {"name": name}, mine=False), role)

    (moment,) = dossier.moments()

    assert moment.detail == "Arrest · by Police · against Amina · Witness: Ben · Cairo"


def test_the_date_of_a_proceeding_is_not_told_twice(dossier: Dossier) -> None:
    before = dossier.enter("proceedings", {"title": "Communication", "submitted": "2018-01-02"})
    dossier.enter("stages", {"title": "Initial submission", "proceeding": before,
                             "occurred": "2018-01-02"}, mine=False)  # fmt: skip

    assert [each.title for each in dossier.moments()] == ["Initial submission"]


def test_the_overview_says_who_would_be_named_and_why(dossier: Dossier) -> None:
    named = dossier.enter("people", {"name": "Amina"}, mine=False)
    hidden = dossier.enter("people", {"name": "Ben", "risk": "Watched"}, mine=False)
    dossier.link(dossier.ref, named, "victim")
    dossier.link(dossier.ref, hidden, "witness")
    dossier.enter("consents", {"person": named, "audience": "state", "state": "given"}, mine=False)

    people = {each.name: each for each in dossier.overview().people}

    assert (people["Amina"].withheld, people["Amina"].basis) == (False, "consent")
    assert people["Ben"].withheld
    assert "Ben" not in people["Ben"].shown_as
    assert people["Ben"].why
    assert [each.name for each in dossier.overview().at_risk] == ["Ben"]
    assert not {each.name: each for each in dossier.overview("internal").people}["Ben"].withheld


def test_the_overview_counts_what_its_tabs_hold(dossier: Dossier) -> None:
    dossier.enter("proceedings", {"title": "Communication", "mechanism": "un-ccpr"})
    dossier.enter("briefs", {"title": "Draft", "form": "un-ccpr"})
    dossier.enter("evidence", {"title": "Photograph"})

    seen = dossier.overview()

    assert (seen.counts["proceedings"], seen.counts["briefs"], seen.counts["evidence"]) == (1, 1, 1)
    assert seen.briefs[0].is_sent is False
    assert {each.door.mechanism for each in seen.doors} >= {"un-ccpr", "un-sp"}
    assert seen.changes[0].sentence.startswith("Office entered this on ")


def test_an_answer_given_at_a_door_counts_from_then_on(dossier: Dossier) -> None:
    def say(answer: str) -> Any:
        def work(unit: Writing) -> int:
            answer_question(unit, dossier.case(unit), "submitted-elsewhere", answer)
            case = dossier.case(unit)
            return len(unit.all(Answer, Answer.case == case.id))

        return dossier.vault.write("Answer", work).result

    assert say("yes") == 1
    assert say("no") == 1
    assert dossier.overview().answers["submitted-elsewhere"] == "no"
    for wrong in ("perhaps", ""):
        with pytest.raises(Refusal):
            say(wrong)


def test_history_reads_as_sentences(dossier: Dossier) -> None:
    def change(**values: str) -> None:
        def work(unit: Writing) -> None:
            entering.change(unit, unit.get(dossier.ref), values)

        dossier.vault.write("Change", work)

    change(status="open", opened="March 2026")
    change(status="closed", country="Maldives")
    change(country="")
    told = dossier.vault.read(lambda unit: sentences(unit, dossier.case(unit)))

    assert told[0].startswith("Office entered this on ")
    assert any(each.startswith("Office set Status to Open on ") for each in told)
    assert any(each.startswith("Office set Opened to March 2026 on ") for each in told)
    assert any(each.startswith("Office changed Status from Open to Closed on ") for each in told)
    assert any(each.startswith("Office emptied Country on ") for each in told)
    assert told[-1].endswith("it was Maldives.")


def test_history_names_what_a_link_points_at_and_why_something_was_removed(
    dossier: Dossier,
) -> None:
    event = dossier.enter("events", {"title": "Arrest"}, mine=False)

    def work(unit: Writing) -> None:
        record = unit.get(event)
        entering.change(unit, record, {"case": dossier.ref})
        unit.remove(record, "Entered twice")
        unit.restore(record)

    dossier.vault.write("Change", work)
    told = dossier.vault.read(lambda unit: sentences(unit, unit.get(event)))

    assert told[1].startswith("Office set Case to A case on ")
    assert told[2].endswith(": Entered twice")
    assert told[3].startswith("Office brought this back on ")


def test_the_newest_changes_of_several_records_come_first(dossier: Dossier) -> None:
    refs = [dossier.enter("events", {"title": f"Event {number}"}) for number in range(4)]

    def newest(unit: Reading) -> list[str]:
        keys = [unit.get(ref).id for ref in refs]
        return [each.title for each in recent(unit, keys, 2)]

    assert set(dossier.vault.read(newest)) <= {"Event 2", "Event 3", "Event 1"}
    assert len(dossier.vault.read(newest)) == 2
