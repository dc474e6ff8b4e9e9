"""Why there is no plan, to the full: the smallest clash that is found, what is cited, and the clashes beside it.

`search` finds one clash quickly. Here, where someone is to read it, several orders are tried and the smallest clash
is kept; wishes that read alike are one; clashes that share no wish are all found; and what leaves too few people and
places is cited.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from hsplan.findings import IN_PLAN
from hsplan.planner.conflict import irreducible
from hsplan.planner.counting import shortage
from hsplan.planner.crowding import Everything, crowded, facts_and_wishes, line_of, words_of
from hsplan.planner.demands import Demand, behind
from hsplan.planner.feasibility import feasible
from hsplan.planner.sums import Clashing, short_of, the_sum
from hsplan.planner.tables import LaidOut, TooLargeError, ends, tables
from hsplan.posing import people_free, pose, venue_free
from hsplan.problem import Forbidden
from hsplan.programme.attending import wanted_twice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hsplan.findings import Path
    from hsplan.planner.crowding import Atom, Crowded
    from hsplan.problem import DateRule
    from hsplan.request import Request

WHO_CAN = (people_free, venue_free)
"""Which rules of people and places say on which days too few of them can."""
OFF = (("people", "away"), ("venues", "closed"))
CLASHES = 20
"""How many clashes beside each other are looked for where that takes the whole search of people and places."""
FEW = 2
"""Of how many wishes a clash is so small that no other order is tried for a smaller one."""


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
    of_days: bool = True
    """Whether it can be seen from the days alone; else it takes a whole search of people and places to see it."""
    at_once: tuple[str, str, str] | None = None
    """Who of those who take part is wanted at both of two sessions at once, and at which, where it is of two."""


@dataclass(frozen=True)
class Grouped:
    """The rules of a request: those that are facts, and the others by how they read."""

    request: Request
    facts: tuple[DateRule, ...]
    wishes: Mapping[str, Sequence[DateRule]]
    laid_out: LaidOut = field(default_factory=LaidOut, compare=False, repr=False)

    @classmethod
    def of(cls, request: Request) -> Grouped:
        """The rules as they are posed."""
        return cls(request, *facts_and_wishes(pose(request)))

    def possible(self, kept: Sequence[str]) -> bool:
        """Whether these wishes can be kept together, as far as the budget decides it."""
        return self.allowed([term for words in kept for term in self.wishes.get(words, ())])

    def possible_without(self, left_out: frozenset[object]) -> bool:
        """Whether all other wishes can be kept together."""
        return self.possible([words for words in self.wishes if words not in left_out])

    def of_the_plan(self, words: str) -> bool:
        """Whether a wish stands in the plan, as what was delivered does: it is told before what the programme asks."""
        return self.wishes[words][0].because.path[:1] == (IN_PLAN,)

    @cached_property
    def shut(self) -> dict[str, dict[str, frozenset[int]]]:
        """For each session the days on which each wish lets it not be held, and under no words what facts say."""
        found: dict[str, dict[str, frozenset[int]]] = {one.id: {"": frozenset()} for one in self.request.posed}
        for words, terms in (("", self.facts), *self.wishes.items()):
            for term in terms:
                if isinstance(term, Forbidden):
                    mine = found[term.session]
                    mine[words] = mine.get(words, frozenset()) | term.days
        return found

    def allowed(self, terms: Sequence[DateRule]) -> bool:
        """Whether some rules can be kept together."""
        left = {session: self.request.every - mine[""] for session, mine in self.shut.items()}
        for term in terms:
            if isinstance(term, Forbidden):
                left[term.session] -= term.days
        if not all(left.values()):
            return False  # as it would say in far more time
        try:
            return feasible(tables(self.request.problem((*self.facts, *terms)), self.laid_out))
        except TooLargeError:
            return True


def clashes(request: Request) -> tuple[Clash, ...]:
    """The clashes that share no wish, the smallest that is found first; none where no rules about days clash."""
    grouped = Grouped.of(request)
    left = list(grouped.wishes)
    if not grouped.possible([]):
        return (_told(grouped, []),)
    found: list[Clash] = []
    while left and not grouped.possible(left):
        smallest = _of_one_session(grouped, left) or _smallest(grouped, left)
        found.append(_told(grouped, smallest))
        left = [words for words in left if words not in smallest]
    return tuple(found)


def _of_one_session(grouped: Grouped, left: Sequence[str]) -> list[str]:
    """A few wishes that leave some session no day: quickly found, and of most refusals the whole reason."""
    every, found = grouped.request.every, []
    for shut in grouped.shut.values():

        def possible(kept: Sequence[str], shut: Mapping[str, frozenset[int]] = shut) -> bool:
            return bool(every.difference(shut[""], *(shut[words] for words in kept)))

        mine = [words for words in left if words in shut]
        if not possible(mine):
            found.append(irreducible(mine, possible))
    best = min(found, key=lambda one: (len(one), not any(map(grouped.of_the_plan, one))), default=[])
    rest = ([words for words in best if words != out] for out in best)
    return best if len(best) <= FEW and all(map(grouped.possible, rest)) else []


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
    order = [one.id for one in grouped.request.posed]
    wishes = [_wish(words, terms, order, grouped.wishes[words][0].because.path) for words in clash]
    shown = Clashing(tuple(terms), grouped.facts, grouped.request.days)
    return Clash(_off_first([*wishes, *_behind(grouped, terms)]), the_sum(shown, order))


def _off_first(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """Who is away and which place is closed before all else: that is what is new, as a rule, and not the weekdays."""
    return tuple(sorted(wishes, key=lambda one: one.paths[0][::2] not in OFF))


def _wish(words: str, atoms: Sequence[Atom], order: Sequence[str], path: Path = ()) -> Wish:
    """A wish as far as some parts are of it; at a path, where none is."""
    mine = [one for one in atoms if words_of(one) == words]
    sessions = {id_ for one in mine for id_ in _sessions(one)}
    paths = dict.fromkeys(one.path if isinstance(one, Demand) else one.because.path for one in mine)
    return Wish(words, tuple(paths) or (path,), tuple(id_ for id_ in order if id_ in sessions))


def _sessions(atom: Atom) -> tuple[str | None, ...]:
    return (atom.session,) if isinstance(atom, Forbidden | Demand) else ends(atom)


def _behind(grouped: Grouped, terms: Sequence[DateRule]) -> Iterator[Wish]:
    """What leaves too few people or places for the clash: were any one of these otherwise, there would be room."""
    named = {session for term in terms for session in _sessions(term)}
    sessions, posed = (
        [one for one in some if one.id in named] for some in (grouped.request.sessions, grouped.request.posed)
    )
    request = replace(grouped.request, sessions=tuple(sessions), posed=tuple(posed))
    following = [term for term in pose(request, WHO_CAN) if isinstance(term, Forbidden)]
    mine = {(term.session, term.because.path) for term in terms if term in following}
    others = [term for term in terms if term not in following]

    def possible(kept: Sequence[Demand]) -> bool:
        eased = request
        for one in asked:
            eased = eased if one in kept else one.without(eased)
        again = [term for term in pose(eased, WHO_CAN) if isinstance(term, Forbidden)]
        return grouped.allowed([*others, *(term for term in again if (term.session, term.because.path) in mine)])

    asked = behind(request) if mine else ()
    if asked and possible([]) and not possible(asked):
        for one in irreducible(asked, possible):
            yield Wish(one.words, (one.path,), ())


def apart_from(clashes: Iterable[Clash]) -> frozenset[object]:
    """What some clashes are made of: the lines of their wishes, and of those for days how they read."""
    wishes = [(clash, wish) for clash in clashes for wish in clash.wishes]
    lines = {path or wish.words for _, wish in wishes for path in wish.paths}
    return frozenset(lines | {wish.words for clash, wish in wishes if clash.of_days})


def everything_asked(request: Request) -> frozenset[object]:
    """The same of all that a request asks for."""
    lines = {line for atoms in Everything.of(request).wishes.values() for line in map(line_of, atoms)}
    return frozenset(lines | set(Grouped.of(request).wishes))


def crowds(request: Request, beside: Sequence[Clash] = ()) -> tuple[Clash, ...]:
    """The clashes over people and places where the days would do, which share no line with each other.

    None where it is not proven that there is one. Lines of other clashes that are known already count as left out.
    """
    order = [one.id for one in request.posed]
    known = list(beside)
    while len(known) < CLASHES and (found := crowded(request, apart_from(known))) is not None:
        wishes = _off_first([_wish(words, found.atoms, order) for words in found.wishes])
        known.append(Clash(wishes, found.sum, of_days=False, at_once=_at_once(request, found, wishes)))
    return tuple(known[len(beside) :])


def _at_once(request: Request, found: Crowded, wishes: Sequence[Wish]) -> tuple[str, str, str] | None:
    if any(isinstance(one, Demand) for one in found.atoms):
        return None  # without that there would be room, so those who take part are not the reason
    named = {session for wish in wishes for session in wish.sessions}
    sessions = [one for one in request.sessions if one.id in named]
    who = wanted_twice(request.programme, *sessions) if len(sessions) == 2 else ""  # noqa: PLR2004 - at both of them
    return (who, sessions[0].id, sessions[1].id) if who else None


def the_sum_of(request: Request) -> str:
    """The sum that shows that all sessions together are too many, in words; empty where none does."""
    found = shortage(request.problem(pose(request)))
    return short_of(found, request) if found is not None else ""
