"""A problem as tables of numbers: what each day costs each session, and each pair of days two bound sessions.

Sessions are known by their place in the problem's order, days by their place among a session's candidates. Two
sessions have a table only if a term binds them: what is not bound can be solved apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from hsplan.problem import (
    Apart,
    AtMostDays,
    DateRule,
    Dearer,
    DearerStaff,
    Evenly,
    FairLoad,
    FewFaces,
    Forbidden,
    NeverTogether,
    OneAtATime,
    Rank,
    Rotation,
    Staffing,
    Travel,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hsplan.problem import Problem

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

INFINITY = np.int64(1 << 60)
"""Seven infinities still fit into int64; longer sums are cut back to one infinity on the way."""


MOST_CELLS = 60_000_000
"""How many pairs of days may be laid out: about half a gigabyte. A year of forty sessions takes three million."""


KEPT_CELLS = 4_000_000
"""How many pairs of days are kept at most for the tables of the next problem (32 MB)."""


class TooLargeError(ValueError):
    """The costs of a problem could grow beyond what 64 bits hold, or its tables beyond what a machine holds."""


TOLD = {
    Rank.SESSIONS_MOVED: ("session moved", "sessions moved"),
    Rank.DAYS_MOVED: ("day moved", "days moved"),
    Rank.STAFF_CHANGED: ("change of person or venue", "changes of person or venue"),
}
"""The ranks above quality, the highest first, in words."""

UNLABELLED = np.int64(-1)
"""The label of a candidate whose session takes no part in a rotation."""


def plus(a: Ints, b: Ints | np.int64) -> Ints:
    """A sum that never passes infinity."""
    total: Ints = np.minimum(a + b, INFINITY)
    return total


@dataclass(frozen=True)
class Turns:
    """One rotation: the label (0 and up) of every candidate of every session in it, and what two alike cost."""

    labels: Mapping[int, Ints]
    weight: int
    alike: Ints | None = None
    """How many weights each two labels cost together; None where each costs one with itself."""

    def kept(self, kept: Sequence[Ints]) -> Turns:
        """The rotation over fewer candidates; of labels that are alike, those that are left are numbered anew."""
        labels = {k: labels[kept[k]] for k, labels in self.labels.items()}
        if self.alike is None or not labels:
            return replace(self, labels=labels)
        used = np.unique(np.concatenate(list(labels.values())))
        numbered = {k: np.searchsorted(used, one) for k, one in labels.items()}
        return Turns(numbered, self.weight, self.alike[np.ix_(used, used)])

    def price(self, counts: Ints) -> int:
        """What so many sessions of each label cost."""
        return self.weight * int(counts @ self.together @ counts - self.together.diagonal() @ counts) // 2

    @cached_property
    def together(self) -> Ints:
        """How many weights each two labels cost together."""
        return np.eye(self.label_count, dtype=np.int64) if self.alike is None else self.alike

    @cached_property
    def foretold(self) -> dict[bytes, Ints]:
        """By how many there are of each label, where it was asked for: the least cost with one more of each."""
        return {}

    @cached_property
    def label_count(self) -> int:
        """How many labels there are."""
        return 1 + max((int(labels.max()) for labels in self.labels.values() if labels.size), default=-1)


@dataclass(frozen=True)
class Tables:
    """What is left to choose from.

    For session k, `days[k]` holds its candidate days in order and `unary[k]` their costs; `pairs[k, n][i, j]`, with
    k before n, is what candidate i of session k and candidate j of session n cost together.
    """

    days: tuple[Ints, ...]
    unary: tuple[Ints, ...]
    pairs: Mapping[tuple[int, int], Ints]
    turns: tuple[Turns, ...]
    weights: Mapping[Rank, int]
    """What one unit of each rank counts."""

    def days_of(self, chosen: Sequence[int]) -> list[int]:
        """The days of a candidate for every session."""
        return [int(days[at]) for days, at in zip(self.days, chosen, strict=True)]

    def with_cuts(self, cuts: Mapping[tuple[int, int], Ints]) -> Tables:
        """The tables where more is said of pairs; those that were alike and get the same stay one table."""
        made: dict[tuple[int, int], Ints] = {}
        pairs = dict(self.pairs)
        for pair, cut in cuts.items():
            known = pairs.get(pair, cut)
            if known is not cut and (id(known), id(cut)) not in made:
                made[id(known), id(cut)] = plus(known, cut)
            pairs[pair] = made.get((id(known), id(cut)), cut)
        return replace(self, pairs=pairs)

    def beyond(self, cost: int, bound: int) -> str:
        """By how much a cost may be above the least possible, in words of the highest rank in which it may differ."""
        for rank, (one, several) in TOLD.items():
            most = cost // self.weights[rank] - bound // self.weights[rank]
            if most > 0:
                return f"{most} {one if most == 1 else several}"
            cost, bound = cost % self.weights[rank], bound % self.weights[rank]
        return str(cost - bound)

    def quality(self, cost: int) -> int:
        """The part of a cost that is no one's move: each rank outweighs all below it, so they come apart again."""
        for rank in TOLD:
            cost %= self.weights[rank]
        return cost


