"""A day as it is given on the command line."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from hsplan.cli.wrong import unquoted, wrong

if TYPE_CHECKING:
    from datetime import date


TODAY = "today"


def is_today(words: str) -> bool:
    """Whether an option asks for the day that it is."""
    return words.strip().lower() == TODAY


def read_day_option(words: str, where: str, *, or_today: bool = False, of: str = "") -> date:
    """The day that an option or an argument gives; a wrong one is a wrong command line.

    Where only the year is lacking, those of the plan of a session are told.
    """
    from hsplan.dates.day_phrases import read_day
    from hsplan.dates.misread import MisreadError

    try:
        return read_day(words)
    except MisreadError as misread:
        expected = f"{misread.expected}, or `{TODAY}`" if or_today else misread.expected
        lacking = re.fullmatch(r"say the year: `(.+) \d{4}`", misread.mend)
        mend = _with_year(words, lacking[1], of) if lacking and of else ""
        raise unquoted(sys.argv[1:]) or wrong(f"{where}: {misread.found}", expected, mend or misread.mend) from None


def _with_year(words: str, plain: str, session: str) -> str:
    """The day in those years of a session's plan in which its weekday is right, else in all; nothing without a plan."""
    from hsplan.dates.day_phrases import is_range, read_day
    from hsplan.dates.days import in_words
    from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS
    from hsplan.findings import RefusedError
    from hsplan.workspace.sessions import look_up

    try:
        stored = look_up(session).stored
    except RefusedError:  # told when the session is found
        return ""
    if stored is None or not stored.plan.sessions:
        return ""
    first, last = stored.plan.start, max(one.days.last for one in stored.plan.sessions.values())
    years = range(first.year, last.year + 1)
    weekday = WEEKDAY_NUMBERS.get(words.partition(" ")[0].strip(",").lower())
    told = [read_day(day) for year in years if is_range(day := f"{plain} {year}")]
    right = [day for day in told if weekday in (None, day.weekday())]
    days = [f"`{in_words(day)}`" for day in [day for day in right or told if first <= day <= last] or right or told]
    if not right and days:
        return f"that day is another one of the week: {' or '.join(days)}"
    return f"write {days[0]}" if len(days) == 1 else f"say the year: {' or '.join(days)}" if days else ""
