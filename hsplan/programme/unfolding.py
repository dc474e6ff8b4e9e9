"""What is written once becomes every session that is held: numbered, placed in its order, tied to others.

`occasions_of` is all of them, windows included; `sessions_of` those that get a date.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from hsplan.programme.groups import number_of
from hsplan.programme.inherited import REMOTE, inherited
from hsplan.programme.items import Item, concludes, items_of, lineage
from hsplan.programme.kinds import capital
from hsplan.programme.remembering import once_for_each
from hsplan.programme.sessions import MAIN, Link, LinkKind, Session
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

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from hsplan.findings import Path
    from hsplan.programme.model import Brought, Kind, Programme, WrittenSession

MOST_MEMBERS = 401
MOST_UNFOLDED = 2000
"""How many sessions are built at most: far more than are planned at once, so that a check can still count them."""


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
        base = inherited(programme, item.path, item.phase, item.written)
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
    base = inherited(programme, item.path, item.phase, item.written)
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
    """The sessions that another brings with it, each tied to it, and held together with the same cohorts."""
    path, brings = _what_it_brings(programme, host.path, host.kind)
    for id_, brought in brings.items():
        one = inherited(programme, (*path, "brings", id_), host.phase, brought)
        said = any(level.where is not None for level in (brought, *_kinds(programme, brought.kind)))
        if not said and not set(one.modes) & REMOTE:
            one = replace(one, venues=host.venues, origins={**one.origins, "where": host.origins["where"]})
        title = brought.title or f"{capital(one.kind_title)}: {host.title}"
        when = brought.when or (OnDay(0, "day", HOST),)
        full = f"{host.id}-{id_}"
        window = bool(one.arranged_by)
        one = replace(one, id=full, item=full, title=title, lane=None, host=host.id, when=when, window=window)
        yield replace(one, member=host.member, joint_with=_held_with(programme, host, full))


def _held_with(programme: Programme, host: Session, brought: str) -> tuple[str, ...]:
    """The cohorts that hold what a session brings: those that hold that one, and bring it as well where that is known.

    In another cohort, what has the same id may be a session of its own.
    """
    if host.id not in programme.joint:
        return host.joint_with
    joint = programme.joint.get(brought)
    return joint.others if joint is not None else ()


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
