"""A row that goes on in the next line where it is too long, as chips and tags need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from casedesk.desktop.theme import look


class Flow(QLayout):
    """Widgets one after another, broken into lines; it mirrors with the window."""

    def __init__(self, *parts: QWidget, gap: float = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        gap = look().px(self._gap)
        hints = [item.sizeHint() for item in self._items]
        return QSize(
            sum(hint.width() + gap for hint in hints),
            max((hint.height() for hint in hints), default=0),
        )

    def minimumSize(self) -> QSize:
        hints = [item.minimumSize() for item in self._items]
        return QSize(
            min(max((hint.width() for hint in hints), default=0), look().px(120)),
            max((hint.height() for hint in hints), default=0),
        )

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Put the items into lines of this width; answers the height that takes."""
        gap = look().px(self._gap)
        x, y, high = rect.x(), rect.y(), 0
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        for item in self._items:
            if (inside := item.widget()) is not None and inside.isHidden():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 10**6))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, high = rect.x(), y + high + gap, 0
            if move:
                place = QRect(QPoint(x, y), size)
                item.setGeometry(QStyle.visualRect(direction, rect, place))
            x, high = x + size.width() + gap, max(high, size.height())
        return y + high - rect.y()
