"""`python -m casedesk.desktop`: the window, and the fresh process after a lock."""

import sys
from pathlib import Path

from casedesk.desktop.app import run
from casedesk.desktop.lockup import READS_FOLDER, folder_from_pipe


def main() -> int:
    """Open the window on the vault that is named, or on the one a locked process had open."""
    words = sys.argv[1:]
    if words == [READS_FOLDER]:
        return run(folder_from_pipe(), locked=True)
    return run(Path(words[0]) if words else None)


if __name__ == "__main__":
    sys.exit(main())
