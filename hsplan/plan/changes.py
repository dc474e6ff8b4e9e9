"""What differs between two plans of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from hsplan.plan.fingerprint import SHOWN_AS
from hsplan.plan.revising import up_to_date
from hsplan.plan.windows import differ, is_cancelled, stretches_now, told_stretches
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.plan.model import Block, Entry, Plan, Stretch, Window
    from hsplan.programme.model import Programme


Kind = Literal["added", "dropped", "cancelled", "moved", "times", "people", "venue", "words", "status", "window"]


@dataclass(frozen=True, slots=True)
class Change:
    """A session whose booking differs: what kind of change, and what was booked before and after."""

    session: str
    kind: Kind
    before: Entry | None
    after: Entry | None
    kinds: tuple[Kind, ...] = ()
    """All that differs, what matters most to those who come first."""
    block: Block | None = None
    """Where the plan has it, if it is no session: its days, which differ, are in `was` and `now`."""
    was: Stretch | None = None
    now: Stretch | None = None


def changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Each session's first difference that matters to those who come: the day before times, people, place and words."""
    for id_, after in new.sessions.items():
        before = old.sessions.get(id_)
        kinds = _kinds(before, after)
        if kinds:
            yield Change(id_, kinds[0], before, after, kinds)
    for id_, gone in old.sessions.items():
        if id_ not in new.sessions:
            yield Change(id_, "dropped", gone, None, ("dropped",))
    for key in dict.fromkeys([*new.stretches, *old.stretches]):
        was, now = old.stretches.get(key), new.stretches.get(key)
        if was is None or now is None or differ(was, now):
            kind: Kind = "window"
            if now is None or now.dropped:
                kind = "dropped"
            elif is_cancelled(now, new.stopped):
                kind = "cancelled"
            yield Change(key[1], kind, None, None, (kind,), key[0], was, now)


def _kinds(before: Entry | None, after: Entry) -> tuple[Kind, ...]:
    """All in which a booking differs from the one before; words only where nothing else does."""
    if before is None:
        return ("added",)
    differs: dict[Kind, bool] = {
        "added": "cancelled" == before.status != after.status,
        "cancelled": before.status != after.status == "cancelled",
        "moved": before.days != after.days,
        "times": [*before.times.values()] != [*after.times.values()],
        "people": before.people != after.people,
        "venue": before.venue != after.venue,
    }
    found = tuple(kind for kind, other in differs.items() if other)
    return found or (("words",) if before.digest != after.digest else ())


def differences(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Iterator[Change]:
    """What differs for those who come, in order of date: what is cancelled counts as not there."""
    found = []
    for id_ in dict.fromkeys([*old, *new]):
        before, after = (_on(block.get(id_)) for block in (old, new))
        if before is not None and after is not None:
            kinds = _kinds(before, after)
            if kinds == ("words",) and SHOWN_AS.get(before.status, before.status) != SHOWN_AS.get(
                after.status, after.status
            ):
                kinds = ("status",)
        elif before is not None:
            kinds = ("cancelled",)
        else:
            kinds = ("added",) if after is not None else ()
        if kinds:
            found.append(Change(id_, kinds[0], before, after, kinds))
    return iter(sorted(found, key=_when))


def other_days(old: Mapping[tuple[Block, str], Window], new: Mapping[tuple[Block, str], Window]) -> Iterator[Change]:
    """What differs of windows, dates and milestones for those who see them: of what is held, in order of its days."""
    found: list[Change] = []
    for block, id_ in dict.fromkeys([*old, *new]):
        was, now = old.get((block, id_)), new.get((block, id_))
        kind: Kind
        if was is None or now is None:
            kind = "cancelled" if now is None else "added"
        elif differ(was, now):
            kind = "window" if (was.from_, was.until) != (now.from_, now.until) else "words"
        else:
            continue
        found.append(Change(id_, kind, None, None, (kind,), block, was, now))
    return iter(sorted(found, key=_first_day))


def _first_day(change: Change) -> tuple[date, str]:
    one = change.now or change.was
    return (one and (one.from_ or one.until)) or date.max, change.session


def since_told(plan: Plan) -> Iterator[Change]:
    """How a plan differs from what people were told of it."""
    yield from differences(plan.told, plan.sessions)
    yield from other_days(told_stretches(plan), stretches_now(plan))


def _on(entry: Entry | None) -> Entry | None:
    """An entry that takes place."""
    return entry if entry is not None and entry.status != "cancelled" else None


def _when(change: Change) -> tuple[date, str]:
    entry = change.after or change.before
    return (entry.date if entry is not None else date.max), change.session


def changed_since(programme: Programme, plan: Plan, by_now: Plan | None = None) -> tuple[str, ...]:
    """The sessions and days of which the plan, by hand, or the programme now says something else than was written.

    Who has the plan as it is shown by now gives that.
    """
    again = (one.id for one in sessions_of(programme) if one.id in plan.sessions and plan.sessions[one.id].dropped)
    found = (one.session for one in changes(plan, by_now or up_to_date(plan, programme)))
    return tuple(dict.fromkeys((*again, *found)))
