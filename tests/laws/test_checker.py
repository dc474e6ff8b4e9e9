"""Every plan passes the checker, and a plan mutated to break a rule is caught by that rule.

Each rule has two mutations here, and a rule without them fails the tests. One of a plan written by hand breaks exactly
that rule and no other. One of any plan breaks it in whatever was planned by chance.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from by_chance import breaches, every_published, plan_of_published, planned, programme_by_chance
from nouns import a_booking, a_plan, a_programme

from hsplan.calendars.model import Calendar
from hsplan.dates.hour_phrases import read_hours
from hsplan.dates.lengths import Length
from hsplan.plan.case import Case
from hsplan.plan.model import Booking, Plan, Window
from hsplan.programme.model import Programme
from hsplan.programme.people import needed_of
from hsplan.programme.sessions import MAIN, Session, successions
from hsplan.programme.unfolding import sessions_of
from hsplan.rules import RULES, judge
from hsplan.workspace.opening import calendar_of

pytestmark = pytest.mark.no_cover

CODES = sorted(rule.CODE for rule in RULES)
BY_HAND = """
length: 6 months
country: England
weekdays: Tue-Thu
with: 1 facilitator
where: [hall]
notice: 4 weeks
calendar: {closed: {works: 12 Apr 2011}}
people:
  a: {name: Facilitator A, leads: everything, at-most: 1 day a week}
  b: {name: Facilitator B, leads: everything}
venues: {hall: {name: Hall}}
sessions: {}
phases:
  one:
    sessions:
      d1: {kind: workshop, parts: {talk: {time: 9:30-12:30}}}
      d2: {kind: workshop, gap: at least 2 weeks}
  two:
    sessions:
      d3: {kind: workshop, when: May}
      d4: {kind: workshop, brings: {dinner: {kind: dinner, when: the evening before}}}
strands:
  clinic: {kind: masterclass, count: 3, every: third Thu}
  talk: {kind: webinar, count: 1, mode: online, time: 0:15-1:30}
  coaching: {kind: coaching, arranged-by: set, when: between d1 and d3}
