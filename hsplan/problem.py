"""What may be chosen, forbidden or better, each with its reason: the words between the domain and the search.

Days are counted from the problem's first day, which is 0. The domain says here what it asks; the planner reads
only these values and knows nothing of where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.findings import Path


SCALE = {"off": 0, "low": 1, "normal": 4, "high": 16}
"""What the plain words of `preferences` weigh. One unit at `low` is a gap that is a day out."""


@dataclass(frozen=True, slots=True)
class Because:
    """The wish of the author that a term stands for."""

    words: str
    """The wish, as it reads within a sentence: `day-1 is on Tue-Thu`."""
    path: Path = ()
    """Where it stands in the programme's file."""
    fact: bool = False
    """Whether it cannot be otherwise (such as the turn of days), and is no one's wish."""
    asked: bool = False
    """Whether it is a preference in the author's own words, of which they want to hear where it is not fulfilled."""


class Rank(IntEnum):
    """What counts before what: no gain below makes up for a loss above."""

    QUALITY = 0
    STAFF_CHANGED = 1
    DAYS_MOVED = 2
    SESSIONS_MOVED = 3


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Days on which a session cannot be."""

    session: str
    days: frozenset[int]
    because: Because


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the later of two sessions lies from the earlier, in days; both ends count.

    For each day of the earlier session one bound, since a month is as long as the days it passes over. Any two
    sessions may be bound, whichever comes first in the problem's order. A bound may be negative: from -1 to -1 is the
    evening before. Where the least is more than the most, no day of the later will do.
    """

    earlier: str
    later: str
    least: tuple[int, ...]
    most: tuple[int, ...] | None
    because: Because

    def allows(self, earlier: int, later: int) -> bool:
        """Whether the two may be on these days."""
        gap = later - earlier
        return self.least[earlier] <= gap and (self.most is None or gap <= self.most[earlier])


@dataclass(frozen=True, slots=True)
class NeverTogether:
    """Two sessions, in either order, that need the same person or place and may not overlap.

    `before` is how many days the other takes, `after` how many the one takes: the other's day less the one's may
    not lie strictly between `-before` and `after`.
    """

    one: str
    other: str
    before: int
    after: int
    because: Because


@dataclass(frozen=True, slots=True)
class Dearer:
    """What each day costs a session; days not named cost nothing. Costs are never negative."""

    session: str
    costs: Mapping[int, int]
    because: Because
    rank: Rank = Rank.QUALITY


@dataclass(frozen=True, slots=True)
class Evenly:
    """The later of two sessions best lies so many days after the earlier (by day of the earlier).

    It costs `weight` times the square of the difference: one gap that is far out is worse than several that
    are a little out.
    """

    earlier: str
    later: str
    ideal: tuple[int, ...]
    weight: int
    because: Because

    def ideal_after(self, earlier: int) -> int:
        """The ideal gap after a day of the earlier, be it out of the problem's days."""
        return self.ideal[min(max(earlier, 0), len(self.ideal) - 1)]


