"""What an explanation says: of a session's day what it costs, what is left free, and what else could be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from hsplan.dates.days import DayRange
    from hsplan.plan.whereabouts import Elsewhere
    from hsplan.planner.conflict import Conflict
    from hsplan.problem import Because


@dataclass(frozen=True, slots=True)
class Share:
    """What a session's day, people and place cost by one wish: what would be saved if the session were not held."""

    wish: Because
    cost: int
    how: str
    """In a few words, how it comes to that; empty where the wish says it all."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many days a wish takes from those that the wishes before it had left."""

    wish: Because
    days: int


@dataclass(frozen=True, slots=True)
class Move:
    """A session that would move."""

    session: str
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Other:
    """Another day: by how much dearer the plan would be, by which wishes, and what else would move."""

    day: date
    more: int
    """How much more than the plan as it stands; below 0 where the plan would be better, at the price of a move."""
    wishes: tuple[tuple[Because, int], ...]
    """By wish how much more, or less; what differs most comes first."""
    moves: tuple[Move, ...]
    staff: tuple[str, ...]
    """Other sessions whose people or venue would change."""


@dataclass(frozen=True, slots=True)
class Week:
    """A stretch of weeks in which a session might lie and does not, and the first reason."""

    days: DayRange
    lost: Because | Conflict | Other | None
    """The wish that takes all its days; or a clash with other wishes; or what its best day costs; or not looked into.

    For what the best day costs, several weeks are never told together.
    """


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or venue that might have been chosen: what that costs more, or why it cannot be."""

    id: str
    name: str
    more: int | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands against a day."""

    day: date
    forbids: tuple[Because, ...]
    """Every rule that forbids it by itself."""
    other: Other | None
    """What it would cost and move: were those rules set aside, if there are any."""
    conflict: Conflict | None
    """Why no plan has it, where none does."""
    within: bool = True
    """Whether it is among the days that a plan may use at all."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """Who might lead it, and which venues might hold it, were they to be had on that day."""


@dataclass(frozen=True)
class Explanation:
    """Why a session is on its day."""

    session: str
    title: str
    days: DayRange
    why: str
    """Of a session that is still to be held: `best` (proven), `found` (none better is known, which is not proven),
    `before` (a better one is known, but it was there, and least change keeps it) or `pinned`; else its status."""
    total: int
    """What the whole plan costs."""
    stretch: DayRange
    """The days of its phase or programme."""
    people: tuple[str, ...]
    venue: str | None
    shares: tuple[Share, ...] = ()
    afresh: Other | None = None
    """Where it would be in a plan made anew, if that is another day."""
    left: tuple[Left, ...] = ()
    open: int = 0
    """How many days of the stretch no rule by itself forbids."""
    bonds: tuple[Because, ...] = ()
    beside: DayRange | None = None
    """The first and last of those that go with the other sessions as they stand."""
    others: tuple[Other, ...] = ()
    weeks: tuple[Week, ...] = ()
    other_people: tuple[Someone, ...] = ()
    other_venues: tuple[Someone, ...] = ()
