"""A unit of reading: finding records, with everything read verified before it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from casedesk.domain.base import Record, kind_called, kind_of, read_ref
from casedesk.words import Refusal, _

R = TypeVar("R", bound=Record)


class NoSuchRecord(Refusal):
    """No record has this reference."""


@dataclass(frozen=True, slots=True)
class VaultFacts:
    """What a unit of work may know of the vault it runs in."""

    vault_id: bytes
    demo: bool
    member: int
    member_uuid: bytes
    member_name: str


class Reading:
    """One piece of reading in one consistent state of the vault.

    What it hands out is a snapshot: the vault's thread keeps the session to itself, and nothing
    read is shown before the cipher has vouched for every page it came from.
    """

    def __init__(self, session: Session, facts: VaultFacts) -> None:
        self._session = session
        self.facts = facts

    @property
    def session(self) -> Session:
        """The session, for queries."""
        return self._session

    @property
    def connection(self) -> Connection:
        """The connection, for queries on the machinery's tables."""
        return self.session.connection()

    def get(self, untrusted_ref: str, *kinds: str) -> Record:
        """The record with a reference. Raises NoSuchRecord, also when it is of another kind."""
        ref = read_ref(untrusted_ref)
        query = select(Record).where(Record.ref == ref, Record.deleted.is_(None))
        found = list(self.session.scalars(query))
        if not found:
            raise NoSuchRecord(
                _(
                    "No record here has the reference “{ref}”. The lists of records show them."
                ).format(ref=untrusted_ref)
            )
        if len(found) > 1:
            raise NoSuchRecord(
                _("Two records share the reference “{ref}”; name them by title.").format(ref=ref)
            )
        record = self.followed(found[0])
        if kinds and record.kind not in kinds:
            raise NoSuchRecord(
                _("“{ref}” is of the kind “{kind}”; here one of these is needed: {kinds}.").format(
                    ref=untrusted_ref, kind=record.kind, kinds=", ".join(kinds)
                )
            )
        return record

    def followed(self, record: Record) -> Record:
        """The record, or the one it was merged into."""
        while record.merged_into is not None:
            record = self.session.get_one(Record, record.merged_into)
        return record

    def by_id(self, cls: type[R], number: int) -> R:
        """The record with a key; for keys that came out of the vault itself."""
        return self.session.get_one(cls, number)

    def all(self, cls: type[R], *conditions: Any) -> Sequence[R]:
        """The living records of a kind for which these conditions hold, in order of entry."""
        query = select(cls).where(cls.deleted.is_(None), *conditions).order_by(cls.id)
        return self.session.scalars(query).all()

    def one(self, cls: type[R], *conditions: Any) -> R | None:
        """The first of the living records for which these conditions hold."""
        found = self.all(cls, *conditions)
        return found[0] if found else None

    def count(self, kind: str) -> int:
        """How many living records of a kind there are."""
        cls = kind_called(kind)
        query = select(func.count()).where(Record.kind == kind_of(cls), Record.deleted.is_(None))
        return int(self.session.execute(query).scalar_one())
