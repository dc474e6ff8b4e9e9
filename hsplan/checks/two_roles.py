"""Those who lead a session are of one role.

    with: 1 facilitator
    sessions:
      day-1: {kind: workshop, parts: {talks: {}, clinic: {with: 1 coach}}}    # a facilitator and a coach

hsplan finds people of one role for a session; those of another would be missing from the plan.

Name those of the other role by their ids, or make what they lead a session of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note, warning
from hsplan.programme.groups import role_named
from hsplan.programme.items import written_sessions
from hsplan.programme.people import led_groups
from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

CODES = ("two-roles",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each part or group that asks for people of another role than its session does itself."""
    told: set[Path] = set()
    written = {path: one for path, _, one in written_sessions(programme)}
    for session in occasions_of(programme):
        own = session.leaders.role
        parts = (written[session.path].parts or {}) if session.path in written else {}
        asked = {(*session.path, "parts", id_, "with"): part.with_ for id_, part in parts.items()}
        asked |= led_groups(programme, session)
        roles = {at: role_named(programme, one.role) for at, one in asked.items() if one is not None and one.number}
        other = next((at for at, role in roles.items() if role != own), None)
        if other is not None and other not in told:
            told.add(other)
            yield _finding(session, own, roles[other], other)


def _finding(session: Session, own: str, other: str, at: Path) -> Finding:
    apart = "make their part a session of its own"
    if at[0] == "groups":
        apart = f"write `with: []` on the session, and a {other} leads alone"
    return warning(
        "two-roles",
        f"`{session.id}` asks for a {own} and for a {other}, and only those of one role are planned",
        at,
        expected="one role for a session, all its parts and its groups",
        help=f"name each {other} by their id, or {apart}",
        notes=(Note("the session", session.path),),
    )
