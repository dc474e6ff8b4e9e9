"""The participants can be divided as `groups` asks.

Sixteen participants make no three sets of six to eight, and thirteen make no pairs.

    participants: 13
    groups: {pair: {size: 2}}      # one is left over

Change `size`, `number` or `of`, or the number of participants; a size may be a range, such as `2 to 3`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.groups import cohort_size, members_by_role, members_of
from hsplan.programme.who import Sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Group, Programme

CODES = ("group-not-filled",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each kind of group that cannot come out."""
    for id_, group in programme.groups.items():
        told = _of_roles(programme, group) or _of_participants(programme, group, id_)
        if told:
            key, message, expected = told
            notes = (Note("the number of participants", ("participants",)),) if programme.participants else ()
            yield Finding(
                "group-not-filled", message, ("groups", id_, key), at_key=True, expected=expected, notes=notes
            )


def _of_roles(programme: Programme, group: Group) -> tuple[str, str, str] | None:
    """What is wrong between a group's roles and its size, or the number of those who have a role."""
    if not group.of:
        return None
    size, together = group.size, members_by_role(group)
    if group.of and size is not None and (together.least > size.most or together.most < size.least):
        return "of", f"`of` comes to {together} members, and `size` is {size}", "roles that come to the size"
    for role, each in group.of.items():
        held = programme.roles[role].number if role in programme.roles else None
        if held is not None and group.number is not None and not _fits(held, group.number, each):
            message = f"{group.number} with {each} `{role}` each do not come out with {held} of them"
            return "of", message, f"a number of `{role}` that comes out"
    return None


def _fits(people: int, number: int, size: Sizes) -> bool:
    return number * size.least <= people <= number * size.most


def _of_participants(programme: Programme, group: Group, id_: str) -> tuple[str, str, str] | None:
    """What is wrong between the participants and the number and size of a group."""
    size, people = members_of(group), cohort_size(programme)
    key = "size" if group.size is not None else "of"
    if people is None:
        return None
    if group.number is not None and size is not None and not _fits(people, group.number, size):
        message = f"{group.number} {id_}s of {size} hold {_product(group.number, size)}, and there are {people}"
        return "number", message, f"a `number` and a `{key}` that hold {people} participants"
    if group.number is not None and group.number > people:
        return "number", f"{people} participants do not fill {group.number} {id_}s", f"at most {people}"
    if group.number is None and size is not None and not _fits(people, math.ceil(people / size.most), size):
        message = f"{people} participants cannot be divided into {id_}s of {size}"
        return key, message, f"a size such as `{_near(people, size)}`" if key == "size" else "roles that come out"
    return None


def _product(number: int, size: Sizes) -> str:
    return str(Sizes(number * size.least, number * size.most))


def _near(people: int, size: Sizes) -> Sizes:
    """The smallest widening of a size that leaves nobody over."""
    number = max(1, people // size.most)
    larger = Sizes(min(size.least, people // number), max(size.most, math.ceil(people / number)))
    smaller = Sizes(min(size.least, people // (number + 1)), size.most)
    return min(larger, smaller, key=lambda one: one.most - one.least)
