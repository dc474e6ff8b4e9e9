"""Why there is no plan, to the full: the smallest clash that is found, what is cited, and the clashes beside it.

`search` finds one clash quickly. Here, where someone is to read it, several orders are tried and the smallest clash
is kept; wishes that read alike are one; clashes that share no wish are all found; and who is away is cited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hsplan.planner.conflict import irreducible
from hsplan.planner.feasibility import feasible
from hsplan.planner.sums import Clashing, the_sum
from hsplan.planner.tables import TooLargeError, tables
from hsplan.posing import people_free, pose, venue_free
from hsplan.problem import Apart, Forbidden, NeverTogether, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.findings import Path
    from hsplan.posing import Posing
    from hsplan.problem import Request, Term

Rule = Forbidden | Apart | NeverTogether
CLASHES = 4
"""How many clashes beside each other are told."""


@dataclass(frozen=True)
class Wish:
    """What is asked for, be it in several lines that read alike."""

    words: str
    paths: tuple[Path, ...]
    sessions: tuple[str, ...]
    """The sessions for which it takes part in the clash, in their order."""


@dataclass(frozen=True)
class Clash:
    """Wishes that cannot all be kept; leaving out any one of them makes room."""

    wishes: tuple[Wish, ...]
    sum: str
    """The sum that shows it, in words; empty where no short one does."""


@dataclass(frozen=True)
class Grouped:
    """The rules of a request: those that are facts, and the others by how they read."""

    request: Request
    facts: tuple[Rule, ...]
    wishes: Mapping[str, tuple[Rule, ...]]

    @classmethod
    def of(cls, request: Request) -> Grouped:
        """The rules as they are posed."""
        rules = [term for term in pose(request) if isinstance(term, Rule)]
        wishes: dict[str, tuple[Rule, ...]] = {}
        for term in rules:
            if not term.because.fact:
                wishes[term.because.words] = (*wishes.get(term.because.words, ()), term)
        return cls(request, tuple(term for term in rules if term.because.fact), wishes)

    def possible(self, kept: Sequence[str]) -> bool:
        """Whether these wishes can be kept together, as far as the budget decides it."""
        return self.allowed([term for words in kept for term in self.wishes.get(words, ())])

    def possible_without(self, left_out: frozenset[str]) -> bool:
        """Whether all other wishes can be kept together."""
        return self.possible([words for words in self.wishes if words not in left_out])

    def allowed(self, terms: Sequence[Term]) -> bool:
        """Whether some rules can be kept together."""
        posed = tuple(one.id for one in self.request.posed)
        try:
            return feasible(tables(Problem(posed, len(self.request.within), (*self.facts, *terms))))
        except TooLargeError:
            return True


def clashes(request: Request) -> tuple[Clash, ...]:
    """The clashes that share no wish, the smallest that is found first; none where no rules about days clash."""
    grouped = Grouped.of(request)
    left = list(grouped.wishes)
    if not grouped.possible([]):
        return (_told(grouped, []),)
    found: list[Clash] = []
    while left and len(found) < CLASHES and not grouped.possible(left):
        smallest = _smallest(grouped, left)
        found.append(_told(grouped, smallest))
        left = [words for words in left if words not in smallest]
    return tuple(found)


def _smallest(grouped: Grouped, left: Sequence[str]) -> list[str]:
    """The smallest of the clashes that are found when different wishes come first."""
    size = {words: len(grouped.wishes[words]) for words in left}
    orders = [
        list(left),
        list(reversed(left)),
        sorted(left, key=lambda words: size[words]),
        sorted(left, key=lambda words: -size[words]),
    ]
    found = [irreducible(order, grouped.possible) for order in orders]
    # Where the budget leaves a part of the wishes undecided, the proof is only of all together.
    best = min((one for one in found if not grouped.possible(one)), key=len, default=list(left))
    return sorted(best, key=list(left).index)


def _told(grouped: Grouped, clash: Sequence[str]) -> Clash:
    """A clash with the sessions that it needs, who is away, and its sum."""
    everything = [term for words in clash for term in grouped.wishes[words]]
    fewest = irreducible(everything, grouped.allowed)
    terms = everything if grouped.allowed(fewest) else fewest
    wishes = [_wish(grouped, words, [term for term in terms if term.because.words == words]) for words in clash]
    away = _absences(grouped, terms)
    shown = Clashing(tuple(terms), grouped.facts, list(grouped.request.within))
    return Clash((*wishes, *away), the_sum(shown, [one.id for one in grouped.request.posed]))


def _wish(grouped: Grouped, words: str, terms: Sequence[Rule]) -> Wish:
    order = [one.id for one in grouped.request.posed]
    sessions = {session for term in terms for session in _sessions(term)}
    mine = terms or grouped.wishes[words][:1]
    return Wish(
        words,
        tuple(dict.fromkeys(term.because.path for term in mine)),
        tuple(one for one in order if one in sessions),
    )


def _sessions(term: Rule) -> tuple[str, ...]:
    if isinstance(term, Forbidden):
        return (term.session,)
    return (term.one, term.other) if isinstance(term, NeverTogether) else (term.earlier, term.later)


@dataclass(frozen=True)
class Absent:
    """Whose days off a clash may rest on: people who are away, or venues that are closed."""

    posing: Posing
    block: str
    key: str
    verb: str

    def rules(self, request: Request, present: frozenset[str] = frozenset()) -> list[Rule]:
        """The rules that follow from days off, where some are always there."""
        known = getattr(request.programme, self.block)
        eased = {id_: one.model_copy(update={self.key: ()}) if id_ in present else one for id_, one in known.items()}
        programme = request.programme.model_copy(update={self.block: eased})
        return [term for term in self.posing.pose(replace(request, programme=programme)) if isinstance(term, Rule)]


ABSENT = (Absent(people_free, "people", "away", "is away"), Absent(venue_free, "venues", "closed", "is closed"))


def _absences(grouped: Grouped, terms: Sequence[Rule]) -> Iterator[Wish]:
    """Those on whose days off the clash rests: were any one of them there, there would be room."""
    request = grouped.request
    for kind in ABSENT:
        following = {term.because.words for term in kind.rules(request)}
        mine = {(_sessions(term), term.because.words) for term in terms if term.because.words in following}
        others = [term for term in terms if term.because.words not in following]
        known = getattr(request.programme, kind.block)
        absent = [id_ for id_, one in known.items() if getattr(one, kind.key)]

        def possible(
            kept: list[str],
            kind: Absent = kind,
            mine: set[tuple[tuple[str, ...], str]] = mine,
            others: list[Rule] = others,
            absent: list[str] = absent,
        ) -> bool:
            again = kind.rules(request, frozenset(absent) - set(kept))
            return grouped.allowed([*others, *(one for one in again if (_sessions(one), one.because.words) in mine)])

        if mine and possible([]) and not possible(absent):
            for id_ in irreducible(absent, possible):
                yield Wish(f"{known[id_].name} {kind.verb}", ((kind.block, id_, kind.key),), ())
