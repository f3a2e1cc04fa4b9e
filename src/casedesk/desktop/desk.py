"""The desk: has vault work done on other threads and brings the answers to the window's thread.

The window's thread never waits for the vault. Work is given as a function of the unit of work;
its answer is plain data and arrives by a call of `then`, which is dropped where the widget that
asked is gone by then.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from casedesk.vault.door import Changes, Writing
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Vault
from casedesk.words import told

T = TypeVar("T")
Then = Callable[[T], None]
Failed = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a piece of work came to, on its way to the window's thread."""

    owner: QObject
    then: Callable[[Any], None]
    failed: Failed | None
    result: Any = None
    error: BaseException | None = None
    changes: Changes | None = None
    latest: tuple[int, str, int] | None = None


class Desk(QObject):
    """Runs the vault's work beside the window, one lane for reading, one for writing, one for
    layout and other long work of the processor.
    """

    #: A save was finished; carries the kinds and keys that changed.
    changed = Signal(Changes)
    #: A piece of work was refused and nobody said how to show that; carries the sentence.
    failed = Signal(str)
    _answered = Signal(object)

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.vault = vault
        self._lanes = {
            name: ThreadPoolExecutor(1, thread_name_prefix=f"casedesk-desk-{name}")
            for name in ("read", "write", "work")
        }
        self._newest: dict[tuple[int, str], int] = {}
        self._waiting = 0
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still awaited."""
        return self._waiting > 0

    def read(
        self,
        work: Callable[[Reading], T],
        then: Then[T],
        owner: QObject,
        *,
        failed: Failed | None = None,
        latest: str = "",
    ) -> None:
        """Read from the vault. With `latest`, an older question of the same owner and name is
        not answered any more: the person has typed on.
        """
        number = self._number(owner, latest)
        self._submit("read", lambda: self.vault.read(work), _Answer(
            owner, then, failed, latest=number
        ))  # fmt: skip

    def write(
        self,
        what: str,
        work: Callable[[Writing], T],
        then: Then[T],
        owner: QObject,
        *,
        failed: Failed | None = None,
    ) -> None:
        """Change the vault in one unit, named `what` in its history. Never dropped: what was
        asked to be saved is saved although its page is gone.
        """
        self._submit("write", lambda: self.vault.write(what, work), _Answer(owner, then, failed))

    def work(
        self,
        work: Callable[[], T],
        then: Then[T],
        owner: QObject,
        *,
        failed: Failed | None = None,
        latest: str = "",
    ) -> None:
        """Do long work of the processor, such as the layout of pages. It may read the vault by
        `vault.read` and must touch no widget.
        """
        number = self._number(owner, latest)
        self._submit("work", work, _Answer(owner, then, failed, latest=number))

    def close(self) -> None:
        """Let saves that were begun end, and close the vault. Nothing more is read or drawn."""
        self._closed = True
        for name in ("read", "work"):
            self._lanes[name].shutdown(wait=True, cancel_futures=True)
        closing = self._lanes["write"].submit(self.vault.close)
        self._lanes["write"].shutdown(wait=True)
        closing.result()

    def _number(self, owner: QObject, latest: str) -> tuple[int, str, int] | None:
        if not latest:
            return None
        key = (id(owner), latest)
        self._newest[key] = self._newest.get(key, 0) + 1
        return (*key, self._newest[key])

    def _submit(self, lane: str, work: Callable[[], Any], answer: _Answer) -> None:
        if self._closed:  # a late timer of a page, while the windows go
            return
        self._waiting += 1
        self._lanes[lane].submit(self._do, work, answer)

    def _do(self, work: Callable[[], Any], answer: _Answer) -> None:
        if self._is_old(answer):
            self._answered.emit(answer)
            return
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - told to the person as a sentence
            self._answered.emit(replace(answer, error=error))
            return
        changes = getattr(result, "changes", None)
        if isinstance(changes, Changes):
            self._answered.emit(replace(answer, result=result.result, changes=changes))
        else:
            self._answered.emit(replace(answer, result=result))

    def _is_old(self, answer: _Answer) -> bool:
        if answer.latest is None:
            return False
        owner, name, number = answer.latest
        return self._newest.get((owner, name)) != number

    def _deliver(self, answer: _Answer) -> None:
        self._waiting -= 1
        if answer.changes is not None and answer.changes.kinds:
            self.changed.emit(answer.changes)
        if self._is_old(answer) or not shiboken6.isValid(answer.owner):
            return
        if answer.error is None:
            answer.then(answer.result)
        elif answer.failed is not None:
            answer.failed(told(answer.error))
        else:
            self.failed.emit(told(answer.error))
