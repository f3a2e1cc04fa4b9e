"""The demonstration vault says what the public record says, names where it says so, and no more."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casedesk.briefs.printing import Asked, Prepared, prepare
from casedesk.casework.values import codes_of
from casedesk.domain.base import Record, fields_of, kinds, values_of
from casedesk.domain.cases import Case
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Name, Person, State
from casedesk.domain.work import Note
from casedesk.exchange.demo import DEMO_LINE, demo_passphrase, load_demo
from casedesk.mechanisms.definition import DefinitionError
from casedesk.mechanisms.registry import forms
from casedesk.pages.model import Paragraph, as_runs
from casedesk.places import resources
from casedesk.search.query import search
from casedesk.vault import opening
from casedesk.vault.kdf import STANDARD, Bounds, Cost
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault
from casedesk.when import When
from casedesk.words import Refusal

WEAK = Cost(memory_kib=32, passes=1, lanes=1)
BOUNDS = Bounds(least=WEAK, most=STANDARD)
TODAY = date(2026, 11, 23)

# Every date the public record gives, as the reference pages have it.
DATES = [
    ("events", "The Human Rights Commission of the Maldives submits", "occurred", "2014-09-14"),
    ("engagements", "Report of the Human Rights Commission", "occurred", "2014-09-14"),
    ("reprisals", "The Supreme Court opens a case", "occurred", "2014-09-22"),
    ("reprisals", "The Supreme Court hears the case concerning the C", "occurred", "2014-09-24"),
    ("reprisals", "The Supreme Court hears the case concerning the Commission again", "occurred",
     "2014-09-30"),
    ("reprisals", "The Supreme Court imposes guidelines", "occurred", None),
    ("events", "The Supreme Court opens a case", "occurred", "2014-09-22"),
    ("events", "The Supreme Court hears the case", "occurred", "2014-09-24"),
    ("events", "The Supreme Court hears the case again", "occurred", "2014-09-30"),
    ("events", "The Supreme Court imposes guidelines", "occurred", None),
    ("proceedings", "Tholal and Mahmood", "submitted", "2016-09-25"),
    ("proceedings", "Tholal and Mahmood", "decided", "2020-11-02"),
    ("stages", "Initial submission", "occurred", "2016-09-25"),
    ("stages", "Registered", "occurred", "2018"),
    ("stages", "Decision under rule 92", "occurred", "2018-10-03"),
    ("addressees", "3248/2018", "transmitted", "2018-10-03"),
    ("stages", "Views adopted", "occurred", "2020-11-02"),
    ("instruments", "Views in Tholal", "adopted", "2020-11-02"),
    ("instruments", "Views in Tholal", "published", "2021-03-15"),
    ("instruments", "letter to Maldives", "adopted", None),
    ("people", "Vicky Hernández", "died", "2009-06-28/2009-06-29"),
    ("events", "Vicky Hernández is killed", "occurred", "2009-06-28/2009-06-29"),
    ("instruments", "Merits report on Vicky", "adopted", "2018-12-07"),
    ("stages", "Press release on bringing", "occurred", "2019-05-09"),
    ("proceedings", "Case of Vicky", "decided", "2021-03-26"),
    ("instruments", "Vicky Hernández et al.", "adopted", "2021-03-26"),
    ("engagements", "Complaint about his son", "occurred", "2016-04-03"),
    ("engagements", "Journey to the 113th session", "occurred", None),
    ("proceedings", "Complaint about the son", "submitted", "2016-04-03"),
    ("reprisals", "Ebrahim Metwally Hegazy is arrested", "occurred", "2017-09-10"),
    ("events", "The arrest of Ebrahim", "occurred", "2017-09-12"),
    ("instruments", "statement on the arrest", "adopted", "2017-09-15"),
    ("events", "The Observatory of OMCT", "occurred", "2017-09-22"),
    ("instruments", "report of 2015", "published", "2015"),
    ("instruments", "report of 2018", "published", "2018"),
    ("stages", "Opinion of the Advocate General", "occurred", "2020-01-14"),
    ("proceedings", "Commission v Hungary (Transparency", "decided", "2020-06-18"),
    ("instruments", "Judgment in Commission v Hungary", "adopted", "2020-06-18"),
    ("proceedings", "Commission v Hungary (criminalisation", "decided", None),
    ("instruments", "Law on the Legal Status", "adopted", "2021-04-01"),
    ("instruments", "Promotion and protection", "adopted", "2021-03-23"),
    ("instruments", "Evaluation of the benchmarks of resolution 46/2, August", "published",
     "2021-08"),
    ("instruments", "Evaluation of the benchmarks of resolution 46/2, November", "published",
     "2021-11"),
    ("instruments", "Evaluation of the benchmarks of resolution 46/2, February", "published",
     "2022-02"),
    ("instruments", "Joint statement on Egypt", "adopted", "2021-03-12"),
    ("facts", "violation", "occurred", "2014-09-22/.."),
]  # fmt: skip

# What a person's record must not hold, since no public page gave it to us.
NOT_GIVEN = (
    "contact", "safe_contact", "risk", "born", "nationality", "identity_document", "address",
    "situation", "country", "language",
)  # fmt: skip


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "memory"))
        place = folder / "demo.casedesk"
        phrase = demo_passphrase()
        opening.create_vault(
            place, phrase, member_name="Demonstration", demo=True, cost=WEAK, bounds=BOUNDS
        )
        with opening.open_vault(place, opening.with_passphrase(phrase, bounds=BOUNDS)) as opened:
            opened.write("load", load_demo)
            yield opened


def everything(vault: Vault) -> list[Record]:
    def read_all(unit: Reading) -> list[Record]:
        found: list[Record] = []
        for cls in kinds().values():
            # A reprisal is an event too; it is taken once, as what it is.
            found += [record for record in unit.all(cls) if type(record) is cls]
        return found

    return vault.read(read_all)


def texts(record: Record) -> list[str]:
    return [value for value in values_of(record).values() if isinstance(value, str)]


def brief(vault: Vault, title: str, form: str) -> Prepared:
    def compose(unit: Reading) -> Prepared:
        case = next(case for case in unit.all(Case) if case.title.startswith(title))
        return prepare(unit, Asked(case=case.ref, form=form), TODAY)

    return vault.read(compose)


def said_in(prepared: Prepared) -> dict[str, str]:
    said = {}
    for each in prepared.composed.answered:
        parts = list(each.filled.paragraphs)
        paragraphs = [block for block in each.filled.blocks if isinstance(block, Paragraph)]
        parts += ["".join(run.text for run in as_runs(block.text)) for block in paragraphs]
        said[each.field.id] = "\n".join(parts)
    return said


def test_all_nine_cases_of_the_public_record_are_there(vault: Vault) -> None:
    titles = sorted(case.title for case in vault.read(lambda u: u.all(Case)))

    assert titles == [
        "Ebrahim Metwally Hegazy (Egypt)",
        "Egypt: joint statement at the forty-sixth session of the Human Rights Council",
        "European Commission v Hungary (criminalisation of assistance to asylum seekers)",
        "European Commission v Hungary (transparency of associations)",
        "Human Rights Commission of the Maldives: reprisals",
        "Mongolia: Law on the Legal Status of Human Rights Defenders",
        "Nicaragua: follow-up to Human Rights Council resolution 46/2",
        "Tholal and Mahmood v. Maldives",
        "Vicky Hernández et al. v. Honduras",
    ]


def test_loading_answers_how_many_records_were_made(tmp_path: Path, vault: Vault) -> None:
    made = len({record.id for record in everything(vault)})

    assert vault.read(lambda u: u.facts.demo)
    assert made == _loaded_again(tmp_path)


def _loaded_again(tmp_path: Path) -> int:
    place = tmp_path / "again"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "memory"))
        opening.create_vault(place, "x", member_name="D", cost=WEAK, bounds=BOUNDS)
        with opening.open_vault(place, opening.with_passphrase("x", bounds=BOUNDS)) as opened:
            return opened.write("load", load_demo).result


def test_every_involvement_rests_on_the_public_record_with_its_source(vault: Vault) -> None:
    involvements = vault.read(lambda u: u.all(Involvement))

    assert {each.naming_basis for each in involvements} == {"public-record"}
    assert all("checked 2026-11-23" in (each.basis_source or "") for each in involvements)


def test_every_person_and_state_has_a_part_in_a_case(vault: Vault) -> None:
    involved = {each.party for each in vault.read(lambda u: u.all(Involvement))}
    parties = [r for r in everything(vault) if isinstance(r, Person | State)]

    assert len(parties) == 12
    assert [party.ref for party in parties if party.id not in involved] == []


def test_every_record_says_where_it_comes_from(vault: Vault) -> None:
    sources = tomllib.loads((resources() / "demo" / "sources.toml").read_text("utf-8"))["sources"]
    cited = [each["title"] for each in sources.values()]
    notes = {each.about: each.text or "" for each in vault.read(lambda u: u.all(Note))}

    def is_traceable(record: Record) -> bool:
        said = " ".join([*texts(record), notes.get(record.id, "")])
        return any(title in said for title in cited)

    assert [r for r in everything(vault) if not is_traceable(r)] == []


def test_every_source_has_an_address_and_is_used(vault: Vault) -> None:
    said = "\n".join(text for record in everything(vault) for text in texts(record))
    sources = tomllib.loads((resources() / "demo" / "sources.toml").read_text("utf-8"))["sources"]

    assert [key for key, each in sources.items() if each["address"] not in said] == []


@pytest.mark.parametrize("field", NOT_GIVEN)
def test_nothing_about_a_person_was_added_to_what_the_record_gives(
    vault: Vault, field: str
) -> None:
    people = vault.read(lambda u: u.all(Person))

    assert len(people) == 6
    assert [p.ref for p in people if getattr(p, field) not in (None, "")] == []


def test_no_text_holds_an_e_mail_address_or_a_telephone_number(vault: Vault) -> None:
    looks_private = re.compile(r"(?i)\w@\w|\+\d[\d ()-]{6,}|\b(?:tel|phone|mobile|whatsapp)\b")
    found = [
        hit.group()
        for record in everything(vault)
        for text in texts(record)
        for hit in looks_private.finditer(text)
    ]

    assert found == []


@pytest.mark.parametrize(("kind", "title", "field", "expected"), DATES)
def test_dates_are_those_of_the_record(
    vault: Vault, kind: str, title: str, field: str, expected: str | None
) -> None:
    records = [r for r in everything(vault) if r.kind == kind and r.title.startswith(title)]
    found = {value.edtf if (value := getattr(r, field)) else None for r in records}

    assert expected in found


def test_no_date_stands_there_that_the_record_does_not_give(vault: Vault) -> None:
    given = {edtf for *_rest, edtf in DATES}
    found = {
        value.edtf
        for record in everything(vault)
        for value in values_of(record).values()
        if isinstance(value, When)
    }

    assert found <= given


def test_every_code_is_in_its_list(vault: Vault) -> None:
    wrong = [
        (record.ref, name, value)
        for record in everything(vault)
        for name, value in values_of(record).items()
        if (codes := fields_of(type(record))[name].shown.codes) and value not in codes_of(codes)
    ]

    assert wrong == []


def test_the_communication_tells_the_complaint_and_not_its_outcome(vault: Vault) -> None:
    said = said_in(brief(vault, "Tholal", "un-ccpr"))
    whole = " ".join(said.values())

    assert "Ahmed Tholal" in said["complainant"]
    assert "Jeehan Mahmood" in said["complainant"]
    assert "Madeleine Sinclair" in said["representative"]
    assert said["state"] == "Maldives"
    assert "Article 19" in said["articles"]
    assert "25 September 2016" in said["timeliness"]
    assert all(day in said["facts"] for day in ("14 September", "24 September", "30 September"))
    assert not re.search(r"2018|2020|2021|Views|found a violation", whole)


def test_what_the_record_does_not_say_stays_blank_in_the_communication(vault: Vault) -> None:
    said = said_in(brief(vault, "Tholal", "un-ccpr"))
    blank = {"contact", "authorisation", "anonymity", "interim-measures", "remedies", "exhaustion",
             "remedies-sought", "annexes"}  # fmt: skip

    assert {field for field, text in said.items() if not text} >= blank


def test_the_court_case_is_what_is_complained_of_and_no_remedy(vault: Vault) -> None:
    said = said_in(brief(vault, "Tholal", "un-ccpr"))

    assert "Supreme Court" in said["facts"]
    assert not said["remedies"]


def test_the_reprisals_brief_tells_cooperation_acts_link_and_what_the_un_did(vault: Vault) -> None:
    said = said_in(brief(vault, "Human Rights Commission", "un-reprisals"))

    assert said["victims"].startswith("Human Rights Commission of the Maldives")
    assert "14 September 2014" in said["engagements"]
    assert all(day in said["reprisals"] for day in ("22 Sept", "24 Sept", "30 Sept", "Date not"))
    assert said["link"].startswith("According to the Secretary-General")
    for named in ("MDV 2/2014", "A/HRC/30/29", "3 October 2014", "26 June 2015", "3248/2018"):
        assert named in said["earlier-un-action"]
    assert not said["state-response"]


def test_the_allegation_letter_tells_the_arrest_and_invents_no_mandate(vault: Vault) -> None:
    said = said_in(brief(vault, "Ebrahim", "un-sp-allegation"))

    assert "Ibrahim Metwally Hegazy" in said["victims"]
    assert "co-founder" in said["defender-activities"]
    assert "10 September 2017, Cairo airport" in said["facts"]
    assert "Working Group on Enforced" in said["other-procedures"]
    assert "15 September 2017" in said["action-taken"]
    assert not any(said[field] for field in ("mandates", "submitter", "contacts", "perpetrators"))


@pytest.mark.parametrize("form", list(forms()))
def test_nobody_is_withheld_in_any_brief_of_the_demonstration(vault: Vault, form: str) -> None:
    for title in ("Tholal", "Human Rights Commission", "Vicky", "Ebrahim"):
        prepared = brief(vault, title, form)

        assert "withheld" not in " ".join(said_in(prepared).values())


@pytest.mark.parametrize("asked", ["Ibrahim Metwally", "Ebrahim Metwally", "metwaly"])
def test_the_lawyer_is_found_under_each_spelling(vault: Vault, asked: str) -> None:
    found = vault.read(lambda u: [hit.title for hit in search(u, asked)])

    assert any("Metwally Hegazy" in title for title in found)


def test_no_script_was_added_that_the_record_does_not_give(vault: Vault) -> None:
    names = vault.read(lambda u: u.all(Name))

    assert sorted(name.name or "" for name in names) == [
        "Ebrahim Metwally",
        "Ibrahim Metwally Hegazy",
    ]


def test_the_unchecked_opinion_is_only_said_to_be_confirmed(vault: Vault) -> None:
    naming = [t for r in everything(vault) for t in texts(r) if "41/2019" in t]

    assert len(naming) >= 1
    assert all("to be confirmed" in text for text in naming)


def test_both_numbers_of_states_stand_with_their_sources(vault: Vault) -> None:
    statement = next(r for r in everything(vault) if r.title.startswith("Joint statement on"))
    said = values_of(statement)

    assert "32" in said["text"]
    assert "31" in said["text"]
    assert "finlandabroad.fi" in said["source"]
    assert "ummnews.biz" in said["source"]


def test_the_published_passphrase_has_six_words_and_the_line_says_what_this_is() -> None:
    assert len(demo_passphrase().split()) == 6
    assert "not a submission" in DEMO_LINE


SOURCES = '[sources.page]\ntitle = "A page"\naddress = "example.org"\nchecked = 2026-11-23\n'
CASE = '[[cases]]\nkey = "a"\ntitle = "A"\nsources = ["page"]\n'

BROKEN = [
    (CASE + 'colour = "red"\n', "cases[1].colour"),
    ('[[casses]]\nkey = "a"\n', "casses"),
    (CASE.replace('"page"', '"pages"'), "cases[1].sources"),
    (CASE.replace('sources = ["page"]\n', ""), "cases[1].sources"),
    (CASE + CASE, "cases[2].key"),
    (CASE + 'status = "ajar"\n', "cases[1].status"),
    (CASE + 'country = "Maldives"\n', "cases[1].country"),
    (CASE + 'opened = "22/09/2014"\n', "cases[1].opened"),
    ('[[cases]]\nsources = ["page"]\n', "cases[1].title"),
    ('[[events]]\ntitle = "E"\ncase = "b"\nsources = ["page"]\n', "events[1].case"),
    (CASE + '[[stages]]\ntitle = "S"\nproceeding = "a"\nsources = ["page"]\n',
     "stages[1].proceeding"),
    (CASE + '[[proceedings]]\ntitle = "P"\ncase = "a"\nmechanism = "un-none"\n'
     'sources = ["page"]\n', "proceedings[1].mechanism"),
    ('[[proceedings]]\nkey = "p"\ntitle = "P"\ncontinues = "p"\nsources = ["page"]\n',
     "proceedings[1].continues"),
    ('[[facts]]\ncase = "a"\nfact = "violation"\noccurred = "2014"\nsource = "me"\n'
     'sources = ["page"]\n' + CASE, "facts[1].source"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), BROKEN)
def test_what_a_file_gets_wrong_is_refused_by_file_and_key(
    tmp_path: Path, vault: Vault, text: str, key: str
) -> None:
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    before = vault.read(lambda u: u.count("cases"))

    with pytest.raises(DefinitionError, match=re.escape(f"In own.toml, {key}: ")) as refused:
        vault.write("load", lambda unit: load_demo(unit, tmp_path))

    assert isinstance(refused.value, Refusal)
    assert "\n" not in str(refused.value)
    assert vault.read(lambda u: u.count("cases")) == before
