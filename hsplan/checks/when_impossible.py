"""The days that a session's `when` names can be used by it.

A day outside the programme, on no weekday of the session, or closed, can be in no plan, whatever else moves.

    start: 2027-02
    length: 10 months
    sessions: {board: {kind: presentation, when: 16 December 2027}}     # the programme ends on 30 November

Ask for another day, or change what stands in the way. A rule that is waived for the session does not count, nor does
what was asked for of a session that was delivered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import WEEKDAYS, DayRange, in_words
from hsplan.findings import Finding, Note
from hsplan.programme.coming import roles_coming
from hsplan.programme.inherited import WORKING_WEEK
from hsplan.programme.moments import Frame
from hsplan.programme.unfolding import sessions_of
from hsplan.programme.waivers import waived_until
from hsplan.programme.when import Within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

CODES = ("when-impossible",)
WAIVED = ("outside-programme", "outside-phase", "wrong-weekday", "closed-day", "wrong-moment")


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A finding for each `when` that names no day which its session can have."""
    frame = Frame.of(programme, calendar.start)
    aside = {id_ for rule in WAIVED for id_ in waived_until(programme, rule)}
    seen: set[Path] = set()
    for one in sessions_of(programme):
        if one.moments and one.path not in seen and one.id not in aside:
            seen.add(one.path)
            closed = calendar.closed_to(roles_coming(programme, one))
            yield from _impossible(_Asked(one, frame.days(one), closed), frame.phase(one), calendar.places)


@dataclass(frozen=True)
class _Asked:
    """A session that is asked for in the calendar, the days that its phase or programme leaves, and what is closed."""

    session: Session
    within: DayRange
    closed: Mapping[date, str]

    def near(self) -> DayRange:
        """The days that its phase or programme leaves it of the ranges that it is asked for."""
        ranges = [when.days for when in self.session.moments if isinstance(when, Within)]
        first = max((self.within.first, *(one.first for one in ranges)))
        return DayRange(first, min((self.within.last, *(one.last for one in ranges))))

    def in_moment(self, day: date) -> bool:
        """Whether a session that begins on a day lies where it is asked for."""
        days = self.from_day(day)
        return all(end in when for end in (days.first, days.last) for when in self.session.moments)

    def on_weekdays(self, day: date) -> bool:
        """Whether those of its days that its weekdays bind would be among them."""
        bound = DayRange(day, day + timedelta(days=self.session.days_on_weekdays - 1))
        fits = all(each.weekday() in self.session.weekdays.allowed.days for each in bound)
        return fits and self.session.lasts.first_weekday in (None, day.weekday())

    def shut(self, day: date) -> str:
        """What closes one of its days; nothing where all are open."""
        return next((self.closed[each] for each in self.from_day(day) if each in self.closed), "")

    def usable(self, day: date) -> bool:
        """Whether it could begin on a day, if it were asked for there."""
        inside = self.within.first <= day and self.from_day(day).last <= self.within.last
        return inside and self.on_weekdays(day) and not self.shut(day)

    def from_day(self, day: date) -> DayRange:
        """The days that it takes from a day on."""
        return DayRange(day, day + timedelta(days=self.session.days - 1))


def _impossible(asked: _Asked, phase: str | None, places: Mapping[str, Path]) -> Iterator[Finding]:
    """What keeps a session from all days that it is asked for, if anything does: the first of four reasons."""
    one, within = asked.session, asked.within
    if any(asked.in_moment(day) and asked.on_weekdays(day) and not asked.shut(day) for day in asked.near()):
        return
    starts = [day for day in asked.near() if asked.in_moment(day)]
    if starts and one.count != 1:  # `too-few-days` is told
        return
    fitting = [day for day in starts if asked.on_weekdays(day)]
    note, allowed, moments = None, "", " and ".join(map(str, one.moments))
    if fitting:
        reason = asked.shut(fitting[0])
        why, expected, note = f"closed: {reason}", "days that are open", ("closed here", places.get(reason))
    elif starts:
        why, expected = "on none of its weekdays", f"one of {one.weekdays}"
        note = ("its weekdays", one.origins["weekdays"])
        if starts[0] in WORKING_WEEK and not asked.shut(starts[0]) and not one.lasts.weekdays:
            allowed = f"; or write `weekdays: {WEEKDAYS[starts[0].weekday()]}` beside it"
    elif any(all(day in when for when in one.moments) for day in asked.near()):
        why, expected = f"too short for its {one.days} days", f"a range of {one.days} days or more"
    elif len(one.moments) > 1 and all(any(day in when for day in within) for when in one.moments):
        why, expected = "never at once", "moments that have a day of the programme in common"
    else:
        why = f"outside of {f'its phase `{phase}`' if phase is not None else 'the programme'}"
        expected = f"a day from {in_words(within.first)} to {in_words(within.last)}"
    yield Finding(
        "when-impossible",
        f"`{one.item}` is asked for {moments}, which is {why}",
        (*one.path, "when"),
        expected=expected,
        help=_instead(asked) + allowed,
        notes=(Note(note[0], note[1]),) if note is not None and note[1] not in (None, one.path) else (),
    )


def _instead(asked: _Asked) -> str:
    """The day that was probably meant: the same one of a year before or after, else the nearest that can be used."""
    first = next((when.days.first for when in asked.session.moments if isinstance(when, Within)), None)
    if first is not None and asked.usable(first):
        return f"write `{Within(asked.from_day(first))}`"
    if first is not None:
        years = (first + timedelta(days=days) for days in (365, 366, -365, -366))
        same = (day for day in years if (day.month, day.day) == (first.month, first.day) and asked.usable(day))
        if (meant := next(same, None)) is not None:
            return f"did you mean `{in_words(meant)}`?"
        middle = min(max(first, asked.within.first), asked.within.last)
        steps = (middle + timedelta(days=n) for far in range(len(asked.within)) for n in (-far, far))
        if (near := next(filter(asked.usable, steps), None)) is not None:
            return f"the nearest day that it can have is {in_words(near)}"
    return "change `when`, or what stands in its way"
