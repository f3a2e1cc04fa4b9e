"""A brief in the vault: started from a case, read with its blocks, and saved block by block."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from casedesk.briefs.blocks import (
    BlockContent,
    inlines_of,
    kind_of_block,
    read_content,
    write_content,
)
from casedesk.briefs.compose import refuse_language
from casedesk.briefs.drafting import Drafted, draft_blocks
from casedesk.briefs.filled import Work
from casedesk.briefs.inline import BadContent, Mention, Unknown, dumped, nodes_in, parsed
from casedesk.briefs.order import keys_between
from casedesk.casework.casefile import read_case
from casedesk.casework.cast import cast_of
from casedesk.casework.consents import Scope
from casedesk.domain.base import Record, spine
from casedesk.domain.briefs import Block, Brief
from casedesk.domain.cases import Case
from casedesk.mechanisms.forms import Form
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.door import Writing
from casedesk.vault.tables import change, mention, replica
from casedesk.vault.unit import Reading
from casedesk.words import Refusal, _

_MOST_KEYS = 500


class BlockIsGone(Refusal):
    """A block that was to be saved is no longer in the vault."""


@dataclass(frozen=True, slots=True)
class BriefBlock:
    """A block as it stands in a brief; `uuid` is hexadecimal and its own for ever."""

    uuid: str
    order_key: str
    content: BlockContent
    language: str = ""
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class BriefText:
    """A brief with its blocks in order, as plain data."""

    ref: str
    title: str
    case: str
    form: str
    language: str
    audience: str
    blocks: tuple[BriefBlock, ...]


def start_brief(
    unit: Writing, case: Case, form: Form, *, language: str = "en", audience: str = ""
) -> Brief:
    """Enter a brief for a form, with its first blocks drafted from the case.

    Raises NotInThisLanguage. `audience` is whom it is written for; without one, the form's.
    """
    refuse_language(language)
    file = read_case(unit, case)
    scope = Scope(case.id, audience or form.audience, form.mechanism)
    work = Work(file, cast_of(unit, file, scope), form, mechanisms()[form.mechanism], language)
    said = {"form": form.id, "language": language, "audience": scope.audience}
    brief = unit.add(Brief(title=_(form.title), case=case.id, **said))
    drafted = draft_blocks(work)
    marks = newest_changes(unit, [record for each in drafted for record in each.sources])
    for key, each in zip(keys_between("", "", len(drafted)), drafted, strict=True):
        _add(unit, brief, key, each, language, marks)
    return brief


def _add(
    unit: Writing,
    brief: Brief,
    key: str,
    drafted: Drafted,
    language: str,
    marks: dict[int, dict[str, int]],
) -> None:
    origin = {each.uuid.hex(): marks.get(each.id, {}) for each in drafted.sources}
    values = _values(drafted.content) | {
        "brief": brief.id,
        "order_key": key,
        "language": language,
        "made_from": dumped(origin) if origin else None,
    }
    _keep_mentions(unit, unit.add_row(Block, values), drafted.content)


def newest_changes(unit: Reading, records: Iterable[Record]) -> dict[int, dict[str, int]]:
    """By record, the number of its newest change on each copy of the vault."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    keys = sorted({record.id for record in records})
    for start in range(0, len(keys), _MOST_KEYS):
        query = (
            select(change.c.record, replica.c.uuid, func.max(change.c.seq))
            .join(replica, replica.c.id == change.c.replica)
            .where(change.c.record.in_(keys[start : start + _MOST_KEYS]))
            .group_by(change.c.record, replica.c.uuid)
        )
        for key, where, seq in unit.connection.execute(query):
            found[key][where.hex()] = seq
    return dict(found)


def changed_since(unit: Reading, text: BriefText) -> dict[str, list[str]]:
    """By block, the references of the records it was drafted from that changed since then."""
    origins = {each.uuid: origin for each in text.blocks if (origin := _origin(each.made_from))}
    uuids = {bytes.fromhex(uuid) for origin in origins.values() for uuid in origin}
    records = {record.uuid.hex(): record for record in _records(unit, uuids)}
    now = newest_changes(unit, records.values())
    changed = {
        block: [
            records[uuid].ref
            for uuid, seen in origin.items()
            if uuid in records and now.get(records[uuid].id, {}) != seen
        ]
        for block, origin in origins.items()
    }
    return {block: refs for block, refs in changed.items() if refs}


