"""With `--as-of`, nothing before that day changes, and nothing comes to lie before it.

What is past cannot be held on another day, and nobody can come to a session that is put into last week.

    hsplan schedule --as-of 2011-06-01     # day-3 was on 3 May 2011, and would now be on 5 May 2011

Leave it as it was. What took place otherwise than planned is written into the plan by hand, and then marked with
`hsplan deliver`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding
from hsplan.plan.case import HELD, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "past-changed"
HELP = "leave `--as-of` out, or mark what took place with `hsplan deliver`"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that lay before the day and is no more as it was, or that now lies before it."""
    if case.as_of is None:
        return
    before = case.before.sessions if case.before is not None else {}
    since = in_words(case.as_of)
    for session, booking in case.ahead():
        was = before.get(session.id)
        if was is not None and was.status in HELD and was.date < case.as_of:
            if (was.days, was.people, was.venue, was.times) != (
                booking.days,
                booking.people,
                booking.venue,
                booking.times,
            ):
                message = f"`{session.id}` was on {in_words(was.date)}, before {since}, and is not as it was"
                yield Finding(CODE, message, at(session), expected="what is past as it was", help=HELP)
        elif booking.date < case.as_of:
            message = f"`{session.id}` is newly on {in_words(booking.date)}, before {since}"
            yield Finding(CODE, message, at(session), expected=f"a day from {since}", help=HELP)
