"""Days from a calendar file (RFC 5545): school terms, absences, a practice's protected learning time.

An event that lasts whole days takes those days; one with times takes every day that it touches, in the programme's
time zone. Cancelled events, and those that leave one free, take none. Real files are odd: an end that equals the start,
or none; midnights in UTC; time zones by Windows' names; old encodings. Each event is read by itself, so that one that
cannot be understood is named and the others are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings

from hsplan.calendars.listings import days_before, tidy_title
from hsplan.calendars.recurring import NoRuleError, Repeats, read_rule
from hsplan.calendars.zones import zone, zone_folders, zone_names
from hsplan.dates.day_phrases import FIRST_YEAR, LAST_YEAR
from hsplan.dates.days import DayRange
from hsplan.dates.hours import TimeRange
from hsplan.findings import Finding, RefusedError, Span, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from icalendar import Event

MOST_EVENTS = 5000
MOST_REPEATING = 500
MOST_LOOKED_AT = 300_000
"""How many days may be looked at, in all, to find where counted repetitions end."""
LONGEST_EVENT = 8_000
LONGEST_DAYS = 3660
LONGEST_REPEATED = 31
MOST_TOLD = 5
ONE_DAY = timedelta(days=1)
MIDNIGHT = time()
AN_EVENT = ["VCALENDAR", "VEVENT"]
DEEPEST = 20
NAMED_ZONE = re.compile(r';TZID="?([^":;]*)', re.IGNORECASE)
READ = frozenset(
    {
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "TRANSP",
        "SUMMARY",
        "SEQUENCE",
    }
)
"""The properties that say which days an event takes; no other is looked at."""


class BadEventError(ValueError):
    """An event of which the days cannot be told; its words say why."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, in the clock of its own time zone."""

    title: str
    uid: str
    start: datetime
    length: timedelta
    whole_days: bool
    zone: str | None
    """Its time zone; None for the programme's."""
    rule: Repeats | None = None
    more: tuple[date, ...] = ()
    """Further first days."""
    not_on: frozenset[date] = frozenset()
    """First days that the rule gives and that are left out."""
    instead_of: date | None = None
    """The first day of its series that it takes the place of."""
    sequence: int = 0

    @property
    def in_days(self) -> int:
        """How many days it takes at most."""
        return self.length.days + 2

    def stretches(self, within: DayRange, zone: str | None) -> Iterator[DayRange]:
        """Its days in a time zone, for each time that it is held and touches a range of days."""
        before = days_before(within, self.in_days)
        wide = DayRange(before.first, before.last + ONE_DAY)  # a day there may be another here
        firsts = {self.start.date(), *self.more}
        if self.rule is not None:
            firsts |= {*self.rule.days(wide)}
        for first in sorted(day for day in firsts - self.not_on if day in wide):
            days = self._held(first, zone)
            if days.first <= within.last and days.last >= within.first:
                yield days

    def hours(self, zone: str | None) -> TimeRange | None:
        """From when to when it is on its first day, in a time zone; None where it takes whole days, or several."""
        start, end = (_moved(one, self.zone or zone, zone) for one in (self.start, self.start + self.length))
        within = not self.whole_days and start.date() == end.date()
        return TimeRange(start.time(), end.time()) if within else None

    def _held(self, first: date, here: str | None) -> DayRange:
        """The days that it takes when it begins on a day of its own calendar."""
        start = datetime.combine(first, self.start.time())
        end = start + self.length
        if self.whole_days:
            return _touched(start, end)
        there = self.zone or here
        local_start, local_end = (_moved(one, there, here) for one in (start, end))
        midnights_here = local_start.time() == local_end.time() == MIDNIGHT
        midnights_there = start.time() == end.time() == MIDNIGHT and self.length >= ONE_DAY
        return _touched(start, end) if midnights_there and not midnights_here else _touched(local_start, local_end)


def _touched(start: datetime, end: datetime) -> DayRange:
    """Every day that a stretch of time touches; one that ends at midnight does not touch the next."""
    last = (end - timedelta(microseconds=1)).date() if end > start else start.date()
    return DayRange(start.date(), last)


def _moved(moment: datetime, there: str | None, here: str | None) -> datetime:
    """A time of one zone as the clock of another shows it."""
    if there is None or here is None or there == here:
        return moment
    return moment.replace(tzinfo=zone(there)).astimezone(zone(here)).replace(tzinfo=None)


