"""A fair load as prices: what one more session costs each person, so that the dates are chosen with it in mind.

What a person's sessions cost rises with each: a line that touches this curve from below is a price for each session,
less something that is the same for all plans. With prices for all, the cheapest days and people of each session are
never dearer than any plan, and with the right ones they are as dear as the best. (Held and Karp, 1971; Fisher, 1981.)
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.planner.coupling import Coupling, Load
    from hsplan.planner.crews import Crew, Staffed

STEPS = 24
"""How often prices may be changed until they are taken as they are."""


@dataclass(frozen=True)
class Prices:
    """For each wish for a fair load, by person, what a session is priced at: in units of its weight."""

    loads: tuple[Load, ...]
    by_load: tuple[Mapping[str, int], ...]

    def of(self, k: int) -> dict[str, int]:
        """What each person is priced at for a session."""
        found: Counter[str] = Counter()
        for load, prices in zip(self.loads, self.by_load, strict=True):
            if k in load.among:
                found.update({who: load.weight * price for who, price in prices.items()})
        return dict(found)

    def less(self, crews: Mapping[int, Crew]) -> int:
        """What the loads cost besides the prices, at the least: as a rule less than nothing."""
        return sum(
            load.weight * sum(_touching(load, crews, who, prices.get(who, 0))[0] for who in sorted(load.already))
            for load, prices in zip(self.loads, self.by_load, strict=True)
        )


def _reach(load: Load, crews: Mapping[int, Crew], who: str) -> tuple[int, int]:
    """How many of the sessions someone must lead, and how many they can."""
    must = sum(who in crews[k].forced for k in load.sessions)
    return must, sum(who in crews[k].pool for k in load.sessions)


def _touching(load: Load, crews: Mapping[int, Crew], who: str, price: int) -> tuple[int, int, int]:
    """The least of what someone's sessions cost less their price, and for how many sessions at the least and most."""
    must, can = _reach(load, crews, who)
    held = load.already[who]
    fewest, most = (min(max(n, must), can) for n in (price - held, price - held + 1))
    return most * (most - 1) // 2 + most * (held - price), fewest, most


def tuned(
    coupling: Coupling, crews: Mapping[int, Crew], options: Mapping[int, Sequence[Staffed]], staff: Mapping[int, Staffed]
) -> tuple[Prices, int]:
    """Prices for which the choices of these days cost the most at the least, and what they then cost, less included."""
    led = [load.led(staff) for load in coupling.loads]
    by_load = [
        {who: load.already[who] + max(0, mine[who] - 1) for who in sorted(load.already)}
        for load, mine in zip(coupling.loads, led, strict=True)
    ]
    best = _valued(coupling, crews, options, by_load)
    now = best
    for _ in range(STEPS):
        step = _step(coupling, crews, by_load, now[1])
        if step is None:
            break
        n, who, by = step
        by_load = [{**prices, who: prices[who] + by} if m == n else prices for m, prices in enumerate(by_load)]
        now = _valued(coupling, crews, options, by_load)
        if now[0] > best[0]:
            best = now
    return best[2], best[0]


Valued = tuple[int, list[Counter[str]], Prices]


def _valued(
    coupling: Coupling,
    crews: Mapping[int, Crew],
    options: Mapping[int, Sequence[Staffed]],
    by_load: Sequence[Mapping[str, int]],
) -> Valued:
    """What the cheapest choices cost at some prices, and how many sessions each then leads."""
    prices = Prices(coupling.loads, tuple(by_load))
    cost, chosen = prices.less(crews), {}
    for k, some in options.items():
        extra = prices.of(k)
        worth = [one.cost + sum(extra.get(who, 0) for who in one.people) for one in some]
        least = min(worth)
        cost += least
        chosen[k] = some[worth.index(least)]
    return cost, [load.led(chosen) for load in coupling.loads], prices


def _step(
    coupling: Coupling, crews: Mapping[int, Crew], by_load: Sequence[Mapping[str, int]], led: Sequence[Counter[str]]
) -> tuple[int, str, int] | None:
    """Whose price is the most out: too low where they lead more than it is for, too high where less."""
    out = []
    for n, (load, prices) in enumerate(zip(coupling.loads, by_load, strict=True)):
        for who in sorted(load.already):
            _, fewest, most = _touching(load, crews, who, prices[who])
            mine = led[n][who]
            if mine > most:
                out.append((mine - most, -n, who, 1))
            elif mine < fewest:
                out.append((fewest - mine, -n, who, -1))
    if not out:
        return None
    _, n, who, by = max(out)
    return -n, who, by
