"""What each cohort of a file asks for in what it holds together with others, and whether they all say so.

Who has cancelled it does not hold it any more: the others hold it as if that cohort had never been named there.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hsplan.calendars.zones import zone_names
from hsplan.dates.hours import TimeRange
from hsplan.findings import Finding, RefusedError, did_you_mean, first_of
from hsplan.plan.file import read_plan
from hsplan.programme.clock import timezone_of
from hsplan.programme.document import read_document
from hsplan.programme.items import items_of
from hsplan.programme.joint import Holder, Joint
from hsplan.programme.people import needed_of, qualified, same_role, seats_needed
from hsplan.programme.unfolding import sessions_of
from hsplan.workspace.files import exists, read_bytes
from hsplan.workspace.reusing import MOST_RUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.findings import Path
    from hsplan.plan.held import Who
    from hsplan.plan.model import Plan
    from hsplan.programme.document import Document
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session
    from hsplan.workspace.names import Source
    from hsplan.workspace.reusing import Whole

MOST_NAMED = 12
"""How many of the known cohorts a message lists."""
MOST_OF_MANY = 3
"""How many of those of which the same is said."""


def beside_partners(programme: Programme, whole: Whole, source: Source) -> Programme:
    """A cohort's programme that knows what the others ask for who hold its sessions together with it."""
    if source.cohort is None or not any(item.written.joint_with for item in items_of(programme)):
        return programme
    sources = {cohort: replace(source, cohort=cohort) for cohort in whole.cohorts}
    asked = {cohort: _asked(whole, one) for cohort, one in sources.items()}
    off = {cohort: _called_off(one) for cohort, one in sources.items() if cohort != source.cohort}
    found: dict[str, Joint] = {}
    made: dict[tuple[int, ...], Joint] = {}
    """By who holds it: what is held several times is mostly held by the same."""
    for id_, mine in asked[source.cohort].items():
        others = (
            (cohort, asked[cohort].get(id_)) for cohort in whole.cohorts if cohort in {*mine.with_, source.cohort}
        )
        holders = tuple(
            one
            for cohort, one in others
            # who does not say so as well is told to: until then nothing follows from it
            if one is mine or (one is not None and source.cohort in one.with_ and id_ not in off[cohort])
        )
        key = tuple(map(id, holders))
        if len(holders) > 1:
            found[id_] = made[key] = made.get(key) or Joint.of(holders, mine)
    return programme.holding(found) if found else programme


def _asked(whole: Whole, source: Source) -> Mapping[str, Holder]:
    """What a cohort asks for in each session that it holds together with others."""
    cohort = source.cohort or ""
    if cohort not in whole.joint:
        document, programme = whole.of_cohort(cohort)
        as_whom = _AsWhom(cohort, whole.shares(document, *source.key), whole.document.values.get("title"))
        joint = [one for one in sessions_of(programme) if one.joint_with] if programme is not None else []
        # of what is held several times the first: what all of them ask for is the same
        items = {one.item: one for one in reversed(joint)}
        asked = {id_: _holder(programme, one, as_whom) for id_, one in items.items() if programme is not None}
        whole.joint[cohort] = {one.id: asked[one.item] for one in joint}
    return whole.joint[cohort]


def plan_beside(source: Source) -> Plan | None:
    """The plan of another cohort, or None where it has none or that cannot be read: told when that cohort is opened."""
    with suppress(RefusedError):
        plan = _plan(read_bytes(source.plan_path)) if exists(source.plan_path) else None
        return plan if plan is not None and plan.programme == source.full_id else None
    return None


@lru_cache(maxsize=MOST_RUNS)
def _plan(data: bytes) -> Plan:
    """A plan as its file says it: each cohort looks at those of all others."""
    return read_plan(read_document("plan", data))


def _called_off(source: Source) -> frozenset[str]:
    """The sessions that a cohort's plan has cancelled: the others hold them without it."""
    plan = plan_beside(source)
    gone = plan.sessions.items() if plan is not None else ()
    return frozenset(id_ for id_, one in gone if one.status == "cancelled" and not one.dropped)


@dataclass(frozen=True)
class _AsWhom:
    """A cohort, whom it shares with the others, and what their file is called."""

    cohort: str
    shares: Mapping[str, Who]
    title: object

    def of(self, id_: str) -> tuple[str, ...]:
        """What tells a person or venue from all others."""
        return self.shares.get(id_) or (self.cohort, id_)


