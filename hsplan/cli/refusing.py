"""Why a plan cannot be changed as a person wants it: what would be wrong, what stands against it, what would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.cli.kept import MOST_NOTES
from hsplan.cli.portfolio import run_of
from hsplan.dates.days import in_words, span_in_words
from hsplan.findings import IN_PLAN, Finding, Note, first_of
from hsplan.plan.amending import REDID, UNDID
from hsplan.plan.whereabouts import elsewhere
from hsplan.programme.unfolding import sessions_of
from hsplan.workspace.names import command
from hsplan.workspace.opening import note_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hsplan.cli.kept import Kept
    from hsplan.dates.days import DayRange
    from hsplan.findings import Path
    from hsplan.plan.amending import Amended
    from hsplan.plan.model import Plan
    from hsplan.problem import Because
    from hsplan.programme.document import Document


def not_so(kept: Kept, breach: Finding, new: Plan) -> Finding:
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


def refusal_of(kept: Kept, amended: Amended, added: list[Finding], notes: Iterable[Note]) -> Finding:
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
    """What to do where a change is refused: of a cancellation, how the others may stay as they are without it.

    Nothing is set aside for what is no session, such as a window.
    """
    before, after = kept.plan.sessions, amended.sessions
    gone = [id_ for id_, one in after.items() if one.status == "cancelled" != before[id_].status]
    if not gone:
        return "choose another day, or change what stands against it"
    without = f"take `{gone[0]}` out of the programme and plan again, which says what would do"
    whom: dict[str, list[str]] = {}
    for one in added:
        block, id_ = (*map(str, one.path[:2]), "", "")[:2]
        if block != "sessions" or id_ not in after:
            return without
        whom.setdefault(one.code, []).append(id_)
    listed = (
        f"{{rule: {code}, for: [{', '.join(dict.fromkeys(ids))}], why: {gone[0]} is cancelled, by: YOUR NAME, "
        f"until: {in_words(max(after[id_].days.last for id_ in ids))[4:]}}}"
        for code, ids in whom.items()
    )
    so = f"to leave the others where they are, write `waive: [{', '.join(listed)}]` and cancel again"
    return f"{so}; or {without}"


def _asked(did: str) -> str:
    """What was asked for, where it would have been done: `moved day-3 …` was `move day-3 …`."""
    return did.replace("moved ", "move ", 1).replace("cancelled ", "cancel ", 1)


def against(wished: list[tuple[Kept, Plan]], day: date, session: str) -> Iterator[Note]:
    """What keeps a session off its new day in other cohorts that hold it, and not in its own; each at its line."""
    cannot: dict[Note, list[str]] = {}
    for kept, plan in wished:
        run, within = run_of(kept.opened, kept.calendar, plan, fresh=False), kept.calendar.within
        found = [_usable(within)] * (day not in within)
        found += [Note(wish.words, wish.path) for wish, days in run.against(session, kept.beside) if day in days]
        for note in found:
            cannot.setdefault(replace(note_beside(kept.opened, kept.stored, note), path=()), []).append(cohort_of(kept))
    for note, cohorts in cannot.items():
        if cohort_of(wished[0][0]) not in cohorts:
            yield replace(note, words=f"{first_of(cohorts, MOST_NOTES)} cannot: {note.words}")


def told_wishes(kept: Kept, wishes: Iterable[Because], session: str | None, *, of_another: bool) -> Iterator[Note]:
    """The wishes that stand against a change, each at its line; that what is to be moved is pinned there is no news."""
    own = (IN_PLAN, "sessions", session, "pinned")
    for wish in wishes:
        if wish.path != own or not wish.words.startswith(f"{session} is pinned to "):
            words = f"in {cohort_of(kept)}: {wish.words}" if of_another else wish.words
            yield note_beside(kept.opened, kept.stored, Note(words, wish.path))


def cannot_come(kept: Kept, amended: Amended, session: str) -> Iterator[Note]:
    """Who of those who lead a session, and whether its venue, cannot be had on its new day; each at its line."""
    programme, booking = kept.programme, amended.sessions[session]
    asked = (one for one in sessions_of(programme) if one.id == session)
    away = (one for session in asked for day in booking.days for one in elsewhere(programme, session, day, ()))
    for one in away:
        if one.id in (*booking.people, booking.venue):
            yield note_beside(kept.opened, kept.stored, Note(f"{one.name}: {one.why}", one.path))


def beyond(kept: Kept, amended: Amended, session: str | None) -> Iterator[Note]:
    """That the programme does not last so long, where a session was to be beyond it."""
    within = kept.calendar.within
    if session is not None and amended.sessions[session].date not in within:
        yield note_beside(kept.opened, kept.stored, _usable(within))


def _usable(within: DayRange) -> Note:
    """Which days a programme may use, told where it says how long it is."""
    return Note(f"the days that may be used: {span_in_words(within)}", ("length",))


def cohort_of(kept: Kept) -> str:
    """What a cohort is called; what has none, by its programme."""
    return kept.source.cohort or kept.source.id
