"""The words of a `calendar` block, and the days that it comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from hsplan.calendars.listings import Ending, FileDays
from hsplan.calendars.observances import OBSERVANCES, find_observance
from hsplan.dates.day_phrases import SOME_DAYS, read_days
from hsplan.dates.days import DayRange, EitherDays, SomeDays, widened
from hsplan.dates.length_phrases import read_length
from hsplan.dates.lengths import Length
from hsplan.dates.misread import MisreadError, shown, tidy
from hsplan.findings import did_you_mean, listed, nearest
from hsplan.language import Id, Ids, Noun, ReadBy, Words, YesOrNo, one_of, read_words, some_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hsplan.findings import Path

Weight = Literal["low", "normal", "high"]
WEIGHTS: tuple[Weight, ...] = ("low", "normal", "high")
EXAMPLES = ("1 to 29 Aug 2011", "August", "Mon", "30 or 31 Aug 2011", "Eid al-Fitr", "every other Thu from 6 Jan 2011")


AS_CSV = "copy the table into a spreadsheet, and save it as CSV"


def read_some_days(text: str) -> SomeDays:
    """Days as a phrase, or the name of a religious observance.

    >>> print(read_some_days("eid ul-fitr"))
    Eid al-Fitr
    """
    known = find_observance(text)
    if known is not None:
        return known
    try:
        return read_days(text)
    except MisreadError as misread:
        names = {name.lower(): name for name in OBSERVANCES.values()}
        near = nearest(tidy(text), [*names]) if not misread.mend and not re.search(r"\d", text) else ""
        near = "eid al-fitr" if tidy(text).lower() in ("eid", "id") else near
        if near:
            mend = f"did you mean `{names[near]}`" + " or `Eid al-Adha`" * (tidy(text).lower() in ("eid", "id")) + "?"
            expected = f"days, or one of {', '.join(OBSERVANCES.values())}"
            raise MisreadError(
                f"no observance is called `{shown(text)}`", expected, mend, code="unknown-observance"
            ) from None
        if misread.expected == SOME_DAYS:
            misread.expected = f"{SOME_DAYS}, or an observance such as `Ramadan`"
        raise


def read_day_file(text: str, ending: Ending) -> FileDays:
    """The file of a name that counts from the folder of the programme: `shared/plt.ics`."""
    name, example = text.strip(), f"`school.{ending}`"
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name) or "\\" in name:
        raise MisreadError(
            f"`{shown(name)}` does not name a file within the folder of the programme",
            f"a name from that folder, with forward slashes, such as {example}",
            code="outside-folder",
        )
    if not name.lower().endswith(f".{ending}") or not name.isprintable():
        mend = AS_CSV if ending == "csv" and path.suffix else ""
        raise MisreadError(
            f"`{shown(name)}` is not the name of such a file", f"a name such as {example}", mend, code="bad-file-name"
        )
    return FileDays(ending, str(path))


def read_certainty(text: str) -> Length:
    """By how much days may still shift; `exact` for not at all."""
    return Length(0, "day") if text.strip() == "exact" else read_length(text)


def read_own_dates(text: str) -> DayRange | EitherDays:
    """The dates of an observance: days of one year, or of which one will be right."""
    found = read_days(text)
    if isinstance(found, DayRange | EitherDays):
        return found
    raise MisreadError(f"`{shown(text)}` is of no one year", "a date such as `26 Oct 2011`", code="bad-date")


def read_observance_id(text: str) -> str:
    """The id of an observance, by that or by its name."""
    known = find_observance(text)
    if known is None:
        expected = f"one of {', '.join(OBSERVANCES)}"
        mend = did_you_mean(text, [*OBSERVANCES], "name the days themselves under `closed`")
        raise MisreadError(f"no observance is called `{shown(text)}`", expected, mend, code="unknown-observance")
    return known.id


def read_away(value: object) -> object:
    """Days as phrases, and files of them as `{ics: holidays.ics}`: one, or a list."""
    if not isinstance(value, str | list | dict):
        return value if value is not None else read_some_days(read_words(value))
    listed = value if isinstance(value, list) else [value]
    found = []
    for n, one in enumerate(listed):
        try:
            found.append(_file_of(one) if isinstance(one, dict) else read_some_days(read_words(one)))
        except MisreadError as misread:
            misread.item = n if isinstance(value, list) else None
            raise
    return tuple(found)


def read_titled(value: object) -> str:
    """Words of the titles of days in a file."""
    if isinstance(value, list) and value:
        each = listed([f"`titled: {shown(str(one))}`" for one in value])
        mend = f"name the file once for each, in entries of their own: {each}"
        raise MisreadError("`titled` takes the words of one title", "words", mend, code="wrong-shape")
    return read_words(value)


def _file_of(value: dict[str, Any]) -> FileDays:
    """The file of days that a block of keys names."""
    endings: tuple[Ending, ...] = ("ics", "csv")
    ending = next((one for one in endings if one in value), None)
    if ending is None or value.keys() - {ending, "titled"}:
        raise MisreadError(
            "a block of keys among days names a file of them, and this does not",
            "`{ics: holidays.ics}` or `{csv: days.csv}`, and `titled` for some of it",
            code="wrong-shape",
        )
    titled = read_titled(value["titled"]) if "titled" in value else ""
    found = read_day_file(read_words(value[ending]), ending)
    return FileDays(found.ending, found.name, titled)


_A_FILE = {
    "type": "object",
    "properties": {"ics": {"type": "string"}, "csv": {"type": "string"}, "titled": {"type": "string"}},
    "additionalProperties": False,
}
_SOME = {"anyOf": [{"type": "string", "examples": [*EXAMPLES]}, _A_FILE]}
SomeRanges = Annotated[tuple[SomeDays, ...], *some_of(read_some_days, *EXAMPLES)]
AwayDays = Annotated[
    tuple[SomeDays, ...],
    ReadBy(read_away),
    WithJsonSchema({"anyOf": [*_SOME["anyOf"], {"type": "array", "items": _SOME}]}),
]
Ics = Annotated[FileDays, *one_of(lambda text: read_day_file(text, "ics"), "school.ics")]
Csv = Annotated[FileDays, *one_of(lambda text: read_day_file(text, "csv"), "days.csv")]
Title = Annotated[Words, BeforeValidator(read_titled)]
ObservanceId = Annotated[str, *one_of(read_observance_id)]
Certainty = Annotated[Length, *one_of(read_certainty, "1 day", "exact")]
OwnDates = Annotated[tuple[DayRange | EitherDays, ...], *some_of(read_own_dates, "30 Aug 2011", "30 or 31 Aug 2011")]


def _unless_a_file(schema: dict[str, Any]) -> None:
    """For editors: `when` may be left out where a file gives the days."""
    schema.pop("required", None)
    schema["anyOf"] = [{"required": [key]} for key in ("when", "ics", "csv")]


class Days(Noun):
    """Days by name: ranges, observances or a file of days, with what is not certain about them."""

    model_config = {"json_schema_extra": _unless_a_file}

    title: Words | None = None
    """What the days are called. The id in words unless stated; events and observances have names of their own."""
    when: SomeRanges
    """The days: `22 Apr 2011`, `1 to 29 Aug 2011`, `August` of every year, `Mon` of every week, `every other Thu from
    6 Jan 2011`, `30 or 31 Aug 2011` of which one will be right, `Eid al-Fitr` by name; or a list of such. Not needed
    where `ics` or `csv` gives them."""
    ics: Annotated[Ics | None, Field(exclude=True)] = None
    """A calendar file whose events are the days, named from the folder of the programme."""
    csv: Annotated[Csv | None, Field(exclude=True)] = None
    """A table of days, with `date` or `first,last`, and `title`, in its first row."""
    titled: Annotated[Title | None, Field(exclude=True)] = None
    """Words that an event's or a row's title must hold, whole: `Room 1` is not in `Room 10`, and `holiday` is in
    `Holidays`. All of the file unless stated."""
    for_: Annotated[Ids, Field(exclude=True)] = ()
    """For whom the days count: roles, people or venues. For everyone unless stated."""
    weight: Annotated[Weight, Field(exclude=True)] = "normal"
    """How much the days weigh among those to avoid or to prefer: low, normal or high."""
    provisional: Annotated[YesOrNo, Field(exclude=True)] = False
    """Whether the days are only held free for now."""
    certainty: Certainty | None = None
    """How far the days may still shift: `1 day` widens each range on both sides; `exact` widens none."""
    note: Words | None = None
    """Words only, such as the source of the dates."""

    @property
    def ranges(self) -> tuple[SomeDays, ...]:
        """The days, their ranges widened by what is uncertain about them."""
        if self.certainty is None:
            return self.when
        doubt = (self.certainty.after(date(2001, 1, 1)) - date(2001, 1, 1)).days
        return tuple(widened(days, doubt) for days in self.when)

    @property
    def files(self) -> tuple[tuple[str, FileDays], ...]:
        """The files of days that it names, with the key of each."""
        named = {"ics": self.ics, "csv": self.csv}
        return tuple(
            (key, FileDays(one.ending, one.name, self.titled or "")) for key, one in named.items() if one is not None
        )

    @property
    def settled(self) -> bool:
        """Whether it is known which of the days it will be, and that it will be any."""
        return not self.provisional and not any(isinstance(days, EitherDays) for days in self.when)


def only_when(value: object) -> object:
    """A block of days whose `when` may be written alone: `easter: 22 to 25 Apr 2011`."""
    if isinstance(value, dict) and "when" not in value and value.keys() & {"ics", "csv"}:
        return {"when": [], **value}
    return {"when": value} if isinstance(value, str | list) else value


NamedDays = Annotated[Days, BeforeValidator(only_when, json_schema_input_type=Days | str | list[str])]


class CalendarAsked(Noun):
    """Which days are closed, which to avoid, which to prefer, and which are the only ones allowed."""

    bank_holidays: YesOrNo = True
    """Whether the country's bank holidays are closed days. Yes unless stated."""
    closed: dict[Id, NamedDays] = {}
    """Days on which nothing can be held."""
    avoid: dict[Id, NamedDays] = {}
    """Days on which nothing should be held, if it can be helped."""
    prefer: dict[Id, NamedDays] = {}
    """Days on which sessions are best held."""
    only: dict[Id, NamedDays] = {}
    """The only days on which anything can be held."""
    observances: Annotated[dict[ObservanceId, OwnDates], Field(exclude=True)] = {}
    """Your own dates for observances, which replace those that are known of their years: `{diwali: 26 Oct 2011}`."""

    @property
    def blocks(self) -> tuple[tuple[Path, Days], ...]:
        """Every block of days, with where it stands in the programme."""
        kinds = {"closed": self.closed, "avoid": self.avoid, "prefer": self.prefer, "only": self.only}
        return tuple((("calendar", key, id_), block) for key, held in kinds.items() for id_, block in held.items())


