"""Nights lie between days: what lasts one day holds none.

    sessions: {retreat: {kind: residential, overnight: yes}}      # how many days?

People would be told to pack for a night that does not come.

Say how long it lasts (`lasts: 2 days`), or delete `overnight`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning
from hsplan.programme.items import lineage
from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

CODES = ("overnight-of-one-day",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each place that asks for nights of a session of one day."""
    told: set[Path] = set()
    for session in occasions_of(programme):
        path = _said(programme, session)
        if session.overnight and session.days == 1 and path not in told:
            told.add(path)
            yield warning(
                "overnight-of-one-day",
                f"`{session.item}` includes the night, and lasts {session.lasts}",
                path,
                expected="`lasts: 2 days`, or more",
                help="say how long it lasts, or delete `overnight`",
            )


def _said(programme: Programme, session: Session) -> Path:
    """Where a session's `overnight` is said: on its kind, where one says it, else on itself."""
    kinds = (id_ for id_ in lineage(programme, session.kind) if id_ in programme.kinds)
    kind = next((id_ for id_ in kinds if programme.kinds[id_].overnight is not None), None)
    if kind is None or session.path[-2] == "brings":
        return (*session.path, "overnight")
    return ("kinds", kind, "overnight")
