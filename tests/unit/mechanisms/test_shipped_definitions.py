"""What ships: whole, sourced, dated, and with the codes other parts of CaseDesk rely on."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from casedesk.mechanisms.fills import FILLS
from casedesk.mechanisms.forms import Form
from casedesk.mechanisms.model import Basis, Mechanism
from casedesk.mechanisms.registry import asked_by, forms, mechanisms, questions, typologies

COMPLETE = {
    "un-sp", "un-wgad", "un-wgeid", "un-reprisals", "un-hrc-complaint", "un-ccpr", "un-cat",
    "un-cedaw", "un-cerd", "un-crpd", "un-ced", "un-ced-urgent", "un-cescr", "un-crc", "un-cmw",
    "un-san-jose", "un-upr", "iachr",
}  # fmt: skip


def bases(mechanism: Mechanism) -> list[Basis]:
    """The basis of every statement of a mechanism, wherever it stands."""
    return list(_bases(mechanism))


def _bases(part: object) -> Iterator[Basis]:
    if isinstance(part, Basis):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _bases(each)
    elif isinstance(part, Mapping):
        yield from _bases(tuple(part.values()))
    elif is_dataclass(part) and not isinstance(part, type):
        yield from _bases(tuple(getattr(part, each.name) for each in fields(part)))


def test_the_mechanisms_of_this_version_are_there() -> None:
    named = {name for name, each in mechanisms().items() if each.named_only}
    assert set(mechanisms()) >= COMPLETE
    assert not named & COMPLETE


def test_every_legal_statement_has_a_source_and_the_day_it_was_checked() -> None:
    for mechanism in mechanisms().values():
        for basis in bases(mechanism):
            assert basis.source.title
            assert date(2026, 11, 1) <= basis.checked <= date(2027, 12, 31)


def test_nothing_that_was_not_read_is_called_verified() -> None:
    for mechanism in mechanisms().values():
        for basis in bases(mechanism):
            if "not read" in basis.source.title.lower():
                assert not basis.verified, (mechanism.id, basis.article)
    for form in forms().values():
        for field in form.fields():
            if "not read" in field.basis.source.title.lower():
                assert not field.basis.verified, (form.id, field.id)


def test_every_source_of_a_file_is_used() -> None:
    for mechanism in mechanisms().values():
        if mechanism.named_only:
            continue
        used = {basis.source for basis in bases(mechanism)}
        assert set(mechanism.sources.values()) <= used, mechanism.id


def test_names_in_other_languages_are_those_that_were_read() -> None:
    assert set(mechanisms()["un-ccpr"].names) == {"es", "zh", "ar"}
    assert set(mechanisms()["un-wgad"].names) == {"fr", "es"}


def test_letters_are_cited_as_real_letters_are() -> None:
    citation = mechanisms()["un-sp"].citation
    assert citation is not None
    for real in ("AL TUR 5/2020", "UA/GBR/3/2019", "AL OTH 18/2023", "ISR 10/2024"):
        assert citation.pattern.fullmatch(real)
    assert not citation.pattern.fullmatch("XL TUR 5/2020")


def test_the_forms_of_this_version_are_there_and_ask_in_questions() -> None:
    assert set(forms()) >= {"un-ccpr", "un-sp-allegation", "un-sp-urgent", "un-reprisals"}
    for form in forms().values():
        assert form.audience == "mechanism"
        for field in form.fields():
            assert field.asks.rstrip(".").count("?") >= 1 or field.asks.endswith("."), field.id
            assert field.fill in FILLS


def headings(form: Form) -> list[tuple[str, bool]]:
    return [(section.number, section.heading_verified) for section in form.sections]


def test_the_committee_form_begins_with_the_eight_items_that_were_read() -> None:
    found = headings(forms()["un-ccpr"])
    assert found[:8] == [(str(number), True) for number in range(1, 9)]
    assert not any(verified for _number, verified in found[8:])
    assert forms()["un-ccpr"].limits[0].value == 10000


def test_what_a_body_must_have_blocks_a_form() -> None:
    blockers = {
        name: {field.fill for field in form.fields() if field.required == "blocker"}
        for name, form in forms().items()
    }
    assert {"victims", "respondent_state", "facts_chronology", "claims"} <= blockers["un-ccpr"]
    assert {"victims", "submitter", "facts_chronology"} <= blockers["un-sp-allegation"]
    assert {"engagements", "reprisal_link", "consent_statement"} <= blockers["un-reprisals"]


def test_whoever_submits_is_marked_confidential() -> None:
    for name in ("un-sp-allegation", "un-sp-urgent", "un-reprisals"):
        submitter = next(field for field in forms()[name].fields() if field.fill == "submitter")
        assert submitter.confidential


def test_answers_are_asked_by_a_form_or_by_a_door() -> None:
    doors: set[str] = set()
    for mechanism in mechanisms().values():
        for rule in mechanism.rules:
            doors |= set(rule.exceptions)
        if mechanism.exhaustion:
            doors |= {each.question for each in mechanism.exhaustion.exceptions}
        if mechanism.engagement:
            doors.add(mechanism.engagement.question)
        if mechanism.acceptance and mechanism.acceptance.earlier_facts:
            doors.add(mechanism.acceptance.earlier_facts.question)
        if mechanism.acceptance and mechanism.acceptance.unless:
            doors.add(mechanism.acceptance.unless.question)
    for question in questions():
        assert asked_by(question) or question in doors, question


ROLES = """
    victim defender complainant alleged-perpetrator respondent-state witness source relative
    representative counsel official group-member
"""


def test_the_roles_are_those_of_the_command_line_and_the_right_ones_are_protected() -> None:
    roles = typologies()["roles"].terms
    assert set(roles) == set(ROLES.split())
    protected = {code for code, role in roles.items() if role.marks["protected"]}
    assert {"victim", "witness", "source", "relative", "defender", "complainant"} <= protected
    assert not protected & {"official", "respondent-state", "alleged-perpetrator", "counsel"}


def test_lists_other_parts_rely_on_are_there() -> None:
    assert set(typologies()) >= {
        "acts", "reprisal-forms", "perpetrators", "roles", "engagement-forms", "evidence-kinds",
        "event-relations", "remedy-results", "reliability", "genders", "name-forms",
        "follow-up-grades", "follow-up-grades-legacy", "mandates",
    }  # fmt: skip
    assert [*typologies()["follow-up-grades"].terms] == ["a", "b", "c", "d", "e"]
    acts = typologies()["acts"].terms
    assert acts["enforced-disappearance"].huridocs == ("4:030103000000",)
    assert {"digital-attack", "deregistration", "travel-ban", "slapp"} <= set(acts)
