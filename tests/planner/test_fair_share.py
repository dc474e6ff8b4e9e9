"""The same few people against a fair share of the work: what pulls both ways is weighed, and the bound holds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hsplan.planner.choosing import Best, best
from hsplan.problem import Apart, Because, DearerStaff, FairLoad, Problem, Staffing

WHY = Because("a wish")


def two_to_share(sessions: int, more: int) -> Problem:
    """Sessions on the days that there are, led by p, or by q, who costs so much more."""
    names = tuple(f"s{n:02}" for n in range(sessions))
    free = frozenset(range(sessions))
    staff = [Staffing(one, 1, 1, frozenset(), {"p": free, "q": free}, {}, WHY) for one in names]
    dear = [DearerStaff(one, {"q": more}, {}, WHY) for one in names]
    order = [Apart(a, b, (1,) * sessions, None, WHY) for a, b in pairwise(names)]
    return Problem(names, sessions, (*staff, *dear, *order, FairLoad(frozenset(names), {"p": 0, "q": 0}, 1, WHY)))


@pytest.mark.parametrize(("sessions", "more"), [(12, 4), (30, 20), (30, 27)])
def test_a_dear_person_leads_until_the_other_leads_more_than_that(sessions: int, more: int) -> None:
    found = best(two_to_share(sessions, more), 5)
    assert isinstance(found, Best)
    shares = [(n, sessions - n) for n in range(sessions + 1)]
    assert found.cost == min(a * (a - 1) // 2 + b * (b - 1) // 2 + more * b for a, b in shares)
    assert found.bound <= found.cost
