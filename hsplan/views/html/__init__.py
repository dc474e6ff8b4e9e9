"""The schedule as a page to open in a browser and to print: one file, which needs no network and no script to be read.

What depends on the day is found when the page is opened; the file itself is the same whenever it is made. Several
schedules (what somebody leads in all their programmes) make one page with a chapter each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from hsplan import webpage
from hsplan.dates.days import MONTHS, WEEKDAYS, DayRange, in_words
from hsplan.programme.kinds import capital
from hsplan.schedule.listing import readers_named
from hsplan.schedule.loads import loads_of
from hsplan.schedule.months import closures_of, months_of
from hsplan.schedule.skills import skills_of
from hsplan.schedule.standing import sentence
from hsplan.schedule.turning import turns_of
from hsplan.views.html.entry import calendar_file, google, outlook
from hsplan.views.html.timeline import Drawing, drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from hsplan.schedule.loads import Load
    from hsplan.schedule.months import Day, Month
    from hsplan.schedule.rows import MilestoneRow, PhaseRow, Row, RowPart, Schedule, WindowRow
    from hsplan.schedule.skills import SkillRow

MARKS = "●◆▲■★○◇△□☆"
"""What tells kinds apart without colour. None of them is ever drawn as a picture (Unicode, emoji-data)."""
TONES = 6
FACTS = {
    "attendance": "Attendance",
    "otherwise": "What a missed session asks",
    "assessment": "Assessment",
    "award": "Award",
    "load": "Time it takes",
    "fee": "Fee",
    "notice": "Notice of changes",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of session is told from others."""

    kind: str
    """What the filter calls it."""
    title: str
    mark: str
    tone: str


@dataclass(frozen=True, slots=True)
class Section:
    """The sessions of a phase, or those between phases, that follow each other."""

    phase: PhaseRow | None
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chapter:
    """A schedule with all that the page shows of it."""

    schedule: Schedule
    alone: bool
    """Whether it is the only one of its page."""
    looks: Mapping[str, Look]

    def anchor(self, row: Row) -> str:
        """What a session's place on the page is called."""
        return f"session-{row.id}" if self.alone else f"session-{self.schedule.id}:{row.id}"

    def person(self, id_: str) -> str:
        """What the filter calls somebody: who is shared is the same person in all programmes."""
        return id_ if self.alone or id_ in self.schedule.shared else f"{self.schedule.id}:{id_}"

    def phase(self, id_: str | None) -> str:
        """What the filter calls a phase."""
        return (id_ or "") if self.alone or not id_ else f"{self.schedule.id}:{id_}"

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The year at a glance."""
        return months_of(self.schedule)

    @property
    def legend(self) -> list[Look]:
        """The marks of its own sessions."""
        own = {row.kind_title for row in self.schedule.rows}
        return [look for kind, look in self.looks.items() if kind in own]

    @property
    def closures(self) -> list[tuple[str, str]]:
        """The days that are closed within those months, in words, each with its reason."""
        within = DayRange(self.months[0].first, max(day.date for week in self.months[-1].weeks for day in week if day))
        return [(_short(days), reason) for days, reason in closures_of(self.schedule, within)]

    @property
    def turns(self) -> list[tuple[str, str, str]]:
        """From which day which sentence tells where the programme stands, and the place of the session ahead."""
        found = []
        for one in turns_of(self.schedule):
            ahead = one.today[0] if one.today else one.next
            found.append((one.day.isoformat(), capital(sentence(one)), self.anchor(ahead) if ahead else ""))
        return found

    @property
    def timeline(self) -> Drawing:
        """The phases, what is held, and the project's thread."""
        return drawn(self.schedule, {kind: (look.mark, look.tone) for kind, look in self.looks.items()})

    @cached_property
    def sections(self) -> list[Section]:
        """The sessions in order, phase by phase."""
        phases = {phase.id: phase for phase in self.schedule.phases}
        found: list[Section] = []
        for id_, rows in groupby(self.schedule.rows, key=lambda row: row.phase if row.phase in phases else None):
            title = self.phase_name(phases[id_]) if id_ else f"Outside the {self.schedule.phase_word}s" * bool(phases)
            again = any(section.title == title for section in found)
            found.append(Section(phases.get(id_ or ""), f"{title}, continued" if again else title, tuple(rows)))
        return found

    @cached_property
    def skills(self) -> tuple[SkillRow, ...]:
        """What is taught and practised where."""
        return skills_of(self.schedule)

    @cached_property
    def loads(self) -> dict[tuple[str, str], Load]:
        """How many sessions and days each person leads, and each venue holds."""
        return {(one.kind, one.id): one for one in loads_of([self.schedule])}

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What else is to be known of taking part."""
        return [(FACTS.get(key, capital(key)), words) for key, words in self.schedule.facts.items()]

    def phase_name(self, phase: PhaseRow) -> str:
        """Which phase it is, with its title: `First trimester: Leading change`."""
        which = phase.id.replace("-", " ")
        word = self.schedule.phase_word
        numbered = capital(which if word in which else f"{which} {word}")
        return f"{numbered}: {phase.title}" if phase.title else numbered

    def held_in(self, phase: PhaseRow) -> list[Row]:
        """The sessions of a phase that are not cancelled."""
        return [row for row in self.schedule.held if row.phase == phase.id]

    def milestones_in(self, days: DayRange) -> list[MilestoneRow]:
        """The project's milestones on certain days."""
        return [one for one in self.schedule.milestones if one.date in days]

    def milestones_of(self, row: Row) -> list[MilestoneRow]:
        """The project's milestones that a session is to reach."""
        return [one for one in self.schedule.milestones if one.session == row.id]

    def people_of(self, row: Row) -> str:
        """Who is at a session, as far as names are known, as the filter calls them."""
        return " ".join(self.person(id_) for id_ in (*(one.id for one in row.facilitators), *row.attendees))

    def row_of(self, session: str | None) -> Row | None:
        """The session of an id, if the page has it."""
        return next((row for row in self.schedule.rows if row.id == session), None)


