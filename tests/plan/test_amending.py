"""Plans changed by hand: what each change does to a booking, and what no row of changes ever does."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from nouns import AT, a_plan, a_programme, measured

from hsplan.findings import RefusedError
from hsplan.plan import amending
from hsplan.plan.amending import Amended, amended_plan, published, undone
from hsplan.plan.changes import differences, since_told
from hsplan.plan.file import read_plan, write_plan
from hsplan.plan.model import Plan
from hsplan.plan.revising import Decided, Decision, Occasion, next_revision, revised_plan, revived
from hsplan.programme.document import read_document
from hsplan.programme.model import Programme
from hsplan.workspace.opening import calendar_of

SESSIONS = {f"day-{n}": {"kind": "workshop", "title": f"Day {n}"} for n in range(1, 5)}
DAYS = (date(2011, 1, 18), date(2011, 3, 1), date(2011, 4, 5), date(2011, 5, 10))
PEOPLE = {"a": {"name": "Facilitator A", "leads": "everything"}}


def programme(sessions: dict[str, Any] = SESSIONS) -> Programme:
    return a_programme(sessions=sessions, people=PEOPLE)


def occasion(asked: Programme, did: str = "changed") -> Occasion:
    return Occasion("test", asked, calendar_of(asked, date(2011, 1, 1)), AT, did)


def the_plan() -> Plan:
    asked = programme()
    people = {"people": ("a",)}
    plan = a_plan(asked, *DAYS, day_1=people, day_2=people, day_3=people, day_4=people)
    return next_revision(plan, plan.sessions, occasion(asked)).model_copy(update={"undo": None})


def apply(plan: Plan, change: Callable[[Plan], Amended]) -> Plan:
    amended = change(plan)
    return amended_plan(plan, amended, occasion(programme(), amended.did))


def read_back(plan: Plan) -> Plan:
    return read_plan(read_document("p.plan.yaml", write_plan(plan)[0].encode()))


def told(plan: Plan) -> Plan:
    return published(plan, occasion(programme(), "published"))


def restored(plan: Plan) -> dict[str, Any]:
    """All that a plan decided: without its history, and the revisions in which it came about."""
    sessions = {id_: booking.model_copy(update={"revision": 0}) for id_, booking in plan.sessions.items()}
    aside = {"revision": 0, "history": (), "undo": None, "sessions": sessions}
    return plan.model_copy(update=aside).model_dump()


def test_what_is_moved_is_pinned_and_keeps_its_length() -> None:
    plan = the_plan()
    two_days = plan.sessions["day-2"].model_copy(update={"last": date(2011, 3, 2)})
    plan = plan.model_copy(update={"sessions": plan.sessions | {"day-2": two_days}})
    booking = amending.moved(plan, "day-2", date(2011, 3, 8)).sessions["day-2"]
    assert (booking.date, booking.last, booking.pinned) == (date(2011, 3, 8), date(2011, 3, 9), ("date",))


def test_pins_are_kept_apart() -> None:
    plan = apply(the_plan(), lambda plan: amending.pinned(plan, "day-1", ("people",)))
    plan = apply(plan, lambda plan: amending.pinned(plan, "day-1", ("date",)))
    assert plan.sessions["day-1"].pinned == ("date", "people")
    plan = apply(plan, lambda plan: amending.unpinned(plan, "day-1", ("people",)))
    assert plan.sessions["day-1"].pinned == ("date",)
    done = amending.unpinned(plan, "day-1", ("date", "people", "venue"))
    assert (done.did, done.sessions["day-1"].pinned) == ("unpinned date of day-1", ())


def test_a_pin_on_nothing_is_refused() -> None:
    with pytest.raises(RefusedError, match="no venue to pin"):
        amending.pinned(the_plan(), "day-1", ("venue",))


def test_that_a_session_was_delivered_is_no_news() -> None:
    plan = told(the_plan())
    plan = apply(plan, lambda plan: amending.delivered(plan, "day-1"))
    assert list(since_told(plan)) == []


def test_what_was_left_standing_of_a_cancelled_session_can_be_cancelled() -> None:
    plan = apply(the_plan(), lambda plan: amending.cancelled(plan, "day-1"))
    done = amending.cancelled(plan, "day-1", ("day-2",))
    assert (done.did, done.sessions["day-2"].status) == ("cancelled day-2", "cancelled")
    assert amending.cancelled(plan, "day-1").sessions == plan.sessions


@pytest.mark.parametrize(
    "off", [lambda plan: amending.cancelled(plan, "day-4"), lambda plan: amending.all_cancelled(plan, DAYS[0])]
)
def test_what_is_cancelled_after_it_moved_is_cancelled_on_the_day_that_people_know_of(
    off: Callable[[Plan], Amended],
) -> None:
    plan = told(the_plan())
    elsewhere = plan.sessions["day-4"].model_copy(update={"date": date(2011, 5, 17)})
    moved = plan.model_copy(update={"sessions": plan.sessions | {"day-4": elsewhere}})
    assert apply(moved, off).sessions["day-4"].date == DAYS[3]
    assert without(moved, "day-4").sessions["day-4"].date == DAYS[3]
    unknown = moved.model_copy(update={"told": {}})
    assert apply(unknown, off).sessions["day-4"].date == date(2011, 5, 17)


def test_a_session_added_and_cancelled_between_two_publications_is_no_news_to_anyone() -> None:
    plan = told(the_plan())
    extra = plan.sessions["day-4"].model_copy(update={"status": "cancelled"})
    assert list(differences(plan.told, plan.sessions | {"extra": extra})) == []


def test_all_that_differs_is_told_and_the_day_first() -> None:
    plan = the_plan()
    other = plan.sessions["day-4"].model_copy(update={"date": date(2011, 5, 12), "people": (), "venue": "v"})
    (change,) = differences(plan.sessions, plan.sessions | {"day-4": other})
    assert (change.kind, change.kinds) == ("moved", ("moved", "people", "venue"))


def test_what_is_no_longer_certain_is_told_as_that() -> None:
    plan = told(the_plan())
    unsure = plan.sessions["day-4"].model_copy(update={"status": "tentative", "digest": "other"})
    (change,) = differences(plan.told, plan.sessions | {"day-4": unsure})
    assert change.kinds == ("status",)
    held = plan.sessions["day-4"].model_copy(update={"status": "delivered", "digest": "other"})
    (change,) = differences(plan.told, plan.sessions | {"day-4": held})
    assert change.kinds == ("words",)


def without(plan: Plan, session: str) -> Plan:
    """The next revision of a plan whose programme has a session no more."""
    asked = programme({id_: one for id_, one in SESSIONS.items() if id_ != session})
    decided = {id_: Decided(one.date, one.people, one.venue, one.why) for id_, one in plan.sessions.items()}
    return revised_plan(plan, occasion(asked), Decision(decided, "proven"))


def test_what_nobody_was_told_of_is_dropped_without_a_trace() -> None:
    assert list(without(the_plan(), "day-4").sessions) == ["day-1", "day-2", "day-3"]


def test_what_people_were_told_of_stays_as_cancelled_and_comes_back_on_its_day() -> None:
    plan = without(told(the_plan()), "day-4")
    assert (plan.sessions["day-4"].status, plan.sessions["day-4"].dropped) == ("cancelled", True)
    again = published(plan, occasion(programme({id_: SESSIONS[id_] for id_ in ("day-1", "day-2", "day-3")})))
    assert (again.sessions["day-4"].sequence, again.told["day-4"].status) == (1, "cancelled")
    back = revived(plan, programme())
    assert (back.sessions["day-4"].status, back.sessions["day-4"].date) == ("confirmed", DAYS[3])


def test_what_was_added_told_and_undone_is_cancelled() -> None:
    plan = the_plan()
    fewer = plan.model_copy(update={"sessions": {id_: plan.sessions[id_] for id_ in ("day-1", "day-2", "day-3")}})
    added = next_revision(fewer, plan.sessions, occasion(programme()))
    assert undone(added).sessions.keys() == {"day-1", "day-2", "day-3"}
    assert undone(told(added)).sessions["day-4"].status == "cancelled"


def some_changes(session: str, day: date) -> list[Callable[[Plan], Amended]]:
    """What a person may do to a session."""
    return [
        lambda plan: amending.moved(plan, session, day),
        lambda plan: amending.pinned(plan, session, ("people",)),
        lambda plan: amending.unpinned(plan, session, ("date",)),
        lambda plan: amending.confirmed(plan, session),
        lambda plan: amending.delivered(plan, session),
        lambda plan: amending.cancelled(plan, session),
        undone,
    ]


@pytest.mark.parametrize("seed", measured(range(40), 18, 38))
def test_no_row_of_changes_loses_a_booking_or_lowers_a_sequence_and_each_is_undone_whole(seed: int) -> None:
    chance = random.Random(seed)
    plan = the_plan()
    for _ in range(15):
        session = chance.choice(list(plan.sessions))
        day = DAYS[0] + timedelta(days=chance.randrange(150))
        change = chance.choice(some_changes(session, day))
        before = plan
        if chance.random() < 0.2:
            plan = told(plan)
        else:
            try:
                plan = apply(plan, change)
            except RefusedError:
                continue
            if plan.undo is not None:
                back = apply(plan, undone)
                assert restored(back) == restored(before)
                assert restored(apply(back, undone)) == restored(plan)
        assert plan.sessions.keys() == before.sessions.keys()
        assert all(one.sequence >= before.sessions[id_].sequence for id_, one in plan.sessions.items())
        assert read_back(plan) == plan
        assert write_plan(read_back(plan)) == write_plan(plan)
