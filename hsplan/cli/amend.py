"""What the small commands that change a plan have in common: find, change, check and write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.cli.amended import tell_done
from hsplan.cli.clock import now
from hsplan.cli.kept import Changed, is_held, keep, partners_with
from hsplan.cli.portfolio import run_of
from hsplan.cli.progress import steps
from hsplan.cli.refusing import against, beyond, cannot_come, not_so, refusal_of, told_wishes
from hsplan.cli.turn import turn
from hsplan.findings import Finding, RefusedError
from hsplan.plan.amending import amended_plan, as_wished, moved, with_way_back
from hsplan.plan.changes import changes
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned
from hsplan.planner.search import why_not
from hsplan.planner.together import plan_together
from hsplan.workspace.names import command
from hsplan.workspace.opening import held_with, save_plans
from hsplan.workspace.sessions import find_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hsplan.cli.kept import Done, Kept
    from hsplan.plan.amending import Amended
    from hsplan.plan.model import Plan


def amend(words: str, change: Callable[[Kept, str], Amended], *, dry_run: bool) -> None:
    """Change what a plan says of a session: checked, written whole, and told.

    Raises:
        RefusedError: where there is no such session, or the change would break a rule that the plan keeps.
    """
    name, _, _ = words.rpartition(":")
    with turn([name] if name else None, writes=not dry_run):
        source, session = find_session(words)
        done = amend_plans(keep([source]), lambda kept: change(kept, session), session, dry_run=dry_run)
    tell_done([source.name], done, dry_run=dry_run)


def amend_plans(
    plans: Sequence[Kept], change: Callable[[Kept], Amended], session: str | None = None, *, dry_run: bool
) -> Done:
    """Change plans and those that change with them: all checked, then written; none where all is so already."""
    after = _changed(plans, change, session)
    if dry_run or not after:
        return after
    lost = save_plans([(one.kept.source, one.plan, one.kept.stored) for one in after])
    return [replace(one, comments=comments) for one, comments in zip(after, lost, strict=True)]


def _changed(plans: Sequence[Kept], change: Callable[[Kept], Amended], session: str | None) -> Done:
    """Plans with a change, and those that change with them; none where all is so already."""
    asked = [(kept, amended) for kept in plans if (amended := _amended(kept, change)) is not None]
    after = [one for kept, amended in asked if amended.adapts for one in _adapted(kept, amended, session)]
    after += _as_they_are([one for one in asked if not one[1].adapts])
    return [replace(one, still=tuple(_still(one))) for one in after]


def _amended(kept: Kept, change: Callable[[Kept], Amended]) -> Amended | None:
    """What a change asks of a plan; None where it is so already."""
    amended = _asked_of(kept, change)
    return amended if dict(amended.sessions) != kept.plan.sessions or amended.stopped is not None else None


def _asked_of(kept: Kept, change: Callable[[Kept], Amended]) -> Amended:
    try:
        return change(kept)
    except RefusedError as refused:
        raise RefusedError(*(kept.placed(_undo_of(one, kept.source.name)) for one in refused.findings)) from None


def _undo_of(finding: Finding, name: str) -> Finding:
    """A finding that an undo mends, with the plan's name in it."""
    if finding.step != ("undo",):
        return finding
    step = "undo", name
    return replace(finding, help=finding.help.replace("`hsplan undo`", f"`{command(*step)}`"), step=step)


def _still(done: Changed) -> list[Finding]:
    """What a plan broke before a change and breaks after it: a change is refused only for what it adds."""
    after = done.kept.wrong(done.plan) if done.kept.broken else []
    added = _added(done.kept.broken, after)
    return [one for one in after if one not in added]


def _as_they_are(asked: list[tuple[Kept, Amended]]) -> Done:
    """The plans with their changes and all else as it is.

    Raises:
        RefusedError: where a change adds a breach of a rule.
    """
    at = now()
    new = [
        (kept, amended_plan(kept.plan, amended, replace(kept.occasion(amended.did), at=at))) for kept, amended in asked
    ]
    added = [
        not_so(kept, one, plan)
        for kept, plan in new
        for one in _added(kept.broken, kept.wrong(plan, [other for other in new if other[0] is not kept]))
    ]
    if added:
        raise RefusedError(*added)
    return [Changed(kept, plan) for kept, plan in new]


