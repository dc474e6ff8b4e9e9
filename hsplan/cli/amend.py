"""What the small commands that change a plan have in common: find, change, check, write, tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from hsplan.cli import changed
from hsplan.cli.cancelling import publish_step
from hsplan.cli.clock import now
from hsplan.cli.onward import in_earnest, next_step
from hsplan.cli.portfolio import held_beside, run_of
from hsplan.cli.progress import steps
from hsplan.cli.screen import folded
from hsplan.cli.starts import other_start
from hsplan.cli.talk import answer, say
from hsplan.cli.turn import turn
from hsplan.dates.days import in_words, span_in_words
from hsplan.findings import IN_PLAN, Finding, Note, RefusedError, first_of
from hsplan.plan.amending import REDID, UNDID, amended_plan, as_wished, moved, with_way_back
from hsplan.plan.changes import changes
from hsplan.plan.held import Holdings
from hsplan.plan.revising import Occasion
from hsplan.plan.whereabouts import elsewhere
from hsplan.plan.windows import taught
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned
from hsplan.planner.search import why_not
from hsplan.planner.together import plan_together
from hsplan.programme.unfolding import sessions_of
from hsplan.schedule.readers import is_untold
from hsplan.workspace.files import exists, shown
from hsplan.workspace.names import command
from hsplan.workspace.opening import (
    calendar_of,
    held_with,
    judged_plan,
    no_plan,
    note_beside,
    open_plan,
    open_programme,
    save_plans,
)
from hsplan.workspace.sessions import find_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange
    from hsplan.findings import Path
    from hsplan.plan.amending import Amended
    from hsplan.plan.model import Booking, Plan
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

    @cached_property
    def broken(self) -> list[Finding]:
        """What the checker says of its plan, as it is before the change."""
        return self.wrong(self.plan)

    def placed(self, finding: Finding) -> Finding:
        """A finding about its plan, at its place in the plan's file."""
        return self.stored.document.placed(finding)

    def brought(self, session: str) -> tuple[str, ...]:
        """The sessions of its plan that one brings along, by itself or its kind: they make no sense without it."""
        found = (one for one in sessions_of(self.opened.understood()) if one.path[-2] == "brings")
        ids = [one.id for one in found if one.id == f"{session}-{one.path[-1]}"]
        return tuple(id_ for id_ in ids if id_ in self.plan.sessions)

    def wrong(self, plan: Plan, others: Sequence[tuple[Kept, Plan]] = ()) -> list[Finding]:
        """What the checker says of a plan of this programme, beside those of others as they stand or are to be."""
        beside = self.beside.copy() if others else self.beside
        for one, new in others:
            beside.put(one.opened.party, new)
        plans = {one.source.cohort: new for one, new in others if one.source.path == self.source.path}
        cohorts = {cohort: new for cohort, new in plans.items() if cohort is not None}
        return judged_plan(self.opened, plan, self.calendar, beside, cohorts)

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
        raise RefusedError(no_plan(opened))
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
    try:
        amended = change(kept)
    except RefusedError as refused:
        undo = f"`{command('undo', kept.source.name)}`"
        told = (replace(one, help=one.help.replace("`hsplan undo`", undo)) for one in refused.findings)
        raise RefusedError(*map(kept.placed, told)) from None
    return amended if dict(amended.sessions) != kept.plan.sessions or amended.stopped is not None else None


def _still(done: Changed) -> list[Finding]:
    """What a plan broke before a change and breaks after it: a change is refused only for what it adds."""
    after = done.kept.wrong(done.plan) if done.kept.broken else []
    added = _added(done.kept.broken, after)
    return [one for one in after if one not in added]


def tell_done(names: Sequence[str], done: Done, *, dry_run: bool, then: str = "", so: str = "it is so already") -> None:
    """What was changed of programmes and of those that changed with them, what is to be known then, and what to do.

    Where nothing was, why: `so`.
    """
    if not done:
        say(f"{', '.join(names)}: nothing changed; {so}")
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
    elif any(is_untold(one.kept.opened.understood(), one.plan) for one in done):
        next_step(*publish_step(told, [one.plan for one in done]))
    else:
        next_step("show", *told)


def tell(done: Changed, *, dry_run: bool) -> None:
    """What was done, what moved, why others than those that were asked for did, and where it is written."""
    kept, new = done.kept, done.plan
    did = new.history[-1].did
    answer(f"{kept.source.full_id}: {did[:1].lower()}{did[1:]}")
    differ = (one for one in changes(kept.plan, new) if one.kind != "words")
    for line in changed.lines(differ, kept.opened.understood()):
        answer(line)
    for line in _why(done.forced):
        answer(line)
    programme = kept.opened.understood()
    lost = [] if new.stopped else [id_ for id_ in taught(programme, kept.plan) if id_ not in taught(programme, new)]
    if lost:
        titles = (f"`{id_}` ({programme.skills[id_].title})" for id_ in lost)
        say(folded(f"  warning: no session teaches {', '.join(titles)} any more"))
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


