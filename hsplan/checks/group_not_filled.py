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
            key, message, expected, mend = told
            notes = (Note("the number of participants", ("participants",)),) if programme.participants else ()
            path = ("groups", id_, key)
            yield Finding(
                "group-not-filled",
                message,
                path,
                at_key=True,
                expected=expected,
                help=mend and f"write {mend}",
                notes=notes,
            )


def _of_roles(programme: Programme, group: Group) -> tuple[str, str, str, str] | None:
    """What is wrong between a group's roles and its size, or the number of those who have a role."""
    if not group.of:
        return None
    size, together = group.size, members_by_role(group)
    if size is not None and (together.least > size.most or together.most < size.least):
        message = f"`of` comes to {together} members, and `size` is {size}"
        return "of", message, "roles that come to the size", f"`size: {together}`"
    for role, each in group.of.items():
        held = programme.roles[role].number if role in programme.roles else None
        if held is not None and group.number is not None and not _fits(held, group.number, each):
            message = f"{group.number} with {each} `{role}` each do not come out with {held} of them"
            mend = f"`{role}: {_wide_enough(held, group.number, each)}`" if held >= group.number else ""
            return "of", message, f"a number of `{role}` that comes out", mend
    return None


def _fits(people: int, number: int, size: Sizes) -> bool:
    return number * size.least <= people <= number * size.most


def _of_participants(programme: Programme, group: Group, id_: str) -> tuple[str, str, str, str] | None:
    """What is wrong between the participants and the number and size of a group."""
    size, people = members_of(group), cohort_size(programme)
    key = "size" if group.size is not None else "of"
    groups = id_ if id_.endswith("s") else f"{id_}s"
    if people is None:
        return None
    if group.number is not None and group.number > people:
        who = "1 participant does" if people == 1 else f"{people} participants do"
        return "number", f"{who} not fill {group.number} {groups}", f"at most {people}", f"`number: {people}`"
    if group.number is not None and size is not None and not _fits(people, group.number, size):
        hold = Sizes(group.number * size.least, group.number * size.most)
        message = f"{group.number} {groups} of {size} hold {hold}, and there are {people}"
        mend = _mend(group, size, _wide_enough(people, group.number, size))
        return "number", message, f"a `number` and a `{key}` that hold {people} participants", mend
    if group.number is None and size is not None and not _fits(people, math.ceil(people / size.most), size):
        near = _near(people, size)
        expected = f"a size such as `{near}`" if key == "size" else "roles that come out"
        return (
            key,
            f"{people} participants cannot be divided into {groups} of {size}",
            expected,
            _mend(group, size, near),
        )
    return None


def _mend(group: Group, size: Sizes, wanted: Sizes) -> str:
    """The words that make a group wide enough: its size, or how many of the last of its roles, where some are left."""
    if group.size is not None:
        return f"`size: {wanted}`"
    role, each = [*group.of.items()][-1]
    least = each.least - size.least + wanted.least
    return f"`{role}: {Sizes(least, each.most - size.most + wanted.most)}`" if least > 0 else ""


def _wide_enough(people: int, number: int, size: Sizes) -> Sizes:
    """A size, widened as far as a number of groups asks for."""
    return Sizes(min(size.least, people // number), max(size.most, math.ceil(people / number)))


def _near(people: int, size: Sizes) -> Sizes:
    """The smallest widening of a size that leaves nobody over."""
    number = max(1, people // size.most)
    smaller = Sizes(min(size.least, people // (number + 1)), size.most)
    return min(_wide_enough(people, number, size), smaller, key=lambda one: one.most - one.least)
