"""The demonstration vault: cases from the public record, read from TOML and checked word for word.

Each table is one record of the kind its array is called after. `key` names it within the files,
links name keys, and `sources` names the public pages it rests on (resources/demo/sources.toml).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from casedesk.casework.values import PARTIES, codes_of
from casedesk.domain.base import YES_NO, Field, Record, fields_of, kinds
from casedesk.domain.work import Note
from casedesk.mechanisms.countries import countries
from casedesk.mechanisms.definition import DefinitionError, Table, read_file
from casedesk.mechanisms.registry import mechanisms
from casedesk.places import resources
from casedesk.vault import opening
from casedesk.vault.door import Writing
from casedesk.vault.kdf import BOUNDS
from casedesk.when import DateError, parse
from casedesk.words import _, later

DEMO_LINE: Final = later("Demonstration from the public record - not a submission to any body")

_SOURCES_FILE: Final = "sources.toml"

#: The field that says where a record of a kind comes from. Kinds that have no such field, or print
#: every field they have, get a note about the record instead.
_SOURCE_FIELD: Final[Mapping[str, str]] = {
    "involvements": "basis_source",
    "events": "how_known",
    "reprisals": "how_known",
    "instruments": "source",
    "facts": "source",
    "answers": "source",
    "notes": "text",
    "names": "detail",
    "case-links": "detail",
    "event-links": "detail",
    "stages": "detail",
    "people": "description",
    "organisations": "description",
    "states": "description",
    "groups": "description",
}
_ONLY_SOURCE: Final = ("basis_source", "how_known", "source")

#: What may stand in fields of a kind or a name, besides the codes of typologies.
_LISTED: Final[Mapping[str, Callable[[], Iterable[str]]]] = {
    "country": countries,
    "yesno": lambda: YES_NO,
    "mechanism": mechanisms,
}


@dataclass(frozen=True)
class _Row:
    """One record as its file gives it; `links` are keys by the name of the field."""

    cls: type[Record]
    kind: str
    table: Table
    values: Mapping[str, Any]
    links: Mapping[str, str]
    source: str


def load_demo(unit: Writing, folder: Path | None = None) -> int:
    """Write the demonstration cases into a vault; answers how many records were made.

    Raises DefinitionError, which names file and key, before anything is written.
    """
    rows = _rows(folder or resources() / "demo")
    for key, row in rows.items():
        _check_links(rows, key, row)
    made: dict[str, int] = {}
    notes = 0
    for key in rows:
        notes += _make(unit, rows, key, made)
    return len(made) + notes


def make_demo(folder: Path, passphrase: str, **given: Any) -> int:
    """Make a vault of the demonstration cases; answers how many records were made.

    `given` reaches the making of keyslots (tests: the cost). Raises VaultExists, DiskFull.
    """
    opening.create_vault(folder, passphrase, member_name=_("Demonstration"), demo=True, **given)
    unlock = opening.with_passphrase(passphrase, bounds=given.get("bounds", BOUNDS))
    with opening.open_vault(folder, unlock) as vault:
        return vault.write(_("Load the demonstration"), load_demo).result


def demo_passphrase() -> str:
    """The passphrase of demonstration vaults. It is published: nothing in them is secret."""
    return (resources() / "demo" / "passphrase.txt").read_text(encoding="utf-8").strip()


def _rows(folder: Path) -> dict[str, _Row]:
    """Every record of the folder by its key; one that nothing points at gets a key of its own."""
    cited = read_file(folder / _SOURCES_FILE, _read_sources)
    rows: dict[str, _Row] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name != _SOURCES_FILE:
            read_file(path, partial(_read_rows, cited, rows))
    return rows


def _read_sources(table: Table) -> Mapping[str, str]:
    return table.named("sources", _read_source)


def _read_source(table: Table) -> str:
    title, address = table.text("title"), table.text("address")
    checked = table.day_or("checked", None)
    if checked is None:
        table.refuse("checked", _("this key is missing."))
    return _("{title} ({address}, checked {day})").format(
        title=title, address=address, day=checked.isoformat()
    )


def _read_rows(cited: Mapping[str, str], rows: dict[str, _Row], table: Table) -> None:
    for kind, cls in kinds().items():
        table.each(kind, partial(_read_row, cited, rows, kind, cls))


def _read_row(
    cited: Mapping[str, str], rows: dict[str, _Row], kind: str, cls: type[Record], table: Table
) -> None:
    key = table.text_or("key", f"{table.file}/{kind}/{len(rows)}")
    if key in rows:
        table.refuse("key", _("“{key}” is the key of another record.").format(key=key))
    named = table.choices("sources", cited)
    if not named:
        table.refuse("sources", _("every record here needs the source it comes from."))
    missing = [name for name in cls.needs if not table.has(name)]
    if missing:
        table.refuse(missing[0], _("this key is missing."))
    kept_in = _SOURCE_FIELD.get(kind)
    said = [
        field
        for name, field in fields_of(cls).items()
        if table.has(name) and not (name == kept_in and name in _ONLY_SOURCE)
    ]
    rows[key] = _Row(
        cls=cls,
        kind=kind,
        table=table,
        values={field.name: _value(table, field) for field in said if not field.is_link},
        links={field.name: table.text(field.name) for field in said if field.is_link},
        source="; ".join(cited[name] for name in named),
    )


def _value(table: Table, field: Field) -> Any:
    """A value as the file has it: dates in EDTF, codes and countries as their list has them."""
    name, kind = field.name, field.kind
    if kind == "number":
        table.refuse(name, _("numbers are not read here."))
    if kind == "code":
        return table.choice(name, codes_of(field.shown.codes or ""))
    listed = _LISTED.get(kind) or _LISTED.get(name)
    if listed is not None:
        return table.choice(name, listed())
    text = table.text(name)
    try:
        return parse(text) if kind == "when" else text
    except DateError as error:
        table.refuse(name, str(error))


def _check_links(rows: Mapping[str, _Row], key: str, row: _Row) -> None:
    """Refuse a link to nothing, to the wrong kind of record, or in a circle."""
    for name, target in row.links.items():
        found = rows.get(target)
        if found is None:
            row.table.refuse(name, _("no record here has the key “{key}”.").format(key=target))
        field = fields_of(row.cls)[name]
        allowed = PARTIES if field.kind == "party" else field.shown.to
        if allowed and found.kind not in allowed:
            row.table.refuse(name, _("“{key}” is of another kind.").format(key=target))
        if key in _below(rows, target, set()):
            row.table.refuse(name, _("“{key}” leads back to this record.").format(key=target))


def _below(rows: Mapping[str, _Row], key: str, seen: set[str]) -> set[str]:
    """The key and all that is reached from it by links."""
    if key not in seen and key in rows:
        seen.add(key)
        for target in rows[key].links.values():
            _below(rows, target, seen)
    return seen


def _make(unit: Writing, rows: Mapping[str, _Row], key: str, made: dict[str, int]) -> int:
    """Write a record after those it points at; answers how many notes on sources that took."""
    if key in made:
        return 0
    row = rows[key]
    notes = sum(_make(unit, rows, target, made) for target in row.links.values())
    values = {**row.values, **{name: made[target] for name, target in row.links.items()}}
    field = _SOURCE_FIELD.get(row.kind)
    if field is not None:
        values[field] = _with_source(field, values.get(field), row.source)
    made[key] = unit.add_row(row.cls, values)
    if field is None:
        unit.add_row(Note, {"about": made[key], "text": _with_source("text", None, row.source)})
        notes += 1
    return notes


def _with_source(field: str, text: str | None, source: str) -> str:
    if field in _ONLY_SOURCE:
        return source
    said = _("Source: {source}.").format(source=source)
    return f"{text} {said}" if text else said


__all__ = ["DEMO_LINE", "DefinitionError", "demo_passphrase", "load_demo", "make_demo"]
