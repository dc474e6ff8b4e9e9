"""A programme drawn along its days: months, phases, sessions, what runs alongside, and the thread of the project.

Lengths are in units of the drawing, which is a thousand wide. Everything has its place in numbers, so that the page
needs no style of its own for any element.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import MONTHS, DayRange, in_words, span_in_words
from hsplan.dates.lengths import months_after, months_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from hsplan.schedule.rows import Schedule

WIDTH = 1000
LETTER = 6.3
"""How wide a letter is about, at the size of the drawing's words."""
BOLD_LETTER = 8.4
"""The same of the words in a band, in the widest of the fonts that a page may be shown in."""
TICKS = 24
BAND = 30
LANE = 24
BAR = 20
STEP = 18
MOST_TICKS = 16
STEPS = (1, 3, 6, 12, 36)
"""Every how many months there may be a tick."""
MOST_BARS = 24
"""How many stretches are drawn; more would be a wall of bars, and all are in the list."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of days."""

    x: float
    y: float
    width: float
    words: str
    tip: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A day, with a mark or words at it."""

    x: float
    y: float
    words: str
    tip: str = ""
    tone: str = ""
    anchor: str = "middle"
    session: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn, and how high it is."""

    days: DayRange
    height: float
    ticks: tuple[Point, ...]
    bands: tuple[Box, ...]
    marks: tuple[Point, ...]
    bars: tuple[Box, ...]
    thread: float | None
    """How far down the project's thread runs."""
    stones: tuple[Point, ...]
    labels: tuple[Point, ...]


def drawn(schedule: Schedule, looks: Mapping[str, tuple[str, str]]) -> Drawing:
    """The drawing of a schedule; each kind of session has a mark and a tone."""
    days = _days(schedule)
    bands = tuple(_bands(schedule, days))
    marks, y = _marks(schedule, days, looks, TICKS + (BAND + 14 if bands else 8))
    bars, y = _bars(schedule, days, y)
    thread = y + 8 if schedule.milestones else None
    stones, labels, y = _stones(schedule, days, y + 8) if thread is not None else ((), (), y)
    return Drawing(days, round(y + 4, 1), tuple(_ticks(days)), bands, marks, bars, thread, stones, labels)


def _days(schedule: Schedule) -> DayRange:
    """Whole months around everything that is drawn."""
    found = [schedule.days.first, schedule.days.last]
    found += [day for row in schedule.rows for day in (row.first, row.last)]
    found += [day for phase in schedule.phases for day in (phase.days.first, phase.days.last)]
    found += [day for window in schedule.windows for day in (window.first, window.last) if day is not None]
    found += [one.date for one in schedule.milestones if one.date is not None]
    return DayRange(min(found).replace(day=1), months_after(max(found).replace(day=1), 1) - timedelta(days=1))


def _at(day: date, days: DayRange) -> float:
    """How far to the right a day begins."""
    return round((day - days.first).days / len(days) * WIDTH, 1)


def _end(day: date, days: DayRange) -> float:
    """How far to the right a day is over."""
    return _at(day + timedelta(days=1), days)


def _ticks(days: DayRange) -> Iterator[Point]:
    """The months, or some of them where there are many; the year where one begins."""
    count = months_between(days.first, days.last) + 1
    every = next((step for step in STEPS if count <= step * MOST_TICKS), STEPS[-1])
    for n in range(0, count, every):
        first = months_after(days.first, n)
        year = f" {first.year}" if n == 0 or first.month == 1 or every > 1 else ""
        yield Point(_at(first, days), 0, f"{MONTHS[first.month - 1]}{year}")


def _bands(schedule: Schedule, days: DayRange) -> Iterator[Box]:
    for phase in schedule.phases:
        x, end = _at(phase.days.first, days), _end(phase.days.last, days)
        words = phase.title or phase.id.replace("-", " ").capitalize()
        tip = f"{words}, {span_in_words(phase.days)}"
        yield Box(
            x, TICKS, round(end - x, 1), _fitting(words, end - x - 16, BOLD_LETTER), tip, phase.depends_on is not None
        )


