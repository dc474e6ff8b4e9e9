"""Decisions made into plans: the first of a programme, a revision of one, a fresh start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.plan.case import HELD
from hsplan.plan.fingerprint import digest, fingerprint
from hsplan.plan.model import FORMAT, Booking, Plan, Step
from hsplan.plan.windows import windows
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from hsplan.calendars.model import Calendar
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for one session."""

    date: date
    people: tuple[str, ...]
    venue: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for all sessions of a programme, and how good that is known to be."""

    sessions: Mapping[str, Decided]
    optimum: str
    missed: tuple[str, ...] = ()
    """The author's wishes that could not all be fulfilled, each with its sessions."""
    cost: int = 0
    """What it costs, changes against the plan before left aside."""
    least: int = 0
    """What any plan costs at least; of a first plan, since one that changes as little as it can may cost more."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """On what occasion a plan is written: for which programme and days, when, saying what was done."""

    id: str
    programme: Programme
    calendar: Calendar
    at: datetime
    did: str

    @property
    def start(self) -> date:
        """The programme's first day."""
        return self.calendar.start


def first_plan(occasion: Occasion, decision: Decision, before: Plan | None = None) -> Plan:
    """A plan made anew; `before` is the one it replaces, whose calendar ids are never used again."""
    retired = (*before.retired, before.calendar_id) if before else ()
    revision = before.revision + 1 if before else 1
    step = Step.model_construct(revision=revision, at=occasion.at, did=occasion.did)
    return Plan.model_construct(
        hsplan_plan=FORMAT,
        programme=occasion.id,
        calendar_id=_unused(f"{occasion.id.replace('.', '-')}-{occasion.start:%Y-%m}", retired),
        retired=retired,
        domain=occasion.programme.domain,
        start=occasion.start,
        revision=revision,
        published=None,
        optimum=decision.optimum,
        fingerprint=fingerprint(occasion.programme, occasion.calendar),
        sessions=(bookings := _bookings(occasion, decision, None, revision)),
        windows=windows(occasion.programme, occasion.start, bookings),
        history=(*before.history, step) if before else (step,),
    )


def revised_plan(old: Plan, occasion: Occasion, decision: Decision) -> Plan:
    """The next revision of a plan: same calendar id, and what has not changed is as it was."""
    revision = old.revision + 1
    bookings = _bookings(occasion, decision, old, revision)
    return old.model_copy(
        update={
            "revision": revision,
            "optimum": decision.optimum,
            "fingerprint": fingerprint(occasion.programme, occasion.calendar),
            "sessions": bookings,
            "windows": windows(occasion.programme, occasion.start, bookings),
            "history": (
                *old.history,
                Step.model_construct(revision=revision, at=occasion.at, did=occasion.did),
            ),
        }
    )


def _unused(wanted: str, retired: tuple[str, ...]) -> str:
    taken = set(retired)
    return (
        wanted
        if wanted not in taken
        else next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
    )


def _bookings(occasion: Occasion, decision: Decision, old: Plan | None, revision: int) -> dict[str, Booking]:
    """The bookings in order of date: decided anew, or as they were where nothing that is shown has changed."""
    before = old.sessions if old is not None else {}
    found = {id_: booking for id_, booking in before.items() if booking.status not in HELD}
    for session in sessions_of(occasion.programme):
        was = before.get(session.id)
        booking = found.get(session.id) or _booking(session, decision.sessions[session.id], was)
        found[session.id] = _stamped(occasion.programme, session, booking, was, revision)
    return dict(sorted(found.items(), key=lambda item: item[1].date))


def _booking(session: Session, decided: Decided, before: Booking | None) -> Booking:
    return Booking.model_construct(
        title=session.title,
        date=decided.date,
        last=decided.date + timedelta(days=session.days - 1) if session.days > 1 else None,
        times={part.id: part.time for part in session.parts if part.time is not None},
        people=decided.people,
        venue=decided.venue,
        status=before.status if before else "tentative",
        sequence=before.sequence if before else 0,
        revision=0,
        digest="",
        why=decided.why,
    )


def _stamped(
    programme: Programme, session: Session, booking: Booking, before: Booking | None, revision: int
) -> Booking:
    """The booking with its digest, and with the revision in which what is shown of it last changed."""
    shown = digest(programme, session, booking)
    same = before is not None and before.digest == shown
    return booking.model_copy(update={"digest": shown, "revision": before.revision if same and before else revision})
