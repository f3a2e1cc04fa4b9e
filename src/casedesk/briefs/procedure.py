"""Fills about procedure: remedies at home, other bodies, claims, annexes, signature."""

from casedesk.briefs.account import asked, yes_no
from casedesk.briefs.filled import BLANK, Filled, Work, fills, joined, lines, sentence
from casedesk.casework.consents import AUDIENCES
from casedesk.domain.evidence import Evidence
from casedesk.domain.parties import Party
from casedesk.domain.proceedings import Proceeding
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.forms import Field
from casedesk.mechanisms.registry import mechanisms, typologies
from casedesk.pages.model import FieldRow, ListItems, Signature
from casedesk.words import _


def _at_home(work: Work) -> list[Proceeding]:
    return [each for each in work.file.proceedings if _kind(each) == "domestic"]


def _kind(proceeding: Proceeding) -> str:
    found = mechanisms().get(proceeding.mechanism or "")
    return found.kind if found else ""


def _result(code: str | None) -> str:
    term = typologies()["remedy-results"].terms.get(code or "")
    return _(term.label) if term else ""


def told_proceeding(work: Work, proceeding: Proceeding) -> str:
    """A proceeding in one paragraph: before whom, when, reference, result."""
    stages = [
        joined([work.day(s.occurred), work.clean(s.title or s.stage), work.clean(s.document)])
        for s in work.file.stages
        if s.proceeding == proceeding.id
    ]
    named = (proceeding.forum, proceeding.title, proceeding.reference)
    head = joined([work.clean(text) for text in named])
    dates = [
        sentence(_("submitted"), work.day(proceeding.submitted)),
        sentence(_("decided"), work.day(proceeding.decided)),
        sentence(_("served"), work.day(proceeding.notified)),
        sentence(_("result"), _result(proceeding.result)),
    ]
    why = sentence(_("Why ineffective"), work.clean(proceeding.why_ineffective))
    body = [joined([head, *dates], "; "), *stages, work.clean(proceeding.detail), why]
    return joined([part.rstrip(".") for part in body if part], ". ") + "."


@fills("remedies")
def remedies(work: Work, _field: Field) -> Filled:
    told = lines(told_proceeding(work, each) for each in _at_home(work))
    if not told.is_blank:
        return told
    return lines([work.words("why-remedies-fail")])


@fills("exhaustion")
def exhaustion(work: Work, form_field: Field) -> Filled:
    dates = [_dated(work, fact) for fact in ("exhaustion", "final_decision", "notified")]
    return lines([*dates, *asked(work, form_field)])


def _dated(work: Work, fact: str) -> str:
    days = [work.day(each.occurred) for each in work.file.facts if each.fact == fact]
    return sentence(_(FACTS[fact].label), ", ".join(days))


@fills("timeliness")
def timeliness(work: Work, form_field: Field) -> Filled:
    dates = [_dated(work, f) for f in ("exhaustion", "other_procedure_concluded", "submitted")]
    return lines([*dates, work.words(form_field.question)])


@fills("other_procedures")
def other_procedures(work: Work, form_field: Field) -> Filled:
    others = [
        each
        for each in work.file.proceedings
        if each.mechanism != work.mechanism.id and _kind(each) not in ("domestic", "")
    ]
    return lines([*asked(work, form_field), *(told_proceeding(work, each) for each in others)])


@fills("interim_measures")
def interim_measures(work: Work, form_field: Field) -> Filled:
    return lines(asked(work, form_field))


@fills("anonymity")
def anonymity(work: Work, form_field: Field) -> Filled:
    return lines(asked(work, form_field))


@fills("authorisation")
def authorisation(work: Work, form_field: Field) -> Filled:
    told = []
    for each in work.file.authorities:
        holder, of_whom = (_known(work, key) for key in (each.holder, each.person))
        form = typologies()["authority-forms"].terms.get(each.form or "")
        if of_whom is None:
            continue
        told.append(
            joined(
                [
                    _(form.label) if form else "",
                    sentence(_("of"), work.name(of_whom)),
                    sentence(_("to"), work.name(holder) if holder else ""),
                    work.day(each.given),
                    work.clean(each.scope),
                ]
            )
        )
    return lines([*told, work.words(form_field.question)])


def _known(work: Work, key: int | None) -> Party | None:
    """The party with a key, if this audience may know of it."""
    party = work.file.party(key)
    return party if party is not None and work.cast.may_be_told_of(party) else None


@fills("articles")
def articles(work: Work, form_field: Field) -> Filled:
    return lines([work.words(form_field.question or "articles-violated")])


@fills("claims")
def claims(work: Work, form_field: Field) -> Filled:
    return lines([work.words(form_field.question or "claims")])


@fills("remedies_sought")
def remedies_sought(work: Work, form_field: Field) -> Filled:
    return lines([work.words(form_field.question or "remedies-sought")])


@fills("submission_languages")
def submission_languages(work: Work, _field: Field) -> Filled:
    return lines([_LANGUAGES.get(work.language, work.language)])


_LANGUAGES = {
    "en": "English", "fr": "Français", "es": "Español", "ar": "العربية", "zh": "中文",
    "ru": "Русский",
}  # fmt: skip


@fills("mandates")
def mandates(work: Work, _field: Field) -> Filled:
    mine = [each.id for each in work.file.proceedings if each.mechanism == work.mechanism.id]
    return lines(
        dict.fromkeys(
            work.clean(each.mandate) for each in work.file.mandates if each.proceeding in mine
        )
    )


@fills("letter_kind")
def letter_kind(work: Work, form_field: Field) -> Filled:
    return lines([yes_no(work, form_field) or _(work.form.title)])


@fills("annexes")
def annexes(work: Work, _field: Field) -> Filled:
    listed = tuple(
        joined([work.clean(each.title), work.day(each.obtained)]) for each in _annexed(work)
    )
    return Filled(blocks=(ListItems(listed, ordered=True),)) if listed else BLANK


def _annexed(work: Work) -> list[Evidence]:
    """The evidence this audience may see; a copy made for it stands for what it was made from."""
    reach = AUDIENCES.index(work.audience)
    fitting = [
        each
        for each in work.file.evidence
        if not each.audience or AUDIENCES.index(each.audience) >= reach
    ]
    copied = {each.derived_from for each in fitting if each.audience}
    return [each for each in fitting if each.id not in copied]


@fills("signature")
def signature(_work: Work, _field: Field) -> Filled:
    """Always blank: a signature, its place and its day are written by hand."""
    rows = (FieldRow(_("Place and date")), FieldRow(_("Signature")))
    return Filled(blocks=(Signature(rows),))
