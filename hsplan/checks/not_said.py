"""Where a programme has venues, its sessions say where they are held; where it has people who lead, who leads.

A forgotten `where` leaves a session without a room, and nobody notices before the day.

    venues: {venue-a: {name: Venue A}}
    sessions: {day-1: {kind: workshop}}      # where?

Say `where` and `with` on the programme, for all sessions, or on the session; or leave the venues and people out. Where
that is not known yet, or none is wanted, say so: `where: unknown`, or `where: []`.

Where a programme has an `organiser`, who invites, hours are wanted too: what is in the `evening` takes the whole day in
a calendar, and so does what says `time: unknown`, whatever is said further up. Write `time: 18:00-20:00`, or `time:
from 18:00` beside `lasts: 2 hours`.

Where most participants say in which set they are, all should: who does not comes to what each of the sets has.

    participants: {p-1: {name: A, in: set 1}, p-2: {name: B, in: set 2}, p-3: {name: C}}      # which set?

Write `in: set 1` for them; and `in: [set 1, set 2]` for somebody who is in several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.hours import PARTS_OF_DAY, TO_BE_CONFIRMED
from hsplan.findings import Finding, warning
from hsplan.programme.groups import named_participants
from hsplan.programme.inherited import REMOTE
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session, SessionPart

CODES = ("where-not-said", "with-not-said", "hours-not-said", "group-not-said")
WHOLE = (None, PARTS_OF_DAY["all day"])
"""Hours of which a whole day is no surprise: none are stated, or these."""


def check(programme: Programme) -> Iterator[Finding]:
    """A warning each for sessions without a venue, anyone to lead them, or hours, and for who is in none of a group."""
    yield from _in_no_group(programme)
    sessions = sessions_of(programme)
    nowhere = [one for one in sessions if not one.venues and not REMOTE & set(one.modes) and not _says(one, "where")]
    unled = [one for one in sessions if not one.leaders.needed and not _says(one, "with")]
    if programme.venues and nowhere:
        message = f"{_named(nowhere)} no venue: `where` is not said"
        expected = f"`where:` with one of {', '.join(programme.venues)}"
        yield warning("where-not-said", message, nowhere[0].path, at_key=True, expected=expected)
    if unled and any(person.leads for person in programme.people.values()):
        message = f"{_named(unled)} nobody to lead: `with` is not said"
        expected = "`with:` such as `1 facilitator`"
        yield warning("with-not-said", message, unled[0].path, at_key=True, expected=expected)
    vague = [one for one in sessions if any(_is_vague(part) for part in one.parts)]
    if programme.organiser is not None and vague:
        message = f"{_named(vague)} no hours, and will take the whole day in calendars"
        expected = "`time:` such as `18:00-20:00`, or `from 18:00` and how long it `lasts`"
        yield warning("hours-not-said", message, vague[0].path, at_key=True, expected=expected)


def _says(session: Session, key: str) -> bool:
    """Whether a session says something itself, or by what it inherits: be it that none is wanted, or not known."""
    return session.origins[key][-1:] == (key,)


def _is_vague(part: SessionPart) -> bool:
    return part.time is None and (part.hours not in WHOLE or part.words.startswith(TO_BE_CONFIRMED))


def _in_no_group(programme: Programme) -> Iterator[Finding]:
    people = named_participants(programme)
    for group in programme.groups:
        in_none = [id_ for id_, one in people.items() if all(mine.each != group for mine in one.in_)]
        if in_none and 2 * len(in_none) < len(people):
            one, more = in_none[0], len(in_none) - 1
            who, come = (f"`{one}` is", "comes") if not more else (f"`{one}` and {more} more are", "come")
            yield warning(
                "group-not-said",
                f"{who} `in` no `{group}`, and so {come} to what each `{group}` has",
                ("participants", one),
                at_key=True,
                expected=f"`in:` with a `{group}`, as most others say: `in: {group} 1`",
            )


def _named(sessions: list[Session]) -> str:
    return f"`{sessions[0].id}` has" if len(sessions) == 1 else f"`{sessions[0].id}` and {len(sessions) - 1} more have"
