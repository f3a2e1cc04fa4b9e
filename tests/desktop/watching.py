"""Which threads the vault is called on, and the lock without the end of the process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event

from casedesk.desktop import lockup
from casedesk.vault import opening
from casedesk.vault.vault import Vault


@dataclass
class Calls:
    """The vault's calls by name: how many there were, and those on the window's thread."""

    window: int = field(default_factory=threading.get_ident)
    every: dict[str, int] = field(default_factory=dict)
    on_the_window: list[str] = field(default_factory=list)

    def note(self, name: str) -> None:
        """A call was made on this thread."""
        self.every[name] = self.every.get(name, 0) + 1
        if threading.get_ident() == self.window:
            self.on_the_window.append(name)


@contextmanager
def watched() -> Iterator[Calls]:
    """Note every opening, reading, writing and closing of a vault, and every single statement."""
    calls = Calls()

    def noted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def answer(*arguments: Any, **named: Any) -> Any:
            calls.note(name)
            return call(*arguments, **named)

        return answer

    def stated(*_everything: Any) -> None:
        calls.note("statement")

    event.listen(Engine, "before_cursor_execute", stated)
    with ExitStack() as put_back:
        put_back.callback(event.remove, Engine, "before_cursor_execute", stated)
        for holder, name in (
            (Vault, "read"), (Vault, "write"), (Vault, "close"),
            (opening, "create_vault"), (opening, "open_vault"),
        ):  # fmt: skip
            call = getattr(holder, name)
            put_back.enter_context(patch.object(holder, name, noted(name, call)))
        yield calls


@contextmanager
def lock_without_an_end() -> Iterator[list[Path]]:
    """Locking does everything but end this process and start the fresh one; answers the folders
    that would have been told to fresh processes.
    """
    told: list[Path] = []
    with (
        patch.object(lockup, "start_fresh", told.append),
        patch.object(lockup, "end_now", lambda: None),
    ):
        yield told