def tables(problem: Problem, laid_out: LaidOut | None = None) -> Tables:
    """The tables of a problem; of many that are much alike, what is laid out for one is there for the next.

    Raises:
        TooLargeError: if the costs could overflow, which takes weights far beyond those that preferences give.
        ValueError: if a term binds a session to itself, or a session is in two rotations.
    """
    laid_out = LaidOut() if laid_out is None else laid_out
    weights = _rank_weights(problem, laid_out)
    open_days = {session: np.ones(problem.days, dtype=bool) for session in problem.sessions}
    cost = {session: np.zeros(problem.days, dtype=np.int64) for session in problem.sessions}
    for term in problem.terms:
        if isinstance(term, Forbidden):
            open_days[term.session][laid_out(term.days)] = False
        elif isinstance(term, Dearer):
            prices = np.fromiter(term.costs.values(), np.int64, len(term.costs))
            cost[term.session][laid_out(term.costs)] += prices * weights[term.rank]
    days = tuple(np.flatnonzero(open_days[session]).astype(np.int64) for session in problem.sessions)
    unary = tuple(cost[session][days[k]] for k, session in enumerate(problem.sessions))
    return Tables(days, unary, _pairs(problem, days, laid_out), _turns(problem, days), weights)


class LaidOut:
    """Numbers as arrays: what many terms share, be it a set of days or the bounds of a gap, is laid out once."""

    def __init__(self) -> None:
        self._known: dict[
            int, tuple[Collection[int], Ints]
        ] = {}  # with the numbers themselves, so that ids stay theirs
        self._alike: dict[bytes, Ints] = {}
        self._pairs: dict[object, Ints] = {}

    def __call__(self, numbers: Collection[int]) -> Ints:
        """The array of some numbers; one and the same where they are alike."""
        if id(numbers) not in self._known:
            made = np.fromiter(numbers, np.int64, len(numbers))
            self._known[id(numbers)] = numbers, self._alike.setdefault(made.tobytes(), made)
        return self._known[id(numbers)][1]

    def pair(self, terms: Sequence[tuple[_Binding, bool]], first: Ints, second: Ints) -> Ints:
        """What each two days of two sessions cost; pairs that are alike share one table."""
        alike = (first.tobytes(), second.tobytes(), tuple((self.nameless(term), turned) for term, turned in terms))
        if alike not in self._pairs:
            if sum(table.size for table in self._pairs.values()) > KEPT_CELLS:
                self._pairs.clear()
            self._pairs[alike] = _pair(terms, first, second, self)
        return self._pairs[alike]

    def nameless(self, term: _Binding) -> tuple[object, ...]:
        """What a term says, without its sessions: what makes two tables alike."""
        if isinstance(term, NeverTogether):
            return NeverTogether, term.before, term.after
        if isinstance(term, Evenly):
            return Evenly, id(self(term.ideal)), term.weight
        return Apart, id(self(term.least)), None if term.most is None else id(self(term.most))


_Binding = Apart | Evenly | NeverTogether


def ends(term: _Binding) -> tuple[str, str]:
    """The two sessions that a term binds."""
    return (term.one, term.other) if isinstance(term, NeverTogether) else (term.earlier, term.later)


def _pairs(problem: Problem, days: tuple[Ints, ...], laid_out: LaidOut) -> dict[tuple[int, int], Ints]:
    """The table of each pair of bound sessions, in order; pairs that are alike share one."""
    place = {session: k for k, session in enumerate(problem.sessions)}
    binding: dict[tuple[int, int], list[tuple[_Binding, bool]]] = {}
    for term in problem.terms:
        if isinstance(term, _Binding):
            a, b = (place[end] for end in ends(term))
            if a == b:
                raise ValueError(f"{problem.sessions[a]} is bound to itself")
            binding.setdefault((min(a, b), max(a, b)), []).append((term, a > b))
    cells = sum(len(days[a]) * len(days[b]) for a, b in binding)
    if cells > MOST_CELLS:
        raise TooLargeError(f"the pairs of days of this problem are {cells}")
    return {(a, b): laid_out.pair(terms, days[a], days[b]) for (a, b), terms in sorted(binding.items())}


