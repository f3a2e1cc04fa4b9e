"""What the tests of the pages share: entering records, and reading a page's words."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from casedesk.casework import entering
from casedesk.desktop.desk import Desk


def enter(desk: Desk, kind: str, values: Mapping[str, str]) -> tuple[int, str]:
    """Enter a record from what a person types; answers its key and reference."""

    def work(unit: Any) -> tuple[int, str]:
        made = entering.enter(unit, kind, values)
        return made.id, made.ref

    return desk.vault.write("Enter", work).result


def labels(part: QWidget) -> list[str]:
    """The words of the labels one can see in a part of a page."""
    return [each.text() for each in part.findChildren(QLabel) if not each.isHidden()]
