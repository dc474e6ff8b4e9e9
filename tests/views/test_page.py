"""What the page holds, for whom, and that nothing written in a programme becomes more than words."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import icalendar
import pytest
from conftest import ROOT, Run
from shown import a_schedule
from webpages import Seen

from hsplan.calendars.zones import zone
from hsplan.schedule.rows import Schedule
from hsplan.views import html

HOSTILE = '<script>hit=1</script></style></script>{{7*7}}{% raw %}" onload="hit=1" \'&amp;\u202ex'
TEXT = """
title: Leading change
country: England
people: {facilitator-a: {name: Facilitator A}}
venues: {hall: {name: Hall, town: Stepney, address: 1 High Street}}
sessions:
  day-1: {kind: insight-day, title: Values, where: hall, with: facilitator-a, time: "9:30-16:30"}
  day-2: {kind: leadership-challenge, title: "A bid, against; the clock", lasts: 3 days}
"""
DAYS = (date(2011, 1, 18), date(2011, 3, 1))


def a_year(text: str = TEXT, **bookings: Any) -> Schedule:  # noqa: ANN401 - fields of a booking
    given: dict[str, Any] = {
        "day_1": {"people": ("facilitator-a",), "venue": "hall"},
        "day_2": {"last": date(2011, 3, 3)},
    }
    given |= bookings
    return a_schedule(text, *DAYS, **given)


def planned(stepney: Path) -> None:
    """The plan of the case study as it lies in `examples/`, beside its programme."""
    stepney.with_name("stepney.plan.yaml").write_bytes((ROOT / "examples" / "stepney.plan.yaml").read_bytes())


def test_the_same_schedule_gives_the_same_bytes() -> None:
    assert html.render([a_year()]) == html.render([a_year()])


def test_a_page_fetches_nothing() -> None:
    page = html.render([a_year()])
    seen = Seen(page)
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in seen.elements}
    assert not [one for _, one in seen.elements if "src" in one or "style" in one]
    assert not re.search(rb"@import|url\(|fetch\(|XMLHttpRequest|import\(", page)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    page = html.render([a_year()]).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    hashes = [
        base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        for inlined in re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", page, re.DOTALL)
        for inlined in [max(inlined)]
    ]
    rules = [rule.split() for rule in policy.replace("&#39;", "'").split("; ")]
    assert rules == [
        ["default-src", "'none'"],
        ["style-src", f"'sha256-{hashes[0]}'"],
        ["script-src", f"'sha256-{hashes[1]}'"],
        ["base-uri", "'none'"],
        ["form-action", "'none'"],
    ]


def test_hostile_words_are_only_words() -> None:
    made = a_year()
    row = replace(
        made.rows[0], title=HOSTILE, kind=HOSTILE, summary=HOSTILE, link="javascript:hit=1", waived=(HOSTILE,)
    )
    hostile = replace(
        made,
        title=HOSTILE,
        client=HOSTILE,
        timezone=HOSTILE,
        rows=(row, *made.rows[1:]),
        closed={date(2011, 1, 19): HOSTILE},
        facts={"fee": HOSTILE},
    )
    seen = Seen(html.render([hostile]))
    clean = Seen(html.render([made]))
    assert len(seen.of("script")) == 1
    assert len(seen.of("style")) == 1
    assert not [one for _, one in seen.elements if any(name.startswith("on") for name in one)]
    assert {tag for tag, _ in seen.elements} == {tag for tag, _ in clean.elements}
    links = [str(one["href"]) for one in seen.of("a")]
    assert {link.partition(":")[0] for link in links if not link.startswith("#")} == {"data", "https"}
    assert "{{7*7}}" in seen.text
    assert "\u202e" not in seen.text
    files = [entries(link) for link in links if link.startswith("data:")]
    assert [len(events) for events in files] == [1, 3]
    assert files[0][0]["summary"] == HOSTILE.replace("\u202e", "")


PARTS = "parts: {talk: {time: '9:30-12:30'}, sets: {title: Learning in sets, time: '13:30-16:30'}}"


@pytest.mark.parametrize("each", ["day", "part"])
@pytest.mark.parametrize("words", ['time: "9:30-16:30"', PARTS, "depends-on: a grant"])
def test_a_sessions_own_calendar_file_has_the_entries_of_the_feed(
    each: str, words: str, workspace: Path, run: Run
) -> None:
    text = TEXT.replace('time: "9:30-16:30"', words)
    (workspace / "programmes" / "one.yaml").write_text(
        f"{text}entries: {{each: {each}, reminder: 1 day}}\nlength: 3 months\n"
    )
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export", "--format", "ics,html").code == 0
    feed = icalendar.Calendar.from_ical((workspace / "one.ics").read_bytes()).walk("VEVENT")
    links = [one for one in Seen((workspace / "one.html").read_bytes()).of("a") if "download" in one]
    assert [one["download"] for one in links] == ["one-day-1.ics", "one-day-2.ics"]
    mine = [event for link in links for event in entries(str(link["href"]))]
    assert len(mine) == 4 + (each == "part" and words == PARTS)
    assert {known(event) for event in mine} == {known(event) for event in feed}


def entries(link: str) -> list[icalendar.Component]:
    """The events of a link that holds a calendar, whose lines are as long as they may be."""
    data = file_in(link)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert not any(event.errors for event in found)
    return found


def file_in(link: str) -> bytes:
    """The calendar file that a link holds."""
    kind, _, text = link.partition(",")
    assert kind == "data:text/calendar;charset=utf-8"
    return unquote(text).encode()


def known(event: icalendar.Component) -> tuple[object, ...]:
    """All that an entry says, its reminder too; of its times which moments they are, in whatever zone."""
    lines = event.to_ical().split(b"\r\n")
    rest = [line for line in lines if not line.startswith((b"DTSTART", b"DTEND"))]
    return (event.decoded("dtstart"), event.decoded("dtend"), *rest)


def link_of(made: Schedule) -> str:
    """The link that holds the calendar file of the only session of a schedule."""
    (link,) = (str(one["href"]) for one in Seen(html.render([made])).of("a") if "download" in one)
    return link


def test_a_sessions_own_calendar_file_has_its_times_in_utc_and_no_name() -> None:
    made = a_year()
    london = zone("Europe/London")
    starts, ends = (datetime(2011, 3, 26, hour, 30, tzinfo=london) for hour in (9, 16))
    part = replace(made.rows[0].parts[0], start=starts, end=ends)
    row = replace(made.rows[0], first=date(2011, 3, 26), last=date(2011, 3, 27), parts=(part,))
    lines = file_in(link_of(replace(made, rows=(row,)))).decode().split("\r\n")
    head = ["VERSION:2.0", "PRODID:-//hsplan//hsplan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    assert lines[:6] == ["BEGIN:VCALENDAR", *head, "BEGIN:VEVENT"]
    # The clocks go forward in the night between its two days.
    assert [line.partition(":")[2] for line in lines if line.startswith(("DTSTART", "DTEND"))] == [
        *("20110326T093000Z", "20110326T163000Z"),
        *("20110327T083000Z", "20110327T153000Z"),
    ]


def test_a_sessions_own_calendar_file_has_nothing_that_is_no_more() -> None:
    made = a_year()
    row = replace(made.rows[0], ended=("d2", "d1.talk"))
    (event,) = entries(link_of(replace(made, rows=(row,))))
    assert event["summary"] == "Values"


def test_links_fill_in_the_forms_of_calendars_on_the_web() -> None:
    links = [str(one["href"]) for one in Seen(html.render([a_year()])).of("a")]
    (google, whole) = (link for link in links if link.startswith("https://calendar.google.com/"))
    assert "dates=20110118T093000Z%2F20110118T163000Z" in google
    assert "location=Hall%2C%201%20High%20Street" in google
    assert "dates=20110301%2F20110304" in whole
    (outlook, _) = (link for link in links if link.startswith("https://outlook.office.com/"))
    assert "startdt=2011-01-18T09%3A30%3A00Z&enddt=2011-01-18T16%3A30%3A00Z" in outlook


def test_what_is_cancelled_provisional_or_under_a_waiver_says_so() -> None:
    made = a_year(day_2={"status": "cancelled"})
    row = replace(made.rows[0], depends_on="a grant", waived=("venue-too-small: it is full (Office, until 1 May)",))
    seen = Seen(html.render([replace(made, rows=(row, made.rows[1]))]))
    assert "Provisional: depends on a grant" in seen.text
    assert "Rule set aside" in seen.text
    assert "venue-too-small: it is full" in seen.text
    assert "Cancelled" in seen.text
    assert [one["download"] for one in seen.of("a") if "download" in one] == ["test-day-1.ics"]


def test_closed_days_have_their_reason_on_hover_and_in_text() -> None:
    made = replace(a_year(), closed={date(2011, 1, 3) + timedelta(days=n): "Half term" for n in range(3)})
    seen = Seen(html.render([made]))
    assert [one["title"] for one in seen.of("td") if one.get("title")] == ["Closed: Half term"] * 3
    assert seen.text.count(", closed: Half term") == 3
    assert "3 to 5 Jan 2011 Half term" in " ".join(seen.text.split())


def test_only_those_who_lead_read_the_scenario_of_a_challenge(stepney: Path, run: Run) -> None:
    planned(stepney)
    for words in ((), ("--for", "set-1"), ("--for", "facilitator-a")):
        assert run("export", "--format", "html", *words).code == 0
    scenario = "A practice is asked at short notice"
    assert scenario not in Path("stepney.html").read_text()
    assert scenario not in Path("stepney.set-1.html").read_text()
    assert scenario in Path("stepney.facilitator-a.html").read_text()


def test_a_narrowed_page_says_for_whom_it_is(stepney: Path, run: Run) -> None:
    planned(stepney)
    run("export", "--format", "html", "--for", "set-1")
    assert "For Set 1: only what concerns them." in Seen(Path("stepney.set-1.html").read_bytes()).text


def test_several_programmes_make_one_page_without_an_id_twice() -> None:
    first = a_year()
    seen = Seen(html.render([first, replace(first, id="second", title="Leading a network")]))
    ids = [str(one["id"]) for _, one in seen.elements if "id" in one]
    assert sorted(ids) == sorted(set(ids))
    assert len(seen.of("h1")) == 1
    targets = {str(one["href"])[1:] for one in seen.of("a") if str(one["href"]).startswith("#")}
    assert targets <= set(ids)


def test_which_skill_is_taught_and_practised_where_is_a_table(stepney: Path, run: Run) -> None:
    planned(stepney)
    run("export", "--format", "html")
    page = " ".join(re.sub(r"<[^>]*>", " ", Path("stepney.html").read_text()).split())
    found = page.partition("Where each skill is taught and practised")[2]
    assert re.search(
        r"Team development Taught Building the team \d+ \w+ Teams across practices \d+ \w+ Practised "
        r"A bid against the clock \d+ \w+ The network speaks with one voice",
        found,
    )


def test_windows_dates_and_facts_of_taking_part_are_told() -> None:
    text = """