def with_partners(plans: Sequence[Kept]) -> list[Kept]:
    """Plans whose last change is to be taken back, with those of other cohorts that the same command changed.

    Only where it changed what they hold together: taken back for one of them alone, that would no longer be joint.
    """
    found, new = {one.source: one for one in plans}, list(plans)
    while new:
        one = new.pop()
        undo = one.plan.undo
        back = undo.sessions if undo is not None else {}
        with_it = {
            cohort
            for session in sessions_of(one.opened.understood())
            for cohort in session.joint_with
            if session.id in back and session.id in one.plan.sessions
            if _whereabouts(back[session.id]) != _whereabouts(one.plan.sessions[session.id])
        }
        for source in one.opened.partners:
            if source.cohort in with_it and source not in found and exists(source.plan_path):
                other = keep(source)
                if other.plan.undo is not None and _last(other.plan) == _last(one.plan):
                    found[source] = other
                    new.append(other)
    return list(found.values())


def _whereabouts(booking: Booking) -> tuple[object, ...]:
    """What is the same for all who hold a session together."""
    return booking.date, frozenset(booking.people), booking.venue


def _last(plan: Plan) -> tuple[object, ...]:
    """Of which command the last change of a plan was one."""
    return plan.history[-1].at, plan.history[-1].did


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
        _not_so(kept, one, plan)
        for kept, plan in new
        for one in _added(kept.broken, kept.wrong(plan, [other for other in new if other[0] is not kept]))
    ]
    if added:
        raise RefusedError(*added)
    return [Changed(kept, plan) for kept, plan in new]


def _not_so(kept: Kept, breach: Finding, new: Plan) -> Finding:
    """That a change would break a rule; of what is held together with others, how it is changed for all."""
    undo, did = kept.plan.undo, new.history[-1].did
    after = f"after `{did[:1].lower()}{did[1:]}` the plan would break this rule"
    session = str(breach.path[1]) if breach.code == "not-joint" else ""
    if undo is not None and did.startswith((UNDID, REDID)):
        after = f"the plan as it was in revision {undo.revision} breaks this rule now"
        breach = _where_kept(breach, kept.stored.document)
    if session and kept.plan.sessions[session].date != new.sessions[session].date:
        day = in_words(new.sessions[session].date)
        after = f"for all who hold it: {command('move', f'{kept.source.name}:{session}', day)}"
    return replace(kept.placed(breach), help=f"nothing was changed; {after}")


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
    notes = tuple(_told_wishes(wished[failed][0], wishes, session, of_another=failed > 0))
    if session is not None and len(wished) > 1:
        added = [one for one in added if one.code != "not-joint"]  # the others were to move as well
        by_itself = bool(added) and all(note.path[-1:] == ("joint-with",) for note in notes)
        notes = tuple(_against(wished, amended.sessions[session].date, session)) or (() if by_itself else notes)
    own = [one for one in added if one.path[1:2] == (session,)] if notes else []  # the others might have given way
    fixed = [one for one in own if not one.notes]  # and so they might to what names one of them
    notes = notes or tuple(_beyond(kept, amended, session))
    away = _gone(kept, amended, session) if session is not None else ()
    refusal = _refusal(kept, amended, fixed or own or added, (*notes, *away))
    if not added and session is not None:
        expected = "a day on which all who hold it can" if len(wished) > 1 else refusal.expected
        refusal = replace(refusal, path=("sessions", session, "date"), expected=expected)
    raise RefusedError(kept.placed(refusal))


def _against(wished: list[tuple[Kept, Plan]], day: date, session: str) -> Iterator[Note]:
    """What keeps a session off its new day in other cohorts that hold it, and not in its own; each at its line."""
    cannot: dict[Note, list[str]] = {}
    for kept, plan in wished:
        run, within = run_of(kept.opened, kept.calendar, plan, fresh=False), kept.calendar.within
        found = [_usable(within)] * (day not in within)
        found += [Note(wish.words, wish.path) for wish, days in run.against(session, kept.beside) if day in days]
        for note in found:
            cannot.setdefault(replace(note_beside(kept.opened, kept.stored, note), path=()), []).append(_cohort(kept))
    for note, cohorts in cannot.items():
        if _cohort(wished[0][0]) not in cohorts:
            yield replace(note, words=f"{first_of(cohorts, MOST_NOTES)} cannot: {note.words}")


def _cohort(kept: Kept) -> str:
    return kept.source.cohort or kept.source.id


def _forced(kept: Kept, asked: Plan, new: Plan) -> Iterator[Finding]:
    """What is wrong with a plan as it was asked for, where the new one has others than those changed as well."""
    if any(one.kind in ("moved", "times", "people", "venue") for one in changes(asked, new)):
        # on which day others hold it with them is read from plans that follow
        yield from (one for one in kept.wrong(asked) if one.code != "not-joint")


