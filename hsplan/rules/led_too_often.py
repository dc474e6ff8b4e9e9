"""Nobody leads on more days of a week or month than they can.

    people: {facilitator-a: {name: Facilitator A, leads: everything, at-most: 1 day a week}}
    sessions:                # the plan: both in one week
      day-1: {date: 18 Jan 2011, people: [facilitator-a]}
      day-2: {date: 20 Jan 2011, people: [facilitator-a]}

Days on which somebody leads in other programmes, which share them by a shared file, count as well.

Have someone else lead one of the two, or move it to another week.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import MONTHS, in_words
from hsplan.plan.case import at, breach
from hsplan.plan.held import period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "led-too-often"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that is too much for a person in its week or month."""
    led = _led_elsewhere(case)
    for session, booking in case.ahead_unless_waived(CODE):
        for n, id_ in enumerate(booking.people):
            cap = case.programme.people[id_].at_most if id_ in case.programme.people else None
            if cap is None:
                continue
            for day in booking.days:
                days = led.setdefault((id_, *period(cap.unit, day)), set())
                days.add(day)
                if len(days) > cap.days:
                    which = _named(cap.unit, day)
                    message = f"{case.programme.people[id_].name} leads on {len(days)} days of {which}, more than {cap}"
                    yield breach(CODE, message, (*at(session, "people"), n), expected=f"at most {cap}")
                    break


def _named(unit: str, day: date) -> str:
    """The week or month of a day in words."""
    if unit == "week":
        return f"the week of {in_words(day - timedelta(days=day.weekday()))}"
    return f"{MONTHS[day.month - 1]} {day.year}"


def _led_elsewhere(case: Case) -> dict[tuple[str, int, int], set[date]]:
    """The days on which people lead in the plans of other programmes, by person and period."""
    led: dict[tuple[str, int, int], set[date]] = {}
    for one in case.held:
        cap = case.programme.people[one.who].at_most if one.who in case.programme.people else None
        if cap is None:
            continue
        for day in one.days:
            led.setdefault((one.who, *period(cap.unit, day)), set()).add(day)
    return led
