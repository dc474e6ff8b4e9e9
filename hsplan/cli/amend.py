"""What the small commands that change a plan have in common: find, change, check, write, tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hsplan.cli import changed
from hsplan.cli.cancelling import publish_step
from hsplan.cli.clock import now
from hsplan.cli.onward import in_earnest, next_step
from hsplan.cli.portfolio import held_beside, run_of
from hsplan.cli.screen import folded
from hsplan.cli.starts import other_start
from hsplan.cli.talk import answer, say
from hsplan.cli.turn import turn
from hsplan.dates.days import span_in_words
from hsplan.findings import IN_PLAN, Finding, Note, RefusedError
from hsplan.plan.amending import REDID, UNDID, amended_plan, as_wished, is_news, moved, with_way_back
from hsplan.plan.changes import changes
from hsplan.plan.held import Holdings
from hsplan.plan.revising import Occasion
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned
from hsplan.planner.together import plan_together
from hsplan.programme.unfolding import sessions_of
from hsplan.workspace.files import exists, shown
from hsplan.workspace.opening import (
    calendar_of,
    held_with,
    judged_plan,
    note_beside,
    open_plan,
    open_programme,
    save_plans,
)
from hsplan.workspace.sessions import find_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Path
    from hsplan.plan.amending import Amended
    from hsplan.plan.model import Plan
    from hsplan.problem import Because
    from hsplan.programme.document import Document
    from hsplan.workspace.names import Source
    from hsplan.workspace.opening import Opened, Stored

MOST_NOTES = 6
"""How many breaches a refusal names."""


@dataclass(frozen=True)
class Kept:
    """A programme with its plan, which is to be changed."""

    opened: Opened
    stored: Stored
    calendar: Calendar
    beside: Holdings
    """Whom other plans of the folder want."""

    @property
    def plan(self) -> Plan:
        """Its plan, as it is before the change."""
        return self.stored.plan

    @property
    def source(self) -> Source:
        """Its files."""
        return self.opened.source

    def placed(self, finding: Finding) -> Finding:
        """A finding about its plan, at its place in the plan's file."""
        return self.stored.document.placed(finding)

    def brought(self, session: str) -> tuple[str, ...]:
        """The sessions of its plan that one brings along, which make no sense without it."""
        sessions = {one.id: one for one in sessions_of(self.opened.understood())}
        path = (*sessions[session].path, "brings") if session in sessions else None
        found = [id_ for id_, one in sessions.items() if one.path[: len(path or ())] == path and one.host == session]
        return tuple(id_ for id_ in found if id_ in self.plan.sessions)

    def wrong(self, plan: Plan) -> list[Finding]:
        """What the checker says of a plan of this programme."""
        return judged_plan(self.opened, plan, self.calendar, self.beside)

    def occasion(self, did: str) -> Occasion:
        """The occasion on which it is changed now."""
        return Occasion(self.source.full_id, self.opened.understood(), self.calendar, now(), did)


def keep(source: Source) -> Kept:
    """A programme and its plan, opened to be changed.

    Raises:
        RefusedError: where either cannot be read, or there is no plan.
    """
    opened = open_programme(source)
    programme = opened.understood()
    stored = open_plan(source)
    if stored is None:
        from hsplan.cli.ready import no_plan_yet

        raise RefusedError(no_plan_yet(source, programme))
    other = other_start(opened, stored, programme.start)
    if other is not None:
        raise RefusedError(other)
    return Kept(opened, stored, calendar_of(programme, stored.plan.start), held_beside([opened]))


def amend(words: str, change: Callable[[Kept, str], Amended], *, dry_run: bool) -> None:
    """Change what a plan says of a session: checked, written whole, and told.

    Raises:
        RefusedError: where there is no such session, or the change would break a rule that the plan keeps.
    """
    name, _, _ = words.rpartition(":")
    with turn([name] if name else None, writes=not dry_run):
        source, session = find_session(words)
        done = amend_plans([keep(source)], lambda kept: change(kept, session), session, dry_run=dry_run)
    tell_done([source.name], done, dry_run=dry_run)


@dataclass(frozen=True)
class Changed:
    """A plan before and after a change."""

    kept: Kept
    plan: Plan
    forced: tuple[Finding, ...] = ()
    """What would have been wrong, had nothing else changed than what was asked for."""
    comments: tuple[str, ...] = ()
    """The comments of the plan before that found no place."""
    still: tuple[Finding, ...] = ()
    """What was wrong with the plan before, and still is."""


Done = list[Changed]
"""What was changed: the plan, and those that change with it."""