"""
DAYS = {
    "d1": date(2011, 1, 18),
    "d2": date(2011, 3, 1),
    "d3": date(2011, 5, 3),
    "d4": date(2011, 6, 8),
    "d4-dinner": date(2011, 6, 7),
    "clinic-1": date(2011, 2, 17),
    "clinic-2": date(2011, 3, 17),
    "clinic-3": date(2011, 4, 21),
    "talk": date(2011, 5, 18),
}
ONE_DAY = timedelta(days=1)


def by_hand() -> Case:
    """A sound plan with every block that a rule is about, written down day by day."""
    programme = a_programme(BY_HAND)
    ids = [one.id for one in sessions_of(programme)]
    led_by_a = {id_: {"people": ("a",)} for id_ in ids if id_.startswith("d") and id_ != "d4-dinner"}
    plan = a_plan(programme, *(DAYS[id_] for id_ in ids))
    plan = booked(plan, **{id_: {"people": ("b",), "venue": None if id_ == "talk" else "hall"} for id_ in ids})
    coaching = Window.model_construct(
        title="coaching", from_=date(2011, 1, 20), until=date(2011, 4, 14), arranged_by=()
    )
    plan = booked(plan, **led_by_a).model_copy(update={"windows": {"coaching": coaching}})
    return Case.of(programme, plan, calendar_of(programme, plan.start))


def codes(case: Case) -> set[str]:
    """The codes of the rules that are broken, as the checker says."""
    return {finding.code for finding in judge(case)}


def with_plan(case: Case, plan: Plan) -> Case:
    return replace(case, plan=plan)


def booked(plan: Plan, **changed: Mapping[str, object]) -> Plan:
    """A plan with some fields of some bookings changed."""
    return plan.model_copy(
        update={"sessions": {id_: one.model_copy(update=changed.get(id_, {})) for id_, one in plan.sessions.items()}}
    )


def moved(plan: Plan, **days: date) -> Plan:
    """A plan with some bookings on other days, as long as they were."""
    found = {}
    for id_, day in days.items():
        one = plan.sessions[id_]
        found[id_] = {"date": day, "last": day + (one.last - one.date) if one.last is not None else None}
    return booked(plan, **found)


def dropped(plan: Plan, id_: str) -> Plan:
    return plan.model_copy(update={"sessions": {key: one for key, one in plan.sessions.items() if key != id_}})


def windows_closed(plan: Plan) -> Plan:
    """A plan in which each window ends before it begins."""
    found = {}
    for id_, one in plan.windows.items():
        first = one.from_ or plan.start
        found[id_] = one.model_copy(update={"from_": first, "until": first - ONE_DAY})
    return plan.model_copy(update={"windows": found})


ONE_HOUR_LATER = {"talk": read_hours("10:30-13:30")}
EXACTLY: dict[str, Callable[[Case], Case]] = {
    "closed-day": lambda case: with_plan(case, moved(case.plan, talk=date(2011, 4, 12))),
    "gap-not-kept": lambda case: with_plan(case, moved(case.plan, d2=date(2011, 1, 25))),
    "led-too-often": lambda case: with_plan(
        case, booked(moved(case.plan, talk=date(2011, 6, 9)), talk={"people": ("a",)})
    ),
    "no-venue": lambda case: with_plan(case, booked(case.plan, d1={"venue": None})),
    "not-dated": lambda case: with_plan(case, dropped(case.plan, "clinic-3")),
    "not-joint": lambda case: replace(case, joint={"d1": {"north": a_booking(date(2011, 1, 19))}}),
    "not-led": lambda case: with_plan(case, booked(case.plan, d1={"people": ()})),
    "out-of-order": lambda case: with_plan(
        case, moved(case.plan, d4=date(2011, 4, 28), **{"d4-dinner": date(2011, 4, 27)})
    ),
    "outside-phase": lambda case: with_plan(case, moved(case.plan, d2=date(2011, 4, 5))),
    "outside-programme": lambda case: with_plan(case, moved(case.plan, talk=date(2011, 7, 5))),
    "past-changed": lambda case: replace(
        case, before=case.plan, as_of=date(2011, 2, 1), plan=moved(case.plan, d1=date(2011, 1, 19))
    ),
    "relation-not-kept": lambda case: with_plan(case, moved(case.plan, **{"d4-dinner": date(2011, 5, 31)})),
    "rhythm-not-kept": lambda case: with_plan(case, moved(case.plan, **{"clinic-2": date(2011, 3, 10)})),
    "time-not-there": lambda case: replace(
        with_plan(case, moved(case.plan, talk=date(2011, 3, 22))),
        programme=case.programme.model_copy(update={"timezone": "Asia/Tehran"}),  # clocks went from 0:00 to 1:00
    ),
    "times-differ": lambda case: with_plan(case, booked(case.plan, d1={"times": ONE_HOUR_LATER})),
    "too-short-notice": lambda case: replace(
        case, before=case.plan, as_of=date(2011, 2, 20), plan=moved(case.plan, talk=date(2011, 3, 8))
    ),
    "two-places-at-once": lambda case: with_plan(
        case, booked(moved(case.plan, talk=DAYS["d2"]), talk={"people": ("a",)})
    ),
    "window-closed": lambda case: with_plan(case, windows_closed(case.plan)),
    "wrong-moment": lambda case: with_plan(case, moved(case.plan, d3=date(2011, 4, 19))),
    "wrong-weekday": lambda case: with_plan(case, moved(case.plan, talk=date(2011, 4, 11))),
}


def test_each_rule_and_no_other_has_both_mutations() -> None:
    assert sorted(EXACTLY) == CODES
    assert sorted(ANYWHERE) == CODES


def test_the_plan_by_hand_is_sound() -> None:
    assert codes(by_hand()) == set()


@pytest.mark.parametrize("code", sorted(EXACTLY))
def test_a_plan_mutated_to_break_a_rule_breaks_exactly_that_rule(code: str) -> None:
    assert codes(EXACTLY[code](by_hand())) == {code}


@dataclass(frozen=True)
class ByChance:
    """A plan that was made by chance, with all that it was made from."""

    case: Case
    draw: random.Random

    @property
    def programme(self) -> Programme:
        return self.case.programme

    @property
    def plan(self) -> Plan:
        return self.case.plan

    @property
    def calendar(self) -> Calendar:
        return self.case.calendar

    @property
    def booked(self) -> list[tuple[Session, Booking]]:
        """Its sessions, in an order by chance."""
        found = [(one, self.plan.sessions[one.id]) for one in sessions_of(self.programme)]
        return self.draw.sample(found, len(found))

    def moved_to(self, session: Session, days: list[date]) -> Plan | None:
        """The plan with a session on one of some days, if there are any."""
        return moved(self.plan, **{session.id: self.draw.choice(days)}) if days else None


def on_a_closed_day(made: ByChance) -> Plan | None:
    return made.moved_to(made.booked[0][0], sorted(made.calendar.closed))


def nearer_or_further(made: ByChance) -> Plan | None:
    for pair in successions(made.programme, sessions_of(made.programme)):
        first = made.plan.sessions[pair.earlier.id].date
        for gap in pair.gaps:
            if gap.most is not None:
                return moved(made.plan, **{pair.later.id: gap.most.after(first) + ONE_DAY})
            if gap.least is not None:
                return moved(made.plan, **{pair.later.id: gap.least.after(first) - ONE_DAY})
    return None


def led_all_week(made: ByChance) -> Plan | None:
    """Someone who can lead one day a week leads two."""
    capped = [id_ for id_, one in made.programme.people.items() if one.at_most and str(one.at_most) == "1 day a week"]
    if not capped or len(made.plan.sessions) < 2:
        return None
    (one, booking), (other, _) = made.booked[:2]
    plan = moved(made.plan, **{other.id: booking.date + (ONE_DAY if booking.date.weekday() < 6 else -ONE_DAY)})
    return booked(plan, **{id_: {"people": (capped[0],)} for id_ in (one.id, other.id)})


def nowhere(made: ByChance) -> Plan | None:
    asked = [one.id for one, _ in made.booked if one.venues]
    return booked(made.plan, **{asked[0]: {"venue": None}}) if asked else None


def by_nobody(made: ByChance) -> Plan | None:
    asked = [one.id for one, _ in made.booked if needed_of(made.programme, one)]
    return booked(made.plan, **{asked[0]: {"people": ()}}) if asked else None


def swapped(made: ByChance) -> Plan | None:
    """Two sessions of the main order, on each other's days."""
    order = [one for one in sessions_of(made.programme) if one.lane == MAIN and one.member is None]
    if len(order) < 2 or order[0].place == order[-1].place:
        return None
    days = {one.id: made.plan.sessions[one.id].date for one in (order[0], order[-1])}
    return moved(made.plan, **{order[0].id: days[order[-1].id], order[-1].id: days[order[0].id]})


