"""Which way text runs, and where its lines may end."""

import subprocess
import sys

import pytest

from casedesk.pages.breaking import after_space, hyphen_places, parts
from casedesk.pages.direction import levels, main_direction, visual_order

# Right answers by the Unicode algorithm, as ICU gives them.
CASES = [
    ("abc", "ltr", "000"),
    ("אבג", "ltr", "111"),
    ("a אב b", "ltr", "001100"),
    # An alias in brackets after a name: both brackets go with the name (rule N0).
    ("a ב (ג) d", "ltr", "001111100"),
    ("a (ב) c", "ltr", "0001000"),
    ("ב 12 ג", "ltr", "112211"),
    ("ب 12,5% ج", "rtl", "112222111"),
    ("א a (b) ג", "rtl", "112222211"),
    ("ב. a", "rtl", "1112"),
    # Isolates keep a name from turning the sentence around it.
    ("a \u2067ב 1\u2069 2", "ltr", "000112000"),
    ("a \u2068ב\u2069 2", "ltr", "0001000"),
    ("a \u202bב c\u202c d", "ltr", "000112200"),
    ("\u0661\u0662 a", "rtl", "2212"),
]


@pytest.mark.parametrize(("text", "direction", "expected"), CASES)
def test_levels_are_those_of_the_unicode_algorithm(
    text: str, direction: str, expected: str
) -> None:
    found = levels(text, direction)
    ignored = "\u202a\u202b\u202c\u202d\u202e"  # these have no level of their own (rule X9)
    shown = [(a, b) for a, b, c in zip(found, expected, text, strict=True) if c not in ignored]
    assert [a for a, _ in shown] == [int(b) for _, b in shown]


def test_pieces_are_put_in_the_order_they_are_seen() -> None:
    assert visual_order([0, 0, 0]) == [0, 1, 2]
    assert visual_order([0, 1, 1, 0]) == [0, 2, 1, 3]
    assert visual_order([1, 2, 2, 1]) == [3, 1, 2, 0]
    assert visual_order([2, 2]) == [0, 1]
    assert visual_order([]) == []


def test_a_paragraph_takes_the_direction_of_most_of_its_letters() -> None:
    assert main_direction("محمد رمضان was arrested in Manama on that day", "ltr") == "ltr"
    assert main_direction("HRC: ولما كانت شعوب الأمم المتحدة", "ltr") == "rtl"
    assert main_direction("2017, 12.", "rtl") == "rtl"


def test_lines_end_where_the_standard_allows() -> None:
    assert parts("non-governmental") == ("non-", "governmental")
    assert parts("2017-09-10") == ("2017-09-10",)
    assert parts("(HRC),") == ("(HRC),",)
    assert parts("人权，权利") == ("人", "权，", "权", "利")
    assert parts("က္ခာဖြင့်") == ("က္ခာ", "ဖြင့်")
    assert after_space("a", "b")
    assert not after_space("«", "a")
    assert not after_space("a", "»")


def test_a_run_without_any_place_to_part_is_cut_somewhere() -> None:
    pieces = parts("x" * 1000)
    assert "".join(pieces) == "x" * 1000
    assert max(map(len, pieces)) < 200


def test_words_are_hyphenated_by_their_language() -> None:
    assert hyphen_places("cat", "en") == []
    assert hyphen_places("misunderstanding", "en")
    assert hyphen_places("gouvernement", "fr")


def test_importing_pages_loads_neither_reportlab_nor_fonts() -> None:
    code = (
        "import sys, casedesk.pages;"
        "print([m for m in ('reportlab', 'uharfbuzz', 'uniseg', 'fontTools') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
