"""What would do instead of a refusal: changes to the programme, each tried on the whole plan before it is offered.

For each wish of a clash the smallest change of each sort is looked for with the quick question whether the rules about
days leave any plan; what passes is planned for real, people and places included. A repair that is offered works.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from hsplan.calendars.gathering import gather
from hsplan.checks import check, check_dated
from hsplan.dates.days import WEEKDAY_NAMES, DayRange, Gap, Length, TimeInWords, Weekdays, days_in, in_words
from hsplan.findings import IN_PLAN, Severity
from hsplan.language import Noun, kebab
from hsplan.planner.choosing import Best, best, plan_within
from hsplan.planner.crowding import some_plan
from hsplan.planner.demands import unpin
from hsplan.planner.refusing import Grouped, crowds
from hsplan.planner.search import posed
from hsplan.planner.tables import TooLargeError
from hsplan.posing import OF_PEOPLE_AND_PLACES, POSINGS, pose
from hsplan.problem import Because, Dearer, Forbidden, Rank, Request
from hsplan.programme.model import Person, Venue
from hsplan.programme.moments import Frame
from hsplan.programme.people import qualified, seats_needed
from hsplan.programme.stretches import phases_of
from hsplan.programme.when import Within
from hsplan.programme.who import EVERYTHING, FACILITATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hsplan.findings import Path
    from hsplan.planner.refusing import Clash, Wish
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

OFFERED = 4
"""How many repairs of a clash are offered."""
TRIED_PARTS = 40
"""How many parts of the search may be looked into for a plan. The search goes the same way and further."""
PLANNED = 24
"""How many repairs of a request are planned for real, before no more are looked for."""
DAYS_TRIED = 40
"""How many single days of a closed stretch, or of an absence, are tried."""
TWOFOLD = 2
"""Where no one change would do: to how many a second one is looked for, and how many such pairs are offered."""
ASKED = 80
"""How many times the whole search is asked for repairs of a clash over people and places."""
LOOKED_PARTS = 12
"""How many parts of the search are looked into each time; what they do not decide is left to the trial."""
SINGLY = 3
"""How many sessions are tried one by one for another to lead."""
MOST_OFTENER = 31
"""By how many days a cap is raised at the most."""
WORKING_DAYS = 5
ABOUT_DAYS = [one for one in POSINGS if one not in OF_PEOPLE_AND_PLACES]
DROPPED = 100
"""How large it is to take something out altogether."""
LEAST_WANTED = 1000
"""How large it is to hold a session less, which is offered last."""


@dataclass(frozen=True)
class Repair:
    """A change to the programme that makes room."""

    words: str
    size: int
    """About how many days of freedom it gives: the smallest is offered first."""
    change: Callable[[Programme], Programme]
    unpins: tuple[str, str] | None = None
    """A session, and what of it is pinned no more: a change to the plan instead."""


def mended(request: Request, changes: Sequence[Repair]) -> Request:
    """The request after some repairs."""
    programme = request.programme
    for one in changes:
        programme = one.change(programme)
        request = unpin(request, *one.unpins) if one.unpins is not None else request
    return asked_again(request, programme)


def repairs(request: Request, clashes: Sequence[Clash]) -> tuple[tuple[Repair, ...], ...]:
    """For each clash the repairs that work, the smallest first; each works with the first one of every other clash.

    Where nothing was found for one clash, nothing is offered for any: no change to the others would make a plan.
    """
    candidates = [_candidates(request, clash, clashes) for clash in clashes]
    tried = _Tried(request)
    if not all(candidates):
        return tuple(() for _ in clashes)
    firsts = tried.first(candidates)
    if firsts is None:
        single = len(clashes) == 1 and clashes[0].of_days
        return (tuple(_with_another(request, candidates[0], tried)),) if single else tuple(() for _ in clashes)
    found = []
    for n, mine in enumerate(candidates):
        others = [one for k, one in enumerate(firsts) if k != n]
        works = [firsts[n]]
        for one in mine:
            if len(works) < OFFERED and one is not firsts[n] and tried.works([*others, one]):
                works.append(one)
        if len(works) == 1 and len(clashes) == 1 and clashes[0].of_days:
            works += _with_another(request, [one for one in mine if one is not works[0]], tried)
        found.append(tuple(works))
    return tuple(found)


def _with_another(request: Request, candidates: Sequence[Repair], tried: _Tried) -> Iterator[Repair]:
    """Two changes at once: one that leaves days, and one by which people and places are enough as well."""
    for one in candidates[:TWOFOLD]:
        again = mended(request, [one])
        crowd = crowds(again)
        works = 0
        for other in _candidates(again, crowd[0], crowd) if crowd else ():
            both = _both(one, other)
            if works < TWOFOLD and tried.works([both]):
                works += 1
                yield both
        if works:
            return


def _both(one: Repair, other: Repair) -> Repair:
    unpins = one.unpins or other.unpins
    words = f"{one.words}, and {other.words}"
    return Repair(words, one.size + other.size, lambda programme: other.change(one.change(programme)), unpins)


class _Tried:
    """Real plans of changed programmes, a bounded number of them."""

    def __init__(self, request: Request) -> None:
        self.request, self.left = request, PLANNED

    def works(self, changes: Sequence[Repair]) -> bool:
        """Whether there is a plan with some changes."""
        self.left -= 1
        return self.left >= 0 and self._will_do(mended(self.request, changes))

    def _will_do(self, again: Request) -> bool:
        """Whether a changed programme would not be refused before it is planned, and has a plan."""
        return not _errors(again) - _errors(self.request) and _has_plan(again)

    def first(self, candidates: Sequence[Sequence[Repair]]) -> list[Repair] | None:
        """The smallest repair of each clash that work together; the next one of each in turn where they do not."""
        at = [0] * len(candidates)
        while True:
            chosen = [mine[n] for mine, n in zip(candidates, at, strict=True)]
            if self.works(chosen):
                return chosen
            able = [k for k, mine in enumerate(candidates) if at[k] + 1 < len(mine)]
            if not able or self.left <= 0:
                return None
            at[min(able, key=lambda k: (at[k], k))] += 1


def _has_plan(request: Request) -> bool:
    """Whether a plan is found; why there is none is not asked."""
    try:
        return plan_within(posed(request), TRIED_PARTS)
    except TooLargeError:
        return False


def _errors(request: Request) -> set[str]:
    """What makes no sense in a programme on its days."""
    found = [*check(request.programme), *check_dated(request.programme, request.calendar)]
    return {f"{one.code} {one.message}" for one in found if one.severity is Severity.ERROR}


def asked_again(request: Request, programme: Programme) -> Request:
    """The request of a changed programme."""
    start = request.calendar.start
    within = Frame.of(programme, start).everything
    same = (programme.calendar, programme.country) == (request.programme.calendar, request.programme.country)
    calendar = (
        request.calendar
        if same and within == request.within
        else gather(programme.calendar, programme.country, within, start)
    )
    return replace(Request.of(programme, calendar, request.previous, request.taken), as_of=request.as_of)


def changed(programme: Programme, path: Path, value: object) -> Programme:
    """The programme with another value at a place; nothing at all there where the value is `REMOVED`."""
    found: Programme = _put(programme, path, value)
    return found


REMOVED = object()


def _put(noun: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - any noun of a programme
    key, rest = path[0], path[1:]
    if isinstance(noun, Noun):
        name = _field(noun, key)
        return noun.model_copy(update={name: _put(getattr(noun, name), rest, value) if rest else value})
    if not rest and value is REMOVED:
        return {known: one for known, one in noun.items() if known != key}
    if rest and key not in noun:
        return noun  # another repair has taken it out
    return noun | {key: _put(noun[key], rest, value) if rest else value}


def _at(noun: Any, path: Path) -> Any:  # noqa: ANN401 - any value of a programme
    for key in path:
        noun = getattr(noun, _field(noun, key)) if isinstance(noun, Noun) else noun[key]
    return noun


def _field(noun: Noun, key: str | int) -> str:
    return next(name for name in type(noun).model_fields if kebab(name) == key)


@dataclass(frozen=True)
class _Looking:
    """A clash for which repairs are looked for, and the wishes of other clashes, which do not count meanwhile."""

    request: Request
    apart: frozenset[str]
    of_days: bool = True
    """Whether the clash can be seen from the days alone."""
    asked: list[None] = field(default_factory=list)
    """As many as the times that the whole search was asked."""

    @property
    def programme(self) -> Programme:
        return self.request.programme

    def will_do(self, request: Request) -> bool:
        """Whether the rules about days leave a plan; of a clash over people and places, whether there is any plan."""
        if self.of_days:
            return Grouped.of(request).possible_without(self.apart)
        self.asked.append(None)
        return len(self.asked) <= ASKED and some_plan(request, LOOKED_PARTS)

    def passes(self, change: Callable[[Programme], Programme]) -> bool:
        """Whether a change makes room."""
        return self.will_do(asked_again(self.request, change(self.programme)))

    def open_days(self, sessions: Sequence[str]) -> set[date]:
        """The days that are open to any of some sessions, as far as the rules about days go."""
        rules = [one for one in pose(self.request, ABOUT_DAYS) if isinstance(one, Forbidden)]
        found: set[int] = set()
        for session in sessions or [one.id for one in self.request.sessions]:
            shut = frozenset[int]().union(*(one.days for one in rules if one.session == session))
            found |= set(range(len(self.request.within))) - shut
        return {self.request.on(day) for day in found}


def _candidates(request: Request, clash: Clash, clashes: Sequence[Clash]) -> list[Repair]:
    """The repairs of a clash that leave a plan as far as rules about days go, the smallest first."""
    apart = frozenset(wish.words for other in clashes if other is not clash for wish in other.wishes)
    looking = _Looking(request, apart, clash.of_days)
    named = _named(clash)
    found: list[Repair] = []
    for wish in clash.wishes:
        for path in wish.paths[:1]:
            found += _of_wish(looking, wish if wish.sessions else replace(wish, sessions=named), path)
    found += _timed(looking, clash)
    found += _longer(looking)
    found += _fewer(looking, clash)
    unique = {one.words: one for one in found}
    return sorted(unique.values(), key=lambda one: one.size)


def _named(clash: Clash) -> tuple[str, ...]:
    """The sessions of a clash, where each of them is said of."""
    return tuple(dict.fromkeys(session for wish in clash.wishes for session in wish.sessions))


def _of_wish(looking: _Looking, wish: Wish, path: Path) -> Iterator[Repair]:
    """The repairs that a wish suggests, by the key that it stands at."""
    key = path[-1] if path else ""
    phases = phases_of(looking.programme)[0]
    sorts: dict[object, Callable[[], Iterator[Repair]]] = {
        "gap": lambda: _gaps(looking, wish),
        "weekdays": lambda: _weekdays(looking, path),
        "when": lambda: _dropped(looking, path, wish),
        "every": lambda: _dropped(looking, path, wish),
        "with": lambda: _leaders(looking, path, wish),
        "where": lambda: _places(looking, path, wish),
        "away": lambda: _days_off(looking, path, wish),
        "closed": lambda: _days_off(looking, path, wish),
        "at-most": lambda: _oftener(looking, path),
        "seats": lambda: _seats(looking, path),
        "leads": lambda: _leads(looking, str(path[1]), wish),
    }
    if path[:1] == (IN_PLAN,):
        yield from _unpinned(looking, str(path[2]))
    elif path[:2] == ("calendar", "closed"):
        yield from _days_off(looking, path, wish)
    elif path == ("country",):
        yield from _holidays(looking)
    elif path == ("calendar", "only"):
        yield from _only(looking)
    elif len(path) == 2 and path[0] == phases:  # noqa: PLR2004 - the key of the phases and a phase
        yield from _longer_phase(looking, path)
    elif key in sorts and not isinstance(_at(looking.programme, path), Noun):  # a session may be called `when`
        yield from sorts[key]()


def _timed(looking: _Looking, clash: Clash) -> Iterator[Repair]:
    """One in the morning and one in the afternoon, of two sessions that want the same people and say no times."""
    ids = clash.at_once[1:] if clash.at_once is not None else ()
    sessions = [one for one in looking.request.sessions if one.id in ids]
    if not sessions or any(one.days > 1 or [part.hours for part in one.parts] != [None] for one in sessions):
        return

    def change(programme: Programme) -> Programme:
        for one, part in zip(sessions, ("morning", "afternoon"), strict=True):
            programme = changed(programme, (*one.path, "time"), TimeInWords(part))
        return programme

    if looking.passes(change):
        words = "say when on the day: `{}` in the morning and `{}` in the afternoon (`time`)"
        yield Repair(words.format(*ids), 1, change)


def _gaps(looking: _Looking, wish: Wish) -> Iterator[Repair]:
    """The largest gap at least, or the smallest at most, that makes room; in all lines that read alike."""

    def with_(gap: Gap) -> Callable[[Programme], Programme]:
        def change(programme: Programme) -> Programme:
            for path in wish.paths:
                gaps = _at(programme, path)
                programme = changed(programme, path, tuple(gap if str(one) == old else one for one in gaps))
            return programme

        return change

    old = wish.words.removeprefix("gap: ")
    now = next((one for path in wish.paths for one in _at(looking.programme, path) if str(one) == old), None)
    if now is None:
        return
    if now.least is not None:
        yield from _sooner(looking, now, now.least, with_)
    if now.least is not None and now.most is not None:
        yield from _without_gap(looking, wish, old)
    if now.most is not None:
        yield from _later(looking, now, now.most, with_)


def _sooner(
    looking: _Looking, now: Gap, least: Length, with_: Callable[[Gap], Callable[[Programme], Programme]]
) -> Iterator[Repair]:
    """The largest gap at least that makes room."""

    def made(days: int) -> Callable[[Programme], Programme]:
        return with_(replace(now, least=_length(days, least)))

    days = least.nominal_days
    # Of one day nothing is to be had: sessions that follow each other are on days of their own in any case.
    best = _furthest(1, days - 1, lambda n: looking.passes(made(n)))
    if best is not None:
        words = f"give a gap of at least {_length(best, least)} instead of {least}"
        yield Repair(words, days - best, made(best))


def _later(
    looking: _Looking, now: Gap, most: Length, with_: Callable[[Gap], Callable[[Programme], Programme]]
) -> Iterator[Repair]:
    """The smallest gap at most that makes room."""
    days = most.nominal_days

    def made(more: int) -> Callable[[Programme], Programme]:
        return with_(replace(now, most=_length(days + more, most)))

    more = _nearest(3 * days + WORKING_DAYS, lambda n: looking.passes(made(n)))
    if more is not None:
        words = f"let a gap be at most {_length(days + more, most)} instead of {most}"
        yield Repair(words, more, made(more))


def _without_gap(looking: _Looking, wish: Wish, old: str) -> Iterator[Repair]:
    """No gap at all."""

    def change(programme: Programme) -> Programme:
        for path in wish.paths:
            kept = tuple(one for one in _at(programme, path) if str(one) != old)
            programme = changed(programme, path, kept)
        return programme

    if looking.passes(change):
        yield Repair(f"take out `{wish.words}`", DROPPED, change)


def _length(days: int, like: Length | None) -> Length:
    """So many days, in weeks where they are and were before."""
    if like is not None and like.unit == "week" and not days % 7:
        return Length(days // 7, "week")
    return Length(days, "day")


def _furthest(low: int, high: int, passes: Callable[[int], bool]) -> int | None:
    """The largest number of a range that passes, if the smallest does."""
    if high < low or not passes(low):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if passes(middle) else (low, middle - 1)
    return low


def _nearest(most: int, passes: Callable[[int], bool]) -> int | None:
    """A small number, 1 or more, that passes: the first of 1, 2, 4, … that does, and then as small as can be."""
    high = 1
    while not passes(min(high, most)):
        if high >= most:
            return None
        high *= 2
    high, low = min(high, most), high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(middle) else (middle, high)
    return high


def _longer(looking: _Looking) -> Iterator[Repair]:
    """The programme so many days longer."""
    length, days = looking.programme.length, len(looking.request.frame.whole)
    if length is None:
        return

    def by(n: int) -> Callable[[Programme], Programme]:
        longer = Length(days + n, "day", about=length.about)
        return lambda programme: programme.model_copy(update={"length": longer})

    more = _nearest(max(days, 60), lambda n: looking.passes(by(n)))
    if more is not None:
        yield Repair(f"make the programme {_days(more)} longer (`length: {days + more} days`)", more, by(more))


def _longer_phase(looking: _Looking, path: Path) -> Iterator[Repair]:
    """A phase so many days longer; those without a length share what is left."""
    days = len(looking.request.frame.phases[str(path[1])])

    def by(n: int) -> Callable[[Programme], Programme]:
        return lambda programme: changed(programme, (*path, "length"), Length(days + n, "day"))

    more = _nearest(days, lambda n: looking.passes(by(n)))
    if more is not None:
        words = f"make `{path[1]}` {_days(more)} longer (`length: {days + more} days`), at the cost of the others"
        yield Repair(words, more, by(more))


def _weekdays(looking: _Looking, path: Path) -> Iterator[Repair]:
    """One more day of the week."""
    now: Weekdays = _at(looking.programme, path)
    for day in (*range(WORKING_DAYS), *range(WORKING_DAYS, len(WEEKDAY_NAMES))):
        more = replace(now, days=tuple(sorted({*now.days, day})))
        change = _setting(path, more)
        if day not in now.days and looking.passes(change):
            yield Repair(
                f"allow {WEEKDAY_NAMES[day]}s too (`weekdays: {more}`)", 50 + 50 * (day >= WORKING_DAYS), change
            )
            return


def _setting(path: Path, value: object) -> Callable[[Programme], Programme]:
    return lambda programme: changed(programme, path, value)


def _dropped(looking: _Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """Without the moment or the rhythm of a session; or at the nearest other moment, where that is one session's."""
    change = _setting(path, () if path[-1] == "when" else None)
    if not looking.passes(change):
        return
    yield Repair(f"take out the `{path[-1]}` of `{path[-2]}`", DROPPED, change)
    asked = [n for n, day in enumerate(looking.request.within) if _asked(looking, wish, day)]
    if path[-1] == "when" and len(wish.sessions) == 1 and asked:
        yield from _elsewhere(looking, path, wish.sessions[0], asked)