def _origin(untrusted_made_from: str) -> dict[str, Any]:
    try:
        found = parsed(untrusted_made_from) if untrusted_made_from else {}
    except BadContent:
        return {}
    is_one = isinstance(found, dict) and all(len(key) == 32 for key in found)
    return found if is_one else {}


def _records(unit: Reading, uuids: Iterable[bytes]) -> list[Record]:
    wanted = sorted(uuids)
    found: list[Record] = []
    for start in range(0, len(wanted), _MOST_KEYS):
        some = select(Record).where(Record.uuid.in_(wanted[start : start + _MOST_KEYS]))
        found.extend(unit.session.scalars(some))
    return found


def read_brief(unit: Reading, brief: Brief) -> BriefText:
    """A brief with its blocks in order. A block that cannot be read is kept as Unknown."""
    rows = sorted(
        unit.all(Block, Block.brief == brief.id), key=lambda each: (each.order_key, each.uuid)
    )
    return BriefText(
        ref=brief.ref,
        title=brief.title,
        case=unit.by_id(Record, brief.case).ref if brief.case else "",
        form=brief.form or "",
        language=brief.language or "en",
        audience=brief.audience or "",
        blocks=tuple(_read(row) for row in rows),
    )


def _read(row: Block) -> BriefBlock:
    try:
        content = read_content(row.content or "")
    except BadContent:
        # One damaged block must not keep the others from being read; it is never written back.
        content = Unknown(dumped({"kind": "unreadable"}))
    return BriefBlock(
        row.uuid.hex(), row.order_key or "", content, row.language or "", row.made_from or ""
    )


def differences(
    before: Sequence[BriefBlock], after: Sequence[BriefBlock]
) -> tuple[list[BriefBlock], list[str], list[BriefBlock]]:
    """What was changed, removed (uuids) and inserted between two states of a brief."""
    old = {each.uuid: each for each in before}
    new = {each.uuid: each for each in after}
    changed = [each for uuid, each in new.items() if uuid in old and old[uuid] != each]
    removed = [uuid for uuid in old if uuid not in new]
    return changed, removed, [each for uuid, each in new.items() if uuid not in old]


def save_blocks(
    unit: Writing,
    brief: Brief,
    changed: Iterable[BriefBlock] = (),
    removed: Iterable[str] = (),
    inserted: Iterable[BriefBlock] = (),
) -> None:
    """Save what was written on a brief; whom its blocks mention is found anew.

    Raises BlockIsGone where a block was removed meanwhile.
    """
    for each in changed:
        row = _row(unit, brief, each.uuid)
        # What is not known here is only moved, never written anew.
        said = {} if isinstance(each.content, Unknown) else _values(each.content)
        unit.set(row, **said, order_key=each.order_key, made_from=each.made_from)
        _keep_mentions(unit, row.id, each.content)
    for uuid in removed:
        # Its mentions stay: undo brings the block back as it was.
        unit.remove(_row(unit, brief, uuid), _("Taken out of the brief."))
    for each in inserted:
        values = _values(each.content) | {
            "brief": brief.id,
            "order_key": each.order_key,
            "language": each.language or brief.language,
            "made_from": each.made_from or None,
        }
        number = unit.add_row(Block, values, uuid=bytes.fromhex(each.uuid))
        _keep_mentions(unit, number, each.content)


def _row(unit: Writing, brief: Brief, uuid: str) -> Block:
    found = unit.one(Block, Block.uuid == bytes.fromhex(uuid), Block.brief == brief.id)
    if found is None:
        raise BlockIsGone(
            _("A block of this brief was removed meanwhile. Open the brief again; the draft stays.")
        )
    return found


def _values(content: BlockContent) -> dict[str, Any]:
    return {"form": kind_of_block(content), "content": write_content(content)}


def _keep_mentions(unit: Writing, block: int, content: BlockContent) -> None:
    """Note whom a block mentions, so that a withdrawn consent finds it."""
    nodes = nodes_in(inlines_of(content))
    uuids = {bytes.fromhex(node.party) for node in nodes if isinstance(node, Mention)}
    connection = unit.connection  # written out: the block stands there before what points at it
    connection.execute(delete(mention).where(mention.c.block == block))
    for start in range(0, len(wanted := sorted(uuids)), _MOST_KEYS):
        known = select(spine.c.id).where(spine.c.uuid.in_(wanted[start : start + _MOST_KEYS]))
        rows = [{"block": block, "record": key} for (key,) in connection.execute(known)]
        if rows:
            connection.execute(insert(mention), rows)
