"""Looking at a file: a text part by part, or a picture, larger and smaller."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsScene,
    QGraphicsView,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)

from casedesk.desktop.desk import Desk
from casedesk.desktop.evidence import seeing
from casedesk.desktop.evidence.seeing import TextPart
from casedesk.desktop.form.combos import Combo
from casedesk.desktop.form.editor import HINTS
from casedesk.desktop.pieces.boxes import Notice, column, emptied, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label, one_line
from casedesk.desktop.sheets.words import breaking
from casedesk.desktop.theme import look, theme
from casedesk.words import _

#: In hundredths: how small and how large something is shown, and one step of the zoom.
LEAST, MOST, STEP = 10, 800, 1.25


class Picture(QGraphicsView):
    """A picture that can be moved, and made larger and smaller by keys and wheel."""

    #: It is shown at another size now, in hundredths.
    scaled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The picture"))
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.fits = True

    def put(self, image: QImage) -> None:
        """Show a picture, as large as fits."""
        self._scene.clear()
        drawn = self._scene.addPixmap(QPixmap.fromImage(image))
        drawn.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.setSceneRect(QRectF(drawn.boundingRect()))
        self.fit()

    def empty(self) -> None:
        """Let go of the picture."""
        self._scene.clear()

    def hundredths(self) -> int:
        """At which size the picture is shown."""
        return round(self.transform().m11() * 100)

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        self.fits = True
        self.fitInView(self._scene.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.transform().m11() > 1:
            self.resetTransform()
        self.scaled.emit(self.hundredths())

    def show_at(self, hundredths: float) -> None:
        """Show it at a size."""
        self.fits = False
        wanted = max(LEAST, min(MOST, hundredths)) / 100
        self.resetTransform()
        self.scale(wanted, wanted)
        self.scaled.emit(self.hundredths())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = STEP if event.angleDelta().y() > 0 else 1 / STEP
            self.show_at(self.hundredths() * step)
            event.accept()
        else:
            super().wheelEvent(event)


class Viewer(QWidget):
    """A file on the whole page, with a way back. It stands in the page and not in a window of its
    own, so that covering the page covers it.
    """

    #: The person wants to go back to the record.
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.record, self.part, self.parts, self.text_scale = 0, 0, 1, 100
        self.name = label("", "strong")
        self.picture = Picture()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setInputMethodHints(HINTS)
        self.text.setAccessibleName(_("The text"))
        self.sentence = column(margin=16)
        self.shown = QStackedWidget()
        self._build()
        self.picture.scaled.connect(lambda _n: self._say_scale())
        theme().changed.connect(self._dress)

    def _build(self) -> None:
        self.back = button(_("Back"), self.leave, icon="arrow-left")
        self.smaller = button("\N{MINUS SIGN}", partial(self.zoom, 1 / STEP), name=_("Smaller"))
        self.larger = button("+", partial(self.zoom, STEP), name=_("Larger"))
        self.fitting = button(_("Fit"), self.picture.fit, name=_("Show the whole picture"))
        self.size_said = one_line("", "muted")
        self.before = button(_("Part before"), lambda: self.turn(-1))
        self.after = button(_("Next part"), lambda: self.turn(1))
        self.part_said = one_line("", "muted")
        self.letters = Combo()
        self.letters.setAccessibleName(_("Letters of the text"))
        for codec, words in seeing.ENCODINGS:
            self.letters.addItem(_(words), codec)
        self.letters.activated.connect(lambda _at: self.turn(0))
        top = row(self.back, self.name, gap=12)
        top.setStretch(1, 1)
        tools = row(
            self.smaller, self.size_said, self.larger, self.fitting, self.letters, None,
            self.before, self.part_said, self.after,
        )  # fmt: skip
        for part in (self.picture, self.text, widget(self.sentence)):
            self.shown.addWidget(part)
        whole = column(widget(top), widget(tools), self.shown, gap=8)
        whole.setStretch(2, 1)
        whole.setContentsMargins(*[look().px(18)] * 4)
        self.setLayout(whole)

    # ---- what is shown -----------------------------------------------------------------------

    def see(self, record: int, title: str, media_type: str) -> None:
        """Show the file of a piece of evidence."""
        self.record, self.part, self.text_scale = record, 0, 100
        self.name.setText(breaking(title[:160]))
        self.letters.setCurrentIndex(0)
        self._say(_("The file is being opened …"))
        self._tools(picture=False, text=False)
        vault = self.desk.vault
        if seeing.is_text(media_type):
            self.turn(0)
        elif seeing.can_be_seen(media_type):
            work = partial(seeing.picture, vault, record, media_type)
            self.desk.work(work, self._show_picture, self, latest="seen", failed=self._say)
        else:
            self._say(_("Files of this kind open in a later version."))
        self.back.setFocus()

    def turn(self, by: int) -> None:
        """Show another part of the text."""
        codec = str(self.letters.currentData() or "")
        work = partial(seeing.text_part, self.desk.vault, self.record, self.part + by, codec)
        self.desk.work(work, self._show_text, self, latest="seen", failed=self._say)

    def leave(self) -> None:
        """Let go of what was shown, and go back."""
        self.picture.empty()
        self.text.clear()
        self.left.emit()

    def _show_picture(self, image: QImage) -> None:
        self.shown.setCurrentWidget(self.picture)
        self._tools(picture=True, text=False)
        self.picture.put(image)
        self.picture.setFocus()

    def _show_text(self, part: TextPart) -> None:
        self.part, self.parts = part.number, part.parts
        self.shown.setCurrentWidget(self.text)
        self._tools(picture=False, text=True)
        self.text.setPlainText(part.text)
        self.before.setEnabled(part.number > 0)
        self.after.setEnabled(part.number + 1 < part.parts)
        self.part_said.setText(_("part {n} of {all}").format(n=part.number + 1, all=part.parts))
        self._dress()
        self.text.setFocus()

    def _say(self, sentence: str) -> None:
        emptied(self.sentence)
        self.sentence.addWidget(Notice(sentence, "accent"))
        self.sentence.addStretch(1)
        self.shown.setCurrentIndex(2)
        self._tools(picture=False, text=False)

    def _tools(self, *, picture: bool, text: bool) -> None:
        for part in (self.smaller, self.larger, self.size_said):
            part.setVisible(picture or text)
        self.fitting.setVisible(picture)
        self.letters.setVisible(text)
        for each in (self.before, self.part_said, self.after):
            each.setVisible(text and self.parts > 1)

    # ---- larger and smaller ------------------------------------------------------------------

    def zoom(self, by: float) -> None:
        """Show it larger or smaller."""
        if self.shown.currentWidget() is self.picture:
            self.picture.show_at(self.picture.hundredths() * by)
        else:
            self.text_scale = max(50, min(400, round(self.text_scale * by)))
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif event.key() == Qt.Key.Key_0:
            self.picture.fit()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        size = max(6, look().size("text") * self.text_scale // 100)
        # The style sheet of the window gives every letter its size; only one nearer changes that.
        self.text.setStyleSheet(f"QPlainTextEdit {{ font-size: {size}px; }}")
        self._say_scale()

    def _say_scale(self) -> None:
        is_picture = self.shown.currentWidget() is self.picture
        hundredths = self.picture.hundredths() if is_picture else self.text_scale
        self.size_said.setText(f"{hundredths} %")
