"""What the brief page asks of the vault, and of the layout; done beside the window's thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from casedesk.briefs.blocks import BlockContent, inlines_of, read_content, write_content
from casedesk.briefs.compose import NotInThisLanguage
from casedesk.briefs.drafting import DraftWork, own_words
from casedesk.briefs.inline import BadContent, Mention, dumped, nodes_in, parsed
from casedesk.briefs.kept import (
    BriefBlock,
    BriefText,
    changed_since,
    differences,
    read_brief,
    save_blocks,
)
from casedesk.briefs.printing import Prepared, form_called
from casedesk.briefs.ready import Item
from casedesk.briefs.standing import (
    Ground,
    Length,
    PersonShown,
    lengths,
    people_shown,
    prepared_on,
    read_ground,
    words_used,
)
from casedesk.casework.values import PARTIES
from casedesk.domain.base import spine
from casedesk.domain.briefs import Brief
from casedesk.mechanisms.forms import Form
from casedesk.mechanisms.registry import mechanisms
from casedesk.pages import draw, layout
from casedesk.pages.paging import Layout
from casedesk.search.query import search
from casedesk.vault import drafts
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.words import _

DRAFT_KIND = "briefs"

#: How many parties of the vault are offered, and how many records are looked through for them.
_MOST_OFFERED = 12
_LOOKED_THROUGH = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """A brief as it is stored, and what was typed on it and not saved."""

    number: int
    text: BriefText
    form: Form
    mechanism: str
    changed: Mapping[str, tuple[str, ...]]
    draft: int | None = None
    drafted: tuple[BriefBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """The words printed for a mention, and whether they hide who it is."""

    text: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the text stands before the chosen audience."""

    words: int = 0
    lengths: tuple[Length, ...] = ()
    items: tuple[Item, ...] = ()
    people: tuple[PersonShown, ...] = ()
    said: Mapping[Mention, Said] = field(default_factory=dict)
    live: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True)
class Laid:
    """The pages as they were set; `shown` the one to be looked at, `image` its PDF."""

    standing: Standing
    layout: Layout | None = None
    changed: frozenset[int] = frozenset()
    shown: int | None = None

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.layout.pages) if self.layout else 0


def open_brief(number: int) -> Callable[[Reading], Opened]:
    """Work that reads a brief by its key. Raises NoSuchForm."""

    def work(unit: Reading) -> Opened:
        brief = unit.by_id(Brief, number)
        text = read_brief(unit, brief)
        form = form_called(text.form)
        mechanism = mechanisms()[form.mechanism]
        opened = Opened(
            number,
            text,
            form,
            mechanism.abbreviation or _(mechanism.title),
            {uuid: tuple(refs) for uuid, refs in changed_since(unit, text).items()},
        )
        found = drafts.drafts(unit, DRAFT_KIND, number)
        if not found:
            return opened
        return replace(opened, draft=found[0].id, drafted=blocks_in(found[0].content))

    return work


def blocks_in(untrusted_content: Mapping[str, str]) -> tuple[BriefBlock, ...]:
    """The blocks a draft holds; none where it cannot be read."""
    try:
        rows = parsed(untrusted_content.get("blocks", ""))
        return tuple(
            BriefBlock(uuid, key, read_content(content), language, made_from)
            for uuid, key, content, language, made_from in rows
        )
    except (BadContent, TypeError, ValueError):
        return ()


def as_draft(blocks: tuple[BriefBlock, ...]) -> dict[str, str]:
    """Blocks as a draft holds them."""
    rows = [
        [each.uuid, each.order_key, write_content(each.content), each.language, each.made_from]
        for each in blocks
    ]
    return {"blocks": dumped(rows)}


def keep_draft(
    number: int, blocks: tuple[BriefBlock, ...], draft: int | None
) -> Callable[[Writing], int]:
    """Work that keeps what was typed; answers the draft's key."""
    content = as_draft(blocks)
    return lambda unit: drafts.keep(unit, DRAFT_KIND, content, number, draft)


def forget_draft(draft: int) -> Callable[[Writing], None]:
    """Work that forgets a draft."""
    return lambda unit: drafts.discard(unit, draft)


def save(
    number: int,
    before: tuple[BriefBlock, ...],
    after: tuple[BriefBlock, ...],
    draft: int | None,
) -> Callable[[Writing], None]:
    """Work that saves what was changed between two states, in one unit with its draft's end."""

    def work(unit: Writing) -> None:
        brief = unit.by_id(Brief, number)
        save_blocks(unit, brief, *differences(before, after))
        if draft is not None:
            drafts.discard(unit, draft)

    return work


