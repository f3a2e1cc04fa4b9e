"""The recovery code: written down, typed, mistyped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.vault import crockford, phrases, recovery
from casedesk.vault.errors import MistypedCode

CODES = st.binary(min_size=16, max_size=16)


def _refused(text: str) -> bool:
    try:
        recovery.read_code(text)
    except MistypedCode:
        return True
    return False


@given(CODES)
def test_a_printed_code_is_read_back(code: bytes) -> None:
    text = recovery.code_text(code)
    assert len(text.split("-")) == 7
    assert {len(group) for group in text.split("-")} == {4}
    assert recovery.read_code(text) == code


@settings(max_examples=5)
@given(CODES)
def test_every_single_wrong_symbol_is_noticed(code: bytes) -> None:
    text = recovery.code_text(code).replace("-", "")
    wrong = [
        text[:place] + symbol + text[place + 1 :]
        for place in range(28)
        for symbol in crockford.SYMBOLS
        if symbol != text[place]
    ]
    assert len(wrong) == 28 * 31
    assert all(_refused(other) for other in wrong)


@settings(max_examples=20)
@given(CODES)
def test_any_two_symbols_exchanged_are_noticed(code: bytes) -> None:
    text = recovery.code_text(code).replace("-", "")
    for first in range(27):
        for second in range(first + 1, 28):
            symbols = list(text)
            symbols[first], symbols[second] = symbols[second], symbols[first]
            assert _refused("".join(symbols)) == (text[first] != text[second])


@settings(max_examples=20)
@given(CODES)
def test_a_symbol_left_out_or_doubled_is_noticed(code: bytes) -> None:
    text = recovery.code_text(code).replace("-", "")
    for place in range(28):
        assert _refused(text[:place] + text[place + 1 :])
        assert _refused(text[:place] + text[place] + text[place:])


def test_reading_forgives_case_spaces_dashes_and_look_alikes() -> None:
    code = bytes.fromhex("00102030405060708090a0b0c0d0e0f1")
    text = recovery.code_text(code)
    assert recovery.read_code(text.lower()) == code
    assert recovery.read_code(text.replace("-", " ")) == code
    assert recovery.read_code(f"\u200f {text.replace('-', ' – ')}\n") == code
    assert recovery.read_code(text.replace("0", "O").replace("1", "l")) == code
    assert recovery.read_code(text.replace("0", "o").replace("1", "I")) == code
    full_width = text.translate({ord(c): ord(c) + 0xFEE0 for c in crockford.SYMBOLS})
    assert recovery.read_code(full_width) == code


@pytest.mark.parametrize("text", ["", "-", "U" * 28, "é" * 28, "0" * 27, "0" * 29, "Z" * 28])
def test_what_is_no_code_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MistypedCode, match=r"recovery code.*\."):
        recovery.read_code(text)


def test_a_code_beyond_128_bits_is_refused_though_its_check_is_right() -> None:
    too_large = [8] + [0] * 25
    assert _refused(crockford.text_of(too_large + recovery._checks(too_large)))


@given(st.text(max_size=40))
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    assert _refused(text) or len(recovery.read_code(text)) == 16


def test_two_codes_are_never_the_same() -> None:
    assert len({recovery.new_code() for _each in range(100)}) == 100


@pytest.mark.parametrize(("language", "words"), [("en", 7776), ("fr", 7775), ("es", 8192)])
def test_word_lists_are_whole_and_can_be_typed_on_any_keyboard(language: str, words: int) -> None:
    found = phrases.word_list(language)
    assert len(found) == len(set(found)) == words
    assert all(word.isascii() and word == word.lower() and " " not in word for word in found)


def test_a_phrase_has_six_words_of_the_list_and_77_bits() -> None:
    words = phrases.new_phrase().split(" ")
    assert len(words) == 6
    assert set(words) <= set(phrases.word_list("en"))
    assert phrases.bits() > 77
    assert phrases.new_phrase() != phrases.new_phrase()
    assert phrases.word_list("ar") == phrases.word_list("en")
