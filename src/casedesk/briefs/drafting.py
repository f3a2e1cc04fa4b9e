"""The first blocks of a brief: what the forms' fills tell, as text that can be written on.

Names that a fill prints become mentions of parties, so that they are decided anew for each
audience; what people typed into records stays as they typed it, and is cleaned when it is printed.
Fields that list people with their details, or papers by audience, are kept live instead: their
details must go when a consent does.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from casedesk.briefs.blocks import (
    BlockContent,
    FieldBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
)
from casedesk.briefs.compose import fill
from casedesk.briefs.filled import Filled, Work
from casedesk.briefs.inline import Footnote, Inline, Mention, Node, Words
from casedesk.casework.casefile import CaseFile
from casedesk.domain.base import Record
from casedesk.domain.parties import Party
from casedesk.mechanisms.forms import Field
from casedesk.pages.model import Block, ListItems, Paragraph, Text, as_runs
from casedesk.words import _

LIVE_FILLS: Final = frozenset({
    "addressee_body", "annexes", "authorisation", "complainants", "consent_statement", "contacts",
    "mandates", "naming_wish", "perpetrators", "representatives", "respondent_state", "signature",
    "submission_languages", "submitter", "victims",
})  # fmt: skip

# Private signs around a party's uuid where a fill printed its name.
_OPENS, _CLOSES = "\ue000", "\ue001"
_NAMED = re.compile(f"{_OPENS}([0-9a-f]{{32}}){_CLOSES}")
_SIGNS = re.compile(f"[{_OPENS}{_CLOSES}]")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A first block, and the records it was drafted from."""

    content: BlockContent
    sources: tuple[Record, ...] = ()


class DraftWork(Work):
    """The work a fill sees while a brief is drafted: names as signs, texts as they were typed."""

    def clean(self, text: str | None) -> str:
        return _SIGNS.sub("", text or "")

    def name(self, party: Party) -> str:
        return f"{_OPENS}{party.uuid.hex()}{_CLOSES}"


def draft_blocks(work: Work) -> list[Drafted]:
    """The first blocks for a form: its title, its headings, and each field as far as it is filled.

    Told is what the audience of the work may be told of: a hidden role does not enter the text.
    """
    drafting = DraftWork(work.file, work.cast, work.form, work.mechanism, work.language)
    drafted = [Drafted(HeadingBlock((Words(_(work.form.title)),), level=0))]
    for section in work.form.sections:
        heading = (Words(_(section.heading)),)
        drafted.append(Drafted(HeadingBlock(heading, 1, section.number, section.id)))
        for field in section.fields:
            drafted += draft_field(drafting, field)
    return drafted


def draft_field(work: DraftWork, field: Field) -> list[Drafted]:
    """One field and what stands under it; a live one without its words."""
    if field.fill in LIVE_FILLS:
        return [Drafted(FieldBlock(field.id, live=True))]
    return own_words(work, field)


def own_words(work: DraftWork, field: Field) -> list[Drafted]:
    """One field as text to write on, also one that is live otherwise."""
    filled = fill(work, field)
    sources = tuple(_sources(work.file, field))
    head = FieldBlock(field.id, tuple(_inline(text) for text in filled.paragraphs))
    below = [content for block in filled.blocks for content in _contents(block)]
    told = _told_from(work.file, field, filled) if len(below) == len(filled.blocks) else ()
    each = told or (sources,) * len(below)
    return [
        Drafted(head, sources if filled.paragraphs or not told else ()),
        *(Drafted(content, told_from) for content, told_from in zip(below, each, strict=True)),
    ]


def _contents(block: Block) -> Iterator[BlockContent]:
    if isinstance(block, Paragraph):
        yield ParagraphBlock(_inline(block.text), block.numbered, block.indent)
    elif isinstance(block, ListItems):
        yield ListBlock(tuple(_inline(item) for item in block.items), block.ordered)


def _inline(text: Text) -> Inline:
    found: list[Node] = []
    for run in as_runs(text):
        parts = _NAMED.split(run.text)  # words, uuid, words, uuid, words
        for place, part in enumerate(parts):
            if place % 2:
                found.append(Mention(part))
            elif part:
                found.append(Words(part, run.bold, run.italic))
        if run.footnote:
            found.append(Footnote(_inline(run.footnote)))
    return tuple(found)


def _told_from(file: CaseFile, field: Field, filled: Filled) -> tuple[tuple[Record, ...], ...]:
    """For fills that tell one event a paragraph: what each paragraph was drafted from."""
    events = {"facts_chronology": file.events, "reprisals": file.reprisals}.get(field.fill, ())
    if len(events) != len(filled.blocks):
        return ()
    return tuple((event, *file.roles_in(event)) for event in events)


def _sources(file: CaseFile, field: Field) -> Iterator[Record]:
    """The records whose words a fill tells, as far as the fills are known to read them."""
    read = _READ_BY.get(field.fill)
    if read:
        yield from read(file)
    asked = {field.question, field.details, _USUAL_QUESTION.get(field.fill, "")} - {""}
    yield from (each for each in file.answers if each.question in asked)


_USUAL_QUESTION: Final = {
    "articles": "articles-violated",
    "claims": "claims",
    "remedies": "why-remedies-fail",
    "remedies_sought": "remedies-sought",
}
_READ_BY: Final[Mapping[str, Callable[[CaseFile], Sequence[Record]]]] = {
    "action_taken": lambda file: file.events,
    "case_title": lambda file: [file.case],
    "current_situation": lambda file: file.in_role("victim", "defender", "complainant"),
    "defender_activities": lambda file: file.in_role("victim", "defender", "complainant"),
    "earlier_un_action": lambda file: [*file.reprisals, *file.instruments],
    "engagements": lambda file: file.engagements,
    "exhaustion": lambda file: file.facts,
    "facts_chronology": lambda file: [file.case],
    "organisation_activities": lambda file: file.in_role("victim", "defender", "complainant"),
    "other_procedures": lambda file: [*file.proceedings, *file.stages],
    "remedies": lambda file: [*file.proceedings, *file.stages],
    "reprisal_link": lambda file: [*file.reprisals, *file.triggers],
    "state_response": lambda file: [*file.reprisals, *file.addressees],
    "summary": lambda file: [file.case],
    "timeliness": lambda file: file.facts,
}
