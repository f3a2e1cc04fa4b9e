"""Withheld names go out of every text, in whatever way they are written; all else stays."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from casedesk.casework.name_patterns import parts_of
from casedesk.casework.redaction import Hidden, Redaction
from casedesk.casework.spelled import letters_of, spelled
from casedesk.fold import fold

NAMELESS = "[name withheld]"

NAMES = (
    "Ahmed Tholal", "Víctor Hugo Ñáñez", "Maryam Al-Khawaja", "Siobhán O’Neil", "José de la Cruz",
    "Nguyễn Thị Minh", "Łukasz Żółć", "Jürgen Groß", "إبراهيم متولي حجازي", "عبد الرحمن الخواجة",
    "نرگس محمدی", "Иван Сафронов", "Наталья Эстемирова", "Ґалина Їжак", "Нұрланұлы Қаһарман",
    "王丹", "刘晓波", "欧阳娜娜", "김영수", "山田ガン太",
    "สมชาย นีละไพจิตร", "အောင်ဆန်းစုကြည်", "މުހައްމަދު ނަޝީދު",
    "नरेन्द्र दाभोलकर", "ნიკა გვარამია", "Հրանտ Տինք", "אבי כהן", "Δημήτρης Παπάς", "Suharto",
)  # fmt: skip


def redact(
    text: str, *names: str, allowed: tuple[str, ...] = (), bodies: tuple[str, ...] = ()
) -> str:
    """The text without these people's names; each stands as [1], [2] and so on."""
    hidden = [Hidden((name,), f"[{number}]") for number, name in enumerate(names, start=1)]
    return Redaction(hidden, allowed, bodies=bodies, nameless=NAMELESS).of(text)


def survives(name: str, text: str) -> bool:
    """Whether the letters of a name stand in a text, parted by whatever."""
    return letters_of(name) in letters_of(text)


# How a name can be written otherwise and still be the same name

_NO_ACCENTS = str.maketrans("", "", "".join(map(chr, range(0x300, 0x370))))
_ARABIC = range(0x620, 0x700)


def _with_vowel_signs(name: str) -> str:
    return "".join(c + "\u064f\u0640" if ord(c) in _ARABIC and c.isalpha() else c for c in name)


def _without_accents(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).translate(_NO_ACCENTS))


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "small letters": str.lower,
    "title": str.title,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "composed": lambda name: unicodedata.normalize("NFC", name),
    "compatibility": lambda name: unicodedata.normalize("NFKC", name),
    "no accents": _without_accents,
    "vowel signs": _with_vowel_signs,
    "two blanks": lambda name: name.replace(" ", "  "),
    "narrow blanks": lambda name: name.replace(" ", "\u202f"),
    "line break": lambda name: name.replace(" ", "\r\n"),
    "hyphens": lambda name: name.replace(" ", "-"),
    "underscores": lambda name: name.replace(" ", "_"),
    "no blanks": lambda name: name.replace(" ", ""),
    "commas": lambda name: name.replace(" ", ", "),
    "direction marks": lambda name: "\u2067" + "\u200f".join(name) + "\u2069",
    "soft hyphens": "\u00ad".join,
    "zero-width": "\u200b".join,
    "letter by letter": " ".join,
    "wide letters": lambda name: "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name
    ),
}

