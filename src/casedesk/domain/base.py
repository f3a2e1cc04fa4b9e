"""The spine every record stands on, and what a column says of itself.

A record is one class: a table of its own whose key is a row of the spine. Links, notes, evidence
and history point at the spine, so they can point at anything. Nothing here opens a session, reads
a clock or touches a file.
"""

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, inspect
from sqlalchemy.orm import (
    ColumnProperty,
    CompositeProperty,
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    MappedColumn,
    mapped_column,
)

from casedesk.when import When
from casedesk.words import Refusal, _, later

# Ten kinds of field and no more: the form, the list, search, import, export and history are
# written once for these.
FIELD_KINDS = (
    "text", "long", "number", "yesno", "when", "code", "country", "language", "party", "link",
)  # fmt: skip
YES_NO = (later("yes"), later("no"), later("unknown"))

# Crockford's alphabet: no I, L, O or U, so that a reference survives being read aloud.
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """Every table of the vault, spine or machinery."""

    metadata = MetaData(naming_convention=_NAMING)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a person sees one column; `mapped_column(info=shown(...))` carries it."""

    label: str
    kind: str = "text"
    search: bool = False
    column: bool = False
    codes: str | None = None
    to: tuple[str, ...] = ()


def shown(
    label: str,
    kind: str = "text",
    *,
    search: bool = False,
    column: bool = False,
    codes: str | None = None,
    to: tuple[str, ...] = (),
) -> dict[Any, Any]:
    """Say of a column how a person sees it.

    `search`: its words are found; `column`: it can head a list and is indexed; `codes`: the
    typology a code comes from; `to`: the kinds a link may point at (none: any).
    """
    if kind not in FIELD_KINDS:
        raise ValueError(kind)
    return {"shown": Shown(label, kind, search, column, codes, to)}


def days(name: str) -> tuple[MappedColumn[Any], ...]:
    """The four columns of a partial date: text, first day, last day, words of the source."""
    return (
        mapped_column(f"{name}_edtf", Text, nullable=True),
        mapped_column(f"{name}_first", Integer, nullable=True),
        mapped_column(f"{name}_last", Integer, nullable=True),
        mapped_column(f"{name}_words", Text, nullable=True),
    )


def new_ref(letter: str) -> str:
    """A record's reference: its kind's letter and six random characters.

    Random, since numbers in sequence would collide between two laptops.
    """
    return letter + "".join(_CROCKFORD[byte & 31] for byte in secrets.token_bytes(6))


def read_ref(untrusted_ref: str) -> str:
    """The reference a person typed, in the form it is stored."""
    text = untrusted_ref.strip().upper().replace("-", "").replace(" ", "")
    return text[:1] + text[1:].translate(str.maketrans("OIL", "011"))


class Record(Base):
    """One thing a person entered: a row of the spine. Every kind of record adds its own table."""

    __tablename__ = "record"
    __mapper_args__ = {"polymorphic_on": "kind"}
    __table_args__ = (Index("ix_record_kind_title_sort", "kind", "title_sort"),)

    #: The letter a reference of this kind begins with.
    letter: ClassVar[str] = "X"
    #: The fields whose values make the title; ("title",) where a person types it.
    titled_by: ClassVar[tuple[str, ...]] = ("title",)
    #: The fields without which such a record is not one.
    needs: ClassVar[tuple[str, ...]] = ("title",)
    #: The link to the record under which this one is found and listed, if it has such an owner.
    owner: ClassVar[str | None] = None
    #: How people call one of these and many of these.
    singular: ClassVar[str] = ""
    plural: ClassVar[str] = ""

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    uuid: Mapped[bytes] = mapped_column(
        LargeBinary(16), unique=True, init=False, default_factory=lambda: uuid.uuid4().bytes
    )
    kind: Mapped[str] = mapped_column(init=False)
    ref: Mapped[str] = mapped_column(index=True, init=False, default="")
    title: Mapped[str] = mapped_column(default="", info=shown("Title", search=True, column=True))
    title_sort: Mapped[str] = mapped_column(init=False, default="")
    created: Mapped[str] = mapped_column(index=True, init=False, default="")
    deleted: Mapped[str | None] = mapped_column(init=False, default=None)
    merged_into: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, init=False, default=None
    )
    share: Mapped[str | None] = mapped_column(init=False, default=None)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # Both days in one index: with the first alone, "possibly in that time" read every row
        # whose first day lies before, over a second among 100,000 cases.
        table = cls.__table__
        assert isinstance(table, Table)
        known = {each.name for each in table.indexes}  # people share the table of all parties
        for first in [each for each in table.columns if each.name.endswith("_first")]:
            last = table.columns[first.name.removesuffix("_first") + "_last"]
            name = f"ix_{table.name}_{first.name}"
            if name not in known:
                Index(name, first, last)

    def __repr__(self) -> str:
        # Never a value: a repr ends in tracebacks and logs, and a title names a person.
        return f"<{type(self).__name__} {self.ref}>"


#: The spine's table, for statements over many records of any kind.
spine: Table = Base.metadata.tables["record"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record, as the form, list, import, export and history see it."""

    name: str
    shown: Shown
    required: bool
    columns: tuple[str, ...]
    table: str
    number: Callable[[str], int | float] = float

    @property
    def kind(self) -> str:
        return self.shown.kind

    @property
    def label(self) -> str:
        return _(self.shown.label)

    @property
    def is_link(self) -> bool:
        return self.shown.kind in ("link", "party")


