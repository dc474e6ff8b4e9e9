"""What differs between a plan and the one before, a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.cli.screen import folded
from hsplan.cli.talk import MOST_LISTED
from hsplan.dates.days import edges_in_words, in_words
from hsplan.findings import first_of
from hsplan.plan.affected import comers
from hsplan.programme.unfolding import sessions_of
from hsplan.schedule.readers import WHO_COMES, still_coming, told_to_come, untold
from hsplan.workspace.names import command

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from hsplan.plan.changes import Change, Kind
    from hsplan.plan.model import Block, Entry, Plan
    from hsplan.programme.model import Programme

ONE_OF: dict[Block, str] = {"windows": "window", "dates": "date", "milestones": "milestone"}
CHANGED = {
    "times": "new times",
    "people": "new people",
    "venue": "new venue",
    "words": "changed",
    "status": "new status",
}


def lines(changes: Iterable[Change], programme: Programme, by_hand: Collection[str] = ()) -> Iterator[str]:
    """Each change with its weekday and date, before and after, on as many lines as it takes."""
    for sentence in _sentences(changes, programme, by_hand):
        yield from folded(sentence).split("\n")


def of_people(programme: Programme, plan: Plan) -> Iterator[str]:
    """Who, of those known by name, joined or left since people were told of a plan."""
    found = comers(programme, plan, told_to_come(programme, plan), still_coming(programme, plan))
    named = {"joined": [one.name for one in found.joined], "left": [one.name for one in found.left]}
    told = named | {"other participants": [*found.regrouped]}
    if not found and WHO_COMES in untold(programme, plan):
        yield f"  {WHO_COMES} is known by name now"
    for word, names in told.items():
        if names:
            yield from folded(f"  {word}: {', '.join(names)}").split("\n")


def over(changes: Iterable[Change], plan: Plan, today: date, name: str) -> Iterator[str]:
    """That sessions of a programme under way moved whose day is over: they may have been held."""
    gone = [one.session for one in changes if one.kind == "moved" and one.before and one.before.date < today]
    if gone and any(one.date >= today for one in plan.sessions.values()):
        mend = f"`{command('undo', name)}`, then `{command('deliver', f'{name}:{gone[0]}')}`"
        yield folded(f"  moved from a day that is over: {first_of(gone, MOST_LISTED)}; if held: {mend}")


def _sentences(changes: Iterable[Change], programme: Programme, by_hand: Collection[str]) -> Iterator[str]:
    for change in changes:
        before, after = change.before, change.after
        if change.block is not None:
            yield _of_days(change, ONE_OF[change.block])
        elif change.kind in ("dropped", "cancelled"):
            yield f"  {change.kind}: {change.session}{f', was on {in_words(before.date)}' if before else ''}"
        elif change.kind == "added" and after:
            yield f"  added: {change.session} on {in_words(after.date)}"
        elif after and change.session in by_hand:
            yield f"  kept as changed by hand: {change.session} on {in_words(after.date)}"
        elif before and after:
            told = (_differs(programme, kind, change.session, (before, after)) for kind in change.kinds)
            yield from (f"  {one}{_with_whom(programme, change)}" for one in told)


def _differs(programme: Programme, kind: Kind, session: str, sides: tuple[Entry, Entry]) -> str:
    """One thing in which a booking differs, with what it was, where there is more to it than that."""
    before, after = sides
    if kind == "moved":
        return f"moved: {session} from {_when(before)} to {_when(after)}"
    said = f"{CHANGED[kind]}: {session} on {in_words(after.date)}"
    if kind not in SHOWN:
        return said
    new, old = (SHOWN[kind](programme, one) for one in (after, before))
    return said if new == old else f"{said}: {new}; before {old}"  # two may have one name


def _with_whom(programme: Programme, change: Change) -> str:
    """With which other cohorts a session is held by now, where its words changed: that is one of the reasons."""
    joint = programme.joint.get(change.session)
    if change.kind != "words" or not any(one.joint_with for one in sessions_of(programme) if one.id == change.session):
        return ""
    return f", together with {', '.join(joint.called.values())}" if joint is not None else ", held by no other cohort"


def _of_days(change: Change, word: str) -> str:
    """What became of a window, a date or a milestone, with its days."""
    was, now = change.was, change.now
    before, after = (edges_in_words(one.from_, one.until) if one is not None else "" for one in (was, now))
    if change.kind in ("dropped", "cancelled"):
        return f"  {change.kind}: {word} {change.session}{f', was {before}' * bool(before)}"
    if was is None or was.dropped:
        return f"  added: {word} {change.session}, {after}"
    moved = f"moved: {word} {change.session}, now {after}; was {before}"
    return f"  {moved if before != after else f'changed: {word} {change.session}, {after}'}"


def _when(entry: Entry) -> str:
    """Its day; of several the first, and how many."""
    return in_words(entry.date) + (f" ({len(entry.days)} days)" if len(entry.days) > 1 else "")


def _names(programme: Programme, entry: Entry) -> str:
    """Who leads it, by name; by id whom the programme has no more."""
    known = programme.people
    return ", ".join(known[id_].name if id_ in known else id_ for id_ in entry.people) or "nobody known"


def _place(programme: Programme, entry: Entry) -> str:
    venue = programme.venues.get(entry.venue or "")
    return venue.name if venue is not None else entry.venue or "no place known"


SHOWN: dict[str, Callable[[Programme, Entry], str]] = {
    "times": lambda _, entry: ", ".join(map(str, entry.times.values())) or "no time known",
    "people": _names,
    "venue": _place,
}
"""Of what differs, what is told of each side."""
