"""A person's hand: it presses keys where the keyboard is, clicks, and waits for what comes."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractItemModel, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QPushButton, QWidget
from tests.desktop.heart import Heart

W = TypeVar("W", bound=QWidget)

CTRL = Qt.KeyboardModifier.ControlModifier

#: After each key the window has so many milliseconds; a person gives it more.
_BETWEEN_MS = 3

_PATIENCE_SECONDS = 20.0


class Hand:
    """Keys and clicks. What it does itself is not counted by its heart."""

    def __init__(self) -> None:
        self.heart = Heart()

    def let(self, milliseconds: int = _BETWEEN_MS) -> None:
        """Let the window do its work for so long."""
        self._do(lambda: None, milliseconds)

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Wait until something is so."""
        end = monotonic() + _PATIENCE_SECONDS
        while not is_so():
            assert monotonic() < end, f"waited in vain: {what}"
            self.let(10)

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        target = self.keyboard()
        self._do(lambda: QTest.keyClick(target, key, modifiers))

    def write(self, text: str) -> None:
        """Type a text, letter by letter."""
        for letter in text:
            target = self.keyboard()
            self._do(partial(QTest.keyClicks, target, letter))

    def click(self, part: QWidget) -> None:
        """Click on a part of the window."""
        self._do(lambda: QTest.mouseClick(part, Qt.MouseButton.LeftButton))

    def keyboard(self) -> QWidget:
        """Where a key goes that is pressed now: an open list or menu, else what has the focus."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return _open_list() or popup
        if QApplication.activeWindow() is None:
            self.until(_activated, "a window takes keys")
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    # ---- what is done with keys ------------------------------------------------------------

    def tab_to(self, part: QWidget) -> None:
        """Press Tab until a part has the keyboard."""
        passed: list[str] = []
        for _step in range(120):
            focus = QApplication.focusWidget()
            passed.append(f"{type(focus).__name__} {focus.accessibleName() if focus else ''}")
            if focus is not None and (focus is part or part.isAncestorOf(focus)):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(
            f"Tab does not lead to {part.accessibleName() or part}, but through {passed}"
        )

    def choose(self, words: str) -> None:
        """Go down in the open menu to the action of this name, and take it."""
        self.until(QApplication.activePopupWidget, "a menu")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _step in menu.actions():
            self.press(Qt.Key.Key_Down)
            chosen: Any = menu.activeAction()  # none where the menu just opened
            if chosen is not None and chosen.text() == words:
                self.press(Qt.Key.Key_Return)
                return
        raise AssertionError(f"no action {words}: {[each.text() for each in menu.actions()]}")

    def pick(self, words: str) -> None:
        """Go down in the open list to the line with these words, and take it."""
        self.until(lambda: _row_with(words) is not None, f"{words} in a list")
        listed = _open_list()
        assert listed is not None
        for _step in range(listed.model().rowCount()):
            if listed.currentIndex().row() == _row_with(words):
                self.press(Qt.Key.Key_Return)
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"the keys do not lead to {words}")

    def push(self, part: QPushButton) -> None:
        """Go to a button by Tab and press it."""
        self.tab_to(part)
        self.press(Qt.Key.Key_Space)

    def see(self, cls: type[W], within: QWidget | None = None) -> W:
        """The newest of these that is in sight, once there is one."""

        def seen() -> list[W]:
            tops = [within] if within is not None else QApplication.topLevelWidgets()
            every = {id(w): w for top in tops for w in (top, *top.findChildren(QWidget))}
            return [w for w in every.values() if isinstance(w, cls) and w.isVisible()]

        self.until(seen, cls.__name__)
        return seen()[-1]

    def _do(self, act: Callable[[], object], milliseconds: int = _BETWEEN_MS) -> None:
        loop = QEventLoop()
        self.heart.begin()
        act()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        self.heart.rest()


def _activated() -> bool:
    """Whether a window takes keys; where none does, the topmost is told to, as by the system."""
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
    top = QApplication.activeModalWidget() or (shown[-1] if shown else None)
    if top is not None:
        top.activateWindow()
    return QApplication.activeWindow() is not None


def _open_list() -> QAbstractItemView | None:
    """The list that is open, by itself or in the frame a box to choose from opens."""
    popup = QApplication.activePopupWidget()
    if popup is None or isinstance(popup, QAbstractItemView):
        return popup
    return popup.findChild(QAbstractItemView)


def _row_with(words: str) -> int | None:
    """The row of the open list that holds these words."""
    listed = _open_list()
    if listed is None:
        return None
    model: QAbstractItemModel = listed.model()
    texts = (str(model.index(row, 0).data()) for row in range(model.rowCount()))
    return next((row for row, text in enumerate(texts) if words in text), None)
