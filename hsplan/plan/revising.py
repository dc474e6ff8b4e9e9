"""Decisions made into plans: the first of a programme, a revision of one, a fresh start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.plan.case import HELD
from hsplan.plan.deadlines import steps_on
from hsplan.plan.fingerprint import digest, fingerprint
from hsplan.plan.model import FORMAT, Booking, Entry, Plan, Step, Undo
from hsplan.plan.windows import stamped_windows
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from hsplan.calendars.model import Calendar
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

GONE = "gone"
"""The digest of what was dropped: nothing of it is shown any more but that."""


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
    as_of: date | None = None
    """What lies before this day stays as it is; None where no day is given."""

    @property
    def start(self) -> date:
        """The programme's first day."""
        return self.calendar.start


def first_plan(occasion: Occasion, decision: Decision, before: Plan | None = None) -> Plan:
    """A plan made anew; `before` is the one it replaces, whose calendar ids are never used again."""
    retired = (*before.retired, before.calendar_id) if before else ()
    revision = before.revision + 1 if before else 1
    step = Step.model_construct(revision=revision, at=occasion.at, did=occasion.did)
    decided = {one.id: _booking(one, decision.sessions[one.id], None) for one in sessions_of(occasion.programme)}
    bookings = stamped(occasion.programme, decided, None, revision)
    others = stamped_windows(occasion.programme, occasion.start, bookings, None, revision)
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
        sessions=bookings,
        windows=others["windows"],
        dates=others["dates"],
        milestones=others["milestones"],
        history=(*before.history, step) if before else (step,),
    )


def revised_plan(old: Plan, occasion: Occasion, decision: Decision) -> Plan:
    """The next revision of a plan: same calendar id, and what has not changed is as it was."""
    bookings = _bookings(occasion, decision, old)
    found = fingerprint(occasion.programme, occasion.calendar)
    return next_revision(old, bookings, occasion).model_copy(update={"optimum": decision.optimum, "fingerprint": found})


def next_revision(old: Plan, bookings: Mapping[str, Booking], occasion: Occasion, stopped: date | None = None) -> Plan:
    """A plan with other bookings: in order of date, stamped, with what follows from them and how to go back.

    A programme that `stopped` goes on as soon as anything is to be held from that day on.
    """
    revision = old.revision + 1
    stopped = stopped or old.stopped
    if stopped is not None and any(one.status in HELD and one.date >= stopped for one in bookings.values()):
        stopped = None
    found = stamped(occasion.programme, bookings, old, revision, stopped=stopped)
    step = Step.model_construct(revision=revision, at=occasion.at, did=occasion.did)
    others = stamped_windows(occasion.programme, old.start, found, old, revision, stopped=stopped)
    new = old.model_copy(
        update={
            "revision": revision,
            "sessions": found,
            "stopped": stopped,
            "history": (*old.history, step),
            **others,
        }
    )
    return new.model_copy(update={"undo": way_back(old, new, occasion.did)})


def up_to_date(plan: Plan, programme: Programme) -> Plan:
    """A plan as it is shown by now, which its next revision writes down: its days stay, and what follows may differ.

    What follows is the words of its sessions, with whom they are held, and the days of windows, dates and milestones.
    """
    found = stamped(programme, plan.sessions, plan, plan.revision + 1, stopped=plan.stopped)
    others = stamped_windows(programme, plan.start, found, plan, plan.revision + 1, stopped=plan.stopped)
    return plan.model_copy(update={"sessions": found, **others})


def way_back(old: Plan, new: Plan, did: str) -> Undo | None:
    """How to come from a plan back to the one before; None where they differ in nothing that was decided."""
    differ = {
        id_: booking
        for id_, booking in old.sessions.items()
        if id_ not in new.sessions or _decided(booking) != _decided(new.sessions[id_])
    }
    added = tuple(id_ for id_ in new.sessions if id_ not in old.sessions)
    if not added and all(
        id_ in new.sessions and _decided(booking, why=False) == _decided(new.sessions[id_], why=False)
        for id_, booking in differ.items()
    ):
        return None
    return Undo.model_construct(
        revision=old.revision,
        did=did,
        optimum=old.optimum,
        fingerprint=old.fingerprint,
        sessions=differ,
        added=added,
        stopped=old.stopped,
    )


def _decided(booking: Booking, *, why: bool = True) -> Booking:
    """A booking without what follows from writing it down, and without its reason where that is not wanted."""
    return booking.model_copy(update={"revision": 0, "digest": "", "sequence": 0, **({} if why else {"why": None})})


