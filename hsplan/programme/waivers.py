"""Which rules are set aside for which sessions, and until when: read the same way by the search and by the checker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from datetime import date

    from hsplan.programme.model import Programme


def waived_until(programme: Programme, rule: str) -> dict[str, date]:
    """By session, the last day on which a rule is set aside for it; a name of several waives it for each."""
    found: dict[str, date] = {}
    for waiver in programme.waive:
        if waiver.rule == rule:
            for session in sessions_of(programme):
                if session.id in waiver.for_ or session.item in waiver.for_:
                    found[session.id] = max(waiver.until, found.get(session.id, waiver.until))
    return found