AROUND = (
    "{}", "{}'s lawyer was there.", "they met {} and left", "({})", "«{}»", "“{}”", "x@y.z {}, 12",
    "According to {}: nothing", "a\n{}\nb", "1{{}}{}[]", "在北京，{}，被捕",
    "قالت {}؛ ثم", "сказал {}!",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_name_survives_in_whatever_way_it_is_written(way: str) -> None:
    surviving = [
        text
        for name in NAMES
        for around in AROUND
        if survives(name, redact(text := around.format(WAYS[way](name)), name))
    ]

    assert surviving == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_goes_leaves_the_text_around_it_as_it_was(name: str) -> None:
    for around in AROUND:
        assert redact(around.format(name), name) == around.format("[1]")


@pytest.mark.parametrize("context", ["他见到{}了", "{}先生", "昨天{}被带走", "和{}的家人"])
@pytest.mark.parametrize("name", ["王丹", "刘晓波", "欧阳娜娜"])
def test_a_chinese_name_is_found_between_other_characters(name: str, context: str) -> None:
    assert redact(context.format(name), name) == context.format("[1]")


@given(
    before=st.text(max_size=30),
    after=st.text(max_size=30),
    name=st.sampled_from(NAMES),
    way=st.sampled_from(sorted(WAYS)),
)
@settings(max_examples=150, deadline=None)
def test_no_name_survives_in_any_text(before: str, after: str, name: str, way: str) -> None:
    text = f"{before} {WAYS[way](name)} {after}"
    assume(not survives(name, before + after))

    assert not survives(name, redact(text, name))


_LETTERS = st.characters(categories=["Lu", "Ll", "Lo"])


@given(
    name=st.lists(st.text(_LETTERS, min_size=2, max_size=8), min_size=2, max_size=4).map(" ".join),
    around=st.text(max_size=20),
)
@settings(max_examples=150, deadline=None)
def test_any_name_of_several_words_is_taken_out(name: str, around: str) -> None:
    assume(len(fold(name).replace(" ", "")) > 3)
    assume(letters_of(name) not in letters_of(around) and "withheld" not in fold(name))

    assert f" {fold(name)} " not in f" {fold(redact(f'{around} {name} {around}', name))} "


@given(text=st.text(max_size=80))
@example("Ahmad spoke to Thola; the hold of a hot meal")
@settings(max_examples=150, deadline=None)
def test_a_text_without_the_names_stays_exactly_as_it_is(text: str) -> None:
    parts = {part for name in NAMES for part in parts_of(name)}
    held = letters_of(text)
    assume(not any(part[:3] in held for part in parts) and not any(c in held for c in "王刘"))

    assert redact(text, *NAMES, allowed=("Jeehan Mahmood",)) == text


@given(text=st.text(max_size=60), names=st.lists(st.sampled_from(NAMES), max_size=4))
@settings(max_examples=150, deadline=None)
def test_taking_out_twice_changes_nothing_more(text: str, names: list[str]) -> None:
    whole = " ".join([text, *names, text])
    once = redact(whole, *names)

    assert redact(once, *names) == once


@given(text=st.text(max_size=100))
@settings(max_examples=150, deadline=None)
def test_every_letter_knows_its_place_in_the_text(text: str) -> None:
    letters = spelled(text)

    assert len(letters.letters) == len(letters.starts) == len(letters.ends)
    assert list(letters.starts) == sorted(letters.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(letters.starts, letters.ends, strict=True))


# Parts of names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tholal was tried.", "[1] was tried."),
        ("Tholal’s trial", "[1]’s trial"),
        ("Mr. Tholal, and Mr Ahmed", "Mr. [1], and Mr [1]"),
        ("Tholal, Ahmed", "[1]"),
        ("Ahmed M. Tholal", "[1]"),
        ("both Tholals", "both [1]"),
        ("AHMED was there; ahmed left.", "[1] was there; [1] left."),
        ("ahmed.tholal@example.org", "[1]@example.org"),
        ("the threshold of methodology", "the threshold of methodology"),
    ],
)
def test_parts_of_a_name_alone_are_taken_out(text: str, expected: str) -> None:
    assert redact(text, "Ahmed Tholal") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ahmed Shaheed reported.", f"{NAMELESS} Shaheed reported."),
        ("It was Ali Tholal who", f"It was Ali {NAMELESS} who"),
        ("قال أحمد شفيق", f"قال {NAMELESS} شفيق"),
    ],
)
def test_part_of_what_may_be_somebody_elses_name_is_not_told_as_this_persons(
    text: str, expected: str
) -> None:
    assert redact(text, "Ahmed Tholal", "أحمد متولي") == expected