def _pair(terms: Sequence[tuple[_Binding, bool]], first: Ints, second: Ints, laid_out: LaidOut) -> Ints:
    """What each two days cost; a term is turned if its own first session is the second in the problem's order."""
    found = np.zeros((len(first), len(second)), dtype=np.int64)
    for term, turned in terms:
        if turned:
            _bind(found.T, term, (second, first), laid_out)
        else:
            _bind(found, term, (first, second), laid_out)
    return np.minimum(found, INFINITY, out=found)


def _bind(found: Ints, term: _Binding, days: tuple[Ints, Ints], laid_out: LaidOut) -> None:
    """Write what a term costs into a table."""
    earlier, later = days[0][:, None], days[1][None, :]
    if isinstance(term, Evenly):
        best = earlier + laid_out(term.ideal)[earlier]
        found += term.weight * (later - best) ** 2
    elif isinstance(term, NeverTogether):
        np.copyto(found, INFINITY, where=(later > earlier - term.before) & (later < earlier + term.after))
    else:
        np.copyto(found, INFINITY, where=later < earlier + laid_out(term.least)[earlier])
        if term.most is not None:
            np.copyto(found, INFINITY, where=later > earlier + laid_out(term.most)[earlier])


def _turns(problem: Problem, days: tuple[Ints, ...]) -> tuple[Turns, ...]:
    """The rotations, their labels numbered from 0."""
    found: list[Turns] = []
    seen: set[str] = set()
    for term in problem.terms:
        if not isinstance(term, Rotation):
            continue
        if seen & term.sessions:
            raise ValueError(f"{min(seen & term.sessions)} is in two rotations")
        seen |= term.sessions
        members = [k for k, session in enumerate(problem.sessions) if session in term.sessions]
        label = np.full(problem.days, UNLABELLED)
        label[list(term.labels)] = list(term.labels.values())
        used = np.unique(np.concatenate([label[days[k]] for k in members])) if members else label[:0]
        labels = {k: np.searchsorted(used, label[days[k]]) for k in members}
        found.append(Turns(labels, term.weight, _alike(term, used.tolist())))
    return tuple(found)


def _alike(term: Rotation, used: Sequence[int]) -> Ints | None:
    """How many weights each two of the labels that are used cost together."""
    if term.alike is None:
        return None
    each = [[term.alike.get((min(a, b), max(a, b)), 0) for b in used] for a in used]
    return np.array(each, dtype=np.int64).reshape(len(used), len(used))


def _rank_weights(problem: Problem, laid_out: LaidOut) -> dict[Rank, int]:
    """For each rank the weight that no sum of lower ranks can reach."""
    most = dict.fromkeys(Rank, 0)
    needed = {term.session: term.needed for term in problem.terms if isinstance(term, Staffing)}
    for term in problem.terms:
        if isinstance(term, Dearer | DearerStaff):
            most[term.rank] += _dearest(term, needed)
        elif not isinstance(term, DateRule | Staffing | OneAtATime | AtMostDays):
            most[Rank.QUALITY] += _most(term, problem, needed, laid_out)
    weights, total = {}, 0
    for rank in sorted(Rank):
        weights[rank] = total + 1
        total += most[rank] * weights[rank]
    if total >= int(INFINITY):
        raise TooLargeError("the costs of this problem could grow beyond 2^60")
    return weights


def _dearest(term: Dearer | DearerStaff, needed: Mapping[str, int]) -> int:
    """The most that a day, or the people and the venue of a session, may cost."""
    if isinstance(term, Dearer):
        return max(term.costs.values(), default=0)
    people = max(term.people.values(), default=0) * needed.get(term.session, 0)
    return people + max(term.venues.values(), default=0)


def _most(
    term: Evenly | Rotation | Travel | FewFaces | FairLoad,
    problem: Problem,
    needed: Mapping[str, int],
    laid_out: LaidOut,
) -> int:
    """The most that a wish of quality may cost, or more."""
    if isinstance(term, Evenly):
        return term.weight * (problem.days - 1 + int(np.abs(laid_out(term.ideal)).max())) ** 2
    if isinstance(term, Rotation):
        dearest = 1 if term.alike is None else max(term.alike.values(), default=0)
        return term.weight * dearest * len(problem.sessions) ** 2
    if isinstance(term, Travel):
        return max(term.costs.values(), default=0) * needed.get(term.session, 0)
    if isinstance(term, FewFaces):
        return term.weight * len(term.people)
    led = sum(needed.get(session, 0) for session in term.sessions) + max(term.already.values(), default=0)
    return term.weight * led**2
