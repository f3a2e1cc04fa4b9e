"""What stands in each field of a form, and that nothing else does."""

import re

import pytest
from tests.unit.briefs.office import WITHHELD, Office, everything_in, squeezed, text_of

from casedesk.briefs.filled import fills
from casedesk.casework.consents import AUDIENCES
from casedesk.mechanisms.fills import FILLS
from casedesk.mechanisms.registry import forms

ENDINGS = (".pdf", ".docx")
CONFIDENTIAL = ("Counselwordish", "Contactwordish")

#: What the whole case tells under each fill; where a form asks for it, it must be read there.
TOLD: dict[str, tuple[str, ...]] = {
    "case_title": ("Titlewordish",),
    "summary": ("Summarywordish",),
    "addressee_body": (),
    "mandates": ("Mandatewordish",),
    "letter_kind": (),
    "respondent_state": ("Maldives",),
    "submission_languages": ("English",),
    "complainants": ("Victoria Namewordish", "6 May 1970", "Occupationwordish", "Woman"),
    "victims": (
        "Victoria Namewordish", "6 May 1970", "Occupationwordish", "Viktorija Otherwordish",
        "Bodywordish Society", "[Victim 2, name withheld]",
    ),
    "representatives": ("Lawrence Counselwordish",),
    "submitter": ("Lawrence Counselwordish",),
    "contacts": ("Contactwordish", "Victimcontactwordish"),
    "authorisation": ("Scopewordish", "24 December 2014", "Lawrence Counselwordish"),
    "consent_statement": ("Victoria Namewordish", "State: Given", "Mechanism: Refused"),
    "naming_wish": ("State: by full name", "does not want to be named"),
    "anonymity": ("Answerwordish anonymity-wanted", "Answerwordish anonymity-reasons", "Yes"),
    "perpetrators": ("Colonel Actorwordish", "Detailwordish"),
    "facts_chronology": (
        "Summarywordish", "Eventwordish", "22 September 2014", "Placewordish",
        "Descriptionwordish", "Reprisalwordish", "17 October 2014",
    ),
    "current_situation": ("Situationwordish", "Answerwordish current-situation"),
    "context": ("Answerwordish context",),
    "defender_activities": ("Activitywordish", "Answerwordish defender-activities"),
    "organisation_activities": ("Bodyactwordish", "Answerwordish organisation-activities"),
    "action_taken": ("Stepwordish", "Answerwordish action-taken"),
    "state_response": ("Responsewordish", "Replywordish", "5 April 2016"),
    "engagements": ("Engagementwordish", "Councilwordish", "11 September 2014", "Spokewordish"),
    "reprisals": ("Reprisalwordish", "17 October 2014", "Threatplacewordish"),
    "reprisal_link": ("Whywordish", "Saidbywordish", "Triggerwordish"),
    "earlier_un_action": ("Earlierwordish", "Instrumentwordish", "Symbolwordish"),
    "remedies": (
        "Remedywordish", "Courtwordish", "Refwordish", "7 January 2015", "16 June 2015",
        "Remedydetailwordish", "Uselesswordish", "Stagewordish", "9 March 2015", "Docwordish",
    ),
    "exhaustion": ("16 June 2015", "8 July 2015", "Answerwordish why-remedies-fail"),
    "timeliness": ("16 June 2015", "19 August 2018", "Answerwordish delay-reasons"),
    "other_procedures": ("Answerwordish submitted-elsewhere-details", "Yes"),
    "interim_measures": ("Answerwordish interim-measures-reasons", "No"),
    "articles": ("Answerwordish articles-violated",),
    "claims": ("Answerwordish claims",),
    "remedies_sought": (),
    "annexes": ("Annexwordish", "3 February 2015", "Copywordish"),
    "signature": (),
    "answer": (),
}  # fmt: skip

#: Words of the case that no form asks for, or that nobody may read.
NEVER = (
    "Secretwordish", "Deadnamewordish", "Bystandwordish", "Filewordish", "An empty case",
    "A public source", "Innerpaperwordish", "Originalwordish", "Otherscopewordish",
    "Hiddenscopewordish", "Mechanism: Withdrawn",
)  # fmt: skip


