"""Days that are for some only are for a role, a person or a venue that the programme knows, and can weigh on them.

Days for nobody would close nothing.

    people: {facilitator-a: {name: Facilitator A, leads: everything}}
    calendar: {closed: {training: {when: 5 Sep 2011, for: facilitator-x}}}        # there is no facilitator-x

Correct the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, did_you_mean, first_of
from hsplan.programme.groups import named_participants, roles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("nobody-there",)
MOST_NAMED = 30


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each name behind `for` in the calendar that names nobody."""
    there = dict.fromkeys([*roles_of(programme), *programme.people, *programme.venues])
    known, taking_part = tuple(there), named_participants(programme)
    for path, block in programme.calendar.blocks:
        for n, whom in enumerate(block.for_):
            if whom not in there:
                mend = "leave `for` out for everyone" if whom in ("everyone", "all", "everybody") else ""
                if whom in taking_part:
                    mend = (
                        f"write the days as `away` of `{whom}` under `participants`: a wish, which plans need not keep"
                    )
                yield Finding(
                    "nobody-there",
                    f"there is no role, person or venue `{whom}`",
                    (*path, "for", n),
                    expected=f"one of {first_of(known, MOST_NAMED)}",
                    help=mend or did_you_mean(whom, known),
                )
