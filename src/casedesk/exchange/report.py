"""What an import made or would make, for a person and for programs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from casedesk.words import Refusal, _, n_

#: Problems, lines of rows skipped and lines of possible duplicates that a report lists.
LISTED: Final = 100
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


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

    dry_run: bool
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
    doubts: list[Problem] = field(default_factory=list)
    doubtful: int = 0

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

    def doubt(self, problem: Problem) -> None:
        """Note a value that is kept as it is written, but should be looked at."""
        self.doubtful += 1
        if len(self.doubts) < LISTED:
            self.doubts.append(problem)

    def duplicate(self, line: int) -> None:
        """Note a row that may name somebody who stands somewhere already."""
        self.possible_duplicates += 1
        if len(self.duplicate_lines) < LISTED:
            self.duplicate_lines.append(line)

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

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "dry_run": self.dry_run,
            "rows": self.rows,
            "records": dict(self.records),
            "mapping": self.mapping or None,
            "encoding": self.encoding,
            "encoding_certain": self.encoding_certain,
            "delimiter": _DELIMITERS[self.delimiter],
            "kept_columns": list(self.kept_columns),
            "unused_columns": list(self.unused_columns),
            "kept_values": dict(self.kept_values),
            "skipped_rows": self.skipped_rows,
            "skipped": [{"line": line, "reason": reason} for line, reason in self.skipped],
            "possible_duplicates": self.possible_duplicates,
            "duplicate_lines": self.duplicate_lines,
            "doubtful": self.doubtful,
            "doubts": [
                {"line": each.line, "column": each.column or None, "problem": each.sentence}
                for each in self.doubts
            ],
            "problem_rows": self.problem_rows,
            "problems": [
                {"line": each.line, "column": each.column or None, "problem": each.sentence}
                for each in self.problems
            ],
        }

    def in_words(self) -> list[str]:
        """The report in sentences."""
        return [*self._made(), *self._looked_at(), *self._noticed()]

    def _made(self) -> Iterator[str]:
        counts = ", ".join(f"{number} {kind}" for kind, number in self.records.items())
        read = n_("{rows} row was read", "{rows} rows were read", self.rows).format(rows=self.rows)
        if self.dry_run:
            would = _("{read}; importing would make: {counts}. Nothing was written.")
            yield would.format(read=read, counts=counts or "0")
        else:
            yield _("{read}; imported: {counts}.").format(read=read, counts=counts or "0")

    def _looked_at(self) -> Iterator[str]:
        if self.mapping:
            yield _("Read as: {mapping}.").format(mapping=self.mapping)
        if self.encoding_certain:
            yield _("The text is in {encoding}.").format(encoding=self.encoding)
        else:
            yield _(
                "The file does not say how its text is encoded; it was read as {encoding}."
                " Look at the accents in some names; if they are wrong, save it as CSV in UTF-8."
            ).format(encoding=self.encoding)
        if self.kept_columns:
            yield _("Columns that no field takes, kept in words: {columns}.").format(
                columns=", ".join(self.kept_columns)
            )
        if self.unused_columns:
            yield _("Columns left out: {columns}.").format(columns=", ".join(self.unused_columns))

    def _noticed(self) -> Iterator[str]:
        for column, number in self.kept_values.items():
            yield n_(
                "In the column “{column}”, {number} value is kept in words as it was written.",
                "In the column “{column}”, {number} values are kept in words as they were written.",
                number,
            ).format(column=column, number=number)
        if self.skipped_rows:
            lines = ", ".join(str(line) for line, _reason in self.skipped[:10])
            yield n_(
                "{number} row makes no record (line {lines}).",
                "{number} rows make no record (lines {lines}).",
                self.skipped_rows,
            ).format(number=self.skipped_rows, lines=lines)
        if self.doubtful:
            yield n_(
                "{number} value is kept as it is written, but does not look right:",
                "{number} values are kept as they are written, but do not look right:",
                self.doubtful,
            ).format(number=self.doubtful)
            yield from (str(doubt) for doubt in self.doubts)
        if self.possible_duplicates:
            lines = ", ".join(map(str, self.duplicate_lines[:10]))
            yield n_(
                "{number} name stands in the vault or in the table before (line {lines});"
                " nobody was merged.",
                "{number} names stand in the vault or in the table before (lines {lines});"
                " nobody was merged.",
                self.possible_duplicates,
            ).format(number=self.possible_duplicates, lines=lines)
        if self.problem_rows:
            yield n_(
                "{number} row cannot be read, so nothing can be imported:",
                "{number} rows cannot be read, so nothing can be imported:",
                self.problem_rows,
            ).format(number=self.problem_rows)
            yield from (str(problem) for problem in self.problems)
