"""Vaults of any size with invented cases in several scripts, for measuring."""

import random
from pathlib import Path

from casedesk.domain.cases import Case
from casedesk.domain.events import Event, Involvement
from casedesk.domain.parties import Name, Person
from casedesk.domain.proceedings import Fact
from casedesk.vault import opening
from casedesk.vault.door import Writing
from casedesk.vault.kdf import Bounds, Cost
from casedesk.vault.vault import Vault
from casedesk.when import When, parse

#: A passphrase's work made light: what is measured is what comes after it.
LIGHT = Cost(8, 1, 1)
LIGHT_BOUNDS = Bounds(LIGHT, Cost(2**22, 16, 8))
PASSPHRASE = "measuring only"

_GIVEN = (
    "Amina", "Víctor", "Đặng", "Łukasz", "Ibrahim", "Mercedes", "Søren", "Айгуль", "Мария",
    "محمد", "فاطمة", "إبراهيم", "王", "李", "မောင်", "Noor", "Tenzin", "Aylin", "Chinwe", "Rosa",
)  # fmt: skip
_FAMILY = (
    "Hernández", "Metwally", "Okafor", "Nurlanuly", "García", "متولي", "حجازي", "丹", "小明",
    "Иванова", "Öztürk", "Nguyễn", "Mahmood", "Tholal", "Lobo", "Aung", "Kaya", "Diallo",
)  # fmt: skip
_WORDS = [
    "detained",
    "arrested",
    "threatened",
    "released",
    "court",
    "hearing",
    "lawyer",
    "police",
    "report",
    "journalist",
    "union",
    "protest",
    "passport",
    "travel",
    "ban",
    "raid",
    "office",
    "computer",
    "witness",
    "family",
    "prison",
    "transfer",
    "appeal",
    "decision",
    "commission",
    "rapporteur",
    "letter",
    "reply",
    "statement",
    "village",
    "land",
    "company",
    "mine",
    "water",
    "detenida",
    "amenaza",
    "abogado",
    "juicio",
    "sentencia",
    "задержан",
    "суд",
    "адвокат",
    "محكمة",
    "اعتقال",
    "محام",
    "拘留",
    "律师",
]


#: Syllables that make up the rest of the vocabulary: some 8,000 words, most of them rare.
_SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ji",
    "ke",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "za",
]


def _text(chance: random.Random, words: int) -> str:
    return " ".join(_word(chance) for _number in range(words))


def _word(chance: random.Random) -> str:
    if chance.random() < 0.05:
        return chance.choice(_WORDS)
    return "".join(chance.choice(_SYLLABLES) for _syllable in range(3))


def invented_name(chance: random.Random) -> str:
    """A name nobody has."""
    return f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}-{chance.randrange(9999)}"


def _day(chance: random.Random) -> When:
    year, month, day = (
        chance.randrange(1990, 2026),
        chance.randrange(1, 13),
        chance.randrange(1, 29),
    )
    exact = chance.random() < 0.8
    return parse(f"{year}-{month:02d}-{day:02d}" if exact else f"{year}-{month:02d}")


def fill(unit: Writing, cases: int, seed: int = 1) -> int:
    """Add this many cases, each with ten records; answers how many records there are."""
    chance = random.Random(seed)
    for number in range(cases):
        _fill_case(unit, chance, number)
    return cases * 10


def _fill_case(unit: Writing, chance: random.Random, number: int) -> None:
    case = unit.add_row(
        Case, {"title": f"Case {number}: {_text(chance, 4)}", "summary": _text(chance, 40)}
    )
    for role in ("victim", "witness"):
        name = invented_name(chance)
        person = unit.add_row(Person, {"name": name, "born": _day(chance)})
        unit.add_row(Name, {"party": person, "name": name.upper(), "form": "romanised"})
        unit.add_row(Involvement, {"subject": case, "party": person, "role": role})
    for _event in range(2):
        unit.add_row(
            Event,
            {
                "title": _text(chance, 6),
                "case": case,
                "occurred": _day(chance),
                "place": _text(chance, 2),
                "description": _text(chance, 60),
            },
        )
    unit.add_row(Fact, {"case": case, "fact": "exhaustion", "occurred": _day(chance)})


def make_vault(folder: Path, cases: int = 0) -> None:
    """A closed vault with this many cases, opened by PASSPHRASE."""
    opening.create_vault(folder, PASSPHRASE, member_name="Bench", cost=LIGHT, bounds=LIGHT_BOUNDS)
    if cases:
        with open_light(folder) as vault:
            vault.write("Fill", lambda unit: fill(unit, cases))


def open_light(folder: Path) -> Vault:
    """Open a vault made here."""
    return opening.open_vault(folder, opening.with_passphrase(PASSPHRASE, bounds=LIGHT_BOUNDS))
