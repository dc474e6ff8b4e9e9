# ruff: noqa: ANN401 - ortools tells no types
"""The planner's second opinion: the same problem put to CP-SAT, in two ways, from the definitions of the terms alone.

`Booleans` has a truth for each session and day; `Elements` has an integer for each session's day and looks up what
it costs. What is chosen of people and venues are truths in both. Neither shares anything with the planner: days,
clashes, caps and ranks are worked out here again. Ranks are solved one after the other, each held to what the one
before came to, so that no weight between them can be wrong.

ortools is a development dependency; the package never imports it.
"""

from __future__ import annotations

import itertools
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pricing import Choice, Costs, lengths, price, rank_of

from hsplan.problem import (
    PARTICIPANTS,
    Apart,
    AtMostDays,
    Dearer,
    DearerStaff,
    Evenly,
    FairLoad,
    FewFaces,
    Forbidden,
    NeverTogether,
    OneAtATime,
    Problem,
    Rank,
    Rotation,
    Staffing,
    Term,
    Travel,
)

cp_model = pytest.importorskip("ortools.sat.python.cp_model")

FEW_DAYS = 400
"""Up to how many values of a gap a square is the highest of straight lines; beyond, it is a product."""


@dataclass(frozen=True)
class Opinion:
    """What CP-SAT says: the best choice and what it costs in each rank, or that there is none; and how long it took."""

    costs: Costs | None
    chosen: Mapping[str, Choice]
    seconds: float
    """What it took, from the problem to the answer; checking that is not counted."""
    proven: bool = True


def opinion(
    problem: Problem,
    model: type[Model],
    *,
    workers: int = 1,
    limit: float = 60.0,
    held: Mapping[str, Choice] | None = None,
) -> Opinion:
    """The best by the whole objective, as one of the models has it; held sessions stay as they are."""
    began = time.perf_counter()
    written = model(problem, held or {})
    seconds = 0.0
    costs: list[int] = []
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = limit
    for rank in sorted(Rank, reverse=True):
        total = sum(written.paid[rank]) if written.paid[rank] else None
        if total is None and rank is not Rank.QUALITY:
            costs.append(0)
            continue
        if total is not None:
            written.model.minimize(total)
        status = solver.solve(written.model)
        seconds = time.perf_counter() - began
        if status == cp_model.INFEASIBLE:
            return Opinion(None, {}, seconds)
        if status != cp_model.OPTIMAL:
            return Opinion(None, {}, seconds, proven=False)
        costs.append(round(solver.objective_value) if total is not None else 0)
        if total is not None:
            written.model.add(total <= costs[-1])
    chosen = written.read(solver)
    assert price(problem, chosen) == (True, tuple(costs)), "CP-SAT's answer is not what it says"
    return Opinion(tuple(costs), chosen, seconds)


