"""Which session a command is about: `SESSION`, `PROGRAMME:SESSION` or `ID.COHORT:SESSION`."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.findings import Finding, RefusedError, nearest, printable
from hsplan.programme.unfolding import occasions_of
from hsplan.workspace.names import find
from hsplan.workspace.opening import Opened, Stored, open_plan, open_programme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.workspace.names import Source

MOST_LISTED = 12
SHOWN = 60


@dataclass(frozen=True)
class Found:
    """A session, its programme, and the plan of that if it has one."""

    session: str
    opened: Opened
    stored: Stored | None

    @property
    def name(self) -> str:
        """What to call it on the command line, wherever else there is one of that id."""
        return f"{self.opened.source.name}:{self.session}"


def find_session(words: str) -> Found:
    """The session that is meant.

    Raises:
        RefusedError: where there is none, or more than one; or where its programme cannot be read.
    """
    programme, colon, id_ = words.rpartition(":")
    if colon and not programme:
        raise RefusedError(_unknown(words, "", []))
    opened = [open_programme(source) for source in find([programme] if colon else None)]
    refused = [one for one in opened if not one.sound]
    if colon and refused:
        raise RefusedError(*refused[0].findings)
    known = [(one, sessions_in(one)) for one in opened if one.sound and not one.understood().template]
    having = [one for one, sessions in known if id_ in sessions]
    if not having:
        if refused:  # it may be one of a programme that cannot be read
            raise RefusedError(*[finding for one in refused for finding in one.findings])
        raise RefusedError(_unknown(id_, programme, list(dict.fromkeys(one for _, all_ in known for one in all_))))
    if len(having) > 1:
        having = [one for one in having if _planned(one)] or having
    if len(having) > 1:
        raise RefusedError(_ambiguous(id_, [one.source for one in having]))
    return Found(id_, having[0], open_plan(having[0].source))


def sessions_in(opened: Opened) -> list[str]:
    """The ids of a programme's sessions and windows, and of those that only its plan still has."""
    found = [one.id for one in occasions_of(opened.understood())]
    with suppress(RefusedError):  # told when the session is found
        stored = open_plan(opened.source)
        found += [id_ for id_ in stored.plan.sessions if id_ not in found] if stored is not None else []
    return found


def _planned(opened: Opened) -> bool:
    try:
        return open_plan(opened.source) is not None
    except RefusedError:
        return True


def _unknown(id_: str, programme: str, known: list[str]) -> Finding:
    near = nearest(id_, known)
    listed = ", ".join(known[:MOST_LISTED]) + ", …" * (len(known) > MOST_LISTED)
    where = f" in {printable(programme)[:SHOWN]}" if programme else ""
    return Finding(
        "no-such-session",
        f"there is no session `{printable(id_)[:SHOWN]}`{where}",
        expected=f"one of {listed}" if known else "the id of a session, such as `day-1` or `stepney:day-1`",
        help=f"did you mean `{near}`?" if near else "",
    )


def _ambiguous(id_: str, sources: list[Source]) -> Finding:
    names = [f"{source.name}:{id_}" for source in sources]
    return Finding(
        "several-sessions",
        f"there are {len(names)} sessions `{printable(id_)[:SHOWN]}`",
        expected=f"one of {', '.join(_listed(names))}",
        help="name its programme as well",
    )


def _listed(names: list[str]) -> Iterator[str]:
    yield from names[:MOST_LISTED]
    if len(names) > MOST_LISTED:
        yield "…"
