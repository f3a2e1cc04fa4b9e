"""The history: every change of every record, chained, and at once the log two copies merge by.

A record's creation is one change of the field "*" holding all its first values; after that every
change concerns one field and names the change whose value it replaces. Two changes of one field
that nothing replaces are a conflict. The chain covers a commitment to the value, not the value:
value and salt lie in `payload` and can be erased while the chain stays whole.
"""

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select

from casedesk.vault.tables import change, payload, replica, work_unit

CREATED = "*"
DELETED = "deleted"
MERGED = "merged_into"

_CHAIN = b"CaseDesk/history/1"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Which change: the replica's number in this vault, and the change's number there."""

    replica: int
    seq: int

    def __str__(self) -> str:
        return f"{self.replica}.{self.seq}"


def read_marks(text: str | None) -> tuple[Mark, ...]:
    """The changes named in a `replaces` column."""
    pairs = (mark.split(".") for mark in (text or "").split())
    return tuple(Mark(int(where), int(seq)) for where, seq in pairs)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one replica's chain."""

    seq: int
    link: bytes


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the replica and the member, with their numbers in this vault and for ever."""

    replica: int
    replica_uuid: bytes
    member: int
    member_uuid: bytes


def commitment(salt: bytes, value: str) -> bytes:
    """HMAC-SHA256 of a value under its salt: binds the chain to it and betrays nothing of it."""
    return hmac.digest(salt, value.encode(), "sha256")


def _link(before: bytes, said: Sequence[Any]) -> bytes:
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()
    return hashlib.sha256(_CHAIN + before + text).digest()


class Replicas(dict[int, bytes]):
    """The uuids of replicas by their numbers, looked up when first asked for."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, number: int) -> bytes:
        query = select(replica.c.uuid).where(replica.c.id == number)
        self[number] = self._connection.execute(query).scalar_one()
        return self[number]


@dataclass
class Log:
    """Changes of one unit of work on their way into the history."""

    writer: Writer
    head: Head
    at: str
    known_replicas: Mapping[int, bytes]
    changes: list[dict[str, Any]] = field(default_factory=list)
    payloads: list[dict[str, Any]] = field(default_factory=list)
    unit: int = 0
    written: int = 0

    def __post_init__(self) -> None:
        self.unit = self.head.seq + 1

    def note(
        self,
        *,
        record: int,
        record_uuid: bytes,
        kind: str,
        field_name: str,
        value: Any,
        replaces: Iterable[Mark] = (),
    ) -> None:
        """Log one change. The value is what leaves the vault in a bundle: no integer keys in it."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        salt = secrets.token_bytes(16)
        marks = tuple(replaces)
        row: dict[str, Any] = {
            "replica": self.writer.replica,
            "seq": self.head.seq + 1,
            "unit": self.unit,
            "record": record,
            "field": field_name,
            "replaces": " ".join(map(str, marks)) or None,
            "at": self.at,
            "member": self.writer.member,
            "commitment": commitment(salt, text),
        }
        others = [f"{self.known_replicas[mark.replica].hex()}.{mark.seq}" for mark in marks]
        row["link"] = _link(
            self.head.link,
            _said(
                self.writer.replica_uuid, self.writer.member_uuid, record_uuid, kind, others, row
            ),
        )
        self.head = Head(row["seq"], row["link"])
        self.changes.append(row)
        self.payloads.append(
            {"replica": row["replica"], "seq": row["seq"], "salt": salt, "value": text}
        )

    def write_out(self, connection: Connection) -> None:
        """Put what was logged so far into the vault."""
        if self.changes:
            connection.execute(insert(change), self.changes)
            connection.execute(insert(payload), self.payloads)
            self.written += len(self.changes)
            self.changes, self.payloads = [], []

    def finish(self, connection: Connection, what: str, undoes: Mark | None) -> None:
        """Write the rest and the unit's name, if anything changed."""
        self.write_out(connection)
        if self.written:
            connection.execute(
                insert(work_unit),
                {
                    "replica": self.writer.replica,
                    "unit": self.unit,
                    "what": what,
                    "undoes": undoes and str(undoes),
                },
            )


def _said(
    replica_uuid: bytes,
    member_uuid: bytes,
    record_uuid: bytes,
    kind: str,
    replaces: Sequence[str],
    row: Mapping[str, Any],
) -> list[Any]:
    return [
        replica_uuid.hex(), row["seq"], row["unit"], record_uuid.hex(), kind, row["field"],
        list(replaces), row["at"], member_uuid.hex(), row["commitment"].hex(),
    ]  # fmt: skip


def link_of(before: bytes, uuids: Mapping[int, bytes], member_uuid: bytes, row: Any) -> bytes:
    """What the link of a change must be: a row of `change` with its record's uuid and kind.

    `uuids`: of every replica. Where something it names is missing, the answer fits nothing.
    """
    try:
        others = [f"{uuids[mark.replica].hex()}.{mark.seq}" for mark in read_marks(row.replaces)]
        said = _said(uuids[row.replica], member_uuid, row.uuid, row.kind, others, row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
    except (KeyError, ValueError, AttributeError):
        return b""
    return _link(before, said)


def new_uuid() -> bytes:
    """A new identity for a replica or a member."""
    return uuid.uuid4().bytes


def head_of(connection: Connection, replica_number: int) -> Head:
    """The end of one replica's chain; before its first change, number 0."""
    query = (
        select(change.c.seq, change.c.link)
        .where(change.c.replica == replica_number)
        .order_by(change.c.seq.desc())
        .limit(1)
    )
    found = connection.execute(query).first()
    return Head(found.seq, found.link) if found else Head(0, bytes(32))


def heads(connection: Connection) -> dict[bytes, Head]:
    """The end of every replica's chain, by the replica's uuid."""
    query = (
        select(replica.c.uuid, change.c.seq, change.c.link)
        .join(replica, replica.c.id == change.c.replica)
        .where(
            change.c.seq
            == select(change.c.seq)
            .where(change.c.replica == replica.c.id)
            .order_by(change.c.seq.desc())
            .limit(1)
            .correlate(replica)
            .scalar_subquery()
        )
    )
    return {row.uuid: Head(row.seq, row.link) for row in connection.execute(query)}


def link_at(connection: Connection, replica_uuid: bytes, seq: int) -> bytes | None:
    """The chain's link at one change, or None where there is no such change."""
    query = (
        select(change.c.link)
        .join(replica, replica.c.id == change.c.replica)
        .where(replica.c.uuid == replica_uuid, change.c.seq == seq)
    )
    found: bytes | None = connection.execute(query).scalar()
    return found


def field_heads(connection: Connection, record: int, field_name: str) -> tuple[Mark, ...]:
    """The changes of one field that nothing has replaced; more than one is a conflict."""
    query = select(change.c.replica, change.c.seq, change.c.replaces).where(
        change.c.record == record, change.c.field.in_((field_name, CREATED))
    )
    return heads_among(connection.execute(query).all())


def heads_among(rows: Iterable[Any]) -> tuple[Mark, ...]:
    """Of the changes of one field (replica, seq, replaces), those that none of them replaces."""
    marks = {Mark(row.replica, row.seq): read_marks(row.replaces) for row in rows}
    replaced = {mark for replaces in marks.values() for mark in replaces}
    return tuple(sorted(mark for mark in marks if mark not in replaced))
