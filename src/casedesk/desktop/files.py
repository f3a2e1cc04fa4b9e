"""Choosing files and folders, with nothing left on the computer of where somebody looked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from casedesk.desktop.private import forget_settings
from casedesk.words import _


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, _home())
    # The system's own dialog keeps a list of recent files that we cannot empty.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setHistory([])
    return dialog


def _home() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)


def _run(dialog: QFileDialog, then: Callable[[Path], None]) -> None:
    def finished(accepted: int) -> None:
        chosen = dialog.selectedFiles()
        dialog.setHistory([])
        dialog.deleteLater()
        forget_settings()
        if accepted and chosen:
            then(Path(chosen[0]))

    dialog.finished.connect(finished)
    dialog.open()


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Ask for a folder that is there."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _run(dialog, then)


def choose_file(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Ask for a file that is there."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _run(dialog, then)


def choose_target(
    parent: QWidget, title: str, ending: str, suggested: str, then: Callable[[Path], None]
) -> None:
    """Ask where a new file with this ending (“.pdf”) is to lie; an existing one is asked about."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending.removeprefix("."))
    dialog.setNameFilter(_("Files {ending} (*{ending})").format(ending=ending))
    dialog.selectFile(suggested)
    _run(dialog, then)
