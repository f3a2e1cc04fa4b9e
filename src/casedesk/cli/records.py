"""Commands on records: entering, changing, finding, importing, attaching."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from casedesk.casework import entering
from casedesk.casework.listing import Row, belongings, listed, shown_record
from casedesk.cli.opening import Opener, field_values, pairs, titled, vault_command
from casedesk.domain.base import Record, field_called, fields_of, kind_called
from casedesk.search.query import search
from casedesk.vault import undo as undoing
from casedesk.vault.door import Writing
from casedesk.vault.telling import told
from casedesk.vault.unit import Reading
from casedesk.words import _, n_


@vault_command("list")
@click.argument("kind")
@click.option("--case", metavar="REF", help="Only what belongs to this case.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Only those with this value.")
def list_(opener: Opener, kind: str, case: str | None, where: Sequence[str]) -> None:
    """List all records of a kind."""
    wanted = pairs(where, "FIELD=VALUE")
    kind_called(kind)
    with opener.open() as vault:
        rows = vault.read(
            lambda unit: listed(unit, kind, untrusted_case=case, untrusted_where=wanted)
        )
        opener.answer(rows, lambda: titled(rows))


@vault_command("show")
@click.argument("ref")
def show(opener: Opener, ref: str) -> None:
    """Show one record with all that hangs on it."""
    with opener.open() as vault:
        row = vault.read(lambda unit: _shown(unit, unit.get(ref)))
        opener.answer(row, lambda: _in_words(row))


def _shown(unit: Reading, record: Record) -> Row:
    return shown_record(unit, record) | dict(belongings(unit, record))


def _in_words(row: Row) -> list[str]:
    cls = kind_called(row["kind"])
    lines = [f"{row['ref']}  {row['title']}"]
    for name, value in row.items():
        if name in ("kind", "ref", "title"):
            continue
        if isinstance(value, list):
            lines += ["", f"{kind_called(name).plural}:", *(f"  {line}" for line in titled(value))]
        elif name in fields_of(cls):
            lines.append(f"  {field_called(cls, name).label}: {value}")
    return lines


@vault_command("add")
@click.argument("kind")
@click.argument("values", nargs=-1, metavar="FIELD=VALUE...")
def add(opener: Opener, kind: str, values: Sequence[str]) -> None:
    """Add a record."""
    typed = field_values(values)
    kind_called(kind)
    _write_one(opener, _("Add a record"), lambda unit: entering.enter(unit, kind, typed))


@vault_command("set")
@click.argument("ref")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
def set_(opener: Opener, ref: str, values: Sequence[str]) -> None:
    """Give fields of a record new values; FIELD= empties one."""
    typed = field_values(values)
    _write_one(
        opener, _("Change a record"), lambda unit: entering.change(unit, unit.get(ref), typed)
    )


@vault_command("link")
@click.argument("ref")
@click.argument("party")
@click.option("--as", "role", required=True, metavar="ROLE", help="The party's role there.")
def link(opener: Opener, ref: str, party: str, role: str) -> None:
    """Give a party a role in a case, event, engagement, proceeding or instrument."""
    _write_one(
        opener,
        _("Link a party"),
        lambda unit: entering.link(unit, unit.get(ref), unit.get(party), role),
    )


def _write_one(opener: Opener, what: str, work: Any) -> None:
    def written(unit: Writing) -> Row:
        return shown_record(unit, work(unit))

    with opener.open() as vault:
        row = vault.write(what, written).result
    opener.answer(row, lambda: titled([row]))


@vault_command("remove")
@click.argument("ref")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept.")
def remove(opener: Opener, ref: str, reason: str) -> None:
    """Take a record out of every list; “undo” brings it back."""

    def work(unit: Writing) -> Row:
        record = unit.get(ref)
        row = shown_record(unit, record)
        unit.remove(record, reason)
        return row

    with opener.open() as vault:
        row = vault.write(_("Remove a record"), work).result
    opener.answer(row, lambda: [_("Removed: {ref}").format(ref=row["ref"])])


@vault_command("undo")
def undo(opener: Opener) -> None:
    """Take back what was last changed here."""
    with opener.open() as vault:
        what = vault.write(_("Undo"), undoing.undo_last).result
    opener.answer({"undone": what}, lambda: [_("Taken back: {what}").format(what=what)])


@vault_command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, metavar="N")
def search_(opener: Opener, words: Sequence[str], limit: int) -> None:
    """Find records by words in any script, and names that sound alike."""

    def work(unit: Reading) -> list[Row]:
        hits = search(unit, " ".join(words), limit)
        return [
            {"kind": hit.kind, "ref": hit.ref, "title": hit.title, "found_by": hit.by}
            for hit in hits
        ]

    with opener.open() as vault:
        rows = vault.read(work)
        opener.answer(rows, lambda: titled(rows))


@vault_command("history")
@click.argument("ref")
def history(opener: Opener, ref: str) -> None:
    """Tell who changed what in a record, and when."""
    with opener.open() as vault:
        changes = vault.read(lambda unit: told(unit, unit.get(ref)))
        opener.answer(
            [change.as_json() for change in changes], lambda: [c.sentence() for c in changes]
        )


@vault_command("import")
@click.argument("file", type=click.Path())
@click.option("--as", "kind", required=True, metavar="KIND", help="What a row is.")
@click.option("--map", "mapping", type=click.Path(), metavar="FILE", help="A mapping of one's own.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and do nothing.")
def import_(opener: Opener, file: str, kind: str, mapping: str | None, dry_run: bool) -> None:
    """Read a table of records in, wholly or not at all."""
    from casedesk.exchange.importing import import_table, try_import  # noqa: PLC0415

    own = Path(mapping) if mapping else None

    def tried(unit: Reading) -> Any:
        entering.own_vault_only(unit)
        return try_import(unit, Path(file), kind, own)

    def imported(unit: Writing) -> Any:
        entering.own_vault_only(unit)
        return import_table(unit, Path(file), kind, own)

    with opener.open() as vault:
        report = vault.read(tried) if dry_run else vault.write(_("Import a table"), imported).result
    opener.answer(report.as_json(), report.in_words)


def _notice(sentence: str) -> None:
    click.echo(sentence, err=True)


@vault_command("attach")
@click.argument("ref")
@click.argument("file", type=click.Path())
def attach(opener: Opener, ref: str, file: str) -> None:
    """Seal a file into the vault as evidence for a record."""
    from casedesk.evidence.intake import admit  # noqa: PLC0415

    def work(unit: Writing) -> Row:
        entering.own_vault_only(unit)
        evidence = admit(unit, opener.folder, unit.get(ref), Path(file), tell=_notice)
        return shown_record(unit, evidence)

    with opener.open() as vault:
        row = vault.write(_("Attach a file"), work).result
    count = n_("{n} byte sealed", "{n} bytes sealed", row.get("size", 0))
    opener.answer(
        row, lambda: [f"{row['ref']}  {row['title']}  " + count.format(n=row.get("size", 0))]
    )


COMMANDS = (list_, show, add, set_, link, remove, undo, search_, history, import_, attach)
