"""The moments of `when`: in the calendar, at an edge of the programme or phase, or beside another session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hsplan.dates.days import DayRange, InMonths, in_words
from hsplan.dates.lengths import Gap, Length  # noqa: TC001 - Pydantic resolves the annotations

if TYPE_CHECKING:
    from datetime import date

THE_START, THE_END = "the start", "the end"
"""What may be named instead of a session: the edges of the phase, or of the programme where there is none."""
HOST = ""
"""The session that brings another with it, which need not be named."""
IT = "it"
"""The same, where it is named."""
WEEK = 7
LAST_WEEK_OF_A_MONTH = 5
Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class AtStart:
    """The first thing of its phase or programme."""

    def __str__(self) -> str:
        return "at the start"


@dataclass(frozen=True, slots=True)
class AtEnd:
    """The last thing of its phase or programme."""

    def __str__(self) -> str:
        return "at the end"


@dataclass(frozen=True, slots=True)
class InMiddle:
    """In the middle third of its phase or programme."""

    def __str__(self) -> str:
        return "in the middle"


@dataclass(frozen=True, slots=True)
class AnyTime:
    """Out of the order: anywhere in its phase or programme."""

    def __str__(self) -> str:
        return "at any time"


@dataclass(frozen=True, slots=True)
class InPart:
    """In the first or the last stretch of its phase or programme."""

    length: Length
    first: bool

    def __str__(self) -> str:
        return f"in the {'first' if self.first else 'last'} {self.length}"

    def of(self, whole: DayRange) -> DayRange:
        """The days of that stretch of a whole; at most the whole."""
        if self.first:
            return DayRange(whole.first, min(whole.last, self.length.last_day(whole.first)))
        return DayRange(max(whole.first, self.length.first_day(whole.last)), whole.last)


@dataclass(frozen=True, slots=True)
class Within:
    """Within a range of days."""

    days: DayRange

    def __contains__(self, day: date) -> bool:
        return day in self.days

    def __str__(self) -> str:
        first, last = in_words(self.days.first), in_words(self.days.last)
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class InWeeks:
    """In certain weeks of any month: week 1 holds the days 1 to 7, week 5 what is left after four."""

    weeks: tuple[int, ...]

    def __contains__(self, day: date) -> bool:
        return (day.day - 1) // WEEK + 1 in self.weeks

    def __str__(self) -> str:
        return f"in week {' or '.join(map(str, self.weeks))} of a month"


Dated = Within | InMonths | InWeeks
"""The moments that tell of any day whether it lies in them."""


@dataclass(frozen=True, slots=True)
class Usually:
    """A moment in the calendar that is a preference."""

    moment: Dated

    def __str__(self) -> str:
        return f"usually {self.moment}"


@dataclass(frozen=True, slots=True)
class Beside:
    """Before or after a session or an edge; by a gap where one is stated, counted between the days that are nearest."""

    side: Side
    target: str
    gap: Gap | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.gap or ""), self.side, self.target or "it") if part)


@dataclass(frozen=True, slots=True)
class OnDay:
    """On the day before, of or after a session; the part of the day, where one is named, in words."""

    offset: Literal[-1, 0, 1]
    part: str
    target: str

    def __str__(self) -> str:
        return f"the {self.part} {({-1: 'before', 0: 'of', 1: 'after'})[self.offset]} {self.target}".rstrip()


@dataclass(frozen=True, slots=True)
class Between:
    """After the last day of one session and before the first of another."""

    after: str
    before: str

    def __str__(self) -> str:
        return f"between {self.after} and {self.before}"


@dataclass(frozen=True, slots=True)
class During:
    """On the days of a session, or in a phase."""

    target: str

    def __str__(self) -> str:
        return f"during {self.target}".rstrip()


When = AtStart | AtEnd | InMiddle | AnyTime | InPart | Dated | Usually | Beside | OnDay | Between | During
"""Every moment that a file can say."""
Relation = Beside | OnDay | Between | During
"""Those that tie to something else."""
FIXED: dict[str, When] = {
    "at the start": AtStart(),
    "at the end": AtEnd(),
    "in the middle": InMiddle(),
    "at any time": AnyTime(),
}
"""Those that are always written alike."""


def named_in(when: When) -> tuple[str, ...]:
    """The sessions or phases that a moment names."""
    if isinstance(when, Between):
        return (when.after, when.before)
    target = when.target if isinstance(when, Beside | OnDay | During) else ""
    return () if target in (HOST, THE_START, THE_END) else (target,)
