"""Editors that choose: from a list that is searched while typing, or yes, no and not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QComboBox,
    QCompleter,
    QRadioButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casedesk.desktop.form.choices import Choice
from casedesk.desktop.form.editor import Editor, saves
from casedesk.desktop.form.lines import Line, put_in, taken_out
from casedesk.desktop.pieces.boxes import column, row
from casedesk.desktop.theme import look
from casedesk.fold import fold
from casedesk.words import _

_VALUE = Qt.ItemDataRole.UserRole
_FOUND_BY = Qt.ItemDataRole.UserRole + 1
_DEPTH = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class _Indented(QStyledItemDelegate):
    """Draws narrower terms further in than the broader ones they belong to."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        step = look().px(16) * int(index.data(_DEPTH) or 0)
        rect = option.rect
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        option.rect = rect.adjusted(0, 0, -step, 0) if mirrored else rect.adjusted(step, 0, 0, 0)


class Offering(QCompleter):
    """Offers in a list that opens while one types."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The open list takes every key: Ctrl+S pressed right after typing was lost in it.
        if isinstance(event, QKeyEvent) and saves(event) and watched is self.popup():
            popup_of(self).hide()
            QApplication.sendEvent(self.widget(), event)
            return True
        return super().eventFilter(watched, event)


class _Finder(Offering):
    """Finds choices by a part of any of their names, whatever the accents."""

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class Combo(QComboBox):
    """A list to choose from that the wheel, scrolling past, does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        if not isinstance(self.itemDelegate(), _Indented):
            self.setItemDelegate(_Indented(self))
        super().showPopup()


class ChoiceEditor(Editor):
    """One of a list, found by typing a part of its name. What is not in the list stays as typed."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = Combo()
        self._listed = _listed(tuple(choices))
        self._dress()
        self.setLayout(column(self.combo))
        self.takes_keys(self.combo)
        line = self.combo.lineEdit()
        assert line is not None
        line.installEventFilter(self)
        self.combo.setCurrentIndex(0)
        self.combo.currentTextChanged.connect(self.changed)

    def _dress(self) -> None:
        combo = self.combo
        combo.setEditable(True)
        combo.setLineEdit(Line())
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(6)
        combo.setMaxVisibleItems(14)
        combo.setModel(self._listed.model)
        combo.setCompleter(None)  # type: ignore[arg-type] # Qt takes none; its stub does not know

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Its own list and the one of what is found take 10 ms to make: not before they are needed.
        begins = event.type() in (QEvent.Type.FocusIn, QEvent.Type.KeyPress)
        if begins and self.combo.completer() is None:
            self._add_finder()
        return super().eventFilter(watched, event)

    def _add_finder(self) -> None:
        finder = _Finder(self._listed.model, self.combo)
        finder.setCompletionRole(_FOUND_BY)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setMaxVisibleItems(14)
        self.combo.setCompleter(finder)
        popup_of(finder).setObjectName("offers")
        popup_of(finder).setItemDelegate(_Indented(finder))

    def text(self) -> str:
        typed = taken_out(self.combo.currentText())
        return self._listed.values.get(fold(typed), typed) if typed.strip() else ""

    def put(self, text: str, said: str = "") -> None:
        self.combo.setEditText(put_in(said or self._listed.said.get(text, text)))
        if text in self._listed.rows:
            self.combo.setCurrentIndex(self._listed.rows[text])

    def call(self, name: str, description: str = "") -> None:
        super().call(name, description)
        line = self.combo.lineEdit()
        assert line is not None
        line.setAccessibleName(name)
        line.setAccessibleDescription(description)


def popup_of(completer: QCompleter) -> QAbstractItemView:
    """The list a completer opens."""
    popup = completer.popup()
    assert popup is not None
    return popup


@dataclass(frozen=True, slots=True)
class _Listed:
    """Choices as a list shows them; by the folded words their values, by value words and row."""

    model: QStandardItemModel
    values: Mapping[str, str]
    said: Mapping[str, str]
    rows: Mapping[str, int]


@cache
def _listed(choices: tuple[Choice, ...]) -> _Listed:
    """Made once and shared by every editor: a form of a person would be late by 60 ms else."""
    model = QStandardItemModel()
    for choice in (Choice("", ""), *choices):
        item = QStandardItem(choice.said)
        item.setData(choice.value, _VALUE)
        item.setData(choice.found_by, _FOUND_BY)
        item.setData(choice.depth, _DEPTH)
        model.appendRow(item)
    return _Listed(
        model,
        {fold(choice.said): choice.value for choice in reversed(choices)},
        {choice.value: choice.said for choice in choices},
        {"": 0} | {choice.value: row for row, choice in enumerate(choices, 1)},
    )


class YesNoEditor(Editor):
    """Yes, no, not known, or nothing said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {
            "yes": QRadioButton(_("Yes")),
            "no": QRadioButton(_("No")),
            "unknown": QRadioButton(_("Not known")),
            "": QRadioButton(_("Not said")),
        }
        self._other = ""
        self._group = QButtonGroup(self)
        for each in self.buttons.values():
            self._group.addButton(each)
            each.installEventFilter(self)
        self.setLayout(row(*self.buttons.values(), None, gap=12))
        self.takes_keys(self.buttons[""])
        self.buttons[""].setChecked(True)
        self._group.buttonClicked.connect(self._chosen)

    def text(self) -> str:
        said = next((value for value, each in self.buttons.items() if each.isChecked()), "")
        return said or self._other

    def put(self, text: str, said: str = "") -> None:  # noqa: ARG002 - an answer says itself
        self._other = "" if text in self.buttons else text
        answer = self.buttons.get(text, self.buttons[""])
        answer.setChecked(True)
        # Tab comes to the answer that is given: by itself Qt keeps to the one it came to first.
        self.control = answer
        self.setFocusProxy(answer)
        for each in self.buttons.values():
            tab = Qt.FocusPolicy.StrongFocus if each is answer else Qt.FocusPolicy.ClickFocus
            each.setFocusPolicy(tab)

    def call(self, name: str, description: str = "") -> None:
        for each in self.buttons.values():
            each.setAccessibleName(f"{name}: {each.text()}")
            each.setAccessibleDescription(description)

    def _chosen(self) -> None:
        self._other = ""
        self.changed.emit()
