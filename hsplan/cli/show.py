"""`hsplan show`: plans on the screen, in whatever form is asked for, or for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli.arguments import ForWhom, Json, PlanNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.text import Text

    from hsplan.cli.ready import Ready
    from hsplan.schedule.loads import Kind
    from hsplan.schedule.readers import Reader
    from hsplan.schedule.rows import Schedule
    from hsplan.views.terminal import Form

    Idle = Sequence[tuple[Kind, str]]

PICTURE_WIDTH = 80
"""How many columns a picture has, whatever the terminal: the same command gives the same picture."""


def show(
    names: PlanNames = None,
    *,
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Phases as bars over the months, with the project's thread.")
    ] = False,
    agenda: Annotated[bool, typer.Option("--agenda", help="The list of sessions alone.")] = False,
    load: Annotated[
        bool, typer.Option("--load", help="Sessions, days and hours of each person and venue, over all programmes.")
    ] = False,
    skills: Annotated[bool, typer.Option("--skills", help="Which skill is taught and practised where.")] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Where they stand on a day: 2011-06-01, or today.")
    ] = None,
    for_: ForWhom = None,
    svg: Annotated[
        str, typer.Option("--svg", metavar="FILE", help="Write a picture of it instead; `-` is stdout.")
    ] = "",
    json: Json = False,
) -> None:
    """Show plans on the screen: the year and a list, or another form.

    A plan that breaks a rule is shown under its findings, and the exit code is 1; no picture is made of it.

    Example: hsplan show stepney --on 2011-06-01
             hsplan show --timeline
             hsplan show --agenda --for facilitator-a
    """
    from hsplan.calendars.gathering import unsettled
    from hsplan.cli.exporting import STDOUT
    from hsplan.cli.ready import ready
    from hsplan.cli.report import report
    from hsplan.cli.talk import laid_out, tell_stale, tell_unsettled
    from hsplan.findings import RefusedError

    asked = {"--timeline": timeline, "--agenda": agenda, "--load": load, "--skills": skills, "--on": on is not None}
    form = _only({**asked, "--json": json}, svg=svg)
    day = _day(on)
    found = ready(names)
    broken = [finding for one in found for finding in one.findings]
    if broken and svg:
        raise RefusedError(*broken)
    if broken:
        laid_out(report(broken) + "\n", err=True)
    schedules = _schedules(found, for_ or [])
    if json:
        from hsplan.views import view

        typer.echo(view("json").render(schedules), nl=False)
    elif svg:
        _draw(schedules, form, day, svg, _idle(found, schedules))
    else:
        _print(schedules, form, day, _idle(found, schedules))
    for one in found:
        tell_unsettled(one.source.full_id, unsettled(one.planned.programme.calendar))
    tell_stale(found)
    if not json and svg != STDOUT:
        _next(found, names)
    if broken:
        raise typer.Exit(1)


def _next(found: Sequence[Ready], names: list[str] | None) -> None:
    """What to do with the plans that were shown: what is wrong or out of date comes first."""
    from hsplan.cli.cancelling import publish_step
    from hsplan.cli.onward import next_step

    for one in found:
        if one.findings or one.stale or one.gone:
            return next_step("schedule", one.source.name)
    if untold := [one for one in found if one.untold]:
        named = [] if not names and len(untold) == len(found) > 1 else [one.source.name for one in untold]
        return next_step(*publish_step(named, [one.planned.plan for one in untold]))
    return next_step("export", *(names or ()), "--format", "ics")


def _schedules(found: Sequence[Ready], for_: Sequence[str]) -> list[Schedule]:
    """Each whole schedule, or that of whom words name: of several programmes, those in which anything is theirs."""
    from hsplan.cli.picking import pick
    from hsplan.schedule.arranging import schedule
    from hsplan.schedule.listing import concerned

    picked = [item for one in pick(found, for_, []) for item in one.of]
    made = [one.schedule if reader is None else schedule(one.planned, reader=reader) for one, reader in picked]
    return concerned(made) or made[:1]


def _idle(found: Sequence[Ready], schedules: Sequence[Schedule]) -> Idle:
    """Who might lead, and which venues there are, for whom the programmes have nothing."""
    from hsplan.schedule.loads import idle

    return idle([one.planned for one in found], schedules)


def _print(schedules: Sequence[Schedule], form: str, day: date | None, idle: Idle) -> None:
    """Show what is asked for on the screen, as wide as that is."""
    from hsplan.cli import screen
    from hsplan.views.terminal import Form

    screen.show(_lines(schedules, form, Form(screen.width(), utf8=screen.unicode_shown()), day, idle))


def _only(asked: dict[str, bool], *, svg: str) -> str:
    """The one form that is asked for; nothing for the year."""
    from hsplan.cli.wrong import wrong

    found = [option for option, wanted in asked.items() if wanted]
    if len(found) > 1:
        raise wrong(f"{' and '.join(found)} are {len(found)} forms", "one at a time")
    if svg and found == ["--json"]:
        raise wrong("JSON is no picture", "--json or --svg, not both")
    name, dot, ending = svg.rpartition(".")
    if dot and ending.lower() in ("png", "pdf", "jpg", "jpeg", "gif"):
        raise wrong(f"`{svg}` would be written as SVG", "a file whose name ends in `.svg`", f"write `{name}.svg`")
    return found[0] if found else ""


def _day(on: str | None) -> date | None:
    """The day that is asked for; None for today, or where no day is."""
    from hsplan.cli.days import is_today, read_day_option

    return read_day_option(on, "--on", or_today=True) if on is not None and not is_today(on) else None


def _lines(schedules: Sequence[Schedule], form: str, look: Form, day: date | None, idle: Idle) -> Iterator[Text]:
    """All programmes in a form, an empty line between them; the load is of all together, as is a reader's agenda."""
    from hsplan.cli.clock import today
    from hsplan.views import terminal

    forms = {"--timeline": terminal.timeline, "--agenda": terminal.agenda, "--skills": terminal.skills}
    if form == "--load":
        yield from terminal.load(schedules, look, idle)
        return
    diaries = _of_readers(schedules) if form == "--agenda" else {}
    for n, some in enumerate(diaries.values()):
        if n:
            yield terminal.blank()
        yield from terminal.diary(some, look) if len(some) > 1 else terminal.agenda(some[0], look)
    for n, one in enumerate(schedules if not diaries else ()):
        if n:
            yield terminal.blank()
        if form == "--on":
            yield from terminal.status(one, look, day or today(one.timezone), brief=len(schedules) > 1)
        else:
            yield from forms.get(form, terminal.year)(one, look)


