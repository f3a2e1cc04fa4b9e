"""Pages as pictures: PDFium draws into memory, nothing is written to disk."""

from typing import Any

from PySide6.QtGui import QImage

#: Of the picture that stands for a page.
_FORMAT = QImage.Format.Format_RGB32


def picture(pdf: bytes, width: int, number: int = 0) -> QImage:
    """A page of a PDF, the first counted as 0, as a picture so many pixels wide.

    To be called on the desk's lane for work and nowhere else: PDFium bears only one thread.
    """
    import pypdfium2  # noqa: PLC0415 - its library is loaded when a page is first shown

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        scale = width / page.get_width()
        bitmap = page.render(scale=scale, force_bitmap_format=_bgrx(pypdfium2))
        held = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, _FORMAT)
        return held.copy()  # its own memory: the bitmap goes with the document
    finally:
        document.close()


def _bgrx(pdfium: Any) -> int:
    return int(pdfium.raw.FPDFBitmap_BGRx)
