"""Fills about people and bodies: victims, complainants, representatives, State, consent."""

from casedesk.briefs.filled import BLANK, Filled, Work, fills, joined, lines, sentence
from casedesk.casework.naming import role_label
from casedesk.domain.consents import Consent
from casedesk.domain.events import Involvement
from casedesk.domain.parties import Organisation, Party, Person
from casedesk.mechanisms.countries import country_name
from casedesk.mechanisms.forms import Field
from casedesk.mechanisms.registry import typologies
from casedesk.words import _

_VICTIMS = ("victim", "defender")


def _country(code: str | None, language: str) -> str:
    return (country_name(code, language) or code or "") if code else ""


def _label(typology: str, code: str | None) -> str:
    term = typologies()[typology].terms.get(code or "")
    return _(term.label) if term else (code or "")


def _described(work: Work, party: Party) -> list[str]:
    """A party with the details forms ask for. Details of somebody withheld would identify them."""
    naming = work.cast.namings[party.id]
    if naming.withheld or naming.how in ("initials", "alias"):
        return [naming.text]
    said = [naming.text, *_other_names(work, party)]
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
            sentence(_("Status with the United Nations"), party.un_status),
        ]
    return [joined([said[0], *said[1:]], "; ")]


def _other_names(work: Work, party: Party) -> list[str]:
    names = [name.name or "" for name in work.file.names if name.party == party.id]
    return [sentence(_("also written"), ", ".join(dict.fromkeys(names)))] if names else []


def _people(work: Work, *roles: str) -> Filled:
    parties = work.cast.in_role(*roles)
    if not parties:
        return BLANK
    shown = tuple(text for party in parties for text in _described(work, party))
    if all(work.cast.withheld(party) for party in parties):
        return Filled(
            shown,
            lacks=_(
                "Nobody here may be named before this audience. Record the person's decision with"
                " “casedesk consent”, or a public record as naming basis."
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
    return lines([work.file.case.office]) if found.is_blank else found


@fills("contacts")
def contacts(work: Work, _field: Field) -> Filled:
    parties = work.cast.in_role("complainant", "representative", "counsel")
    return lines(
        joined([work.cast.name(party), party.contact], ": ")
        for party in parties
        if party.contact and not work.cast.withheld(party)
    )


@fills("perpetrators")
def perpetrators(work: Work, _field: Field) -> Filled:
    parties = work.cast.in_role("alleged-perpetrator", "official")
    return lines(
        joined([*_described(work, party), _details_of_roles(work, party)], " - ")
        for party in parties
    )


def _details_of_roles(work: Work, party: Party) -> str:
    details = (each.detail for each in work.file.roles_of(party) if work.cast.knows(each))
    return joined([work.clean(detail) for detail in dict.fromkeys(details)], "; ")


@fills("respondent_state")
def respondent_state(work: Work, _field: Field) -> Filled:
    states = work.cast.in_role("respondent-state")
    return lines(_country(state.country, work.language) or state.name for state in states)


@fills("addressee_body")
def addressee_body(work: Work, _field: Field) -> Filled:
    return lines([work.mechanism.names.get(work.language) or _(work.form.addressee)])


@fills("defender_activities")
def defender_activities(work: Work, form_field: Field) -> Filled:
    people = work.cast.in_role("defender", "victim", "complainant")
    said = [
        joined([work.cast.name(party), work.clean(activities)], ": ")
        for party in people
        if (activities := getattr(party, "defender_activities", None))
        or (activities := getattr(party, "activities", None))
    ]
    return lines([*said, work.words(form_field.question)])


@fills("organisation_activities")
def organisation_activities(work: Work, form_field: Field) -> Filled:
    known = work.file.parties.values()
    said = [
        joined([work.cast.name(party), work.clean(party.activities)], ": ")
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
    said = [joined([work.cast.name(p), _consents_of(work, p)], ": ") for p in people]
    unasked = [p for p in people if not _decisions(work, p) and not _public(work, p)]
    lacks = _("Not everybody concerned was asked for consent: “casedesk consent”.")
    return Filled(tuple(said), lacks=lacks if unasked else "")


def _decisions(work: Work, party: Party) -> list[Consent]:
    found = [each for each in work.file.consents if each.person == party.id]
    newest = {each.audience: each for each in found}
    return [each for each in newest.values() if each.audience in ("mechanism", "state", "public")]


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
    return lines(
        joined([work.cast.name(p), _label("shown-as", work.cast.namings[p.id].how).lower()], ": ")
        for p in people
    )


def roles_told(work: Work, involvements: list[Involvement]) -> str:
    """Who was involved in one event, as this audience may know it: “Victim: …; Witness: …”."""
    told = [
        sentence(role_label(each.role or ""), work.cast.name(work.file.parties[each.party]))
        for each in involvements
        if each.party in work.file.parties and work.cast.knows(each)
    ]
    return "; ".join(dict.fromkeys(told))