def _asked(looking: _Looking, wish: Wish, day: date) -> bool:
    """Whether a day is one of those that the moments of a session ask for."""
    moments = [one for session in _sessions(looking, wish) for one in session.moments]
    return bool(moments) and all(day in one for one in moments)


def _elsewhere(looking: _Looking, path: Path, session: str, asked: Sequence[int]) -> Iterator[Repair]:
    """The nearest other day for a session that asks for certain days."""
    eased = asked_again(looking.request, changed(looking.programme, path, ()))
    offset = (eased.within.first - looking.request.within.first).days
    far = {n: min(abs(n + offset - day) for day in (asked[0], asked[-1])) for n in range(len(eased.within))}
    near = Dearer(session, far, Because("near the day that was asked for"), Rank.SESSIONS_MOVED)
    problem = posed(eased)
    try:
        found = best(replace(problem, terms=(*problem.terms, near)), TRIED_PARTS)
    except TooLargeError:
        return
    if isinstance(found, Best):
        day = eased.on(found.dates[session])
        away = min(abs((day - looking.request.within.first).days - one) for one in asked)
        words = f"ask for `{session}` on {in_words(day)} instead"
        yield Repair(words, away, _setting(path, (Within(DayRange(day, day)),)))


def _fewer(looking: _Looking, clash: Clash) -> Iterator[Repair]:
    """One session less of those that clash: of what is held several times one, else the last."""
    named = {session for wish in clash.wishes for session in wish.sessions}
    mine = [one for one in looking.request.sessions if one.id in named] or list(looking.request.sessions)
    for session in reversed(mine):
        written = _at(looking.programme, session.path)
        count = getattr(written, "count", None)  # what another session brings is held as often as that
        if count is not None and count > 1:
            change = _setting((*session.path, "count"), count - 1)
            words = f"hold `{session.item}` {count - 1} times instead of {count}"
        else:
            change, words = _setting(session.path, REMOVED), f"take out `{session.item}`"
        if looking.passes(change):
            yield Repair(words, LEAST_WANTED, change)
            return