def _of_readers(schedules: Sequence[Schedule]) -> dict[Reader, list[Schedule]]:
    """What each reader has in all programmes; nothing where they are whole."""
    found: dict[Reader, list[Schedule]] = {}
    for one in schedules:
        if one.reader is not None:
            found.setdefault(one.reader, []).append(one)
    return found


def _draw(schedules: Sequence[Schedule], form: str, day: date | None, path: str, idle: Idle) -> None:
    """Write a picture of what the screen would show, below the command that shows it."""
    from rich.text import Text

    from hsplan.cli.exporting import STDOUT, put
    from hsplan.cli.talk import answer
    from hsplan.views import terminal
    from hsplan.workspace.files import shown

    names = [schedules[0].id] if len(schedules) == 1 else []
    asked = [form, f"{day or 'today'}"] if form == "--on" else [form] * bool(form)
    readers = dict.fromkeys(one.reader.word for one in schedules if one.reader is not None)
    command = " ".join(["hsplan", "show", *names, *asked, *(f"--for {word}" for word in readers)])
    lines = [Text(f"$ {command}", style="dim"), terminal.blank()]
    lines += _lines(schedules, form, terminal.Form(PICTURE_WIDTH), day, idle)
    data = terminal.picture(lines, PICTURE_WIDTH, command)
    if path == STDOUT:
        typer.echo(data, nl=False)
        return
    for written in put({path: data}):
        answer(shown(written))
