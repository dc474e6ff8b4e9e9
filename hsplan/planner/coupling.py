"""What the people of one session mean for those of the others: few faces and fair load, and the least they can cost.

Both are counts over many sessions, which no table of days holds. A floor is worked out from who must lead, who can and
how many are needed; it holds for every choice that is still open, so that with the cheapest dates it bounds the cost
of every plan from below.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heapreplace
from typing import TYPE_CHECKING

from hsplan.problem import FairLoad, FewFaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hsplan.planner.crews import Crew, Staffed
    from hsplan.problem import Problem


@dataclass(frozen=True)
class Faces:
    """A wish for few faces among some sessions, by their places."""

    sessions: tuple[int, ...]
    people: frozenset[str]
    free: int
    weight: int

    @cached_property
    def among(self) -> frozenset[int]:
        """The sessions."""
        return frozenset(self.sessions)

    def cost(self, staff: Mapping[int, Staffed]) -> int:
        """What the people of a choice cost."""
        return self.price(len(self.seen(staff)))

    def price(self, faces: int) -> int:
        """What so many faces cost."""
        return self.weight * max(0, faces - self.free)

    def seen(self, staff: Mapping[int, Staffed]) -> set[str]:
        """Those who lead any of the sessions, and count."""
        return {who for k in self.sessions if k in staff for who in staff[k].people if who in self.people}

    def certain(self, crews: Mapping[int, Crew]) -> set[str]:
        """Those who lead one of them in any case."""
        return {who for k in self.sessions for who in crews[k].forced if who in self.people}

    def least(self, crews: Mapping[int, Crew], certain: frozenset[str]) -> int:
        """The fewest faces: those who lead in any case, and those whom sessions need that none of these can lead."""
        count, known = len(certain), set(certain)
        for k in sorted(self.sessions, key=lambda k: len(crews[k].pool)):
            pool = crews[k].pool
            more = crews[k].needed - len(pool - self.people) - len(pool & known)
            if more > 0:
                count += more
                known |= pool
        return count


@dataclass(frozen=True)
class Load:
    """A wish for a fair load among some sessions, by their places."""

    sessions: tuple[int, ...]
    already: Mapping[str, int]
    weight: int

    @cached_property
    def among(self) -> frozenset[int]:
        """The sessions."""
        return frozenset(self.sessions)

    def cost(self, staff: Mapping[int, Staffed]) -> int:
        """What the people of a choice cost."""
        led = self.led(staff)
        return self.weight * sum(n * (n - 1) // 2 + n * self.already[who] for who, n in led.items())

    def led(self, staff: Mapping[int, Staffed]) -> Counter[str]:
        """How many of the sessions each leads."""
        return Counter(who for k in self.sessions if k in staff for who in staff[k].people if who in self.already)

    def needs(self, crews: Mapping[int, Crew], sessions: Iterable[int], people: Iterable[str]) -> int:
        """How often the sessions need one of some people at the least."""
        known = frozenset(people)
        return sum(max(0, crews[k].needed - len(crews[k].pool - known)) for k in sessions)

    def least(self, crews: Mapping[int, Crew]) -> int:
        """What it costs at the least, by who must and who can lead."""
        must = Counter(who for k in self.sessions for who in crews[k].forced if who in self.already)
        can = self.room(crews)
        start = sum(n * (n - 1) // 2 + n * self.already[who] for who, n in must.items())
        more = self.needs(crews, self.sessions, self.already) - sum(must.values())
        room = [(must[who] + self.already[who], can[who] - must[who]) for who in can if can[who] > must[who]]
        return self.weight * (start + filled(room, more)[0])

    def room(self, crews: Mapping[int, Crew]) -> dict[str, int]:
        """How many of the sessions each can lead who can lead any."""
        return Counter(who for k in self.sessions for who in crews[k].pool if who in self.already)

    def least_of_few(self, crews: Mapping[int, Crew], of: tuple[Faces, frozenset[str], int]) -> int:
        """What it costs at the least if so many faces at most, these among them, lead some of its sessions."""
        faces, certain, few = of
        alive = {who for k in self.sessions for who in crews[k].pool if who in self.already}
        mine = faces.people & alive
        if not mine:
            return 0
        spare = sorted(mine - certain, key=lambda who: (self.already[who], who))
        team = [*sorted(certain & alive), *spare][: max(few, len(certain & alive))]
        led = self.needs(crews, faces.sessions, mine)
        cost, levels = filled([(self.already[who], led) for who in team], led)
        rest = self.needs(crews, self.sessions, self.already) - led
        others = [self.already[who] for who in sorted(alive - set(team))]
        more, _ = filled([(level, rest) for level in (*levels, *others)], rest)
        return self.weight * (cost + more)


def filled(room: Sequence[tuple[int, int]], more: int) -> tuple[int, list[int]]:
    """What it costs to give out so many more sessions, each to who has least, and how many each then has.

    Each place is how many one has, and how many more there is room for; what finds no room costs nothing.
    """
    heap = [(level, n, left) for n, (level, left) in enumerate(room) if left > 0]
    heapify(heap)
    levels = [level for level, _ in room]
    cost = 0
    for _ in range(more):
        if not heap:
            break
        level, n, left = heap[0]
        cost += level
        levels[n] = level + 1
        heapreplace(heap, (level + 1 if left > 1 else FULL, n, left - 1))
        if heap[0][0] >= FULL:
            break
    return cost, levels


FULL = 1 << 40


@dataclass(frozen=True)
class Coupling:
    """All wishes that couple the people of sessions."""

    faces: tuple[Faces, ...]
    loads: tuple[Load, ...]

    @classmethod
    def of(cls, problem: Problem, crews: Mapping[int, Crew]) -> Coupling:
        """The wishes of a problem, for those of its sessions that take people."""
        place = {session: k for k, session in enumerate(problem.sessions)}

        def places(sessions: Iterable[str]) -> tuple[int, ...]:
            return tuple(sorted(place[one] for one in sessions if place[one] in crews))

        faces = (one for one in problem.terms if isinstance(one, FewFaces))
        loads = (one for one in problem.terms if isinstance(one, FairLoad))
        return cls(
            tuple(Faces(places(one.sessions), one.people, one.free, one.weight) for one in faces),
            tuple(Load(places(one.sessions), one.already, one.weight) for one in loads),
        )

    def cost(self, staff: Mapping[int, Staffed]) -> int:
        """What the wishes cost for a choice of people."""
        return sum(one.cost(staff) for one in self.faces) + sum(one.cost(staff) for one in self.loads)

    def floor(self, crews: Mapping[int, Crew], seen: Sequence[frozenset[str]]) -> int:
        """The least that they cost for any choice that is open, where some are known to be among the faces."""
        certain = [seen[n] | one.certain(crews) for n, one in enumerate(self.faces)]
        fewest = [one.least(crews, certain[n]) for n, one in enumerate(self.faces)]
        alone = [one.price(fewest[n]) for n, one in enumerate(self.faces)]
        total, used = 0, set[int]()
        for load in self.loads:
            least, with_faces = load.least(crews), {-1: 0}
            for n, one in enumerate(self.faces):
                if n not in used and set(one.sessions) <= set(load.sessions):
                    together = self._together(crews, load, (one, certain[n], fewest[n]), least)
                    with_faces[n] = together - alone[n] - least
            best = max(with_faces, key=lambda n: with_faces[n])
            used.add(best)
            total += least + max(0, with_faces[best])
        return total + sum(alone)

    def floor_of_faces(self, crews: Mapping[int, Crew], seen: Sequence[frozenset[str]]) -> int:
        """The least that the wishes for few faces cost by themselves."""
        return sum(one.price(one.least(crews, seen[n] | one.certain(crews))) for n, one in enumerate(self.faces))

    def _together(
        self, crews: Mapping[int, Crew], load: Load, of: tuple[Faces, frozenset[str], int], least: int
    ) -> int:
        """The least that few faces and a fair load cost together: more faces share the load better."""
        faces, certain, fewest = of
        alive = {who for k in faces.sessions for who in crews[k].pool if who in faces.people}
        best: int | None = None
        for count in range(fewest, max(fewest, len(alive)) + 1):
            if best is not None and faces.price(count) + least >= best:
                break
            one = faces.price(count) + max(least, load.least_of_few(crews, (faces, certain, count)))
            best = one if best is None else min(best, one)
        return best or 0