def test_small_words_of_names_and_titles_stay() -> None:
    text = "De la Peña saw the abbot of San Juan; sheikh of the bin."

    assert redact(text, "Sheikh José de la Cruz bin San") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She will mark the hill by 12 May 2015.", "She will mark the hill by 12 May 2015."),
        ("then Hill left; may he live.", "then [1] left; may he live."),
        ("MAY HILL was there, and may hill too", "[1] was there, and [1] too"),
    ],
)
def test_names_that_are_words_are_names_where_they_are_written_as_such(
    text: str, expected: str
) -> None:
    assert redact(text, "May Hill") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Ai said: j'ai dit Ai", "Ms [1] said: j'ai dit Ai"),
        ("Ai Weiwei and Weiwei", "[1] and [1]"),
        ("Ai-Weiwei, AI WEIWEI", "[1]"),
    ],
)
def test_parts_of_two_letters_are_names_behind_a_title(text: str, expected: str) -> None:
    assert redact(text, "Ai Weiwei") == expected


def test_a_single_short_name_counts_only_as_it_is_written() -> None:
    assert redact("U spoke. U.S., you, IU, u", "U") == "[1] spoke. [1].S., you, IU, u"


@pytest.mark.parametrize("form", ["Сафронова", "Сафронову", "Сафроновым", "Сафронове", "САФРОНОВА"])
def test_russian_endings_do_not_save_a_name(form: str) -> None:
    assert redact(f"дело {form}, адвоката", "Иван Сафронов") == "дело [1], адвоката"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Анна Политковская", "Анны Политковской"),
        ("Наталья Эстемирова", "Наталью Эстемирову"),
        ("Пётр Павленский", "Петру Павленскому"),
        ("Игорь Сутягин", "Игорем Сутягиным"),
    ],
)
def test_a_whole_russian_name_is_found_in_every_case(name: str, form: str) -> None:
    assert redact(f"о {form} писали", name) == "о [1] писали"


def test_another_russian_name_with_the_same_beginning_stays() -> None:
    assert redact("Иванов и Иванченко", "Иван Сафронов") == "Иванов и Иванченко"


@pytest.mark.parametrize("joined", ["و", "ف", "ب", "ل", "ك", "وب", "فل"])
def test_arabic_words_joined_to_a_name_stay_and_the_name_goes(joined: str) -> None:
    assert redact(f"{joined}متولي", "إبراهيم متولي حجازي") == f"{joined}[1]"


@pytest.mark.parametrize("form", ["الخواجة", "خواجة", "والخواجه", "للخواجة"])
def test_the_arabic_article_may_stand_or_not(form: str) -> None:
    assert not survives("خواجة", redact(form, "مريم الخواجة"))
    assert not survives("خواجة", redact(form, "مريم خواجة"))


def test_the_arabic_word_on_is_no_name() -> None:
    text = "وقف على الباب"

    assert redact(text, "علي حسن") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("晓波写信", "[1]写信"), ("刘先生", "[1]先生"), ("刘律师说", "[1]律师说"), ("刘和", "刘和"),
    ],
)  # fmt: skip
def test_given_and_family_names_alone_are_found_in_chinese(text: str, expected: str) -> None:
    assert redact(text, "刘晓波") == expected


def test_korean_particles_do_not_save_a_name() -> None:
    assert redact("김영수는 영수가 김씨", "김영수") == "[1]는 [1]가 [1]씨"


# Whom a name belongs to


@pytest.mark.parametrize("sign", ["", ".", ",", " said", "'s", "-"])
def test_names_of_those_who_may_be_named_are_untouched(sign: str) -> None:
    for name in NAMES:
        others = [other for other in NAMES if other != name]
        text = f"It was {name}{sign}"

        assert redact(text, *others, allowed=(name,)) == text