def amend_plans(
    plans: Sequence[Kept], change: Callable[[Kept], Amended], session: str | None = None, *, dry_run: bool
) -> Done:
    """Change plans and those that change with them: all checked, then written; none where all is so already."""
    after = [one for kept in plans for one in _changed(kept, change, session)]
    if dry_run or not after:
        return after
    lost = save_plans([(one.kept.source, one.plan, one.kept.stored) for one in after])
    return [replace(one, comments=comments) for one, comments in zip(after, lost, strict=True)]


def _changed(kept: Kept, change: Callable[[Kept], Amended], session: str | None) -> Done:
    """A plan with a change, and those that change with it; none where it is so already."""
    try:
        amended = change(kept)
    except RefusedError as refused:
        undo = f"`hsplan undo {kept.source.name}`"
        told = (replace(one, help=one.help.replace("`hsplan undo`", undo)) for one in refused.findings)
        raise RefusedError(*map(kept.placed, told)) from None
    if dict(amended.sessions) == kept.plan.sessions and amended.stopped is None:
        return []
    after = _adapted(kept, amended, session) if amended.adapts else [Changed(kept, _as_it_is(kept, amended))]
    return [replace(one, still=tuple(_still(one))) for one in after]


def _still(done: Changed) -> list[Finding]:
    """What a plan broke before a change and breaks after it: a change is refused only for what it adds."""
    before = done.kept.wrong(done.kept.plan)
    after = done.kept.wrong(done.plan) if before else []
    added = _added(before, after)
    return [one for one in after if one not in added]


def tell_done(names: Sequence[str], done: Done, *, dry_run: bool, then: str = "") -> None:
    """What was changed of programmes and of those that changed with them, what is to be known then, and what to do."""
    if not done:
        say(f"{', '.join(names)}: nothing changed; it is so already")
        next_step("show", *names)
        return
    for one in done:
        tell(one, dry_run=dry_run)
    if dry_run:
        in_earnest()
        return
    if then:
        say(then)
    beside = (one.kept.source for one in done if not {one.kept.source.name, one.kept.source.id} & {*names})
    told = [*names, *(one.name for one in beside)]
    if any(one.still for one in done):
        next_step("schedule", *told)
    elif any(one.plan.published is not None and is_news(one.plan) for one in done):
        next_step(*publish_step(told, [one.plan for one in done]))
    else:
        next_step("show", *told)


def tell(done: Changed, *, dry_run: bool) -> None:
    """What was done, what moved, why others than those that were asked for did, and where it is written."""
    kept, new = done.kept, done.plan
    did = new.history[-1].did
    answer(f"{kept.source.full_id}: {did[:1].lower()}{did[1:]}")
    for line in changed.lines(one for one in changes(kept.plan, new) if one.kind != "words"):
        answer(line)
    for line in _why(done.forced):
        answer(line)
    for line in changed.over(changes(kept.plan, new) if done.forced else (), new, now().date(), kept.source.name):
        say(line)
    for comment in done.comments:
        say(f"A comment of the plan before found no place in the new one: {comment}")
    for finding in done.still[:MOST_NOTES]:
        say(folded(f"  wrong before, and still: {finding.message} ({finding.code})"))
    if len(done.still) > MOST_NOTES:
        say(f"  and {len(done.still) - MOST_NOTES} more")
    where = f"{shown(kept.source.plan_path)}: revision {new.revision}"
    say(f"{where}, {'would be written' if dry_run else 'written' if done.still else 'written and checked'}")


def _why(forced: Sequence[Finding]) -> Iterator[str]:
    """The rules for the sake of which others changed as well, each with the breach that there would have been."""
    told = list(dict.fromkeys(f"  why: else {one.message} ({one.code})" for one in forced))
    for one in told[:MOST_NOTES]:
        yield from folded(one).split("\n")
    yield from [f"  why: and {len(told) - MOST_NOTES} more rules"] * (len(told) > MOST_NOTES)


def _as_it_is(kept: Kept, amended: Amended) -> Plan:
    """The plan with the change and all else as it is.

    Raises:
        RefusedError: where the change adds a breach of a rule.
    """
    new = amended_plan(kept.plan, amended, kept.occasion(amended.did))
    added = _added(kept.wrong(kept.plan), kept.wrong(new))
    if not added:
        return new
    undo, did = kept.plan.undo, f"{amended.did[:1].lower()}{amended.did[1:]}"
    after = f"after `{did}` the plan would break this rule"
    if undo is not None and did.startswith((UNDID, REDID)):
        after = f"the plan as it was in revision {undo.revision} breaks this rule now"
        added = [_where_kept(one, kept.stored.document) for one in added]
    raise RefusedError(*(replace(kept.placed(one), help=f"nothing was changed; {after}") for one in added))


