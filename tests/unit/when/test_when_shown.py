"""Partial dates in plain words."""

import pytest

from casedesk.when import parse, read, shown


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("1973-09-12", "12 September 1973"),
        ("1973-09", "September 1973"),
        ("1973", "1973"),
        ("1973~", "about 1973"),
        ("1973-09?", "September 1973 (?)"),
        ("1973%", "about 1973 (?)"),
        ("197X", "1970s"),
        ("190X", "between 1900 and 1909"),
        ("19XX", "between 1900 and 1999"),
        ("1973-09-XX", "September 1973"),
        ("1973-XX-XX", "1973"),
        ("1973/1975", "between 1973 and 1975"),
        ("1990/..", "from 1990"),
        ("../1990-09", "until September 1990"),
        ("1990/", "from 1990, end not known"),
        ("/1990", "until 1990, start not known"),
        ("XXXX-09-12", "XXXX-09-12"),
    ],
)
def test_a_date_is_said_in_plain_english(edtf: str, said: str) -> None:
    assert shown(parse(edtf)) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["1 March 1973", "March 1973", "between 1 March 1973 and 1975", "about 1 March 1973"],
        ),
        (
            "fr",
            [
                "1er mars 1973",
                "mars 1973",
                "entre le 1er mars 1973 et 1975",
                "vers le 1er mars 1973",
            ],
        ),
        (
            "es",
            [
                "1 de marzo de 1973",
                "marzo de 1973",
                "entre el 1 de marzo de 1973 y 1975",
                "hacia el 1 de marzo de 1973",
            ],
        ),
        ("ru", ["1 марта 1973", "март 1973", "с 1 марта 1973 по 1975", "примерно 1 марта 1973"]),
        (
            "ar",
            [
                "1 آذار/مارس 1973",
                "آذار/مارس 1973",
                "بين 1 آذار/مارس 1973 و1975",
                "حوالي 1 آذار/مارس 1973",
            ],
        ),
        ("zh", ["1973年3月1日", "1973年3月", "1973年3月1日至1975年", "约1973年3月1日"]),
    ],
)
def test_a_date_is_said_in_the_six_languages(language: str, said: list[str]) -> None:
    texts = ["1973-03-01", "1973-03", "1973-03-01/1975", "1973-03-01~"]
    assert [shown(parse(text), language) for text in texts] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["avant le 12 mai 1990", "jusqu'au 12 mai 1990", "depuis mai 1990"]),
        (
            "es",
            ["antes del 12 de mayo de 1990", "hasta el 12 de mayo de 1990", "desde mayo de 1990"],
        ),
        ("ru", ["ранее 12 мая 1990", "не позднее 12 мая 1990", "с мая 1990"]),
    ],
)
def test_prepositions_fit_the_date_that_follows(language: str, said: list[str]) -> None:
    dates = [read("before 12 May 1990"), parse("../1990-05-12"), parse("1990-05/..")]
    assert [shown(when, language) for when in dates] == said


@pytest.mark.parametrize(
    "text", ["before 1990", "after 12 September 1973", "between 1973 and 1975"]
)
def test_the_sense_of_what_was_typed_is_said_again(text: str) -> None:
    assert shown(read(text)) == text


def test_a_length_of_time_is_not_said_as_some_day_within_it() -> None:
    assert shown(read("from 1973 to 1975")) == "1973 \N{EN DASH} 1975"
    assert shown(read("perhaps between 1973 and 1975")) == "between 1973 (?) and 1975 (?)"


def test_digits_that_have_no_plain_words_are_shown_as_the_source_wrote_them() -> None:
    assert shown(read("1X99 ")) == "1X99 "


def test_an_unknown_language_is_answered_in_english() -> None:
    assert shown(parse("1973-09"), "pt") == "September 1973"
