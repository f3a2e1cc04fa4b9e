"""How long the window's thread is busy at a time, measured in the process that is measured."""

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 2


class Heart(QObject):
    """A timer of the window's thread: two beats further apart than it beats mean that the thread
    was busy, or waited for another thread of Python, and the window took no key meanwhile.
    """

    def __init__(self) -> None:
        super().__init__()
        #: The step of the day that is measured, and by step the longest stretch in seconds.
        self.step = ""
        self.longest: dict[str, float] = {}
        self._last: float | None = None
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        """From here on the window works: a key is pressed now."""
        self._last = perf_counter()

    def rest(self) -> None:
        """From here on the one who presses keys thinks, which is no work of the window."""
        self._beat()
        self._last = None

    def _beat(self) -> None:
        if self._last is not None:
            now = perf_counter()
            busy = now - self._last - _BEAT_MS / 1000
            self.longest[self.step] = max(busy, self.longest.get(self.step, 0.0))
            self._last = now