def test_two_of_one_family_of_whom_one_is_withheld() -> None:
    allowed = ("Jeehan Mahmood",)
    text = "Ali Mahmood and Jeehan Mahmood met; Jeehan left, Ali stayed; the Mahmoods, Mahmood."

    assert redact(text, "Ali Mahmood", allowed=allowed) == (
        "[1] and Jeehan Mahmood met; Jeehan left, [1] stayed; the Mahmoods, Mahmood."
    )


def test_a_family_name_of_two_who_are_withheld_is_told_as_neithers() -> None:
    text = "Ali Mahmood; Jeehan Mahmood; Mahmood"

    assert redact(text, "Ali Mahmood", "Jeehan Mahmood") == f"[1]; [2]; {NAMELESS}"


def test_a_name_that_two_share_who_are_withheld_is_told_as_neithers() -> None:
    assert redact("Mohamed Ali", "Mohamed Ali", "Mohamed Ali") == NAMELESS


def test_of_two_of_one_name_the_one_who_is_withheld_is_protected() -> None:
    assert redact("Mohamed Ali", "Mohamed Ali", allowed=("Mohamed Ali",)) == "[1]"


def test_a_short_name_that_may_stand_does_not_save_a_longer_one_that_may_not() -> None:
    assert redact("Ali Mahmood and Ali", "Ali Mahmood", allowed=("Ali",)) == "[1] and Ali"


def test_a_longer_name_that_may_stand_is_not_cut_for_a_shorter_one_in_it() -> None:
    text = "Ali Hassan Ibrahim, son of Hassan Ibrahim; 王丹丹和王丹"

    assert redact(text, "Hassan Ibrahim", "王丹", allowed=("Ali Hassan Ibrahim", "王丹丹")) == (
        "Ali Hassan Ibrahim, son of [1]; 王丹丹和[2]"
    )


def test_a_body_called_after_somebody_withheld_does_not_betray_the_name() -> None:
    bodies = ("Hassan Ibrahim Foundation", "Ibrahim & Sons")
    text = "the Hassan Ibrahim Foundation and Ibrahim & Sons; Ibrahim"

    assert redact(text, "Hassan Ibrahim", bodies=bodies) == (
        "the [1] Foundation and Ibrahim & Sons; [1]"
    )


def test_a_stranger_of_the_same_name_is_not_meant() -> None:
    stranger = Hidden(("Ahmed Tholal",), NAMELESS, parts=False, stranger=True)
    other = Hidden(("Sara Said",), NAMELESS, parts=False, stranger=True)
    text = "Ahmed Tholal, Sara Said, Said"

    found = Redaction([stranger, other], ["Ahmed Tholal"], nameless=NAMELESS).of(text)
    told = Redaction([Hidden(("Ahmed Tholal",), "[1]"), stranger, other], nameless=NAMELESS).of(
        text
    )

    assert found == "Ahmed Tholal, [name withheld], Said"
    assert told == "[1], [name withheld], Said"


def test_initials_and_acronyms_count_only_in_their_capitals() -> None:
    hidden = Hidden(("Ahmed Tholal",), "[1]", exact=("A.T.", "WHO"))

    assert Redaction([hidden], nameless=NAMELESS).of("A.T. is who WHO meets at a.t.") == (
        "[1] is who [1] meets at a.t."
    )


def test_ordinary_words_of_an_organisations_name_stay() -> None:
    hidden = Hidden(("Sahabah Network",), "[1]", ordinary=frozenset({"network"}))
    text = "The Sahabah Network is a network; Sahabah said"

    assert Redaction([hidden], nameless=NAMELESS).of(text) == "The [1] is a network; [1] said"


@pytest.mark.parametrize("name", ["", " ", "…", "-", "۞"])
def test_a_name_without_letters_takes_nothing_out(name: str) -> None:
    assert redact("Some text - of … all", name, allowed=(name,), bodies=(name,)) == (
        "Some text - of … all"
    )


def test_a_page_with_many_names_is_read_at_once() -> None:
    names = [f"Person{number} Family{number}" for number in range(300)]
    text = " ".join(f"{name} did this and that on a day." for name in names)

    assert "Family" not in redact(text, *names)