def render(schedules: Sequence[Schedule]) -> bytes:
    """The whole page."""
    looks = _looks(schedules)
    alone = len(schedules) == 1
    readers = readers_named(schedules)
    chapters = [Chapter(schedule, alone, looks) for schedule in schedules]
    return webpage.written(
        __name__,
        title=_title(schedules, readers),
        readers=readers,
        chapters=chapters,
        looks=list(looks.values()),
        choices=_choices(chapters),
        phases=[
            (chapter.phase(phase.id), chapter.phase_name(phase) if alone else f"{chapter.schedule.name}: {phase.id}")
            for chapter in chapters
            for phase in chapter.schedule.phases
        ],
        count=sum(len(schedule.rows) for schedule in schedules),
        **WORDS,
    )


def _title(schedules: Sequence[Schedule], readers: Sequence[str]) -> str:
    if len(schedules) == 1:
        return schedules[0].name
    number = f"{len(schedules)} programmes"
    return f"{readers[0]}: {number}" if len(readers) == 1 else number


def _looks(schedules: Sequence[Schedule]) -> dict[str, Look]:
    """The mark and tone of each kind, by what it is called, which it has for every reader."""
    shown = {row.kind_title for schedule in schedules for row in schedule.rows}
    kinds = dict.fromkeys(kind for one in schedules for kind in (*one.kinds, *(row.kind_title for row in one.rows)))
    return {
        kind: Look("-".join(kind.split()), capital(kind), MARKS[n % len(MARKS)], f"t{n % TONES}")
        for n, kind in enumerate(kinds)
        if kind in shown
    }


def _choices(chapters: Sequence[Chapter]) -> list[tuple[str, dict[str, str]]]:
    """Whom one may filter by: who leads, and who takes part where that is known by name."""
    leading = {
        chapter.person(one.id): one.name
        for chapter in chapters
        for row in chapter.schedule.rows
        for one in row.facilitators
    }
    coming = {chapter.person(one.id): one.name for chapter in chapters for one in chapter.schedule.participants}
    return [
        (words, dict(sorted(found.items(), key=lambda item: (item[1], item[0]))))
        for words, found in (("Who leads", leading), ("Who takes part", coming))
        if found
    ]


def _short(days: DayRange) -> str:
    """Days in a few words, with the year and month said once where they are the same."""
    first, last = days.first, days.last
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}{year} to {end}"


def _times(row: Row) -> str:
    """From when to when a session is, or what is known of it."""
    if row.start and row.end:
        return _span(row.start, row.end)
    known = dict.fromkeys(part.words for part in row.parts if part.words)
    return next(iter(known)) if len(known) == 1 else ""


def _part_time(part: RowPart) -> str:
    if part.start and part.end:
        return _span(part.start, part.end)
    return part.words


def _span(start: datetime, end: datetime) -> str:
    return f"{start:%H:%M}–{end:%H:%M}"


def _window_days(window: WindowRow) -> str:
    """The days of a window, with the last as the deadline of what is arranged."""
    if window.first and window.last:
        return _short(DayRange(window.first, window.last))
    return window.when(in_words) or "no day known"


def _cell(day: Day, chapter: Chapter) -> str:
    """The classes of a day of the year: what is held, closed, weekend, provisional."""
    first = day.rows[0] if day.rows else None
    names = [
        f"held {chapter.looks[first.kind_title].tone}" if first else "",
        "provisional" if first and first.depends_on else "",
        "closed" if day.closed is not None else "",
        "weekend" if day.is_weekend else "",
    ]
    return " ".join(name for name in names if name)


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


WORDS = {
    "capital": capital,
    "cell": _cell,
    "calendar_file": calendar_file,
    "google": google,
    "in_words": in_words,
    "month_short": lambda day: MONTHS[day.month - 1],
    "outlook": outlook,
    "part_time": _part_time,
    "short": _short,
    "times": _times,
    "weekday": _weekday,
    "weekdays": tuple(day[:2] for day in WEEKDAYS),
    "window_days": _window_days,
}
"""What the template says days and times with."""
