"""A CaseDesk that opens a vault, shows a page with a name on it, and locks: run as a process.

Arguments: the folder. It types the passphrase of the test vaults and presses Ctrl+L; what happens
then is what happens to a person. The cost of the passphrase is passed by argument.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from tests import small_vault

from casedesk.desktop import app as window
from casedesk.desktop.page import Target


def main() -> None:
    way = window.Way(window.application(), {"bounds": small_vault.BOUNDS})
    way.begin(Path(sys.argv[1]))

    def unlock() -> None:
        asked: object = way.window
        asked.secret.setText(small_vault.PASSPHRASE)  # type: ignore[attr-defined]
        asked.try_it()  # type: ignore[attr-defined]
        QTimer.singleShot(100, look)

    def look() -> None:
        if way.session is None:
            QTimer.singleShot(100, look)
            return
        way.session.windows[0].open(Target("today"))
        QTimer.singleShot(1500, announce)

    def announce() -> None:
        print("open", flush=True)
        sys.stdin.readline()
        way.session.lock()

    QTimer.singleShot(0, unlock)
    way.app.exec()


if __name__ == "__main__":
    main()