def test_every_fill_of_the_registry_is_written_and_no_other() -> None:
    assert set(fills.fills) == set(FILLS)
    assert set(TOLD) == set(FILLS)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", forms())
def test_each_fact_a_form_asks_for_stands_in_it(office: Office, form: str, ending: str) -> None:
    text = text_of(office.printed(form, ending))
    asked = {field.fill for field in forms()[form].fields()}
    missing = [(fill, fact) for fill in asked for fact in TOLD[fill] if squeezed(fact) not in text]

    assert missing == []
    assert [word for word in NEVER if squeezed(word) in text] == []


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", forms())
def test_every_heading_and_label_of_a_form_stands_in_it(
    office: Office, form: str, ending: str
) -> None:
    text = text_of(office.printed(form, ending, case="empty"))
    definition = forms()[form]
    wanted = [section.heading for section in definition.sections]
    wanted += [field.label for field in definition.fields()]

    assert [each for each in wanted if squeezed(each) not in text] == []


@pytest.mark.parametrize("form", forms())
def test_every_field_is_filled_from_its_own_facts(office: Office, form: str) -> None:
    for each in office.prepare(form).composed.answered:
        told = squeezed(" ".join(each.filled.words()))
        missing = [fact for fact in TOLD[each.field.fill] if squeezed(fact) not in told]

        assert missing == [], each.field.id


@pytest.mark.parametrize("form", forms())
def test_what_nobody_recorded_stays_blank(office: Office, form: str) -> None:
    always = {"addressee_body", "submission_languages", "letter_kind", "case_title", "signature"}
    filled = {
        each.field.fill
        for each in office.prepare(form, case="empty").composed.answered
        if not each.filled.is_blank
    }

    assert filled <= always


_PLACEHOLDER = re.compile(
    r"\bNone\b|TODO|TBD|XXX|[{}]|\bnull\b|undefined|lorem|N/A|…|\.\.\.|<\w|\[\]|\(\)|: *;|, *,"
)


@pytest.mark.parametrize("case", ["whole", "empty"])
@pytest.mark.parametrize("form", forms())
def test_no_placeholder_is_printed(office: Office, form: str, case: str) -> None:
    for each in office.prepare(form, case=case).composed.answered:
        for text in each.filled.words():
            assert not _PLACEHOLDER.search(text), (each.field.id, text)
            assert text == text.strip()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("audience", AUDIENCES[1:])
@pytest.mark.parametrize("form", forms())
def test_nobody_withheld_is_named_anywhere_in_the_file(
    office: Office, form: str, audience: str, ending: str
) -> None:
    content = everything_in(office.printed(form, ending, audience=audience)).casefold()
    words = [part.casefold() for name in WITHHELD for part in (name, *name.split())]

    assert [word for word in words if word in content] == []


@pytest.mark.parametrize("form", forms())
def test_the_office_reads_every_name_on_its_own_paper(office: Office, form: str) -> None:
    words = " ".join(
        text
        for each in office.prepare(form, audience="internal").composed.answered
        for text in each.filled.words()
    )

    assert all(name in words for name in WITHHELD)


@pytest.mark.parametrize("form", ["un-sp-allegation", "un-sp-urgent", "un-reprisals", "un-ccpr"])
@pytest.mark.parametrize("audience", ["state", "public"])
def test_what_is_confidential_is_not_told_the_state_or_the_public(
    office: Office, form: str, audience: str
) -> None:
    text = text_of(office.printed(form, ".docx", audience=audience))

    assert "givento" + "thebodyconfidentially" in text
    assert "contactwordish" not in text


def test_nothing_is_said_to_be_given_confidentially_that_was_not_given(office: Office) -> None:
    text = text_of(office.printed("un-reprisals", ".docx", case="empty", audience="public"))

    assert "confidentially" not in text


def test_how_the_existence_of_a_source_is_kept_back(office: Office) -> None:
    words = " ".join(
        text
        for each in office.prepare("un-sp-allegation").composed.answered
        for text in each.filled.words()
    )

    assert "Source" not in words
    assert "Relative" not in words
    assert "[name withheld]" in words
    assert "[Witness 1, name withheld]" in words


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_case_gives_the_same_bytes(office: Office, ending: str) -> None:
    assert office.printed("un-reprisals", ending) == office.printed("un-reprisals", ending)
