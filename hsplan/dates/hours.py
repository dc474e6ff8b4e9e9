"""Hours of a day, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

LAST_MINUTE = time(23, 59)


def instant(moment: datetime) -> str:
    """A moment in UTC as ISO 8601 writes it.

    >>> from datetime import UTC
    >>> instant(datetime(2011, 1, 18, 9, 30, tzinfo=UTC))
    '2011-01-18T09:30:00Z'
    """
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


@dataclass(frozen=True, order=True, slots=True)
class TimeRange:
    """From one time of day to a later one of the same day."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


PARTS_OF_DAY = {
    "morning": TimeRange(time(0), time(12)),
    "lunchtime": TimeRange(time(12), time(13)),
    "afternoon": TimeRange(time(13), time(17)),
    "daytime": TimeRange(time(0), time(17)),
    "evening": TimeRange(time(18), LAST_MINUTE),
    "night": TimeRange(time(18), LAST_MINUTE),
    "all day": TimeRange(time(0), LAST_MINUTE),
}
"""The hours that a word leaves no doubt about: until 18:00 and in the evening is not at once."""
TO_BE_CONFIRMED = "time to be confirmed"
"""What people are told where the hours are not known yet: until then it may be any of the day."""


@dataclass(frozen=True, slots=True)
class TimeInWords:
    """A time that is not a stretch: from when (`from 14:00`), or in which part of the day (`evening`)."""

    words: str
    start: time | None = None

    @property
    def hours(self) -> TimeRange:
        """The stretch of the day in which it lies: of several parts of the day, all from the first to the last."""
        if self.start is not None:
            return TimeRange(self.start, LAST_MINUTE)
        parts = [PARTS_OF_DAY.get(word, PARTS_OF_DAY["all day"]) for word in self.words.split(" or ")]
        return TimeRange(min(one.start for one in parts), max(one.end for one in parts))

    def __str__(self) -> str:
        return self.words
