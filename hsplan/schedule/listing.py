"""The sessions of programmes as one table that can be sorted: a line for each session and day, with its parts in words.

A line is what an entry of a calendar is unless its author asks for parts: so both have as many.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING

from hsplan.dates.days import WEEKDAYS
from hsplan.programme.kinds import capital
from hsplan.schedule.rows import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from hsplan.schedule.rows import PhaseRow, Place, Row, RowPart, Schedule

COLUMNS = {
    "weekday": "Day",
    "day": "Date",
    "start": "Start",
    "end": "End",
    "timezone": "Time zone",
    "programme": "Programme",
    "title": "Title",
    "kind": "Kind",
    "phase": "Phase",
    "parts": "Parts",
    "whom": "For",
    "led_by": "Led by",
    "venue": "Venue",
    "address": "Address",
    "skills": "Skills",
    "status": "Status",
    "notes": "Notes",
    "preparation": "Preparation",
    "summary": "About",
    "expected": "Expected",
    "link": "Online",
    "id": "Id",
}
"""Every column in its order, by the field of a line, with what stands above it."""


FEW = 3
"""How many programmes are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One day of a session; times are those of the clock on the wall, and None where none is stated."""

    weekday: str
    day: date
    start: time | None
    end: time | None
    timezone: str
    programme: str
    title: str
    kind: str
    phase: str
    parts: tuple[str, ...]
    """The stretches of its day in words, where they say more than its start and end."""
    whom: str
    """For whom, where that is not everyone."""
    led_by: tuple[str, ...]
    venue: str
    address: str
    skills: tuple[str, ...]
    """What it teaches, then what it practises, which says so."""
    status: str
    notes: tuple[str, ...]
    """What else is to be known, in words: what it depends on, who has to come, its note, which rules are set aside."""
    preparation: str
    summary: str
    expected: int | None
    """How many participants come, where that is known."""
    link: str
    """Where people meet online."""
    id: str
    """The session's, after that of its programme: what commands call it."""


def lines(schedules: Sequence[Schedule]) -> list[Line]:
    """The days of all sessions, in order of date and time; those at once as their programmes come."""
    whole = merged(schedules)
    found = [one for schedule, name in zip(whole, told_apart(whole), strict=True) for one in _of(schedule, name)]
    return [line for _, line in sorted(found, key=lambda one: one[0])]


def merged(schedules: Sequence[Schedule]) -> list[Schedule]:
    """Each programme once: where it was narrowed to several readers, with all that any of them has.

    What is cancelled for one of them and held for another is held.
    """
    found: dict[tuple[str, str], Schedule] = {}
    for one in schedules:
        key = one.id, one.calendar_id
        found[key] = _both(found[key], one) if key in found else one
    return list(found.values())


def _both(one: Schedule, other: Schedule) -> Schedule:
    """A programme for two readers."""
    rows = {row.id: row for row in one.rows}
    for row in other.rows:
        rows[row.id] = _of_both(rows[row.id], row) if row.id in rows else row
    windows = {row.id: row for row in (*one.windows, *other.windows)}
    deadlines = {(row.kind, row.id): row for row in (*one.deadlines, *other.deadlines)}
    deadlines |= {(row.kind, row.id): row for row in one.deadlines if row.status != "cancelled"}
    return replace(
        one,
        rows=tuple(sorted(rows.values(), key=in_order)),
        windows=tuple(windows.values()),
        gone=tuple({row.id: row for row in (*one.gone, *other.gone) if row.id not in rows}.values()),
        gone_windows=tuple({row.id: row for row in (*one.gone_windows, *other.gone_windows)}.values()),
        deadlines=tuple(deadlines.values()),
    )


def _of_both(row: Row, other: Row) -> Row:
    """A session with the parts that either of two readers takes part in."""
    parts = {part.id: part for part in (*row.parts, *other.parts)}
    timed = sorted(parts.values(), key=lambda part: part.start.time() if part.start else time.max)
    return replace(
        row,
        parts=tuple(timed) if len(parts) > len(row.parts) else row.parts,
        scenario=row.scenario or other.scenario,
        note=row.note or other.note,
    )


def told_apart(schedules: Sequence[Schedule]) -> list[str]:
    """What each programme is called, with its network or id where others are called the same."""
    names = [schedule.name for schedule in schedules]
    more = [f"{one.name}, {one.network or one.client or one.id}" for one in schedules]
    often, still = Counter(names), Counter(more)
    return [
        name if often[name] == 1 else longer if still[longer] == 1 else f"{name} [{one.id}]"
        for name, longer, one in zip(names, more, schedules, strict=True)
    ]


def concerned(schedules: Sequence[Schedule]) -> list[Schedule]:
    """The programmes in which there is something for their readers."""
    return [one for one in schedules if one.reader is None or one.rows or one.windows]


