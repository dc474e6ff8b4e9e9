"""Those who lead a session are of one role.

    with: 1 facilitator
    sessions:
      day-1: {kind: workshop, parts: {talks: {}, clinic: {with: 1 coach}}}    # a facilitator and a coach

hsplan finds people of one role for a session; those of another would be missing from the plan.

Name those of the other role by their ids, or make what they lead a session of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Severity
from hsplan.programme.groups import role_named
from hsplan.programme.items import written_sessions
from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session
    from hsplan.programme.who import Leaders

CODES = ("two-roles",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each session whose parts or groups ask for people of another role than it does itself."""
    told: set[Path] = set()
    written = {path: one for path, _, one in written_sessions(programme)}
    for session in occasions_of(programme):
        if session.path in told:
            continue
        own = session.leaders.role
        parts = (written[session.path].parts or {}) if session.path in written else {}
        asked = [part.with_ for part in parts.values()] + [
            programme.groups[part.for_.each].with_ for part in session.parts if part.for_.each in programme.groups
        ]
        others = [role for role in _roles(programme, asked) if role != own]
        if others:
            told.add(session.path)
            yield _finding(session, own, others[0])


def _roles(programme: Programme, asked: list[Leaders | None]) -> list[str]:
    return [role_named(programme, one.role) for one in asked if one is not None and one.number]


def _finding(session: Session, own: str, other: str) -> Finding:
    return Finding(
        "two-roles",
        f"`{session.id}` asks for a {own} and for a {other}, and only those of one role are planned",
        session.path,
        at_key=True,
        expected="one role for a session and all its parts",
        help=f"name each {other} by their id, or make their part a session of its own",
        severity=Severity.WARNING,
    )