title: Blocks
attendance: all but 1
fee: 5000 GBP
dates: {applications-close: 12 Nov 2010, papers: about 6 weeks before the start}
sessions: {day-1: {kind: workshop}, day-2: {kind: workshop}}
"""
    page = html.render([a_schedule(text, *DAYS)]).decode()
    told = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Fri 12 Nov 2010 Applications close" in told
    assert "Attendance all but 1" in told
    assert "Fee 5000 GBP" in told


def test_a_day_of_many_sessions_shows_a_mark_and_how_many_more_there_are() -> None:
    day = date(2011, 4, 12)
    for number, shown in ((3, 3), (4, 1)):
        sessions = ", ".join(f"s{n}: {{kind: workshop, time: {9 + n}:00-{9 + n}:30}}" for n in range(number))
        page = html.render([a_schedule(f"sessions: {{{sessions}}}\n", *[day] * number)]).decode()
        (marks,) = re.findall(r'<td class="held[^>]*>.*?class="mark" aria-hidden="true">([^<]*)<', page)
        mark = marks[0]
        assert marks == mark * shown + "+3" * (number > shown)


def test_kinds_that_are_called_alike_have_one_mark_and_stand_once_in_the_legend_and_the_filter() -> None:
    text = """
kinds: {evening: {extends: workshop, title: learning evening}, long-day: {extends: workshop, title: workshop}}
sessions: {a: {kind: workshop}, b: {kind: evening}, c: {kind: long-day}}
"""
    page = html.render([a_schedule(text, date(2011, 1, 18), date(2011, 2, 1), date(2011, 3, 1))]).decode()
    assert re.findall(r"</span> ([A-Z][a-z ]+)</li>", page) == ["Workshop", "Learning evening"]
    assert re.findall(r'<option value="([^"]+)">', page) == ["workshop", "learning-evening"]
    assert re.findall(r'class="session (t\d)".*data-kind="([^"]*)"', page) == [
        ("t0", "workshop"),
        ("t1", "learning-evening"),
        ("t0", "workshop"),
    ]


def test_the_legend_of_a_programme_has_its_own_kinds_with_the_marks_of_the_whole_page() -> None:
    one = a_schedule("sessions: {a: {kind: workshop}}", date(2011, 1, 18), name="one")
    two = a_schedule("sessions: {b: {kind: review}}", date(2011, 2, 1), name="two")
    page = html.render([one, two]).decode()
    assert re.findall(r">(.)</span> ([A-Z][a-z ]+)</li>", page) == [("●", "Workshop"), ("◆", "Review")]


def test_closed_days_are_in_the_legend_where_there_are_some() -> None:
    legends = [html.render([replace(a_year(), closed=closed)]) for closed in ({}, {date(2011, 1, 19): "Holiday"})]
    assert [b"</span> Closed</li>" in page for page in legends] == [False, True]


def test_a_project_says_what_it_is_about_or_that_nothing_is_set_yet() -> None:
    about = "needs: {copd: Care}\nproject: {title: COPD, summary: Better breathing, serves: copd}\n"
    words = Seen(html.render([a_year(TEXT + about)])).text
    assert "Better breathing" in words
    assert "It serves: Care." in words
    assert "The thread through it" not in words, "no milestone has a day, so that none is drawn"
    assert "not set yet" not in words
    assert (
        "Its milestones and outcomes are not set yet." in Seen(html.render([a_year(TEXT + "project: {title: A}")])).text
    )


def test_the_title_of_a_phase_is_cut_with_dots_where_it_does_not_fit_into_its_band() -> None:
    """Not in the middle of a letter, where the next begins."""
    phases = ", ".join(f"p{n}: {{title: Mid-point retreat and excursion, length: 1 month}}" for n in range(1, 5))
    text = f"sessions: {{day-1: {{kind: workshop, when: at the start}}}}\nphases: {{{phases}}}"
    page = html.render([a_schedule(text, date(2011, 1, 18))]).decode()
    bands = re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="30"[^>]*/><text[^>]*>([^<]*)<', page)
    assert len(bands) == 4
    assert all(words.endswith("…") and len(words) * 8 + 10 < float(width) for width, words in bands)
