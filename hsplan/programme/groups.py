"""How many of each group there are, and how many people come to a session."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hsplan.language import as_id
from hsplan.programme.remembering import once_for_each
from hsplan.programme.who import FACILITATOR, PARTICIPANT, Sizes

if TYPE_CHECKING:
    from hsplan.programme.model import Group, Participant, Programme
    from hsplan.programme.who import ForWhom


def cohort_size(programme: Programme) -> int | None:
    """How many take part, as far as that is stated: as a number, or by name."""
    participants = programme.participants
    return len(participants) or None if isinstance(participants, dict) else participants


def named_participants(programme: Programme) -> dict[str, Participant]:
    """Those who take part, by id; none where they are not known by name."""
    return programme.participants if isinstance(programme.participants, dict) else {}


def members_of(group: Group) -> Sizes | None:
    """How many members one of a group has: as stated, or as its roles come to."""
    return group.size if group.size is not None or not group.of else members_by_role(group)


def members_by_role(group: Group) -> Sizes:
    """How many members the roles of a group come to."""
    return Sizes(sum(one.least for one in group.of.values()), sum(one.most for one in group.of.values()))


def known_number(programme: Programme, group: str) -> int | None:
    """How many of a group there are: as stated, or the fewest that hold all participants; None where neither tells."""
    if group == PARTICIPANT:
        return cohort_size(programme)
    asked = programme.groups.get(group)
    if asked is None:
        return None
    if asked.number is not None:
        return asked.number
    members, size = members_of(asked), cohort_size(programme)
    return math.ceil(size / members.most) if members is not None and size else None


def number_of(programme: Programme, for_: ForWhom) -> int:
    """How many of a group take something at once; one where that is not known, or where it is for one of them."""
    return 1 if for_.number or not for_.each else known_number(programme, for_.each) or 1


def role_named(programme: Programme, word: str) -> str:
    """The role that a word names, in the plural as well: `2 coaches` are two of the role `coach`."""
    known = roles_of(programme)
    return next((one for one in (word, word.removesuffix("s"), word.removesuffix("es")) if one in known), word)


def whom_in_words(programme: Programme, for_: ForWhom) -> str:
    """For whom something is, by the titles that roles and groups have: `Line manager`, `each Action learning set`."""
    if for_.roles:
        known = roles_of(programme)
        return ", ".join(known.get(role_named(programme, role), role) for role in for_.roles)
    group = programme.groups.get(for_.each)
    words = str(for_)
    return words.replace(for_.each, group.title, 1) if group is not None and group.title else words


USUAL = {role: role for role in (FACILITATOR, PARTICIPANT, "coach", "mentor", "tutor")}
"""The roles that need no definition."""


@once_for_each
def roles_of(programme: Programme) -> dict[str, str]:
    """The roles that may be named, with their titles: those that are defined, and those that people hold."""
    held = {person.role: person.role.replace("-", " ") for person in programme.people.values() if person.role}
    return USUAL | held | defined_roles(programme)


@once_for_each
def defined_roles(programme: Programme) -> dict[str, str]:
    """The roles that are there though nobody holds them: the programme's own, its audience's, and the usual ones."""
    audience = {as_id(title): title for title in programme.audience}
    own = {id_: role.title or id_.replace("-", " ") for id_, role in programme.roles.items()}
    return USUAL | audience | own


def role_of(programme: Programme, participant: Participant) -> str:
    """The id of the role of a participant, which may be written by its title; nothing where none is said."""
    return role_titled(programme, participant.role) if participant.role else ""


def role_titled(programme: Programme, title: str) -> str:
    """The id under which a programme has a role, or else the one that its title gives."""
    titles = {known: id_ for id_, known in roles_of(programme).items()}
    return titles.get(title, as_id(title))
