"""The write door: the one way anything is changed.

Window, command line and import alike write through here, and here spine, history and index are
written together in one transaction. The ORM's own writing is shut, because its hooks do not see
statements over many rows, and what they miss would be missing from the history.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session

from casedesk.domain.base import (
    Field,
    Record,
    fields_of,
    kind_of,
    says_nothing,
    spine,
    title_from,
    values_of,
)
from casedesk.fold import sort_key
from casedesk.vault import history, index
from casedesk.vault.portable import columns_for, to_history
from casedesk.vault.rows import Rows
from casedesk.vault.unit import Reading, VaultFacts
from casedesk.words import Refusal, _

R = TypeVar("R", bound=Record)

#: How many new records wait before they are written in one statement per table.
_BATCH = 500


class Incomplete(Refusal):
    """A record lacks what makes it one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a unit of work changed: kinds and keys, so that a screen knows whether to look again."""

    kinds: frozenset[str]
    ids: frozenset[int]
    unit: int | None = None

    def __contains__(self, kind: str) -> bool:
        return kind in self.kinds


class Writing(Reading):
    """One piece of work that changes the vault: wholly done, or not at all."""

    def __init__(self, session: Session, facts: VaultFacts, log: history.Log) -> None:
        super().__init__(session, facts)
        self._log = log
        self._rows = Rows()
        self._kinds: set[str] = set()
        self._ids: set[int] = set()
        self._uuids: dict[int, bytes] = {}
        newest = select(func.max(spine.c.id))
        self._next = session.connection().execute(newest).scalar_one() or 0
        #: The unit this one takes back, if it does that.
        self.undoes: history.Mark | None = None

    @property
    def session(self) -> Session:
        """The session, with everything added so far visible to queries."""
        self._write_out()
        return self._session

    def add(self, record: R) -> R:
        """Add a record; answers it as it now stands in the vault, key and reference included."""
        number = self.add_row(type(record), values_of(record), uuid=record.uuid)
        return self.session.get_one(type(record), number)

    def add_row(
        self, cls: type[Record], values: Mapping[str, Any], uuid: bytes | None = None
    ) -> int:
        """Add a record given as values of its fields, without making an object of it.

        For imports: a hundred thousand objects would cost more time than their rows.
        Raises Incomplete where a field is missing without which such a record is not one.
        """
        self._check_needs(cls, values)
        self._next += 1
        ref = self._rows.fresh_ref(self._connection, cls.letter)
        row_uuid = self._rows.add(cls, self._next, values, ref=ref, at=self._log.at, uuid=uuid)
        self._uuids[self._next] = row_uuid
        fields = fields_of(cls)
        said = {name: to_history(fields[name], value, self._uuid) for name, value in values.items()}
        self._log.note(
            record=self._next,
            record_uuid=row_uuid,
            kind=kind_of(cls),
            field_name=history.CREATED,
            value={"ref": ref, **said},
        )
        self._kinds.add(kind_of(cls))
        self._ids.add(self._next)
        if len(self._rows) >= _BATCH:
            self._write_out()
        return self._next

    def set(self, record: Record, **values: Any) -> None:
        """Give fields of a record new values; None empties one. What stays is not logged."""
        current = self._loaded(record)
        fields = fields_of(type(current))
        given = {name: None if value == "" else value for name, value in values.items()}
        now = values_of(current)  # without what is empty: None and "" say the same, 0 does not
        changed = {name: value for name, value in given.items() if now.get(name) != value}
        if not changed:
            return
        for name, value in changed.items():
            self._log_field(current, name, to_history(fields[name], value, self._uuid))
        after = {**now, **changed}
        self._check_needs(type(current), after)
        self._update(current, {fields[name]: value for name, value in changed.items()}, after)

    def remove(self, record: Record, reason: str) -> None:
        """Take a record out of every list; its history and a way back stay."""
        current = self._loaded(record)
        self._log_field(current, history.DELETED, {"at": self._log.at, "reason": reason})
        self._spine(current, deleted=self._log.at)
        index.remove(self._connection, current.id)

    def restore(self, record: Record) -> None:
        """Bring a removed record back."""
        current = self._loaded(record)
        self._log_field(current, history.DELETED, None)
        self._spine(current, deleted=None)
        self._reindex(current, values_of(current))

    def redirect(self, record: Record, into: Record | None) -> None:
        """Have a record stand for another from now on, or (None) for itself again.

        Nothing that points at it is rewritten, so this can be taken back. Both must be of one
        kind, and no chain of records may lead back to where it began.
        """
        current = self._loaded(record)
        target = None if into is None else self.followed(self._loaded(into))
        if target is not None and (target.id == current.id or target.kind != current.kind):
            raise Incomplete(_("A record can only be merged into another one of its kind."))
        uuid = None if target is None else target.uuid.hex()
        self._log_field(current, history.MERGED, uuid)
        self._spine(current, merged_into=None if target is None else target.id)
        if target is None:
            self._reindex(current, values_of(current))
        else:
            index.remove(self._connection, current.id)

    def keep_secret(self, record: Record, **secrets: bytes | None) -> None:
        """Store bytes that never enter history, index, export or bundle, such as a file's key."""
        table = Record.metadata.tables[type(record).__tablename__]
        self._write_out()
        self._connection.execute(update(table).where(table.c.id == record.id).values(**secrets))

    def finish(self, what: str) -> Changes:
        """Write what is left. Called once, by the vault, before it commits."""
        self._write_out()
        self._log.finish(self._connection, what, self.undoes)
        unit = self._log.unit if self._log.written else None
        return Changes(frozenset(self._kinds), frozenset(self._ids), unit)

    @property
    def _connection(self) -> Connection:
        return self._session.connection()

    def _write_out(self) -> None:
        if self._rows:
            self._rows.write_out(self._connection)
        # Also without rows waiting: a change of a field must find the creation it replaces.
        self._log.write_out(self._connection)

    def _loaded(self, record: R) -> R:
        return self.session.get_one(type(record), record.id)

    def _uuid(self, number: int) -> bytes:
        if number not in self._uuids:
            query = select(spine.c.uuid).where(spine.c.id == number)
            # Not through `session`: what waits to be written is known here, and may go on waiting.
            self._uuids[number] = self._connection.execute(query).scalar_one()
        return self._uuids[number]

    def _check_needs(self, cls: type[Record], values: Mapping[str, Any]) -> None:
        missing = [name for name in cls.needs if says_nothing(values.get(name))]
        if missing:
            raise Incomplete(
                _(
                    "A record of the kind “{kind}” needs: {fields}. Give them as FIELD=VALUE."
                ).format(kind=kind_of(cls), fields=", ".join(missing))
            )

    def _log_field(self, record: Record, field_name: str, value: Any) -> None:
        self._log.note(
            record=record.id,
            record_uuid=record.uuid,
            kind=record.kind,
            field_name=field_name,
            value=value,
            replaces=history.field_heads(self._connection, record.id, field_name),
        )
        # Written at once: a second change of the field in this unit must find the first.
        self._log.write_out(self._connection)
        self._kinds.add(record.kind)
        self._ids.add(record.id)

    def _spine(self, record: Record, **columns: Any) -> None:
        self._connection.execute(update(spine).where(spine.c.id == record.id).values(**columns))
        self._session.refresh(record)

    def _update(
        self, record: Record, changed: Mapping[Field, Any], after: Mapping[str, Any]
    ) -> None:
        by_table: dict[str, dict[str, Any]] = {}
        for field, value in changed.items():
            by_table.setdefault(field.table, {}).update(columns_for(field, value))
        title = title_from(type(record), after)
        if title != record.title:
            by_table.setdefault("record", {}).update(title=title, title_sort=sort_key(title))
        for name, columns in by_table.items():
            table = Record.metadata.tables[name]
            self._connection.execute(update(table).where(table.c.id == record.id).values(**columns))
        self._session.refresh(record)
        self._reindex(record, after)

    def _reindex(self, record: Record, values: Mapping[str, Any]) -> None:
        index.remove(self._connection, record.id)
        if record.deleted is not None or record.merged_into is not None:
            return
        index.add(
            self._connection,
            [index.indexed(type(record), record.id, record.title, values)],
            index.keyed(record.kind, record.id, record.title),
        )
