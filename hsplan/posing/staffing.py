"""Each session takes as many people as it needs, and one venue, of those that it may have on its day.

Where a rule is set aside for a session, it may do with fewer people or with a venue that will not do, at a high cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import NOBODY, SCALE, Because, DearerStaff, Staffing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.candidates import Candidates
    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

RULE = "not-staffed"
"""No rule of its own: the two below say what is set aside."""
LACKING = 1000 * SCALE["normal"]


def pose(request: Request) -> Iterator[Term]:
    """Who may lead each session and where it may be held."""
    led, housed = request.waived("not-led"), request.waived("no-venue")
    for session in request.sessions:
        found = request.candidates[session.id]
        because = Because(f"who leads {session.id}, and where", session.path)
        people, venues, asked = dict(found.people), dict(found.venues), found.asked
        if found.needed and session.id in led:
            aside = frozenset(range(led[session.id] + 1))
            people = _with_fewer(found, aside)
            # Where more are needed than are named, those named may be missed only if that holds on all days: stricter
            # than the rule, and never wrong.
            asked = asked if found.needed > len(asked) and len(aside) < len(request.days) else frozenset()
            dearer = {id_: LACKING for id_ in people if id_ not in found.people}
            dearer |= {id_: LACKING // 2 for id_ in people if found.asked and id_ in found.people.keys() - found.asked}
            yield DearerStaff(session.id, dearer, {}, because)
        if session.venues and session.id in housed:
            venues = _any_venue(session, found, frozenset(range(housed[session.id] + 1)))
            too_small = {id_: LACKING for id_ in venues if id_ not in found.venues}
            yield DearerStaff(session.id, {}, too_small, because)
        yield Staffing(session.id, session.days, found.needed, asked, people, venues, because, found.away_at)


def _with_fewer(found: Candidates, aside: frozenset[int]) -> dict[str, frozenset[int]]:
    """Those who may lead it, and on the days on which fewer will do as many nobodies; those named only when they can.

    Where somebody is named, nobody else takes their place but on those days.
    """
    nobodies = {f"{NOBODY}{n}": aside for n in range(1, found.needed + 1)}
    spare = found.needed > len(found.asked)
    people = {id_: days if spare or id_ in found.asked else days & aside for id_, days in found.people.items()}
    return people | nobodies


def _any_venue(session: Session, found: Candidates, aside: frozenset[int]) -> dict[str, frozenset[int]]:
    """Its venues, which on the days on which the rule is set aside need be neither open nor large enough."""
    pinned = found.venue_pinned and found.venues
    return {id_: found.venues.get(id_, frozenset()) | aside for id_ in (found.venues if pinned else session.venues)}
