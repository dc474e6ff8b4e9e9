"""How much each person leads and how often each venue is used, over all programmes shown, and month by month."""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from hsplan.dates.days import MONTHS
from hsplan.dates.lengths import months_after, months_between
from hsplan.schedule.loads import loads_of
from hsplan.views.terminal.form import blank, headline, indented, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hsplan.schedule.loads import Kind, Load
    from hsplan.schedule.rows import Schedule
    from hsplan.views.terminal.form import Form

COLUMNS = (("sessions", 8), ("days", 4), ("hours", 6), ("most in a month", 15), ("programmes", 10))
"""What is told of each and how wide, as far as there is room for it."""
NOTHING = dict.fromkeys((head for head, _ in COLUMNS), "0") | {"most in a month": "-"}
LEAST_NAME = 16
MOST_NAME = 40
MONTH_WIDTH = 4


def load(schedules: Sequence[Schedule], form: Form, idle: Sequence[tuple[Kind, str]] = ()) -> Iterator[Text]:
    """The load of everyone who leads and of every venue, in numbers and by month; who has nothing is listed too."""
    found = loads_of(schedules)
    title = schedules[0].name if len(schedules) == 1 else f"{len(schedules)} programmes"
    yield from headline(f"Load: {title}", form)
    readers = dict.fromkeys(one.reader for one in schedules if one.reader is not None)
    for reader in readers:
        words = "For" if reader.kind in ("facilitator", "venue") else "In the sessions of"
        yield from map(Text, form.wrapped(f"{words} {reader.name}", form.width))
    if not found:
        yield Text(form.fit("Nobody who leads, and no venue, is planned.", form.width))
        return
    columns = [COLUMNS[n] for n in range(len(COLUMNS)) if LEAST_NAME + _wide(COLUMNS[: n + 1]) <= form.width]
    names = _names(found, form)
    free = [(kind, form.plain(name)) for kind, name in idle]
    longest = max(map(cell_len, [*names, *(name for _, name in free), "FACILITATORS"]))
    room = min(longest, form.width - _wide(columns), MOST_NAME)
    rows = [(one.kind, name, _cells(one)) for one, name in zip(found, names, strict=True)]
    rows += [(kind, name, NOTHING) for kind, name in free]
    yield from _table(rows, columns, room, form)
    shown = {_hours(one)[-1] for one in found if COLUMNS[2] in columns}
    signs = {"+": "and more: of some sessions the times are not stated", "-": "the times are not stated"}
    told = [f"{sign} {words}" for sign, words in signs.items() if sign in shown]
    yield from [blank()] * bool(told)
    for words in told:
        yield from indented(form.wrapped(words, form.width), by=0)
    yield from _by_month(found, names, room, form)


def _wide(columns: Iterable[tuple[str, int]]) -> int:
    """How wide columns are, with the space before each."""
    return sum(width + 2 for _, width in columns)


def _names(found: Sequence[Load], form: Form) -> list[str]:
    """The name of each; with the programme, where others of it are so called."""
    called = Counter((one.kind, one.name) for one in found)
    return [
        form.plain(one.name if called[one.kind, one.name] == 1 else f"{one.name} ({', '.join(one.programmes)})")
        for one in found
    ]


def _table(
    rows: Sequence[tuple[Kind, str, Mapping[str, str]]], columns: Sequence[tuple[str, int]], room: int, form: Form
) -> Iterator[Text]:
    shown = ""
    for kind, name, cells in sorted(rows, key=lambda row: row[0]):  # those who have nothing come last of their kind
        if kind != shown:
            shown = kind
            yield blank()
            heads = "".join(f"  {head:>{width}}" for head, width in columns)
            yield Text(f"{form.cell(f'{shown}s'.upper(), room)}{heads}", style="bold")
        yield from _row(name, "".join(f"  {cells[head]:>{width}}" for head, width in columns), room, form)


def _cells(one: Load) -> dict[str, str]:
    return {
        "sessions": str(one.sessions),
        "days": str(one.days),
        "hours": _hours(one),
        "programmes": str(len(one.programmes)),
        "most in a month": f"{one.most} in {MONTHS[one.month.month - 1]} {one.month.year}",
    }


def _row(name: str, cells: str, room: int, form: Form) -> Iterator[Text]:
    """A row of a table; a name that does not fit continues below."""
    first, *more = form.wrapped(name, room) or [""]
    yield Text(form.cell(first, room) + cells)
    yield from map(Text, more)


def _hours(one: Load) -> str:
    """The hours as far as they are stated, with a sign where there are more."""
    if one.untimed == one.sessions:
        return "-"
    return f"{one.hours:g}{'+' if one.untimed else ''}"


def _by_month(found: Sequence[Load], names: Sequence[str], room: int, form: Form) -> Iterator[Text]:
    """On how many days of each month, in as many tables as the months take; who has none in them is left out."""
    first = min(one.by_month[0][0] for one in found)
    last = max(one.by_month[-1][0] for one in found)
    months = [months_after(first, n) for n in range(months_between(first, last) + 1)]
    most = max(1, (form.width - room) // MONTH_WIDTH)
    across = ceil(len(months) / ceil(len(months) / most))  # tables as long as each other, not a last one of one month
    for start in range(0, len(months), across):
        mine = months[start : start + across]
        rows = [(name, dict(one.by_month)) for one, name in zip(found, names, strict=True)]
        wanted = [(name, held) for name, held in rows if not held.keys().isdisjoint(mine)]
        if not wanted:
            continue
        yield blank()
        years = [(n * MONTH_WIDTH, str(month.year)) for n, month in enumerate(mine) if not n or month.month == 1]
        yield Text(form.cell("DAYS IN", room + 1) + spaced(years, form.width), style="bold")
        heads = "".join(f"{MONTHS[month.month - 1]:>{MONTH_WIDTH}}" for month in mine)
        yield Text(" " * room + heads, style="dim")
        for name, held in wanted:
            cells = "".join(f"{held.get(month, form.closed):>{MONTH_WIDTH}}" for month in mine)
            yield from _row(name, cells, room, form)
