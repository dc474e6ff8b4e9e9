"""Enough people qualify to lead each session, where the programme names those who lead.

    with: 2 facilitators
    people: {facilitator-a: {name: Facilitator A, leads: everything}}   # one alone

Name more people who lead such sessions (`leads: everything`, or ids of kinds), or ask for fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.people import led_groups, needed_of, qualified
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("too-few-to-lead",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for the first session of each kind that too few can lead."""
    told: set[tuple[str, int]] = set()
    for session in sessions_of(programme):
        needed = needed_of(programme, session)
        if needed <= len({*session.leaders.people}) or (session.kind, needed) in told:
            continue  # those asked for by name are enough
        able = len(qualified(programme, session))
        if able < needed:
            told.add((session.kind, needed))
            groups = led_groups(programme, session)
            notes = (Note("the people", ("people",)), *(Note(f"each {at[1]} is led so", at) for at in groups))
            message = f"`{session.id}` takes {needed} to lead it, and {able or 'nobody'} can"
            yield Finding(
                "too-few-to-lead",
                message,
                session.path,
                at_key=True,
                expected=f"{needed} people whose `leads` covers it"
                if needed > 1
                else "a person whose `leads` covers it",
                notes=notes,
            )