class UnknownKind(Refusal):
    """There is no such kind of record."""


class UnknownField(Refusal):
    """A kind of record has no such field."""


@cache
def kinds() -> Mapping[str, type[Record]]:
    """Every kind of record by the name it has on the command line and in history."""
    return {
        str(mapper.polymorphic_identity): mapper.class_
        for mapper in inspect(Record).polymorphic_map.values()
        if mapper.polymorphic_identity
    }


def kind_of(cls: type[Record]) -> str:
    """The name of a record class's kind."""
    return str(inspect(cls).polymorphic_identity)


def kind_called(untrusted_name: str) -> type[Record]:
    """The record class of a kind. Raises UnknownKind with the kinds there are."""
    found = kinds().get(untrusted_name)
    if found is None:
        raise UnknownKind(
            _("No kind of record is called “{kind}”. There are: {kinds}.").format(
                kind=untrusted_name, kinds=", ".join(sorted(kinds()))
            )
        )
    return found


@cache
def fields_of(cls: type[Record]) -> Mapping[str, Field]:
    """The fields of a kind of record, in the order its class gives them, title first."""
    found: dict[str, Field] = {}
    mapper = inspect(cls)
    for prop in mapper.attrs:
        if "shown" not in prop.info and not _column_shown(prop):
            continue
        if prop.key == "title" and cls.titled_by != ("title",):
            continue
        found[prop.key] = _field(cls, prop)
    order = [key for klass in reversed(cls.__mro__) for key in vars(klass) if key in found]
    return {key: found[key] for key in dict.fromkeys([*order, *found])}


def _column_shown(prop: Any) -> Shown | None:
    if isinstance(prop, ColumnProperty):
        found: Shown | None = prop.columns[0].info.get("shown")
        return found
    return None


def _field(cls: type[Record], prop: Any) -> Field:
    if isinstance(prop, CompositeProperty):
        columns = [attribute.columns[0] for attribute in prop.props]
        said = prop.info["shown"]
    else:
        columns = [prop.columns[0]]
        said = columns[0].info["shown"]
    python = columns[0].type.python_type
    return Field(
        name=prop.key,
        shown=said,
        required=prop.key in cls.needs,
        columns=tuple(column.name for column in columns),
        table=columns[0].table.name,
        number=int if python is int else float,
    )


def field_called(cls: type[Record], untrusted_name: str) -> Field:
    """A field of a kind by name. Raises UnknownField with the fields there are."""
    found = fields_of(cls).get(untrusted_name)
    if found is None:
        raise UnknownField(
            _("A record of the kind “{kind}” has no field “{field}”. It has: {fields}.").format(
                kind=kind_of(cls), field=untrusted_name, fields=", ".join(fields_of(cls))
            )
        )
    return found


def says_nothing(value: Any) -> bool:
    """Whether a value leaves a field that is needed unsaid; blanks say nothing either."""
    return value is None or (isinstance(value, str) and not value.strip())


def values_of(record: Record) -> dict[str, Any]:
    """What a record says in its fields; fields that say nothing are left out."""
    said = {name: getattr(record, name) for name in fields_of(type(record))}
    return {name: value for name, value in said.items() if value is not None and value != ""}


def title_from(cls: type[Record], values: Mapping[str, Any]) -> str:
    """The title of a record with these values."""
    parts = [values.get(name) for name in cls.titled_by]
    texts = [
        part.words or part.edtf if isinstance(part, When) else str(part) for part in parts if part
    ]
    return " · ".join(texts)