def ground_for(
    text: BriefText, today: date, audience: str, language: str
) -> Callable[[Reading], Ground]:
    """Work that reads what the text is composed on for an audience."""
    return lambda unit: read_ground(unit, text, today, audience=audience, language=language)


def lay(
    ground: Ground, text: BriefText, line: str, before: Layout | None, block: int | None
) -> Laid:
    """Compose and set a text. `block`: the one somebody looks at; without one, what changed."""
    try:
        prepared = prepared_on(ground, text, line)
    except NotInThisLanguage as refusal:
        return Laid(Standing(refused=str(refusal)))
    laid = layout(prepared.composed.document)
    changed = frozenset(_changed(before, laid))
    if block is None:
        shown = min(changed, default=None)
    else:
        shown = _page_of(ground, text, line, block, len(laid.pages))
    return Laid(_standing(prepared, ground, text, len(laid.pages)), laid, changed, shown)


def _changed(before: Layout | None, now: Layout) -> list[int]:
    if before is None:
        return list(range(len(now.pages)))
    furniture_changed = (
        len(before.pages) != len(now.pages)
        or before.document.running_line != now.document.running_line
    )
    return [
        number
        for number, page in enumerate(now.pages)
        if furniture_changed or page != before.pages[number]
    ]


def _page_of(ground: Ground, text: BriefText, line: str, block: int, pages: int) -> int:
    """The page on which a block begins: the last of what stands down to it."""
    if pages <= 1:
        return 0
    down_to = replace(text, blocks=text.blocks[: block + 1])
    set_down_to = layout(prepared_on(ground, down_to, line).composed.document)
    return min(len(set_down_to.pages), pages) - 1


def _standing(prepared: Prepared, ground: Ground, text: BriefText, pages: int) -> Standing:
    composed = prepared.composed
    gate = ground.gate
    people = people_shown(composed)
    nodes = nodes_in(line for block in text.blocks for line in inlines_of(block.content))
    mentions = {node for node in nodes if isinstance(node, Mention)}
    mentions |= {Mention(each.uuid) for each in people}
    said = {}
    for node in mentions:
        naming = gate.naming(node.party)
        said[node] = Said(gate.said(node), naming is None or naming.withheld)
    live = {each.field.id: tuple(each.filled.words()) for each in composed.answered}
    return Standing(
        words=words_used(composed),
        lengths=tuple(lengths(composed, pages)),
        items=tuple(prepared.items),
        people=tuple(people),
        said=said,
        live=live,
    )


def page_pdf(laid: Layout, number: int) -> bytes:
    """One page as a PDF of its own."""
    return draw(laid, [number])


def counted(lengths_used: tuple[Length, ...], words: int) -> str:
    """The words, and what the form allows: “1,284 words, no limit”."""
    for each in lengths_used:
        if each.limit.unit == "words":
            return _("{words} of {most} words").format(words=f"{words:,}", most=each.limit.value)
    return _("{words} words, no limit").format(words=f"{words:,}")


def own_words_for(ground: Ground, field_id: str) -> tuple[BlockContent, ...]:
    """A field that is live as text to write on; nothing for a field the form has not."""
    known = next((each for each in ground.form.fields() if each.id == field_id), None)
    if known is None:
        return ()
    work = ground.work
    drafting = DraftWork(work.file, work.cast, work.form, work.mechanism, work.language)
    return tuple(each.content for each in own_words(drafting, known))


def parties_called(untrusted_words: str) -> Callable[[Reading], dict[str, str]]:
    """Work that finds parties of the whole vault: uuids by what a person reads of them."""

    def work(unit: Reading) -> dict[str, str]:
        hits = [
            hit for hit in search(unit, untrusted_words, _LOOKED_THROUGH) if hit.kind in PARTIES
        ]
        keys = [hit.id for hit in hits[:_MOST_OFFERED]]
        query = select(spine.c.uuid, spine.c.title, spine.c.ref).where(spine.c.id.in_(keys))
        return {
            offered(title, ref): uuid.hex() for uuid, title, ref in unit.connection.execute(query)
        }

    return work


def offered(title: str, ref: str) -> str:
    """What a person reads of a party that can be mentioned."""
    return f"{' '.join(title.split())} ({ref})"
