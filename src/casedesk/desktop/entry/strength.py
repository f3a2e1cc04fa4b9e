"""How hard a passphrase is to guess, in words."""

from dataclasses import dataclass

from casedesk.words import _

#: Guesses are given in powers of ten. A thief of the computer with many machines makes about
#: 10^5 guesses a second against our keyslots at most; these bounds are a week, and a lifetime.
_WEAK = 11.0
_GOOD = 15.0


@dataclass(frozen=True, slots=True)
class Strength:
    """What is thought of a passphrase, and whether it may be used."""

    text: str
    tone: str
    enough: bool


def strength_of(untrusted_passphrase: str) -> Strength:
    """Judge a passphrase a person thought of."""
    if not untrusted_passphrase:
        return Strength(
            _("Type at least four words that do not belong together."), "plain", enough=False
        )
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its word lists take a tenth of a second

    # It takes long over long texts and judges them no better.
    found = float(zxcvbn(untrusted_passphrase[:72])["guesses_log10"])
    if found < _WEAK:
        return Strength(
            _("Too weak: somebody who has the computer would find it within days. Add words."),
            "danger",
            enough=False,
        )
    if found < _GOOD:
        return Strength(
            _("Fair: it would be found with much money and time. One more word makes it strong."),
            "warning",
            enough=True,
        )
    return Strength(_("Strong: nobody will guess it."), "good", enough=True)
