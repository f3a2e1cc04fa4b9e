"""Dates as people type them: read in six languages, refused or asked, never guessed."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.when import AmbiguousDate, DateError, When, parse, read, shown, tables
from casedesk.when.wording import plain

FULL = "1973-09-12"


@pytest.mark.parametrize(
    "text",
    [
        *("1973-9-12", "1973/09/12", "1973.9.12", "1973-09-12 00:00:00", "1973-09-12T00:00"),
        *("12 September 1973", "12th of September, 1973", "September 12, 1973", "12-Sep-1973"),
        *("Sept. 12th, 1973", "12 SEPT 1973", "the 12th September 1973", "12. September 1973"),
        *("12 septembre 1973", "le 12 septembre 1973", "12 de septiembre de 1973", "12 set 1973"),
        *("12 сентября 1973", "12 сентября 1973 года", "12 сент. 1973 г.", "12-го сентября 1973"),
        *(
            "12 سبتمبر 1973",
            "١٢ أيلول ١٩٧٣",
            "12 أيلول/سبتمبر 1973",
            "۱۲ شتنبر ۱۹۷۳",
            "12 ايلول 1973",
        ),
        *("1973年9月12日", "1973年9月12号", "1973 年 9 月 12 日", "一九七三年九月十二日"),
        *("１９７３年９月１２日", "\u200f12 September\u00a01973\u200e"),
    ],
)
def test_a_full_date_is_read_in_any_language(text: str) -> None:
    assert read(text) == When(FULL, parse(FULL).first, parse(FULL).last, text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("septembre 1973", "1973-09"),
        ("1er mai 1973", "1973-05-01"),
        ("1º de mayo de 1973", "1973-05-01"),
        ("июль 1956", "1956-07"),
        ("12 июля 1956", "1956-07-12"),
        ("в июле 1956 года", "1956-07"),
        ("كانون الثاني 1973", "1973-01"),
        ("كانون الأول 1973", "1973-12"),
        ("août 2001", "2001-08"),
        ("AOUT 2001", "2001-08"),
        ("二〇〇四年十二月三十一日", "2004-12-31"),
        ("1973年", "1973"),
        ("09/1973", "1973-09"),
        ("1973-9", "1973-09"),
        ("25/12/1973", "1973-12-25"),
        ("12/25/1973", "1973-12-25"),
        ("05.05.1973", "1973-05-05"),
        ("1973?", "1973?"),
        ("c. 1973", "1973~"),
        ("ca 1973", "1973~"),
        ("about 1973", "1973~"),
        ("vers septembre 1973", "1973-09~"),
        ("около 1973 года", "1973~"),
        ("حوالي عام 1973", "1973~"),
        ("约1973年", "1973~"),
        ("1973年左右", "1973~"),
        ("c. September 1973 (?)", "1973-09%"),
        ("1973 [???]", "1973?"),
        ("quizás 1973", "1973?"),
        ("1970s", "197X"),
        ("the 1970s", "197X"),
        ("les années 1970", "197X"),
        ("década de 1970", "197X"),
        ("1970-е годы", "197X"),
        ("1970年代", "197X"),
    ],
)
def test_partial_and_doubtful_dates_are_read_as_they_stand(text: str, edtf: str) -> None:
    assert read(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("before 1990", "../1989"),
        ("avant le 12 septembre 1973", "../1973-09-11"),
        ("antes del 1 de marzo de 1972", "../1972-02-29"),
        ("before the 1970s", "../1969"),
        ("قبل 1990", "../1989"),
        ("1990年之前", "../1989"),
        ("after 1990", "1991/.."),
        ("после декабря 1990", "1991-01/.."),
        ("tras 1990", "1991/.."),
        ("until 12 May 1990", "../1990-05-12"),
        ("jusqu’au 12 mai 1990", "../1990-05-12"),
        ("no later than 1990", "../1990"),
        ("since 1990", "1990/.."),
        ("from 1990 onwards", "1990/.."),
        ("منذ 1990", "1990/.."),
        ("自1990年起", "1990/.."),
    ],
)
def test_before_and_after_leave_the_date_out_until_and_since_keep_it(text: str, edtf: str) -> None:
    assert read(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("between 1973 and 1975", "1973/1975"),
        ("from 1973 to 1975", "1973/1975"),
        ("1973-1975", "1973/1975"),
        ("1973 г. \N{EN DASH} 1975 г.", "1973/1975"),
        ("12-14 September 1973", "1973-09-12/1973-09-14"),
        ("12-14.09.1973", "1973-09-12/1973-09-14"),
        ("du 12 au 14 septembre 1973", "1973-09-12/1973-09-14"),
        ("del 12 al 14 de septiembre de 1973", "1973-09-12/1973-09-14"),
        ("с 12 по 14 сентября 1973 года", "1973-09-12/1973-09-14"),
        ("من 12 إلى 14 سبتمبر 1973", "1973-09-12/1973-09-14"),
        ("1973年9月12日至14日", "1973-09-12/1973-09-14"),
        ("12 September \N{EM DASH} 3 October 1973", "1973-09-12/1973-10-03"),
        ("September to November 1973", "1973-09/1973-11"),
        ("между сентябрём и ноябрём 1973", "1973-09/1973-11"),
        ("entre 1973 et 1975", "1973/1975"),
        ("بين 1973 و1975", "1973/1975"),
        ("介于1973年和1975年之间", "1973/1975"),
        ("between c. 1973 and 1975?", None),
        ("between c. 1973 and 1975", "1973~/1975"),
        ("05/02/1973 - 13/02/1973", "1973-02-05/1973-02-13"),
    ],
)
def test_intervals_are_read_and_the_missing_year_or_month_is_the_other_one(
    text: str, edtf: str | None
) -> None:
    if edtf is None:
        with pytest.raises(AmbiguousDate):
            read(text)
    else:
        assert read(text).edtf == edtf


@pytest.mark.parametrize("text", ["12/09/1973", "12.09.1973", "12-9-1973", "١٢/٠٩/١٩٧٣"])
def test_a_date_that_is_day_or_month_first_is_asked_with_both_readings(text: str) -> None:
    with pytest.raises(AmbiguousDate) as question:
        read(text)
    assert "12 September 1973" in str(question.value)
    assert "9 December 1973" in str(question.value)
    assert [choice.edtf for choice in question.value.choices] == ["1973-09-12", "1973-12-09"]
    assert {choice.words for choice in question.value.choices} == {text}
    assert read(text, day_first=True).edtf == "1973-09-12"
    assert read(text, day_first=False).edtf == "1973-12-09"


def test_a_date_with_one_reading_needs_no_order_of_day_and_month() -> None:
    for order in (None, True, False):
        assert read("25/12/1973", day_first=order).edtf == "1973-12-25"


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("до 1990", {"../1989", "../1990"}),
        ("1990年以前", {"../1989", "../1990"}),
        ("1900s", {"190X", "19XX"}),
        ("about 1973-1975", {"1973~/1975", "1973~/1975~"}),
        ("01/02/1973 - 05/02/1973", {"1973-02-01/1973-02-05", "1973-01-02/1973-05-02"}),
    ],
)
def test_words_with_two_senses_are_asked(text: str, choices: set[str]) -> None:
    with pytest.raises(AmbiguousDate) as question:
        read(text)
    assert {choice.edtf for choice in question.value.choices} == choices


@pytest.mark.parametrize(
    "text",
    [
        *("", "unknown", "NA", "n/a", "today", "12", "September", "12 September", "1 août"),
        *("12/09/73", "12 Sep 73", "15042001", "20020101", "1973/09", "1991-93", "spring 1973"),
        *("late 1973", "1973 or 1974", "31 September 1973", "30/02/1973", "29 February 2001"),
        *("31/31/1973", "1975-1973", "28 December - 3 January 1974", "before 0001", "after 9999"),
        *("@9 1973", "1973-09-12T23:00", "1973-09-12T00:00+02:00", "12 September 1973 " * 9),
        *("1973\x00", "13 13 1973", "12 December - 14", "十十月 1973", "二月三十日 1973"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        read(text)
    assert not isinstance(refusal.value, AmbiguousDate)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", ["۱۳۵۲", "۲۱ سبتمبر ۱۳۵۲", "١٤٤٥", "๒๕๑๖"])
def test_a_year_of_another_calendar_is_not_taken_for_ours(text: str) -> None:
    with pytest.raises(DateError, match="calendar"):
        read(text)


def test_an_impossible_date_is_named_as_it_was_typed() -> None:
    with pytest.raises(DateError, match="31 September 1973"):
        read("31 September 1973")


def test_words_are_kept_exactly_unless_they_are_the_stored_form() -> None:
    assert read("1973-09").words is None
    assert read(" c. 1973 ").words == " c. 1973 "
    assert read("197x").words == "197x"


@pytest.mark.parametrize("language", tables.MONTHS)
def test_every_name_of_a_month_is_read_as_that_month(language: str) -> None:
    for number, names in enumerate(tables.MONTHS[language].split("|"), start=1):
        for name in names.replace("\u200f", "").split():
            spaced = name.replace("_", " ")
            assert read(f"12 {spaced} 1973").edtf == f"1973-{number:02}-12"
            assert read(f"{spaced.upper()} 1973").edtf == f"1973-{number:02}"


def test_no_name_means_two_months() -> None:
    seen: dict[str, int] = {}
    for months in tables.MONTHS.values():
        rows = months.split("|")
        assert len(rows) == 12
        for number, names in enumerate(rows, start=1):
            for name in names.split():
                assert seen.setdefault(plain(name), number) == number


@given(st.dates(), st.sampled_from(sorted(tables.SHOWN)))
@settings(max_examples=200)
def test_what_is_shown_in_any_language_reads_back_as_the_same_date(
    day: date, language: str
) -> None:
    full = day.isoformat()
    for edtf in (full, full[:7], full[:4], f"{full}~", f"{full[:7]}?", f"{full[:4]}%"):
        assert read(shown(parse(edtf), language)).edtf == edtf


@given(st.dates(), st.dates(), st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"]))
@settings(max_examples=100)
def test_intervals_shown_in_any_language_read_back(one: date, two: date, language: str) -> None:
    first, last = sorted([one.isoformat(), two.isoformat()])
    for edtf in (f"{first}/{last}", f"{first[:4]}/{last[:4]}", f"{first[:7]}/..", f"../{last}"):
        assert read(shown(parse(edtf), language)).edtf == edtf


PIECES = st.sampled_from(
    [
        *(
            "12",
            "9",
            "1973",
            "197x",
            "September",
            "mai",
            "12/09/1973",
            "before",
            "до",
            "c.",
            "?",
            "-",
        ),
        *(
            " ",
            "and",
            "to",
            "between",
            "年",
            "月",
            "日",
            "十",
            "كانون",
            "و",
            "(",
            "[",
            "~",
            "/",
            "s",
        ),
        *("١٢", "…", "00:00", ".", ",", "'", "\u202e", "\x00", "\ud800", "the", "from", "以前"),
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=9).map(" ".join)))
@settings(max_examples=400)
def test_anything_typed_is_read_or_refused(text: str) -> None:
    with suppress(DateError):
        when = read(text)
        assert parse(when.edtf).edtf == when.edtf
        assert when.words in {None, text}
        assert all(shown(when, language) for language in tables.SHOWN)
