"""Repairs that make room among days: shorter gaps, more weekdays, longer stretches, fewer sessions, days opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from hsplan.dates.days import WEEKDAY_NAMES, DayRange, Weekdays, days_in, in_words
from hsplan.dates.hours import TimeInWords
from hsplan.dates.lengths import Gap, Length
from hsplan.planner.altering import REMOVED, asked_again, changed, setting, value_at
from hsplan.planner.choosing import Best, best
from hsplan.planner.looking import DROPPED, TRIED_PARTS, Looking, Repair
from hsplan.planner.tables import TooLargeError
from hsplan.posing import pose
from hsplan.problem import Because, DateRule, Dearer, Rank
from hsplan.programme.absences import without_closed
from hsplan.programme.when import Within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hsplan.dates.days import SomeDays
    from hsplan.findings import Path
    from hsplan.planner.refusing import Clash, Wish
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

DAYS_TRIED = 40
"""How many single days of a closed stretch, or of an absence, are tried."""
WORKING_DAYS = 5
LEAST_WANTED = 1000
"""How large it is to hold a session less, which is offered last."""


def gaps(looking: Looking, wish: Wish) -> Iterator[Repair]:
    """The largest gap at least, or the smallest at most, that makes room; in all lines that read alike."""

    def with_(*instead: Gap) -> Callable[[Programme], Programme]:
        def change(programme: Programme) -> Programme:
            for path in wish.paths:
                found = (instead if str(one) == old else (one,) for one in value_at(programme, path))
                programme = changed(programme, path, tuple(chain.from_iterable(found)))
            return programme

        return change

    old = wish.words.removeprefix("gap: ")
    now = next((one for path in wish.paths for one in value_at(looking.programme, path) if str(one) == old), None)
    if now is None:
        return
    if now.least is not None:
        yield from _sooner(looking, now, now.least, with_)
    if now.least is not None and now.most is not None:
        yield from looking.first([Repair(f"take out `{wish.words}`", DROPPED, with_())])
    if now.most is not None:
        yield from _later(looking, now, now.most, with_)


def timed(looking: Looking, clash: Clash) -> Iterator[Repair]:
    """One in the morning and one in the afternoon, of two sessions that want the same people and say no times."""
    ids = clash.at_once[1:] if clash.at_once is not None else ()
    sessions = [one for one in looking.request.sessions if one.id in ids]
    if not sessions or any(one.days > 1 or [part.hours for part in one.parts] != [None] for one in sessions):
        return

    def change(programme: Programme) -> Programme:
        for one, part in zip(sessions, ("morning", "afternoon"), strict=True):
            programme = changed(programme, (*one.path, "time"), TimeInWords(part))
        return programme

    words = "say when on the day: `{}` in the morning and `{}` in the afternoon (`time`)"
    yield from looking.first([Repair(words.format(*ids), 1, change)])


def _sooner(
    looking: Looking, now: Gap, least: Length, with_: Callable[[Gap], Callable[[Programme], Programme]]
) -> Iterator[Repair]:
    """The largest gap at least that makes room."""
    days = least.nominal_days

    def by(n: int) -> Repair:
        length = _length(days - n, least)
        return Repair(f"give a gap of at least {length} instead of {least}", n, with_(replace(now, least=length)))

    # Of one day nothing is to be had: sessions that follow each other are on days of their own in any case.
    return looking.nearest(days - 1, by) if days > 1 else iter(())


def _later(
    looking: Looking, now: Gap, most: Length, with_: Callable[[Gap], Callable[[Programme], Programme]]
) -> Iterator[Repair]:
    """The smallest gap at most that makes room."""
    days = most.nominal_days

    def by(n: int) -> Repair:
        length = _length(days + n, most)
        return Repair(f"let a gap be at most {length} instead of {most}", n, with_(replace(now, most=length)))

    return looking.nearest(3 * days + WORKING_DAYS, by)


def _length(days: int, like: Length) -> Length:
    """So many days, in weeks where they are and were before."""
    if like.unit == "week" and not days % 7:
        return Length(days // 7, "week")
    return Length(days, "day")


def longer(looking: Looking) -> Iterator[Repair]:
    """The programme so many days longer."""
    length, days = looking.programme.length, len(looking.request.frame.whole)

    def by(n: int) -> Repair:
        words = f"make the programme {Length(n, 'day')} longer (`length: {days + n} days`)"
        about = length is not None and length.about
        return Repair(words, n, setting(("length",), Length(days + n, "day", about=about)))

    return looking.nearest(max(days, 60), by) if length is not None else iter(())


def longer_phase(looking: Looking, path: Path) -> Iterator[Repair]:
    """A phase so many days longer; those without a length share what is left."""
    days = len(looking.request.frame.phases[str(path[1])])

    def by(n: int) -> Repair:
        longer = f"make `{path[1]}` {Length(n, 'day')} longer (`length: {days + n} days`)"
        return Repair(f"{longer}, at the cost of the others", n, setting((*path, "length"), Length(days + n, "day")))

    return looking.nearest(days, by)


def weekdays(looking: Looking, path: Path) -> Iterator[Repair]:
    """One more day of the week."""
    now: Weekdays = value_at(looking.programme, path)
    others = [day for day in range(len(WEEKDAY_NAMES)) if day not in now.days]
    more = [replace(now, days=tuple(sorted((*now.days, day)))) for day in others]
    return looking.first(
        Repair(
            f"allow {WEEKDAY_NAMES[day]}s too (`weekdays: {days}`)",
            50 + 50 * (day >= WORKING_DAYS),
            setting(path, days),
        )
        for day, days in zip(others, more, strict=True)
    )


def dropped(looking: Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """Without the moment or the rhythm of a session; or at the nearest other moment, where that is one session's."""
    change = setting(path, () if path[-1] == "when" else None)
    if not looking.passes(change):
        return
    yield Repair(f"take out the `{path[-1]}` of `{path[-2]}`", DROPPED, change)
    asked = [n for n, day in enumerate(looking.request.within) if _asked(looking, wish, day)]
    if path[-1] == "when" and len(wish.sessions) == 1 and asked:
        yield from _elsewhere(looking, path, wish.sessions[0], asked)


