"""Every session of the programme has a booking, every window its days, and every booking belongs to a session.

A session without a date is one that nobody comes to; a booking of a session that is gone sends people to an
empty room. It happens when the programme is edited after the plan was made, or the plan by hand.

    sessions:            # the plan
      day-9: {date: ...} # the programme has no day-9

Run `hsplan schedule` to bring the plan up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, first_of, listed
from hsplan.plan.case import HELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.findings import Path
    from hsplan.plan.case import Case

CODE = "not-dated"
HELP = "run `hsplan schedule` to bring the plan up to date"
NAMED = 3
"""How many sessions are named; of the others only how many they are."""


def broken(case: Case) -> Iterator[Finding]:
    """A finding for all that has no date yet, one for all windows that are new, one for all that is gone."""
    booked, windows = case.plan.sessions, case.plan.windows
    missing = [one.id for one in case.sessions if one.id not in booked]
    yield from _told(missing, ("has no date", "have no date"), ("sessions",), "a booking of every session")
    new = [one.id for one in case.windows if one.id not in windows]
    words = "is not in the plan yet", "are not in the plan yet"
    yield from _told(new, words, ("windows",), "the first and the last day of each window", "windows")
    known = {session.id for session in case.sessions}
    gone = [id_ for id_, booking in booked.items() if id_ not in known and booking.status in HELD]
    words = "is booked, but is no session of the programme", "are booked, but are no sessions of the programme"
    yield from _told(gone, words, ("sessions", *gone[:1]), "bookings of the programme's sessions")


def _told(
    ids: Sequence[str], words: tuple[str, str], path: Path, expected: str, noun: str = "sessions"
) -> Iterator[Finding]:
    """One finding for all of some ids, as one edit concerns many: the first three, and how many they are."""
    if ids:
        few = listed([f"`{id_}`" for id_ in ids[:NAMED]])
        message = f"{few} {words[len(ids) > 1]}"
        if len(ids) > NAMED:
            message = f"{len(ids)} {noun} {words[1]}: {first_of([f'`{id_}`' for id_ in ids], NAMED)}"
        yield Finding(CODE, message, path, at_key=True, expected=expected, help=HELP, step=("schedule",))
