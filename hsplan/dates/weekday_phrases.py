"""Weekdays as people write them: `Tue`, `Tue-Thu`, `mostly Wed`."""

from __future__ import annotations

import re

from hsplan.dates.days import WEEKDAY_NAMES, WEEKDAYS, Weekdays
from hsplan.dates.misread import MisreadError, shown, tidy
from hsplan.dates.numbers import ORDINALS

SOME_WEEKDAYS = "weekdays such as `Tue`, `Tue-Thu`, `[Tue, Thu]` or `mostly Wed`"
WEEKDAY_NUMBERS = {name.lower(): n for names in (WEEKDAYS, WEEKDAY_NAMES) for n, name in enumerate(names)} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}


_OFTEN = re.compile(
    rf"(?:on )?(?:the )?(?:(every|any|each|every other|every second|alternate|{'|'.join(ORDINALS)}) )?"
    rf"({'|'.join(WEEKDAY_NUMBERS)})s?(?: (?:of|in) (?:the|each|every|any|a) month)?"
)


def often_on(text: str) -> tuple[str, str] | None:
    """How often, and on which day, some words say that something is held; None for other words.

    >>> often_on("alternate Wednesdays"), often_on("first Monday of the month"), often_on("every Tuesday")
    (('2 weeks', 'Wed'), ('first Mon', 'Mon'), ('week', 'Tue'))
    """
    match = _OFTEN.fullmatch(text.lower())
    if match is None:
        return None
    which, day = match[1] or "", WEEKDAYS[WEEKDAY_NUMBERS[match[2]]]
    if which in ORDINALS:
        return f"{which} {day}", day
    return "2 weeks" if which in ("every other", "every second", "alternate") else "week", day


def week_of_month(often: str) -> str:
    """The week in which a certain weekday of the month lies: `first Mon`."""
    which = ORDINALS[often.partition(" ")[0]]
    return f"in week {which} of a month" if which > 0 else "in the last week of a month"


def _mended_weekdays(text: str) -> str:
    """What to write for days in the plural, `Tuesdays, Wednesdays and Thursdays`; nothing where it is other words."""
    days = [word for word in re.split(r"[,\s]+", text.lower()) if word not in {"", "and", "or", "on"}]
    mostly = days[:1] in (["mostly"], ["usually"])
    if days[:1] in (["not"], ["no"], ["except"]):
        others = {*range(5)} - {WEEKDAY_NUMBERS.get(day.removesuffix("s"), -1) for day in days[1:]}
        return f"write `{Weekdays(tuple(others))}`" if 0 < len(others) == 6 - len(days) else ""
    named = [WEEKDAY_NUMBERS.get(day.removesuffix("s")) for day in days[mostly:]]
    if not any(day.endswith("days") for day in days) or None in named:
        return ""
    return f"write `{Weekdays(tuple(n for n in named if n is not None), mostly=mostly)}`"


def _one_weekday(text: str) -> int:
    try:
        return WEEKDAY_NUMBERS[text.strip().lower()]
    except KeyError:
        low = text.strip().lower()
        near = next((name for name in WEEKDAY_NAMES if name[:2].lower() == low[:2] and " " not in low), "")
        mend = f"did you mean `{near}`?" if near else ""
        if " and " in low or " or " in low:
            mend = f"write `{re.sub(' (?:and|or) ', ', ', text.strip())}`"
        elif low.startswith(("weekend", "weekday", "working")):
            mend = f"write `{'Sat, Sun' if low.startswith('weekend') else 'Mon-Fri'}`"
        elif low.startswith("usually "):
            mend = f"write `mostly {text.strip()[8:]}`"
        elif low in ("any", "all", "every day", "any day", "daily"):
            mend = "leave it out, or write `Mon-Fri`"
        elif often := often_on(low):
            beside = {"week": "", "2 weeks": ", and `gap: 2 weeks` beside it"}.get(often[0])
            in_week = f"; on a session also `when: {week_of_month(often[0])}`" if beside is None else beside
            mend = f"write `{often[1]}`{in_week}"
        elif low.partition(" ")[0].removesuffix("s") in WEEKDAY_NUMBERS:
            mend = "write the day alone; a part of the day stands under `time`"
        raise MisreadError(f"`{shown(text)}` is not a weekday", SOME_WEEKDAYS, mend, code="bad-weekday") from None


_FIRST_OF_OTHER_WEEKS = (5, 6)


def read_weekdays(text: str) -> Weekdays:
    """One or more days of the week.

    >>> read_weekdays("Tue-Thu"), str(read_weekdays("mostly Wed")), str(read_weekdays("Sun-Thu"))
    (Weekdays(days=(1, 2, 3), mostly=False), 'mostly Wed', 'Sun-Thu')
    """
    text = tidy(text)
    mostly = text.lower().startswith("mostly ")
    days: set[int] = set()
    for stretch in (text[7:] if mostly else text).split(","):
        try:
            ends = [_one_weekday(end) for end in re.split(r" *[-–—] *| +to +", stretch.strip())]
        except MisreadError as misread:
            misread.mend = _mended_weekdays(text) or misread.mend
            raise
        # A week may begin on a Saturday or a Sunday; `Thu-Tue` is more often `Tue-Thu` turned round.
        over = ends[0] > ends[-1] and ends[0] in _FIRST_OF_OTHER_WEEKS
        if len(ends) > 2 or (ends[0] > ends[-1] and not over):  # noqa: PLR2004 - a range has two ends
            raise MisreadError(f"`{shown(text)}` is not a stretch of weekdays", SOME_WEEKDAYS, code="bad-weekday")
        days.update(n % 7 for n in range(ends[0], ends[-1] + 1 + 7 * over))
    return Weekdays(tuple(sorted(days)), mostly)