@dataclass(frozen=True)
class Calendar:
    """What each day of a stretch is; days that are not named are open. The texts say why."""

    within: DayRange
    start: date
    """The first day of the programme; the stretch may begin before it."""
    closed: Mapping[date, str] = field(default_factory=dict)
    avoid: Mapping[date, str] = field(default_factory=dict)
    prefer: Mapping[date, str] = field(default_factory=dict)
    prefers: bool = False
    """Whether the calendar prefers any day at all, be it outside the stretch."""
    places: Mapping[str, Path] = field(default_factory=dict)
    """For each reason that closes days, where the programme says so."""
    unknown_years: tuple[int, ...] = ()
    """Years of the stretch for which a source has no days."""
    weights: Mapping[tuple[str, date], Weight] = field(default_factory=dict)
    """How much a day to `avoid` or to `prefer` weighs, where that is not the usual."""
    parts: Mapping[str, Calendar] = field(default_factory=dict)
    """By role, person or venue that days are named for, the calendar of those days alone."""

    def closed_to(self, roles: Iterable[str]) -> dict[date, str]:
        """The days closed to everyone, or to any of some roles, with why."""
        theirs = [self.parts[role].closed for role in roles if role in self.parts]
        return {day: reason for closed in (*theirs, self.closed) for day, reason in closed.items()}
