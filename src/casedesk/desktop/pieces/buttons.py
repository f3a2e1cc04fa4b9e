"""Buttons: what they do in words, and an icon only beside the words."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.desktop import icons
from casedesk.desktop.theme import look, theme


class Button(QPushButton):
    """A button that Enter presses as Space does, and whose icon grows with the font."""

    _drawn: tuple[str, str]

    def bear(self, icon: str, tone: str) -> None:
        """Show an icon in a colour of the look, and in that of the next look."""
        self._drawn = icon, tone
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        name, tone = self._drawn
        # Without a size of its own, Qt shows every icon as small as the style has it.
        size = look().px(16)
        self.setIconSize(QSize(size, size))
        self.setIcon(icons.icon(name, look().hex(tone), size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif self.menu() is not None:
            self.showMenu()
        else:
            self.click()


def button(  # noqa: PLR0913 - how a button looks, each by name
    text: str,
    action: Callable[[], object] | None = None,
    *,
    name: str = "",
    icon: str = "",
    primary: bool = False,
    flat: bool = False,
    link: bool = False,
    chip: bool = False,
    danger: bool = False,
    parent: QWidget | None = None,
) -> Button:
    """A button. `name` is what a screen reader says where the text alone does not tell."""
    made = Button(text.replace("&", "&&") if not name else text, parent)
    for key, on in (
        ("primary", primary), ("flat", flat), ("link", link), ("chip", chip), ("danger", danger),
    ):  # fmt: skip
        if on:
            made.setProperty(key, on)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text)
    if icon:
        made.bear(icon, "on-accent" if primary else "danger" if danger else "muted")
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    return made