def much_later(made: ByChance, *, in_a_phase: bool) -> Plan | None:
    length = made.programme.length
    phases_bind = length is None or not length.about
    held = [one for one, _ in made.booked if not one.tied and not one.links]
    inside = [one for one in held if (phases_bind and one.phase is not None) == in_a_phase]
    return made.moved_to(inside[0], [made.calendar.within.last + 10 * ONE_DAY]) if inside else None


def on_the_other_side(made: ByChance) -> Plan | None:
    """What is tied to another session, where it may not lie to it."""
    for session, _ in made.booked:
        for link in session.links:
            other = made.plan.sessions.get(link.other)
            if other is not None:
                far = -30 if link.kind == "after" else 30
                return moved(made.plan, **{session.id: other.date + far * ONE_DAY})
    return None


def out_of_step(made: ByChance) -> Plan | None:
    every = [one for one, _ in made.booked if one.rhythm is not None and one.number == 2]
    return moved(made.plan, **{every[0].id: made.plan.sessions[every[0].id].date + 14 * ONE_DAY}) if every else None


def at_once(made: ByChance) -> Plan | None:
    """Two sessions without times, on one day, led by the same person."""
    plain = [one for one, _ in made.booked if all(part.time is None for part in one.parts) and one.host is None]
    able = [id_ for id_, one in made.programme.people.items() if "everything" in one.leads]
    if len(plain) < 2 or not able:
        return None
    plan = moved(made.plan, **{plain[1].id: made.plan.sessions[plain[0].id].date})
    return booked(plan, **{one.id: {"people": (able[0],)} for one in plain[:2]})


