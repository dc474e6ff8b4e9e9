"""Plans changed on purpose, by a person: each function gives the bookings as they are to be, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, RefusedError
from hsplan.plan.case import HELD
from hsplan.plan.model import BLOCKS, PINS, Address
from hsplan.plan.revising import is_told, next_revision, not_held, way_back
from hsplan.plan.telling import Known, highest, known_of, parts_entered, told_of
from hsplan.plan.windows import is_as_told, is_cancelled
from hsplan.programme.groups import named_participants
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.plan.model import Booking, Plan, Told, Undo, Window
    from hsplan.plan.revising import Occasion
    from hsplan.programme.model import Participant, Person, Programme

UNDID, REDID = "undid: ", "redid: "


@dataclass(frozen=True, slots=True)
class Amended:
    """The bookings of a plan as a person wants them."""

    sessions: Mapping[str, Booking]
    did: str
    """What was done, as the plan's history tells it."""
    adapts: bool = False
    """Whether the others may have to move for it."""
    optimum: str | None = None
    """How good the plan is then known to be, where that is another thing than before."""
    fingerprint: str | None = None
    """What the programme was, where the plan goes back to that."""
    stopped: date | None = None
    """The day on which the programme stops, where it does."""


def moved(plan: Plan, session: str, day: date) -> Amended:
    """A session on another day, which is pinned from now on: a person chose it."""
    booking = _held(plan, session, "moved")
    days = day - booking.date
    if not days:
        return pinned(plan, session, ("date",))
    changes = {
        "date": day,
        "last": booking.last + days if booking.last is not None else None,
        "pinned": _pins((*booking.pinned, "date")),
        "why": None,
    }
    return Amended(_with(plan, session, **changes), f"moved {session} to {in_words(day)}", adapts=True)


def pinned(plan: Plan, session: str, what: tuple[str, ...]) -> Amended:
    """A session of which the date, the people or the venue stay as they are.

    Raises:
        RefusedError: where it has none of those.
    """
    booking = _held(plan, session, "pinned")
    for word, there in (("people", booking.people), ("venue", booking.venue)):
        if word in what and not there:
            message = f"`{session}` has no {word} to pin"
            raise RefusedError(Finding("nothing-to-pin", message, ("sessions", session), expected="what it has"))
    return Amended(
        _with(plan, session, pinned=_pins((*booking.pinned, *what))), f"pinned {', '.join(what)} of {session}"
    )


def unpinned(plan: Plan, session: str, what: tuple[str, ...]) -> Amended:
    """A session of which the date, the people or the venue may change again."""
    pins = _held(plan, session, "unpinned").pinned
    kept, gone = (tuple(pin for pin in pins if pin not in what), tuple(pin for pin in pins if pin in what))
    return Amended(_with(plan, session, pinned=kept), f"unpinned {', '.join(gone)} of {session}")


def confirmed(plan: Plan, session: str) -> Amended:
    """A session that people may count on, published or not."""
    _held(plan, session, "confirmed")
    return Amended(_with(plan, session, status="confirmed"), f"confirmed {session}")


def delivered(plan: Plan, *sessions: str) -> Amended:
    """Sessions that took place as they were booked: facts from now on."""
    new = [id_ for id_ in dict.fromkeys(sessions) if plan.sessions[id_].status != "delivered"]
    facts = {id_: _held(plan, id_, "delivered").model_copy(update={"status": "delivered"}) for id_ in new}
    return Amended(plan.sessions | facts, f"delivered {', '.join(new or sessions)}")


def held_until(plan: Plan, last: date) -> list[str]:
    """The sessions that are still to be held by the plan, though their days are over on the evening of a day."""
    return [id_ for id_, one in plan.sessions.items() if one.status in HELD and one.days.last <= last]


def cancelled(plan: Plan, session: str, brought: tuple[str, ...] = ()) -> Amended:
    """A session that does not take place, nor what it brings: its people and place are free, and it binds no other."""
    if plan.sessions[session].status != "cancelled":
        _held(plan, session, "cancelled")
    held = [id_ for id_ in (session, *brought) if plan.sessions[id_].status in HELD]
    gone = {id_: not_held(plan, id_).model_copy(update={"pinned": ()}) for id_ in held}
    return Amended(plan.sessions | gone, f"cancelled {', '.join(gone) or session}", adapts=True)


