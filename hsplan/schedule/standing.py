"""Where a programme stands on a day: in which phase, what is delivered of each kind, what comes next, the project.

**Delivered by a day** is what lies before it, and on the day itself what the plan says was delivered. So the standing
on a day of the past is what it was then, though more has been delivered since, and nobody needs to say of each
session that it took place. What is cancelled counts neither as delivered nor among the number; a milestone is reached
when its session is delivered, and without one when its day lies before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hsplan.dates.days import in_words
from hsplan.findings import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.schedule.rows import DayRow, MilestoneRow, PhaseRow, Row, Schedule, WindowRow

ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
FEW_KINDS = 3
"""How many kinds of session a sentence can name."""
STOPPED = "all of it cancelled"
Moment = Literal["before", "during", "after"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of something are delivered or reached."""

    done: int
    of: int
    kind: str
    """What one of the kind is called; nothing for milestones."""
    words: str
    """What they are called: `insight days`, or `insight day` where there is but one."""

    def __str__(self) -> str:
        return f"{self.done} of {self.of} {self.words}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a programme is on a day."""

    day: date
    moment: Moment
    """Whether the day lies before all of it, within, or after all of it."""
    edge: date
    """Its first day where it has not begun, else its last."""
    phase: PhaseRow | None
    """In which phase the day lies; none before, between and after them."""
    number: int
    """Which phase that is, from 1; 0 where it lies in none."""
    phases: int
    """How many there are."""
    where: str
    """The same in words: `second trimester`, `between the first and second trimester`, `before the start`."""
    tallies: tuple[Tally, ...]
    """What is delivered of each kind, in the order of their first sessions."""
    today: tuple[Row, ...]
    """What is held on the day."""
    next: Row | None
    """The first session that begins after the day."""
    milestones: Tally | None
    """How many milestones of the project are reached; None where there are none."""
    next_milestone: MilestoneRow | None
    """The first milestone that is not reached and has a day."""
    open: tuple[WindowRow, ...]
    """What is to be arranged, or runs alongside, within days that hold this one."""
    dates: tuple[DayRow, ...] = ()
    """The dates that hold the day, and of those behind it the first, with others of its day."""

    @property
    def sessions(self) -> Tally:
        """How many sessions of whatever kind are delivered."""
        of = sum(one.of for one in self.tallies)
        return Tally(sum(one.done for one in self.tallies), of, "", "session" if of == 1 else "sessions")


def standing(schedule: Schedule, day: date) -> Standing:
    """Where a programme stands on a day."""
    rows = schedule.held
    stopped = bool(schedule.rows) and not rows
    is_of_venue = schedule.reader is not None and schedule.reader.kind == "venue"
    first = min([schedule.days.first, *(row.first for row in rows)])
    last = max([schedule.days.last, *(row.last for row in rows)])
    moment: Moment = "before" if day < first else "after" if day > last else "during"
    number = next((n for n, phase in enumerate(schedule.phases, 1) if day in phase.days), 0)
    ahead = [one for one in schedule.milestones if one.date is not None and not _reached(one, schedule, day)]
    return Standing(
        day=day,
        moment=moment,
        edge=first if moment == "before" else last,
        phase=schedule.phases[number - 1] if number else None,
        number=number,
        phases=len(schedule.phases),
        where=STOPPED if stopped else _where(schedule, day, moment, number),
        tallies=tuple(_tallies(rows, day)),
        today=tuple(row for row in rows if row.first <= day <= row.last),
        next=next((row for row in rows if row.first > day), None),
        milestones=_reaching(schedule, day) if schedule.milestones else None,
        next_milestone=min(ahead, key=lambda one: one.date or last, default=None),
        open=tuple(one for one in schedule.held_windows if _is_open(one, day) and not stopped),
        dates=() if stopped or is_of_venue else tuple(_next_dates(schedule, day)),
    )


def _next_dates(schedule: Schedule, day: date) -> Iterator[DayRow]:
    ahead = [(one.first, one) for one in schedule.dates if one.first is not None and (one.last or one.first) >= day]
    soonest = min((first for first, _ in ahead if first > day), default=None)
    yield from (one for first, one in ahead if first <= day or first == soonest)


def delivered(row: Row, day: date) -> bool:
    """Whether a session is delivered by a day."""
    if row.status == "cancelled":
        return False
    return row.last < day or (row.last == day and row.status == "delivered")


def sentence(found: Standing) -> str:
    """The standing in words: `second trimester, 4 of 8 insight days delivered; next …; project: 3 of 5 milestones`."""
    return "; ".join(_clauses(found))


def _clauses(found: Standing) -> Iterator[str]:
    where = (
        found.where if found.moment == "during" or found.where == STOPPED else f"{found.where} ({in_words(found.edge)})"
    )
    few = found.tallies if len(found.tallies) <= FEW_KINDS else (found.sessions,)
    done = f"{listed([str(one) for one in few])} delivered" if few else ""
    yield ", ".join(words for words in (where, done) if words) or "under way"
    if found.today:
        yield f"today {listed([row.title for row in found.today])}"
    if found.next is not None:
        yield f"next {found.next.title}, {in_words(found.next.first)}"
    if found.milestones is not None:
        yield f"project: {found.milestones}"


def _where(schedule: Schedule, day: date, moment: Moment, number: int) -> str:
    """Where a day lies among the phases, in words; nothing within a programme that has none."""
    if moment != "during":
        return "before the start" if moment == "before" else "after the end"
    word = schedule.phase_word
    if number:
        return f"{_ordinal(number)} {word}"
    over = sum(phase.days.last < day for phase in schedule.phases)
    if not schedule.phases:
        return ""
    if over == 0:
        return f"before the first {word}"
    if over == len(schedule.phases):
        return f"after the last {word}"
    return f"between the {_ordinal(over)} and {_ordinal(over + 1)} {word}"


def _ordinal(number: int) -> str:
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _tallies(rows: list[Row], day: date) -> Iterator[Tally]:
    for title in dict.fromkeys(row.kind_title for row in rows):
        mine = [row for row in rows if row.kind_title == title]
        words = title if len(mine) == 1 else mine[0].kind_plural
        yield Tally(sum(delivered(row, day) for row in mine), len(mine), title, words)


def _reaching(schedule: Schedule, day: date) -> Tally:
    done, of = sum(_reached(one, schedule, day) for one in schedule.milestones), len(schedule.milestones)
    return Tally(done, of, "", "milestone" if of == 1 else "milestones")


def _reached(one: MilestoneRow, schedule: Schedule, day: date) -> bool:
    row = next((row for row in schedule.rows if row.id == one.session), None)
    if row is not None:
        return delivered(row, day)
    return one.date is not None and one.date < day


def _is_open(window: WindowRow, day: date) -> bool:
    """Whether a day lies within a window; one without any days is always open."""
    return (window.first is None or window.first <= day) and (window.last is None or day <= window.last)
