"""What a programme comes to for one participant: sessions, days, hours.

Some things may or may not be counted: what runs alongside, what others bring, what is only for some. So a total is a
range, from what is counted in any case to all that may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Total:
    """How much something comes to, at least and at most."""

    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.least:g}" if self.least == self.most else f"{self.least:g} to {self.most:g}"

    @property
    def verb(self) -> str:
        """Whether there is so much of it or are so many."""
        return "is" if self.least == self.most == 1 else "are"


def sessions_held(programme: Programme, counts: Callable[[Session], bool] = lambda _: True) -> Total | None:
    """How many sessions there are for one participant, of those that count; None where that is not known."""
    return _sum(programme, counts, lambda _: (1, 1))


def days_held(programme: Programme) -> Total | None:
    """On how many days sessions are held; a half day counts a half, and hours may count or not."""
    return _sum(programme, lambda _: True, _days)


def attendance_hours(programme: Programme) -> Total | None:
    """How many hours participants spend together, as far as every session's are known; breaks may count or not."""
    found = _sum(programme, lambda _: True, _minutes)
    return Total(_hours(found.least), _hours(found.most)) if found is not None else None


def _hours(minutes: float) -> float:
    return round(minutes / MINUTES_OF_AN_HOUR, 1)


def _sum(
    programme: Programme, counts: Callable[[Session], bool], measure: Callable[[Session], tuple[float, float] | None]
) -> Total | None:
    least = most = 0.0
    for one in occasions_of(programme):
        if not counts(one) or (one.member is not None and one.member[1] != 1):
            continue
        if one.count is None and not one.strand:
            return None
        measured = measure(one)
        if measured is None:
            return None
        least += measured[0] if _in_any_case(one) else 0
        most += measured[1]
    return Total(least, most)


def _in_any_case(session: Session) -> bool:
    """Whether a session counts for everyone: nothing that runs alongside, is brought, or is only for some."""
    aside = session.strand or session.window or session.host is not None
    chosen = session.choose is not None and not (session.choose.isdecimal() and session.number <= int(session.choose))
    return not (aside or chosen or session.for_.roles or session.for_.number)


def _days(session: Session) -> tuple[float, float] | None:
    if session.lasts.half:
        return 0.5, 0.5
    if session.lasts.minutes is not None:
        return 0, 1
    timed = any(part.time is not None for part in session.parts)
    return (0 if timed and session.days == 1 and _short(session) else session.days), session.days


LONG_DAY = 5 * MINUTES_OF_AN_HOUR
"""What is held for less than so long may count as a day, as half of one, or not at all."""


def _short(session: Session) -> bool:
    return sum(_times(session)) < LONG_DAY


def _times(session: Session) -> Iterator[int]:
    """The minutes of each part that has times."""
    for part in session.parts:
        if part.time is not None:
            start, end = part.time.start, part.time.end
            yield (end.hour - start.hour) * MINUTES_OF_AN_HOUR + end.minute - start.minute


def _minutes(session: Session) -> tuple[float, float] | None:
    """The minutes of a session, without and with the breaks between its parts."""
    if session.lasts.minutes is not None and len(session.parts) == 1:
        return session.lasts.minutes, session.lasts.minutes
    times = [part.time for part in session.parts if part.time is not None]
    if len(times) < len(session.parts) or session.window:
        return None
    first, last = min(time.start for time in times), max(time.end for time in times)
    span = (last.hour - first.hour) * MINUTES_OF_AN_HOUR + last.minute - first.minute
    return sum(_times(session)) * session.days, span * session.days
