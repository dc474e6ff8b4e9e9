"""What people open: one file a form, each from the schedule alone."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hsplan.schedule.readers import Eyes
    from hsplan.schedule.rows import Schedule

    Own = Callable[[str], str | None]
    """The text of a provider's own template of a name, where there is one."""


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which plans are written."""

    words: str
    """What it is, for the help."""
    suffix: str
    """How the names of its files end."""
    eyes: Eyes = "participants"
    """Who may see all that a whole programme's file holds."""
    narrowed: Eyes = "participants"
    """The same of the file of one reader; those who lead see at least what facilitators may."""
    folder: bool = False
    """Whether it is a file for each session, in a folder, rather than one file."""
    together: bool = False
    """Whether one file holds all programmes."""


class View(Protocol):
    """A module that writes schedules in an outgoing format."""

    def render(self, schedules: Sequence[Schedule]) -> bytes:
        """The whole file."""


class FolderView(Protocol):
    """A module that writes a file for each session."""

    def files(self, schedule: Schedule, own: Own) -> Iterable[tuple[str, bytes]]:
        """The name and content of each file; where a provider has a template of their own, after that."""


FORMATS = {
    "ics": Format("calendar to open or subscribe to", "ics"),
    "json": Format("for programs", "json"),
}
"""The formats that files are exported in; each is a module of that name."""


def view(name: str) -> View:
    """The view of a format that is one file, imported when it is wanted."""
    return cast("View", import_module(f"hsplan.views.{name}"))


def folder_view(name: str) -> FolderView:
    """The view of a format that is a folder, imported when it is wanted."""
    return cast("FolderView", import_module(f"hsplan.views.{name}"))
