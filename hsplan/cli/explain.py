"""`hsplan explain`: why a session is on its day, or what a finding means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli import known
from hsplan.cli.arguments import Json

if TYPE_CHECKING:
    from datetime import date

    from hsplan.findings import Finding
    from hsplan.planner.what_if import Planning
    from hsplan.workspace.opening import Stored
    from hsplan.workspace.sessions import Found


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SESSION",
            help="As SESSION or PROGRAMME:SESSION; or the code of a finding.",
            show_default=False,
            autocompletion=known.explained,
        ),
    ] = "",
    *,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="What stands against that day: 2011-03-08.")
    ] = None,
    json: Json = False,
    code: Annotated[
        str,
        typer.Option("--code", metavar="CODE", help="The word in brackets of a finding.", autocompletion=known.codes),
    ] = "",
) -> None:
    """Say why a session is on its day, or what a finding means.

    Of a session: what its day costs, what left it free, and which other days there are. Of a finding, by its code: what
    it means, and how to mend it.

    Example: hsplan explain day-2 --on 2011-03-08
             hsplan explain stepney:day-4
             hsplan explain --code closed-day
    """
    from hsplan.cli.days import read_day_option
    from hsplan.cli.wrong import wrong

    if code or (what and on is None and not json and _is_code(what)):
        _page(code or what)
        return
    if not what:
        raise wrong(
            "`hsplan explain` lacks its SESSION",
            "a session, or --code and the word in brackets of a finding",
            "for example `hsplan explain day-2`",
        )
    day = read_day_option(on, "--on", of=what) if on is not None else None
    found = _found(what)
    _print(found, day, json=json)


def _is_code(what: str) -> bool:
    """Whether the code of a finding is meant: it is one, and no session is called so."""
    from hsplan.cli.pages import pages
    from hsplan.cli.talk import say
    from hsplan.findings import RefusedError
    from hsplan.workspace.sessions import look_up

    if what not in pages():
        return False
    try:
        look_up(what)
    except RefusedError as refused:
        return not any(one.code == "ambiguous-session" for one in refused.findings)
    say(f"`{what}` is the code of a finding as well: hsplan explain --code {what}")
    return False


def _page(code: str) -> None:
    from hsplan.cli.onward import next_step
    from hsplan.cli.pages import pages
    from hsplan.cli.talk import laid_out, say
    from hsplan.cli.wrong import wrong_word

    known = pages()
    if code not in known:
        raise wrong_word("finding", code, sorted(known))
    laid_out("\n\n".join([code, *map(_fitted, known[code].split("\n\n"))]))
    say("")
    next_step(*(["--help"] if code == "wrong-command" else ["validate"]))


def _fitted(paragraph: str) -> str:
    """A paragraph as wide as the terminal; an example, which is indented, as it is."""
    import textwrap

    from hsplan.cli import screen

    if paragraph.startswith(" "):
        return paragraph
    return textwrap.fill(" ".join(paragraph.split()), screen.width(), break_long_words=False, break_on_hyphens=False)


def _found(what: str) -> Found:
    """The session that is meant; where there is none, a finding that is nearly so called is told as well."""
    from dataclasses import replace

    from hsplan.cli.pages import pages
    from hsplan.findings import RefusedError, nearest
    from hsplan.workspace.sessions import look_up

    try:
        return look_up(what)
    except RefusedError as refused:
        code = nearest(what, sorted(pages()))
        if not code or ":" in what:
            raise
        help_ = f"a finding is called `{code}`: hsplan explain --code {code}"
        raise RefusedError(*(one if one.help else replace(one, help=help_) for one in refused.findings)) from None


def _print(found: Found, day: date | None, *, json: bool) -> None:
    from hsplan.cli import screen
    from hsplan.cli.progress import steps
    from hsplan.cli.reasons import Teller
    from hsplan.cli.talk import data, laid_out
    from hsplan.findings import json_text
    from hsplan.planner.explaining import explain as explained
    from hsplan.planner.explaining import stand
    from hsplan.planner.weeks import SEARCHES

    planning, broken = _planning(found)
    teller = Teller(found.opened, found.stored, screen.width())
    programme = found.opened.source.full_id
    other: date | None = None
    if day is not None:
        with steps("Looking at that day", 1):
            against = stand(planning, found.session, day)
        other = day if not against.forbids and against.conflict is None else None
        text = teller.against(found.session, against)
        value = teller.against_json(found.session, against, programme)
    else:
        with steps("Looking at other weeks and days", SEARCHES) as step:
            explanation = explained(planning, found.session, lambda _done, most: step(most))
        other = next((one.day for one in explanation.others), None)
        text, value = teller.told(explanation), teller.json(explanation, programme)
    if json:
        data(json_text(value))
    else:
        laid_out(text)
        _next(found, day, other, joint=found.session in planning.taken.barred)
    if broken:
        raise typer.Exit(1)


def _next(found: Found, asked: date | None, other: date | None, *, joint: bool) -> None:
    """After all days of a session one of the others; after a day that was asked for, all of them.

    Of what is held with other cohorts, only the move to a day tells what it asks of them.
    """
    from hsplan.cli.onward import next_step
    from hsplan.cli.screen import folded
    from hsplan.cli.talk import say

    say("")
    if joint:
        alone = f"what a day costs and moves is told of {found.opened.source.name} alone"
        say(folded(f"{found.session} is held with other cohorts: {alone}, and `hsplan move` tries it for all."))
    if joint and asked is not None and other is not None:
        next_step("move", found.name, asked.isoformat(), "--dry-run")
        return
    if asked is not None:
        other = None
    if asked is None and other is None:
        next_step("show", found.opened.source.name)
    else:
        next_step("explain", found.name, *(["--on", other.isoformat()] if other is not None else []))


def _planning(found: Found) -> tuple[Planning, bool]:
    """The programme with its plan, once it is sure that the plan has the session; and whether it breaks a rule.

    Raises:
        RefusedError: where there is no plan, or the session is not in it.
    """
    from hsplan.cli.report import report
    from hsplan.cli.talk import laid_out
    from hsplan.findings import RefusedError
    from hsplan.plan.held import Holdings
    from hsplan.planner.what_if import Planning
    from hsplan.request import Taken
    from hsplan.workspace.neighbours import add_neighbours
    from hsplan.workspace.opening import breaches, calendar_of, joint_of, no_plan

    source, programme, stored = found.opened.source, found.opened.understood(), found.stored
    if stored is None:
        raise RefusedError(no_plan(found.opened))
    if refused := _not_dated(found, stored):
        raise RefusedError(refused)
    calendar = calendar_of(programme, stored.plan.start)
    beside = Holdings()
    add_neighbours(beside, [source], set(found.opened.shares.values()))  # `schedule` and `validate` tell what is unread
    broken = breaches(found.opened, stored, calendar, beside)
    if broken:
        laid_out(report(broken) + "\n", err=True)
    joint = joint_of(found.opened)
    barred = {id_: days for one in _moving_with(found) for id_, days in _barred(found, one).items()}
    joint = {id_: held for id_, held in joint.items() if id_ not in barred}
    taken = Taken(joint, barred=barred, held=beside.against(found.opened.party, calendar.within))
    return Planning(programme, stored.plan, calendar, taken), bool(broken)


def _moving_with(found: Found) -> list[str]:
    """The session, and of those held with other cohorts as well all that are tied to it, be it through each other."""
    from hsplan.programme.unfolding import sessions_of

    joint = [one for one in sessions_of(found.opened.understood()) if one.joint_with]
    ties = [{one.id, *(link.other for link in one.links)} for one in joint]
    found_ids = {found.session}
    while more := set().union(*(tie for tie in ties if tie & found_ids)) - found_ids:
        found_ids |= more
    return [found.session, *(one.id for one in joint if one.id in found_ids - {found.session})]


def _barred(found: Found, session: str) -> dict[str, dict[str, frozenset[date]]]:
    """The days on which those who hold the session as well cannot, by the cohort and what stands against it there.

    As `move` moves it for all, the day that they have is none of these. Nothing where it is held with nobody, or one of
    them cannot be moved.
    """
    from hsplan.cli.kept import keep, partners_with
    from hsplan.cli.portfolio import run_of
    from hsplan.findings import RefusedError
    from hsplan.plan.amending import as_wished, unpinned

    barred: dict[str, frozenset[date]] = {}
    try:
        partners = partners_with(found.opened, session)
        own: dict[str, frozenset[date]] = {}
        for kept in [*(keep([found.opened.source]) if partners else []), *partners]:
            freed = as_wished(kept.plan, unpinned(kept.plan, session, ("date",)))
            run = run_of(kept.opened, kept.calendar, freed, fresh=False)
            for wish, days in run.against(session, kept.beside):
                if kept.source == found.opened.source:
                    own[wish.words] = own.get(wish.words, frozenset()) | days
                elif not days <= own.get(wish.words, frozenset()):  # what keeps it off here as well is told once
                    words = f"{kept.source.cohort} ({wish.words})"
                    barred[words] = barred.get(words, frozenset()) | days
    except RefusedError:
        return {}
    return {session: barred} if partners else {}


def _not_dated(found: Found, stored: Stored) -> Finding | None:
    """A finding where the plan has no day for a session."""
    from hsplan.findings import Finding
    from hsplan.programme.unfolding import occasions_of
    from hsplan.workspace.files import shown
    from hsplan.workspace.names import command

    id_, where = found.session, shown(found.opened.source.plan_path)
    occasions = {one.id: one for one in occasions_of(found.opened.understood())}
    step = "schedule", found.opened.source.name
    again = f"run `{command(*step)}`"
    if id_ in occasions and occasions[id_].window:
        stretch = (
            "is a stretch within which others arrange it" if occasions[id_].arranged_by else "fills a stretch of days"
        )
        message, help_ = f"`{id_}` has no day: it {stretch}", ""
    elif id_ not in stored.plan.sessions:
        message, help_ = f"`{id_}` is not in {where} yet", again
    elif id_ not in occasions:
        message, help_ = f"`{id_}` is in {where}, but no longer in the programme", again
    else:
        return None
    return Finding("no-day", message, expected="a session that has a day", help=help_, step=step if help_ else ())
