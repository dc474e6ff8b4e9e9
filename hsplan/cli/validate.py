"""`hsplan validate`: every finding in programmes and their plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli import known
from hsplan.cli.arguments import ProgrammeNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hsplan.findings import Finding, Span
    from hsplan.plan.held import Holdings
    from hsplan.programme.document import Place
    from hsplan.programme.model import Programme
    from hsplan.workspace.names import Source
    from hsplan.workspace.neighbours import Namesakes
    from hsplan.workspace.opening import Opened


MOST_NAMED = 12
"""How many cohorts are listed in a line."""
MOST_OF_ONE, MOST_OF_ALL = 500, 2_000
"""How many errors in one cohort, or in all so far, are enough to leave the rest of a file for the next run."""


def validate(
    names: ProgrammeNames = None,
    *,
    report: Annotated[
        str,
        typer.Option(
            "--report",
            metavar="FORM",
            help="full, concise (a line each), json or github.",
            autocompletion=known.reports,
        ),
    ] = "full",
    json: Annotated[bool, typer.Option("--json", help="The same as --report json.")] = False,
) -> None:
    """Check programmes and their plans, and list every finding.

    Example: hsplan validate
             hsplan validate stepney.yaml --report concise
    """
    from hsplan.cli.onward import after
    from hsplan.cli.report import report as full
    from hsplan.cli.reports import REPORTS
    from hsplan.cli.screen import folded
    from hsplan.cli.talk import data, laid_out, say
    from hsplan.cli.wrong import wrong_word
    from hsplan.findings import Severity, printable

    form = "json" if json else report
    if form not in ("full", *REPORTS):
        raise wrong_word("report", form, ("full", *REPORTS))
    if form != "full":
        findings = _all_findings(names)
        data(REPORTS[form](findings))
        raise typer.Exit(int(any(one.severity is Severity.ERROR for one in findings)))
    judged = _judged_all(names)
    for told in judged:
        if told.findings:
            laid_out(full(told.findings))
        if told.line:
            for part in told.line.split("\n"):
                laid_out(folded(printable(part)))
    if any(one.severity is Severity.ERROR for told in judged for one in told.findings):
        say(after([one for told in judged for one in told.findings]))
        raise typer.Exit(1)
    if any(told.start for told in judged):
        say("Dates are checked when a start is known.")
    _next(judged, names)


def _next(judged: list[Told], names: list[str] | None) -> None:
    """What to do with files that are sound; with a base nothing is done but to check it."""
    from hsplan.cli.onward import next_step

    undated = [told.start for told in judged if told.start]
    if all(told.is_base for told in judged):
        return next_step(*(["validate"] if names else ["explain", "--code", "is-template"]))
    named = () if any(told.is_base for told in judged) else names or ()
    if all(told.planned for told in judged):
        return next_step("show", *named)
    return next_step("schedule", *named, *(["--start", min(undated)] if undated else []))


def _all_findings(names: list[str] | None) -> list[Finding]:
    """Every finding about the programmes, or about there being none, for a report that a program reads."""
    from hsplan.findings import RefusedError

    try:
        return [one for told in _judged_all(names) for one in told.findings]
    except RefusedError as refused:
        return list(refused.findings)


@dataclass(frozen=True)
class Told:
    """What is said of a file: that it is sound, if it is; its findings, each once; a start to try, if one is wanted."""

    line: str
    findings: list[Finding]
    start: str = ""
    planned: bool = False
    """Whether there is nothing left to plan."""
    is_base: bool = False
    """Whether it is never planned."""


def _judged_all(names: list[str] | None) -> list[Told]:
    """What is said of each file, in order: first each by itself, then those anew whose people others may want."""
    from hsplan.cli.progress import watched
    from hsplan.cli.talk import tell_unread
    from hsplan.plan.held import Holdings
    from hsplan.workspace.names import find
    from hsplan.workspace.neighbours import Namesakes, add_neighbours

    sources = find(names)
    holdings, namesakes = Holdings(), Namesakes()
    by_file = [list(runs) for _, runs in groupby(sources, key=lambda source: source.path)]
    judged = [_judged(runs, holdings, namesakes) for runs in watched(by_file, "Checking")]
    if names:
        tell_unread(add_neighbours(holdings, sources))
    crowded = holdings.crowded()
    for n, runs in enumerate(by_file):
        if any(source.key in crowded for source in runs):
            judged[n] = _judged(runs, holdings)
    if across := list(namesakes.findings()):
        judged.append(Told("", across, planned=True))
    return _each_place_once(judged)


def _each_place_once(judged: list[Told]) -> list[Told]:
    """What is wrong at a place that several files take from, such as a shared file, told with the first of them."""
    from hsplan.findings import Note

    times = Counter((one.code, one.message, one.span) for told in judged for one in told.findings)
    found = []
    for told in judged:
        findings = []
        for one in told.findings:
            others = times.pop((one.code, one.message, one.span), 0) - 1  # told once: the next file finds none left
            note = Note(f"and {others} more file{'s' * (others > 1)}")
            if one.span is None or not others:
                findings.append(one)
            elif others > 0:
                findings.append(replace(one, notes=(*one.notes, note)))
        found.append(replace(told, findings=findings))
    return found


@dataclass(frozen=True)
class Judged:
    """A programme or one cohort: what was found, whether it has a plan, and a start to try if it has none yet."""

    opened: Opened
    findings: list[Finding]
    planned: bool = False
    to_try: str = ""

    @property
    def errors(self) -> int:
        """How many errors were found."""
        return sum(one.severity == "error" for one in self.findings)

    @property
    def places(self) -> Iterable[Place]:
        """The places that belong to it. What several cohorts say is one place of all of them."""
        return self.opened.document.places.values() if self.opened.document is not None else ()


def _judged(runs: list[Source], holdings: Holdings, namesakes: Namesakes | None = None) -> Told:
    """What is said of a file. Whom it names and its plans want is written down, or, across plans, looked up."""
    from hsplan.findings import Note, once
    from hsplan.workspace.opening import open_programme
    from hsplan.workspace.reusing import cohorts_of

    judged = list(_until_enough(_judged_run(source, holdings, namesakes) for source in runs))
    first, said = runs[0], _said(judged)
    every = first.cohort is not None and len(judged) == len(cohorts_of(first.path)) and not _enough(judged)
    common = open_programme(replace(first, cohort=None)).findings if every else ()
    found = list(once([*common, *said]))
    if rest := len(runs) - len(judged):
        note = Note(f"mend this first: {rest} other cohort{'s were' if rest > 1 else ' was'} not judged")
        found[0] = replace(found[0], notes=(*found[0].notes, note))
    programme = judged[0].opened.programme
    if programme is None or any(one.severity == "error" for one in found):
        return Told("", found)
    planned = sum(run.planned for run in judged)
    verb = " is" if not planned else " and its plan are" if planned == 1 else " and its plans are"
    to_try = min((run.to_try for run in judged if run.to_try), default="")
    not_settled = "".join(f"\n  not settled yet, and held free: {one}" for one in _unsettled(judged))
    line = f"{_called(runs)}{verb} sound: {_cohorts(runs)}{_holds(programme)}{not_settled}"
    complete = programme.template or planned == len(runs)
    return Told(line, found, to_try, complete, is_base=programme.template)


def _unsettled(judged: list[Judged]) -> list[str]:
    """The days of some cohorts that are provisional, or either of several; each once."""
    from hsplan.calendars.gathering import unsettled

    programmes = [run.opened.programme for run in judged]
    return list(dict.fromkeys(one for held in programmes if held is not None for one in unsettled(held.calendar)))


def _called(runs: list[Source]) -> str:
    from hsplan.workspace.files import shown

    return runs[0].told if len(runs) == 1 else shown(runs[0].path)


def _cohorts(runs: list[Source]) -> str:
    """The cohorts that were judged together: `2 cohorts (north, south), `."""
    named = ", ".join(run.cohort for run in runs[:MOST_NAMED] if run.cohort) + ", …" * (len(runs) > MOST_NAMED)
    return f"{len(runs)} cohorts ({named}), " if len(runs) > 1 else ""


def _until_enough(runs: Iterator[Judged]) -> Iterator[Judged]:
    """The cohorts of a file, until more is wrong than anyone mends before looking again."""
    judged = []
    for run in runs:
        yield run
        judged.append(run)
        if _enough(judged):
            return


def _enough(judged: list[Judged]) -> bool:
    return judged[-1].errors >= MOST_OF_ONE or sum(run.errors for run in judged) >= MOST_OF_ALL


def _said(judged: list[Judged]) -> list[Finding]:
    """The findings of all cohorts; one that is not said of every cohort names the one, where its place does not."""
    from hsplan.findings import Note

    times = Counter(one for run in judged for one in set(run.findings))
    of_some = {one for one in times if times[one] < len(judged)}
    common = _places_of_several(judged, {one.span for one in of_some})
    found = []
    for run in judged:
        note = Note(f"so it is in the cohort `{run.opened.source.cohort}`")
        for one in run.findings:
            unclear = one in of_some and one.span in common
            found.append(replace(one, notes=(*one.notes, note)) if unclear else one)
    return found


def _places_of_several(judged: list[Judged], spans: set[Span | None]) -> set[Span | None]:
    """Those of some places that belong to more than one cohort."""
    if not spans:
        return set()
    each = {id(place): place for run in judged for place in run.places}  # one of all whose file says it
    wanted = {key: hit for key, place in each.items() if (hit := spans & {place.value, place.key})}
    times = Counter(
        span for run in judged for span in {span for place in run.places for span in wanted.get(id(place), ())}
    )
    return {span for span, many in times.items() if many > 1}


def _judged_run(source: Source, holdings: Holdings, namesakes: Namesakes | None) -> Judged:
    from hsplan.cli.ready import example_start
    from hsplan.cli.starts import other_start
    from hsplan.findings import RefusedError
    from hsplan.workspace.opening import breaches, calendar_of, dated_findings, open_plan, open_programme

    opened = open_programme(source)
    findings = list(opened.findings)
    programme = opened.programme
    try:
        stored = open_plan(source)
    except RefusedError as refused:
        return Judged(opened, [*findings, *refused.findings])
    if programme is None or not opened.sound:
        return Judged(opened, findings)
    start = stored.plan.start if stored else programme.start
    if start is not None:
        calendar = calendar_of(programme, start)
        findings += dated_findings(opened, calendar, stored.plan if stored else None)
        if namesakes is not None:
            namesakes.put(opened, calendar.within)
        if stored:
            other = other_start(opened, stored, programme.start)
            findings += [other] if other else []
            findings += breaches(opened, stored, calendar, holdings if namesakes is None else None)
            if namesakes is not None:
                holdings.put(opened.party, stored.plan)
    wanted = "" if start is not None or programme.template else example_start(programme)
    return Judged(opened, findings, planned=stored is not None, to_try=wanted)


def _holds(programme: Programme) -> str:
    """What a programme holds, in one line: `3 trimesters, 8 insight days, 3 leadership challenges, 1 project …`."""
    from hsplan.programme.items import plural_of
    from hsplan.programme.stretches import phases_of
    from hsplan.programme.unfolding import sessions_of

    key, phases = phases_of(programme)
    held = list(sessions_of(programme))
    several = {session.kind_title: plural_of(programme, session.kind) for session in reversed(held)}
    counts = Counter(session.kind_title for session in held)
    found = [(len(phases), key[:-1], key), *((count, title, several[title]) for title, count in counts.items())]
    found.append((int(programme.project is not None), "project", "projects"))
    found.append((len(programme.skills), "skill", "skills"))
    found.append((sum(bool(person.leads) for person in programme.people.values()), "facilitator", "facilitators"))
    found.append((len(programme.venues), "venue", "venues"))
    return ", ".join(f"{count} {one if count == 1 else several}" for count, one, several in found if count)
