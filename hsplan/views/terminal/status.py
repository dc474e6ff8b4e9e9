"""Where a programme stands on a day: a sentence, how much is delivered of each kind, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from hsplan.dates.days import in_words
from hsplan.schedule.standing import sentence, standing
from hsplan.views.terminal.agenda import entry, window
from hsplan.views.terminal.form import blank, day_words, hanging, headline, indented, looks, milestone_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.schedule.rows import Schedule
    from hsplan.schedule.standing import Standing, Tally
    from hsplan.views.terminal.form import Form

FULL = {True: "█", False: "#"}
EMPTY = {True: "░", False: "."}
LONGEST_BAR = 30
MOST_NAME = 36


def status(schedule: Schedule, form: Form, day: date, *, brief: bool = False) -> Iterator[Text]:
    """The standing on a day in words; unless brief, also as bars, with what is held that day, what is next and open."""
    found = standing(schedule, day)
    yield from headline(schedule.name, form)
    if schedule.reader is not None:
        yield from map(Text, form.wrapped(f"For {schedule.reader.name}", form.width))
    yield from map(Text, form.wrapped(f"On {in_words(day)}: {sentence(found)}.", form.width))
    if brief:
        return
    if found.phase is not None:
        title = f": {found.phase.title}" if found.phase.title else ""
        words = f"{schedule.phase_word.capitalize()} {found.number} of {found.phases}{title}"
        yield from indented(form.wrapped(f"{words}, until {in_words(found.phase.days.last)}", form.width), by=0)
    yield from _bars(found, schedule, form)
    yield from _ahead(found, schedule, form)


def _bars(found: Standing, schedule: Schedule, form: Form) -> Iterator[Text]:
    """How much is delivered of each kind, and of the project."""
    marks = looks(schedule, form)
    lines = [(one, one.words, *marks[one.kind]) for one in found.tallies]
    if found.milestones is not None:
        lines.append((found.milestones, f"project {found.milestones.words}", " ", "bold"))
    if not lines:
        return
    yield blank()
    counts = max(len(_count(one)) for one, *_ in lines)
    room = min(MOST_NAME, max(cell_len(form.plain(words)) for _, words, *_ in lines), form.width // 2)
    long = min(LONGEST_BAR, form.width - room - counts - 7)
    for one, words, mark, style in lines:
        full = one.done * long // one.of
        line = Text().append(f" {mark} ", style=style).append(f"{form.cell(words, room)}  ")
        line.append(FULL[form.utf8] * full, style=style).append(EMPTY[form.utf8] * (long - full), style="dim")
        yield line.append(f"  {_count(one):>{counts}}")


def _count(one: Tally) -> str:
    return f"{one.done} of {one.of}"


def _ahead(found: Standing, schedule: Schedule, form: Form) -> Iterator[Text]:
    """What is held on the day, what comes next, and what is open."""
    marks = looks(schedule, form)
    for words, rows in (("ON THIS DAY", found.today), ("NEXT", (found.next,) if found.next else ())):
        if rows:
            yield blank()
            yield Text(words, style="bold")
        for row in rows:
            yield from entry(row, form, *marks[row.kind_title])
    if found.next_milestone is not None:
        yield blank()
        yield Text("NEXT MILESTONE", style="bold")
        when, words = milestone_words(found.next_milestone)
        yield from hanging(f"   {when}  ", words, form)
    if found.dates:
        yield blank()
        yield Text("NEXT DATE", style="bold")
    for one in found.dates:
        yield from hanging(f"   {one.when(day_words)}  ", one.title, form)
    if found.open:
        yield blank()
        yield Text("OPEN", style="bold")
    for held in found.open:
        yield from window(held, form)
