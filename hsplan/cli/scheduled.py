"""What is printed of plans that were made: the calendars of those that are new, and what was done to each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from hsplan.calendars.gathering import unsettled
from hsplan.cli import changed, screen
from hsplan.cli.clock import today_of
from hsplan.cli.screen import folded, two_sentences
from hsplan.cli.talk import say, tell_unsettled
from hsplan.schedule.arranging import Planned as Shown
from hsplan.schedule.arranging import schedule as rows
from hsplan.schedule.readers import untold
from hsplan.views import terminal
from hsplan.workspace.files import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.cli.starts import Job
    from hsplan.planner.planning import Planned

MOST_TOLD = 12


def print_all(done: list[tuple[Job, Planned]], lost: dict[int, tuple[str, ...]], *, written: bool) -> None:
    """All plans are safe before the first line is printed: whoever reads may stop reading (`| head`).

    Of several, those that stay as they are need no calendar: what is new would be lost among them.
    """
    new = [n for n, (_, one) in enumerate(done) if one.touched or len(done) == 1]
    for n, (job, one) in enumerate(done):
        if n in new:
            if n > new[0]:
                typer.echo()
            _print(job, one)
            say("")
        _tell(job, one, lost.get(n, ()), written=written)


def tell_waiting(waiting: list[Job]) -> None:
    """That cohorts have a plan that is not written, as others that they hold sessions with have none."""
    if waiting:
        names = ", ".join(job.opened.source.full_id for job in waiting)
        whom = "it holds" if len(waiting) == 1 else "they hold"
        say(folded(f"{names}: not written, as those with whom {whom} sessions have no plan"))


def _print(job: Job, planned: Planned) -> None:
    """The calendar on stdout."""
    found = rows(Shown(job.opened.understood(), planned.plan, job.calendar, job.opened.source.cohort))
    screen.show(terminal.agenda(found, terminal.Form(screen.width(), screen.unicode_shown())))


def _tell(job: Job, planned: Planned, comments: tuple[str, ...], *, written: bool) -> None:
    """What was done, on stderr."""
    source, programme = job.opened.source, job.opened.understood()
    for line in _changes(job, planned):
        say(line)
    for line in changed.over(planned.changes, planned.plan, today_of(programme), source.name):
        say(line)
    for wish in planned.missed:
        say(folded(f"  not as wished: {wish}"))
    tell_unsettled(source.full_id, unsettled(programme.calendar))
    where = f"{shown(source.plan_path)}: revision {planned.plan.revision}, {_how_good(planned.plan.optimum)}"
    if not planned.touched:
        but = "; but people have not been told all of it" if untold(programme, planned.plan) else ""
        say(two_sentences(f"{source.full_id}: nothing changed{but}.", where))
    elif not written:
        say(two_sentences(f"{source.full_id}: would be written.", where))
    else:
        for comment in comments:
            say(f"A comment of the plan before found no place in the new one: {comment}")
        say(two_sentences(f"{source.full_id}: written and checked.", where))


def _how_good(optimum: str) -> str:
    """How good a plan is, as its file has it, for the screen.

    >>> _how_good("proven, cost 316"), _how_good("within 52550 of the best possible, cost 126379")
    ('optimum proven, cost 316', 'plan within 52,550 of the best possible (cost 126,379)')
    """
    if not (found := re.fullmatch(r"within (\d+) of the best possible, cost (\d+)", optimum)):
        return f"optimum {optimum}"
    beyond, cost = map(int, found.groups())
    return f"plan within {beyond:,} of the best possible (cost {cost:,})"


def _changes(job: Job, planned: Planned) -> Iterator[str]:
    """What differs from the plan before, a sentence each; and who has joined or left since people were told."""
    mended = [one for one in planned.mended if one.code != "not-dated"]  # what is new, or no more, is told below
    for finding in mended[:MOST_TOLD]:
        yield folded(f"  was wrong: {finding.message}")
    programme = job.opened.understood()
    yield from changed.lines(planned.changes, programme, planned.by_hand)
    yield from changed.of_people(programme, planned.plan)
