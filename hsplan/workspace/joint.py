"""Which cohorts of a file hold sessions together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.programme.items import items_of

if TYPE_CHECKING:
    from hsplan.programme.model import Programme
    from hsplan.workspace.names import Source


def partners_of(programme: Programme, source: Source) -> list[Source]:
    """The other cohorts that hold something together with one."""
    named = [partner for item in items_of(programme) for partner in item.written.joint_with]
    return [replace(source, cohort=partner) for partner in dict.fromkeys(named) if partner != source.cohort]
