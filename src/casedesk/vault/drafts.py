"""What was typed but not saved, kept so that neither a crash nor a lock costs anybody their text.

Drafts have no history, are in no list and in no search, leave in no bundle, and belong to the
member who typed them. A save discards its draft in its own unit of work.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from casedesk.domain.base import kind_called
from casedesk.vault.door import Writing
from casedesk.vault.tables import draft
from casedesk.vault.unit import Reading
from casedesk.vault.vault import now


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member typed into the fields of one form, each text exactly as typed.

    `record_id` is the record that was being changed, None for one not entered yet; `at` the
    instant it was last kept, UTC.
    """

    id: int
    kind: str
    record_id: int | None
    at: str
    content: Mapping[str, str]


def keep(
    unit: Writing,
    kind: str,
    content: Mapping[str, str],
    record_id: int | None = None,
    draft_id: int | None = None,
) -> int:
    """Keep what was typed, in place of an earlier draft or as a new one; answers the draft's key.

    Where the earlier one is gone meanwhile, a new one is made: text is never dropped.
    Raises UnknownKind.
    """
    kind_called(kind)
    # In ASCII, since what is typed may hold halves of characters that no database takes.
    said = {"record": record_id, "kind": kind, "at": now(), "content": json.dumps(dict(content))}
    mine = draft.c.id == draft_id, draft.c.member == unit.facts.member
    if draft_id is not None:
        changed = unit.connection.execute(update(draft).where(*mine).values(**said))
        if changed.rowcount:
            return draft_id
    made = insert(draft).values(member=unit.facts.member, **said).returning(draft.c.id)
    return int(unit.connection.execute(made).scalar_one())


def drafts(unit: Reading, kind: str | None = None, record_id: int | None = None) -> list[Draft]:
    """The drafts of the member who opened the vault, newest first; all, of a kind or a record."""
    query = select(draft).where(draft.c.member == unit.facts.member)
    if kind is not None:
        query = query.where(draft.c.kind == kind)
    if record_id is not None:
        query = query.where(draft.c.record == record_id)
    newest_first = query.order_by(draft.c.at.desc(), draft.c.id.desc())
    return [_draft(row) for row in unit.connection.execute(newest_first)]


def discard(unit: Writing, draft_id: int) -> None:
    """Forget a draft of the member who opened the vault; one that is gone already does no harm."""
    mine = draft.c.id == draft_id, draft.c.member == unit.facts.member
    unit.connection.execute(delete(draft).where(*mine))


def _draft(row: Any) -> Draft:
    return Draft(row.id, row.kind, row.record, row.at, json.loads(row.content))