def read_ics(name: str, data: bytes) -> tuple[tuple[Happening, ...], tuple[Finding, ...]]:
    """The events of a calendar file that take days, and a warning for each of which that cannot be told.

    Raises:
        RefusedError: where it is no calendar, is cut off, or holds more than a programme has use for.
    """
    found: list[Happening] = []
    warnings: list[tuple[int, str, str]] = []
    counting = _Counting()
    for line, lines in _events(name, _decoded(data)):
        title = _title_of(lines)
        try:
            with catch_warnings(action="ignore"):  # a zone behind a vendor's prefix is guessed, and rightly
                event, zone_unknown = _happening(lines)
            event = counting.ended(event) if event is not None else None
        except (BadEventError, NoRuleError) as bad:
            warnings.append((line, title, f"{bad}; it is left out"))
            continue
        found += [event] if event is not None else []
        if zone_unknown and event is not None:
            warnings.append((line, title, f"nobody knows its time zone `{zone_unknown}`; the programme's is taken"))
    if sum(one.rule is not None for one in found) > MOST_REPEATING:
        raise RefusedError(
            _refused(name, code="calendar-too-large", message=f"it holds more than {MOST_REPEATING} events that repeat")
        )
    return tuple(_settled(found)), tuple(_told(name, warnings))


class _Counting:
    """Finds where counted repetitions end, looking at so many days in all and no more."""

    def __init__(self) -> None:
        self.left = MOST_LOOKED_AT

    def ended(self, event: Happening) -> Happening:
        """The event with a last day in the place of a count."""
        if event.rule is None or event.rule.count is None:
            return event
        most, self.left = self.left, 0  # where it is not found in time, nothing is left for others
        rule, looked = event.rule.ended(most)
        self.left = most - looked
        return replace(event, rule=rule)


def _told(name: str, warnings: list[tuple[int, str, str]]) -> Iterator[Finding]:
    """A finding for each of the first few events that could not be understood; how many more in the last one."""
    for n, (line, title, words) in enumerate(warnings[:MOST_TOLD]):
        more = len(warnings) - MOST_TOLD
        others = f" (and so are {more} others)" if n == MOST_TOLD - 1 and more > 0 else ""
        yield warning(
            "event-not-understood",
            f"the event `{title or 'without a title'}`: {words}{others}",
            expected="a day or times that RFC 5545 knows",
            help="name its days in the programme, if they matter",
            span=Span(name, line, 1, line, 2),
        )


def _refused(name: str, *, code: str, message: str, help_: str = "") -> Finding:
    return Finding(code, f"{name}: {message}", expected="a calendar file that says which days are taken", help=help_)


def _decoded(data: bytes) -> str:
    """The text of a file; what is not UTF-8 is taken for Windows' old encoding, which only titles suffer from."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _events(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each event, unfolded, and the number of its first."""
    open_: list[str] = []
    held: list[str] = []
    first = events = 0
    lines = re.split(r"\r\n|\n|\r", text)
    _begun(name, lines)
    for number, line in enumerate(lines, 1):
        word = line.strip().upper()
        if word.startswith("BEGIN:"):
            open_.append(word[6:])
            if open_ == AN_EVENT:
                held, first, events = [], number, events + 1
                _bounded(name, events)
            elif len(open_) > DEEPEST:
                raise RefusedError(_refused(name, code="not-a-calendar", message="it is nested without end"))
        elif word.startswith("END:") and word[4:] in open_:
            if open_ == AN_EVENT and word == "END:VEVENT":
                yield first, held
            del open_[max(n for n, one in enumerate(open_) if one == word[4:]) :]
        elif open_ == AN_EVENT:
            _keep(line, held)
    if open_:
        mend = "download or export the calendar again"
        message = f"it breaks off before END:{tidy_title(open_[-1])}"
        raise RefusedError(_refused(name, code="calendar-cut-off", message=message, help_=mend))


def _begun(name: str, lines: Sequence[str]) -> None:
    """Refuse what does not begin as a calendar does."""
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.upper() != "BEGIN:VCALENDAR":
        page = "it is a web page, not the calendar itself" if first.startswith("<") else "it is not a calendar file"
        mend = "download the calendar again; a calendar file begins with BEGIN:VCALENDAR"
        raise RefusedError(_refused(name, code="not-a-calendar", message=page if first else "it is empty", help_=mend))


