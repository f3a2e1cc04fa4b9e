"""The program's entry: `casedesk`, or `python -m casedesk`."""

import os
import sys
from pathlib import Path

from casedesk.places import looks_like_path
from casedesk.words import Refusal, _


class NoScreen(Refusal):
    """There is no screen to show a window on."""


def main() -> None:
    """Open the window or run a command, and end with its status."""
    # The command line is imported only where it is meant: the window shows sooner.
    words = sys.argv[1:]
    if _means_window(words):
        sys.exit(_window(words))
    from casedesk.cli.main import run  # noqa: PLC0415

    sys.exit(run(words))


def _means_window(words: list[str]) -> bool:
    """Whether nothing but perhaps a vault was named; a vault named like a command is `./demo`."""
    if not words:
        return True
    word = words[0]
    if len(words) > 1 or word.startswith("-"):
        return False
    if looks_like_path(word):
        return True
    from casedesk.cli.main import is_command  # noqa: PLC0415

    return Path(word).is_dir() and not is_command(word)


def _window(words: list[str]) -> int:
    try:
        _refuse_without_screen()
        from casedesk.desktop.app import run  # noqa: PLC0415

        return run(Path(words[0]) if words else None)
    except (Refusal, ImportError) as error:
        sentence = str(error) if isinstance(error, Refusal) else _no_qt()
        sys.stderr.write(sentence + "\n")
        return 1


def _refuse_without_screen() -> None:
    """Without a screen, Qt would end the process with a core file and no sentence."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise NoScreen(
            _("There is no screen here to show a window on. “casedesk --help” lists the commands.")
        )


def _no_qt() -> str:
    return _("The window's parts are not installed here. Please install CaseDesk again.")


if __name__ == "__main__":
    main()
