"""`hsplan export`: plans as files that other programs open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli import known
from hsplan.cli.arguments import ForWhom, PlanNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.cli.ready import Ready
    from hsplan.schedule.rows import Row

MOST_MAILS = 200
"""How many mails are named; more are counted."""
MEANT = {
    "pdf": "did you mean `html`? A browser prints it as PDF, laid out for A4",
    **dict.fromkeys(("excel", "xls"), "did you mean `xlsx`?"),
    **dict.fromkeys(("outlook", "ical", "calendar", "google"), "did you mean `ics`?"),
    **dict.fromkeys(("mail", "email"), "did you mean `eml`?"),
    **dict.fromkeys(("web", "page", "htm"), "did you mean `html`?"),
}
"""What people call formats that are known by another word, or that another one is made into."""


def export(
    names: PlanNames = None,
    *,
    format_: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="As what; may be repeated, and `all` is every one but eml. ics unless given.",
            autocompletion=known.formats,
        ),
    ] = None,
    for_: ForWhom = None,
    each: Annotated[
        list[str] | None,
        typer.Option(
            "--each",
            metavar="KIND",
            help="A file for each facilitator, participant, role, group or venue, or for each of one group: `set`.",
            autocompletion=known.kinds,
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="PATH", help="A file, a folder, or `-` for stdout. ./NAME.FORMAT unless given."
        ),
    ] = "",
    past: Annotated[bool, typer.Option("--past", help="Mails for sessions whose day is over as well.")] = False,
) -> None:
    """Write plans as files, for everyone or for one reader.

    Formats: ics (a calendar to open or to subscribe to), html (a page to open and
    print), xlsx (a workbook: sessions, load, registers, project), csv (the
    sessions), md (an overview to paste into a proposal), json (for programs),
    overview (one page of all programmes, with how busy people and venues are).

    A document for each session, in a folder: eml (invitations and cancellations to
    send by mail; only if named), joining (instructions for participants), briefing
    (for those who lead), register (to sign), room (for the venue). Your own
    template takes a document's place: hsplan new --template joining.

    A plan that breaks a rule is refused, and nothing is written.

    Example: hsplan export --format ics
             hsplan export stepney --format html,xlsx --output sheets/
             hsplan export --for facilitator-a --for venue-a
             hsplan export --format joining --each set
    """
    from hsplan.cli.exporting import STDOUT, listed, make, new_mails, put
    from hsplan.cli.onward import next_step
    from hsplan.cli.picking import pick
    from hsplan.cli.ready import ready
    from hsplan.cli.talk import answer, say, tell_stale
    from hsplan.findings import RefusedError
    from hsplan.templates import DOCUMENTS

    formats = _formats(format_ or ["ics"])
    found = ready(names)
    broken = [finding for one in found for finding in one.findings]
    if broken:
        raise RefusedError(*broken)
    tell_stale(found)
    files = make(pick(found, for_ or [], each or []), formats, output, of_each=bool(each), past=past)
    if STDOUT in files:
        typer.echo(files[STDOUT], nl=False)
        return
    fresh = new_mails(files)
    for line in listed(put(files), output):
        answer(line)
    documents = [name for name in formats if name in DOCUMENTS]
    if documents:
        say(f"They print on A4. To change how they look: hsplan new --template {documents[0]}")
    if "ics" in formats:
        say("Open the file in your calendar, or put it where people can subscribe to it.")
    if "eml" in formats:
        over = [] if past else [row.id for one in found for row in one.schedule.rows if _had_mails(one, row)]
        _tell_of_mails(found, fresh, over, whole=not (for_ or each))
    next_step(*_next(found, names or []))


def _next(found: Sequence[Ready], names: Sequence[str]) -> list[str]:
    """What to do with the plans that were written: what is out of date comes first, then what people do not know."""
    from hsplan.cli.cancelling import publish_step

    for one in found:
        if one.stale or one.gone:
            return ["schedule", one.source.name]
    if untold := [one for one in found if one.untold or one.planned.plan.published is None]:
        named = names if len(untold) == len(found) else [one.source.name for one in untold]
        return publish_step(named, [one.planned.plan for one in untold])
    return ["show", *names, "--on", "today"]


def _had_mails(one: Ready, row: Row) -> bool:
    """Whether a session has no mails because its day is over, and not since it was delivered."""
    from hsplan.cli.exporting import is_over

    return row.status != "delivered" and is_over(row, one.schedule)


def _tell_of_mails(
    found: Sequence[Ready], fresh: tuple[list[str], int] | None, over: Sequence[str], *, whole: bool
) -> None:
    """What to do with mails, and with which: who has had one needs it once."""
    from hsplan.cli.screen import folded
    from hsplan.cli.talk import MOST_LISTED, say, tell_organiser
    from hsplan.findings import first_of

    untold = [one.source.full_id for one in found if one.untold or one.planned.plan.published is None]
    if untold:
        say(f"Not published as they are: {', '.join(untold)}; run `hsplan publish` before you send.")
    for one in found:
        tell_organiser(one.source.full_id, one.planned.programme, one.planned.plan)
    say("hsplan sends nothing. Send a message as it is, with all its parts.")
    without = dict.fromkeys(name for one in found for name in _without_email(one)) if whole else {}
    if without:
        say(folded(f"Without an `email`, and so without a mail: {first_of([*without], MOST_LISTED)}."))
    if over:
        say(folded(f"Without mails, as their days are over (`--past` writes them): {first_of(over, MOST_LISTED)}."))
    again = any([step.did for step in one.planned.plan.history].count("published") > 1 for one in found)
    if fresh is None and again:
        say(
            folded("No mails lay here: written where the last ones lie (`-o`), it names those that are new or changed.")
        )
    if fresh is not None:
        changed, of = fresh
        named = f": {first_of(changed, MOST_MAILS)}" if changed else ""
        say(folded(f"New or changed since these were last written: {len(changed) or 'none'} of {of}{named}."))


def _without_email(one: Ready) -> list[str]:
    """Those of a plan who have no address, by name; of participants that have none, all; roles that nobody holds."""
    from hsplan.programme.groups import named_participants
    from hsplan.schedule.readers import coming, roles_without_people

    programme, bookings = one.planned.programme, one.planned.plan.sessions.values()
    leading = {id_ for booking in bookings for id_ in booking.people}
    known = named_participants(programme).values()
    names = [who.name for who in known if not who.email] if known else ["all participants"]
    leading |= {id_ for ids in coming(programme, one.planned.plan.sessions).values() for id_ in ids}
    names += [who.name for id_, who in programme.people.items() if id_ in leading and not who.email]
    return [*names, *(f"{title} (nobody in `people`)" for title in roles_without_people(programme))]


def _formats(words: list[str]) -> list[str]:
    """The formats that are asked for, each once: `ics`, `ics,html`, `all`."""
    from hsplan.cli.wrong import wrong, wrong_word
    from hsplan.views import FORMATS

    found: dict[str, None] = {}
    for word in (part.strip() for one in words for part in one.split(",")):
        if word not in (*FORMATS, "all"):
            if (near := MEANT.get(word.lower())) is not None:
                raise wrong(f"there is no format `{word}`", f"one of {', '.join(FORMATS)}, all", near)
            raise wrong_word("format", word, (*FORMATS, "all"))
        every = [name for name, form in FORMATS.items() if not form.by_name]
        found |= dict.fromkeys(every if word == "all" else [word])
    return list(found)
