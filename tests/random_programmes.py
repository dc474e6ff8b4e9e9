"""Programmes drawn at random, with every block of the language that a plan depends on, and what they are planned in."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache, cached_property
from typing import Any

from nouns import AT, a_booking, a_programme
from pricing import Choice, Choices

from hsplan.calendars.model import Calendar
from hsplan.dates.days import DayRange
from hsplan.dates.hours import TimeRange
from hsplan.findings import Finding
from hsplan.plan.case import Case
from hsplan.plan.held import Held
from hsplan.plan.model import Plan
from hsplan.plan.revising import Decided, Decision, Occasion, first_plan, revised_plan
from hsplan.planner.planning import Planned, plan_anew
from hsplan.planner.search import posed
from hsplan.problem import NOBODY, Problem
from hsplan.programme.model import Preferences, Programme
from hsplan.programme.unfolding import sessions_of
from hsplan.request import Request, Taken
from hsplan.rules import judge
from hsplan.workspace.opening import calendar_of

START = date(2011, 4, 18)
"""The Monday before Good Friday: five bank holidays lie in the seven weeks from it."""
RELATIONS = [
    "after a",
    "2 days after a",
    "1 to 9 days after b",
    "at most 3 days before b",
    "the evening before b",
    "the day after a",
    "during a",
    "between a and b",
    "at any time",
    "in the middle",
    "at the end",
    "in the first 2 weeks",
    "usually in week 3 of a month",
    "at least 2 days after the start",
    "within 2 weeks before the end",
    "19 Apr to 20 May 2011",
]
WEIGHTS = ["off", "low", "normal", "high"]


@dataclass(frozen=True)
class Asked:
    """All that a plan is made from, as it was drawn."""

    programme: Programme
    previous: Plan | None = None
    taken: Taken = field(default_factory=Taken)

    @cached_property
    def calendar(self) -> Calendar:
        return calendar_of(self.programme, START)

    @cached_property
    def request(self) -> Request:
        return Request.of(self.programme, self.calendar, self.previous, self.taken)

    @cached_property
    def problem(self) -> Problem:
        """The request as the planner has it put."""
        return posed(self.request)

    def broken(self, chosen: Choices) -> list[Finding]:
        """What the rules find wrong with a choice, made into a plan."""
        found = {one.id: self._decided(chosen[one.id]) for one in self.request.sessions}
        decision = Decision(found, "proven")
        occasion = Occasion("test", self.programme, self.calendar, AT, "planned")
        before = self.previous
        plan = first_plan(occasion, decision) if before is None else revised_plan(before, occasion, decision)
        return list(judge(Case.of(self.programme, plan, self.calendar, self.taken.joint)))

    def _decided(self, one: Choice) -> Decided:
        people = tuple(sorted(who for who in one.people if not who.startswith(NOBODY)))
        return Decided(self.request.on(one.day), people, one.venue, None)


@cache
def a_request(seed: int, *, tiny: bool = False) -> Asked:
    """A programme with what other plans have taken; in half of all cases planned before, and changed since."""
    draw = random.Random(seed)
    values = a_tiny_programme(draw) if tiny else a_random_programme(draw)
    programme = a_programme(**values)
    first = Asked(programme, None, _taken(draw, programme))
    if draw.random() < 0.5:
        return first
    before = plan_anew(("test", programme), first.calendar, AT, None)
    if not isinstance(before, Planned):
        return first
    _change(draw, values, before.plan)
    return Asked(a_programme(**values), _marked(draw, before.plan), first.taken)


def a_random_programme(draw: random.Random) -> dict[str, Any]:
    """The values of a programme of four to nine sessions in five to nine weeks."""
    sessions = {id_: _session(draw) for id_ in "abcd"[: draw.choice([3, 3, 4])]}
    last = list(sessions)[-1]
    if draw.random() < 0.7:
        sessions[last]["when"] = draw.choice(RELATIONS)
    if draw.random() < 0.3:
        sessions["b"] |= {"count": "2"} | draw.choice([{"every": "week"}, {"every": "2 weeks"}, {}])
    if draw.random() < 0.25:
        sessions["a"] |= {"for": "each half", "taken": "on own dates"}
    if draw.random() < 0.25:
        sessions["b"]["brings"] = {"supper": {"kind": "dinner", "when": draw.choice(["the evening before", "during"])}}
    if draw.random() < 0.3:
        sessions["w"] = {"kind": "coaching", "arranged-by": "set", "when": draw.choice(["between a and b", "after a"])}
    if draw.random() < 0.2:
        sessions["a"]["joint-with"] = "north"
    keys = _shape(draw, sessions) | _staff(draw) | _wishes(draw)
    if draw.random() < 0.3:
        keys["strands"] = {"x": {"kind": "webinar", "count": "2", "every": draw.choice(["2 weeks", "about 3 weeks"])}}
    return keys


def a_tiny_programme(draw: random.Random) -> dict[str, Any]:
    """The values of a programme of two or three sessions in twelve days, which brute force can look through."""
    sessions = {id_: _session(draw) for id_ in draw.choice(["ab", "abc"])}
    last = list(sessions)[-1]
    if last == "c" and draw.random() < 0.7:
        sessions[last]["when"] = draw.choice(RELATIONS[:-3])
    keys = _shape(draw, sessions) | _staff(draw) | _wishes(draw)
    return keys | {"length": "12 days", "gap": draw.choice(["at least 1 day", "1 to 4 days", "about 3 days"])}


def _session(draw: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": draw.choice(["workshop", "workshop", "masterclass", "webinar"])}
    if draw.random() < 0.25:
        found["lasts"] = draw.choice(["2 days", "3 days", "2 days", "half a day", "Mon to Wed"])
    elif draw.random() < 0.5:
        found["time"] = draw.choice(["9:30-12:30", "13:30-16:30", "9:30-16:30", "evening"])
    if draw.random() < 0.15:
        found["gap"] = draw.choice(["5 to 15 days", "at least 1 week", "about 2 weeks"])
    if draw.random() < 0.25:
        found["weekdays"] = draw.choice(["Tue-Thu", "mostly Wed", "Mon-Wed", "mostly Fri"])
    if draw.random() < 0.25:
        found["with"] = draw.choice(["p", "2 facilitators", "coach", "q"])
    if draw.random() < 0.2:
        found["where"] = draw.choice(["v", "u", ["u", "v"]])
    return found


def _shape(draw: random.Random, sessions: dict[str, Any]) -> dict[str, Any]:
    length = draw.choice(["6 weeks", "8 weeks", "about 6 weeks", "2 months"])
    if draw.random() < 0.6:
        return {"length": length, "sessions": sessions}
    early = {id_: one for id_, one in sessions.items() if id_ in "ab"}
    late = {id_: one for id_, one in sessions.items() if id_ not in "ab"}
    phases: dict[str, Any] = {"one": {"sessions": early}, "two": {"sessions": late}}
    if draw.random() < 0.4:
        phases["one"]["length"] = draw.choice(["3 weeks", "about 2 weeks"])
    if draw.random() < 0.3:
        phases["two"]["break"] = draw.choice(["3 days", "even"])
    return {"length": length, "phases": phases, "sessions": {}}


def _staff(draw: random.Random) -> dict[str, Any]:
    people: dict[str, Any] = {"p": {"name": "Facilitator A", "leads": "everything"}}
    people["q"] = {"name": "Facilitator B", "leads": draw.choice(["everything", "everything", ["workshop", "b"]])}
    if draw.random() < 0.8:
        people["r"] = {"name": "Facilitator C", "leads": "everything"}
    people["k"] = {"name": "Coach A", "role": "coach"}
    for person in people.values():
        if draw.random() < 0.4:
            person["away"] = draw.choice(["19 to 21 Apr 2011", "9 to 20 May 2011", ["27 Apr 2011", "Mon"], "May"])
        if draw.random() < 0.35:
            person["at-most"] = draw.choice(["1 day a week", "2 days a month", "3 days a month"])
        if draw.random() < 0.3:
            person["town"] = draw.choice(["Stepney", "Whitechapel"])
    venues: dict[str, Any] = {
        "v": {"name": "Venue A", "town": "Stepney", "seats": draw.choice(["12", "24", "24", "24"])},
        "u": {"name": "Venue B", "town": draw.choice(["Stepney", "Whitechapel"])},
    }
    for venue in venues.values():
        if draw.random() < 0.3:
            venue["closed"] = draw.choice(["Tue", "2 to 13 May 2011", "20 to 27 Apr 2011"])
    found = {"people": people, "venues": venues, "participants": _participants(draw)}
    found |= {"with": draw.choice(["1 facilitator"] * 4 + ["p", "2 facilitators"])}
    return found | {"where": draw.choice([["v", "u"], ["u"], ["u", "v"]]), "groups": {"half": {"number": "2"}}}


def _participants(draw: random.Random) -> Any:  # noqa: ANN401 - a number, or a block
    """A number, or people by name, some of whom work on some days only."""
    if draw.random() < 0.5:
        return "16"
    found: dict[str, Any] = {f"participant-{n}": {"name": f"Participant {n}"} for n in range(draw.randint(3, 6))}
    for one in found.values():
        if draw.random() < 0.7:
            one["weekdays"] = draw.choice(["Mon-Wed", "Tue-Thu", "Wed-Fri", "Mon", "Thu"])
        if draw.random() < 0.3:
            one["away"] = draw.choice(["26 Apr to 6 May 2011", "19 May 2011"])
    return found


def _wishes(draw: random.Random) -> dict[str, Any]:
    calendar: dict[str, Any] = {}
    if draw.random() < 0.3:
        calendar["closed"] = {"holiday": draw.choice(["26 Apr 2011", {"when": "10 May 2011", "certainty": "1 day"}])}
    if draw.random() < 0.3:
        calendar["avoid"] = {"busy": draw.choice(["18 to 27 Apr 2011", "Thu"])}
    if draw.random() < 0.2:
        calendar["prefer"] = {"quiet": draw.choice(["Wed", "3 to 20 May 2011"])}
    found: dict[str, Any] = {"country": "England", "calendar": calendar}
    found["gap"] = draw.choice(["at least 2 days", "2 to 20 days", "about 1 week", "at most 3 weeks", "at least 1 day"])
    if draw.random() < 0.2:
        found["weekdays"] = draw.choice(["Tue-Thu", "mostly Tue"])
    if draw.random() < 0.15:
        found["kinds"] = {"workshop": {"gap": "at least 4 days"}}
    names = sorted(Preferences.model_fields)
    found["preferences"] = {name.replace("_", "-"): draw.choice(WEIGHTS) for name in names if draw.random() < 0.4}
    if draw.random() < 0.15:
        rule = draw.choice(["gap-not-kept", "closed-day", "two-places-at-once", "led-too-often", "not-led"])
        waiver = {"rule": rule, "for": "b", "why": "agreed", "by": "Manager A", "until": "2011-12-31"}
        found["waive"] = [waiver]
    return found


def _taken(draw: random.Random, programme: Programme) -> Taken:
    """What others hold: people and venues at times, and the date of what is held together with them."""
    held = []
    for who in ("p", "q", "v", "u"):
        for n in range(draw.choice([0, 0, 1, 2])):
            first = START + timedelta(days=draw.randrange(45))
            days = DayRange(first, first + timedelta(days=draw.choice([0, 0, 4])))
            times = draw.choice([(), (TimeRange(time(9), time(12)),), (TimeRange(time(14), time(17)),)])
            town = draw.choice([None, "Stepney", "Whitechapel"])
            held.append(Held(who, days, times, town, f"other:day-{n}"))
    joint = [one.id for one in sessions_of(programme) if one.id == "a" and _is_joint(programme)]
    if not joint:
        return Taken(held=tuple(held))
    day = START + timedelta(days=draw.choice([1, 8, 9, 22]))
    if draw.random() < 0.5:
        return Taken({"a": {"north": a_booking(day)}}, held=tuple(held))
    return Taken(barred={"a": {"north": frozenset(day + timedelta(days=n) for n in range(4))}}, held=tuple(held))


def _is_joint(programme: Programme) -> bool:
    written = [*programme.sessions.items()]
    for phase in programme.phases.values():
        written += phase.sessions.items()
    return any(id_ == "a" and one.joint_with for id_, one in written)


def _change(draw: random.Random, values: dict[str, Any], plan: Plan) -> None:
    """What happened since the plan was made: someone cannot come, a day is closed, a wish is new."""
    day = draw.choice([one.date for one in plan.sessions.values()])
    words = f"{day:%Y-%m-%d}"
    change = draw.randrange(4)
    if change == 0:
        values["people"]["p"] = values["people"]["p"] | {"away": words}
    elif change == 1:
        closed = {**values["calendar"].get("closed", {}), "new-holiday": words}
        values["calendar"] = {**values["calendar"], "closed": closed}
    elif change == 2:
        values["gap"] = "at least 5 days"
    else:
        values["venues"]["u"] = values["venues"]["u"] | {"closed": words}


def _marked(draw: random.Random, plan: Plan) -> Plan:
    """The plan with some of it pinned, and its first session perhaps delivered."""
    bookings = dict(plan.sessions)
    for id_, one in bookings.items():
        if draw.random() < 0.2:
            pinned = tuple(pin for pin in ("date", "people", "venue") if draw.random() < 0.5)
            bookings[id_] = one.model_copy(update={"pinned": pinned})
    first = next(iter(bookings))
    if draw.random() < 0.3:
        bookings[first] = bookings[first].model_copy(update={"status": "delivered"})
    elif draw.random() < 0.15:
        bookings[first] = bookings[first].model_copy(update={"status": "cancelled"})
    return plan.model_copy(update={"sessions": bookings})