def _leaders(looking: _Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """Someone more who leads the sessions, or fewer who are needed."""
    programme = looking.programme
    for id_, person in programme.people.items():
        if person.leads or person.role:
            yield from _leads(looking, id_, wish)
    now = _at(programme, path)
    if now is not None and now.number > 1 and not now.people:
        change = _setting(path, replace(now, number=now.number - 1))
        if looking.passes(change):
            yield Repair(f"have {now.number - 1} lead instead of {now.number}", 40, change)
    if now is not None and not now.people:
        named = next((one.leaders.role for one in _sessions(looking, wish)), FACILITATOR)
        role = None if named == FACILITATOR else named
        more = Person.model_construct(name="One more", leads=(EVERYTHING,), role=role, ethics=programme.ethics)
        change = _setting(("people",), programme.people | {_new_id(programme.people): more})
        if looking.passes(change):
            yield Repair("name one more who leads (`leads: everything`)", 45, change)


def _leads(looking: _Looking, id_: str, wish: Wish) -> Iterator[Repair]:
    """A person who leads one of the sessions as well, or where one is not enough, all of them."""
    person = looking.programme.people[id_]
    sessions = [
        one
        for one in _sessions(looking, wish)
        if id_ not in qualified(looking.programme, one) and not one.leaders.people
    ]
    items = list(dict.fromkeys(one.item for one in sessions))
    for some in [*([item] for item in items[:SINGLY]), *([items] if len(items) > 1 else [])]:
        change = _setting(("people", id_, "leads"), (*person.leads, *some))
        if looking.passes(change):
            yield Repair(f"let {person.name} lead {_quoted(some)}", 20 + 5 * (len(some) - 1), change)
            return


def _quoted(items: Sequence[str]) -> str:
    words = [f"`{item}`" for item in items]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _new_id(known: Mapping[str, object]) -> str:
    return next(id_ for n in count(1) if (id_ := f"one-more-{n}") not in known)


def _oftener(looking: _Looking, path: Path) -> Iterator[Repair]:
    """The smallest cap that makes room."""
    now, name = _at(looking.programme, path), looking.programme.people[str(path[1])].name
    more = _nearest(MOST_OFTENER, lambda n: looking.passes(_setting(path, replace(now, days=now.days + n))))
    if more is not None:
        cap = replace(now, days=now.days + more)
        yield Repair(f"let {name} lead {cap} (`at-most: {cap}`)", 10 * more, _setting(path, cap))


def _places(looking: _Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """Another venue that is known already, or one more."""
    programme = looking.programme
    now: tuple[str, ...] = _at(programme, path)
    written = {id_ for one in _sessions(looking, wish) for id_ in one.venues}
    for id_, venue in programme.venues.items():
        change = _setting(path, (*now, id_))
        if id_ not in written and looking.passes(change):
            yield Repair(f"use {venue.name} too (`where: [{', '.join((*now, id_))}]`)", 15, change)
            return
    new = _new_id(programme.venues)

    def more(programme: Programme) -> Programme:
        venues = programme.venues | {new: Venue.model_construct(name="One more")}
        return changed(programme.model_copy(update={"venues": venues}), path, (*now, new))

    if looking.passes(more):
        yield Repair("name one more venue (`where`)", 45, more)


def _seats(looking: _Looking, path: Path) -> Iterator[Repair]:
    """As many seats as are needed."""
    id_ = str(path[1])
    sessions = [one for one in looking.request.sessions if id_ in one.venues]
    needed = max((seats_needed(looking.programme, one) or 0 for one in sessions), default=0)
    change = _setting(path, needed)
    if looking.passes(change):
        yield Repair(f"seat {needed} at {looking.programme.venues[id_].name} (`seats: {needed}`)", 10, change)


def _unpinned(looking: _Looking, session: str) -> Iterator[Repair]:
    """What of a session is pinned let go, one thing at a time."""
    booking = looking.request.previous.sessions.get(session) if looking.request.previous is not None else None
    for what in booking.pinned if booking is not None else ():
        if looking.will_do(unpin(looking.request, session, what)):
            words = f"let its {what} go: hsplan unpin {session} --{what}"
            yield Repair(words, 1, lambda programme: programme, (session, what))


def _holidays(looking: _Looking) -> Iterator[Repair]:
    """The bank holidays as days like others."""
    change = _setting(("calendar", "bank-holidays"), False)  # noqa: FBT003 - the value of the key
    if looking.passes(change):
        yield Repair("meet on bank holidays (`bank-holidays: no`)", 30, change)


def _only(looking: _Looking) -> Iterator[Repair]:
    """One more day among those that alone are allowed, near to them; or no such days at all."""
    blocks = looking.programme.calendar.only
    everyone = [id_ for id_, block in blocks.items() if not block.for_]
    none = _setting(("calendar", "only"), {id_: block for id_, block in blocks.items() if id_ not in everyone})
    if not everyone or not looking.passes(none):
        return
    yield Repair("take out `only`", DROPPED, none)
    last = everyone[-1]
    path: Path = ("calendar", "only", last, "when")
    ranges = _at(looking.programme, path)
    allowed = {day for id_ in everyone for one in blocks[id_].ranges for day in days_in(one, looking.request.within)}
    others = [day for day in looking.request.within if day not in allowed and day.weekday() < WORKING_DAYS]
    far = {day: min((abs(day - one) for one in allowed), default=timedelta()) for day in others}
    for day in sorted(others, key=lambda one: (far[one], one))[:DAYS_TRIED]:
        change = _setting(path, (*ranges, DayRange(day, day)))
        if looking.passes(change):
            yield Repair(f"allow {in_words(day)} too (`only: {last}`)", 5, change)
            return


def _sessions(looking: _Looking, wish: Wish) -> list[Session]:
    return [one for one in looking.request.sessions if one.id in wish.sessions]


def _days_off(looking: _Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """One day less on which something is closed or someone away; or none of those days at all."""
    who, whole = _off(looking.programme, path)
    within = looking.request.within
    days = [day for stretch in whole if isinstance(stretch, DayRange) for day in stretch if day in within]
    if path[0] != "calendar":
        open_days = looking.open_days(wish.sessions)
        days = [day for day in days if day in open_days]
    where = (*path, "when") if path[0] == "calendar" else path
    change = _setting(path, REMOVED) if path[0] == "calendar" else _setting(path, ())
    if not looking.passes(change):
        return  # then no single day of it would do
    off = {day for stretch in whole for day in days_in(stretch, looking.request.within)}
    yield Repair(who.all, max(2, len(off)), change)
    for day in days[:DAYS_TRIED]:
        if looking.passes(opened := _opening(path, where, whole, day)):
            yield Repair(who.one.format(day=in_words(day)), 1, opened)
            return


@dataclass(frozen=True)
class _Words:
    one: str
    all: str


def _off(programme: Programme, path: Path) -> tuple[_Words, tuple[Any, ...]]:
    if path[0] == "calendar":
        block = _at(programme, path)
        return _Words(f"open {{day}} (`closed: {path[-1]}`)", f"take out `closed: {path[-1]}`"), block.ranges
    noun = _at(programme, path[:-1])
    name = noun.name.replace("{", "{{").replace("}", "}}")
    if path[0] == "people":
        return _Words(f"have {name} come on {{day}}", f"take out the `away` of {noun.name}"), _at(programme, path)
    return _Words(f"have {name} open on {{day}}", f"take out the `closed` of {noun.name}"), _at(programme, path)


def _opening(path: Path, where: Path, whole: tuple[Any, ...], day: date) -> Callable[[Programme], Programme]:
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


def _days(number: int) -> str:
    return f"{number} day{'s' * (number != 1)}"
