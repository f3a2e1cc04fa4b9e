"""The naming gate: how a party may be named before an audience, and on which basis.

Every name that is printed passes through here. None of the ways through is a default: where
nothing says that a person may be named, the person is withheld.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casedesk.casework.casefile import CaseFile
from casedesk.casework.consents import Said, Scope, consent_for, wish_for
from casedesk.domain.base import kind_of
from casedesk.domain.consents import Consent
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Alias, Organisation, Party
from casedesk.fold import romanise
from casedesk.mechanisms.registry import typologies
from casedesk.words import _

#: Bases from the weakest to the strongest; the weakest one is the one to answer for.
_STRENGTH = ("decision", "public-record", "official")


@dataclass(frozen=True, slots=True)
class Naming:
    """How one party is shown before one audience.

    `text` is what is printed; `how` a code of the typology "shown-as"; `basis` one of
    "naming-bases"; `why` the reason in a sentence, for the person who prints.
    """

    party: int
    text: str
    how: str
    basis: str
    why: str
    consent: int | None = None

    @property
    def withheld(self) -> bool:
        """Whether nothing of a name is shown."""
        return self.how in ("withheld", "role")

    @property
    def identified(self) -> bool:
        """Whether details that tell who it is (birth, nationality, contact) may stand beside."""
        return self.how in ("full-name", "chosen-name", "short-name")


def is_protected(role: str) -> bool:
    """Whether people in this role are named only on consent or public record."""
    term = typologies()["roles"].terms.get(role)
    return term is None or bool(term.marks.get("protected", True))


def role_label(role: str) -> str:
    """What a role is called."""
    term = typologies()["roles"].terms.get(role)
    return _(term.label) if term else role


def nameless() -> str:
    """What stands for a name where not even a role may be told."""
    return _("[name withheld]")


def naming_of(file: CaseFile, party: Party, scope: Scope, number: int) -> Naming:
    """How a party is shown; `number` tells apart those who share a role and are withheld.

    A recorded no of a person withholds the name, whatever else would allow it; a wish to be shown
    otherwise holds as well. A public body has no consent to give.
    """
    if scope.audience == "internal":
        return Naming(party.id, party.name or "", "full-name", "none", _("Internal paper."))
    involvements = file.roles_of(party)
    withheld = Naming(party.id, label_of(party, involvements, number), "withheld", "none", "")
    basis, source = _stated_basis(party, involvements)
    consents = () if basis and _is_public_body(party) else file.consents_of(party)
    said = consent_for(consents, scope)
    if against := _against(involvements, said):
        return _because(withheld, against)
    agreed = wish_for(consents, scope) or (None if basis else said.consent)
    if agreed is not None and (basis or said.state == "given"):
        return _as_agreed(file, party, agreed, scope, withheld)
    if basis:
        return Naming(party.id, party.name or "", "full-name", basis, source)
    return _because(withheld, _("No consent for this audience is recorded."))


def _against(involvements: Sequence[Involvement], said: Said) -> str:
    """What stands against naming a party at all, in a sentence."""
    if involvements and all(each.confidentiality == "existence-hidden" for each in involvements):
        return _("That this party is in the case at all is kept back.")
    if not said.is_no:
        return ""
    term = typologies()["consent-decisions"].terms.get(said.state)
    return _("The newest decision on consent is: {decision}.").format(
        decision=_(term.label) if term else said.state
    )


def _because(withheld: Naming, why: str) -> Naming:
    return Naming(withheld.party, withheld.text, withheld.how, withheld.basis, why)


def _stated_basis(party: Party, involvements: Sequence[Involvement]) -> tuple[str, str]:
    """The basis on which every role of the party here may be named, and its source; else "".

    A basis stated for one role does not carry to another: an official may be a victim too. Where
    roles have different ones, the weakest is answered.
    """
    found = [_basis_in(party, each) for each in involvements]
    if not involvements and _is_public_body(party):
        return ("official", _("A public body."))
    if not found or any(basis not in _STRENGTH for basis, _source in found):
        return ("", "")
    return min(found, key=lambda pair: _STRENGTH.index(pair[0]))


def _is_public_body(party: Party) -> bool:
    if isinstance(party, Organisation):
        return party.form in ("state-body", "international-body")
    return kind_of(type(party)) == "states"


def _basis_in(party: Party, involvement: Involvement) -> tuple[str, str]:
    """The basis on which a party may be named in one role, and its source; else ""."""
    stated, source = involvement.naming_basis or "", involvement.basis_source or ""
    if stated == "public-record" and source.strip():
        return (stated, source)
    if is_protected(involvement.role or ""):
        return ("", "")
    if _is_public_body(party):
        return ("official", _("A public body."))
    if stated == "official" or (not stated and involvement.role == "official"):
        return ("official", source or _("Acting as an official."))
    if stated == "decision" and source.strip():
        return (stated, source)
    return ("", "")


def is_open(involvement: Involvement) -> bool:
    """Whether it may be told outside the office that a party has this role."""
    return involvement.confidentiality in (None, "", "none")


def open_role(involvements: Sequence[Involvement]) -> str:
    """The first role of a party that may be told; "" where there is none."""
    return next((each.role or "" for each in involvements if is_open(each)), "")


def label_of(party: Party, involvements: Sequence[Involvement], number: int) -> str:
    """What stands for the name of a party that is withheld.

    A role that is hidden is not betrayed by what stands for the name.
    """
    role = open_role(involvements)
    if involvements and not role:
        return nameless()
    label = role_label(role) if role else _(type(party).singular).capitalize()
    return _("[{role} {number}, name withheld]").format(role=label, number=number)


def _as_agreed(
    file: CaseFile, party: Party, consent: Consent, scope: Scope, withheld: Naming
) -> Naming:
    how, text = _agreed(file, party, consent, scope)
    if how in ("role", "withheld"):
        text = withheld.text
    if not text.strip():
        # What the person asked to be called is not recorded: better no name than the wrong one.
        why = _("The person asked to be shown otherwise, and that form is not recorded.")
        return _because(withheld, why)
    day = consent.decided.edtf if consent.decided else ""
    why = _("Consent given {day}").format(day=day).strip() + "."
    return Naming(party.id, text, how, "consent", why, consent.id)


def _agreed(file: CaseFile, party: Party, consent: Consent, scope: Scope) -> tuple[str, str]:
    """How a person agreed to be shown, and in which words; no words where they are not recorded."""
    wording = (consent.wording or "").strip()
    how = consent.shown_as or ("" if consent.state == "given-in-part" else "full-name")
    if wording and how in ("", "full-name", "alias"):
        return "alias", wording
    if how == "full-name":
        return how, party.name or ""
    if how in ("chosen-name", "short-name"):
        form = how.removesuffix("-name")
        return how, next((n.name or "" for n in file.names_of(party) if n.form == form), "")
    if how == "initials":
        return how, initials(party.name or "")
    if how == "alias":
        return how, _alias(file.aliases_of(party), scope)
    return how, ""


def _alias(aliases: Iterable[Alias], scope: Scope) -> str:
    """The alias for this case and audience; one for this case before one for this audience."""
    fitting = [
        alias
        for alias in aliases
        if alias.case in (None, scope.case) and alias.audience in (None, "", scope.audience)
    ]
    best = max(fitting, key=lambda a: (a.case is not None, bool(a.audience)), default=None)
    return (best.name or "") if best else ""


def initials(name: str) -> str:
    """The initials of a name, as decisions print them: “A. T.”.

    The first sign of a Chinese or Korean name is the whole family name; of such names the Latin
    letters give the initials.
    """
    words = name.replace("-", " ").split()
    firsts = [next((c for c in word if c.isalpha()), "") for word in words]
    if any(first >= "\u2e80" for first in firsts):
        firsts = [word[0].upper() for word in romanise(name).split() if word[0].isalpha()]
    return " ".join(f"{first}." for first in firsts if first)
