"""Opening and making vaults beside the window, with the answer brought back to its thread."""

import threading
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from casedesk.words import told


class Aside(QObject):
    """Runs one thing at a time on a thread of its own, before there is a desk."""

    _ended = Signal(object, object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._then: Callable[[Any], None] | None = None
        self._failed: Callable[[str], None] | None = None
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._then is not None

    def do(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[str], None],
    ) -> None:
        """Have the work done; its answer, or the sentence of its refusal, arrives here."""
        self._then, self._failed = then, failed
        threading.Thread(target=self._run, args=(work,), name="casedesk-door").start()

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            result, error = work(), None
        except BaseException as caught:  # noqa: BLE001 - told to the person as a sentence
            result, error = None, caught
        if shiboken6.isValid(self):
            self._ended.emit(result, error)

    def _deliver(self, result: Any, error: BaseException | None) -> None:
        then, failed = self._then, self._failed
        self._then = self._failed = None
        assert then is not None
        assert failed is not None
        if error is None:
            then(result)
        else:
            failed(told(error))