def out_of_its_moment(made: ByChance) -> Plan | None:
    timed = [one for one, _ in made.booked if one.moments]
    return (
        made.moved_to(timed[0], [day for day in made.calendar.within if day not in timed[0].moments[0]])
        if timed
        else None
    )


def on_another_weekday(made: ByChance) -> Plan | None:
    session = made.booked[0][0]
    wrong = [day for day in made.calendar.within if day.weekday() not in session.weekdays.allowed.days]
    return made.moved_to(session, wrong)


def with_another_cohort(made: ByChance) -> Case:
    """The other cohort holds a session on the day after."""
    session, booking = made.booked[0]
    return replace(made.case, joint={session.id: {"north": a_booking(booking.date + ONE_DAY)}})


def a_day_too_late(made: ByChance, *, as_of: int) -> Case:
    """A session goes to the day after, so many days after its own; four weeks' notice are asked for."""
    session, booking = made.booked[0]
    programme = made.programme.model_copy(update={"notice": Length(4, "week")})
    plan = moved(made.plan, **{session.id: booking.date + ONE_DAY})
    day = booking.date + as_of * ONE_DAY
    return replace(made.case, programme=programme, plan=plan, before=made.plan, as_of=day)


def in_the_hour_left_out(made: ByChance) -> Plan | None:
    """At a quarter past one in the night in which clocks in London go from one to two."""
    session, _ = made.booked[0]
    plan = moved(made.plan, **{session.id: date(2011, 3, 27)})
    return booked(plan, **{session.id: {"times": {session.parts[0].id: read_hours("1:15-3:00")}}})


def a_day_longer(made: ByChance) -> Plan | None:
    session, booking = made.booked[0]
    return booked(made.plan, **{session.id: {"last": booking.days.last + ONE_DAY}})


ANYWHERE: dict[str, Callable[[ByChance], Plan | Case | None]] = {
    "closed-day": on_a_closed_day,
    "gap-not-kept": nearer_or_further,
    "led-too-often": led_all_week,
    "no-venue": nowhere,
    "not-dated": lambda made: dropped(made.plan, made.booked[0][0].id),
    "not-joint": with_another_cohort,
    "not-led": by_nobody,
    "out-of-order": swapped,
    "outside-phase": lambda made: much_later(made, in_a_phase=True),
    "outside-programme": lambda made: much_later(made, in_a_phase=False),
    "past-changed": lambda made: a_day_too_late(made, as_of=1),
    "relation-not-kept": on_the_other_side,
    "rhythm-not-kept": out_of_step,
    "time-not-there": in_the_hour_left_out,
    "times-differ": a_day_longer,
    "too-short-notice": lambda made: a_day_too_late(made, as_of=0),
    "two-places-at-once": at_once,
    "window-closed": lambda made: windows_closed(made.plan) if made.plan.windows else None,
    "wrong-moment": out_of_its_moment,
    "wrong-weekday": on_another_weekday,
}


def caught(seed: int) -> Counter[str]:
    """The mutations of one programme by chance that could be made; each of them is caught."""
    found = planned(programme_by_chance(seed))
    if found is None:
        return Counter()
    programme, calendar, plan = found
    case = Case.of(programme, plan, calendar)
    assert codes(case) == set()
    made: Counter[str] = Counter()
    for code, mutate in ANYWHERE.items():
        broken = mutate(ByChance(case, random.Random(seed)))
        if broken is not None:
            assert code in codes(broken if isinstance(broken, Case) else with_plan(case, broken)), (seed, code)
            made[code] += 1
    return made


def test_every_plan_by_chance_is_sound_and_each_way_to_break_it_is_caught() -> None:
    made = sum((caught(seed) for seed in range(40, 70)), Counter())
    assert {code for code in CODES if made[code] < 2} == set()


@pytest.mark.fuzz
def test_each_way_to_break_any_plan_by_chance_is_caught() -> None:
    made = sum((caught(seed) for seed in range(1000)), Counter())
    assert {code for code in CODES if made[code] < 20} == set()


@pytest.mark.parametrize("name", every_published())
def test_every_published_plan_passes_the_checker(name: str) -> None:
    _, _, (programme, _, plan) = plan_of_published(name)
    assert breaches(programme, plan) == set()
