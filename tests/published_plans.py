"""The plans of published programmes beside their published calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from conftest import ROOT
from nouns import AT
from published_facts import calendars

from hsplan.dates.day_phrases import read_start
from hsplan.dates.days import DayRange, in_words
from hsplan.dates.lengths import months_after
from hsplan.plan.model import Plan
from hsplan.planner.planning import Planned, plan_anew
from hsplan.programme.model import Programme
from hsplan.programme.sessions import Session
from hsplan.programme.unfolding import occasions_of
from hsplan.workspace.names import find
from hsplan.workspace.opening import calendar_of, open_programme

FOLDER = ROOT / "examples" / "published"
STARTS: dict[str, str] = {
    "common-purpose-meridian": "2012-02",
    "gm-pcn-leadership-2023": "2023-09",
    "healthskills-lewisham-ccg": "2012-09",
    "healthskills-tower-hamlets-pct-2006": "2006-01",
    "mary-seacole": "2018-01",
    "my-home-life-care-managers": "2013-01",
    "practice-leaders-south-central": "2010-01",
    "rosalind-franklin": "2019-01",
}
"""From when those are planned of whose first day nothing was published. Months of this test, not facts."""
REPLANNED = {("omidyar-fellows-v-vii-viii", 4)}
"""Calendars that were published in mid-course, when much was already held: they show a re-plan, not a plan."""


@dataclass(frozen=True)
class Event:
    """A published event, and the session or window that the plan has for it."""

    name: str
    stated: dict[str, Any]
    published: DayRange
    planned: DayRange
    session: Session

    @property
    def days_off(self) -> int:
        """By how many days the plan is later than the publication."""
        return (self.planned.first - self.published.first).days


@dataclass(frozen=True)
class Comparison:
    """One published calendar, and the plan of its programme or cohort beside it."""

    name: str
    cohort: str
    events: tuple[Event, ...]

    def usual_gap(self, event: Event) -> int:
        """The median gap of the order that an event stands in; of the whole calendar where that order is too short.

        What is tied to another session has no gap of its own: it lies as far off as that session may.
        """
        held = {one.session.id: one.session for one in self.events}
        tied_to = [held[link.other] for link in event.session.links if link.other in held]
        lane = tied_to[0].lane if tied_to else event.session.lane
        in_order = [one for one in self.events if one.session.lane is not None]
        return round(median(_gaps([one for one in in_order if one.session.lane == lane]) or _gaps(in_order)))


def _gaps(events: list[Event]) -> list[int]:
    days = sorted({one.published.first for one in events if not one.session.window})
    return [(later - earlier).days for earlier, later in pairwise(days)]


@cache
def plans(id_: str, start: date | None) -> dict[str, tuple[Programme, Plan]]:
    """A programme's plans by cohort, from the start in its file or this one."""
    found = {}
    for source in find([str(FOLDER / f"{id_}.yaml")]):
        programme = open_programme(source).understood()
        begins = programme.start or start
        assert begins is not None, f"{source.full_id} needs a start"
        planned = plan_anew((source.full_id, programme), calendar_of(programme, begins), AT, None)
        assert isinstance(planned, Planned), f"{source.full_id} cannot be planned"
        found[source.cohort or ""] = (programme, planned.plan)
    return found


def comparisons(id_: str) -> Iterator[Comparison]:
    """The published calendars of a programme, in their order, each with the plan of the cohort that comes next.

    Where the programme has no cohorts, its one plan stands beside all of them.
    """
    held = [one for n, one in calendars(id_) if (id_, n) not in REPLANNED]
    made = list(plans(id_, None).items()) if held else []
    if len(made) == 1:
        made *= len(held)
    assert len(made) >= len(held), "a cohort for each published calendar, in their order"
    for calendar, (cohort, (programme, plan)) in zip(held, made, strict=False):
        yield Comparison(calendar["cohort"], cohort, tuple(_events(calendar, programme, plan)))


def _events(calendar: dict[str, Any], programme: Programme, plan: Plan) -> Iterator[Event]:
    """Each event with the earliest session of its title that no event before it has."""
    known = {one.id: one for one in occasions_of(programme)}
    days = {id_: booking.days for id_, booking in plan.sessions.items()}
    for id_, window in plan.windows.items():
        days[id_] = DayRange(window.from_ or date.min, window.until or date.max)
    left = sorted(days, key=lambda id_: (days[id_].first, known[id_].place))
    for event in calendar["events"]:
        named = [id_ for id_ in left if same_title(known[id_], event["name"])]
        assert named, f"no session of the plan is called `{event['name']}`"
        left.remove(named[0])
        stated = DayRange(_first(event["start"]), _last(event.get("end", event["start"])))
        yield Event(event["name"], event, stated, days[named[0]], known[named[0]])


def same_title(session: Session, name: str) -> bool:
    """Whether a session is called as an event is, but for the number that a count gives it."""
    title = session.title
    if (session.count or 1) > 1:
        title = re.sub(rf" {session.number}$", "", title)
    return any(f"{one.lower()} ".startswith((f"{name.lower()} ", f"{name.lower()},")) for one in (title, session.title))


def _first(text: str) -> date:
    return read_start(text)


def _last(text: str) -> date:
    first = read_start(text)
    return first if text.count("-") > 1 else months_after(first, 1) - timedelta(days=1)


def told(days: DayRange) -> str:
    """Days as the table shows them."""
    if days.first == days.last:
        return in_words(days.first)
    return f"{in_words(days.first)} to {in_words(days.last)}"


def path_of(id_: str) -> Path:
    """The file of a programme."""
    return FOLDER / f"{id_}.yaml"