def all_cancelled(plan: Plan, today: date) -> Amended:
    """Nothing of what is still to be held or arranged, from a day on, takes place: the programme has stopped."""
    held = {
        id_: not_held(plan, id_).model_copy(update={"pinned": ()})
        for id_, one in plan.sessions.items()
        if one.status in HELD and one.date >= today
    }
    runs = plan.stopped is None and any(is_cancelled(one, today) and not one.dropped for one in plan.stretches.values())
    stopped = today if held or runs else None
    return Amended(plan.sessions | held, "cancelled all that was still to be held", stopped=stopped)


def undone(plan: Plan) -> Amended:
    """The bookings as they were before the last revision.

    What people have been told since stays told: a session that they know of and that was not there before is
    cancelled rather than gone, what was confirmed to them stays so, and no sequence goes back.

    Raises:
        RefusedError: where it is not known what was before.
    """
    undo = plan.undo
    if undo is None and plan.revision == 1:
        first = "this plan is at its first revision, and there is nothing before it"
        raise RefusedError(Finding("nothing-to-undo", first, ("revision",), expected="a plan that was changed"))
    if undo is None and plan.published == plan.revision:
        told = f"the last change of this plan was to publish it, as revision {plan.revision}"
        mend = "what people were told stays told: change the plan, with `hsplan move` say, and publish it again"
        expected = "a change since then"
        raise RefusedError(Finding("nothing-to-undo", told, ("revision",), expected=expected, help=mend))
    if undo is None:
        did = next((one.did for one in reversed(plan.history)), "made by hand")
        raise RefusedError(
            Finding(
                "nothing-to-undo",
                f"the last revision (`{did}`) is not one that can be taken back",
                ("revision",),
                expected="a change of dates, people or places, of which hsplan keeps the last one",
                help="bring the file back from version control, then run `hsplan schedule`",
                step=("schedule",),
            )
        )
    found = {id_: booking for id_, booking in plan.sessions.items() if id_ not in undo.added}
    for id_ in undo.added:
        if id_ in plan.sessions and is_told(plan, id_):
            found[id_] = not_held(plan, id_).model_copy(update={"dropped": True, "digest": ""})
    for id_, booking in undo.sessions.items():
        known = plan.sessions.get(id_) or plan.told.get(id_)
        sequence = max(booking.sequence, known.sequence if known is not None else 0)
        promised = booking.status == "tentative" and is_told(plan, id_)
        status = "confirmed" if promised else booking.status
        found[id_] = booking.model_copy(update={"sequence": sequence, "status": status})
    was_undoing = undo.did.startswith(UNDID)
    did = f"{REDID if was_undoing else UNDID}{undo.did.removeprefix(UNDID).removeprefix(REDID)}"
    return Amended(found, did, optimum=undo.optimum, fingerprint=undo.fingerprint, stopped=undo.stopped)


def as_before(plan: Plan, undo: Undo) -> dict[str, Booking]:
    """The bookings of the revision that a plan leads back to, as they were then."""
    return {id_: one for id_, one in plan.sessions.items() if id_ not in undo.added} | dict(undo.sessions)


def amended_plan(plan: Plan, amended: Amended, occasion: Occasion) -> Plan:
    """The next revision of a plan, with the bookings as a person wants them and all others as they are."""
    new = next_revision(plan, amended.sessions, occasion, amended.stopped)
    values = {"optimum": amended.optimum, "fingerprint": amended.fingerprint}
    return new.model_copy(update={key: value for key, value in values.items() if value is not None})


def as_wished(plan: Plan, amended: Amended) -> Plan:
    """The plan with the bookings as a person wants them, for others to be planned around: no revision yet."""
    return plan.model_copy(update={"sessions": dict(amended.sessions)})


def with_way_back(before: Plan, after: Plan) -> Plan:
    """A plan that was planned around what a person wanted, knowing the way back to the one before that."""
    return after.model_copy(update={"undo": way_back(before, after, after.history[-1].did)})


