"""Removing a wish never makes a plan impossible or worse.

A wish that only forbids or costs (a closed day, a rule of gaps, an absence, a weight) can be left out at no price:
the plan before is still sound, and the best plan costs no more than before. Where a wish gives way to another (a gap
that is about so much to an even share, favourite weekdays to weekdays in turn) the two costs do not measure the same:
there, the days of the plan before are priced anew, and the best plan costs no more than those. And who has a plan keeps
its days: nobody moves because less is asked for.
"""

from __future__ import annotations

import random
import re

import pytest
from by_chance import (
    Made,
    Values,
    breaches,
    every_published,
    plan_of_published,
    planned,
    planned_again,
    programme_by_chance,
    read_values,
    with_said,
    without,
)

from hsplan.plan.model import Plan
from hsplan.plan.revising import Decision
from hsplan.planner.planning import Planned
from hsplan.planner.search import search
from hsplan.problem import Because, Forbidden
from hsplan.programme.model import Programme
from hsplan.programme.sessions import successions
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import AtEnd, AtStart
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

pytestmark = pytest.mark.no_cover

Path = tuple[str, ...]
ONLY_RULES = ("away", "at-most", "seats", "only")
"""Keys that forbid and do nothing else, wherever they stand."""
WEIGHTS = ("even-spread", "favourite-days", "rotation", "days-to-avoid")


def wishes(said: Values) -> list[tuple[Path, Values]]:
    """Each wish of a programme, by its place, and what is said without it."""
    found: list[tuple[Path, Values]] = [((*path,), without(said, path)) for path in _paths(said)]
    found += [(("preferences", one), with_said(said, ("preferences", one), "off")) for one in WEIGHTS]
    if "country" in said:
        found.append((("country",), with_said(said, ("calendar", "bank-holidays"), "no")))
    return found


def _paths(value: object, path: Path = ()) -> list[Path]:
    """Where wishes stand that can be left out whole."""
    found = []
    for key, held in value.items() if isinstance(value, dict) else ():
        here = (*path, str(key))
        in_block = path[-1:] in (("closed",), ("avoid",), ("only",)) and "calendar" in path
        shut = key == "closed" and path[:1] == ("venues",)
        everywhere = key in ("with", "where", "participants") and not path
        if key in ("gap", "when", "weekdays", "every", *ONLY_RULES) or in_block or shut or everywhere:
            found.append(here)
        found += _paths(held, here)
    return found


def demands(programme: Programme) -> set[tuple[object, ...]]:
    """What a programme's sessions are bound by; where leaving out a wish adds to that, it gave way to another."""
    every = occasions_of(programme)
    found: set[tuple[object, ...]] = {("order", one.id, one.lane, one.place, one.window) for one in every}
    found |= {(one.id, link) for one in every for link in one.links}
    found |= {(one.id, day) for one in every for day in range(7) if day not in one.weekdays.allowed.days}
    for pair in successions(programme, every):
        between = (pair.earlier.id, pair.later.id)
        found |= {(*between, str(gap)) for gap in pair.gaps}
        found |= {(*between, str(pair.rhythm))} if pair.rhythm is not None else set()
    return found


def measures(programme: Programme) -> list[object]:
    """By what the cost of a plan is measured; where that stays the same, leaving out a wish only takes costs away."""
    every = occasions_of(programme)
    favourites = {one.id: one.weekdays.days if one.weekdays.mostly else () for one in every}
    found: list[object] = [(one.id, {AtStart(), AtEnd()} & {*one.when}, favourites[one.id]) for one in every]
    for pair in successions(programme, every):
        about = [str(gap) for gap in pair.gaps if gap.about is not None]
        found.append((pair.earlier.id, pair.later.id, about, pair.rhythm, pair.adjacent))
    return [one for one in found if not (isinstance(one, tuple) and one[2:] == ([], None, False))]


def cost(optimum: str) -> int:
    """What a plan costs, as it says itself."""
    found = re.search(r"cost (\d+)", optimum)
    assert found is not None, optimum
    return int(found[1])


def out_by(optimum: str) -> int:
    """By how much a plan may be worse than the best; nothing where that is proven."""
    found = re.search(r"within (\d+)", optimum)
    return int(found[1]) if found is not None else 0


def on_the_same_days(request: Request, plan: Plan) -> Decision:
    """The days of a plan, priced as the request prices them."""
    days = range(len(request.within))
    also = tuple(
        Forbidden(one.id, frozenset(days) - {request.day(plan.sessions[one.id].date)}, Because("as before"))
        for one in request.sessions
    )
    found = search(request, also)
    assert isinstance(found, Decision), "the plan before is not possible any more"
    return found


def no_worse_without(made: Made, less: Values, path: Path) -> bool:
    """Holds the law for one wish; tells whether there was anything to hold."""
    before, _, plan = made
    start, after = plan.start, read_values(less)
    if after is None:
        return False
    if not demands(after) <= demands(before):
        return False
    its_place = {"no-venue"} if path == ("where",) else set()  # a place that nobody asks for is wrong in a plan
    assert breaches(after, plan) - its_place == set(), (path, "breaks a rule that is not asked for any more")
    kept = planned_again(less, plan)
    assert isinstance(kept, Planned), (path, "impossible as a change")
    assert [one.session for one in kept.changes if one.kind == "moved"] == [], (path, "moves what may stay")
    request = Request.of(after, calendar_of(after, start))
    best = search(request)
    assert isinstance(best, Decision), (path, "impossible")
    least = cost(best.optimum) - out_by(best.optimum)
    if measures(before) == measures(after):
        assert least <= cost(plan.optimum), (path, plan.optimum, best.optimum)
    assert least <= cost(on_the_same_days(request, plan).optimum), (path, "on the same days", best.optimum)
    return True


def held(said: Values, made: Made | None, seed: object, most: int) -> int:
    """For how many wishes of a programme, taken by chance, the law was held."""
    every = wishes(said) if made is not None else []
    some = random.Random(str(seed)).sample(every, min(most, len(every)))
    return sum(no_worse_without(made, less, path) for path, less in some) if made is not None else 0


def of_chance(seed: int, most: int) -> int:
    said = programme_by_chance(seed)
    return held(said, planned(said), seed, most)


@pytest.mark.parametrize("block", range(4))
def test_removing_a_wish_makes_no_plan_by_chance_impossible_or_worse(block: int) -> None:
    assert sum(of_chance(seed, 3) for seed in range(120 + block * 4, 124 + block * 4)) > 2


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(300))
def test_removing_any_wish_makes_no_plan_by_chance_impossible_or_worse(seed: int) -> None:
    of_chance(seed, 1000)


@pytest.mark.parametrize("name", every_published())
def test_removing_a_wish_makes_no_published_plan_impossible_or_worse(name: str) -> None:
    said, _, made = plan_of_published(name)
    held(said, made, name, 1)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", every_published())
def test_removing_any_wish_makes_no_published_plan_impossible_or_worse(name: str) -> None:
    said, _, made = plan_of_published(name)
    held(said, made, name, 1000)
