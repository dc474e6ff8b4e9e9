"""Many programmes that share people and venues, planned together so that nobody is wanted twice at a time.

1. Plans that stand are held: each is planned again, if it has to be, beside all others as they are.
2. The programmes without a plan are put in one after the other: each is planned beside those that stand and those that
   came before. Where there are many, no search goes on until its plan is proven.
3. What each would cost at the least if it were the only new one is worked out apart. No plan beside others can cost
   less, so that there is a bound for all of them together (`bounding`).
4. One for which nothing is left takes what others have, as little of it as will do; they are planned anew around it.
   Those that are new as well give way first, and only then those with a plan, with as little change as can be.
5. Where there are few, programmes that came off worse than they must take turns to go first with those in their way, a
   number of times.

The work is counted in searches, never in seconds: the same programmes get the same plans on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeGuard

from hsplan.dates.days import span_in_words
from hsplan.plan.case import Case
from hsplan.plan.held import Holdings, holders
from hsplan.planner.bounding import least_together
from hsplan.planner.choosing import EASY, NODES
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned
from hsplan.planner.together import alone, plan_together
from hsplan.problem import Because
from hsplan.rules import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from hsplan.plan.held import Held
    from hsplan.plan.model import Plan
    from hsplan.planner.bounding import Alone
    from hsplan.planner.together import Run

EJECTIONS = 60
"""How often in all a programme may be taken out to make room for another."""
TURNS = 3
"""How often one programme may be."""
MOVES = 4
"""How often it is tried to make plans that came off worse than alone better, as long as that pays."""
SINGLY = 24
"""How many sessions of plans that stand are tried to be moved alone, before whole plans make room."""
MOST_IN_THE_WAY = 4
"""How many programmes such a try takes out."""
FEW_NODES = 3
"""How many parts each search for a first plan looks into where there are too many new programmes for proofs.

So few are enough for a good plan, though not to prove that there is no better one.
"""
MOST_TOLD = 5

Found = tuple[Planned | Conflict, ...]
"""A plan or a conflict for each run of a group."""
_Beside = tuple[tuple["Held", ...], ...]
"""For each run of a group, whom others have of those that it shares with them."""
_State = tuple[Holdings, dict[int, Found], dict[int, int]]
"""Whom plans want, the plans found so far, and who made room for whom."""


@dataclass(frozen=True)
class Group:
    """The runs of one file that are to be planned, and the plans of its cohorts that are not."""

    runs: tuple[Run, ...]
    partners: Mapping[str, Plan] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether any of it has a plan to hold on to."""
        return any(run.before is not None and not run.fresh for run in self.runs)


@dataclass(frozen=True)
class Portfolio:
    """What was found for each group, in their order, and how good all first plans are together."""

    found: tuple[Found, ...]
    made_room: tuple[tuple[str, str], ...] = ()
    """Programmes whose plan was changed only to make room, and for which."""
    cost: int = 0
    """What the new plans cost together."""
    least: int = 0
    """What they cost at least, as long as plans that stand are held."""
    new: int = 0
    """How many new plans that is about."""


def steps(groups: Sequence[Group]) -> int:
    """How many steps it takes to plan some groups; each is told as it is done."""
    return sum(1 if group.stands else 2 for group in groups)


def plan_portfolio(
    groups: Sequence[Group], fixed: Holdings, at: datetime, step: Callable[[], None] = lambda: None
) -> Portfolio:
    """Plans for all groups, beside the plans of others that stay as they are.

    Raises:
        RuntimeError: where the rules find something wrong with the plans together, which is a mistake of ours.
    """
    work = _Work(tuple(groups), fixed, at)
    for n, group in enumerate(groups):
        if group.stands:
            work.hold_before(n)
    standing = [n for n, group in enumerate(groups) if group.stands]
    new = [n for n, group in enumerate(groups) if not group.stands]
    for n in standing:
        work.put_in(n)
        step()
    work.standing = work.holdings.copy()
    for n in new:
        work.put_in(n)
        step()
        if len(new) > 1 or len(groups[n].runs) > 1:
            work.alone[n] = tuple(work.least(n))
        step()
    for _ in range(MOVES if work.share > FEW_NODES else 0):
        if not work.improved():
            break
    check_together(list(work.made), fixed)
    return work.told(new)