def _partners(kept: Kept, amended: Amended, session: str | None) -> list[tuple[Kept, Plan]]:
    """The other cohorts that hold a session as well, each with its plan in which it is moved to the same day."""
    if session is None or amended.sessions[session].date == kept.plan.sessions[session].date:
        return []
    day = amended.sessions[session].date
    return [
        (other, as_wished(other.plan, moved(other.plan, session, day))) for other in partners_with(kept.opened, session)
    ]


def partners_with(opened: Opened, session: str) -> list[Kept]:
    """The other cohorts that hold a session together with one, and whose plans have it."""
    joint = next((one.joint_with for one in sessions_of(opened.understood()) if one.id == session), ())
    sources = [one for one in opened.partners if one.cohort in joint and exists(one.plan_path)]
    return [other for other in map(keep, sources) if session in other.plan.sessions]


def _planned(wished: list[tuple[Kept, Plan]], did: str) -> list[Planned | Conflict]:
    """A plan or a conflict for each, around what is wished."""
    runs = [run_of(one.opened, one.calendar, plan, fresh=False, did=did) for one, plan in wished]
    with steps("Planning", 1):
        return plan_together(runs, held_with([one.opened for one, _ in wished]), now(), wished[0][0].beside)


def _told_wishes(kept: Kept, wishes: Iterable[Because], session: str | None, *, of_another: bool) -> Iterator[Note]:
    """The wishes that stand against a change, each at its line; that what is to be moved is pinned there is no news."""
    own = (IN_PLAN, "sessions", session, "pinned")
    for wish in wishes:
        if wish.path != own or not wish.words.startswith(f"{session} is pinned to "):
            words = f"in {_cohort(kept)}: {wish.words}" if of_another else wish.words
            yield note_beside(kept.opened, kept.stored, Note(words, wish.path))


def _gone(kept: Kept, amended: Amended, session: str) -> Iterator[Note]:
    """Who of those who lead a session, and whether its venue, cannot be had on its new day; each at its line."""
    programme, booking = kept.opened.understood(), amended.sessions[session]
    asked = (one for one in sessions_of(programme) if one.id == session)
    gone = (one for session in asked for day in booking.days for one in elsewhere(programme, session, day, ()))
    for one in gone:
        if one.id in (*booking.people, booking.venue):
            yield note_beside(kept.opened, kept.stored, Note(f"{one.name}: {one.why}", one.path))


def _beyond(kept: Kept, amended: Amended, session: str | None) -> Iterator[Note]:
    """That the programme does not last so long, where a session was to be beyond it."""
    within = kept.calendar.within
    if session is not None and amended.sessions[session].date not in within:
        yield note_beside(kept.opened, kept.stored, _usable(within))


def _usable(within: DayRange) -> Note:
    """Which days a programme may use, told where it says how long it is."""
    return Note(f"the days that may be used: {span_in_words(within)}", ("length",))


def _refusal(kept: Kept, amended: Amended, added: list[Finding], notes: Iterable[Note]) -> Finding:
    """Why a change cannot be made: the rules that it would break, and what stands against others giving way."""
    breaches = tuple(Note(f"{one.code}: {one.message}") for one in added[:MOST_NOTES])
    codes = ", ".join(dict.fromkeys(one.code for one in added))
    return Finding(
        "change-refused",
        f"the plan of `{kept.source.full_id}` does not let you {_asked(amended.did)}",
        expected=f"a change that breaks no rule{f' ({codes})' * bool(codes)}",
        help=f"nothing was changed; {_instead(kept, amended, added)}",
        notes=(*breaches, *notes),
        span=kept.placed(added[0]).span if added else None,
    )


def _instead(kept: Kept, amended: Amended, added: list[Finding]) -> str:
    """What to do where a change is refused: of a cancellation, how the others may stay as they are without it."""
    before, after = kept.plan.sessions, amended.sessions
    gone = [id_ for id_, one in after.items() if one.status == "cancelled" != before[id_].status]
    if not gone:
        return "choose another day, or change what stands against it"
    whom: dict[str, list[str]] = {}
    for one in added:
        whom.setdefault(one.code, []).append(str(one.path[1]))
    listed = (
        f"{{rule: {code}, for: [{', '.join(dict.fromkeys(ids))}], why: {gone[0]} is cancelled, by: YOUR NAME, "
        f"until: {in_words(max(after[id_].days.last for id_ in ids))[4:]}}}"
        for code, ids in whom.items()
    )
    so = f"to leave the others where they are, write `waive: [{', '.join(listed)}]` and cancel again"
    return f"{so}; or take `{gone[0]}` out of the programme and plan again, which says what would do"


def _asked(did: str) -> str:
    """What was asked for, where it would have been done: `moved day-3 …` was `move day-3 …`."""
    return did.replace("moved ", "move ", 1).replace("cancelled ", "cancel ", 1)
