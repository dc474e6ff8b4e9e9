"""A command that is told to end does so at once: Ctrl-C, `kill`, a terminal that is closed, a reader who stops reading.

No exception tells it, since any code may catch one: pydantic makes another error of it, a callback prints and drops it.
What is half written is removed, and the process ends by the signal itself, as the system would have it: a shell then
says 128 and the number of the signal (130, 143, 129, 141), and a loop around the command ends as well.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE") if hasattr(signal, name))
"""What tells a command to end; Windows has the first two."""


class Interrupted(Protocol):
    """What is done when Ctrl-C ends a command."""

    def __call__(self, *, written: bool) -> None:
        """Say so, and whether it has written its files."""


class _Ends:
    """What is to be done before the process ends, and whether it has to wait."""

    def __init__(self) -> None:
        self.tidying: list[Callable[[], None]] = []
        self.busy = False
        self.written = False
        self.told: int | None = None
        self.interrupted: Interrupted | None = None

    def tell(self, number: int, _frame: FrameType | None) -> None:
        """A signal has come: the end, unless something has to be done whole before; a second one does not wait."""
        if self.busy and self.told is None:
            self.told = number
        else:
            self.end(number)

    def end(self, number: int) -> None:
        """Tidy up, and end as if nobody had listened to the signal."""
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)  # whoever asks again while this tidies up need not wait for it
        for tidy in reversed(self.tidying):
            with suppress(Exception):
                tidy()
        if number == signal.SIGINT and self.interrupted is not None and not self.busy:
            with suppress(OSError):
                self.interrupted(written=self.written)
        if os.name == "posix":
            os.kill(os.getpid(), number)
        os._exit(128 + number)  # where no signal ends a process: Windows, and the first process of a container


_ENDS = _Ends()


def heed_signals(interrupted: Interrupted) -> None:
    """From now on signals end this process as described above; one that is ignored on purpose (nohup) still is.

    What is said at Ctrl-C is told whether files were replaced; nothing is said where somebody did not wait for that.
    """
    _ENDS.interrupted = interrupted
    for each in SIGNALS:
        # Python itself ignores SIGPIPE, so that nothing can be told from that.
        if each.name == "SIGPIPE" or signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, _ENDS.tell)


@contextmanager
def tidied(tidy: Callable[[], None]) -> Iterator[None]:
    """Whatever ends this, something is done then: an exception, a signal, or that it is over."""
    _ENDS.tidying.append(tidy)
    try:
        yield
    finally:
        _ENDS.tidying.remove(tidy)
        tidy()


@contextmanager
def whole() -> Iterator[None]:
    """While this lasts, one signal waits until it is over: for a few steps of which all or none are to be done."""
    _ENDS.busy = True
    try:
        yield
        _ENDS.written = True
    finally:
        _ENDS.busy = False
        if _ENDS.told is not None:
            _ENDS.end(_ENDS.told)
