"""What the tests of the pages share: entering records, and reading a page's words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from casedesk.casework import entering
from casedesk.desktop.desk import Desk
from casedesk.domain.base import Record

#: The person's own day, as the pages know it.
TODAY = datetime.now(UTC).astimezone().date()


def day(off: int) -> str:
    """The day so many days from today, as a person may type it."""
    return (TODAY + timedelta(days=off)).isoformat()


def enter(desk: Desk, kind: str, values: Mapping[str, str]) -> tuple[int, str]:
    """Enter a record from what a person types; answers its key and reference."""

    def work(unit: Any) -> tuple[int, str]:
        made = entering.enter(unit, kind, values)
        return made.id, made.ref

    return desk.vault.write("Enter", work).result


def labels(part: QWidget) -> list[str]:
    """The words of the labels one can see in a part of a page."""
    return [each.text() for each in part.findChildren(QLabel) if not each.isHidden()]


def entered(desk: Desk, kind: str, **values: str) -> Record:
    """Enter a record from what a person types; answers it."""
    return desk.vault.write("Enter", lambda unit: entering.enter(unit, kind, values)).result


def words(part: QWidget | None) -> str:
    """The words of all labels of a part of a page, those one has to scroll to among them."""
    assert part is not None
    return " | ".join(each.text() for each in part.findChildren(QLabel))
