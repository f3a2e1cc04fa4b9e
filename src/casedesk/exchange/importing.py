"""Importing a table: every row becomes records, or nothing does.

Nobody is merged with anybody: two persons of one name are two persons until somebody who knows
says otherwise; who may stand twice is only counted.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from casedesk.casework.order import out_of_order
from casedesk.casework.references import reference_doubt, symbol_doubt
from casedesk.casework.values import PARTIES
from casedesk.domain.base import Record, kind_called, kind_of, spine
from casedesk.exchange.cells import BadCell, Reader, Targets
from casedesk.exchange.read_mapping import mapping_file, mapping_for
from casedesk.exchange.report import Problem, Report
from casedesk.exchange.rowplan import Made, Plan, RecordPlan, fit
from casedesk.exchange.tables import Row, open_table
from casedesk.fold import sort_key
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.words import _

#: Rows that are looked at together: their references and names are asked for in one query.
_TOGETHER: Final = 500
#: In the key a title is sorted by, accents and capitals stand last, behind the first of these.
_ACCENTS: Final = "\x01"
_AFTER_ACCENTS: Final = "\x02"

#: Takes one record; answers with its key.
Taker = Callable[[type[Record], Mapping[str, Any]], int]


def import_table(
    unit: Writing,
    untrusted_path: Path,
    kind: str,
    untrusted_mapping: Path | None = None,
    *,
    dry_run: bool = False,
) -> Report:
    """Import a table by the mapping given, or by the one that knows its header row.

    `kind` is what a row is where no mapping says more. A dry run writes nothing and reports every
    problem. Raises CannotImport, UnreadableTable, UnreadableText, NoMapping and DefinitionError;
    then nothing of this unit may be kept.
    """
    if dry_run:
        return try_import(unit, untrusted_path, kind, untrusted_mapping)
    report = _gone_through(unit, untrusted_path, kind, untrusted_mapping, unit.add_row)
    report.refuse_problems()
    return report


def try_import(
    unit: Reading, untrusted_path: Path, kind: str, untrusted_mapping: Path | None = None
) -> Report:
    """What importing a table would make, every problem included; a vault that is read will do.

    Raises UnreadableTable, UnreadableText, NoMapping and DefinitionError.
    """
    return _gone_through(unit, untrusted_path, kind, untrusted_mapping, _take_nothing)


def _take_nothing(_cls: type[Record], _values: Mapping[str, Any]) -> int:
    return 0


def _gone_through(
    unit: Reading, untrusted_path: Path, kind: str, untrusted_mapping: Path | None, take: Taker
) -> Report:
    cls = kind_called(kind)
    mapping = mapping_file(untrusted_mapping) if untrusted_mapping else None
    encoding = mapping.encoding if mapping else ""
    delimiter = mapping.delimiter if mapping else ""
    with open_table(untrusted_path, encoding=encoding, delimiter=delimiter) as table:
        chosen = mapping or mapping_for(table.columns, kind_of(cls))
        targets = Targets(unit)
        plan = fit(chosen, table.columns, Reader(unit, chosen.day_first, targets))
        report = Report(
            dry_run=take is _take_nothing,
            encoding=table.encoding.name,
            encoding_certain=table.encoding.certain,
            delimiter=table.delimiter,
            mapping=chosen.title,
            kept_columns=plan.kept,
            unused_columns=plan.unused,
        )
        passage = _Passage(unit, plan, targets, take, report)
        while rows := list(islice(table.rows, _TOGETHER)):
            passage.go_through(rows)
    return report


#: What of a record is compared with how its body writes it.
_DOUBTS: Final = {"reference": reference_doubt, "symbol": symbol_doubt}


class _Passage:
    """One going through the rows of a table, many at a time."""

    def __init__(
        self, unit: Reading, plan: Plan, targets: Targets, take: Taker, report: Report
    ) -> None:
        self._unit = unit
        self._plan = plan
        self._targets = targets
        self._take = take
        self._report = report
        self._names: set[int] = set()
        self._last_before = 0

    def go_through(self, rows: Sequence[Row]) -> None:
        """Make the records of these rows, as long as none had a problem."""
        self._look_up_targets(rows)
        query = select(func.max(spine.c.id))
        self._last_before = self._unit.session.execute(query).scalar() or 0
        named: list[tuple[int, str]] = []
        for row in rows:
            self._report.rows += 1
            try:
                made = self._values(row)
            except BadCell as error:
                self._report.complain(Problem(row.line, error.column, error.sentence))
                continue
            named.extend((row.line, name) for name in made)
        self._count_duplicates(named)

    def _values(self, row: Row) -> list[str]:
        """Make a row's records; answers with the names of the parties among them."""
        if row.problem:
            raise BadCell("", row.problem)
        cells = self._plan.cells(row.cells)
        if not any(cells.values.values()):
            self._report.skip(row.line, _("every cell is empty"))
            return []
        names = []
        made: dict[Made, int] = {}
        mechanism = ""
        for plan in self._plan.records:
            values = plan.values(cells, made)
            if values is None:
                continue
            self._report.kept_values.update(column for column, _text in cells.words)
            mechanism = values.get("mechanism") or mechanism
            self._doubt(row.line, plan, mechanism, values)
            made[plan.key] = self._taken(plan, values)
            if plan.kind in PARTIES:
                names.append(str(values["name"]))
        if not made:
            self._report.skip(row.line, _("nothing in it makes a record"))
        return names

    def _doubt(
        self, line: int, plan: RecordPlan, mechanism: str, values: Mapping[str, Any]
    ) -> None:
        """Note days in no possible order, and a reference or symbol that does not look like those
        of the row's body.
        """
        # What others published is not ours to refuse: it is kept as it is, and told.
        if wrong := out_of_order(plan.cls, values):
            self._report.doubt(Problem(line, "", wrong))
        known = mechanisms().get(mechanism)
        for name, doubt in _DOUBTS.items():
            sentence = doubt(known, str(values.get(name) or ""))
            if sentence:
                column = plan.columns.get(name, (name,))[0]
                written = f"{values[name]}: {sentence}"
                self._report.doubt(Problem(line, column, written))

    def _taken(self, plan: RecordPlan, values: Mapping[str, Any]) -> int:
        self._report.records[plan.kind] += 1
        # After the first problem everything will be taken back, so no more is written.
        return 0 if self._report.problems else self._take(plan.cls, values)

    def _look_up_targets(self, rows: Sequence[Row]) -> None:
        if self._plan.links:
            wanted = [self._plan.columns.index(column) for column in self._plan.links]
            self._targets.look_up(
                {row.cells[place] for row in rows if not row.problem for place in wanted}
            )

    def _count_duplicates(self, named: Sequence[tuple[int, str]]) -> None:
        """Count those whose name, accents and capitals apart, stands in the vault or further up."""
        if not self._report.dry_run:
            # The rows before these are in the vault by now.
            self._names.clear()
        keyed = ((line, sort_key(name).partition(_ACCENTS)[0]) for line, name in named)
        # A name of question marks has no key, and says nothing of who it is.
        keys = [(line, key) for line, key in keyed if key]
        known = self._names_known({key for _line, key in keys})
        for line, key in keys:
            if key in known or hash(key) in self._names:
                self._report.duplicate(line)
            self._names.add(hash(key))

    def _names_known(self, keys: Collection[str]) -> frozenset[str]:
        """Which of these names parties bore before these rows."""
        if not keys:
            return frozenset()
        asked = func.json_each(json.dumps(list(keys))).table_valued("value")
        bearer = select(spine.c.id).where(
            spine.c.kind.in_(PARTIES),
            spine.c.title_sort >= asked.c.value,
            spine.c.title_sort < asked.c.value.concat(_AFTER_ACCENTS),
            spine.c.deleted.is_(None),
            spine.c.id <= self._last_before,
        )
        # As a join the database would go through all records for each name.
        query = select(asked.c.value).where(bearer.exists())
        return frozenset(self._unit.session.execute(query).scalars())