def _bounded(name: str, events: int) -> None:
    """Refuse a calendar of more events than any programme has use for."""
    if events > MOST_EVENTS:
        mend = "export only the years in which the programme runs"
        raise RefusedError(
            _refused(name, code="calendar-too-large", message=f"it holds more than {MOST_EVENTS} events", help_=mend)
        )


def _keep(line: str, held: list[str]) -> None:
    """Add a line to those of an event; one that begins with a space goes on from the one before."""
    if line[:1] in (" ", "\t"):
        if held and len(held[-1]) < LONGEST_EVENT:
            held[-1] += line[1:]
    elif line:
        held.append(line)


def _word(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0].strip().upper()


def _title_of(lines: Sequence[str]) -> str:
    raw = next((line.partition(":")[2] for line in lines if _word(line) == "SUMMARY"), "")
    return tidy_title(re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], raw))


def _happening(lines: Sequence[str]) -> tuple[Happening | None, str]:
    """What an event comes to, None where it takes no day; and its time zone where nobody knows that."""
    kept = [line for line in lines if _word(line) in READ]
    if sum(map(len, kept)) > LONGEST_EVENT:
        raise BadEventError("it is longer than any real event")
    if sum(_word(line) == "RRULE" for line in kept) > 1:
        raise BadEventError("it has two rules by which it repeats")
    event = _parsed(kept)
    if str(event.get("STATUS", "")).upper() == "CANCELLED" and "RECURRENCE-ID" not in event:
        return None, ""
    start, there, unknown = _moment(event, "DTSTART")
    whole_days = not isinstance(start, datetime)
    begin = _as_datetime(start)
    length = _length(event, begin, there, whole_days=whole_days)
    instead = _first_day(event["RECURRENCE-ID"], there) if "RECURRENCE-ID" in event else None
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED"
    if free and instead is None:
        return None, ""
    rule = _rule(kept, begin, there)
    if rule is not None and length > timedelta(days=LONGEST_REPEATED):
        raise BadEventError("it repeats, and lasts longer than a month")
    happening = Happening(
        title=_title_of(kept),
        uid=str(event.get("UID", "")),
        start=begin,
        length=timedelta(-1) if free else length,
        whole_days=whole_days,
        zone=there,
        rule=rule,
        more=tuple(_first_days(event, "RDATE", there)),
        not_on=frozenset(_first_days(event, "EXDATE", there)),
        instead_of=instead,
        sequence=_sequence(event),
    )
    return happening, unknown


def _parsed(lines: Sequence[str]) -> Event:
    """The event as icalendar reads it."""
    from icalendar import Event

    text = "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])
    # Python 3.14 knows no zone that has a folder's name, the versions before it fail: it is left out by each.
    if any(found[1] in zone_folders() for line in lines for found in NAMED_ZONE.finditer(line.partition(":")[0])):
        raise BadEventError("it cannot be read")
    try:
        event = Event.from_ical(text)
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, OSError):
        # OSError: zoneinfo opens a file of the name that a time zone is given, be it far too long
        raise BadEventError("it cannot be read") from None
    if isinstance(event, list):
        raise BadEventError("it cannot be read")
    return event  # type: ignore[return-value]


def _value(event: Event, key: str) -> Any:  # noqa: ANN401 - a date, a time, a length
    held = event.get(key)
    if isinstance(held, list):
        raise BadEventError(f"it has two {key}")
    try:
        return held.dt if held is not None else None
    except (AttributeError, ValueError):
        raise BadEventError(f"its {key} cannot be read") from None


