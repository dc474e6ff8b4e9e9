"""The days of a programme and of its phases."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange
from hsplan.dates.lengths import Length, months_after
from hsplan.programme.when import THE_END, THE_START, Beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hsplan.programme.model import Brought, Phase, Programme

UNKNOWN_LENGTH = Length(24, "month")
"""How far the planner looks where a programme's length is not known."""
MARGIN = 6
"""How many months before the start, or after the end, something may lie that says no more than that."""


def phases_of(programme: Programme) -> tuple[str, Mapping[str, Phase]]:
    """The key that the phases are written under, and the phases by id, in order."""
    return ("trimesters", programme.trimesters) if programme.trimesters else ("phases", programme.phases)


def stretch(programme: Programme, start: date) -> DayRange:
    """The days of the whole programme from a start."""
    return DayRange(start, (programme.length or UNKNOWN_LENGTH).last_day(start))


def horizon(programme: Programme, start: date, whens: Iterator[Brought]) -> DayRange:
    """The days that a plan may use: the programme's, what its length leaves open, and what lies before and after it."""
    whole = stretch(programme, start)
    first, last = whole.first, whole.last + slack(programme)
    for written in whens:
        for when in written.when:
            if isinstance(when, Beside) and when.target == THE_START and when.side == "before":
                first = min(first, months_after(start, -MARGIN))
            elif isinstance(when, Beside) and when.target == THE_END and when.side == "after":
                last = max(last, months_after(whole.last, 2 * MARGIN))
    return DayRange(first, last)


def slack(programme: Programme) -> timedelta:
    """How far beyond its end a programme may run whose length is about: a quarter of it, at least 31 days."""
    length = programme.length
    if length is None or not length.about:
        return timedelta(0)
    return timedelta(days=max(31, length.nominal_days // 4))


def phase_stretches(programme: Programme, start: date) -> dict[str, DayRange]:
    """The days of each phase, one phase after the other, with the breaks that they ask for between them.

    Phases without a length share evenly what is left: in whole months where that comes out even, else in days.
    Phases whose lengths are all in months count from the start, so that no month is clipped twice: from 31 January,
    one month ends with 27 February and two with 30 March.
    """
    _, phases = phases_of(programme)
    pieces: list[tuple[str | None, Length | None]] = []
    for id_, phase in phases.items():
        if "break_" in phase.model_fields_set:
            pieces.append((None, phase.break_))
        pieces.append((id_, phase.length))
    edges = _edges(programme.length or UNKNOWN_LENGTH, [length for _, length in pieces], start)
    found = zip(pieces, pairwise(edges), strict=True)
    return {
        id_: DayRange(first, following - timedelta(days=1)) for (id_, _), (first, following) in found if id_ is not None
    }


def _edges(whole: Length, stated: list[Length | None], start: date) -> list[date]:
    """The first day of each phase, and the day after the last."""
    unstated = stated.count(None)
    in_months = [length.months for length in stated if length is not None]
    if whole.months is not None and None not in in_months:
        left = whole.months - sum(months or 0 for months in in_months)
        if unstated == 0 or (left > 0 and left % unstated == 0):
            shares = [left // unstated if length is None else length.months or 0 for length in stated]
            return [start, *(Length(total, "month").after(start) for total in accumulate(shares))]
    return _edges_in_days(whole.after(start), stated, start)


def _edges_in_days(end: date, stated: list[Length | None], start: date) -> list[date]:
    """The edges where months do not come out even: what the stated phases leave is shared in days.

    How long a stated month is depends on where it falls, and that on the shares before it. So a share is what would be
    left if all stated phases began at the start, and the last phase without a length takes the difference.
    """
    unstated = stated.count(None)
    nominal = sum((length.after(start) - start).days for length in stated if length is not None)
    share = max(0, (end - start).days - nominal) // max(1, unstated)
    last = max((n for n, length in enumerate(stated) if length is None), default=-1)
    edges = [start]
    for n, length in enumerate(stated):
        if length is not None:
            edges.append(length.after(edges[-1]))
        elif n == last:
            edges.append(_start_of_tail(end, stated[n + 1 :], edges[-1]))
        else:
            edges.append(edges[-1] + timedelta(days=share))
    if unstated:
        edges[-1] = max(edges[-1], end)  # a month at the end may be clipped to a day short of it
    return edges


def _start_of_tail(end: date, tail: list[Length | None], earliest: date) -> date:
    """The latest day from which phases of stated lengths still end by a day, but not before the earliest."""
    day = end
    while day > earliest and _after_all(tail, day) > end:
        day -= timedelta(days=1)
    return day


def _after_all(lengths: list[Length | None], day: date) -> date:
    for length in lengths:
        day = length.after(day) if length is not None else day
    return day