def _where_kept(finding: Finding, document: Document) -> Finding:
    """A finding about what an undo would bring back, at the places where the plan's file keeps that."""

    def back(path: Path) -> Path:
        return ("undo", *path) if path and ("undo", *path[:2]) in document.places else path

    notes = tuple(replace(note, path=back(note.path)) for note in finding.notes)
    return replace(finding, path=back(finding.path), notes=notes)


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
    before = kept.wrong(kept.plan)
    alone = amended_plan(kept.plan, amended, kept.occasion(amended.did))
    added = _added(before, kept.wrong(alone))
    wished = [(kept, as_wished(kept.plan, amended)), *_partners(kept, amended, session)]
    if before and not added and len(wished) == 1:
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
    wishes = conflict.wishes if isinstance(conflict, Conflict) else ()
    notes = tuple(_told_wishes(wished[failed][0], wishes, session))
    own = [one for one in added if one.path[1:2] == (session,)] if notes else added  # the others might have given way
    raise RefusedError(_refusal(kept, amended, own or added, notes or tuple(_beyond(kept, amended, session))))


def _forced(kept: Kept, asked: Plan, new: Plan) -> Iterator[Finding]:
    """What is wrong with a plan as it was asked for, where the new one has others than those changed as well."""
    if any(one.kind in ("moved", "times", "people", "venue") for one in changes(asked, new)):
        # on which day others hold it with them is read from plans that follow
        yield from (one for one in kept.wrong(asked) if one.code != "not-joint")


def _partners(kept: Kept, amended: Amended, session: str | None) -> list[tuple[Kept, Plan]]:
    """The other cohorts that hold a session as well, each with its plan in which it is moved to the same day."""
    programme = kept.opened.understood()
    joint = next((one.joint_with for one in sessions_of(programme) if one.id == session), ())
    if session is None or not joint or amended.sessions[session].date == kept.plan.sessions[session].date:
        return []
    day = amended.sessions[session].date
    found = []
    for source in kept.opened.partners:
        if source.cohort in joint and exists(source.plan_path):
            other = keep(source)
            if session in other.stored.plan.sessions:
                found.append((other, as_wished(other.stored.plan, moved(other.stored.plan, session, day))))
    return found


def _planned(wished: list[tuple[Kept, Plan]], did: str) -> list[Planned | Conflict]:
    """A plan or a conflict for each, around what is wished."""
    runs = [run_of(one.opened, one.calendar, plan, fresh=False, did=did) for one, plan in wished]
    return plan_together(runs, held_with([one.opened for one, _ in wished]), now(), wished[0][0].beside)


def _told_wishes(kept: Kept, wishes: Iterable[Because], session: str | None) -> Iterator[Note]:
    """The wishes that stand against a change, each at its line; that what is to be moved is pinned there is no news."""
    own = (IN_PLAN, "sessions", session, "pinned")
    for wish in wishes:
        if wish.path != own or not wish.words.startswith(f"{session} is pinned to "):
            yield note_beside(kept.opened, kept.stored, Note(wish.words, wish.path))


def _beyond(kept: Kept, amended: Amended, session: str | None) -> Iterator[Note]:
    """That the programme does not last so long, where a session was to be beyond it."""
    within = kept.calendar.within
    if session is not None and amended.sessions[session].date not in within:
        yield note_beside(
            kept.opened, kept.stored, Note(f"the days that may be used: {span_in_words(within)}", ("length",))
        )


def _refusal(kept: Kept, amended: Amended, added: list[Finding], notes: Iterable[Note]) -> Finding:
    """Why a change cannot be made: the rules that it would break, and what stands against others giving way."""
    breaches = tuple(Note(f"{one.code}: {one.message}") for one in added[:MOST_NOTES])
    codes = ", ".join(dict.fromkeys(one.code for one in added))
    return Finding(
        "change-refused",
        f"the plan of `{kept.source.full_id}` does not let you {_asked(amended.did)}",
        expected=f"a change that breaks no rule{f' ({codes})' * bool(codes)}",
        help="nothing was changed; choose another day, or change what stands against it",
        notes=(*breaches, *notes),
        span=kept.placed(added[0]).span if added else None,
    )


def _asked(did: str) -> str:
    """What was asked for, where it would have been done: `moved day-3 …` was `move day-3 …`."""
    return did.replace("moved ", "move ", 1).replace("cancelled ", "cancel ", 1)
