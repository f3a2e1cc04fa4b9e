"""Every word of the window is translatable, and nothing is clipped when words grow longer."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)
from tests.desktop.every_page import CLOSE, OPEN, SCENES, Office, office, speaking

from casedesk.mechanisms.countries import countries
from casedesk.mechanisms.registry import mechanisms

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


@pytest.fixture(scope="module")
def longer(
    qapp: QApplication, _demo_pattern: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    with (
        speaking(qapp, "qps"),
        office(_demo_pattern, tmp_path_factory.mktemp("words") / "demo.casedesk") as made,
    ):
        yield made


# What a page shows, as texts


def said_by(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a window that a person sees or hears, with who says it."""
    for each in (root, *root.findChildren(QWidget)):
        if not each.isVisible() or (each is root.window() and each is not root):
            continue
        for what, text in _texts_of(each):
            if text.strip():
                yield f"{type(each).__name__}.{what}", text
    for action in root.findChildren(QAction):
        for what, text in (("text", action.text()), ("tip", action.toolTip())):
            if text.strip() and not action.isSeparator() and _is_ours(action):
                yield f"QAction.{what}", text


def _is_ours(action: QAction) -> bool:
    """Not one of those Qt puts into its own menus of a field."""
    return not isinstance(action.parent(), QLineEdit | QPlainTextEdit)


def _texts_of(each: QWidget) -> Iterator[tuple[str, str]]:
    yield "tip", each.toolTip()
    yield "name", each.accessibleName()
    yield "description", each.accessibleDescription()
    if each.isWindow():
        yield "title", each.windowTitle()
    if isinstance(each, QLabel | QAbstractButton):
        yield "text", each.text()
    if isinstance(each, QLineEdit):
        yield "text", each.displayText() if each.echoMode() == QLineEdit.EchoMode.Normal else ""
    if isinstance(each, QLineEdit | QPlainTextEdit):
        yield "placeholder", each.placeholderText()
    if isinstance(each, QTabBar):
        for at in range(each.count()):
            yield "tab", each.tabText(at)
    if isinstance(each, QComboBox):
        yield from _of_model(each.model())
    if isinstance(each, QAbstractItemView) and not isinstance(each, QHeaderView):
        yield from _of_model(each.model())


def _of_model(model: QAbstractItemModel | None) -> Iterator[tuple[str, str]]:
    if model is None:
        return
    for column in range(model.columnCount(QModelIndex())):
        yield "head", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), 60)):
            index = model.index(row, column, QModelIndex())
            for role in _ROLES:
                yield "item", str(index.data(role) or "")


# What of a text did not go through the catalogue

#: Dates are said by the program in each language it knows, and not by the catalogue.
_DATES = re.compile(
    r"(\b(about|before|after|since|until|from|between|and|or|to)\b )?\b(\d{1,2}[ -])*(January"
    r"|February|March|April|May|June|July|August|September|October|November|December)( \d{4})?\b"
)

#: A language is called as it calls itself.
_LANGUAGE = re.compile(r".+ \([a-z]{2,3}\)")
_PARTS = re.compile(r" · |: |\n|, |; | \(|\)|“|”|…| [–-] |\t")

#: Names of things that are the same in every language, and keys.
_NAMES = {
    "CaseDesk", "committee", "qqqqqqqq", "Ctrl+K", "Ctrl+L", "Ctrl+N", "PDF", "DOCX", "English",
    "Français", "Español", "Русский", "Files", "en", "fr",
}  # fmt: skip


def rest_of(text: str) -> list[str]:
    """The parts of a text outside of the marks, cut at what stands between parts."""
    if _LANGUAGE.fullmatch(text):
        return []
    outside, depth = [], 0
    for character in text:
        depth += {OPEN: 1, CLOSE: -1}.get(character, 0)
        outside.append("\n" if character in (OPEN, CLOSE) or depth > 0 else character)
    parts = _PARTS.split(_DATES.sub("", "".join(outside)))
    return [part.strip(" .,;:?!\"'()") for part in parts]


class Known:
    """What is data of the vault or quoted as published, and so not translated."""

    def __init__(self, data: Iterable[str]) -> None:
        quoted = [str(each) for known in mechanisms().values() for each in known.sources.values()]
        quoted += [name for known in mechanisms().values() for name in known.names.values()]
        quoted += [name for each in countries().values() for name in each.names.values()]
        self.texts = [" ".join(text.split()) for text in (*data, *quoted, *_NAMES) if text]
        self.parts = {part for text in self.texts for part in self._cut(text)}
        self.whole = "\n".join(self.texts)

    def _cut(self, text: str) -> Iterator[str]:
        yield text.strip(" .,;:?!\"'()")
        for part in _PARTS.split(_DATES.sub("", text)):
            yield part.strip(" .,;:?!\"'()")

    def holds(self, part: str) -> bool:
        """Whether a part of a text is known, or has no words."""
        part = " ".join(part.split())
        if not re.search(r"[A-Za-z]{2}", part) or part in self.parts:
            return True
        return len(part.split()) > 3 and part in self.whole


@pytest.fixture(scope="module")
def known(longer: Office) -> Known:
    return Known({*longer.data, longer.desk.vault.folder.stem, str(Path.home() / "Documents")})


# Nothing is clipped


def clipped_in(root: QWidget) -> Iterator[str]:
    """Labels and buttons whose words need more room than they have, and parts that lie outside."""
    window = QRect(QPoint(0, 0), root.window().size())
    for each in root.findChildren(QWidget):
        if not each.isVisible():
            continue
        if isinstance(each, QLabel) and not each.wordWrap() and each.text():
            needs = each.fontMetrics().horizontalAdvance(each.text())
            if needs > each.contentsRect().width() + 1:
                yield f"label {needs} > {each.width()}: {each.text()[:60]}"
        if isinstance(each, QAbstractButton) and each.text():
            needs = each.fontMetrics().horizontalAdvance(each.text().replace("&", ""))
            if needs > each.width() + 1:
                yield f"button {needs} > {each.width()}: {each.text()[:60]}"
        if not _scrolls(each) and each.isWindow() is False:
            box = QRect(each.mapTo(root.window(), QPoint(0, 0)), each.size())
            if each.width() > 1 and (box.left() < window.left() or box.right() > window.right()):
                yield f"outside {type(each).__name__} {box.left()}..{box.right()}"


def _scrolls(each: QWidget) -> bool:
    above = each.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.horizontalScrollBar().maximum() > 0:
            return True
        if isinstance(above, QAbstractItemView | QTabBar):
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("scene", SCENES)
def test_every_word_goes_through_the_catalogue_and_has_room(
    longer: Office, known: Known, scene: str
) -> None:
    for root in SCENES[scene](longer):
        bare = {
            f"{who}: {part[:120]!r}"
            for who, text in said_by(root)
            for part in rest_of(text)
            if not known.holds(part)
        }
        clipped = set(clipped_in(root))

    assert not bare, "\n".join(sorted(bare))
    assert not clipped, "\n".join(sorted(clipped))
