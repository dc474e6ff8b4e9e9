"""What is held during a session lasts no longer than it.

    sessions:
      retreat: {kind: residential, lasts: 2 days}
      visits: {kind: site-visit, lasts: 3 days, when: during retreat}      # the third day is outside

On the days that are left over nobody is there.

Shorten it, lengthen the other, or say another moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme

CODES = ("longer-than-host",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session that is longer than the one during which it is held."""
    occasions = occasions_of(programme)
    known = {one.id: one for one in occasions}
    told: set[Path] = set()
    for session in occasions:
        for link in session.links:
            host = known.get(link.other) if link.kind == "during" else None
            if host is None or host.window or session.window or session.days <= host.days or link.path in told:
                continue
            told.add(link.path)
            yield Finding(
                "longer-than-host",
                f"`{session.item}` lasts {session.lasts}, and `{host.item}` lasts {host.lasts}",
                link.path,
                expected="a session at least as long",
                help=f"shorten `{session.item}`, or say another moment",
                notes=(Note(f"`{host.item}`", host.path),),
            )
