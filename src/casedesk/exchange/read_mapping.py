"""Mappings out of their TOML files, read strictly; and which of them a table is read with.

Shipped ones are recognised by the header row of the table; a person gives an own one with it.
"""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from casedesk.domain.base import Field, UnknownKind, fields_of, kind_called
from casedesk.exchange.mapping import (
    Constant,
    FromColumn,
    FromRecord,
    Interval,
    Joined,
    NoMapping,
    RecordMap,
    Source,
    TableMapping,
    by_field_names,
)
from casedesk.exchange.tables import DELIMITERS
from casedesk.mechanisms.definition import Table, read_file, read_folder
from casedesk.places import resources
from casedesk.words import _

#: What happens to a value its field does not take: the import stops, or it is kept in words.
_OTHERWISE: Final = ("refuse", "words")
_JOINS: Final = {
    "blank": " ",
    "comma": ", ",
    "semicolon": "; ",
    "dot": " · ",
    "line": "\n",
}


@cache
def shipped_mappings() -> Mapping[str, TableMapping]:
    """Every mapping that comes with the program, by id. Raises DefinitionError."""
    return read_folder(resources() / "mappings", read_table_mapping)


def mapping_file(untrusted_path: Path) -> TableMapping:
    """The mapping in a file. Raises DefinitionError naming file and key."""
    return read_file(untrusted_path, read_table_mapping)


def recognised(columns: Collection[str]) -> TableMapping | None:
    """The shipped mapping that knows this header row."""
    for mapping in shipped_mappings().values():
        if mapping.columns_required and set(mapping.columns_required) <= set(columns):
            return mapping
    return None


def mapping_for(columns: Collection[str], kind: str) -> TableMapping:
    """The shipped mapping for a header row, or the one whose columns are named like the fields.

    Raises NoMapping where the table is known, but makes other kinds of record.
    """
    cls = kind_called(kind)
    found = recognised(columns)
    if found is None:
        return by_field_names(columns, cls)
    if not found.makes(cls):
        kinds = ", ".join(dict.fromkeys(record.cls.plural for record in found.records))
        raise NoMapping(
            _(
                "This table is known as “{title}”, from which {kinds} are made;"
                " import it as one of these, or give a mapping of your own."
            ).format(title=found.title, kinds=kinds)
        )
    return found


def read_table_mapping(table: Table) -> TableMapping:
    """Read a whole mapping; raises DefinitionError naming file and key."""
    mapping = TableMapping(
        id=table.text("id"),
        title=table.text("title"),
        columns_required=table.texts("columns_required"),
        missing=frozenset(table.texts("missing")),
        day_first=table.flag("day_first") if table.has("day_first") else None,
        encoding=table.text_or("encoding", ""),
        delimiter=table.choice("delimiter", DELIMITERS) if table.has("delimiter") else "",
        left_out=table.texts("left_out"),
        records=table.each("records", _record),
    )
    table.text_or("source", "")
    if not mapping.records:
        table.refuse("records", _("a mapping makes at least one record."))
    _check_links(table, mapping.records)
    return mapping


def _check_links(table: Table, records: Collection[RecordMap]) -> None:
    made: set[str] = set()
    for record in records:
        for field, source in record.fields.items():
            if isinstance(source, FromRecord) and source.name not in made:
                table.refuse(
                    f"records.{record.name}.{field}",
                    _("“{name}” is no record made before this one.").format(name=source.name),
                )
        if record.name in made:
            table.refuse("records", _("the name “{name}” stands twice.").format(name=record.name))
        made.add(record.name)


def _record(table: Table) -> RecordMap:
    kind = table.text("kind")
    try:
        cls = kind_called(kind)
    except UnknownKind as error:
        table.refuse("kind", str(error))
    fields = fields_of(cls)
    record = RecordMap(
        name=table.text("name"),
        cls=cls,
        fields=table.named("fields", _source),
        keep_in=table.choice_or("keep_in", _texts(fields), ""),
        keep=table.texts("keep"),
        each=table.texts("each") or ("",),
        if_known=table.texts("if_known"),
    )
    for name, source in record.fields.items():
        if name not in fields:
            table.refuse(f"fields.{name}", _("records of this kind have no such field."))
        _check_fits(table, fields[name], source)
    for name in cls.needs:
        if name not in record.fields:
            table.refuse("fields", _("the field “{name}” is needed.").format(name=name))
    keeps = any(getattr(source, "otherwise", "") == "words" for source in record.fields.values())
    if (record.keep or keeps) and not record.keep_in:
        table.refuse("keep_in", _("say in which field words are kept."))
    return record


def _texts(fields: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(name for name, field in fields.items() if field.kind in ("text", "long"))


def _check_fits(table: Table, field: Field, source: Source) -> None:
    key = f"fields.{field.name}"
    if isinstance(source, FromRecord) and not field.is_link:
        table.refuse(key, _("only a link can be made from a record."))
    if isinstance(source, Interval) and field.kind != "when":
        table.refuse(key, _("only a date can have a start and an end."))


def _source(table: Table) -> Source:
    """One value; which of the five kinds it is shows in its keys."""
    if table.has("text"):
        return Constant(table.text("text"))
    if table.has("record"):
        return FromRecord(table.text("record"))
    otherwise = table.choice_or("otherwise", _OTHERWISE, "refuse")
    if table.has("start") or table.has("end"):
        return Interval(
            table.text("start"),
            table.text("end"),
            table.text_or("start_month", ""),
            table.text_or("end_month", ""),
            otherwise,
        )
    codes = table.mapping("codes")
    if table.has("column"):
        return FromColumn(
            table.text("column"),
            codes,
            otherwise,
            table.text_or("instead", ""),
            table.text_or("trim", ""),
        )
    parts = table.texts("parts")
    if not parts:
        table.refuse("column", _("say text, record, column, parts, or start and end."))
    join = _JOINS[table.choice_or("join", _JOINS, "blank")]
    return Joined(parts, join, table.text_or("fallback", ""), codes, otherwise)
