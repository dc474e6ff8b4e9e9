"""What each cohort of a file asks for in what it holds together with others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hsplan.calendars.zones import zone_names
from hsplan.dates.days import TimeRange
from hsplan.programme.clock import timezone_of
from hsplan.programme.items import items_of
from hsplan.programme.joint import Holder, Joint
from hsplan.programme.people import needed_of, qualified, same_role, seats_needed
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.plan.held import Who
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session
    from hsplan.workspace.names import Source
    from hsplan.workspace.reusing import Whole


def beside_partners(programme: Programme, whole: Whole, source: Source) -> Programme:
    """A cohort's programme that knows what the others ask for who hold its sessions together with it."""
    if source.cohort is None or not any(item.written.joint_with for item in items_of(programme)):
        return programme
    asked = {cohort: _asked(whole, replace(source, cohort=cohort)) for cohort in whole.cohorts}
    found = {}
    for item, mine in asked[source.cohort].items():
        others = (asked[cohort].get(item) for cohort in whole.cohorts if cohort in {*mine.with_, source.cohort})
        # who does not say so as well is told to: until then nothing follows from it
        holders = tuple(one for one in others if one is not None and (one is mine or source.cohort in one.with_))
        if len(holders) > 1:
            found[item] = Joint.of(holders, mine)
    return programme.holding(found) if found else programme


def _asked(whole: Whole, source: Source) -> Mapping[str, Holder]:
    """What a cohort asks for in what it holds together with others, by the id that each is written under."""
    cohort = source.cohort or ""
    if cohort not in whole.joint:
        document, programme = whole.of_cohort(cohort)
        as_whom = _AsWhom(cohort, whole.shares(document, *source.key))
        # of what is held several times the first: what all of them ask for is the same
        first = {one.item: one for one in reversed(sessions_of(programme))} if programme is not None else {}
        whole.joint[cohort] = {
            id_: _holder(programme, one, as_whom)
            for id_, one in first.items()
            if programme is not None and one.joint_with
        }
    return whole.joint[cohort]


@dataclass(frozen=True)
class _AsWhom:
    """A cohort, and whom it shares with the others."""

    cohort: str
    shares: Mapping[str, Who]

    def of(self, id_: str) -> tuple[str, ...]:
        """What tells a person or venue from all others."""
        return self.shares.get(id_) or (self.cohort, id_)


def _holder(programme: Programme, session: Session, as_whom: _AsWhom) -> Holder:
    """What a cohort asks for. Where a rule is set aside for it there, it need not be as the others have it."""
    aside = {waiver.rule for waiver in programme.waive if {session.id, session.item} & set(waiver.for_)}
    needed = needed_of(programme, session) if "not-led" not in aside else 0
    named, role = session.leaders.people, same_role(programme, session.leaders.role)
    able = qualified(programme, session)
    zone = timezone_of(programme)
    return Holder(
        as_whom.cohort,
        session.joint_with,
        seats_needed(programme, session),
        _hours(session),
        zone if zone in zone_names() else None,  # what is no zone is told, and says no time
        tuple(sorted(map(as_whom.of, session.venues))) if "no-venue" not in aside else (),
        (needed, tuple(sorted(map(as_whom.of, named))), role),
        frozenset(id_ if id_ in as_whom.shares else f"{as_whom.cohort}/{id_}" for id_ in able),
        frozenset(key for key, path in session.origins.items() if path == (*session.path, key)),
    )


def _hours(session: Session) -> TimeRange | None:
    """From the beginning of its first part to the end of its last, where the time of each is stated."""
    times = [part.time for part in session.parts if part.time is not None]
    if len(times) < len(session.parts):
        return None
    return TimeRange(min(one.start for one in times), max(one.end for one in times))