def _marks(
    schedule: Schedule, days: DayRange, looks: Mapping[str, tuple[str, str]], top: float
) -> tuple[tuple[Point, ...], float]:
    rows = schedule.held
    places = [(_at(row.first, days) + _end(row.last, days)) / 2 for row in rows]
    lanes = _lanes([(x - LANE / 3, x + LANE / 3) for x in places])
    marks = tuple(
        Point(
            round(x, 1),
            top + lane * (LANE - 4) + 14,
            looks[row.kind_title][0],
            f"{row.title}, {in_words(row.first)}",
            looks[row.kind_title][1],
            session=row.id,
        )
        for row, x, lane in zip(rows, places, lanes, strict=True)
    )
    return marks, top + (max(lanes, default=-1) + 1) * (LANE - 4) + 8


def _bars(schedule: Schedule, days: DayRange, top: float) -> tuple[tuple[Box, ...], float]:
    spans = [
        (_at(one.first or days.first, days), _end(one.last or days.last, days), one) for one in schedule.held_windows
    ]
    spans = [span for span in spans if span[2].first or span[2].last][:MOST_BARS]
    lanes = _lanes([(x, max(end, x + len(one.title) * LETTER + 14)) for x, end, one in spans])
    bars = tuple(
        Box(
            x,
            top + lane * (BAR + 4),
            round(max(end - x, 3), 1),
            _fitting(one.title, WIDTH - x - 10),
            f"{one.title}, {one.detail}" if one.detail else one.title,
            one.depends_on is not None,
        )
        for (x, end, one), lane in zip(spans, lanes, strict=True)
    )
    return bars, top + (max(lanes, default=-1) + 1) * (BAR + 4) + (4 if bars else 0)


def _stones(schedule: Schedule, days: DayRange, y: float) -> tuple[tuple[Point, ...], tuple[Point, ...], float]:
    """The milestones on their thread, each with its title on the first line beneath that has room."""
    dated = sorted(((one.date, one) for one in schedule.milestones if one.date is not None), key=lambda item: item[0])
    places = [round((_at(day, days) + _end(day, days)) / 2, 1) for day, _ in dated]
    words = [_fitting(one.title, WIDTH / 2) for _, one in dated]
    spans = [_beside(x, len(title) * LETTER) for x, title in zip(places, words, strict=True)]
    lanes = _lanes([(left, left + len(title) * LETTER + 16) for (left, _), title in zip(spans, words, strict=True)])
    stones = tuple(
        Point(x, y, "", f"{one.title}, {in_words(day)}") for (day, one), x in zip(dated, places, strict=True)
    )
    labels = tuple(
        Point({"start": left, "middle": x, "end": x}[anchor], y + 24 + lane * STEP, title, anchor=anchor)
        for x, (left, anchor), title, lane in zip(places, spans, words, lanes, strict=True)
    )
    return stones, labels, y + 32 + max(lanes, default=0) * STEP


def _beside(x: float, width: float) -> tuple[float, str]:
    """Where words at a place begin, and which of their ends is there: they stay within the drawing."""
    if x - width / 2 < 0:
        return 0, "start"
    if x + width / 2 > WIDTH:
        return x - width, "end"
    return x - width / 2, "middle"


def _lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each stretch the first lane in which nothing before it is in its way."""
    ends: list[float] = []
    found = []
    for start, end in spans:
        lane = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end]
        found.append(lane)
    return found


def _fitting(words: str, room: float, letter: float = LETTER) -> str:
    """Words cut to a room, with dots; nothing where not even a few letters fit."""
    letters = int(room / letter)
    if len(words) <= letters:
        return words
    few = 4
    return f"{words[: letters - 1].rstrip()}…" if letters >= few else ""
