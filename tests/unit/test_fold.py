"""Folding: what is typed finds what is written, in every script, and names meet their spellings."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.fold import fold, match_query, name_keys, name_likeness, romanise, sort_key

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


@pytest.fixture(params=["", " categories ''L* N* Co M*''"], ids=["plain", "with marks"])
def index(request: pytest.FixtureRequest) -> sqlite3.Connection:
    """An empty full-text index as the vault has one."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "create virtual table search using fts5("
        f"folded, tokenize='unicode61 remove_diacritics 0{request.param}')"
    )
    return database


def found(index: sqlite3.Connection, text: str, query: str) -> bool:
    index.execute("delete from search")
    index.execute("insert into search values (?)", (fold(text),))
    asked = "select count(*) from search where search match ?"
    return bool(index.execute(asked, (match_query(query),)).fetchone()[0])


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("中国维权律师王丹被拘押", "王丹"),
        ("مُتَوَلِّي", "متولي"),
        ("أحمد", "احمد"),
        ("إبراهيم", "ابراهيم"),
        ("Đặng", "dang"),
        ("Łukasz", "lukasz"),
        ("Ø", "o"),
        ("Víctor", "victor"),
        ("victor", "VÍCTOR"),
        ("Straße, Œuvre, Þór, Ŋ, ħ", "strasse oeuvre thor"),
        ("İstanbul, Diyarbakır", "istanbul diyarbakir"),
        ("فاطمة على مكتبة", "فاطمه علي"),
        ("ابراهیم کریمی", "ابراهيم كريمي"),
        ("می\u200cخواهم", "میخواهم"),
        ("شِيعَـــة", "شيعه"),
        ("١٢ أيلول ۱۹۷۳", "12 1973"),
        ("שָׁלוֹם", "שלום"),
        ("Нұрланұлы Ґалаґан Ёлкин", "нурланулы галаган елкин"),
        ("Мар’яна O’Neil", "Марʼяна O'Neil"),
        ("นายสมชาย นีละไพจิตร", "สมชาย"),
        ("အောင်ဆန်းစုကြည်", "ဆန်း"),
        ("ខ្ញុំឈ្មោះសុខ", "សុខ"),
        ("がっこう", "がっ"),
        ("유관순은", "유관순"),
        ("हिन्दी समाचार", "हिन्दी"),
        ("ＦＵＬＬ ﬁnal Ⅻ", "full final xii"),
        ("co\u00adop\u202eera\u200btion", "cooperation"),
        ("Hernández de la Cruz", "hernandez cru"),
    ],
)
def test_a_person_finds_the_text_however_they_type_it(
    index: sqlite3.Connection, text: str, query: str
) -> None:
    assert found(index, text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("王小丹", "王丹"),
        ("か", "が"),
        ("की", "कु गा"),
        ("Dang", "Danger"),
        ("Danger zone", "zon dang"),
    ],
)
def test_what_is_different_is_not_found(index: sqlite3.Connection, text: str, query: str) -> None:
    assert not found(index, text, query)