def _moment(event: Event, key: str) -> tuple[date | datetime, str | None, str]:
    """A day, or a time without its zone; that zone by its name; and what the zone is called if nobody knows it."""
    found = _value(event, key)
    if not isinstance(found, date):
        raise BadEventError(f"it has no {key}" if found is None else f"its {key} cannot be read")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadEventError(f"its {key} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    if not isinstance(found, datetime):
        return found, None, ""
    called = str(event[key].params.get("TZID", ""))
    known = _zone_of(found, called)
    unknown = tidy_title(called) if called and known is None else ""
    return found.replace(tzinfo=None), known, unknown


def _zone_of(moment: datetime, called: str) -> str | None:
    """The name of the zone that a time is given in; some programs put their own name before it."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    key = str(getattr(moment.tzinfo, "key", "") or ("UTC" if moment.tzinfo is not None and not called else ""))
    tail = "/".join(called.split("/")[-2:])
    return next((one for one in (key, WINDOWS_TO_OLSON.get(called, ""), called, tail) if one in zone_names()), None)


def _as_datetime(day: date | datetime) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, MIDNIGHT)


def _length(event: Event, start: datetime, there: str | None, *, whole_days: bool) -> timedelta:
    """How long an event lasts, at least a day where it takes whole days."""
    least = ONE_DAY if whole_days else timedelta()
    if "DTEND" in event:
        end, end_there, _ = _moment(event, "DTEND")
        length = _moved(_as_datetime(end), end_there or there, there) - start
    else:
        length = _value(event, "DURATION") if "DURATION" in event else least
    if not isinstance(length, timedelta):
        raise BadEventError("its DURATION cannot be read")
    if length < timedelta():
        raise BadEventError("it ends before it begins")
    if length > timedelta(days=LONGEST_DAYS):
        raise BadEventError("it lasts longer than ten years")
    return max(length, least)


def _first_days(event: Event, key: str, there: str | None) -> Iterator[date]:
    """The days that RDATE or EXDATE list, in the event's own zone."""
    held = event.get(key, [])
    for listed in held if isinstance(held, list) else [held]:
        try:
            for one in listed.dts:
                yield _day_in(one.dt[0] if isinstance(one.dt, tuple) else one.dt, there)
        except (AttributeError, ValueError):
            raise BadEventError(f"its {key} cannot be read") from None


def _first_day(held: Any, there: str | None) -> date:  # noqa: ANN401 - what icalendar made of it
    try:
        return _day_in(held.dt, there)
    except (AttributeError, ValueError):
        raise BadEventError("its RECURRENCE-ID cannot be read") from None


def _day_in(moment: date | datetime, there: str | None) -> date:
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None and there is not None and FIRST_YEAR <= moment.year <= LAST_YEAR:
        moment = moment.astimezone(zone(there))
    return moment.date()


def _sequence(event: Event) -> int:
    return int(held) if re.fullmatch(r"\d{1,9}", held := str(event.get("SEQUENCE", "0")), re.ASCII) else 0


def _rule(lines: Sequence[str], start: datetime, there: str | None) -> Repeats | None:
    """By what rule an event repeats, if it does."""
    text = next((line.partition(":")[2] for line in lines if _word(line) == "RRULE"), "")
    if not text:
        return None
    until = re.search(r"UNTIL=(\d{8})(?:T(\d{6})(Z?))?(?=;|$)", text.strip().upper(), re.ASCII)
    if "UNTIL=" in text.upper() and until is None:
        raise BadEventError("its UNTIL cannot be read")
    last = _last_day(until, start, there) if until is not None else None
    return read_rule(text, start.date(), last)


def _last_day(until: re.Match[str], start: datetime, there: str | None) -> date:
    """The last day on which something that begins at some time of day may begin."""
    day, clock, utc = until.groups()
    try:
        found = datetime.strptime(f"{day}{clock or '235959'}", "%Y%m%d%H%M%S")  # noqa: DTZ007 - its zone is a letter
    except ValueError:
        raise BadEventError("its UNTIL cannot be read") from None
    if found.year < FIRST_YEAR:  # the day before may be none
        raise BadEventError(f"its UNTIL lies before the year {FIRST_YEAR}")
    if utc and FIRST_YEAR <= found.year <= LAST_YEAR:
        found = _moved(found, "UTC", there)
    return found.date() if found.time() >= start.time() else found.date() - ONE_DAY


def _settled(found: list[Happening]) -> Iterator[Happening]:
    """The events that hold: the newest of each, and of a series without the days that others take the place of."""
    newest: dict[tuple[str, date | None], int] = {}
    for one in found:
        key = (one.uid, one.instead_of)
        newest[key] = max(newest.get(key, 0), one.sequence)
    replaced: dict[str, set[date]] = {}
    for one in found:
        if one.instead_of is not None and one.uid:
            replaced.setdefault(one.uid, set()).add(one.instead_of)
    for one in found:
        old = bool(one.uid) and one.sequence < newest[(one.uid, one.instead_of)]
        if old or one.length < timedelta():
            continue
        yield replace(one, not_on=one.not_on | replaced.get(one.uid, set())) if one.instead_of is None else one
