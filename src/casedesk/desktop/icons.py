"""Icons, from the package `lucide`, drawn in the colour and size that is asked for.

The package holds one archive of drawings; the few that are used are read from it and never
written to disk, but for two little arrows that a style sheet can only take from a file.
"""

from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_IN_STYLE_SHEETS = ("chevron-down", "chevron-up")


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


@cache
def drawing(name: str, colour: str) -> bytes:
    """An icon as SVG. Raises KeyError for a name the package has not."""
    return _archive().read(f"{name}.svg").replace(b"currentColor", colour.encode())


@cache
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """An icon as a picture of so many logical pixels, sharp on the screen in use."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen is not None else 1.0
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing(name, colour))).render(
        painter, QRectF(0, 0, size * ratio, size * ratio)
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, size: int = 18) -> QIcon:
    """An icon for a button or an entry of a menu."""
    return QIcon(pixmap(name, colour, size))


@cache
def folder_of_pictures(colour: str) -> str:
    """A folder with the icons style sheets use; it holds nothing of anybody."""
    folder = Path(mkdtemp(prefix="casedesk-look-"))
    for name in _IN_STYLE_SHEETS:
        (folder / f"{name}.svg").write_bytes(drawing(name, colour))
    return folder.as_posix()