@dataclass(frozen=True, slots=True)
class Rotation:
    """These sessions best take their labels (weekdays) in turn.

    Each pair of sessions with the same label costs `weight`, so that with n sessions of one label n(n-1)/2
    weights are paid, and the even share is the cheapest. There may be several, but a session is in at most one.
    """

    sessions: frozenset[str]
    labels: Mapping[int, int]
    """The label of each day."""
    weight: int
    because: Because
    alike: Mapping[tuple[int, int], int] | None = None
    """How many weights each two labels cost together, the smaller label first; pairs not named cost nothing.

    Without it, each label costs one with itself: the weekdays in turn. With it, the labels may stand for who is
    missed: two days cost as many weights as there are participants whom both shut out.
    """


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who may lead a session, and where it may be held.

    On its day a session takes exactly `needed` of those people who can on that day, all `asked` among them, and one
    of its venues that is open on that day; none where it names no venue. Days are first days of the session. A session
    without one of these takes nobody and no venue; each that a OneAtATime or AtMostDays names has one.
    """

    session: str
    long: int
    """How many days it takes."""
    needed: int
    asked: frozenset[str]
    people: Mapping[str, frozenset[int]]
    """By person who may lead it, the days on which they can; in the order in which they are tried."""
    venues: Mapping[str, frozenset[int]]
    """By venue that will do, the days on which it is open; in the order in which they are tried."""
    because: Because
    away_at: Mapping[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    """By person and venue, the days on which that person can lead it, but not there: they are in another town."""


@dataclass(frozen=True, slots=True)
class DearerStaff:
    """What it costs that a person leads a session, or that it is held at a venue; those not named cost nothing."""

    session: str
    people: Mapping[str, int]
    venues: Mapping[str, int]
    because: Because
    rank: Rank = Rank.QUALITY


@dataclass(frozen=True, slots=True)
class Travel:
    """What it costs that a person leads a session at a venue, by person and venue."""

    session: str
    costs: Mapping[tuple[str, str], int]
    because: Because


NOBODY = "~"
"""With a number after it: who stands in for a person that a session has to do without."""
PARTICIPANTS = ""
"""Those who take part, where a person or venue goes by an id."""


@dataclass(frozen=True, slots=True)
class OneAtATime:
    """A person who leads, or a venue that holds, has one of these sessions at a time.

    Two sessions that share a day clash, unless they are named as `apart` (held at other times of the day, or one
    within the other); those clash only where the venues chosen for them lie in two towns. Where `who` is
    PARTICIPANTS it binds whoever leads, for some of them are at any two of these sessions. There may be several such.
    """

    who: str
    sessions: frozenset[str]
    apart: frozenset[frozenset[str]]
    towns: Mapping[str, str]
    """By venue, its town; a venue without one is near everything. Empty for a venue."""
    because: Because
    venue: bool = False
    """Whether `who` is a venue."""
    aside: Mapping[str, int] = field(default_factory=dict)
    """By session for which this is set aside, the last day on which it is: until then it clashes with none."""


@dataclass(frozen=True, slots=True)
class AtMostDays:
    """A person leads these sessions on so many days of each period at most.

    The days that the sessions they lead take in a period, and those `already` taken in it, are no more than `most`
    together, each day counted once, in every period in which they lead any of these sessions.
    """

    who: str
    sessions: frozenset[str]
    periods: Mapping[int, int]
    """By day, the number of its period (a week or a month); also of days soon before and after those of the problem."""
    most: int
    already: frozenset[int]
    """The days on which they lead something else already."""
    because: Because
    aside: Mapping[str, int] = field(default_factory=dict)
    """By session for which this is set aside, the last (first) day on which it is: until then it does not count."""


@dataclass(frozen=True, slots=True)
class FewFaces:
    """The same people best lead throughout: each person who leads any of the sessions costs, beyond the first few.

    It costs `weight` for each distinct one of `people` who leads any of them, less `weight` times `free`, and never
    less than 0.
    """

    sessions: frozenset[str]
    people: frozenset[str]
    free: int
    weight: int
    because: Because


@dataclass(frozen=True, slots=True)
class FairLoad:
    """Those who lead best share the sessions.

    With n of these sessions, and a held elsewhere already, a person costs `weight` times
    (n + a)(n + a - 1)/2 - a(a - 1)/2.
    """

    sessions: frozenset[str]
    already: Mapping[str, int]
    """By person among whom the load is shared, how many sessions they lead elsewhere; whoever is not named costs 0."""
    weight: int
    because: Because


DateRule = Forbidden | Apart | NeverTogether
"""A rule about days alone."""
DateTerm = DateRule | Dearer | Evenly | Rotation
StaffTerm = Staffing | DearerStaff | Travel | OneAtATime | AtMostDays | FewFaces | FairLoad
Term = DateTerm | StaffTerm


@dataclass(frozen=True)
class Problem:
    """Sessions in their order, the number of days to choose from, and everything that is asked of the choice."""

    sessions: tuple[str, ...]
    days: int
    terms: tuple[Term, ...]
