"""Importing a table: every row becomes records, or nothing does.

Nobody is merged with anybody: two persons of one name are two persons until somebody who knows
says otherwise; who may stand twice is only counted.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from casedesk.casework.values import PARTIES
from casedesk.domain.base import Record, kind_called, kind_of
from casedesk.exchange.cells import BadCell, Reader, Targets
from casedesk.exchange.mapping import TableMapping
from casedesk.exchange.read_mapping import mapping_for
from casedesk.exchange.rowplan import Made, Plan, RecordPlan, fit
from casedesk.exchange.tables import Row, open_table
from casedesk.fold import fold
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.words import Refusal, _, n_

#: Rows that are looked at together: their references and names are asked for in one query.
_TOGETHER: Final = 500
#: Problems, lines of rows skipped and lines of possible duplicates that a report lists.
LISTED: Final = 100

#: Takes one record; answers with its key.
Taker = Callable[[type[Record], Mapping[str, Any]], int]


class CannotImport(Refusal):
    """Some row cannot be read, so none was imported."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be read: where, and why."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        if not self.column:
            return _("line {line}: {problem}").format(line=self.line, problem=self.sentence)
        return _("line {line}, column “{column}”: {problem}").format(
            line=self.line, column=self.column, problem=self.sentence
        )


@dataclass(slots=True)
class Report:
    """What an import made, or would make. Lists hold at most the first LISTED; counts are whole."""

    encoding: str
    encoding_certain: bool
    delimiter: str
    mapping: str
    kept_columns: tuple[str, ...]
    unused_columns: tuple[str, ...]
    rows: int = 0
    records: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    skipped_rows: int = 0
    kept_values: Counter[str] = field(default_factory=Counter)
    possible_duplicates: int = 0
    duplicate_lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem_rows: int = 0

    def skip(self, line: int, reason: str) -> None:
        """Note a row from which nothing is made."""
        self.skipped_rows += 1
        if len(self.skipped) < LISTED:
            self.skipped.append((line, reason))

    def complain(self, problem: Problem) -> None:
        """Note a row that cannot be read."""
        self.problem_rows += 1
        if len(self.problems) < LISTED:
            self.problems.append(problem)

    def refuse_problems(self) -> None:
        """Raise CannotImport with the first problem and the number of the others."""
        if not self.problems:
            return
        first = _("Nothing was imported; {problem}").format(problem=self.problems[0])
        more = self.problem_rows - 1
        if more:
            first = first.rstrip(".") + n_(
                "; {more} more row cannot be read.", "; {more} more rows cannot be read.", more
            ).format(more=more)
        raise CannotImport(first)


def import_table(
    unit: Writing, untrusted_path: Path, kind: str, mapping: TableMapping | None = None
) -> Report:
    """Import a table: `mapping`, or the one its header row asks for, says what becomes of it.

    `kind` is the kind of record that rows become where nothing else says. Raises CannotImport,
    UnreadableTable, UnreadableText and NoMapping; then nothing may be kept of this unit.
    """
    report = _gone_through(unit, untrusted_path, kind, mapping, unit.add_row)
    report.refuse_problems()
    return report


def try_import(
    unit: Reading, untrusted_path: Path, kind: str, mapping: TableMapping | None = None
) -> Report:
    """What importing a table would make, every problem included. Nothing is written.

    Raises UnreadableTable, UnreadableText and NoMapping.
    """
    return _gone_through(unit, untrusted_path, kind, mapping, _take_nothing)


def _take_nothing(_cls: type[Record], _values: Mapping[str, Any]) -> int:
    return 0


def _gone_through(
    unit: Reading, untrusted_path: Path, kind: str, mapping: TableMapping | None, take: Taker
) -> Report:
    cls = kind_called(kind)
    encoding = mapping.encoding if mapping else ""
    delimiter = mapping.delimiter if mapping else ""
    with open_table(untrusted_path, encoding=encoding, delimiter=delimiter) as table:
        chosen = mapping or mapping_for(table.columns, kind_of(cls))
        targets = Targets(unit)
        plan = fit(chosen, table.columns, Reader(unit, chosen.day_first, targets))
        report = Report(
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

    def go_through(self, rows: Sequence[Row]) -> None:
        """Make the records of these rows, as long as none had a problem."""
        self._look_up_targets(rows)
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
        for plan in self._plan.records:
            values = plan.values(cells, made)
            if values is None:
                continue
            self._report.kept_values.update(column for column, _text in cells.words)
            made[plan.key] = self._taken(plan, values)
            if plan.cls_kind in PARTIES:
                names.append(str(values["name"]))
        if not made:
            self._report.skip(row.line, _("nothing in it makes a record"))
        return names

    def _taken(self, plan: RecordPlan, values: Mapping[str, Any]) -> int:
        self._report.records[plan.cls_kind] += 1
        # After the first problem everything will be taken back, so no more is written.
        return 0 if self._report.problems else self._take(plan.cls, values)

    def _look_up_targets(self, rows: Sequence[Row]) -> None:
        if self._plan.links:
            wanted = [self._plan.columns.index(column) for column in self._plan.links]
            self._targets.look_up(
                {row.cells[place] for row in rows if not row.problem for place in wanted}
            )

    def _count_duplicates(self, named: Sequence[tuple[int, str]]) -> None:
        """Count those whose folded name stands in the vault or earlier in the table."""
        here = {name: fold(name) for _line, name in named}
        known = set(_names_known(self._unit, here.values()))
        for line, name in named:
            mark = hash(here[name])
            if mark in self._names or here[name] in known:
                self._report.possible_duplicates += 1
                if len(self._report.duplicate_lines) < LISTED:
                    self._report.duplicate_lines.append(line)
            self._names.add(mark)