@given(TEXT)
@settings(max_examples=300)
def test_folding_twice_changes_nothing_and_folding_never_fails(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    folded.encode()


def test_every_character_folds_to_something_stable() -> None:
    unstable = [code for code in range(0x30000) if fold(fold(chr(code))) != fold(chr(code))]
    assert unstable == []


@given(TEXT)
@settings(max_examples=200)
def test_any_query_is_accepted_by_the_index(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute(
        "create virtual table search using fts5(folded, tokenize='unicode61 remove_diacritics 0')"
    )
    for query in (text, f'"{text}', f"{text}* AND (", " ".join(text)):
        expression = match_query(query)
        if expression:
            database.execute("select 1 from search where search match ?", (expression,)).fetchall()


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real data is not beside this checkout")
def test_naughty_strings_are_safe_queries(index: sqlite3.Connection) -> None:
    lines = (SAMPLES / "attack" / "blns.txt").read_text("utf-8").split("\n")
    for line in [*lines, "\n".join(lines)]:
        expression = match_query(line)
        if expression:
            index.execute("select 1 from search where search match ?", (expression,)).fetchall()


@pytest.mark.parametrize("text", ["", "  ", '"', "*", "( - )", "\x00", "😀", "--"])
def test_a_query_without_letters_or_numbers_asks_nothing(text: str) -> None:
    assert match_query(text) == ""


def test_operators_and_columns_are_only_words() -> None:
    assert match_query('folded:x* OR NOT "a') == '"folded x" "or" "not" "a"*'


def test_a_name_is_written_in_latin_letters_to_be_found() -> None:
    assert romanise("王丹") == "wang dan"
    assert romanise("Нурланулы") == "nurlanuly"
    assert romanise("ތޮލާލް") == "tholaal"
    assert romanise("Đặng Thị") == "dang thi"
    assert romanise("عبد الله") == "bd llh"


@pytest.mark.parametrize(
    "spellings",
    [
        "Metwally Metwalli Mitwalli متولي مُتَوَلِّي",
        "Mohammed Muhammad Mohamed Mouhamad محمد",
        "Hegazy Hijazi al-Hegazy El-Hijazi حجازي الحجازي",
        "Ibrahim Ebrahim إبراهيم ابراهیم",
        "Tholal ތޮލާލް",
        "Hernández Hernandez Hernandes",
        "Nurlanuly Нурланулы Нұрланұлы",
        "Đặng Dang",
        "Walid Waleed Oualid وليد",
        "Navid نوید",
        "Ivanov Ivanow Иванов",
        "Aisha Ayesha Aïcha عائشة",
        "Yusuf Youssef يوسف",
        "Djamila Jamila Gamila جميلة",
        "Khadija Khadidja خديجة",
        "Abdelfattah عبدالفتاح",
        "Abdullah Abdallah عبدالله",
        "O'Neil O’Neil ONeil",
        "Xiaobo 刘晓波",
        "Gwansun 유관순",
        "Li 李",
        "Ô O",
        "Eau eau",
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    keys = [name_keys(spelling) for spelling in spellings.split()]
    assert all(first & second for first in keys for second in keys)
    assert all(len(found_keys) <= 6 for found_keys in keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wang Dan", "王丹"),
        ("Liu Xiaobo", "刘晓波"),
        ("Ebrahim Metwally Hegazy", "إبراهيم متولي حجازي"),
        ("Abdul Rahman", "عبد الرحمن"),
        ("Abderrahmane", "Abdul Rahman"),
        ("Abdullah", "عبد الله"),
    ],
)
def test_every_word_of_a_name_meets_its_other_spelling(one: str, other: str) -> None:
    assert name_keys(one) <= name_keys(other) or name_keys(other) <= name_keys(one)


def test_different_names_share_no_key() -> None:
    for name in ("Hernández", "Ivanov", "王丹", "حجازي"):
        assert not name_keys("Metwally") & name_keys(name)


def test_a_name_without_letters_has_no_key() -> None:
    assert name_keys("  …  ") == frozenset()


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        ("Metwally", "متولي", "محمد"),
        ("Hegazy Ebrahim", "إبراهيم متولي حجازي", "إبراهيم محمد"),
        ("Mohammed", "Muhammad", "Mahmoud"),
        ("Mohammed", "محمد", "أحمد"),
        ("Wang Dan", "王丹", "王小丹"),
        ("Xiaobo Liu", "刘晓波", "刘霞"),
        ("Hernandez Victor", "Víctor Hernández", "Victor Fernández"),
        ("Tholal", "ތޮލާލް", "Tahir"),
        ("Metwally", "Ebrahim Abdelmonem Metwally Hegazy", "Mitchell"),
    ],
)
def test_the_right_name_is_likelier_than_a_similar_one(query: str, right: str, wrong: str) -> None:
    assert name_likeness(query, right) > 75
    assert name_likeness(query, right) > name_likeness(query, wrong) + 2


@given(TEXT, TEXT)
@settings(max_examples=100, deadline=None)  # the first example loads the libraries
def test_likeness_is_a_percentage_and_whole_for_the_same_name(one: str, other: str) -> None:
    assert 0 <= name_likeness(one, other) <= 100
    assert name_likeness(one, one) > 99.9
    assert all(key for key in name_keys(one))


def test_titles_sort_as_people_expect() -> None:
    expected = [
        *("9 men", "10 men", "Case 9", "Case 10", "Étude", "étude b", "«Etudes»", "Lodz", "Łódź"),
        *("Lz", "O’Neil", "oneiric", "Zorro", "Гя", "Ґанок", "Да", "Иод", "Ия", "Іван", "Йод"),
        *("בית", "בָּתִּים", "بدر", "پدر", "تدر", "王丹"),
    ]
    shuffled = expected[::2] + expected[1::2]
    assert sorted(shuffled, key=sort_key) == expected


def test_the_sort_key_orders_alike_in_python_and_in_the_database() -> None:
    titles = [
        "Đặng 10",
        "đặng 9",
        "Dang",
        "Ёж",
        "Еж",
        "王丹",
        "محمد",
        "𠀀",
        "z",
        "  A",
        "\x00b",
        "",
    ]
    database = sqlite3.connect(":memory:")
    database.execute("create table record (title text, title_sort text)")
    database.executemany(
        "insert into record values (?, ?)", [(title, sort_key(title)) for title in titles]
    )
    rows = database.execute("select title_sort from record order by title_sort").fetchall()
    assert [row[0] for row in rows] == sorted(map(sort_key, titles))


@given(TEXT)
@settings(max_examples=200)
def test_capitals_do_not_matter_for_order_and_accents_only_at_the_end(text: str) -> None:
    key = sort_key(text)
    key.encode()
    assert key == sort_key(text.casefold())
    assert sort_key("a" + text) < sort_key("b")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_in_titles_sort_by_value(one: int, other: int) -> None:
    assert (sort_key(f"Case {one} a") < sort_key(f"Case {other} a")) == (one < other)


def test_folding_is_ready_at_once() -> None:
    """The libraries for other scripts and for likeness take longer than the window may wait."""
    loaded = "import sys, casedesk.fold; print({'anyascii', 'rapidfuzz'} & set(sys.modules))"
    answer = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "set()"
