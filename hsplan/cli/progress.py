"""A bar for what takes longer than a second, on a terminal only: no pipe and no file ever sees it."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from hsplan.workspace.ending import tidied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.progress import Progress

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds after which a bar appears."""


@contextmanager
def steps(doing: str, total: int) -> Iterator[Callable[..., None]]:
    """Something to call at each of so many steps, with how many there are where that is known better by then.

    The bar goes away at the end.
    """
    bar = _Bar(doing, total)
    with tidied(bar.close):
        yield bar.step


def watched(items: Sequence[T], doing: str) -> Iterator[T]:
    """The same items, with a step at each."""
    with steps(doing, len(items)) as step:
        for item in items:
            yield item
            step()


class _Bar:
    """A bar that appears after a second, however long a step lasts, if stderr is a terminal that can show one."""

    def __init__(self, doing: str, total: int) -> None:
        self.doing, self.total, self.done = doing, total, 0
        self.began = time.monotonic()
        self.shown: Progress | None = None
        self.closed = not sys.stderr.isatty() or os.environ.get("TERM") == "dumb"
        self.one_at_a_time = threading.RLock()
        self.waiting = threading.Timer(PATIENCE, self._appear)
        self.waiting.daemon = True
        if not self.closed:
            self.waiting.start()

    def step(self, total: int | None = None) -> None:
        """One more is done, of so many if that has changed."""
        self.done, self.total = self.done + 1, total or self.total
        if time.monotonic() - self.began > PATIENCE and not self.closed:
            self._appear()

    def _appear(self) -> None:
        """Show how many are done by now. A mark turns while nothing else does."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        with self.one_at_a_time:
            if self.shown is None and not self.closed:
                columns = (SpinnerColumn("line"), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
                self.shown = Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=5)
                self.shown.add_task(self.doing, total=self.total)
                self.shown.start()
            if self.shown is not None:
                self.shown.update(self.shown.task_ids[0], completed=self.done, total=self.total)

    def close(self) -> None:
        """Take the bar away, or let none appear."""
        self.waiting.cancel()
        with self.one_at_a_time:
            self.closed = True
            if self.shown is not None:
                self.shown.stop()
