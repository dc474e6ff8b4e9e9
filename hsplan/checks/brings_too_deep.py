"""What a session brings with it brings nothing more.

    kinds:
      retreat: {extends: residential, brings: {supper: {kind: dinner}}}
    sessions:
      day-1: {kind: workshop, brings: {away: {kind: retreat}}}    # and the supper?

Only a session of the programme brings others; what it brings would come without its own.

Write both under the `brings` of the session itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note, warning
from hsplan.programme.items import lineage, written_sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("brings-too-deep",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each session that is brought and whose kind would bring another."""
    for path, _, written in written_sessions(programme):
        if path[-2] != "brings":
            continue
        kinds = [kind for kind in lineage(programme, written.kind) if kind in programme.kinds]
        bringing = next((kind for kind in kinds if programme.kinds[kind].brings), None)
        if bringing is not None:
            yield warning(
                "brings-too-deep",
                f"`{path[-1]}` is brought by another session, and what `{bringing}` brings does not come with it",
                (*path, "kind"),
                expected="a kind that brings nothing",
                help="write both under the `brings` of the session itself",
                notes=(Note("what it would bring", ("kinds", bringing, "brings")),),
            )
