"""From when each programme is planned: from its plan's start, its file's, or the one given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.cli.progress import watched
from hsplan.cli.ready import example_start
from hsplan.cli.report import report
from hsplan.cli.talk import say
from hsplan.dates.days import in_words
from hsplan.findings import MOST_WRONG, Finding, RefusedError, Severity, once
from hsplan.plan.case import HELD
from hsplan.workspace.files import shown
from hsplan.workspace.names import command, find
from hsplan.workspace.neighbours import Namesakes
from hsplan.workspace.opening import Opened, Stored, calendar_of, dated_findings, is_template, open_plan, open_programme

if TYPE_CHECKING:
    from datetime import date

    from hsplan.calendars.model import Calendar


@dataclass(frozen=True)
class Job:
    """A programme to plan, its plan before, and what each of its days is."""

    opened: Opened
    stored: Stored | None
    calendar: Calendar


def open_all(names: list[str] | None) -> list[tuple[Opened, Stored | None]]:
    """The programmes to plan with their plans; bases that are never planned are left out.

    Raises:
        RefusedError: with every finding of every programme and plan that cannot be planned.
    """
    found = []
    refused: list[Finding] = []
    bases: list[Finding] = []
    for source in watched(find(names), "Reading"):
        opened = open_programme(source)
        try:
            programme = opened.understood()
            if not programme.template:
                found.append((opened, open_plan(source)))
            else:
                bases.append(is_template(opened))
        except RefusedError as refusal:
            refused += refusal.findings
        if len(refused) >= MOST_WRONG:  # nobody mends more before running it again
            break
    if refused := [*refused, *(bases if names or not (found or refused) else ())]:
        raise RefusedError(*once(refused))
    return found


def begin(found: list[tuple[Opened, Stored | None]], given: date | None, *, named: bool, fresh: bool) -> list[Job]:
    """The programmes with the days from their start.

    A start that is given counts for programmes that have none. Where a named programme, or every programme, already
    has another, it is refused unless a fresh plan is asked for.

    Raises:
        RefusedError: with a finding for each programme that has another start, or none at all, or that makes no
            sense on its days.
    """
    binding = named or fresh or all(_own_start(opened, stored) for opened, stored in found)
    refused: list[Finding] = []
    doubtful: list[Finding] = []
    jobs = []
    namesakes = Namesakes()
    for opened, stored in found:
        start = _start(opened, stored, given if binding or not _own_start(opened, stored) else None, fresh=fresh)
        if isinstance(start, Finding):
            refused.append(start)
            continue
        if fresh and stored is not None and (past := _past(opened, stored)):
            refused.append(past)
            continue
        calendar = calendar_of(opened.understood(), start)
        findings = [*opened.findings, *dated_findings(opened, calendar, stored.plan if stored and not fresh else None)]
        refused += [one for one in findings if one.severity is Severity.ERROR]
        doubtful += [one for one in findings if one.severity is not Severity.ERROR]
        jobs.append(Job(opened, stored, calendar))
        namesakes.put(opened, calendar.within)
    if refused:
        raise RefusedError(*once(refused))
    doubtful += namesakes.findings()
    if doubtful:
        say(report(once(doubtful)) + "\n")
    return jobs


def _past(opened: Opened, stored: Stored) -> Finding | None:
    """A finding where a fresh plan would forget what was delivered or cancelled."""
    past = [id_ for id_, booking in stored.plan.sessions.items() if booking.status not in HELD and not booking.dropped]
    if not past:
        return None
    return Finding(
        "would-forget",
        f"{', '.join(f'`{id_}`' for id_ in past)} of {shown(opened.source.plan_path)} was delivered or cancelled",
        expected="a plan that is all still to come",
        help="leave `--fresh` out: what is past stays, and the rest changes as little as it must",
    )


def _own_start(opened: Opened, stored: Stored | None) -> date | None:
    return stored.plan.start if stored is not None else opened.understood().start


def _start(opened: Opened, stored: Stored | None, given: date | None, *, fresh: bool) -> date | Finding:
    """The start of a programme, or why it has none."""
    planned, written = stored.plan.start if stored else None, opened.understood().start
    if written is not None and given is not None and given != written:
        return _other_start_written(opened, written, given)
    wanted = given or (written if fresh else None) or planned or written
    if wanted is None:
        return _no_start(opened)
    if stored is None or fresh:
        return wanted
    return other_start(opened, stored, given or written) or wanted


def _no_start(opened: Opened) -> Finding:
    step = "schedule", opened.source.name, "--start", example_start(opened.understood())
    return Finding(
        "no-start",
        f"{opened.source.told} has no start",
        expected="the month or day on which it begins",
        help=f"run `{command(*step)}`, with its month, or write `start:` in the file",
        step=step,
    )


def _other_start_written(opened: Opened, written: date, wanted: date) -> Finding:
    finding = Finding(
        "other-start",
        f"the programme says that it starts on {in_words(written)}, not {in_words(wanted)}",
        ("start",),
        expected="the same start, or none",
        help="change `start:` in the file",
    )
    return opened.placed(finding)


def other_start(opened: Opened, stored: Stored, other: date | None) -> Finding | None:
    """A finding where a plan starts on another day than is given or written, if either is."""
    if other is None or other == stored.plan.start:
        return None
    return Finding(
        "other-start",
        f"{shown(opened.source.plan_path)} starts on {in_words(stored.plan.start)}, not {in_words(other)}",
        expected="the start of the plan, or none",
        help=f"`{command('schedule', opened.source.name, '--start', str(other), '--fresh')}` would plan all "
        f"{len(stored.plan.sessions)} sessions anew and replace {stored.plan.calendar_id} in every calendar; "
        "nothing was changed",
    )
