"""From when each programme is planned: from its plan's start, its file's, or the one given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.checks import check_dated
from hsplan.cli.report import report
from hsplan.cli.talk import say
from hsplan.dates.days import in_words
from hsplan.findings import Finding, RefusedError
from hsplan.workspace.files import shown
from hsplan.workspace.names import find
from hsplan.workspace.opening import Opened, Stored, calendar_of, open_plan, open_programme

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Job:
    """A programme to plan, its plan before, and its first day."""

    opened: Opened
    stored: Stored | None
    start: date


def open_all(names: list[str] | None) -> list[tuple[Opened, Stored | None]]:
    """The programmes to plan with their plans; bases that are never planned are left out.

    Raises:
        RefusedError: with every finding of every programme and plan that cannot be planned.
    """
    found = []
    refused: list[Finding] = []
    for source in find(names):
        opened = open_programme(source)
        try:
            programme = opened.understood()
            if not programme.template:
                found.append((opened, open_plan(source)))
            elif names:
                refused.append(_template(opened))
        except RefusedError as refusal:
            refused += refusal.findings
    if refused:
        raise RefusedError(*refused)
    return found


def begin(found: list[tuple[Opened, Stored | None]], given: date | None, *, named: bool, fresh: bool) -> list[Job]:
    """The start of each programme.

    A start that is given counts for programmes that have none. Where a named programme, or every programme, already
    has another, it is refused unless a fresh plan is asked for.

    Raises:
        RefusedError: with a finding for each programme that has another start, or none at all.
    """
    refused: list[Finding] = []
    jobs = []
    all_begun = all(_own_start(opened, stored) for opened, stored in found)
    for opened, stored in found:
        own = _own_start(opened, stored)
        if own is None and given is None:
            refused.append(_no_start(opened))
        elif own is not None and given is not None and own != given and (named or all_begun or fresh):
            if fresh:
                jobs.append(Job(opened, stored, given))
            else:
                refused.append(_other_start(opened, stored, own, given))
        elif (start := own or given) is not None:
            jobs.append(Job(opened, stored, start))
    if refused:
        raise RefusedError(*refused)
    for job in jobs:
        _warn(job)
    return jobs


def _own_start(opened: Opened, stored: Stored | None) -> date | None:
    return stored.plan.start if stored is not None else opened.understood().start


def _warn(job: Job) -> None:
    """Say what is doubtful about a programme, now that its days are known."""
    programme, document = job.opened.understood(), job.opened.document
    dated = check_dated(programme, calendar_of(programme, job.start))
    warnings = [*job.opened.findings, *(document.placed(one) if document else one for one in dated)]
    if warnings:
        say(report(warnings) + "\n")


def _template(opened: Opened) -> Finding:
    finding = Finding(
        "is-template",
        f"{shown(opened.source.path)} is a base for others",
        ("template",),
        expected="a programme to plan",
    )
    return opened.document.placed(finding) if opened.document else finding


def _no_start(opened: Opened) -> Finding:
    return Finding(
        "no-start",
        f"{shown(opened.source.path)} has no start",
        expected="the month or day on which it begins",
        help=f"run `hsplan schedule {opened.source.id} --start 2011-01`, with its month, or write `start:` in the file",
    )


def _other_start(opened: Opened, stored: Stored | None, own: date, given: date) -> Finding:
    where = shown(opened.source.plan_path if stored else opened.source.path)
    if stored is None:
        return Finding(
            "other-start",
            f"{where} says that it starts on {in_words(own)}, not {in_words(given)}",
            expected="the same start",
            help="change `start:` in the file",
        )
    return Finding(
        "other-start",
        f"{where} starts on {in_words(own)}, not {in_words(given)}",
        expected="the start of the plan, or none",
        help=f"`hsplan schedule {opened.source.id} --start {given} --fresh` would plan all {len(stored.plan.sessions)} "
        f"sessions anew and replace {stored.plan.calendar_id} in every calendar; nothing was changed",
    )
