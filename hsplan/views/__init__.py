"""What people open: one file a form, each from the schedule alone."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType

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
    """How the names of its files end; nothing where the view says it with each name."""
    eyes: Eyes = "participants"
    """Who may see all that a whole programme's file holds."""
    narrowed: Eyes = "participants"
    """The same of the file of one reader; those who lead see at least what facilitators may."""
    folder: str = ""
    """The module that writes it, where it is a file for each session, in a folder, rather than one file."""
    together: bool = False
    """Whether one file holds all programmes."""
    by_name: bool = False
    """Whether it is only made where it is asked for by name: `all` leaves it out."""


class View(Protocol):
    """A module that writes schedules in an outgoing format."""

    def render(self, schedules: Sequence[Schedule]) -> bytes:
        """The whole file."""


class FolderView(Protocol):
    """A module that writes a file for each session."""

    def files(self, name: str, schedule: Schedule, own: Own, /) -> Iterable[tuple[str, bytes]]:
        """The name and content of each file of a format; where a provider has a template of their own, after that."""


FORMATS = {
    "ics": Format("calendar to open or subscribe to", "ics"),
    "html": Format("page to open in a browser, and to print", "html"),
    "xlsx": Format("workbook for Excel, with load, registers and the project", "xlsx", eyes="office"),
    "csv": Format("table of the sessions for spreadsheets and programs", "csv"),
    "md": Format("overview as text, to paste into a proposal", "md"),
    "json": Format("for programs", "json"),
    "overview": Format("page of all programmes, with how busy people and venues are", "html", together=True),
    "eml": Format("invitations to send by mail", "eml", "office", "office", folder="ics.mail", by_name=True),
    "joining": Format("joining instructions, a document for each session", "", folder="documents"),
    "briefing": Format("for those who lead, a document for each session", "", "facilitators", folder="documents"),
    "register": Format("a sheet to sign for each session", "", "office", "facilitators", folder="documents"),
    "room": Format("for the venue, a document for each session", "", "venue", "venue", folder="documents"),
}
"""The formats that files are exported in; each that is one file is a module of that name."""


def view(name: str) -> View:
    """The view of a format that is one file, imported when it is wanted."""
    return cast("View", _module(name))


def folder_view(name: str) -> FolderView:
    """The view of a format that is a folder, imported when it is wanted."""
    return cast("FolderView", _module(name))


def _module(name: str) -> ModuleType:
    return import_module(f"hsplan.views.{FORMATS[name].folder or name}")
