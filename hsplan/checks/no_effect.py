"""What is said of days and hours has an effect on them.

A weight counts among days to avoid and days to prefer; closed days are closed, whatever they weigh. And `titled`
chooses among the events of a calendar file or the rows of a table.

    calendar: {closed: {school: {when: Aug 2011, weight: high}}}        # closed is closed

Delete the key, or put the days under `avoid` or `prefer`.

`certainty` widens stretches of days; what comes again every week, every other week or every year has no doubt about it.

    calendar: {closed: {surgery: {when: every other Thu from 6 Jan 2011, certainty: 1 day}}}

Delete it, or name the days.

What runs alongside, without a `count`, is a stretch of days: hours that it states are kept for no day of it.

    strands: {talk: {kind: webinar, time: 12:30-13:30, when: February}} # all of February

Write `count: 1` for a day with those hours, and with whoever leads it; or delete `time`, and `with`.

A key with nothing behind it says nothing, and what stands further up is taken.

    where: hall
    sessions: {tour: {kind: study-tour, where: }}                       # in the hall

Write `where: unknown`, or `where: []` where no venue is wanted; the same holds for `with`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import may_shift
from hsplan.findings import Finding, Note, warning
from hsplan.programme.inherited import inherited
from hsplan.programme.items import id_at, items_of, lineage, written_sessions
from hsplan.programme.unfolding import windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.items import Item
    from hsplan.programme.model import Formed, Programme
    from hsplan.programme.sessions import Session

CODES = ("no-effect",)
WEIGHED = ("avoid", "prefer")
FROM_ABOVE = (("where", "where"), ("with_", "with"))


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each weight, title, doubt, time or empty key that changes nothing."""
    yield from _in_vain_for_stretches(programme)
    yield from _nothing_taken_away(programme)
    for path, block in programme.calendar.blocks:
        if "weight" in block.model_fields_set and path[1] not in WEIGHED:
            yield Finding(
                "no-effect",
                f"`weight` has no effect under `{path[1]}`",
                (*path, "weight"),
                at_key=True,
                expected="a weight under `avoid` or `prefer` only",
                help="delete it, or put the days under `avoid`",
            )
        if block.titled is not None and not block.files:
            yield Finding(
                "no-effect",
                "`titled` has no effect without a file",
                (*path, "titled"),
                at_key=True,
                expected="`ics` or `csv` beside it",
                help="name the file, or write `title` for what the days are called",
            )
        again = [str(days) for days in block.when if not may_shift(days)]
        if again and block.certainty is not None and block.certainty.amount:
            yield warning(
                "no-effect",
                f"`certainty` has no effect on {', '.join(f'`{one}`' for one in again)}",
                (*path, "certainty"),
                at_key=True,
                expected="stretches of days, or an observance, which may still shift",
                help="delete it, or name the days",
            )


def _in_vain_for_stretches(programme: Programme) -> Iterator[Finding]:
    """A warning for strands that say hours, or that somebody leads, and are held on no day, as no number is stated.

    Those that have their hours from one kind are told together.
    """
    stretches = {one.path: one for one in windows_of(programme) if not one.arranged_by}
    found: dict[tuple[str, Path], list[Item]] = {}
    for item in items_of(programme):
        if item.path in stretches and item.written.count is not None:
            said = dict(_said(programme, item, stretches[item.path]))
            if said:
                found.setdefault((" and ".join(f"`{key}`" for key in said), next(iter(said.values()))), []).append(item)
    for (keys, at), items in found.items():
        on_the_strand = at[: len(items[0].path)] == items[0].path
        which = f"`{items[0].id}`, which is" if len(items) == 1 else f"`{items[0].id}` and {len(items) - 1} more, each"
        yield warning(
            "no-effect",
            f"{keys} {'have' if ' and ' in keys else 'has'} no effect on {which} a stretch of days",
            at if on_the_strand else items[0].path,
            at_key=True,
            expected="a number of sessions, each of which has a day and hours",
            help="write `count: 1` beside it, or delete what has no effect",
            notes=() if on_the_strand else (Note("from here", at),),
        )


def _said(programme: Programme, item: Item, window: Session) -> Iterator[tuple[str, Path]]:
    """What a strand or its kind says that only sessions have, each with its place."""
    kinds = (id_ for id_ in lineage(programme, item.written.kind) if id_ in programme.kinds)
    levels: list[tuple[Path, Formed]] = [
        (item.path, item.written),
        *((("kinds", id_), programme.kinds[id_]) for id_ in kinds),
    ]
    timed = any(part.time is not None for part in window.parts)
    hours = [(*at, "parts" if one.parts else "time") for at, one in levels if timed and (one.parts or one.time)]
    leads = [(*at, "with") for at, one in levels if one.with_ is not None and one.with_.needed]
    if hours:
        yield str(hours[0][-1]), hours[0]
    if leads and (hours or not window.leaders.people):  # whoever is named by id has the stretch in their own calendar
        yield "with", leads[0]


def _nothing_taken_away(programme: Programme) -> Iterator[Finding]:
    """A warning for each session whose `where` or `with` holds nothing, and which takes that from further up."""
    for path, phase, written in written_sessions(programme):
        empty = [key for name, key in FROM_ABOVE if name in written.model_fields_set and getattr(written, name) is None]
        origins = inherited(programme, path, phase, written).origins if empty else {}
        for key in empty:
            if origins[key] != path:
                yield warning(
                    "no-effect",
                    f"`{key}` of `{id_at(path)}` holds nothing, and is taken from further up",
                    (*path, key),
                    at_key=True,
                    expected=f"a value, or `{key}: []` for none",
                    help="delete the line, or write `unknown` where it will be known later",
                    notes=(Note("from here", origins[key]),),
                )