@dataclass
class Model(ABC):
    """A problem written down for CP-SAT."""

    problem: Problem
    held: Mapping[str, Choice]
    model: Any = field(init=False)
    paid: dict[Rank, list[Any]] = field(init=False)
    """What is paid in each rank: expressions to add up."""
    day: dict[str, Any] = field(init=False, default_factory=dict)
    leads: dict[tuple[str, str], Any] = field(init=False, default_factory=dict)
    """By session and person, whether they lead it."""
    at: dict[tuple[str, str], Any] = field(init=False, default_factory=dict)
    """By session and venue, whether it is held there."""

    def __post_init__(self) -> None:
        self.model = cp_model.CpModel()
        self.paid = {rank: [] for rank in Rank}
        self.long = lengths(self.problem)
        self.open = {session: set(range(self.problem.days)) for session in self.problem.sessions}
        for term in self.problem.terms:
            if isinstance(term, Forbidden):
                self.open[term.session] -= term.days
        for session, choice in self.held.items():
            self.open[session] &= {choice.day}
        if all(self.open.values()):
            for session in self.problem.sessions:
                self.day[session] = self.a_day(session)
            for term in self.problem.terms:
                if isinstance(term, Staffing):
                    self.staff(term)
            for term in self.problem.terms:
                self.add(term)
        else:
            self.model.add_bool_or([])

    @abstractmethod
    def a_day(self, session: str) -> Any:
        """The day of a session, one of its open ones."""

    @abstractmethod
    def on(self, session: str, day: int) -> Any:
        """Whether a session is on a day."""

    @abstractmethod
    def looked_up(self, session: str, values: Mapping[int, int]) -> Any:
        """What stands for the day of a session, an integer."""

    @abstractmethod
    def only_on(self, truth: Any, session: str, days: Iterable[int]) -> None:
        """What is true only if a session is on one of these days."""

    @abstractmethod
    def never_together(self, term: NeverTogether) -> None:
        """Two sessions that do not overlap."""

    @abstractmethod
    def one_at_a_time(self, pair: tuple[str, str], also: Sequence[Any]) -> None:
        """Two sessions that share no day, if all of these hold."""

    def staff(self, term: Staffing) -> None:
        for who, days in term.people.items():
            self.leads[term.session, who] = truth = self.model.new_bool_var("")
            self.only_on(truth, term.session, days)
        mine = {who: self.leads[term.session, who] for who in term.people}
        self.model.add(sum(mine.values()) == term.needed)
        self.model.add_bool_and([mine[who] for who in term.asked if who in mine])
        if not term.asked <= mine.keys():
            self.model.add_bool_or([])
        for venue, days in term.venues.items():
            self.at[term.session, venue] = truth = self.model.new_bool_var("")
            self.only_on(truth, term.session, days)
        if term.venues:
            self.model.add_exactly_one([self.at[term.session, venue] for venue in term.venues])
        for (who, venue), days in term.away_at.items():
            if (term.session, who) in self.leads and (term.session, venue) in self.at:
                both = self.both([self.leads[term.session, who], self.at[term.session, venue]])
                self.only_on(both, term.session, self.open[term.session] - days)
        if term.session in self.held:
            held = self.held[term.session]
            people = [(truth, who in held.people) for (id_, who), truth in self.leads.items() if id_ == term.session]
            places = [(truth, where == held.venue) for (id_, where), truth in self.at.items() if id_ == term.session]
            self.model.add_bool_and([truth if so else ~truth for truth, so in (*people, *places)])

    def add(self, term: Term) -> None:
        match term:
            case Forbidden() | Staffing():
                pass
            case Apart():
                self.apart(term)
            case NeverTogether():
                self.never_together(term)
            case OneAtATime():
                self.one_each(term)
            case AtMostDays():
                self.at_most(term)
            case Rotation():
                self.rotation(term)
            case FairLoad():
                for who, already in term.already.items():
                    led = [self.leads[id_, who] for id_ in sorted(term.sessions) if (id_, who) in self.leads]
                    self.pay(term, term.weight * (already * sum(led) + self.pairs(led)))
            case _:
                self.pay(term, self.cost(term))

    def pay(self, term: Term, cost: Any) -> None:
        self.paid[rank_of(term)].append(cost)

    def cost(self, term: Dearer | Evenly | DearerStaff | Travel | FewFaces) -> Any:
        match term:
            case Dearer():
                return self.looked_up(term.session, term.costs)
            case Evenly():
                open_ = sorted(self.open[term.earlier])
                best = self.looked_up(term.earlier, {day: day + term.ideal[day] for day in open_})
                return term.weight * self.square(self.day[term.later] - best, *self.far(term))
            case DearerStaff():
                mine = [(self.leads.get((term.session, who)), more) for who, more in term.people.items()]
                mine += [(self.at.get((term.session, venue)), more) for venue, more in term.venues.items()]
                return sum(more * truth for truth, more in mine if truth is not None)
            case Travel():
                return sum(
                    more * self.both([self.leads[term.session, who], self.at[term.session, venue]])
                    for (who, venue), more in term.costs.items()
                    if (term.session, who) in self.leads and (term.session, venue) in self.at
                )
            case FewFaces():
                return self.faces(term)

    def far(self, term: Evenly) -> tuple[int, int]:
        """How far from the best day the later one may lie: the least and the most, as the same pair's gaps leave it."""
        gaps = [
            one
            for one in self.problem.terms
            if isinstance(one, Apart) and (one.earlier, one.later) == (term.earlier, term.later)
        ]
        first, last = min(self.open[term.later]), max(self.open[term.later])
        near, distant = [], []
        for day in self.open[term.earlier]:
            near.append(max([first - day, *(one.least[day] for one in gaps)]) - term.ideal[day])
            most = [one.most[day] for one in gaps if one.most is not None]
            distant.append(min([last - day, *most]) - term.ideal[day])
        return min(near), max(*distant, min(near))

    def faces(self, term: FewFaces) -> Any:
        known = []
        for who in sorted(term.people):
            leading = [self.leads[id_, who] for id_ in sorted(term.sessions) if (id_, who) in self.leads]
            if leading:
                known.append(self.model.new_bool_var(""))
                self.model.add_max_equality(known[-1], leading)
        more = self.model.new_int_var(0, len(known), "")
        self.model.add(more >= sum(known) - term.free)
        return term.weight * more

    def both(self, truths: Sequence[Any]) -> Any:
        """Whether all are true."""
        found = self.model.new_bool_var("")
        self.model.add_bool_and(truths).only_enforce_if(found)
        self.model.add_bool_or([found, *(~one for one in truths)])
        return found

    def square(self, far: Any, least: int, most: int) -> Any:
        """A square, which costs are, and so never more than it must be: the highest of its chords."""
        top = max(least * least, most * most)
        found = self.model.new_int_var(0, top, "")
        if most - least > FEW_DAYS:
            off = self.model.new_int_var(least, most, "")
            self.model.add(off == far)
            self.model.add_multiplication_equality(found, [off, off])
            return found
        for one in range(least, most):
            self.model.add(found >= (2 * one + 1) * far - one * (one + 1))
        if least == most:
            self.model.add(found == top)
        return found

    def pairs(self, truths: Sequence[Any]) -> Any:
        """How many pairs there are among those that are true: never more than it must be."""
        count = len(truths)
        found = self.model.new_int_var(0, count * (count - 1) // 2, "")
        for one in range(1, count):
            self.model.add(found >= one * sum(truths) - one * (one + 1) // 2)
        return found

    def apart(self, term: Apart) -> None:
        days = sorted(self.open[term.earlier])
        self.model.add(
            self.day[term.later] >= self.looked_up(term.earlier, {day: day + term.least[day] for day in days})
        )
        if term.most is not None:
            last = self.looked_up(term.earlier, {day: day + term.most[day] for day in days})
            self.model.add(self.day[term.later] <= last)

    def rotation(self, term: Rotation) -> None:
        sessions = sorted(term.sessions)
        having: dict[int, list[Any]] = {}
        for session in sessions:
            days: dict[int, list[int]] = {}
            for day in sorted(self.open[session]):
                days.setdefault(term.labels[day], []).append(day)
            for label, those in days.items():
                having.setdefault(label, []).append(self.labelled(session, those))
        alike = {(label, label): 1 for label in having} if term.alike is None else term.alike
        for (one, other), many in alike.items():
            if one == other and one in having:
                self.pay(term, term.weight * many * self.pairs(having[one]))
            elif one in having and other in having and many:
                self.pay(term, term.weight * many * self.product(having[one], having[other]))

    @abstractmethod
    def labelled(self, session: str, days: Sequence[int]) -> Any:
        """Whether a session is on one of these days."""

    def product(self, one: Sequence[Any], other: Sequence[Any]) -> Any:
        counts = []
        for truths in (one, other):
            counts.append(self.model.new_int_var(0, len(truths), ""))
            self.model.add(counts[-1] == sum(truths))
        found = self.model.new_int_var(0, len(one) * len(other), "")
        self.model.add_multiplication_equality(found, counts)
        return found

    def one_each(self, term: OneAtATime) -> None:
        for pair in itertools.combinations(sorted(term.sessions), 2):
            if not all(self.can_take(term, session) for session in pair):
                continue
            taking = [truth for session in pair for truth in self.takes(term, session)]
            if frozenset(pair) not in term.apart:
                self.one_at_a_time(pair, taking)
                continue
            venues = [sorted(venue for id_, venue in self.at if id_ == session) for session in pair]
            for here, there in itertools.product(*venues):
                towns = {term.towns[venue] for venue in (here, there) if venue in term.towns}
                if len(towns) > 1:
                    self.one_at_a_time(pair, [*taking, self.at[pair[0], here], self.at[pair[1], there]])

    def can_take(self, term: OneAtATime, session: str) -> bool:
        """Whether a session may take the person or venue that a term speaks of."""
        return term.who == PARTICIPANTS or (session, term.who) in (self.at if term.venue else self.leads)

    def takes(self, term: OneAtATime, session: str) -> Iterator[Any]:
        """What all holds where a session takes them, on a day on which that counts."""
        if term.who != PARTICIPANTS:
            yield (self.at if term.venue else self.leads)[session, term.who]
        if session in term.aside:
            late = self.model.new_bool_var("")
            self.only_on(~late, session, range(term.aside[session] + 1))
            yield late

    def at_most(self, term: AtMostDays) -> None:
        """A day counts once, whatever is led on it; what was led before makes no period wrong by itself."""
        led: dict[int, list[Any]] = {}
        for session in sorted(term.sessions):
            if (session, term.who) not in self.leads:
                continue
            truth = self.leads[session, term.who]
            for first in sorted(day for day in self.open[session] if day > term.aside.get(session, -1)):
                here = self.model.new_bool_var("")
                self.model.add_bool_or([here, ~truth, ~self.on(session, first)])
                for day in range(first, first + self.long[session]):
                    led.setdefault(day, []).append(here)
        periods: dict[int, list[int]] = {}
        for day in sorted(led):
            periods.setdefault(term.periods[day], []).append(day)
        for period, days in periods.items():
            before = sum(term.periods[day] == period for day in term.already)
            any_led = []
            for day in days:
                any_led.append(self.model.new_bool_var(""))
                for here in led[day]:
                    self.model.add_implication(here, any_led[-1])
            more = [one for one, day in zip(any_led, days, strict=True) if day not in term.already]
            if before > term.most:
                self.model.add(sum(any_led) == 0)
            else:
                self.model.add(sum(more) <= term.most - before)

    def read(self, solver: Any) -> dict[str, Choice]:
        found = {}
        for session in self.problem.sessions:
            people = (who for (id_, who), truth in self.leads.items() if id_ == session and solver.value(truth))
            venues = (venue for (id_, venue), truth in self.at.items() if id_ == session and solver.value(truth))
            found[session] = Choice(solver.value(self.day[session]), frozenset(people), next(venues, None))
        return found


class Booleans(Model):
    """A truth for each session and day, of which one holds."""

    def __post_init__(self) -> None:
        self.truth: dict[str, dict[int, Any]] = {}
        super().__post_init__()

    def a_day(self, session: str) -> Any:
        self.truth[session] = {day: self.model.new_bool_var("") for day in sorted(self.open[session])}
        self.model.add_exactly_one(self.truth[session].values())
        found = self.model.new_int_var_from_domain(cp_model.Domain.from_values(sorted(self.open[session])), "")
        self.model.add(found == sum(day * truth for day, truth in self.truth[session].items()))
        return found

    def on(self, session: str, day: int) -> Any:
        return self.truth[session][day]

    def looked_up(self, session: str, values: Mapping[int, int]) -> Any:
        return sum(values[day] * truth for day, truth in self.truth[session].items() if values.get(day))

    def only_on(self, truth: Any, session: str, days: Iterable[int]) -> None:
        mine = self.truth[session]
        self.model.add_bool_or([~truth, *(mine[day] for day in sorted(days) if day in mine)])

    def never_together(self, term: NeverTogether) -> None:
        one, other = self.truth[term.one], self.truth[term.other]
        for day, truth in one.items():
            near = [other[late] for late in range(day - term.before + 1, day + term.after) if late in other]
            if near:
                self.model.add_at_most_one([truth, *near])

    def one_at_a_time(self, pair: tuple[str, str], also: Sequence[Any]) -> None:
        held = [self._covering(session) for session in pair]
        for day in sorted(held[0].keys() & held[1].keys()):
            self.model.add(sum(held[0][day]) + sum(held[1][day]) <= 1).only_enforce_if(also)

    def _covering(self, session: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for first, truth in self.truth[session].items():
            for day in range(first, first + self.long[session]):
                found.setdefault(day, []).append(truth)
        return found

    def labelled(self, session: str, days: Sequence[int]) -> Any:
        return sum(self.truth[session][day] for day in days)


class Elements(Model):
    """An integer for each session's day, and what it costs looked up."""

    def __post_init__(self) -> None:
        self.truth: dict[tuple[str, int], Any] = {}
        super().__post_init__()

    def a_day(self, session: str) -> Any:
        return self.model.new_int_var_from_domain(cp_model.Domain.from_values(sorted(self.open[session])), "")

    def on(self, session: str, day: int) -> Any:
        if (session, day) not in self.truth:
            self.truth[session, day] = self.labelled(session, [day])
        return self.truth[session, day]

    def labelled(self, session: str, days: Sequence[int]) -> Any:
        """A truth tied to the domain on both sides."""
        truth = self.model.new_bool_var("")
        domain = cp_model.Domain.from_values(sorted(days))
        self.model.add_linear_expression_in_domain(self.day[session], domain).only_enforce_if(truth)
        self.model.add_linear_expression_in_domain(self.day[session], domain.complement()).only_enforce_if(~truth)
        return truth

    def looked_up(self, session: str, values: Mapping[int, int]) -> Any:
        mine = {day: values.get(day, 0) for day in sorted(self.open[session])}
        shifts = {value - day for day, value in mine.items()}
        if len(shifts) == 1:
            return self.day[session] + shifts.pop()
        if len(set(mine.values())) == 1:
            return next(iter(mine.values()))
        found = self.model.new_int_var(min(mine.values()), max(mine.values()), "")
        least = min(mine)
        table = [mine.get(day, 0) for day in range(least, max(mine) + 1)]
        self.model.add_element(self.day[session] - least, table, found)
        return found

    def only_on(self, truth: Any, session: str, days: Iterable[int]) -> None:
        domain = cp_model.Domain.from_values(sorted(days))
        self.model.add_linear_expression_in_domain(self.day[session], domain).only_enforce_if(truth)

    def never_together(self, term: NeverTogether) -> None:
        gap = self.day[term.other] - self.day[term.one]
        later = self.model.new_bool_var("")
        self.model.add(gap >= term.after).only_enforce_if(later)
        self.model.add(gap <= -term.before).only_enforce_if(~later)

    def one_at_a_time(self, pair: tuple[str, str], also: Sequence[Any]) -> None:
        one, other = pair
        gap = self.day[other] - self.day[one]
        later = self.model.new_bool_var("")
        self.model.add(gap >= self.long[one]).only_enforce_if([*also, later])
        self.model.add(gap <= -self.long[other]).only_enforce_if([*also, ~later])
