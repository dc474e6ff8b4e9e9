"""Who takes part in what at which hours: nobody is wanted in two places at a time.

Where it is not known of somebody whether they come (of which set they are, which role they have), they do, as in what
they are shown; but nobody is of two sets unless it says so. What is optional wants nobody, and of several to choose
from each wants only those whom nothing else wants then. What has no time takes the day, but for work that everybody
does by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.programme.groups import named_participants, role_named, role_of, roles_of
from hsplan.programme.items import lineage
from hsplan.programme.people import overlap, same_role, together
from hsplan.programme.remembering import once_for_each
from hsplan.programme.who import PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hsplan.dates.hours import TimeRange
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session, SessionPart
    from hsplan.programme.who import ForWhom

Roles = frozenset[str]
BY_ONESELF = frozenset({"assignment", "e-learning"})
"""The kinds that nobody goes to: their date is that by which it is handed in, or from which it can be done."""
ALL = "participants"


@dataclass(frozen=True, slots=True)
class Call:
    """Whom a part of a session wants, and when."""

    hours: TimeRange | None
    members: frozenset[tuple[str, int]]
    """Of which groups, and which of each, they are; none where all are meant."""
    roles: Roles | None
    """Which roles of participants they have; None where all are meant."""
    others: Roles
    """The roles of others who are wanted as well, such as line managers."""
    chosen: bool
    """Whether it is one of several that each chooses from."""

    def holds(self, other: Call) -> bool:
        """Whether all whom another call wants are among those whom this one does."""
        roles = self.roles is None or (other.roles is not None and other.roles <= self.roles)
        return roles and self.members <= other.members


def wanted_twice(programme: Programme, one: Session, other: Session) -> str:
    """Who is wanted at two sessions at the same time if they lie on one day, in words; nothing where nobody is."""
    return next(_both(programme, one, other, at_once=True), "")


def wanted_at_both(programme: Programme, one: Session, other: Session) -> str:
    """Who is wanted at two sessions that are not held together, at whatever time; nothing where nobody is."""
    return next(_both(programme, one, other, at_once=False), "")


def _both(programme: Programme, one: Session, other: Session, *, at_once: bool) -> Iterator[str]:
    if together(one, other):
        return
    for mine in _calls(programme, one):
        for theirs in _calls(programme, other):
            if not at_once or overlap(mine.hours, theirs.hours):
                who = _who(programme, mine, theirs)
                if who:
                    yield who


@once_for_each
def _known(_programme: Programme) -> dict[str, tuple[Call, ...]]:
    """By session whom it wants, once that was asked."""
    return {}


def _calls(programme: Programme, session: Session) -> tuple[Call, ...]:
    """Whom each part of a session wants."""
    known = _known(programme)
    if session.id not in known:
        known[session.id] = tuple(_of_parts(programme, session))
    return known[session.id]


def _of_parts(programme: Programme, session: Session) -> Iterator[Call]:
    attending = session.attendance
    if attending is not None and attending.rule == "optional":
        return
    by_oneself = not BY_ONESELF.isdisjoint(lineage(programme, session.kind))
    said = {_role(programme, role): rule for role, rule in attending.roles} if attending is not None else {}
    optional = frozenset(role for role, rule in said.items() if rule == "optional")
    named = frozenset(_role(programme, one) for one in session.for_.roles)
    for part in session.parts:
        if by_oneself and part.hours is None:
            continue
        wanted = [named, frozenset(_role(programme, one) for one in part.for_.roles)]
        ours = _of_participants(programme)
        roles = _together([ours & some for some in wanted if some and PARTICIPANT not in some])
        if optional & ours:
            roles = (ours if roles is None else roles) - optional
        others = named | (said.keys() if not named else frozenset())
        others = others - ours - optional - {PARTICIPANT}
        yield Call(part.hours, frozenset(_members(session, part)), roles, others, _is_choice(session))


def _role(programme: Programme, word: str) -> str:
    return same_role(programme, role_named(programme, word))


@once_for_each
def _of_participants(programme: Programme) -> Roles:
    """The roles that participants have: those of the audience, of groups, and what is said of each."""
    titles = set(programme.audience)
    found = [id_ for id_, title in roles_of(programme).items() if title in titles]
    found += [role for group in programme.groups.values() for role in group.of]
    found += [role_of(programme, one) for one in named_participants(programme).values() if one.role]
    return frozenset(_role(programme, one) for one in found)


def _together(some: list[Roles]) -> Roles | None:
    """Those in all of some sets; None where there are no sets."""
    return frozenset.intersection(*some) if some else None


def _members(session: Session, part: SessionPart) -> Iterator[tuple[str, int]]:
    if session.member is not None:
        yield session.member
    whom: Iterable[ForWhom] = (session.for_, part.for_)
    yield from ((one.each, one.number) for one in whom if one.number)


def _is_choice(session: Session) -> bool:
    return session.choose is not None and session.choose != str(session.count)


def _who(programme: Programme, one: Call, other: Call) -> str:
    """Who is wanted by two calls, in words."""
    others = one.others & other.others
    if others:
        return f"`{min(others)}`"
    if (one.chosen and not (other.holds(one) and not other.chosen)) or (other.chosen and not one.holds(other)):
        return ""
    roles = _together([some for some in (one.roles, other.roles) if some is not None])
    if roles is not None and not roles:
        return ""
    members = one.members | other.members
    if len(members) > 1 or (members and roles is not None):
        return (
            _named_in_both(programme, roles, members)
            if named_participants(programme)
            else _perhaps(programme, roles, members)
        )
    words = [f"{group} {number}" for group, number in members] or [f"`{role}`" for role in sorted(roles or ())]
    return words[0] if len(words) == 1 else ALL


def _named_in_both(programme: Programme, roles: Roles | None, members: frozenset[tuple[str, int]]) -> str:
    """Of the participants, who are known by name, one who has one of some roles and is a member of all of these."""
    for id_, one in named_participants(programme).items():
        role = _role(programme, role_of(programme, one))
        groups = {each.each for each in one.in_}
        stated = {(each.each, each.number) for each in one.in_}
        unsaid = [group for group, _ in members if group not in groups]
        sure = all(member in stated for member in members if member[0] in groups)
        if sure and len(set(unsaid)) == len(unsaid) and (roles is None or not one.role or role in roles):
            return f"`{id_}`"
    return ""


def _perhaps(programme: Programme, roles: Roles | None, members: frozenset[tuple[str, int]]) -> str:
    """Whether anybody may have one of some roles and be a member of all of these, where it is not known of whom."""
    groups = [group for group, _ in members]
    made_of = [programme.groups[one].of for one in groups if one in programme.groups and programme.groups[one].of]
    fits = roles is None or all(roles & {_role(programme, role) for role in some} for some in made_of)
    return ALL if fits and len(set(groups)) == len(groups) else ""
