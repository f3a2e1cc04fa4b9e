"""What CaseDesk remembers of the window on this computer: numbers only, no vault and no name."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from casedesk.places import computer_memory

_FILE = "window.json"

#: After so many minutes without a key or a movement the vault locks; the person may choose.
IDLE_MINUTES = (2, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class Preferences:
    """`look`: follow the system, light or dark; `scale`: the font in hundredths."""

    look: str = "system"
    scale: int = 100
    idle_minutes: int = 5

    @property
    def dark(self) -> bool | None:
        """Dark, light, or as the system has it (None)."""
        return {"dark": True, "light": False}.get(self.look)


def preferences() -> Preferences:
    """What was chosen on this computer; the usual where nothing was, or the file is no good."""
    try:
        untrusted = json.loads((computer_memory() / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _read(untrusted if isinstance(untrusted, dict) else {})


def _read(untrusted: dict[str, Any]) -> Preferences:
    usual = Preferences()
    kept = {
        each.name: untrusted[each.name]
        for each in fields(Preferences)
        if type(untrusted.get(each.name)) is type(getattr(usual, each.name))
    }
    found = Preferences(**kept)
    good = found.idle_minutes in IDLE_MINUTES and 80 <= found.scale <= 200
    return found if good and found.look in ("system", "light", "dark") else usual


def keep(chosen: Preferences) -> None:
    """Remember a choice. A computer that refuses to keep it only forgets it."""
    try:
        computer_memory().mkdir(parents=True, exist_ok=True, mode=0o700)
        (computer_memory() / _FILE).write_text(json.dumps(asdict(chosen)), "utf-8")
    except OSError:
        return