@dataclass
class _Work:
    """What is known so far: who has which plan, and whom those want."""

    groups: tuple[Group, ...]
    fixed: Holdings
    at: datetime
    alone: dict[int, tuple[Alone, ...]] = field(default_factory=dict)
    """What each new group costs at the least, as if it were the only new one."""
    found: dict[int, Found] = field(default_factory=dict)
    room_for: dict[int, int] = field(default_factory=dict)
    """By group that was taken out, the one that it made room for."""
    turns: dict[int, int] = field(default_factory=dict)
    tried: set[tuple[int, int]] = field(default_factory=set)
    known: dict[int, list[tuple[_Beside, Found]]] = field(default_factory=dict)
    """What was found for a group, beside whom others had then: those are so many that no hash of them is made."""

    def __post_init__(self) -> None:
        self.holdings = self.fixed.copy()
        self.standing = self.holdings
        """Whom the plans that stand want."""
        each = NODES // max(sum(not group.stands for group in self.groups), 1)
        self.share = each if each >= EASY else FEW_NODES
        """How many parts a search for a first plan looks into: all of them share what one alone may take."""

    def hold_before(self, n: int) -> None:
        """Hold what the plans of a group stand at."""
        for run in self.groups[n].runs:
            if run.before is not None and not run.fresh:
                self.holdings.put(run.party, run.before)

    def planned(self, n: int, holdings: Holdings | None = None) -> Found:
        """What is found for a group beside what is held; beside the same again it is what was found before."""
        group, holdings = self.groups[n], holdings or self.holdings
        beside = self._beside(n, holdings)
        if (known := self._known(n, beside)) is not None:
            return known
        found = tuple(plan_together(group.runs, group.partners, self.at, holdings, self.share))
        self.known.setdefault(n, []).append((beside, found))
        return found

    def _beside(self, n: int, holdings: Holdings) -> _Beside:
        """Whom others have of those that each run of a group shares with them."""
        return tuple(holdings.against(run.party, run.calendar.within) for run in self.groups[n].runs)

    def _known(self, n: int, beside: _Beside) -> Found | None:
        """What was found for a group beside just the same; None where that was never asked."""
        return next((found for was, found in self.known.get(n, ()) if was == beside), None)

    def least(self, n: int) -> Iterator[Alone]:
        """What each run of a new group costs at the least, as if it were the only new one."""
        group, beside = self.groups[n], self._beside(n, self.standing)
        just_so = self._known(n, beside) is self.found[n]
        for run, found, held in zip(group.runs, self.found[n], beside, strict=True):
            if isinstance(found, Planned) and just_so:
                known = alone(run, group.partners, held, 0)
                yield replace(known, least=replace(known.least, cost=max(known.least.cost, found.least)))
            else:
                yield alone(run, group.partners, held, self.share)

    def put_in(self, n: int) -> None:
        """Plan a group beside the others, or make room for it; what it comes to is written down."""
        found = self.planned(n)
        if not _all_planned(found):
            found = self.with_room(n) or self.blamed(n, found)
        self.settle(n, found)

    def settle(self, n: int, found: Found) -> None:
        """Write down what was found for a group; where nothing was, what its plans stand at stays held."""
        self.found[n] = found
        for run, one in zip(self.groups[n].runs, found, strict=True):
            if isinstance(one, Planned):
                self.holdings.put(run.party, one.plan)

    def lifted(self, out: Iterable[int]) -> Holdings:
        """What is held without some groups."""
        left = self.holdings.copy()
        for n in out:
            for run in self.groups[n].runs:
                left.drop(run.party)
        return left

    def in_the_way(self, n: int, found: Found) -> list[int]:
        """The groups that hold what some plans of a group want, in order."""
        by_id = {run.id: k for k, group in enumerate(self.groups) for run in group.runs}
        told = {
            by_id[held.programme]
            for run, one in zip(self.groups[n].runs, found, strict=True)
            if isinstance(one, Planned)
            for held in holders(run.party, one.plan, self.holdings.against(run.party, run.calendar.within))
            if held.programme in by_id
        }
        return sorted(told - {n})

    def with_room(self, n: int) -> Found | None:
        """Plans for a group for which others were planned anew, if that can be done; else nothing has changed."""
        before = self._state()
        new = [k for k in self.found if not self.groups[k].stands]
        everyone = [k for k in range(len(self.groups)) if k in self.found or self.groups[k].stands]
        if new and self._put_in_place_of(n, self.lifted(k for k in new if k != n), new):
            return self.found[n]
        fewest: tuple[int, _State] | None = None
        for session in self._standing_sessions(n):
            self._back_to(before)
            if self._put_in_place_of(n, self.holdings.without(session), everyone, further=False):
                changes = self._changes()
                if fewest is None or changes < fewest[0]:
                    fewest = changes, self._state()
                if changes == 1:
                    break
        self._back_to(fewest[1] if fewest is not None else before)
        if fewest is not None or self._put_in_place_of(n, self.lifted(k for k in everyone if k != n), everyone):
            return self.found[n]
        self._back_to(before)
        return None

    def _put_in_place_of(self, n: int, left: Holdings, movable: Sequence[int], *, further: bool = True) -> bool:
        """Put a group in beside what is left of what others hold, and plan those anew; whether all found a plan.

        Those may make others give way in turn, as often as that is counted, unless it is to go no further.
        """
        found = self.planned(n, left)
        return _all_planned(found) and self._ejected(n, found, movable, further=further)

    def _changes(self) -> int:
        """How many sessions of plans that stand are changed by now."""
        standing = (found for k, found in self.found.items() if self.groups[k].stands)
        return sum(len(one.changes) for found in standing for one in found if isinstance(one, Planned))

    def _state(self) -> _State:
        return self.holdings.copy(), dict(self.found), dict(self.room_for)

    def _back_to(self, state: _State) -> None:
        self.holdings, self.found, self.room_for = state[0].copy(), dict(state[1]), dict(state[2])

    def _standing_sessions(self, n: int) -> list[str]:
        """The sessions of plans that stand which have whom a group wants: it may be that one of them is enough."""
        standing = {run.id for group in self.groups if group.stands for run in group.runs}
        held = [
            one.session
            for run in self.groups[n].runs
            for one in self.holdings.against(run.party, run.calendar.within)
            if one.programme in standing
        ]
        return list(dict.fromkeys(held))[:SINGLY]

    def _ejected(self, n: int, found: Found, movable: Sequence[int], *, further: bool) -> bool:
        """Put a group in where others are, and plan those anew; whether all of them found a plan."""
        out = [k for k in self.in_the_way(n, found) if k in movable]
        for k in list(out):  # as few as will do
            fewer = [one for one in out if one != k]
            again = self.planned(n, self.lifted(fewer))
            if _all_planned(again):
                out, found = fewer, again
        if further and not self._counted(out):
            return False
        self.holdings = self.lifted(out)
        self.settle(n, found)
        self.room_for |= dict.fromkeys(out, n)
        for k in out:
            again = self.planned(k)
            if _all_planned(again):
                self.settle(k, tuple(replace(one, mended=()) for one in again))  # they only made room
            elif not further or self.with_room(k) is None:
                return False
        return True

    def _counted(self, out: Sequence[int]) -> bool:
        """Whether some groups may be taken out once more, which is then counted."""
        if any(self.turns.get(k, 0) >= TURNS for k in out) or sum(self.turns.values()) + len(out) > EJECTIONS:
            return False
        self.turns |= {k: self.turns.get(k, 0) + 1 for k in out}
        return True

    def blamed(self, n: int, found: Found) -> Found:
        """Why nothing was found: proven, if one alone has no plan; else who is in its way. The others keep theirs."""
        by_itself = self.planned(n, Holdings())
        by_run = zip(self.groups[n].runs, found, by_itself, strict=True)
        return tuple(self._blamed(run, one, itself) for run, one, itself in by_run)

    def _blamed(self, run: Run, one: Planned | Conflict, by_itself: Planned | Conflict) -> Planned | Conflict:
        if isinstance(one, Planned):
            return one
        if isinstance(by_itself, Conflict):
            return by_itself
        held = holders(run.party, by_itself.plan, self.holdings.against(run.party, run.calendar.within))
        names = {id_: one.name for id_, one in run.programme.people.items()}
        names |= {id_: one.name for id_, one in run.programme.venues.items()}
        wishes = [Because(f"{one.session} has {names[one.who]} on {span_in_words(one.days)}") for one in held]
        return Conflict(tuple(dict.fromkeys(wishes))[:MOST_TOLD], proven=False, alone=False)

    def improved(self) -> bool:
        """Let one that came off worse than alone go before those in its way; whether that has paid."""
        losses = {n: self.loss(n) for n in sorted(self.alone) if n in self.found}
        for n in sorted((n for n, loss in losses.items() if loss > 0), key=losses.__getitem__, reverse=True):
            out = [k for k in self.in_the_way(n, self.planned(n, self.standing)) if k in self.alone][:MOST_IN_THE_WAY]
            if out and (n, out[0]) not in self.tried:
                self.tried.add((n, out[0]))
                return self._try_first(n, out)
        return False

    def loss(self, n: int) -> int:
        """By how much a new group came off worse than it must at the least; 0 where it has no plan."""
        return sum(
            mine.cost - alone.least.cost
            for mine, alone in zip(self.found[n], self.alone[n], strict=True)
            if isinstance(mine, Planned)
        )

    def _try_first(self, n: int, out: Sequence[int]) -> bool:
        """Plan a group before some others, and keep that if all of them cost less together; whether they do."""
        before = self._state()
        cost = sum(self.loss(k) for k in (n, *out))
        self.holdings = self.lifted((n, *out))
        for k in (n, *out):
            found = self.planned(k)
            if not _all_planned(found):
                break
            self.settle(k, found)
        else:
            if sum(self.loss(k) for k in (n, *out)) < cost:
                return True
        self._back_to(before)
        return False

    @property
    def made(self) -> Iterator[tuple[Run, Plan]]:
        """All plans that were found."""
        for n, found in self.found.items():
            for run, one in zip(self.groups[n].runs, found, strict=True):
                if isinstance(one, Planned):
                    yield run, one.plan

    def told(self, new: Sequence[int]) -> Portfolio:
        """All of it, in the order of the groups."""
        made_room = [
            (run.id, self.groups[self.room_for[n]].runs[0].id)
            for n in sorted(self.room_for)
            if self.groups[n].stands
            for run, one in zip(self.groups[n].runs, self.found[n], strict=True)
            if isinstance(one, Planned) and one.changes
        ]
        good = [n for n in new if _all_planned(self.found[n])]
        mine = [one for n in good for one in self.found[n] if isinstance(one, Planned)]
        alone = [one for n in good for one in self.alone.get(n, ())]
        least = least_together(alone) if alone else sum(one.least for one in mine)
        cost = sum(one.cost for one in mine)
        found = tuple(self.found[n] for n in range(len(self.groups)))
        return Portfolio(found, tuple(made_room), cost, min(least, cost), len(mine))


def check_together(made: Sequence[tuple[Run, Plan]], fixed: Holdings) -> None:
    """Judge all plans beside each other once more, from nothing but the plans themselves.

    Raises:
        RuntimeError: where the rules find something wrong, which is a mistake of ours.
    """
    whole = fixed.copy()
    for run, plan in made:
        whole.put(run.party, plan)
    crowded = whole.crowded()
    for run, plan in made:
        if run.party.key in crowded:
            wrong = judge(Case.of(run.programme, plan, run.calendar, held=whole.against(run.party)))
            if wrong:
                codes = ", ".join(sorted({finding.code for finding in wrong}))
                raise RuntimeError(f"the plans together break {codes}, in {run.id}")


def _all_planned(found: Found) -> TypeGuard[tuple[Planned, ...]]:
    return all(isinstance(one, Planned) for one in found)