def which(schedules: Sequence[Schedule]) -> list[str]:
    """The cohort or name of each programme, for a reader who has something in several; else nothing."""
    if schedules[0].reader is None or len(concerned(schedules)) <= 1:
        return ["" for _ in schedules]
    cohorts = [one.cohort or "" for one in schedules]
    if len({one.title for one in schedules}) == 1 and all(cohorts) and len({*cohorts}) == len(schedules):
        return cohorts
    return told_apart(schedules)


def in_one(schedules: Sequence[Schedule]) -> Schedule:
    """What somebody has in several programmes as one list in order of date, each title with the cohort or programme.

    Nobody is in two places at once: what is alike at one time and place is held together, and stands there once.
    """
    names = which(schedules)
    held: dict[object, list[tuple[str, Row]]] = {}
    for one, name in zip(schedules, names, strict=True):
        for row in one.rows:
            key = row.title, row.days, row.start, row.end, row.venue, row.facilitators, row.status
            held.setdefault(key, []).append((name, replace(row, id=f"{one.id}:{row.id}", phase=None)))
    rows = [
        replace(
            of[0][1],
            title=f"{of[0][1].title} · {_counted([name for name, _ in of])}",
            joint=of[0][1].joint if len(of) == 1 else (),  # the title names them
        )
        for of in held.values()
    ]
    others = [(one, f" · {name}") for one, name in zip(schedules, names, strict=True)]
    dates = [replace(row, title=f"{row.title}{name}") for one, name in others for row in one.dates if row.first]
    return replace(
        schedules[0],
        rows=tuple(sorted(rows, key=in_order)),
        windows=tuple(
            replace(row, title=f"{row.title}{name}", id=f"{one.id}:{row.id}")
            for one, name in others
            for row in one.windows
        ),
        dates=tuple(sorted(dates, key=lambda row: (row.first is None, row.first))),
        phases=(),
        project=None,
    )


def _counted(names: Sequence[str]) -> str:
    """The names, or how many there are."""
    return ", ".join(names) if len(names) <= FEW else f"{len(names)} programmes"


def readers_named(schedules: Sequence[Schedule]) -> list[str]:
    """The names of those for whom schedules were narrowed, each once."""
    return list(dict.fromkeys(one.reader.name for one in schedules if one.reader is not None))


def phase_name(schedule: Schedule, phase: PhaseRow) -> str:
    """What a phase is called: by its title, else by its id."""
    return phase.title or capital(f"{phase.id.replace('-', ' ')} {schedule.phase_word}")


def _of(schedule: Schedule, programme: str) -> Iterator[tuple[tuple[date, time, bool], Line]]:
    """The lines of a programme, each with its place in the order of all."""
    titles = {row.id: row.title for row in schedule.rows}
    for row in schedule.rows:
        phase = schedule.phase_of(row)
        for nth, day in enumerate(row.days, 1):
            line = Line(
                weekday=WEEKDAYS[day.weekday()],
                day=day,
                start=row.start.time() if row.start else None,
                end=row.end.time() if row.end else None,
                timezone=schedule.timezone or "",
                programme=programme,
                title=f"{row.title} (day {nth} of {len(row.days)})" if len(row.days) > 1 else row.title,
                kind=capital(row.kind_title),
                phase=phase_name(schedule, phase) if phase is not None else "",
                parts=tuple(_part(part) for part in row.parts if part.words or len(row.parts) > 1),
                whom=row.whom,
                preparation=row.preparation or "",
                summary=row.summary or "",
                expected=row.expected,
                led_by=tuple(one.name for one in row.facilitators),
                venue=_venue(row.venue, row.modes),
                address=(row.venue.address or "") if row.venue else "",
                link=row.link or "",
                skills=(*(one.name for one in row.teaches), *(f"{one.name} (practised)" for one in row.practises)),
                status=capital(row.status),
                notes=tuple(_notes(row, titles)),
                id=f"{schedule.id}:{row.id}",
            )
            yield (day, *in_order(row)[1:]), line


def _part(part: RowPart) -> str:
    when = f"{part.start:%H:%M}-{part.end:%H:%M} " if part.start and part.end else ""
    words = f", {part.words}" if part.words else ""
    whom = f" ({part.whom})" if part.whom else ""
    return f"{when}{capital(part.title)}{words}{whom}"


def _venue(venue: Place | None, modes: tuple[str, ...]) -> str:
    """Where it is held; without a place, how people meet."""
    if venue is None:
        return capital(" or ".join(modes))
    return f"{venue.name}, {venue.town}" if venue.town else venue.name


def _notes(row: Row, titles: dict[str, str]) -> Iterator[str]:
    if row.depends_on:
        yield f"Provisional: depends on {row.depends_on}"
    if row.venue and row.modes not in ((), ("in person",)):
        yield f"Meeting {' or '.join(row.modes)}"
    if row.attendance:
        yield f"Attendance: {row.attendance}"
    if row.host:
        yield f"Held with {titles.get(row.host, row.host)}"
    if row.joint:
        yield capital(row.jointly)
    if row.overnight:
        yield "With the nights between its days"
    if row.note:
        yield row.note
    for one in row.waived:
        yield f"Rule set aside: {one}"
