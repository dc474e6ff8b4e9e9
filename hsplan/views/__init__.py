"""What people open: one file a form, each from the schedule alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.schedule.rows import Schedule


class View(Protocol):
    """A module that writes schedules in an outgoing format."""

    def render(self, schedules: Sequence[Schedule]) -> bytes:
        """The whole file."""


FORMATS = ("ics", "json")
"""The formats that files are exported in; each is a module of that name."""


def view(name: str) -> View:
    """The view of a format, imported when it is wanted."""
    if name == "ics":
        from hsplan.views import ics

        return ics
    if name == "json":
        from hsplan.views import json

        return json
    raise KeyError(name)
