"""For each skill the sessions that teach it and those that practise it, and what is never practised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from hsplan.schedule.rows import Row
from hsplan.schedule.skills import skills_of
from hsplan.views.terminal.form import blank, day_words, hanging, heading, headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.schedule.rows import Schedule, WindowRow
    from hsplan.views.terminal.form import Form

LABEL = 14
DAY = 17


def skills(schedule: Schedule, form: Form) -> Iterator[Text]:
    """Which skill is taught and practised where."""
    yield from heading(schedule, form)
    found = skills_of(schedule)
    if not found:
        yield blank()
        yield Text(form.fit("The programme names no skills.", form.width))
    for one in found:
        yield blank()
        yield from headline(one.skill.name, form)
        if one.taught:
            yield from _sessions("taught", one.taught, form)
        if one.practised:
            yield from _sessions("practised", one.practised, form)
        if one.gap:
            yield Text(f"   {form.fit(one.gap, form.width - 3)}", style="bold yellow")


def _sessions(label: str, rows: Sequence[Row | WindowRow], form: Form) -> Iterator[Text]:
    """Sessions with their days; what has no date runs alongside."""
    for n, row in enumerate(rows):
        day = day_words(row.first) if isinstance(row, Row) else "alongside"
        lead = f"   {label if not n else '':<{LABEL - 3}}{day:<{DAY}}"
        yield from hanging(lead, f"{row.title} ({row.id})", form)
