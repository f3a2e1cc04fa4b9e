"""Fills about people and bodies: victims, complainants, representatives, State, consent."""

from casedesk.briefs.filled import BLANK, Filled, Work, fills, joined, lines, sentence
from casedesk.casework.consents import decisions
from casedesk.casework.naming import role_label
from casedesk.domain.consents import Consent
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Organisation, Party, Person, State
from casedesk.mechanisms.countries import country_name
from casedesk.mechanisms.forms import Field
from casedesk.mechanisms.registry import typologies
from casedesk.words import _

_VICTIMS = ("victim", "defender")

#: Whom decisions on being named are told to, in the order they are told.
_OUTSIDE = ("mechanism", "state", "public")

#: The same name written otherwise. A former or secret name is another name, and nobody agreed to
#: have it printed.
_SAME_NAME = ("romanised", "own-script", "official-translation", "acronym")


def _country(code: str | None, language: str) -> str:
    return (country_name(code, language) or code or "") if code else ""


def _label(typology: str, code: str | None) -> str:
    term = typologies()[typology].terms.get(code or "")
    return _(term.label) if term else (code or "")


def _described(work: Work, party: Party) -> list[str]:
    """A party with the details forms ask for. Details of somebody withheld would identify them."""
    if not work.cast.identified(party):
        return [work.name(party)]
    said = [work.name(party), *_other_names(work, party)]
    if isinstance(party, Person):
        said += [
            sentence(_("Date of birth"), work.day(party.born)),
            sentence(_("Gender"), _label("genders", party.gender)),
            sentence(_("Nationality"), _country(party.nationality, work.language)),
            sentence(_("Profession or activity"), work.clean(party.occupation)),
        ]
    if isinstance(party, Organisation):
        said += [
            sentence(_("Kind of organisation"), _label("organisation-forms", party.form)),
            sentence(_("Country"), _country(party.country, work.language)),
            sentence(_("Status with the United Nations"), work.clean(party.un_status)),
        ]
    return [joined([said[0], *said[1:]], "; ")]


def _other_names(work: Work, party: Party) -> list[str]:
    if work.cast.namings[party.id].how != "full-name":
        return []
    names = [n.name for n in work.file.names_of(party) if n.form in _SAME_NAME and n.name]
    others = [name for name in dict.fromkeys(names) if name != party.name]
    return [sentence(_("also written"), ", ".join(others))]


def _people(work: Work, *roles: str) -> Filled:
    parties = work.cast.in_role(*roles)
    if not parties:
        return BLANK
    shown = tuple(text for party in parties for text in _described(work, party))
    if all(work.cast.withheld(party) for party in parties):
        return Filled(
            shown,
            lacks=_(
                "Nobody here may be named before this audience. Record the person's decision"
                " (consent), or a public record as naming basis."
            ),
        )
    return Filled(shown)


@fills("victims")
def victims(work: Work, _field: Field) -> Filled:
    return _people(work, *_VICTIMS)


@fills("complainants")
def complainants(work: Work, _field: Field) -> Filled:
    found = _people(work, "complainant")
    return _people(work, *_VICTIMS) if found.is_blank else found


@fills("representatives")
def representatives(work: Work, _field: Field) -> Filled:
    return _people(work, "counsel", "representative")


@fills("submitter")
def submitter(work: Work, _field: Field) -> Filled:
    found = _people(work, "representative", "counsel", "complainant")
    return lines([work.clean(work.file.case.office)]) if found.is_blank else found


@fills("contacts")
def contacts(work: Work, _field: Field) -> Filled:
    parties = work.cast.in_role("complainant", "representative", "counsel")
    return lines(
        joined([work.name(party), work.clean(party.contact)], ": ")
        for party in parties
        if party.contact and work.cast.identified(party)
    )


@fills("perpetrators")
def perpetrators(work: Work, _field: Field) -> Filled:
    # An official who only took part is accused of nothing.
    parties = work.cast.in_role("alleged-perpetrator")
    return lines(
        joined([*_described(work, party), _details_of_roles(work, party)], " - ")
        for party in parties
    )


def _details_of_roles(work: Work, party: Party) -> str:
    details = (each.detail for each in work.file.roles_of(party) if work.cast.knows(each))
    return joined([work.clean(detail) for detail in dict.fromkeys(details)], "; ")


