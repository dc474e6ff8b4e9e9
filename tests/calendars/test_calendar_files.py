"""Days from calendar files: ordinary ones, odd ones, broken ones, hostile ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsplan.calendars import ics
from hsplan.calendars.ics import Happening, read_ics
from hsplan.calendars.listings import FileDays
from hsplan.calendars.recurring import Repeats
from hsplan.dates.days import DayRange
from hsplan.findings import RefusedError, Severity

YEAR_2011 = DayRange(date(2011, 1, 1), date(2011, 12, 31))
LONDON = "Europe/London"


def an_event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", "UID:1@example", *lines, "END:VEVENT"])


def a_calendar(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]).encode()


def days_of(data: bytes, zone: str | None = LONDON) -> list[str]:
    entries, _ = read_ics("a.ics", data)
    found = {day for entry in entries for days in entry.stretches(YEAR_2011, zone) for day in days}
    return [f"{day:%m-%d}" for day in sorted(found) if day in YEAR_2011]


def warned(data: bytes) -> list[str]:
    return [one.message for one in read_ics("a.ics", data)[1]]


def refused(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(RefusedError) as caught:
        read_ics("a.ics", data)
    return [(one.code, one.message) for one in caught.value.findings]


ONE_DAY = ["02-21"]
A_WEEK = ["02-21", "02-22", "02-23", "02-24", "02-25"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART;VALUE=DATE:20110221", "DTEND;VALUE=DATE:20110226"], A_WEEK),
        (["DTSTART;VALUE=DATE:20110221", "DTEND;VALUE=DATE:20110221"], ONE_DAY),  # some feeds
        (["DTSTART;VALUE=DATE:20110221"], ONE_DAY),
        (["DTSTART;VALUE=DATE:20110221", "DURATION:P5D"], A_WEEK),
        (["DTSTART:20110221", "DTEND:20110226"], A_WEEK),  # without VALUE=DATE
        (["dtstart;value=date:20110221"], ONE_DAY),
        (["DTSTART:20110221T090000Z", "DTEND:20110221T170000Z"], ONE_DAY),
        (["DTSTART:20110221T090000", "DTEND:20110222T100000"], ["02-21", "02-22"]),  # floating
        (["DTSTART:20110221T090000"], ONE_DAY),
        (["DTSTART:20110221T180000Z", "DTEND:20110222T000000Z"], ONE_DAY),  # ends at midnight
        (["DTSTART:20110620T230000Z", "DTEND:20110621T230000Z"], ["06-21"]),  # a day of summer time
        (["DTSTART:20110621T000000Z", "DTEND:20110622T000000Z"], ["06-21"]),  # a whole day said in UTC
        (["DTSTART:20110326T000000Z", "DTEND:20110327T230000Z"], ["03-26", "03-27"]),  # the clocks change
        (["DTSTART;TZID=GMT Standard Time:20110621T003000", "DTEND;TZID=GMT Standard Time:20110621T013000"], ["06-21"]),
        (["DTSTART;TZID=America/New_York:20110620T220000", "DURATION:PT1H"], ["06-21"]),
        (["DTSTART;TZID=America/New_York:20110620T000000", "DURATION:P1D"], ["06-20"]),  # a whole day there
        (["DTSTART;TZID=/example.org/Europe/Paris:20110621T003000", "DURATION:PT15M"], ["06-20"]),
        (["DTSTART;VALUE=DATE:20110221", "STATUS:CANCELLED"], []),
        (["DTSTART;VALUE=DATE:20110221", "TRANSP:TRANSPARENT"], []),
        (["DTSTART;VALUE=DATE:20110221", "TRANSP:OPAQUE", "STATUS:TENTATIVE"], ONE_DAY),
        (["DTSTART;VALUE=DATE:20101220", "DTEND;VALUE=DATE:20110104"], ["01-01", "01-02", "01-03"]),
        (["DTSTART;VALUE=DATE:20110104", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3"], ["01-04", "01-18", "02-01"]),
        (
            ["DTSTART:20110104T140000", "RRULE:FREQ=WEEKLY;UNTIL=20110118", "EXDATE:20110111T140000"],
            ["01-04", "01-18"],
        ),
        (["DTSTART:20110104T140000Z", "RRULE:FREQ=WEEKLY;UNTIL=20110118T135959Z"], ["01-04", "01-11"]),
        (
            ["DTSTART;TZID=Europe/London:20110628T003000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20110628T233000Z"],
            ["06-28", "06-30"],  # that instant is half past midnight on the 29th
        ),
        (["DTSTART;VALUE=DATE:20110104", "RDATE;VALUE=DATE:20110301,20110405"], ["01-04", "03-01", "04-05"]),
        (["DTSTART:20110104T090000Z", "RDATE;VALUE=PERIOD:20110301T090000Z/PT1H"], ["01-04", "03-01"]),
        (["DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO"], ["05-02"]),
    ],
)
def test_an_event_takes_its_days(lines: list[str], expected: list[str]) -> None:
    assert days_of(a_calendar(an_event(*lines))) == expected
    assert warned(a_calendar(an_event(*lines))) == []


def test_one_of_a_series_may_be_moved_or_cancelled() -> None:
    series = an_event("DTSTART:20110104T140000Z", "RRULE:FREQ=WEEKLY;COUNT=4")
    moved = an_event("RECURRENCE-ID:20110111T140000Z", "DTSTART:20110113T140000Z")
    cancelled = an_event("RECURRENCE-ID:20110118T140000Z", "DTSTART:20110118T140000Z", "STATUS:CANCELLED")
    assert days_of(a_calendar(series, moved, cancelled)) == ["01-04", "01-13", "01-25"]


def test_the_newest_of_two_versions_counts() -> None:
    old = an_event("DTSTART;VALUE=DATE:20110221", "SEQUENCE:0")
    new = an_event("DTSTART;VALUE=DATE:20110228", "SEQUENCE:1")
    assert days_of(a_calendar(new, old)) == ["02-28"]


def test_two_calendars_in_a_file_count_both() -> None:
    one, other = (a_calendar(an_event(f"DTSTART;VALUE=DATE:201102{day}")) for day in (21, 22))
    assert days_of(one + other) == ["02-21", "02-22"]


def test_a_byte_order_mark_and_an_old_encoding_are_read() -> None:
    data = a_calendar(an_event("DTSTART;VALUE=DATE:20110221", "SUMMARY:Café")).decode()
    for held in (data.encode("utf-8-sig"), data.encode("cp1252"), data.replace("\r\n", "\n").encode()):
        assert days_of(held) == ONE_DAY
        assert read_ics("a.ics", held)[0][0].title == "Café"


def test_a_title_is_unfolded_unescaped_and_harmless() -> None:
    lines = ["DTSTART;VALUE=DATE:20110221", r"SUMMARY;LANGUAGE=en:Half term\, \nall", "  schools\x1b[2J"]
    assert read_ics("a.ics", a_calendar(an_event(*lines)))[0][0].title == "Half term, all schools?[2J"


def test_parts_of_an_event_and_other_things_do_not_count() -> None:
    alarm = ["BEGIN:VALARM", "TRIGGER:-PT15M", "DTSTART:20110301T090000Z", "END:VALARM"]
    todo = "BEGIN:VTODO\r\nDTSTART;VALUE=DATE:20110401\r\nEND:VTODO"
    zone = "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    assert days_of(a_calendar(zone, todo, an_event("DTSTART;VALUE=DATE:20110221", *alarm))) == ONE_DAY


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["DTSTART:2011-02-21"], "its DTSTART cannot be read"),
        ([], "it has no DTSTART"),
        (["DTSTART;VALUE=DATE:20110221", "DTEND;VALUE=DATE:20110220"], "it ends before it begins"),
        (["DTSTART;VALUE=DATE:20110221", "DURATION:-P1D"], "it ends before it begins"),
        (["DTSTART;VALUE=DATE:20110221", "DTEND;VALUE=DATE:20410221"], "it lasts longer than ten years"),
        (
            ["DTSTART:20110221T090000", "RRULE:FREQ=DAILY;UNTIL=00010101T000000Z"],  # there is no day before
            "its UNTIL lies before the year 1600",
        ),
        (["DTSTART;VALUE=DATE:00010101"], "its DTSTART lies outside the years 1600 to 9000"),
        (["DTSTART;VALUE=DATE:20110221", "RRULE:FREQ=SECONDLY"], "it repeats secondly"),
        (["DTSTART;VALUE=DATE:20110221", "RRULE:FREQ=WEEKLZ"], "it repeats weeklz"),
        (["DTSTART;VALUE=DATE:20110221", "RRULE:FREQ=DAILY;UNTIL=soon"], "its UNTIL cannot be read"),
        (["DTSTART;VALUE=DATE:20110221", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "it has two rules"),
        (["DTSTART;VALUE=DATE:20110221", "EXDATE:soon"], "its EXDATE cannot be read"),
        (["DTSTART;VALUE=DATE:20110221", "DTSTART;VALUE=DATE:20110222"], "it has two DTSTART"),
        (["DTSTART;VALUE=DATE:20110221", "DURATION:P99999999999D"], ""),
        (["DTSTART;VALUE=DATE:16000101", "DURATION:P3000D", "RRULE:FREQ=DAILY"], "it repeats, and lasts longer"),
        (["DTSTART;VALUE=DATE:20110221", "UID:" + "x" * 30_000], ""),
        (["DTSTART;TZID=Europe:20110221T090000"], "it cannot be read"),
        (["DTSTART;TZID=" + "x" * 5_000 + ":20110221T090000"], "it cannot be read"),
        (["DTSTART:20110221T090000Z", "EXDATE;TZID=America:20110221T090000"], "it cannot be read"),
    ],
)
def test_one_bad_event_is_named_and_the_others_are_kept(lines: list[str], words: str) -> None:
    data = a_calendar(an_event("SUMMARY:PLT", *lines), an_event("DTSTART;VALUE=DATE:20110301"))
    entries, (finding,) = read_ics("a.ics", data)
    assert finding.message.startswith(f"the event `PLT`: {words}")
    assert finding.message.endswith("it is left out")
    assert finding.severity is Severity.WARNING
    assert finding.span is not None
    assert (finding.span.file, finding.span.line) == ("a.ics", 3)
    assert len(entries) == 1


def test_a_time_zone_that_nobody_knows_is_told() -> None:
    data = a_calendar(an_event("DTSTART;TZID=Custom:20110221T090000", "SUMMARY:PLT"))
    assert days_of(data) == ONE_DAY
    assert warned(data) == ["the event `PLT`: nobody knows its time zone `Custom`; the programme's is taken"]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"<!DOCTYPE html><html>", "not-a-calendar", "a.ics: it is a web page, not the calendar itself"),
        (b"", "not-a-calendar", "a.ics: it is empty"),
        (b"date,title\n", "not-a-calendar", "a.ics: it is not a calendar file"),
        (
            a_calendar(an_event("DTSTART:20110221"))[:-15],
            "calendar-cut-off",
            "a.ics: it breaks off before END:VCALENDAR",
        ),
        (a_calendar(an_event("DTSTART:20110221"))[:60], "calendar-cut-off", "a.ics: it breaks off before END:VEVENT"),
        (b"BEGIN:VCALENDAR\n" * 100_000, "not-a-calendar", "a.ics: it is nested without end"),
    ],
)
def test_what_is_no_whole_calendar_is_refused(data: bytes, code: str, words: str) -> None:
    assert refused(data) == [(code, words)]


@pytest.mark.no_cover
def test_a_calendar_of_very_many_events_is_refused() -> None:
    many = [an_event("DTSTART;VALUE=DATE:20110221")] * (ics.MOST_EVENTS + 1)
    assert [code for code, _ in refused(a_calendar(*many))] == ["calendar-too-large"]


def test_a_calendar_of_very_many_series_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics, "MOST_REPEATING", 10)
    many = [an_event("DTSTART;VALUE=DATE:20110221", "RRULE:FREQ=DAILY")] * 11
    assert [code for code, _ in refused(a_calendar(*many))] == ["calendar-too-large"]


def test_counting_what_never_recurs_is_bounded_for_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ics, "MOST_LOOKED_AT", 20_000)
    never = ["DTSTART;VALUE=DATE:20000101", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1"]
    entries, warnings = read_ics("a.ics", a_calendar(*[an_event(*never)] * 30))
    assert entries == ()
    assert len(warnings) == ics.MOST_TOLD
    assert "and so are 25 others" in warnings[-1].message


def test_a_daily_event_since_1900_costs_a_year_of_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[date] = []
    chosen = Repeats._chosen  # noqa: SLF001 - each period that is looked at passes here

    def counted(rule: Repeats, period: tuple[date, int]) -> list[date]:
        looked.append(period[0])
        return chosen(rule, period)

    monkeypatch.setattr(Repeats, "_chosen", counted)
    assert len(days_of(a_calendar(an_event("DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY")))) == 365
    assert len(looked) < 400


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([
    "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:X", "END:X", " folded", "",
    "DTSTART:20110221", "DTSTART;VALUE=DATE:99999999", "DTSTART;TZID=\x00:20110221T000000", "DTEND:20110221T250000",
    "DURATION:PT", "RRULE:", "RRULE:FREQ=DAILY;INTERVAL=9999;BYSETPOS=-366", "EXDATE;TZID=", "RDATE:;;", "SUMMARY",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20110221", "UID:\ud7ff", ":", ";", "DTSTART;VALUE=PERIOD:20110221T000000Z/P1D",
]), max_size=30))  # fmt: skip
def test_no_text_is_more_than_a_finding(lines: list[str]) -> None:
    try:
        entries, _ = read_ics("a.ics", "\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode())
    except RefusedError:
        return
    for entry in entries:
        assert isinstance(entry, Happening)
        assert all(days.first <= days.last for days in entry.stretches(YEAR_2011, LONDON))


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        (("DTSTART:20110511T130000Z", "DTEND:20110511T153000Z"), ["14:00-16:30"]),
        (("DTSTART:20110511T130000", "DTEND:20110511T153000"), ["13:00-15:30"]),
        (("DTSTART:20110511T130000", "DTEND:20110512T153000"), []),
        (("DTSTART;VALUE=DATE:20110511",), []),
    ],
)
def test_the_hours_of_an_event_are_those_of_the_programmes_clock(lines: tuple[str, ...], hours: list[str]) -> None:
    listing = FileDays("ics", "a.ics").filled(read_ics("a.ics", a_calendar(an_event(*lines)))[0], LONDON).listing
    assert listing is not None
    assert [*map(str, listing.hours)] == hours


def test_a_year_that_is_full_asks_no_further_entry() -> None:
    daily = an_event("DTSTART;VALUE=DATE:20100101", "DURATION:P31D", "RRULE:FREQ=DAILY", "SUMMARY:First")
    entries, _ = read_ics("a.ics", a_calendar(daily))

    class Unasked:
        title = "Unasked"

        def stretches(self, within: DayRange, zone: str | None) -> Iterator[DayRange]:
            raise AssertionError((within, zone))

        def hours(self, zone: str | None) -> None:
            raise AssertionError(zone)

    found = FileDays("ics", "a.ics").filled((*entries, Unasked()), LONDON).of_year(2011)
    assert len(found) == 365
    assert set(found.values()) == {"First"}


def test_very_many_titles_are_no_reasons() -> None:
    events = [an_event(f"DTSTART;VALUE=DATE:2011{n // 28 + 1:02}{n % 28 + 1:02}", f"SUMMARY:{n}") for n in range(100)]
    entries, _ = read_ics("a.ics", a_calendar(*[one.replace("UID:1", f"UID:{n}") for n, one in enumerate(events)]))
    assert set(FileDays("ics", "a.ics").filled(entries, LONDON).of_year(2011).values()) == {""}
