"""Why there is no plan although the days would do: too few people or places, with each wish that makes them too few.

A wish about people or places is left out by asking for a plan of the request without it; the whole search decides.
What it cannot decide within so many parts counts as possible, so that nothing is cited without proof.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hsplan.planner.chain import Unfound
from hsplan.planner.choosing import allowed
from hsplan.planner.conflict import PARTS, irreducible
from hsplan.planner.counting import shortage
from hsplan.planner.demands import Demand, demands
from hsplan.planner.feasibility import feasible
from hsplan.planner.pricing import Choice
from hsplan.planner.sums import short_of
from hsplan.planner.tables import TooLargeError, tables
from hsplan.posing import OF_DAYS, OF_PEOPLE_AND_PLACES, caps, one_at_a_time, pose, staffing
from hsplan.preferences import prefer
from hsplan.problem import DateRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hsplan.posing import Posing
    from hsplan.problem import Problem, Term
    from hsplan.request import Request

Atom = DateRule | Demand
"""The least part of a wish that can be left out: what it asks of one session, or of two."""


@dataclass(frozen=True)
class Everything:
    """All that is asked, by how it reads: rules about days, and demands on people and places."""

    request: Request
    facts: tuple[DateRule, ...]
    wishes: Mapping[str, Sequence[Atom]]
    known: list[Choice] = field(default_factory=list, compare=False, repr=False)
    """What was found to be allowed with some of the wishes, the last first."""

    @classmethod
    def of(cls, request: Request, apart: frozenset[object] = frozenset()) -> Everything:
        """All that a request asks, save what stands in some lines; what stands in none is named by its words."""
        facts, rules = facts_and_wishes(pose(request, OF_DAYS))
        wishes: dict[str, list[Atom]] = {
            words: [one for one in some if line_of(one) not in apart] for words, some in rules.items()
        }
        for one in demands(request):
            if line_of(one) in apart:
                request = one.without(request)
            else:
                wishes.setdefault(one.words, []).append(one)
        return cls(request, facts, wishes)

    @property
    def problem(self) -> Problem:
        """The problem of all that is asked, with every preference."""
        parts = self.parts(list(self.wishes))
        return self.request.problem((*self.terms(parts), *prefer(self.request)))

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """All demands on people and places."""
        return tuple(one for atoms in self.wishes.values() for one in atoms if isinstance(one, Demand))

    def possible(self, kept: Sequence[str]) -> bool:
        """Whether these wishes can be kept together, as far as the budget decides it."""
        return self.allowed(self.parts(kept))

    def parts(self, words: Sequence[str]) -> list[Atom]:
        """All parts of some wishes."""
        return [one for some in words for one in self.wishes.get(some, ())]

    def allowed(self, kept: Sequence[Atom], parts: int = PARTS) -> bool:
        """Whether some parts of wishes can be kept together."""
        return _some_plan(self.eased(kept), self.terms(kept), parts, self.known)

    def adds_up(self, kept: Sequence[Atom]) -> bool:
        """Whether no sum shows that they cannot: quickly found out, and where one does, a proof."""
        return self.allowed(kept, 0)

    def eased(self, kept: Sequence[Atom]) -> Request:
        """The request with no other demands than these."""
        mine = set(map(id, kept))
        request = self.request
        for one in self.demands:
            if id(one) not in mine:
                request = one.without(request)
        return request

    def terms(self, kept: Sequence[Atom], staffed: Iterable[Posing] = OF_PEOPLE_AND_PLACES) -> list[Term]:
        """The rules about days and the rules of people and places that are left."""
        staff = pose(self.eased(kept), staffed)
        return [*self.facts, *(one for one in kept if not isinstance(one, Demand)), *staff]


def facts_and_wishes(terms: Iterable[Term]) -> tuple[tuple[DateRule, ...], dict[str, list[DateRule]]]:
    """The rules about days among some terms: those that are facts, and the others by how they read."""
    rules = [term for term in terms if isinstance(term, DateRule)]
    wishes: dict[str, list[DateRule]] = {}
    for term in rules:
        if not term.because.fact:
            wishes.setdefault(term.because.words, []).append(term)
    return tuple(term for term in rules if term.because.fact), wishes


def line_of(atom: Atom) -> object:
    """Where the wish stands of which something is a part; how it reads where it stands in no line."""
    wish = atom if isinstance(atom, Demand) else atom.because
    return wish.path or wish.words


def words_of(atom: Atom) -> str:
    """How the wish reads of which something is a part."""
    return atom.words if isinstance(atom, Demand) else atom.because.words


def some_plan(request: Request, parts: int, apart: frozenset[object] = frozenset()) -> bool:
    """Whether there is any plan, whatever it costs, as far as so many parts of the search decide it.

    What stands in some lines is not asked for.
    """
    asked = Everything.of(request, apart)
    return asked.allowed(asked.parts(list(asked.wishes)), parts)


def _some_plan(request: Request, terms: Sequence[Term], parts: int, known: list[Choice]) -> bool:
    problem = request.problem(terms)
    dated = request.problem(one for one in terms if isinstance(one, DateRule))
    try:
        if not feasible(tables(dated)) or shortage(problem) is not None:
            return False
        found = allowed(problem, parts, known) if parts else Unfound()
    except TooLargeError:
        return True
    if isinstance(found, Choice) and found not in known:
        known.insert(0, found)
    return found is not None


@dataclass(frozen=True)
class Crowded:
    """An irreducible clash over people and places: its wishes, and of each the parts that clash."""

    everything: Everything
    wishes: tuple[str, ...]
    atoms: tuple[Atom, ...]

    @property
    def sum(self) -> str:
        """The sum that shows it, in words; empty where no short one does."""
        request = self.everything.eased(self.atoms)
        # Without what follows for the days from who can: then there would be no day left to speak of.
        terms = self.everything.terms(self.atoms, (staffing, one_at_a_time, caps))
        found = shortage(request.problem(terms))
        return short_of(found, request) if found is not None else ""


def crowded(request: Request, apart: frozenset[object] = frozenset()) -> Crowded | None:
    """A small clash of all wishes but those apart; None where it cannot be proven that there is any.

    Where a sum shows that there is no plan, sums alone find the wishes, and the whole search has only to look whether
    fewer of them would do.
    """
    asked = Everything.of(request, apart)
    words = list(asked.wishes)
    if not asked.adds_up(asked.parts(words)):
        orders = (words, sorted(words, key=lambda one: len(asked.wishes[one])))
        found = [irreducible(order, lambda kept: asked.adds_up(asked.parts(kept))) for order in orders]
        small = min(found, key=lambda one: (len(one), found.index(one)))
        wishes = _irreducible(small, asked)
        refine = asked.adds_up if len(wishes) == len(small) else asked.allowed
    elif asked.possible(words):
        return None
    else:
        wishes, refine = _irreducible(words, asked), asked.allowed
    if asked.possible(wishes) or not wishes:
        return None
    wishes.sort(key=words.index)
    atoms = asked.parts(wishes)
    fewest = irreducible(atoms, refine)
    return Crowded(asked, tuple(wishes), tuple(atoms if asked.allowed(fewest) else fewest))


def _irreducible(words: list[str], asked: Everything) -> list[str]:
    return irreducible(words, asked.possible) if asked.possible([]) else []
