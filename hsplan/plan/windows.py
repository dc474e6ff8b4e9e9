"""The windows that follow from a programme and the days of its sessions; with the dates, what people know of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from hsplan.dates.days import DayRange
from hsplan.plan.deadlines import deadlines
from hsplan.plan.fingerprint import deadline_digest, window_digest
from hsplan.plan.model import BLOCKS, Block, Stretch, Window
from hsplan.programme.moments import Frame
from hsplan.programme.sessions import follow
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import THE_END, THE_START

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Link, Session

ONE_DAY = timedelta(days=1)


class _Shown(Protocol):
    """What tells a window or date that is shown in one way from one that is shown in another."""

    def __call__(self, block: Block, id_: str, one: Window, *, held: bool) -> str: ...


def windows(programme: Programme, start: date, bookings: Mapping[str, Booking]) -> dict[str, Window]:
    """The days of each window: as wide as its phase, its moments, and the sessions around it leave it."""
    occasions = occasions_of(programme)
    held = {id_: booking.days for id_, booking in bookings.items() if booking.status != "cancelled"}
    frame = Frame.of(programme, start)
    found = {}
    for window in occasions:
        if window.window:
            first, last = _bounds(programme, frame, window, occasions, held)
            found[window.id] = Window.model_construct(
                title=window.title, from_=first, until=last, arranged_by=window.arranged_by
            )
    return found


def stamped_windows(  # noqa: PLR0913 - what they follow from, and what they were
    programme: Programme,
    start: date,
    bookings: Mapping[str, Booking],
    old: Plan | None,
    revision: int,
    *,
    stopped: date | None = None,
) -> dict[str, dict[str, Window]]:
    """The windows, dates and milestones, each with its digest and the revision in which what is shown of it changed.

    What people were told of and the programme has no more stays as one that is dropped. Where the programme has
    stopped, each keeps the days that it had.
    """
    occasions = {one.id: one for one in occasions_of(programme)}

    def shown(block: Block, id_: str, one: Window, *, held: bool) -> str:
        if block == "windows":
            return window_digest(programme, occasions[id_], one, held=held)
        return deadline_digest(programme, block, one, held=held)

    found = {"windows": windows(programme, start, bookings)} | deadlines(programme, start, bookings)
    return {block: _stamped(block, found[block], old, revision, (shown, stopped)) for block in BLOCKS}


def _stamped(
    block: Block, found: Mapping[str, Window], old: Plan | None, revision: int, then: tuple[_Shown, date | None]
) -> dict[str, Window]:
    """What a block holds, as it is then shown, with what is known of it from the plan before."""
    shown, stopped = then
    before: Mapping[str, Window] = getattr(old, block) if old is not None else {}
    stamped = {}
    for id_, one in found.items():
        was = before.get(id_)
        if was is not None and stopped is not None:
            one = one.model_copy(update={"from_": was.from_, "until": was.until})  # noqa: PLW2901 - its own days
        new = one.model_copy(update={"digest": shown(block, id_, one, held=not is_cancelled(one, stopped))})
        if old is not None and was is not None:
            changed = differ(was, new)
            numbers = {"sequence": was.sequence, "told": was.told, "told_in": was.told_in}
            new = new.model_copy(update=numbers | {"revision": revision if changed else was.revision})
            stamped[id_] = new.model_copy(update={"was": _was(was, old)}) if not is_as_told(new, old.published) else new
        else:
            stamped[id_] = new.model_copy(update={"revision": revision})
    for id_, was in before.items():
        told = old is not None and (was.told is not None or is_as_told(was, old.published))
        if old is not None and id_ not in found and (was.dropped or told):
            gone = {"dropped": True, "revision": revision, "was": _was(was, old)}
            stamped[id_] = was if was.dropped else was.model_copy(update=gone)
    return stamped


def _was(window: Window, plan: Plan) -> Stretch | None:
    """What people were told of a window or date of a plan, as far as that is known."""
    if not is_as_told(window, plan.published):
        return window.was
    off = window.dropped or is_cancelled(window, plan.stopped)
    return Stretch.model_construct(
        title=window.title, from_=window.from_, until=window.until, arranged_by=window.arranged_by, dropped=off
    )


def is_as_told(window: Window, published: int | None) -> bool:
    """Whether people were told of a window as it is; plans from before that was kept say when it changed."""
    if window.told is not None:
        return window.told == window.mark
    return published is not None and window.revision <= published


def told_stretches(plan: Plan) -> dict[tuple[Block, str], Window]:
    """The windows, dates and milestones as people were told of them; what was not held then is none."""
    found = {}
    for key, one in plan.stretches.items():
        if is_as_told(one, plan.published):
            told, off = one, one.dropped or is_cancelled(one, plan.stopped)
        elif one.told is not None:
            was = one.was or one  # as it is now, where its days were not kept yet
            told, off = one.model_copy(update=dict(was) | {"digest": one.told, "dropped": False}), was.dropped
        else:
            continue
        if not off:
            found[key] = told
    return found


def stretches_now(plan: Plan) -> dict[tuple[Block, str], Window]:
    """The windows, dates and milestones that are held, as they are now."""
    return {key: one for key, one in plan.stretches.items() if not (one.dropped or is_cancelled(one, plan.stopped))}


def is_cancelled(window: Stretch, stopped: date | None) -> bool:
    """Whether a window is off, as the programme stopped on a day before its end."""
    return stopped is not None and (window.until is None or window.until >= stopped)


def taught(programme: Programme, plan: Plan) -> tuple[str, ...]:
    """The skills that something teaches which is held, or may still be arranged."""
    held = {id_ for id_, one in plan.sessions.items() if one.status != "cancelled"}
    held |= {id_ for (block, id_) in stretches_now(plan) if block == "windows"}
    return tuple(dict.fromkeys(id_ for one in occasions_of(programme) if one.id in held for id_ in one.teaches))


def differ(old: Window, new: Window) -> bool:
    """Whether two windows are shown differently; plans made before digests were kept say only what they say."""
    said = [(one.title, one.from_, one.until, one.arranged_by, one.dropped) for one in (old, new)]
    return said[0] != said[1] or None is not old.digest != new.digest is not None


def _bounds(
    programme: Programme, frame: Frame, window: Session, occasions: Sequence[Session], held: Mapping[str, DayRange]
) -> tuple[date | None, date | None]:
    nominal, all_days = frame.level(window) if window.outside is None else frame.days(window), frame.days(window)
    low, high = [all_days.first], [all_days.last]
    for _, stretch in frame.anchored(window):
        low.append(stretch.first)
        high.append(stretch.last)
    for link in window.links:
        _narrow(link, _target(frame, window, link, held), low, high, timedelta(days=window.days - 1))
    for other in occasions:
        if other.id in held:
            _narrow_by(window, other, held[other.id], low, high)
    begin, end = max(low), min(high)
    inside, until = max(begin, nominal.first), min(end, nominal.last)
    # Before its nominal start, or beyond its nominal end, only where nothing else is left.
    tries = (_within_moments(window, *days) for days in ((inside, until), (inside, end), (begin, until), (begin, end)))
    first, last = next((days for days in tries if days[0] <= days[1]), (begin, begin - ONE_DAY))
    open_start = window.outside == "before" and first == frame.everything.first
    nominal_end = programme.length is None and last == frame.whole.last
    open_end = (window.outside == "after" and last == frame.everything.last) or nominal_end
    return None if open_start else first, None if open_end else last


def _target(frame: Frame, window: Session, link: Link, held: Mapping[str, DayRange]) -> DayRange | None:
    """The days of what a link names: of an edge, the first or the last day of the phase or programme."""
    edge = frame.edge(window, link.other)
    return DayRange(edge, edge) if edge is not None else held.get(link.other)


def _narrow(link: Link, other: DayRange | None, low: list[date], high: list[date], more: timedelta) -> None:
    """What a link of the window itself leaves of it: where that is less than its length, it begins then.

    `6 weeks before day-8` with `lasts: 4 weeks` begins on that day and runs for four weeks, as it would if it had a
    date; `more` is what it takes beyond its first day.
    """
    if other is None:
        return
    gap = link.gap
    if (link.kind, link.other) in (("after", THE_START), ("before", THE_END)) and gap is None:
        return  # the first day is after the start, and the last one before the end
    if link.kind == "after":
        begin = gap.least.after(other.last) if gap and gap.least else other.last + ONE_DAY
        low.append(begin)
        high += [max(gap.most.after(other.last), begin + more)] if gap and gap.most else []
    elif link.kind == "before":
        begin = gap.most.before(other.first) if gap and gap.most else date.min
        end = gap.least.before(other.first) if gap and gap.least else other.first - ONE_DAY
        low.append(begin)
        high.append(min(max(end, begin + more), other.first - ONE_DAY))
    elif link.kind == "day":
        day = {-1: other.first - ONE_DAY, 0: other.first, 1: other.last + ONE_DAY}[link.offset]
        low.append(day)
        high.append(day)
    else:
        low.append(other.first)
        high.append(other.last)


def _narrow_by(window: Session, other: Session, days: DayRange, low: list[date], high: list[date]) -> None:
    """What a dated session leaves of a window that comes before or after it."""
    if follow(other, window):
        low.append(days.last + ONE_DAY)
    elif follow(window, other):
        high.append(days.first - ONE_DAY)
    for link in other.links:
        least = link.gap.least if link.gap is not None else None
        if link.other == window.id and link.kind == "after":
            high.append(least.before(days.first) if least is not None else days.first - ONE_DAY)
        elif link.other == window.id and link.kind == "before":
            low.append(least.after(days.last) if least is not None else days.last + ONE_DAY)


def _within_moments(window: Session, first: date, last: date) -> tuple[date, date]:
    """The first run of days that lie in all its months, weeks and ranges."""
    moments = window.moments
    if not moments or last < first:
        return first, last
    fitting = [day for day in DayRange(first, last) if all(day in moment for moment in moments)]
    if not fitting:
        return first, first - ONE_DAY  # a window without a day, which the rules tell
    end = fitting[0]
    while end + ONE_DAY in moments[0] and end + ONE_DAY <= last and all(end + ONE_DAY in one for one in moments):
        end += ONE_DAY
    return fitting[0], end