def _asked(looking: Looking, wish: Wish, day: date) -> bool:
    """Whether a day is one of those that the moments of a session ask for."""
    moments = [one for session in looking.sessions_of(wish) for one in session.moments]
    return bool(moments) and all(day in one for one in moments)


def _elsewhere(looking: Looking, path: Path, session: str, asked: Sequence[int]) -> Iterator[Repair]:
    """The nearest other day for a session that asks for certain days."""
    eased = asked_again(looking.request, changed(looking.programme, path, ()))
    offset = (eased.within.first - looking.request.within.first).days
    # Of two that are as near the later one, for which there is more time.
    far = {
        n: 2 * min(abs(n + offset - day) for day in (asked[0], asked[-1])) + (n + offset < asked[0])
        for n in range(len(eased.within))
    }
    near = Dearer(session, far, Because("near the day that was asked for"), Rank.SESSIONS_MOVED)
    terms = [one for one in pose(eased) if not (isinstance(one, DateRule) and one.because.words in looking.apart)]
    try:
        found = best(eased.problem((*terms, near)), TRIED_PARTS) if looking.searches.one() else None
    except TooLargeError:
        return
    if isinstance(found, Best):
        day = eased.on(found.dates[session])
        away = min(abs((day - looking.request.within.first).days - one) for one in asked)
        words = f"ask for `{session}` on {in_words(day)} instead"
        yield Repair(words, away, setting(path, (Within(DayRange(day, day)),)))


def fewer(looking: Looking, clash: Clash) -> Iterator[Repair]:
    """One session less of those that clash: of what is held several times one, else the last."""
    named = {session for wish in clash.wishes for session in wish.sessions}
    mine = [one for one in looking.request.sessions if one.id in named] or list(looking.request.sessions)
    return looking.first(_one_less(looking.programme, session) for session in reversed(mine))


def _one_less(programme: Programme, session: Session) -> Repair:
    count = getattr(value_at(programme, session.path), "count", None)  # what a session brings is held as often as that
    if count is not None and count > 1:
        words = f"hold `{session.item}` {count - 1} times instead of {count}"
        return Repair(words, LEAST_WANTED, setting((*session.path, "count"), count - 1))
    return Repair(f"take out `{session.item}`", LEAST_WANTED, setting(session.path, REMOVED))


