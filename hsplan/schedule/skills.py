"""Which skill is taught and practised where, and what is never practised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hsplan.schedule.rows import Named, Row, Schedule, WindowRow


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill with what teaches it and what practises it: sessions in order of date, then what has no date."""

    skill: Named
    taught: tuple[Row | WindowRow, ...]
    practised: tuple[Row | WindowRow, ...]

    @property
    def gap(self) -> str:
        """What it lacks, in words: nothing where it is both taught and practised."""
        if self.taught and self.practised:
            return ""
        if self.practised:
            return "never taught"
        return "never practised" if self.taught else "never taught, never practised"


def skills_of(schedule: Schedule) -> tuple[SkillRow, ...]:
    """Each skill of a programme, in its order. What is cancelled teaches nothing."""
    held: list[Row | WindowRow] = [*schedule.held, *schedule.held_windows]
    return tuple(
        SkillRow(
            skill,
            tuple(one for one in held if skill in one.teaches),
            tuple(one for one in held if skill in one.practises),
        )
        for skill in schedule.skills
    )
