"""The line a passphrase is typed into."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from casedesk.desktop import icons
from casedesk.desktop.theme import look
from casedesk.words import _

_PRIVATE = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


def secret_line(name: str) -> QLineEdit:
    """A line whose letters show only while the eye is held open."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(_PRIVATE)
    line.setAccessibleName(name)
    line.setMaxLength(4096)
    line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    eye = QAction(icons.icon("eye", look().hex("muted")), _("Show what is typed"), line)
    eye.setCheckable(True)
    eye.toggled.connect(
        lambda shown: line.setEchoMode(
            QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        )
    )
    line.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)
    return line
