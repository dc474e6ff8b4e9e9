"""What is said of days and hours has an effect on them.

A weight counts among days to avoid and days to prefer; closed days are closed, whatever they weigh. And `titled`
chooses among the events of a calendar file or the rows of a table.

    calendar: {closed: {school: {when: Aug 2011, weight: high}}}        # closed is closed

Delete the key, or put the days under `avoid` or `prefer`.

What runs alongside, without a `count`, is a stretch of days: hours that it states are kept for no day of it.

    strands: {talk: {kind: webinar, time: 12:30-13:30, when: February}} # all of February

Write `count: 1` for a day with those hours; or delete `time`.

A key with nothing behind it says nothing, and what stands further up is taken.

    where: hall
    sessions: {tour: {kind: study-tour, where: }}                       # in the hall

Write `where: unknown`, or `where: []` where no venue is wanted; the same holds for `with`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.hours import TimeRange
from hsplan.findings import Finding, Note, warning
from hsplan.programme.inherited import inherited
from hsplan.programme.items import id_at, items_of, written_sessions
from hsplan.programme.unfolding import windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("no-effect",)
WEIGHED = ("avoid", "prefer")
FROM_ABOVE = (("where", "where"), ("with_", "with"))


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each weight, title, time or empty key that changes nothing."""
    yield from _hours_of_stretches(programme)
    yield from _nothing_taken_away(programme)
    for path, block in programme.calendar.blocks:
        if "weight" in block.model_fields_set and path[1] not in WEIGHED:
            yield Finding(
                "no-effect",
                f"`weight` has no effect under `{path[1]}`",
                (*path, "weight"),
                at_key=True,
                expected="a weight under `avoid` or `prefer` only",
                help="delete it, or put the days under `avoid`",
            )
        if block.titled is not None and not block.files:
            yield Finding(
                "no-effect",
                "`titled` has no effect without a file",
                (*path, "titled"),
                at_key=True,
                expected="`ics` or `csv` beside it",
                help="name the file, or write `title` for what the days are called",
            )


def _hours_of_stretches(programme: Programme) -> Iterator[Finding]:
    """A warning for each strand that states hours and is held on no day, as its number is not stated either."""
    stretches = {one.path for one in windows_of(programme) if not one.arranged_by}
    for item in items_of(programme):
        if item.path in stretches and isinstance(item.written.time, TimeRange) and item.written.count is not None:
            yield warning(
                "no-effect",
                f"`time` has no effect on `{item.id}`, which is a stretch of days",
                (*item.path, "time"),
                at_key=True,
                expected="a number of sessions, each of which has a day and hours",
                help="write `count: 1` beside it, or delete `time`",
            )


def _nothing_taken_away(programme: Programme) -> Iterator[Finding]:
    """A warning for each session whose `where` or `with` holds nothing, and which takes that from further up."""
    for path, phase, written in written_sessions(programme):
        empty = [key for name, key in FROM_ABOVE if name in written.model_fields_set and getattr(written, name) is None]
        origins = inherited(programme, path, phase, written).origins if empty else {}
        for key in empty:
            if origins[key] != path:
                yield warning(
                    "no-effect",
                    f"`{key}` of `{id_at(path)}` holds nothing, and is taken from further up",
                    (*path, key),
                    at_key=True,
                    expected=f"a value, or `{key}: []` for none",
                    help="delete the line, or write `unknown` where it will be known later",
                    notes=(Note("from here", origins[key]),),
                )
