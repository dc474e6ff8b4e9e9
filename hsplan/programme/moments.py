"""Which days a session's phase, anchors and edges leave to it, whatever the other sessions do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange
from hsplan.programme.items import written_sessions
from hsplan.programme.stretches import horizon, phase_stretches, phases_of, slack, stretch
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import THE_END, THE_START, During, InMiddle, InPart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Frame:
    """A programme's days from its start: all that a plan may use, the nominal ones, and those of each phase."""

    everything: DayRange
    """What a plan may use at all: with what lies before the start, after the end, or beyond a length that is about."""
    whole: DayRange
    phases: Mapping[str, DayRange]
    loose: bool
    """Whether lengths are about, so that phases and the end are wishes."""
    slack: timedelta
    beyond: frozenset[str] = frozenset()
    """The sessions that are tied, be it through others, to one before the start or after the end."""

    @classmethod
    def of(cls, programme: Programme, start: date) -> Frame:
        """The frame of a programme from a start."""
        lengths = [programme.length, *(phase.length for phase in phases_of(programme)[1].values())]
        return cls(
            horizon(programme, start, (written for _, _, written in written_sessions(programme))),
            stretch(programme, start),
            phase_stretches(programme, start),
            any(length is not None and length.about for length in lengths),
            slack(programme),
            _beyond(occasions_of(programme)),
        )

    def level(self, session: Session) -> DayRange:
        """The days that a session's anchors speak of: its phase's or those of one that it names, else the whole."""
        named = self._named(session)
        return self.phases[named] if named is not None else self.whole

    def edge(self, session: Session, target: str) -> date | None:
        """The first or the last day of a session's phase or programme, where a link names that; else nothing."""
        level = self.level(session)
        return {THE_START: level.first, THE_END: level.last}.get(target)

    def phase(self, session: Session) -> str | None:
        """The phase within which a session has to lie; none where only the programme holds it, or neither does."""
        bound = session.outside is None and not session.tied and not self.loose
        return self._named(session) if bound else None

    def _named(self, session: Session) -> str | None:
        during = next((one.target for one in session.when if isinstance(one, During)), None)
        return during if during in self.phases else session.phase

    def days(self, session: Session) -> DayRange:
        """The days within which a session lies: its phase's, or the programme's.

        What is tied to another session need not lie in its phase; what is before the start or after the end lies out
        of it; and where lengths are about, phases are wishes.
        """
        level = self.level(session)
        if session.outside == "before":
            return DayRange(self.everything.first, level.first - ONE_DAY)
        if session.outside == "after":
            return DayRange(level.last + ONE_DAY, self.everything.last)
        if session.id in self.beyond:
            return self.everything
        return DayRange(self.whole.first, self.whole.last + self.slack) if self.phase(session) is None else level

    def anchored(self, session: Session) -> list[tuple[InMiddle | InPart, DayRange]]:
        """The stretches of its phase or programme that a session is asked to lie in."""
        level = self.level(session)
        third = len(level) // 3
        middle = DayRange(level.first + third * ONE_DAY, level.last - third * ONE_DAY)
        return [
            (when, middle if isinstance(when, InMiddle) else when.of(level))
            for when in session.when
            if isinstance(when, InMiddle | InPart)
        ]


def _beyond(occasions: tuple[Session, ...]) -> frozenset[str]:
    """The sessions that lie where what they are tied to lies: before the start or after the end."""
    found = {one.id for one in occasions if one.outside is not None}
    while found:
        more = {one.id for one in occasions if any(link.other in found for link in one.links)} - found
        if not more:
            break
        found |= more
    return frozenset(found)
