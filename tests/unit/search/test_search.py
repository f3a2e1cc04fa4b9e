"""Finding a record by words of it, or by a name however it is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.casework import entering
from casedesk.domain.base import Record
from casedesk.search.query import search
from casedesk.vault import opening
from casedesk.vault.door import Writing
from casedesk.vault.kdf import STANDARD, Bounds, Cost
from casedesk.vault.vault import Vault

_WEAK = Cost(memory_kib=32, passes=1, lanes=1)
_BOUNDS = Bounds(least=_WEAK, most=STANDARD)

BLNS = Path(__file__).resolve().parents[4] / "shared" / "samples" / "attack" / "blns.txt"

#: Lines that have broken searches elsewhere: operators of the index, quotes, controls, half pairs.
HOSTILE = (
    "", " ", "*", '"', '""', "'", "AND", "OR NOT", "NEAR(a b)", "title:x", "^x", "a*b*", "-x", "(",
    ")", "{title}: x", "a AND", '" OR 1=1 --', "'; DROP TABLE search; --", "%", "_", "\\", "\0",
    "\ud800", "\u202e", "🏳️‍🌈", "ﷺ", "\u200b", "x" * 5000, "x " * 5000, "王" * 3000,
    "a\u0300" * 2000,
    "م" * 3000, "\n\t", "NULL", "search MATCH", "x;--", "?", ":words", "%s", "{}",
)  # fmt: skip


def new(unit: Writing, kind: str, **values: str) -> Record:
    return entering.enter(unit, kind, values)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("vaults") / "office.casedesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("memory")))
        opening.create_vault(folder, "weak", member_name="Office", cost=_WEAK, bounds=_BOUNDS)
        with opening.open_vault(folder, opening.with_passphrase("weak", bounds=_BOUNDS)) as vault:
            vault.write("enter", _enter)
            yield vault


def _enter(unit: Writing) -> None:
    for name in ("Víctor Jara", "王丹", "إبراهيم متولي حجازي", "Нурланұлы Қайрат", "김영수",
                 "Maryam Al-Khawaja", "Nguyễn Thị Minh"):  # fmt: skip
        new(unit, "people", name=name)
    person = new(unit, "people", name="Ahmed Tholal")
    new(unit, "names", party=person.ref, name="އަޙްމަދު ތޮލާލް", form="own-script")
    new(unit, "aliases", party=person.ref, name="Falcon Nine")
    case = new(unit, "cases", title="Tholal v. Maldives", summary="About the lighthouse keeper.")
    new(unit, "events", title="A hearing", case=case.ref, description="Before the harbour master.")
    question = "claims"
    new(unit, "answers", case=case.ref, question=question, detail="An unfathomable argument.")
    for number in range(30):
        new(unit, "cases", title=f"Repeated case {number}")


def titles(vault: Vault, words: str, limit: int = 50) -> list[str]:
    return [hit.title for hit in vault.read(lambda unit: search(unit, words, limit))]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("victor", "Víctor Jara"), ("VÍCTOR", "Víctor Jara"), ("Vi\u0301ctor", "Víctor Jara"),
        ("jara víc", "Víctor Jara"), ("王丹", "王丹"), ("王", "王丹"), ("wang dan", "王丹"),
        ("متولي", "إبراهيم متولي حجازي"), ("مُتَولّى", "إبراهيم متولي حجازي"),
        ("Ibrahim Metwally", "إبراهيم متولي حجازي"),
        ("Ebrahim Metwalli Hegazy", "إبراهيم متولي حجازي"),
        ("Нурланулы", "Нурланұлы Қайрат"), ("Nurlanuly", "Нурланұлы Қайрат"), ("김영수", "김영수"),
        ("khawaja", "Maryam Al-Khawaja"), ("Alkhawaja", "Maryam Al-Khawaja"),
        ("nguyen", "Nguyễn Thị Minh"),
        ("lighthouse", "Tholal v. Maldives"), ("harbour", "A hearing"),
        ("lightho", "Tholal v. Maldives"),
    ],
)  # fmt: skip
def test_a_record_is_found_in_every_spelling_and_script(
    office: Vault, words: str, title: str
) -> None:
    assert title in titles(office, words)


@pytest.mark.parametrize("words", ["އަޙްމަދު", "Falcon Nine", "ahmed tholal"])
def test_a_name_is_found_as_its_person_and_each_record_once(office: Vault, words: str) -> None:
    found = office.read(lambda unit: search(unit, words))

    assert [(hit.kind, hit.title) for hit in found].count(("people", "Ahmed Tholal")) == 1
    assert not {hit.kind for hit in found} & {"names", "aliases"}
    assert len({hit.ref for hit in found}) == len(found)


def test_what_belongs_to_a_record_leads_to_it(office: Vault) -> None:
    assert titles(office, "unfathomable") == ["Tholal v. Maldives"]


def test_every_word_asked_for_must_be_there(office: Vault) -> None:
    assert titles(office, "lighthouse maldives") == ["Tholal v. Maldives"]
    assert titles(office, "lighthouse submarine") == []


def test_a_hit_says_what_it_is_and_by_what_it_was_found(office: Vault) -> None:
    by_words = office.read(lambda unit: search(unit, "Tholal"))
    by_name = office.read(lambda unit: search(unit, "Metwally"))

    assert (by_words[0].kind, by_words[0].by, by_words[0].ref[0]) == ("people", "words", "P")
    assert (by_name[0].kind, by_name[0].by) == ("people", "name")


@pytest.mark.parametrize("limit", [1, 2, 7, 30])
def test_no_more_are_found_than_asked_for_and_as_many_as_there_are(
    office: Vault, limit: int
) -> None:
    assert len(titles(office, "repeated", limit)) == limit
    assert len(titles(office, "repeated", 1000)) == 30


def test_what_was_removed_is_not_found_and_after_undoing_it_is(office: Vault) -> None:
    def enter(unit: Writing) -> tuple[str, str]:
        person = new(unit, "people", name="Soon Vanished")
        new(unit, "names", party=person.ref, name="Zzyzxlike Form")
        return person.ref, person.title

    ref, title = office.write("enter", enter).result
    office.write("remove", lambda unit: unit.remove(unit.get(ref), "a test"))
    gone = [titles(office, words) for words in ("vanished", "zzyzxlike")]

    def restore(unit: Writing) -> None:
        unit.restore(next(r for r in unit.session.query(Record).filter(Record.ref == ref)))

    office.write("restore", restore)

    assert gone == [[], []]
    assert titles(office, "vanished") == titles(office, "zzyzxlike") == [title]


def test_who_was_merged_is_found_as_the_one_merged_into(office: Vault) -> None:
    def enter(unit: Writing) -> None:
        old = new(unit, "people", name="Quixotely Written")
        new(unit, "names", party=old.ref, name="Brobdingnagian")
        unit.redirect(old, new(unit, "people", name="Rightly Written"))

    office.write("enter", enter)

    assert titles(office, "Brobdingnagian") == ["Rightly Written"]
    assert "Quixotely Written" not in titles(office, "Quixotely")


def test_a_changed_text_is_found_by_its_new_words_alone(office: Vault) -> None:
    def enter(unit: Writing) -> None:
        case = new(unit, "cases", title="Changed", summary="Formerlyword")
        entering.change(unit, case, {"summary": "Presentlyword"})

    office.write("enter", enter)

    assert titles(office, "formerlyword") == []
    assert titles(office, "presentlyword") == ["Changed"]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_query_finds_something_or_nothing_and_breaks_nothing(
    office: Vault, number: int
) -> None:
    assert len(titles(office, HOSTILE[number])) <= 50


@given(words=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_a_query(office: Vault, words: str) -> None:
    assert len(titles(office, words, 5)) <= 5


@pytest.mark.samples
def test_every_naughty_line_is_a_query(office: Vault) -> None:
    if not BLNS.is_file():
        pytest.skip("the sample lines are not here")
    lines = BLNS.read_text(encoding="utf-8").splitlines()

    def all_of_them(unit: Any) -> list[int]:
        return [len(search(unit, line, 5)) for line in lines]

    assert max(office.read(all_of_them)) <= 5