def _holder(programme: Programme, session: Session, as_whom: _AsWhom) -> Holder:
    """What a cohort asks for. Where a rule is set aside for it there, it need not be as the others have it."""
    aside = {waiver.rule for waiver in programme.waive if {session.id, session.item} & set(waiver.for_)}
    needed = needed_of(programme, session) if "not-led" not in aside else 0
    named, role = session.leaders.people, same_role(programme, session.leaders.role)
    able = qualified(programme, session)
    zone = timezone_of(programme)
    # what is brought is where the other is, which says so of itself
    itself = {session.path, *(one.path for one in sessions_of(programme) if one.id == session.host)}
    return Holder(
        as_whom.cohort,
        session.joint_with,
        seats_needed(programme, session),
        _hours(session),
        zone if zone in zone_names() else None,  # what is no zone is told, and says no time
        tuple(sorted(map(as_whom.of, session.venues))) if "no-venue" not in aside else (),
        (needed, tuple(sorted(map(as_whom.of, named))), role),
        frozenset(id_ if id_ in as_whom.shares else f"{as_whom.cohort}/{id_}" for id_ in able),
        frozenset(key for key, path in session.origins.items() if path[:-1] in itself),
        programme.title,
        programme.title != as_whom.title,
        session.days,
    )


def _hours(session: Session) -> TimeRange | None:
    """From the beginning of its first part to the end of its last, where the time of each is stated."""
    times = [part.time for part in session.parts if part.time is not None]
    if len(times) < len(session.parts):
        return None
    return TimeRange(min(one.start for one in times), max(one.end for one in times))


def joint_with_nobody(whole: Whole, programme: Programme | None) -> Iterator[Finding]:
    """A finding for each session that is joint with cohorts that the file does not have."""
    known = list(whole.cohorts)
    for item in items_of(programme) if programme is not None else ():
        unknown = [(n, cohort) for n, cohort in enumerate(item.written.joint_with) if cohort not in known]
        if not unknown:
            continue
        n, cohort = unknown[0]
        several = f"there are no cohorts {first_of([f'`{one}`' for _, one in unknown], MOST_OF_MANY)}"
        yield Finding(
            "unknown-name",
            f"there is no cohort `{cohort}`" if len(unknown) == 1 else several,
            (*item.path, "joint-with", n),
            expected=f"one of {first_of(known, MOST_NAMED)}" if known else "a cohort that `cohorts` defines",
            help=did_you_mean(cohort, known)
            or f"if {whole.document.name} is to hold it alone, write there `{_alone(item.path)}`",
        )


def _alone(path: Path) -> str:
    """What takes out that a session is joint: `sessions: {launch: {joint-with: null}}`."""
    inner = "joint-with: null"
    for key in reversed(path[1:]):
        inner = f"{key}: {{{inner}}}"
    return f"{path[0]}: {{{inner}}}"


def joint_one_sided(whole: Whole, programme: Programme | None, cohort: str) -> Iterator[Finding]:
    """A finding for each session that a cohort holds together with others which do not say so."""
    for item in items_of(programme) if programme is not None else ():
        named = item.written.joint_with
        silent = [
            (n, partner)
            for n, partner in enumerate(named)
            if partner != cohort and partner in whole.cohorts
            if cohort not in _joint_there(whole.of_cohort(partner)[0], item.path)
        ]
        if not silent:
            continue
        n, partner = silent[0]
        told = first_of([f"`{one}`" for _, one in silent], MOST_OF_MANY)
        every = ", ".join(one for one in whole.cohorts if one in named or one == cohort)
        yield Finding(
            "not-joint-there",
            f"{told} do{'es' * (len(silent) == 1)} not hold `{item.id}` together with `{cohort}`",
            (*item.path, "joint-with", n),
            expected=f"`joint-with: {cohort}` on `{item.id}` of `{partner}` as well"
            if len(silent) == 1
            else f"`{cohort}` in the `joint-with` of all who hold it",
            help=f"write `joint-with: [{every}]` where all have it from; "
            f"or, if `{cohort}` holds it alone, write there `{_alone(item.path)}`",
        )


def _joint_there(document: Document, path: Path) -> tuple[str, ...]:
    """The cohorts that a session is joint with in another cohort's document; none where it has no such session."""
    value: Any = document.values
    for key in (*path, "joint-with"):
        value = value.get(key) if isinstance(value, dict) else None
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