@fills("respondent_state")
def respondent_state(work: Work, _field: Field) -> Filled:
    parties = work.cast.in_role("respondent-state")
    return lines(
        (_country(party.country, work.language) if isinstance(party, State) else "")
        or work.name(party)
        for party in parties
    )


@fills("addressee_body")
def addressee_body(work: Work, _field: Field) -> Filled:
    return lines([work.addressee])


@fills("defender_activities")
def defender_activities(work: Work, form_field: Field) -> Filled:
    people = work.cast.in_role("defender", "victim", "complainant")
    said = [
        joined([work.name(party), work.clean(activities)], ": ")
        for party in people
        if (activities := getattr(party, "defender_activities", None))
        or (activities := getattr(party, "activities", None))
    ]
    return lines([*said, work.words(form_field.question)])


@fills("organisation_activities")
def organisation_activities(work: Work, form_field: Field) -> Filled:
    known = work.file.parties.values()
    said = [
        joined([work.name(party), work.clean(party.activities)], ": ")
        for party in known
        if isinstance(party, Organisation) and party.activities and _may_be_told(work, party)
    ]
    return lines([*said, work.words(form_field.question)])


def _may_be_told(work: Work, party: Party) -> bool:
    roles = {each.role for each in work.file.roles_of(party) if work.cast.knows(each)}
    return bool(roles & {"defender", "victim", "complainant"}) and not work.cast.withheld(party)


@fills("consent_statement")
def consent_statement(work: Work, _field: Field) -> Filled:
    people = work.cast.in_role(*_VICTIMS, "complainant")
    if not people:
        return BLANK
    said = [joined([work.name(p), _consents_of(work, p)], ": ") for p in people]
    return Filled(tuple(said), lacks=_unasked(work, people))


def _unasked(work: Work, people: list[Party]) -> str:
    if all(_decisions(work, party) or _public(work, party) for party in people):
        return ""
    return _("Not everybody concerned was asked for consent. Record what each decided.")


def _decisions(work: Work, party: Party) -> list[Consent]:
    """The newest decision for each audience outside, as far as it concerns this page."""
    newest = decisions(work.file.consents_of(party), work.cast.scope)
    return [newest[audience] for audience in _OUTSIDE if audience in newest]


def _consents_of(work: Work, party: Party) -> str:
    decided = [
        joined(
            [
                sentence(
                    _label("audiences", each.audience), _label("consent-decisions", each.state)
                ),
                _("told of the risks") if each.told_of_risks == "yes" else "",
            ]
        )
        for each in _decisions(work, party)
    ]
    if decided:
        return "; ".join(decided)
    if _public(work, party):
        return _("named from the public record; no decision of the person is recorded")
    return _("not asked")


def _public(work: Work, party: Party) -> bool:
    return work.cast.namings[party.id].basis == "public-record"


@fills("naming_wish")
def naming_wish(work: Work, _field: Field) -> Filled:
    people = work.cast.in_role(*_VICTIMS, "complainant")
    said = [joined([work.name(party), _wishes_of(work, party)], ": ") for party in people]
    return Filled(tuple(said), lacks=_unasked(work, people)) if people else BLANK


def _wishes_of(work: Work, party: Party) -> str:
    wishes = [
        sentence(_label("audiences", each.audience), _wish(work, each))
        for each in _decisions(work, party)
    ]
    if wishes:
        return "; ".join(wishes)
    if _public(work, party):
        return _("named from the public record; no wish of the person is recorded")
    return _("not asked")


def _wish(work: Work, decision: Consent) -> str:
    state = decision.state or ""
    if state in ("given", "given-in-part"):
        how = _label("shown-as", decision.shown_as or "full-name").lower()
        return joined([how, work.clean(decision.wording)], ": ")
    if state in ("not-asked", "impossible"):
        return _label("consent-decisions", state).lower()
    return _("does not want to be named")


def roles_told(work: Work, involvements: list[Involvement]) -> str:
    """Who was involved in one event, as this audience may know it: “Victim: …; Witness: …”."""
    told = [
        sentence(role_label(each.role or ""), work.name(party))
        for each in involvements
        if work.cast.knows(each) and (party := work.file.party(each.party)) is not None
    ]
    return "; ".join(dict.fromkeys(told))