def _unused(wanted: str, retired: tuple[str, ...]) -> str:
    taken = set(retired)
    return (
        wanted
        if wanted not in taken
        else next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
    )


def _bookings(occasion: Occasion, decision: Decision, old: Plan) -> dict[str, Booking]:
    """The bookings as they are decided anew, or as they were where that is not for this occasion to decide."""
    before = old.sessions
    found = {id_: booking for id_, booking in before.items() if booking.status not in HELD}
    for session in sessions_of(occasion.programme):
        was = before.get(session.id)
        if was is not None and occasion.as_of is not None and was.date < occasion.as_of:
            found[session.id] = was
        elif session.id not in found:
            found[session.id] = _booking(session, decision.sessions[session.id], was or _as_told(old, session.id))
    return found | _dropped(old, found)


def _dropped(old: Plan, kept: Mapping[str, Booking]) -> dict[str, Booking]:
    """The bookings that people were told of and that are no more: cancelled, so that calendars can say so."""
    return {
        id_: not_held(old, id_).model_copy(update={"dropped": True, "digest": "", "why": None})
        for id_ in old.sessions
        if id_ not in kept and is_told(old, id_)
    }


def not_held(plan: Plan, session: str) -> Booking:
    """A session that is not held, on the day that people were told: of where it has moved since they know nothing."""
    booking, told = plan.sessions[session], plan.told.get(session)
    off: dict[str, object] = {"status": "cancelled"}
    if told is not None and is_told(plan, session) and told.times.keys() == booking.times.keys():
        off |= {"date": told.date, "last": told.last, "times": told.times}
    return booking.model_copy(update=off)


def is_told(plan: Plan, session: str) -> bool:
    """Whether people were told that a session takes place."""
    return session in plan.told and plan.told[session].status != "cancelled"


def revived(plan: Plan, programme: Programme) -> Plan:
    """The plan with those sessions held again that had been dropped, and that the programme has once more."""
    again = {one.id for one in sessions_of(programme)}
    found = {
        id_: booking.model_copy(update={"dropped": False, "status": "confirmed" if is_told(plan, id_) else "tentative"})
        for id_, booking in plan.sessions.items()
        if booking.dropped and id_ in again
    }
    return plan.model_copy(update={"sessions": plan.sessions | found}) if found else plan


def _as_told(plan: Plan, session: str) -> Booking | None:
    """A session as people know it, where its booking was taken out by hand: calendars go by its sequence."""
    if not is_told(plan, session):
        return None
    told = plan.told[session]
    values = {name: getattr(told, name) for name in Entry.model_fields} | {"status": "confirmed"}
    return Booking.model_construct(**values, revision=0)


def _booking(session: Session, decided: Decided, before: Booking | None) -> Booking:
    names = before.names(session) if before else tuple(part.id for part in session.parts)
    return Booking.model_construct(
        title=session.title,
        date=decided.date,
        last=decided.date + timedelta(days=session.days - 1) if session.days > 1 else None,
        times={name: part.time for name, part in zip(names, session.parts, strict=True) if part.time is not None},
        people=decided.people,
        venue=decided.venue,
        pinned=before.pinned if before else (),
        status=before.status if before else "tentative",
        sequence=before.sequence if before else 0,
        revision=0,
        digest="",
        why=decided.why,
    )


def stamped(
    programme: Programme,
    bookings: Mapping[str, Booking],
    old: Plan | None,
    revision: int,
    *,
    stopped: date | None = None,
) -> dict[str, Booking]:
    """The bookings in order of date, each with its digest and the revision in which what is shown of it last changed.

    Those of one day are in the programme's order, and what is no session of the programme comes after them.
    """
    before = old.sessions if old is not None else {}
    sessions = {one.id: one for one in sessions_of(programme)}
    place = {id_: n for n, id_ in enumerate(sessions)}
    steps = steps_on(programme, bookings, stopped=stopped is not None)
    found = {}
    for id_, booking in sorted(bookings.items(), key=lambda item: (item[1].date, place.get(item[0], len(place)))):
        session = sessions.get(id_)
        kept = booking.digest if booking.dropped or session is None else ""  # what comes back is planned anew first
        shown = kept or (digest(programme, session, booking, steps.get(id_, [])) if session is not None else GONE)
        same = id_ in before and before[id_].digest == shown
        changed = before[id_].revision if same else revision
        found[id_] = booking.model_copy(update={"digest": shown, "revision": changed})
    return found
