"""The rows of a list for Qt: one array of keys, and the few windows of lines that were seen.

Nothing is read until a row is painted; then its window of lines is asked for beside the window's
thread, and the row stands empty until the answer comes. Windows not seen for long are dropped.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from casedesk.casework.query import Query
from casedesk.desktop.desk import Desk
from casedesk.desktop.lists.asking import Column, Line, Start, columns, lines

#: How many lines are read at once.
WINDOW = 100

#: How many windows are kept; a screen shows parts of at most two.
MOST_WINDOWS = 12

#: Of the windows wanted while one is read, so many of the newest are read next; scrolling fast
#: passes by the others.
_MOST_WANTED = 3

TONE = Qt.ItemDataRole.UserRole + 1
KEY = Qt.ItemDataRole.UserRole + 2

_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractTableModel):
    """A list of any length. `show` gives it keys; it asks the desk for the lines it needs."""

    #: Lines that were not there arrived.
    arrived = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query: Query | None = None
        self.ids: array[int] = array("q")
        self.columns: tuple[Column, ...] = ()
        self._windows: OrderedDict[int, tuple[int, ...]] = OrderedDict()
        self._lines: dict[int, Line] = {}
        self._old: dict[int, Line] = {}
        self._wanted: list[int] = []
        self._asked: tuple[Query, int] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._read)

    # ---- what is shown -----------------------------------------------------------------------

    def show(self, query: Query, ids: "array[int]", begun: Sequence[Line] = ()) -> None:
        """Show these keys; `begun` are the lines of the first of them, where they are known."""
        self.beginResetModel()
        if self.query is None or query.kinds != self.query.kinds:
            self.columns = columns(query.kinds)
            self._old, self._lines = {}, {}
        self._forget()
        self.query, self.ids = query, ids
        if begun:
            self._keep(0, begun)
        self.endResetModel()

    def extend(self, query: Query, ids: "array[int]") -> bool:
        """Show all keys where their beginning stands already; False where it is another one."""
        here = len(self.ids)
        if query != self.query or ids[:here] != self.ids:
            return False
        if len(ids) > here:
            self.beginInsertRows(_NOWHERE, here, len(ids) - 1)
            self.ids = ids
            self.endInsertRows()
            self._windows.pop(here // WINDOW, None)
        return True

    def refresh(self) -> None:
        """Read anew what is seen; the same records stand at the same places."""
        self._forget()
        if self.ids:
            end = self.index(len(self.ids) - 1, max(0, len(self.columns) - 1))
            self.dataChanged.emit(self.index(0, 0), end)

    def _forget(self) -> None:
        """Every window is read anew when it is next seen; until then the old words stand."""
        self._old, self._lines = {**self._old, **self._lines}, {}
        while len(self._old) > WINDOW * MOST_WINDOWS:
            del self._old[next(iter(self._old))]
        self._windows.clear()
        self._wanted.clear()
        self._asked = None

    def row_of(self, number: int) -> int:
        """At which row a record stands; -1 for none."""
        try:
            return self.ids.index(number)
        except ValueError:
            return -1

    def line(self, row: int) -> Line | None:
        """The line of a row, where it has been read; else it is asked for."""
        number = self.ids[row]
        window = row // WINDOW
        if window in self._windows:
            self._windows.move_to_end(window)
        else:
            self._want(window)
        return self._lines.get(number) or self._old.get(number)

    def loaded(self) -> int:
        """How many lines are held."""
        return len(self._lines)

    # ---- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED or not index.isValid() or index.row() >= len(self.ids):
            return None
        if role == KEY:
            return self.ids[index.row()]
        line = self.line(index.row())
        if line is None:
            return None
        return _ANSWERED[role](self.columns, line, index.column())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.columns[section].label if role in shown else None

    # ---- windows of lines --------------------------------------------------------------------

    def _want(self, window: int) -> None:
        """Have a window read soon, the newest wish first."""
        if window in self._wanted:
            self._wanted.remove(window)
        self._wanted = [*self._wanted[-_MOST_WANTED + 1 :], window]
        if not self._timer.isActive():
            self._timer.start()

    def _read(self) -> None:
        """Ask for the newest window wanted, one at a time."""
        query = self.query
        if self._asked is not None or not self._wanted or query is None:
            return
        window = self._wanted.pop()
        some = self.ids[window * WINDOW : (window + 1) * WINDOW]
        self._asked = asked = (query, window)
        self.desk.read(
            lambda unit: lines(unit, query, some),
            lambda found: self._arrived(asked, some, found),
            self,
        )

    def _arrived(self, asked: tuple[Query, int], some: "array[int]", found: list[Line]) -> None:
        if asked is self._asked:
            self._asked = None
            window = asked[1]
            if self.ids[window * WINDOW : (window + 1) * WINDOW] == some:
                self._keep(window, found)
                last = min(len(self.ids), (window + 1) * WINDOW) - 1
                self.dataChanged.emit(
                    self.index(window * WINDOW, 0), self.index(last, len(self.columns) - 1)
                )
                self.arrived.emit()
        if self._wanted:
            self._timer.start()

    def _keep(self, window: int, found: Sequence[Line]) -> None:
        for line in found:
            self._lines[line.id] = line
            self._old.pop(line.id, None)
        self._windows[window] = tuple(line.id for line in found)
        while len(self._windows) > MOST_WINDOWS:
            _oldest, gone = self._windows.popitem(last=False)
            for number in gone:
                self._lines.pop(number, None)


def _spoken(heads: Sequence[Column], line: Line, column: int) -> str:
    """A cell as a screen reader says it; the first one says the whole row."""
    if column:
        return f"{heads[column].label}: {line.words[column]}" if line.words[column] else ""
    said = [
        f"{head.label}: {words}"
        for head, words in zip(heads[1:], line.words[1:], strict=True)
        if words and not head.hidden
    ]
    return ", ".join([line.words[0], *said])


_ANSWERED: dict[int, Callable[[Sequence[Column], Line, int], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda _heads, line, column: line.words[column],
    Qt.ItemDataRole.ToolTipRole: lambda _heads, line, column: _tip(line.words[column]),
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    TONE: lambda _heads, line, column: line.tones[column],
    KEY: lambda _heads, line, _column: line.id,
}


def _tip(words: str) -> str | None:
    """A long text as a tip. Tips may be read as HTML, so what looks like it gets none."""
    return words[:400] if len(words) > 30 and "<" not in words and "&" not in words else None


__all__ = ["KEY", "MOST_WINDOWS", "TONE", "WINDOW", "ListModel", "Start"]
