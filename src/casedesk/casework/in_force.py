"""The rules as they count in this vault: what is shipped, under the organisation's corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casedesk.domain.custom import Correction as KeptCorrection
from casedesk.mechanisms.corrections import Correction, CorrectionError, correct
from casedesk.mechanisms.model import Mechanism
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.unit import Reading
from casedesk.words import _


@dataclass(frozen=True, slots=True)
class LawInForce:
    """Every mechanism by id as it counts; `aside` says of a mechanism why a correction is not
    used, which must never keep a person from the other limits.
    """

    mechanisms: Mapping[str, Mechanism]
    aside: Mapping[str, str]

    @property
    def notices(self) -> tuple[str, ...]:
        """What is left aside, a sentence for each mechanism."""
        return tuple(self.notice(name) for name in self.aside)

    def notice(self, mechanism: str) -> str:
        """What is left aside of one mechanism; "" where everything counts."""
        why = self.aside.get(mechanism)
        if not why:
            return ""
        return _("A correction of {mechanism} is left aside: {why}").format(
            mechanism=_(self.mechanisms[mechanism].title), why=why
        )


def kept_corrections(unit: Reading) -> list[Correction]:
    """The organisation's corrections of shipped rules, oldest first."""
    return [
        Correction(
            each.rule or "",
            each.key or "",
            each.value or "",
            each.reason or "",
            each.source or "",
            each.shipped_hash or "",
        )
        for each in unit.all(KeptCorrection)
    ]


def law_in_force(unit: Reading) -> LawInForce:
    """The rules that count here. A correction that cannot be used, damaged or of an older program,
    is left aside alone.
    """
    kept = kept_corrections(unit)
    known, aside = dict(mechanisms()), dict[str, str]()
    for name, shipped in mechanisms().items():
        rules = {rule.id for rule in shipped.rules}
        mine = [each for each in kept if each.rule in rules]
        if mine:
            known[name], why = _corrected(shipped, mine)
            if why:
                aside[name] = why
    return LawInForce(known, aside)


def _corrected(shipped: Mechanism, kept: Sequence[Correction]) -> tuple[Mechanism, str]:
    usable, why = [], ""
    for each in kept:
        try:
            correct(shipped, [each])
            usable.append(each)
        except CorrectionError as error:
            why = str(error)
    return correct(shipped, usable)[0], why
