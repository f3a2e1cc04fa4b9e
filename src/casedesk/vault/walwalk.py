"""Looks through the journal a killed process left, before SQLite silently drops what is damaged.

SQLite reads its journal (WAL) up to the first frame that fails its checksum and ignores the rest:
one flipped bit makes every later acknowledged save vanish, with no error anywhere. The frames'
checksums cover the encrypted pages, so this walk needs no key and can run during the unlocking.

Layout (sqlite.org/fileformat2.html, section 4): a header of 32 bytes, then frames of 24 + 4096:
page number, database size after a commit or 0, two salts, two checksums, the page. Checksums run
on from frame to frame; the byte order they use is told by the header's first number.

What may lie behind the last save without anything being lost:
- frames of a save that was never finished: their checksums are right, but no commit follows;
- half a frame at the very end, the process killed while writing it;
- frames of a save that was given up, which a later, shorter one partly overwrote, and pages that
  a large save wrote twice before it ended: their checksums are wrong, their salts are current, and
  none is a commit;
- frames of an earlier round of the journal, with its older salts.
Everything else is reported. A journal cut exactly between frames cannot be told from a shorter
one here; the header's generation and the ends of the history tell that.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import BinaryIO

from casedesk.vault.errors import Damaged
from casedesk.vault.files import answering_in_sentences, copy_private, open_plain
from casedesk.words import _, n_

PAGE = 4096

_HEADER = 32
_FRAME = 24
_MAGIC = 0x377F0682  # the lowest bit says big-endian checksums
_VERSION = 3007000
_WORD = 0xFFFFFFFF
_ROUNDS_REMEMBERED = 1024

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WalReport:
    """What the journal holds: saves SQLite will read, and saves it will silently drop.

    `torn_tail`: unreadable bytes behind the last save that carry no sign of a finished one; a
    power cut in the middle of a save leaves such bytes too. `unfinished`: a save that was never
    acknowledged was begun; nothing is wrong. `pages`: those of which SQLite will read the
    journal's copy, not the file's.
    """

    valid_commits: int = 0
    lost_commits: int = 0
    torn_tail: bool = False
    header_damaged: bool = False
    unfinished: bool = False
    pages: frozenset[int] = field(default=frozenset(), compare=False, repr=False)

    @property
    def damaged(self) -> bool:
        """Whether the journal must be kept aside before the database is opened."""
        return bool(self.lost_commits or self.torn_tail or self.header_damaged)

    def sentence(self, last_readable: str = "") -> str:
        """What to tell the person; `last_readable` is the time of the last save that was read."""
        if self.lost_commits:
            said = n_(
                "{count} save cannot be read.", "{count} saves cannot be read.", self.lost_commits
            ).format(count=self.lost_commits)
            if last_readable:
                said = n_(
                    "{count} save after {time} cannot be read.",
                    "{count} saves after {time} cannot be read.",
                    self.lost_commits,
                ).format(count=self.lost_commits, time=last_readable)
        elif self.damaged:
            said = _("The end of the last saves cannot be read; a save may be missing.")
        else:
            return ""
        return said + " " + _("The damaged part is kept in the vault's folder; compare your work.")


@dataclass(frozen=True, slots=True)
class _Frame:
    """One frame; `mark` is the size of the database after a save that ends here, else 0."""

    number: int
    mark: int
    salts: _Pair
    checksum: _Pair
    start: bytes
    page: bytes


def _add(before: _Pair, content: bytes, order: str) -> _Pair:
    """SQLite's running checksum over whole pairs of 32-bit words."""
    first, second = before
    words = iter(struct.unpack(f"{order}{len(content) // 4}I", content))
    for even, odd in zip(words, words, strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second


def journal_of(database: Path) -> Path:
    """Where SQLite keeps the journal of a database."""
    return database.with_name(database.name + "-wal")


def walk(journal: Path) -> WalReport:
    """Look through a journal; one that is missing or empty has nothing to report."""
    try:
        with answering_in_sentences(), os.fdopen(open_plain(journal, os.O_RDONLY), "rb") as file:
            return _walk(file)
    except FileNotFoundError:
        return WalReport()


def _walk(file: BinaryIO) -> WalReport:
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        return WalReport(unfinished=bool(header))
    magic, version, page, _round, salt_1, salt_2, *checksum = struct.unpack(">8I", header)
    order = ">" if magic & 1 else "<"
    found = (magic & ~1, version, page, _add((0, 0), header[:24], order))
    if found != (_MAGIC, _VERSION, PAGE, tuple(checksum)):
        return _without_header(file)
    return _Walk((salt_1, salt_2), order, (checksum[0], checksum[1])).through(file)


def _without_header(file: BinaryIO) -> WalReport:
    """SQLite ignores the whole journal: every save with the first frame's salts is lost."""
    frames = list(_marks(file))
    lost = sum(mark != 0 for salts, mark in frames if salts == frames[0][0])
    return WalReport(lost_commits=lost, header_damaged=True)


def _marks(file: BinaryIO) -> Iterator[tuple[_Pair, int]]:
    return ((frame.salts, frame.mark) for frame in _frames(file))


def _frames(file: BinaryIO) -> Iterator[_Frame]:
    """The whole frames from here on; half a frame at the end is left over."""
    while len(frame := file.read(_FRAME + PAGE)) == _FRAME + PAGE:
        number, mark, salt_1, salt_2, *checksum = struct.unpack(">6I", frame[:_FRAME])
        yield _Frame(
            number, mark, (salt_1, salt_2), (checksum[0], checksum[1]), frame[:8], frame[_FRAME:]
        )


@dataclass
class _Walk:
    """The walk along one journal: the saves that hold, then what lies behind them."""

    salts: _Pair
    order: str
    checksum: _Pair
    commits: int = 0
    pending: bool = False
    pages: set[int] = field(default_factory=set)

    def through(self, file: BinaryIO) -> WalReport:
        frames = _frames(file)
        broken = self._follow(frames)
        if broken is None:
            half = (os.fstat(file.fileno()).st_size - _HEADER) % (_FRAME + PAGE) != 0
            return self._report(unfinished=self.pending or half)
        lost, torn = int(self._ended_a_save(broken)), self._is_foreign(broken)
        for frame in frames:
            lost += self._looks_like_an_end(frame)
            torn = torn or self._is_foreign(frame)
        return self._report(lost, torn_tail=torn and not lost, unfinished=self.pending)

    def _report(self, lost: int = 0, **found: bool) -> WalReport:
        return WalReport(self.commits, lost, pages=frozenset(self.pages), **found)

    def _follow(self, frames: Iterator[_Frame]) -> _Frame | None:
        """Go as far as SQLite will, by its own rule; answers the frame at which it stops."""
        unfinished: set[int] = set()
        for frame in frames:
            if frame.salts != self.salts or not frame.number:
                return frame
            reached = _add(_add(self.checksum, frame.start, self.order), frame.page, self.order)
            if reached != frame.checksum:
                return frame
            self.checksum = reached
            self.pending = not frame.mark
            self.commits += not self.pending
            unfinished.add(frame.number)
            if not self.pending:
                self.pages |= unfinished
                unfinished.clear()
        return None

    def _looks_like_an_end(self, frame: _Frame) -> bool:
        """Whether a frame behind the damage ended a save; one of its salts may be hit too."""
        return bool(frame.mark and set(frame.salts) & set(self.salts))

    def _is_foreign(self, frame: _Frame) -> bool:
        """Whether a frame is neither of this round of the journal nor of an earlier one.

        SQLite counts the first salt up by one when it starts the journal again and draws the
        second anew; a current frame with one damaged salt still has the other.
        """
        rounds_ago = (self.salts[0] - frame.salts[0]) & _WORD
        earlier = 0 < rounds_ago <= _ROUNDS_REMEMBERED and frame.salts[1] != self.salts[1]
        return not earlier and (frame.salts != self.salts or not frame.number)

    def _ended_a_save(self, broken: _Frame) -> bool:
        """Whether the first broken frame ended a save, even if its commit mark itself is hit.

        The checksum is undone from its end to its start; where that meets the frame's page number,
        the mark comes out as it was. A hit in the upper bits of some words of the page, about one
        in two hundred, passes that test as well: then a save too many may be counted, never one
        too few.
        """
        words = struct.unpack(f"{self.order}2I{PAGE // 4}I", broken.start + broken.page)
        first, second = broken.checksum
        for place in range(len(words) - 2, 0, -2):
            second = (second - words[place + 1] - first) & _WORD
            first = (first - words[place] - second) & _WORD
        mark = (second - self.checksum[1] - first) & _WORD
        if first != sum((*self.checksum, words[0])) & _WORD:
            return self._looks_like_an_end(broken)
        return mark != 0


def keep_aside(journal: Path) -> Path:
    """Copy a damaged journal within the vault's folder, before the database is opened.

    Opening overwrites it. Its pages are encrypted like the database. Answers the copy's path.
    Raises DiskFull, ReadOnly, Damaged: then the database must not be opened.
    """
    for number in count(1):
        kept = journal.with_name(f"{journal.name}.damaged-{number}")
        try:
            copy_private(journal, kept)
        except FileExistsError:
            continue
        except FileNotFoundError as error:
            raise Damaged(_("The vault's journal vanished while it was copied.")) from error
        return kept
    raise AssertionError("counting ends nowhere")