def holidays(looking: Looking) -> Iterator[Repair]:
    """The bank holidays as days like others."""
    change = setting(("calendar", "bank-holidays"), False)  # noqa: FBT003 - the value of the key
    return looking.first([Repair("meet on bank holidays (`bank-holidays: no`)", 30, change)])


def only(looking: Looking, block: Path) -> Iterator[Repair]:
    """One more day among those that alone are allowed, near to them; or no such days at all.

    Those that are for the same as a block; for everyone, unless one is given.
    """
    blocks = looking.programme.calendar.only
    whom = blocks[str(block[0])].for_ if block else ()
    everyone = [id_ for id_, one in blocks.items() if one.for_ == whom]
    none = setting(("calendar", "only"), {id_: one for id_, one in blocks.items() if id_ not in everyone})
    if not everyone or not looking.passes(none):
        return
    yield Repair(f"take out `only{f': {block[0]}' if block else ''}`", DROPPED, none)
    last = everyone[-1]
    path: Path = ("calendar", "only", last, "when")
    ranges = value_at(looking.programme, path)
    allowed = {day for id_ in everyone for one in blocks[id_].ranges for day in days_in(one, looking.request.within)}
    others = [day for day in looking.request.within if day not in allowed and day.weekday() < WORKING_DAYS]
    far = {day: min((abs(day - one) for one in allowed), default=timedelta()) for day in others}
    yield from looking.first(
        Repair(f"allow {in_words(day)} too (`only: {last}`)", 5, setting(path, (*ranges, DayRange(day, day))))
        for day in sorted(others, key=lambda one: (far[one], one))[:DAYS_TRIED]
    )


def days_off(looking: Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """One day less on which something is closed or someone away; or none of those days at all."""
    of_calendar, within = path[0] == "calendar", looking.request.within
    where = (*path, "when") if of_calendar else path
    whole: tuple[SomeDays, ...] = (
        value_at(looking.programme, path).ranges if of_calendar else value_at(without_closed(looking.programme), path)
    )
    days = [day for stretch in whole if isinstance(stretch, DayRange) for day in stretch if day in within]
    if not of_calendar:
        open_days = looking.open_days(wish.sessions)
        days = [day for day in days if day in open_days]
    change = setting(path, REMOVED if of_calendar else ())
    if not looking.passes(change):
        return  # then no single day of it would do
    off = {day for stretch in whole for day in days_in(stretch, within)}
    yield Repair(f"take out {_off(looking.programme, path)}", max(2, len(off)), change)
    yield from looking.first(
        Repair(_opened(looking.programme, path, day), 1, _opening(path, where, whole, day)) for day in days[:DAYS_TRIED]
    )


def _off(programme: Programme, path: Path) -> str:
    """How it is told where days off stand."""
    if path[0] == "calendar":
        return f"`closed: {path[-1]}`"
    return f"the `{path[-1]}` of {value_at(programme, path[:-1]).name}"


def _opened(programme: Programme, path: Path, day: date) -> str:
    """How it is told that one day of them is none."""
    if path[0] == "calendar":
        return f"open {in_words(day)} (`closed: {path[-1]}`)"
    verb = "come" if path[0] == "people" else "open"
    return f"have {value_at(programme, path[:-1]).name} {verb} on {in_words(day)}"


def _opening(path: Path, where: Path, whole: tuple[SomeDays, ...], day: date) -> Callable[[Programme], Programme]:
    """The days off without one day; what was uncertain about them is written out."""
    left = tuple(piece for stretch in whole for piece in _without(stretch, day))

    def change(programme: Programme) -> Programme:
        if path[0] == "calendar":
            programme = changed(programme, (*path, "certainty"), None)
            if not left:
                return changed(programme, path, REMOVED)
        return changed(programme, where, left)

    return change


def _without(stretch: object, day: date) -> Iterator[object]:
    one = timedelta(days=1)
    if not isinstance(stretch, DayRange) or day not in stretch:
        yield stretch
        return
    if stretch.first < day:
        yield DayRange(stretch.first, day - one)
    if day < stretch.last:
        yield DayRange(day + one, stretch.last)