def _added(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """The breaches that were not there before: another rule, or of another session."""
    known = {(one.code, one.path[:2]) for one in before}
    return [one for one in after if (one.code, one.path[:2]) not in known]


def _adapted(kept: Kept, amended: Amended, session: str | None) -> Done:
    """The plan with the change, and the others moved as little as that asks for.

    What is held together with other cohorts moves in their plans as well. A plan that was broken before is not mended
    on this occasion, unless the change asks for others to move.

    Raises:
        RefusedError: where no plan keeps both the change and the rules.
    """
    alone = amended_plan(kept.plan, amended, kept.occasion(amended.did))
    added = _added(kept.broken, kept.wrong(alone))
    wished = [(kept, as_wished(kept.plan, amended)), *_partners(kept, amended, session)]
    if kept.broken and not added and len(wished) == 1:
        return [Changed(kept, alone)]
    found = _planned(wished, amended.did)
    failed = next((n for n, one in enumerate(found) if isinstance(one, Conflict)), None)
    if failed is None:
        plans = [one.plan for one in found if isinstance(one, Planned)]
        return [
            Changed(one, with_way_back(one.plan, new), tuple(_forced(one, asked, new)))
            for (one, asked), new in zip(wished, plans, strict=True)
        ]
    if not added and len(wished) == 1:
        return [Changed(kept, alone)]
    conflict = found[failed]
    wishes = why_not(conflict).wishes if isinstance(conflict, Conflict) else ()
    notes = tuple(told_wishes(wished[failed][0], wishes, session, of_another=failed > 0))
    if session is not None and len(wished) > 1:
        added = [one for one in added if one.code != "not-joint"]  # the others were to move as well
        by_itself = bool(added) and all(note.path[-1:] == ("joint-with",) for note in notes)
        notes = tuple(against(wished, amended.sessions[session].date, session)) or (() if by_itself else notes)
    own = [one for one in added if one.path[1:2] == (session,)] if notes else []  # the others might have given way
    fixed = [one for one in own if not one.notes]  # and so they might to what names one of them
    notes = notes or tuple(beyond(kept, amended, session))
    away = cannot_come(kept, amended, session) if session is not None else ()
    refusal = refusal_of(kept, amended, fixed or own or added, (*notes, *away))
    if not added and session is not None:
        expected = "a day on which all who hold it can" if len(wished) > 1 else refusal.expected
        refusal = replace(refusal, path=("sessions", session, "date"), expected=expected)
    raise RefusedError(kept.placed(refusal))


def _forced(kept: Kept, asked: Plan, new: Plan) -> Iterator[Finding]:
    """What is wrong with a plan as it was asked for, where the new one has others than those changed as well."""
    if any(one.kind in ("moved", "times", "people", "venue") for one in changes(asked, new)):
        # on which day others hold it with them is read from plans that follow
        yield from (one for one in kept.wrong(asked) if one.code != "not-joint")


def _partners(kept: Kept, amended: Amended, session: str | None) -> list[tuple[Kept, Plan]]:
    """The other cohorts that hold a session as well, each with its plan in which it is moved to the same day."""
    asked = amended.sessions[session] if session is not None else None
    if session is None or not is_held(asked) or asked.date == kept.plan.sessions[session].date:
        return []
    day = asked.date
    there = partners_with(kept.opened, session)
    return [(one, as_wished(one.plan, _asked_of(one, lambda kept: moved(kept.plan, session, day)))) for one in there]


def _planned(wished: list[tuple[Kept, Plan]], did: str) -> list[Planned | Conflict]:
    """A plan or a conflict for each, around what is wished."""
    runs = [run_of(one.opened, one.calendar, plan, fresh=False, did=did) for one, plan in wished]
    with steps("Planning", 1):
        return plan_together(runs, held_with([one.opened for one, _ in wished]), now(), wished[0][0].beside)
