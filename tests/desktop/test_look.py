"""The look: every text is readable on every ground it stands on, light and dark."""

import tomllib

import pytest
from PySide6.QtGui import QColor

from casedesk.desktop.theme import SCALES, Look, _sheet
from casedesk.places import resources

TOKENS = tomllib.loads((resources() / "look" / "tokens.toml").read_text("utf-8"))


def _brightness(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    straight = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * straight[0] + 0.7152 * straight[1] + 0.0722 * straight[2]


def _contrast(first: QColor, second: QColor) -> float:
    """As the Web Content Accessibility Guidelines 2.1 define it."""
    low, high = sorted((_brightness(first), _brightness(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("token", sorted(TOKENS["pairs"]))
def test_text_stands_out_from_its_ground(token: str, dark: bool) -> None:
    look = Look(dark, 100)
    for ground in TOKENS["pairs"][token]:
        assert _contrast(look.colour(token), look.colour(ground)) >= 4.5, (token, ground)


@pytest.mark.parametrize("scale", SCALES)
def test_the_style_sheet_names_only_tokens_there_are(qapp: object, scale: int) -> None:
    assert "@" not in _sheet(Look(dark=False, scale=scale))
