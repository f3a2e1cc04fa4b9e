"""Buttons: what they do in words, and an icon only beside the words."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.desktop import icons
from casedesk.desktop.theme import look


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
) -> QPushButton:
    """A button. `name` is what a screen reader says where the text alone does not tell."""
    made = QPushButton(text.replace("&", "&&") if not name else text, parent)
    for key, on in (
        ("primary", primary), ("flat", flat), ("link", link), ("chip", chip), ("danger", danger),
    ):  # fmt: skip
        if on:
            made.setProperty(key, on)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text)
    if icon:
        colour = look().hex("on-accent" if primary else "danger" if danger else "muted")
        made.setIcon(icons.icon(icon, colour, look().px(16)))
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    return made
