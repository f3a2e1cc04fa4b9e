"""Tables in text files from strangers: CSV of whatever encoding, delimiter and line ends.

Rows are handed out one by one, so a file is never in memory as a whole. What cannot be read for
certain is refused with the number of its line; nothing is repaired in silence.
"""

import csv
import io
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from casedesk.exchange.encodings import Encoding, check_encoding, encoding_of, named_encoding
from casedesk.words import Refusal, _

LARGEST_FILE: Final = 100_000_000  # bytes
LONGEST_CELL: Final = 4_000_000  # characters; a thousand pages
DELIMITERS: Final = (",", ";", "\t", "|")

_SAMPLE: Final = 1 << 16
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UnreadableTable(Refusal):
    """A file is no table that can be read; the text names the line where there is one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file it begins in, its cells, and why it cannot be read, if so."""

    line: int
    cells: Sequence[str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """An open table. `rows` can be gone through once."""

    columns: tuple[str, ...]
    encoding: Encoding
    delimiter: str
    rows: Iterator[Row]


@contextmanager
def open_table(
    untrusted_path: Path, *, encoding: str | None = None, delimiter: str | None = None
) -> Iterator[Table]:
    """Open a table file; encoding and delimiter are found out where they are not given.

    Raises UnreadableTable and UnreadableText.
    """
    with _opened(untrusted_path) as file:
        found = named_encoding(encoding) if encoding else encoding_of(file)
        if encoding:
            check_encoding(file, found)
        file.seek(0)
        csv.field_size_limit(LONGEST_CELL)
        with io.TextIOWrapper(file, encoding=found.codec, newline="") as text:
            given = delimiter or _delimiter(text)
            text.seek(0)
            lines = _Counted(_lines(text))
            records = _records(lines, given)
            columns = _columns(records)
            yield Table(columns, found, given, _rows(records, len(columns)))


class _Counted:
    """Lines with the number of those handed out so far."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        if "\0" in line:
            raise UnreadableTable(
                _("Line {line} holds a NUL character, which no text has; remove it.").format(
                    line=self.number
                )
            )
        if len(line) > LONGEST_CELL:
            raise _too_long(self.number)
        return line


@contextmanager
def _opened(untrusted_path: Path) -> Iterator[BinaryIO]:
    try:
        found = untrusted_path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableTable(_("This is not a file; give the path of a CSV file."))
        file = untrusted_path.open("rb")
    except OSError as error:
        raise UnreadableTable(
            _("The file cannot be opened; check its path and that you may read it.")
        ) from error
    with file:
        _refuse_what_is_no_table(found.st_size, file.read(4))
        yield file


def _refuse_what_is_no_table(size: int, start: bytes) -> None:
    if size > LARGEST_FILE:
        raise UnreadableTable(
            _("The file is larger than {limit} MB; divide it into several files.").format(
                limit=LARGEST_FILE // 1_000_000
            )
        )
    if start.startswith(_SPREADSHEETS):
        raise UnreadableTable(
            _("This is a spreadsheet, not a CSV file; open it and save it as “CSV UTF-8”.")
        )


def _lines(text: TextIO) -> Iterator[str]:
    """The lines with their ends; carriage returns alone end lines too."""
    # One character more than is taken, so that a longer line is seen without reading it all.
    while line := text.readline(LONGEST_CELL + 1):
        yield line


def _delimiter(text: TextIO) -> str:
    """The delimiter that cuts the first rows most evenly.

    `csv.Sniffer` takes letters for delimiters; a table of strangers has one of four.
    """
    sample: list[str] = []
    size = 0
    for line in _lines(text):
        sample.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    if sample and (said := _said_delimiter(sample[0])):
        return said
    evenness = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: evenness[delimiter])


def _said_delimiter(line: str) -> str:
    """The delimiter named by the line “sep=;” that one office program writes first."""
    text = line.rstrip("\r\n")
    return text[4:] if text.lower().startswith("sep=") and text[4:] in DELIMITERS else ""


def _evenness(sample: Sequence[str], delimiter: str) -> tuple[float, int]:
    """The share of rows as wide as the first one, and that width; nothing for a single column."""
    widths: list[int] = []
    try:
        for record in csv.reader(sample, delimiter=delimiter, strict=True):
            if record:
                widths.append(len(record))  # noqa: PERF401 - what came before an error stays
    except csv.Error:
        pass  # the sample may end within quotes; what was read before counts
    if not widths or widths[0] == 1:
        return 0.0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def _records(lines: _Counted, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is no empty line, with the line it begins in."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = lines.number + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            if "limit" in str(error):
                raise _too_long(line) from error
            raise UnreadableTable(
                _(
                    "The row beginning in line {line} has a quotation mark that does not close;"
                    " mend it or double it."
                ).format(line=line)
            ) from error
        if record is None:
            return
        if record and not (line == 1 and _said_delimiter(delimiter.join(record)) == delimiter):
            yield line, record


def _columns(records: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    """The names of the header row, blanks and line breaks in them made one blank."""
    _line, header = next(records, (1, []))
    columns = tuple(" ".join(name.split()) for name in header)
    if not any(columns):
        raise UnreadableTable(_("The file has no header row; its first row must name the columns."))
    for number, name in enumerate(columns, start=1):
        if not name:
            raise UnreadableTable(
                _("Column {number} has no name in the header row; give it one.").format(
                    number=number
                )
            )
        if name in columns[: number - 1]:
            raise UnreadableTable(
                _("Two columns are called “{name}”; give each a name of its own.").format(
                    name=name[:60]
                )
            )
    return columns


def _rows(records: Iterator[tuple[int, list[str]]], width: int) -> Iterator[Row]:
    for line, cells in records:
        if len(cells) == width:
            yield Row(line, cells)
        else:
            problem = _("the row has {cells} cells where the header row has {columns}.").format(
                cells=len(cells), columns=width
            )
            yield Row(line, cells, problem)


def _too_long(line: int) -> UnreadableTable:
    return UnreadableTable(
        _(
            "Line {line} is longer than {limit} characters;"
            " probably a quotation mark before it does not close."
        ).format(line=line, limit=LONGEST_CELL)
    )
