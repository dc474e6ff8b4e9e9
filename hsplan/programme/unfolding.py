"""What is written once becomes every session that is held: numbered, placed in its order, tied to others.

`occasions_of` is all of them, windows included; `sessions_of` those that get a date.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from hsplan.dates.days import Lasting, TimeInWords, TimeRange, Weekdays
from hsplan.language import kebab
from hsplan.programme.groups import number_of, role_named, roles_of
from hsplan.programme.items import Item, concludes, items_of, lineage
from hsplan.programme.kinds import KINDS, capital
from hsplan.programme.model import Brought, Formed, Kind, Part, Programme, Shared, WrittenSession
from hsplan.programme.remembering import once_for_each
from hsplan.programme.sessions import MAIN, Link, LinkKind, Session, SessionPart
from hsplan.programme.stretches import phases_of
from hsplan.programme.when import (
    HOST,
    THE_END,
    THE_START,
    AnyTime,
    AtStart,
    Beside,
    Between,
    During,
    InMiddle,
    OnDay,
    When,
    named_in,
)
from hsplan.programme.who import FACILITATOR, PARTICIPANT, ForWhom, Leaders

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from hsplan.findings import Path

T = TypeVar("T")
L = TypeVar("L")
WORKING_WEEK = Weekdays((0, 1, 2, 3, 4))
ONE_DAY = Lasting()
MOST_MEMBERS = 401
MOST_UNFOLDED = 2000
"""How many sessions are built at most: far more than are planned at once, so that a check can still count them."""
SHARED_KEYS = tuple((name, kebab(name)) for name in ("weekdays", "where", "with_"))
"""What a session may inherit and a conflict may blame: the fields with their keys."""
USUAL_ROLES = {FACILITATOR, f"{FACILITATOR}s"}
REMOTE = {"online", "phone"}
"""The modes that take no venue."""


@once_for_each
def sessions_of(programme: Programme) -> tuple[Session, ...]:
    """The sessions that get a date: those in the order of the programme, then what is tied to them, then strands."""
    return tuple(one for one in occasions_of(programme) if not one.window)


def windows_of(programme: Programme) -> tuple[Session, ...]:
    """What is planned as a window, in the same order."""
    return tuple(one for one in occasions_of(programme) if one.window)


@once_for_each
def occasions_of(programme: Programme) -> tuple[Session, ...]:
    """Sessions and windows, each in its place; no more than can be planned in any case."""
    found: list[Session] = []
    for one in islice(_placed(programme), MOST_UNFOLDED):
        found.append(one)
        found += _brought(programme, one)
    known: dict[str, list[Session]] = {}
    for one in found:
        known.setdefault(one.item, []).append(one)
        if one.id != one.item:
            known.setdefault(one.id, []).append(one)
    phases = phases_of(programme)[1].keys()
    linked = [replace(one, links=links) if (links := tuple(_links(one, known, phases))) else one for one in found]
    windows = {one.id: one for one in linked if one.window}
    hosted = [_with_host(_in_windows(one, windows)) for one in linked]
    held = {one.id: one for one in hosted}
    return tuple(replace(one, hosts=tuple(_hosts(one, held))) if one.host is not None else one for one in hosted)


def _placed(programme: Programme) -> Iterator[Session]:
    """Every session in its order, those of one turn of the sets at one place."""
    ordered = sorted(items_of(programme), key=lambda item: _rank(programme, item))
    turns = list(_until_many(turn for item in ordered for turn in _turns(programme, item)))
    places: dict[str, int] = {}
    for turn in _middles_between(turns):
        lane = turn[0].lane
        if lane is not None:
            places[lane] = places.get(lane, -1) + 1
        yield from (replace(one, place=places[lane]) if lane is not None else one for one in turn)


def _until_many(turns: Iterator[list[Session]]) -> Iterator[list[Session]]:
    """The turns, until they have as many sessions as are ever built."""
    held = 0
    for turn in turns:
        yield turn
        held += len(turn)
        if held >= MOST_UNFOLDED:
            return


def _middles_between(turns: list[list[Session]]) -> list[list[Session]]:
    """The turns with what is asked for in the middle in the middle of its phase's, wherever it is written."""
    found = [turn for turn in turns if not _in_middle(turn)]
    for turn in turns:
        if _in_middle(turn):
            mine = [n for n, one in enumerate(found) if (one[0].lane, one[0].phase) == (MAIN, turn[0].phase)]
            found.insert(mine[len(mine) // 2] if len(mine) > 1 else mine[0] + 1 if mine else len(found), turn)
    return found


def _in_middle(turn: list[Session]) -> bool:
    return turn[0].lane == MAIN and InMiddle() in turn[0].when


def _with_host(session: Session) -> Session:
    """A session with the one that it is held together with, if there is one."""
    host = _host(session)
    return replace(session, host=host) if host != session.host else session


def _hosts(session: Session, held: Mapping[str, Session]) -> dict[str, None]:
    """The host of a session, that one's host, and so on; a circle ends where it closes."""
    found: dict[str, None] = {}
    host = session.host
    while host is not None and host not in found and host != session.id:
        found[host] = None
        host = held[host].host if host in held else None
    return found


def last_session(programme: Programme) -> str | None:
    """The id of the session that is held last in the order, found without building them all."""
    in_order = [item for item in items_of(programme) if _lane(item) == MAIN and not _is_window(programme, item)]
    if not in_order:
        return None
    last = max(enumerate(in_order), key=lambda pair: (_rank(programme, pair[1]), pair[0]))[1]
    count = last.written.count or 1
    return f"{last.id}-{count}" if count > 1 else last.id


def _rank(programme: Programme, item: Item) -> tuple[int, int, int]:
    """Where a session comes among those of all phases: strands last, what concludes a phase at its end."""
    phases = [None, *phases_of(programme)[1]]
    ends = concludes(programme, item.phase, item.written)
    edge = -1 if AtStart() in item.written.when else 1 if ends else 0
    if item.phase is None and len(phases) > 1:
        return (int(item.strand), len(phases) if edge >= 0 else 0, edge)
    return (int(item.strand), phases.index(item.phase), edge)


def _lane(item: Item) -> str | None:
    """The order that a session stands in, or none where something else says when it is held."""
    own = "/".join(str(part) for part in item.path)
    for when in item.written.when:
        if isinstance(when, Beside) and (when.side, when.target) in (("before", THE_START), ("after", THE_END)):
            return f"{when.side} {item.phase or ''}"
        if isinstance(when, Beside | OnDay | Between | AnyTime) or (isinstance(when, During) and named_in(when)):
            return own if (item.written.count or 1) > 1 else None
    return own if item.strand else MAIN


def _kinds(programme: Programme, kind: str) -> list[Kind]:
    return [programme.kinds[id_] for id_ in lineage(programme, kind) if id_ in programme.kinds]


def number_unfolded(programme: Programme) -> int:
    """How many sessions there are, counted without building them: each as often as it is held, by each group apart."""
    total = 0
    for item in items_of(programme):
        base = _session(programme, item.path, item.phase, item.written)
        own = number_of(programme, base.for_) if base.taken == "on own dates" else 1
        held = 1 if _is_window(programme, item) else (item.written.count or 1) * own
        total += held * (1 + len(_what_it_brings(programme, item.path, base.kind)[1]))
    return total


def _what_it_brings(programme: Programme, path: Path, kind: str) -> tuple[Path, Mapping[str, Brought]]:
    """What a session brings with it, by itself or its nearest kind that does, and where that is written."""
    levels: list[tuple[Path, WrittenSession | Kind]] = [(path, _by_path(programme)[path])]
    levels += [(("kinds", id_), programme.kinds[id_]) for id_ in lineage(programme, kind) if id_ in programme.kinds]
    return next(((at, level.brings) for at, level in levels if level.brings), ((), {}))


def _is_window(programme: Programme, item: Item) -> bool:
    """Whether something gets no date: it is arranged, or how many there are is unknown, or it is a stretch."""
    written = item.written
    arranged = any(one.arranged_by for one in (written, *_kinds(programme, written.kind)))
    dated = written.count is not None and (not item.strand or "count" in written.model_fields_set)
    return arranged or not dated


def _turns(programme: Programme, item: Item) -> Iterator[list[Session]]:
    """A written session each time that it is held, with those who hold it on own dates together."""
    base = _session(programme, item.path, item.phase, item.written)
    base = replace(base, lane=_lane(item), window=_is_window(programme, item), strand=item.strand)
    count = 1 if base.window else item.written.count or 1
    own = base.taken == "on own dates" and not base.window
    members = range(1, min(number_of(programme, base.for_), MOST_MEMBERS) + 1) if own else (0,)
    for number in range(1, count + 1):
        yield [_numbered(base, number if count > 1 else 0, member) for member in members]


def _numbered(base: Session, number: int, member: int) -> Session:
    """A session with its number, and that of the group that has it on its own, in id and title."""
    id_, title = base.id, base.title
    if not number and not member:
        return base
    if number:
        id_, title = f"{id_}-{number}", f"{title} {number}"
    if member:
        id_, title = f"{id_}-{base.for_.each}-{member}", f"{title} ({base.for_.each} {member})"
    return replace(base, id=id_, title=title, number=number or 1, member=(base.for_.each, member) if member else None)


@once_for_each
def _by_path(programme: Programme) -> dict[Path, WrittenSession]:
    return {item.path: item.written for item in items_of(programme)}


def _brought(programme: Programme, host: Session) -> Iterator[Session]:
    """The sessions that another brings with it, each tied to it."""
    path, brings = _what_it_brings(programme, host.path, host.kind)
    for id_, brought in brings.items():
        one = _session(programme, (*path, "brings", id_), host.phase, brought)
        said = any(level.where is not None for level in (brought, *_kinds(programme, brought.kind)))
        if not said and not set(one.modes) & REMOTE:
            one = replace(one, venues=host.venues, origins={**one.origins, "where": host.origins["where"]})
        title = brought.title or f"{capital(one.kind_title)}: {host.title}"
        when = brought.when or (OnDay(0, "day", HOST),)
        full = f"{host.id}-{id_}"
        window = bool(one.arranged_by)
        yield replace(
            one, id=full, item=full, title=title, lane=None, host=host.id, when=when, member=host.member, window=window
        )


def _links(session: Session, known: Mapping[str, list[Session]], phases: Collection[str]) -> Iterator[Link]:
    """A session's moments as links to the sessions that they name; a name that is no session's links nothing."""
    path = (*session.path, "when")
    for when in session.when:
        words = str(when)
        for kind, target in _ties(when, phases):
            if target == HOST and session.host:
                words = f"{words} {session.host}"
            gap = when.gap if isinstance(when, Beside) else None
            offset = when.offset if isinstance(when, OnDay) else 0
            link = Link(kind, target, gap, offset, words, path)
            if target in (THE_START, THE_END):
                yield link
            else:
                yield from (replace(link, other=other) for other in _targets(session, link, known))


def _in_windows(session: Session, windows: Mapping[str, Session]) -> Session:
    """A session that lies during a window has no days of another to lie on: it keeps to what bounds the window."""
    around = [windows[link.other] for link in session.links if link.kind == "during" and link.other in windows]
    if not around:
        return session
    links: list[Link] = []
    for link in session.links:
        window = windows.get(link.other) if link.kind == "during" else None
        around_it = [replace(one, path=link.path) for one in window.links] if window is not None else [link]
        links += [one for one in around_it if one.other != session.id]
    moments = [when for window in around for when in window.moments]
    return replace(session, links=tuple(links), when=(*session.when, *moments))


def _ties(when: When, phases: Collection[str]) -> list[tuple[LinkKind, str]]:
    """To what a moment ties, and how."""
    if isinstance(when, Beside):
        return [(when.side, when.target)]
    if isinstance(when, OnDay):
        return [("day", when.target)]
    if isinstance(when, Between):
        return [("after", when.after), ("before", when.before)]
    if isinstance(when, During) and when.target not in phases:
        return [("during", when.target)]
    return []


def _targets(session: Session, link: Link, known: Mapping[str, list[Session]]) -> list[str]:
    """The ids of what a link names: the host, a session, or of what is held several times those that are meant.

    To the own date of a set belongs what the same set has. After all is after the last, before all before the first.
    """
    if link.other == HOST:
        return [session.host] if session.host else []
    mine = [one for one in known.get(link.other, []) if one.id != session.id]
    mine = [one for one in mine if session.member is not None and one.member == session.member] or mine
    if link.gap is not None or link.kind in ("day", "during"):
        last = link.kind == "after" or link.offset > 0
        number = (max if last else min)((one.number for one in mine), default=0)
        mine = [one for one in mine if one.number == number]
    return [one.id for one in mine]


def _host(session: Session) -> str | None:
    """The session on one of whose days another is held, or that brings it."""
    held = [link.other for link in session.links if link.kind == "during" or (link.kind == "day" and link.offset == 0)]
    return held[0] if held else session.host


def _session(programme: Programme, path: Path, phase_id: str | None, written: Brought) -> Session:
    """A written session with what it inherits, before it is numbered and placed."""
    own = written if isinstance(written, WrittenSession) else None
    line = lineage(programme, written.kind)
    levels = _levels(programme, path, phase_id, written)
    shared = [level for _, level in levels]
    formed = [level for level in shared if isinstance(level, Formed)]
    kinds = [level for level in formed if isinstance(level, Kind)]
    lasts = _nearest(formed, lambda level: level.lasts) or ONE_DAY
    hours = next((level for _, level in levels if level.time is not None or _has_parts(level)), None)
    parts = (hours.parts or {}) if isinstance(hours, Formed) else {}
    time = (hours.time if hours is not None else _part_of_day(written)) if not parts else None
    kind_title = _kind_title(line, kinds)
    for_ = _nearest(shared, lambda level: level.for_) or ForWhom()
    taken = _nearest(formed, lambda level: level.taken) or ("in turn" if for_.each == PARTICIPANT else "side by side")
    leaders = _named_roles(programme, _nearest(shared, lambda level: level.with_) or Leaders())
    id_ = str(path[-1])
    weekdays = _nearest(shared, lambda level: level.weekdays) or WORKING_WEEK
    phase = phases_of(programme)[1].get(phase_id or "")
    return Session(
        id=id_,
        item=id_,
        kind=written.kind,
        kind_title=kind_title,
        title=written.title or _untitled(kind_title, id_, several=own is not None and (own.count or 0) > 1),
        phase=phase_id,
        path=path,
        origins=_origins(levels, path),
        concludes=concludes(programme, phase_id, written),
        lane=None,
        place=0,
        member=None,
        number=1,
        lasts=lasts,
        overnight=bool(_nearest(formed, lambda level: level.overnight)),
        parts=_parts(parts) or (_whole_day(written.kind, kind_title, time, lasts, for_),),
        weekdays=Weekdays(lasts.weekdays) if lasts.weekdays else weekdays,
        venues=_venues(shared),
        leaders=_with_groups(programme, leaders, for_, taken, parts),
        when=written.when,
        links=(),
        host=None,
        hosts=(),
        gaps=own.gap if own is not None else (),
        rhythm=own.every if own is not None else None,
        count=own.count if own is not None else 1,
        choose=own.choose if own is not None else None,
        window=False,
        strand=False,
        arranged_by=next((level.arranged_by for level in formed if level.arranged_by), ()),
        for_=for_,
        taken=taken,
        modes=_nearest(shared, lambda level: level.mode) or (),
        attendance=_nearest(shared[:-1], lambda level: level.attendance),  # the programme's is the overall rule
        joint_with=own.joint_with if own is not None else (),
        depends_on=written.depends_on or (phase.depends_on if phase is not None else None),
        teaches=written.teaches,
        practises=written.practises,
        summary=_nearest(formed, lambda level: level.summary),
        preparation=_nearest(formed, lambda level: level.preparation),
        scenario=written.scenario,
        link=_nearest(shared, lambda level: level.link),
    )


def _levels(programme: Programme, path: Path, phase_id: str | None, written: Brought) -> list[tuple[Path, Shared]]:
    """The places where what a session shares may be said: itself, its kinds, its phase, the programme."""
    key, phases = phases_of(programme)
    kinds = [kind for kind in lineage(programme, written.kind) if kind in programme.kinds]
    found: list[tuple[Path, Shared]] = [(path, written)]
    found += [(("kinds", kind), programme.kinds[kind]) for kind in kinds]
    found += [((key, phase_id), phases[phase_id])] if phase_id is not None else []
    return [*found, ((), programme)]


def _has_parts(level: Shared) -> bool:
    return isinstance(level, Formed) and bool(level.parts)


def _untitled(kind_title: str, id_: str, *, several: bool) -> str:
    """What a session without a title is called: its kind, and its id where that says more."""
    kind = capital(kind_title)
    return kind if several or id_ == kind_title.replace(" ", "-") else f"{kind} ({id_})"


def _origins(levels: list[tuple[Path, Shared]], path: Path) -> dict[str, Path]:
    """For each thing that may be shared, the nearest place that says it; where none does, the session itself."""
    return {
        key: next(((*at, key) for at, level in levels if getattr(level, name) is not None), path)
        for name, key in SHARED_KEYS
    }


def _venues(levels: list[Shared]) -> tuple[str, ...]:
    """Any of these venues will do; what is held online or by phone takes none that is said for others as well."""
    modes = _nearest(levels, lambda level: level.mode) or ()
    remote = bool(modes) and set(modes) <= REMOTE
    said = [level for level in levels if isinstance(level, Formed)] if remote else levels
    return _nearest(said, lambda level: level.where) or ()


def _nearest(levels: Sequence[L], said: Callable[[L], T | None]) -> T | None:
    """What the nearest of some levels says, if any says it."""
    for level in levels:
        found = said(level)
        if found is not None:
            return found
    return None


def _kind_title(line: tuple[str, ...], kinds: list[Kind]) -> str:
    own = _nearest(kinds, lambda kind: kind.title)
    return own or (KINDS[line[0]][0] if line[0] in KINDS else line[0].replace("-", " "))


def _time(
    time: TimeRange | TimeInWords | None, lasts: Lasting | None
) -> tuple[TimeRange | None, str, TimeRange | None]:
    """From when to when, where that is known; else what is known of it in words, and the hours that these leave."""
    if isinstance(time, TimeRange):
        return time, "", time
    minutes = lasts.minutes if lasts is not None else None
    if time is not None and time.start is not None and minutes is not None:
        total = time.start.hour * 60 + time.start.minute + minutes
        if total < 24 * 60:
            found = TimeRange(time.start, time.start.replace(hour=total // 60, minute=total % 60))
            return found, "", found
    short = str(lasts) if lasts is not None and (minutes is not None or lasts.half) else ""
    return None, ", ".join(words for words in (str(time or ""), short) if words), time.hours if time else None


def _part_of_day(written: Brought) -> TimeInWords | None:
    """The evening of `the evening before`, where nothing else says the time."""
    named = [when.part for when in written.when if isinstance(when, OnDay) and when.part != "day"]
    return TimeInWords(named[0]) if named else None


def _whole_day(
    kind: str, title: str, time: TimeRange | TimeInWords | None, lasts: Lasting, for_: ForWhom
) -> SessionPart:
    """The one part of a session that names none."""
    return SessionPart(kind, title, *_time(time, lasts), for_)


def _parts(parts: Mapping[str, Part]) -> tuple[SessionPart, ...]:
    return tuple(
        SessionPart(
            id_,
            part.title or (KINDS[id_][0] if id_ in KINDS else id_.replace("-", " ")),
            *_time(part.time, part.lasts),
            part.for_,
        )
        for id_, part in parts.items()
    )


def _named_roles(programme: Programme, leaders: Leaders) -> Leaders:
    """Who leads, by the role itself; a role may also stand for the one person who holds it."""
    if not leaders.people and leaders.role in USUAL_ROLES:
        return replace(leaders, role=FACILITATOR)
    roles = [id_ for id_ in leaders.people if id_ not in programme.people and id_ in roles_of(programme)]
    if not roles:
        return replace(leaders, role=role_named(programme, leaders.role))
    people = tuple(id_ for id_ in leaders.people if id_ not in roles)
    return Leaders(max(leaders.number, len(people) + 1), people, roles[0])


def _with_groups(
    programme: Programme, leaders: Leaders, for_: ForWhom, taken: str, parts: Mapping[str, Part]
) -> Leaders:
    """Who leads a session, with those whom groups take: for what each group takes at once, so many for each."""
    needed, people, role = leaders.needed, list(leaders.people), leaders.role
    groups: list[tuple[ForWhom, Leaders | None]] = [(part.for_, part.with_) for part in parts.values()]
    groups.append((for_, None))
    for whom, own in groups:
        group = programme.groups.get(whom.each)
        each = own or (group.with_ if group is not None else None)
        if each is not None:
            each = _named_roles(programme, each)
            role = role if needed else each.role
            at_once = 1 if whom.number or taken != "side by side" else number_of(programme, whom)
            people += each.people
            needed = max(needed, each.needed * at_once, len(set(people)))
    return Leaders(needed, tuple(dict.fromkeys(people)), role)