def published(plan: Plan, occasion: Occasion, coming: Mapping[str, tuple[str, ...]] | None = None) -> Plan:
    """The next revision of a plan as the one that people are told.

    What was tentative is confirmed. The sequence of what differs from what they were told before rises by one; what
    they are told for the first time keeps its own. Who comes to each session, of those known by name, is kept with it.
    """
    promised = {
        id_: booking.model_copy(update={"status": "confirmed"}) if booking.status == "tentative" else booking
        for id_, booking in plan.sessions.items()
    }
    new = next_revision(plan, promised, occasion)
    come = coming or {}
    sessions = {
        id_: _counted(booking, plan.told.get(id_), come.get(id_, ()), new.revision)
        for id_, booking in new.sessions.items()
    }
    known = {one.id: one for one in sessions_of(occasion.programme)}
    told = {}
    for id_, booking in sessions.items():
        before, session = plan.told.get(id_), known.get(id_)
        of_it = Known(before.each if before is not None else ())
        if session is not None:
            each = parts_entered(occasion.programme, session, booking, before)
            of_it = known_of(occasion.programme, come.get(id_, ()), each)
        told[id_] = told_of(booking, before, of_it, new.revision)
    inviting = occasion.programme.organiser
    news: dict[str, object] = {
        "sessions": sessions,
        "told": told,
        "organiser": plan.organiser or (inviting.email if inviting is not None else None),
        "addresses": _addresses(occasion.programme, told, plan),
        "published": new.revision,
        "undo": plan.undo,
    }
    for block in BLOCKS:
        held: Mapping[str, Window] = getattr(new, block)
        news[block] = {id_: _counted_window(one, plan.published, new.revision) for id_, one in held.items()}
    return new.model_copy(update=news)


def _counted(booking: Booking, told: Told | None, come: tuple[str, ...], revision: int) -> Booking:
    """A booking with its sequence, which rises where people were told something else; then it is stamped anew.

    So it is for all where somebody comes back who was told, with a higher one, that they are not wanted.
    """
    left = told.formerly.participants if told is not None and told.formerly is not None else ()
    back = booking.status in HELD and not {*left}.isdisjoint(come)
    if told is None or (told.digest == booking.digest and not back):
        return booking
    return booking.model_copy(update={"sequence": max(highest(told), booking.sequence) + 1, "revision": revision})


def _addresses(programme: Programme, told: Mapping[str, Told], before: Plan) -> dict[str, Address]:
    """How to write to those who are told anything: as the programme has it, or had it when they were told before."""
    if programme.organiser is None:
        return {}
    known: dict[str, Person | Participant] = {**programme.people, **named_participants(programme)}
    found = {}
    for id_ in dict.fromkeys(id_ for one in told.values() for id_ in (*one.leading, *one.coming)):
        who = known.get(id_, before.addresses.get(id_))
        if who is not None and who.email:
            found[id_] = Address(name=who.name, email=who.email)
    return found


def _counted_window(window: Window, published: int | None, revision: int) -> Window:
    """A window as people are told of it: its sequence rises where they were told something else."""
    if is_as_told(window, published):
        since = window.told_in or window.revision
        return window.model_copy(update={"told": window.mark, "told_in": since})
    known = window.told is not None or window.was is not None  # what they are told for the first time keeps its own
    counted = {"sequence": window.sequence + known, "revision": revision, "was": None}
    return window.model_copy(update={**counted, "told": window.mark, "told_in": revision})


def _held(plan: Plan, session: str, what: str) -> Booking:
    """The booking of a session that is still to be held.

    Raises:
        RefusedError: where it was delivered or cancelled.
    """
    booking = plan.sessions[session]
    if booking.status not in HELD:
        message = f"`{session}` was {booking.status}, and cannot be {what}"
        before = plan.undo.sessions.get(session) if plan.undo is not None else None
        back = before is not None and before.status in HELD
        expected = "a session that is still to be held"
        raise RefusedError(
            Finding(
                "not-to-be-held",
                message,
                ("sessions", session, "status"),
                expected=expected,
                help=f"if that was a mistake, {'`hsplan undo` takes it back' if back else 'correct `status:` by hand'}",
                step=("undo",) * back,
            )
        )
    return booking


def _with(plan: Plan, session: str, **changes: object) -> dict[str, Booking]:
    booking = plan.sessions[session].model_copy(update=changes)
    return plan.sessions | {session: booking}


def _pins(what: tuple[str, ...]) -> tuple[str, ...]:
    """Pins in their usual order, each once."""
    return tuple(pin for pin in PINS if pin in what)
