"""A refusal in full: each clash as a finding, with its lines, its sum and what would do instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.planner.refusing import clashes, crowds, the_sum_of
from hsplan.planner.repairing import dearest_last, repairs, unreached
from hsplan.planner.search import why_not
from hsplan.planner.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.dates.days import DayRange
    from hsplan.dates.lengths import Length
    from hsplan.planner.conflict import Conflict
    from hsplan.planner.looking import Repair
    from hsplan.planner.refusing import Clash, Wish

ONE_WOULD_DO = "one of these would do, and was tried on the whole plan"
MOST_SESSIONS = 4
MOST_LINES = 3
"""How many lines that read alike are quoted."""


def tell_all(
    conflict: Conflict, length: Length | None, within: DayRange, *, by_itself: bool = False
) -> tuple[Finding, ...]:
    """The findings of a conflict: one for each clash, with its sum and what would do; else the conflict as it is.

    Where others may want the same people or places, and the conflict is not about them, what would do was tried for
    the programme by itself. This asks the planner many times, and takes about as long as a few plans.
    """
    request = conflict.request
    if request is None:
        return (tell(conflict, length, within),)
    found = clashes(request) if conflict.proven else ()
    if all(clash.wishes for clash in found):
        found = (*found, *crowds(request, found))
    if not any(clash.wishes for clash in found):
        conflict = why_not(conflict)
        short = the_sum_of(request) if conflict.proven else ""
        told = tell(replace(conflict, wishes=()) if short else conflict, length, within)
        return (replace(told, notes=(Note(f"the sum: {short}"),)) if short else told,)
    works = repairs(request, found)
    works = dearest_last(request, works, unreached(found, works))
    all_of = [*works, *[()] * (len(found) - len(works))]
    blocks = [_told(clash, mends) for clash, mends in zip(found, all_of, strict=True)]
    alone = ", though not beside those of others" * (by_itself and not request.taken.held)
    helped = [replace(one, help=f"{_which(found, works)}{alone}") if one.mends else one for one in blocks]
    at_last = "; ".join(filter(None, [helped[-1].help, *_at_last(found, works)]))
    return (*helped[:-1], replace(helped[-1], help=at_last))


def _told(clash: Clash, mends: Sequence[Repair]) -> Finding:
    first, *others = clash.wishes
    path = first.paths[0] if first.paths else ()
    notes = [Note(f"{first.words}{_for(first)}")]
    notes += [
        Note(f"and {wish.words}{'' if n else _for(wish)}", one)
        for wish in others
        for n, one in enumerate(wish.paths[:MOST_LINES] or ((),))
    ]
    notes += [Note(f"the sum: {clash.sum}")] if clash.sum else []
    notes += [Note("{} cannot be at `{}` and at `{}` at once".format(*clash.at_once))] if clash.at_once else []
    which = f"these {len(clash.wishes)} wishes together" if others else "this wish"
    return Finding(
        "no-plan",
        f"no plan keeps {which}",
        path,
        at_key=True,
        notes=tuple(notes),
        mends=tuple(one.words for one in mends),
    )


def _which(found: Sequence[Clash], works: Sequence[Sequence[Repair]]) -> str:
    """What the changes that are offered for a clash do, be it one of many."""
    if len(found) == 1:
        return ONE_WOULD_DO
    if len(works) > 1 and not works[1]:
        return f"one of these would do for all {len(found)} clashes, and was tried on the whole plan"
    rest, others = len(found) - len(works), len(works) - 1
    beside = f" with the first one of {f'the other {others}' if rest else 'each other clash'}" if others else ""
    as_if = f", as if the last {rest if rest > 1 else 'one'} were mended" if rest else ""
    so = f"tried on the whole plan{beside}{as_if}"
    return f"all {len(found)} clashes must be mended, this one by one of these; each was {so}"


def _at_last(found: Sequence[Clash], works: Sequence[Sequence[Repair]]) -> Iterator[str]:
    """What is said once, after all clashes: that nothing would do, and for how many nothing was looked for."""
    if not any(works):
        what = "one wish of each clash" if len(found) > 1 else "one of them" if len(found[0].wishes) > 1 else "it"
        yield f"change or drop {what}; no change that was tried makes a plan by itself, so more may stand in the way"
    if rest := len(found) - len(works):
        named = f"the last {rest} clashes are" if rest > 1 else "this last clash is"
        yield f"{named} named without repairs: mend those before, and ask again"


def _for(wish: Wish) -> str:
    named = len(wish.sessions) == 1 and wish.words.startswith(f"{wish.sessions[0]} ")
    # A gap is asked of the later of two: the one before it is none of those whose lines say so.
    asked = [id_ for id_ in wish.sessions if any(path[-2:] == (id_, "gap") for path in wish.paths)]
    sessions = asked if len(asked) == len(wish.paths) else wish.sessions
    return f" ({_listed(sessions)})" if sessions and not named else ""


def _listed(sessions: Sequence[str]) -> str:
    """A few sessions by name; of many the first and the last."""
    if len(sessions) <= MOST_SESSIONS:
        return ", ".join(sessions)
    return f"{sessions[0]}, …, {sessions[-1]}, {len(sessions)} sessions"
