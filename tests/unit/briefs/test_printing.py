"""A brief leaves the vault only for a reason, and never without being written down."""

from pathlib import Path
from typing import Any

import pytest
from tests.unit.briefs.office import TODAY, WITHHELD, Office

from casedesk.briefs.printing import (
    Asked,
    NoSuchForm,
    NotReady,
    check_target,
    disclose,
    frozen,
    refuse_unready,
)
from casedesk.casework.consents import AUDIENCES
from casedesk.domain.base import Record
from casedesk.domain.briefs import BriefVersion
from casedesk.domain.disclosures import DisclosedParty, Disclosure
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading


def allowed(office: Office, form: str = "un-reprisals", case: str = "whole", **asked: Any) -> bool:
    prepared = office.prepare(form, case, **asked)
    try:
        refuse_unready(prepared, Asked(office.refs[case], form, **asked))
    except NotReady:
        return False
    return True


def test_a_brief_with_something_missing_is_printed_only_for_a_reason(office: Office) -> None:
    assert not allowed(office, case="empty")
    assert not allowed(office, case="empty", reason="  ")
    assert allowed(office, case="empty", reason="The court wants it today")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_wider_audience_than_the_forms_needs_a_reason(office: Office, audience: str) -> None:
    wider = AUDIENCES.index(audience) > AUDIENCES.index("mechanism")
    prepared = office.prepare("un-ccpr", audience=audience)
    prepared.items.clear()  # nothing is missing: only the audience is in question

    def refused(reason: str) -> bool:
        asked = Asked(office.refs["whole"], "un-ccpr", audience=audience, reason=reason)
        try:
            refuse_unready(prepared, asked)
        except NotReady:
            return True
        return False

    assert refused("") == wider
    assert not refused("The family asked for it")


def test_the_refusal_says_what_is_missing_and_what_to_do(office: Office) -> None:
    prepared = office.prepare("un-ccpr", "empty")

    with pytest.raises(NotReady, match=r"^Nothing was printed: .*or say why"):
        refuse_unready(prepared, Asked(office.refs["empty"], "un-ccpr"))


class Kept:
    """A disclosure as it is found again in the vault."""

    def __init__(self, office: Office, **asked: Any) -> None:
        wanted = Asked(office.refs["whole"], "un-reprisals", **asked)
        prepared = office.prepare("un-reprisals", **asked)

        def work(unit: Writing) -> str:
            return disclose(unit, prepared, wanted, TODAY).ref

        ref = office.write(work)

        def read(unit: Reading) -> tuple[Any, Any, Any]:
            found = unit.get(ref, "disclosures")
            assert isinstance(found, Disclosure)
            rows = unit.all(DisclosedParty, DisclosedParty.disclosure == found.id)
            shown = {unit.by_id(Record, row.party or 0).ref: row for row in rows}
            version = unit.one(BriefVersion, BriefVersion.brief == found.brief)
            return found, shown, version

        self.disclosure, self.shown, self.version = office.vault.read(read)


def test_what_left_is_written_down_with_day_audience_recipient_and_reason(office: Office) -> None:
    kept = Kept(office, reason=" The call ends today ").disclosure

    assert (kept.form, kept.audience, kept.reason) == (
        "un-reprisals", "mechanism", "The call ends today",
    )  # fmt: skip
    assert kept.occurred.day() == TODAY
    assert "High Commissioner" in kept.recipient
    assert Kept(office, audience="public").disclosure.recipient is None
    assert Kept(office).disclosure.reason is None


def test_for_everybody_it_is_written_down_how_and_on_which_basis_they_were_shown(
    office: Office,
) -> None:
    shown = Kept(office).shown
    told = {
        name: (shown[office.refs[name]].shown_as, shown[office.refs[name]].basis)
        for name in ("victim", "colonel", "state", "clerk", "withheld0", "withheld1", "withheld2")
    }

    assert told == {
        "victim": ("full-name", "public-record"), "colonel": ("full-name", "official"),
        "state": ("full-name", "official"), "clerk": ("full-name", "official"),
        "withheld0": ("withheld", "none"), "withheld1": ("withheld", "none"),
        "withheld2": ("withheld", "none"),
    }  # fmt: skip
    assert shown[office.refs["withheld0"]].wording == "[Victim 2, name withheld]"
    assert shown[office.refs["withheld2"]].wording == "[name withheld]"


def test_a_name_shown_on_consent_leads_back_to_the_decision(office: Office) -> None:
    def agree(unit: Writing) -> int:
        from casedesk.casework import entering

        person = unit.get(office.refs["withheld3"])
        said = {"untrusted_audience": "public", "untrusted_state": "given"}
        return entering.note_consent(unit, person, untrusted_how="initials", **said).id

    consent = office.write(agree)
    row = Kept(office).shown[office.refs["withheld3"]]
    office.write(lambda unit: unit.remove(unit.by_id(Record, consent), "a test"))

    assert (row.consent, row.shown_as, row.basis) == (consent, "initials", "consent")


def test_the_words_that_were_printed_are_kept_and_name_nobody_withheld(office: Office) -> None:
    kept = Kept(office).version
    said = kept.content

    for word in ("Namewordish", "Reprisalwordish", "Engagementwordish", "Annexwordish"):
        assert word in said
    assert [name for name in WITHHELD if name in said] == []
    assert said == frozen(office.prepare("un-reprisals"))
    assert kept.frozen.day() == TODAY


@pytest.mark.parametrize("name", ["brief", "brief.doc", "brief.txt", "brief.pdf.part", ".pdf"])
def test_only_pdf_and_docx_are_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoSuchForm):
        check_target(tmp_path / name, tmp_path / "v")


def test_a_file_is_written_neither_into_nowhere_nor_into_the_vault(tmp_path: Path) -> None:
    vault = tmp_path / "v.casedesk"
    (vault / "inner.pdf").mkdir(parents=True)
    (tmp_path / "way").symlink_to(vault)

    for place in ("none/x.pdf", "v.casedesk/x.pdf", "way/x.pdf", "v.casedesk/inner.pdf"):
        with pytest.raises(NoSuchForm):
            check_target(tmp_path / place, vault)
    check_target(tmp_path / "x.PDF", vault)
    check_target(tmp_path / "x.docx", vault)
