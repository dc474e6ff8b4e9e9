"""A written session with all that its kind, its phase and the programme say for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hsplan.dates.days import Weekdays
from hsplan.dates.hours import TimeInWords, TimeRange
from hsplan.dates.lengths import Lasting
from hsplan.language import kebab
from hsplan.programme.groups import number_of, role_named, roles_of
from hsplan.programme.items import concludes, lineage
from hsplan.programme.kinds import KINDS, capital
from hsplan.programme.model import Brought, Formed, Kind, Part, Programme, Shared, WrittenSession
from hsplan.programme.sessions import Session, SessionPart
from hsplan.programme.stretches import phases_of
from hsplan.programme.when import (
    OnDay,
)
from hsplan.programme.who import FACILITATOR, PARTICIPANT, ForWhom, Leaders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hsplan.findings import Path

T = TypeVar("T")
L = TypeVar("L")
WORKING_WEEK = Weekdays((0, 1, 2, 3, 4))
ONE_DAY = Lasting()
SHARED_KEYS = tuple((name, kebab(name)) for name in ("weekdays", "where", "with_"))
"""What a session may inherit and a conflict may blame: the fields with their keys."""
USUAL_ROLES = {FACILITATOR, f"{FACILITATOR}s"}
REMOTE = {"online", "phone"}
"""The modes that take no venue."""


def inherited(programme: Programme, path: Path, phase_id: str | None, written: Brought) -> Session:
    """A written session with what it inherits, before it is numbered and placed."""
    own = written if isinstance(written, WrittenSession) else None
    line = lineage(programme, written.kind)
    levels = _levels(programme, path, phase_id, written)
    shared = [level for _, level in levels]
    formed = [level for level in shared if isinstance(level, Formed)]
    kinds = [level for level in formed if isinstance(level, Kind)]
    lasts = _nearest(formed, lambda level: level.lasts) or ONE_DAY
    part_of_day = _part_of_day(written)
    hours = next((level for level in shared if _has_parts(level) or _says_time(level, part_of_day)), None)
    parts = (hours.parts or {}) if isinstance(hours, Formed) else {}
    time = (hours.time if hours is not None else part_of_day) if not parts else None
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
        note=written.note,
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


def _says_time(level: Shared, part: TimeInWords | None) -> bool:
    """Whether a level says when a session is: what holds for all is not for one of another part of the day."""
    if level.time is None or part is None or isinstance(level, Formed):
        return level.time is not None
    return isinstance(level.time, TimeRange) and level.time.start < part.hours.end and part.hours.start < level.time.end


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
    short = str(lasts) if lasts is not None and (minutes is not None or lasts.half or any(lasts.edges)) else ""
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
