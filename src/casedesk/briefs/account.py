"""Fills that tell what happened: the chronology, reprisals, engagements, situation, responses."""

from collections.abc import Iterable, Sequence

from casedesk.briefs.filled import BLANK, Filled, Work, fills, joined, lines
from casedesk.briefs.people import roles_told
from casedesk.domain.engagements import Engagement
from casedesk.domain.events import Event
from casedesk.domain.instruments import Instrument
from casedesk.mechanisms.forms import Field
from casedesk.mechanisms.registry import typologies
from casedesk.pages.model import Block, Paragraph, Run
from casedesk.words import _


def _term(typology: str, code: str | None) -> str:
    term = typologies()[typology].terms.get(code or "")
    return _(term.label) if term else ""


def told_event(work: Work, event: Event) -> Block:
    """One event as a numbered paragraph: when, where, what, who."""
    place = joined([work.clean(event.place)])
    when = work.day(event.occurred) or _("Date not known")
    head = joined([when, place])
    title = work.clean(event.title)
    body = work.clean(event.description)
    who = roles_told(work, work.file.roles_in(event))
    text = joined([_stop(title), _stop(body) if body != title else "", _stop(who)], " ")
    return Paragraph((Run(f"{head}. ", bold=True), Run(text)), numbered=True)


def _stop(text: str) -> str:
    return text if not text or text[-1] in ".!?…。؟" else text + "."


def _told(work: Work, events: Iterable[Event]) -> Filled:
    told = tuple(told_event(work, event) for event in events)
    return Filled(blocks=told) if told else BLANK


@fills("facts_chronology")
def facts_chronology(work: Work, _field: Field) -> Filled:
    told = _told(work, work.file.events)
    summary = work.clean(work.file.case.summary)
    if told.is_blank:
        # A summary alone is no account with dates and places.
        lacks = _("No event with a date is recorded. Enter what happened, and when.")
        return Filled((summary,), lacks=lacks) if summary else BLANK
    return Filled(tuple(part for part in summary.split("\n\n") if part), told.blocks)


@fills("summary")
def summary(work: Work, _field: Field) -> Filled:
    return lines([work.clean(work.file.case.summary)])


@fills("case_title")
def case_title(work: Work, _field: Field) -> Filled:
    return lines([work.clean(work.file.case.title)])


@fills("reprisals")
def reprisals(work: Work, _field: Field) -> Filled:
    return _told(work, work.file.reprisals)


def _engagement(work: Work, engagement: Engagement) -> str:
    head = joined(
        [
            work.day(engagement.occurred),
            work.clean(engagement.body),
            _term("engagement-forms", engagement.form),
            _term("engagement-status", engagement.state).lower(),
            work.clean(engagement.place),
        ]
    )
    title = work.clean(engagement.title)
    text = work.clean(engagement.description)
    return joined([_stop(head), _stop(title), _stop(text) if text != title else ""], " ")


@fills("engagements")
def engagements(work: Work, _field: Field) -> Filled:
    return lines(_engagement(work, each) for each in work.file.engagements)


@fills("reprisal_link")
def reprisal_link(work: Work, form_field: Field) -> Filled:
    said = [
        joined([_stated(work, each.stated_by), work.clean(each.why_linked)], ": ")
        for each in work.file.reprisals
        if each.why_linked
    ]
    triggers = [
        joined([_stated(work, each.stated_by), work.clean(each.detail)], ": ")
        for each in work.file.triggers
        if each.detail
    ]
    return lines(dict.fromkeys([*said, *triggers, work.words(form_field.question)]))


def _stated(work: Work, who: str | None) -> str:
    return _("According to {who}").format(who=work.clean(who)) if who else ""


@fills("state_response")
def state_response(work: Work, form_field: Field) -> Filled:
    told = [work.clean(each.state_response) for each in work.file.reprisals]
    replies = [
        joined([work.day(each.replied), work.clean(each.reply)], ": ")
        for each in work.file.addressees
        if each.reply
    ]
    return lines([*told, *replies, work.words(form_field.question)])


@fills("earlier_un_action")
def earlier_un_action(work: Work, form_field: Field) -> Filled:
    told = [work.clean(each.earlier_un_action) for each in work.file.reprisals]
    texts = [_instrument(work, each) for each in work.file.instruments]
    return lines([*told, *texts, work.words(form_field.question)])


def _instrument(work: Work, instrument: Instrument) -> str:
    head = [
        work.clean(instrument.body),
        work.clean(instrument.title),
        work.clean(instrument.symbol),
    ]
    return joined([*head, work.day(instrument.adopted)])


@fills("current_situation")
def current_situation(work: Work, form_field: Field) -> Filled:
    people = work.cast.in_role("victim", "defender", "complainant")
    told = [
        joined([work.name(person), work.clean(situation)], ": ")
        for person in people
        if (situation := getattr(person, "situation", None))
    ]
    return lines([*told, work.words(form_field.question)])


@fills("context")
def context(work: Work, form_field: Field) -> Filled:
    return lines([work.words(form_field.question)])


@fills("action_taken")
def action_taken(work: Work, form_field: Field) -> Filled:
    steps = [work.clean(event.action_taken) for event in work.file.events]
    return lines([*steps, work.words(form_field.question)])


@fills("answer")
def answer(work: Work, form_field: Field) -> Filled:
    return lines([yes_no(work, form_field), *_details(work, form_field)])


def yes_no(work: Work, form_field: Field) -> str:
    """The answer to the field's question: yes, no, or the words given."""
    found = work.answer(form_field.question)
    if found is None:
        return ""
    said = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}.get(found.answer or "", "")
    return joined([said, work.clean(found.detail)], ". ")


def _details(work: Work, form_field: Field) -> Sequence[str]:
    return [work.words(form_field.details)] if form_field.details else []


def asked(work: Work, form_field: Field) -> list[str]:
    """Yes or no, and the details the form asks for besides."""
    return [text for text in (yes_no(work, form_field), *_details(work, form_field)) if text]
