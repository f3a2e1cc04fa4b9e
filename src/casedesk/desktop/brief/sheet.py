"""The real pages at the side, drawn out of the same layout as the PDF."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from casedesk.desktop.theme import look, theme
from casedesk.words import _, n_

#: Of an A4 page; the true one comes with the first picture.
_USUAL_RATIO = 841.89 / 595.28
_MARGIN = 14
_GAP = 14


class _Pages(QWidget):
    """The pages one under the other; one that is not drawn yet is white."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.images: dict[int, QImage] = {}
        self.count = 0
        self.ratio = _USUAL_RATIO
        theme().changed.connect(self.update)

    @property
    def page_width(self) -> int:
        """How wide a page is shown, in logical pixels."""
        return max(60, self.width() - 2 * look().px(_MARGIN))

    @property
    def step(self) -> int:
        """From the top of one page to that of the next."""
        return round(self.page_width * self.ratio) + look().px(_GAP)

    def fit(self) -> None:
        """Be as high as all pages."""
        self.setMinimumHeight(look().px(_MARGIN) + self.step * max(self.count, 1))
        self.update()

    def top_of(self, page: int) -> int:
        """Where a page begins."""
        return look().px(_MARGIN) + page * self.step

    def between(self, top: int, bottom: int) -> range:
        """The pages that are seen in a stretch of the column."""
        first = max(0, (top - look().px(_MARGIN)) // self.step)
        last = min(self.count - 1, (bottom - look().px(_MARGIN)) // self.step)
        return range(first, last + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width, height = self.page_width, self.step - look().px(_GAP)
        left = (self.width() - width) // 2
        for page in self.between(event.rect().top(), event.rect().bottom()):
            paper = QRectF(left, self.top_of(page), width, height)
            painter.fillRect(paper.adjusted(-1, -1, 2, 3), look().colour("shadow"))
            image = self.images.get(page)
            if image is None:
                painter.fillRect(paper, QColor(Qt.GlobalColor.white))
            else:
                painter.drawImage(paper, image)
        painter.end()


class Sheet(QScrollArea):
    """Scrolls over the pages, and asks for those that are seen and not drawn yet."""

    #: These pages are seen and are to be drawn; carries page numbers and pixels across.
    wanted = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = _Pages()
        self._stale: set[int] = set()
        self.setWidget(self.pages)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages as they will be printed"))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.ask())

    def lay_out(self, count: int, changed: Iterable[int], drawn: Mapping[int, QImage]) -> None:
        """There are so many pages now, these look otherwise than before, and these are drawn."""
        self.pages.count = count
        self.pages.images = {n: image for n, image in self.pages.images.items() if n < count}
        self._stale = {n for n in (*self._stale, *changed) if n < count}
        for page, image in drawn.items():
            self.put(page, image)
        self.pages.fit()
        self.setAccessibleDescription(n_("{n} page", "{n} pages", count).format(n=count))
        self.ask()

    def put(self, page: int, image: QImage) -> None:
        """Show a page that was drawn."""
        if page < self.pages.count and not image.isNull():
            self.pages.images[page] = image
            self._stale.discard(page)
            ratio = image.height() / image.width()
            if abs(ratio - self.pages.ratio) > 0.01:
                self.pages.ratio = ratio
                self.pages.fit()
            self.pages.update()

    def show_page(self, page: int) -> None:
        """Scroll to a page, if it is not seen already."""
        top = self.pages.top_of(page)
        bar = self.verticalScrollBar()
        seen = range(bar.value(), bar.value() + self.viewport().height())
        if not (top in seen or top + self.pages.step // 2 in seen):
            bar.setValue(top - look().px(_MARGIN))

    def ask(self) -> None:
        """Ask for what is seen and not drawn."""
        bar = self.verticalScrollBar()
        seen = self.pages.between(bar.value(), bar.value() + self.viewport().height())
        missing = [n for n in seen if n in self._stale or n not in self.pages.images]
        if missing:
            self.wanted.emit(missing, self.pixels)

    @property
    def pixels(self) -> int:
        """How many pixels of the screen a page is wide."""
        return max(1, round(self.pages.page_width * self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = event.oldSize().width()
        super().resizeEvent(event)
        self.pages.fit()
        if before != event.size().width():
            self._stale = set(range(self.pages.count))
        self.ask()
