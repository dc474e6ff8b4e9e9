"""What people write otherwise is told with the words that say it: pasted as they stand, the programme is sound."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PROGRAMME = """\
title: A programme
country: England
start: 2027-01
length: 12 months
participants: 12
people:
  facilitator-a:
    name: Facilitator A
    leads: everything
venues:
  venue-a:
    name: Venue A
calendar:
  closed:
    holidays: August
sessions:
  talk:
    kind: workshop
    where: venue-a
    with: facilitator-a
"""
PLACES = {
    "talk": "    kind: workshop",
    "facilitator-a": "    leads: everything",
    "holidays": "",
    "": "length: 12 months",
}
"""The line below which a key is written, by the block that it stands in."""


def written(block: str, key: str, value: str) -> str:
    """The programme with a line more; or in place of the one that has the key."""
    line = f"{'    ' if block else ''}{key}: {value}"
    if f"\n{line.partition(':')[0]}:" in PROGRAMME and key != "kind":
        return re.sub(rf"(?m)^{re.escape(line.partition(':')[0])}:.*", line, PROGRAMME)
    return PROGRAMME.replace(PLACES[block], f"{PLACES[block]}\n{line}")


def pasted(text: str, key: str, wrong: str, help_: str) -> list[str]:
    """The programme after each way out that the help names: values in the place of the wrong one, or whole lines."""
    found = []
    for way in re.split(r"(?<=`)[,;]? (?:\([^)]*\) )?or (?=.*`)", help_):
        lines = text
        told = re.findall("`([^`]+)`", way)
        for one in told:
            name = re.match(r"([a-z-]+): ", one)
            old = re.search(rf"(?m)^( *){key}: {re.escape(wrong)}$", lines)
            if name and name[1] == "groups":
                lines = f"{lines}{one}\n"
            elif name and (held := re.search(rf"(?m)^    {name[1]}: .*$", lines)):
                lines = lines.replace(held[0], f"    {one}")
            elif name and old:
                first = all(re.match("[a-z-]+: ", each) for each in told) and one == told[0]
                lines = lines.replace(old[0], f"{old[1]}{one}" + f"\n{old[0]}" * (not first))
            elif name:
                lines = lines.replace("    kind: workshop\n", f"    kind: workshop\n    {one}\n")
            else:
                lines = lines.replace(f"{key}: {wrong}\n", f"{key}: {one}\n")
        found.append(lines)
    return found


WORDS = [
    ("talk", "time", "23:00"),
    ("talk", "time", "23:59"),
    ("talk", "time", "25:00"),
    ("talk", "time", "24:00"),
    ("talk", "time", "9:75"),
    ("talk", "time", "nine to five"),
    ("talk", "time", "half nine"),
    ("talk", "time", "12 noon to 2pm"),
    ("talk", "start", "9:30"),
    ("talk", "start", "12 Jan 2027"),
    ("talk", "end", "16:30"),
    ("", "start", "9:30"),
    ("", "start", "Q1 2027"),
    ("", "start", "Q1"),
    ("", "start", "next spring"),
    ("", "start", "Spring 2027"),
    ("", "start", "mid-March 2027"),
    ("", "start", "end of January"),
    ("", "start", "ASAP"),
    ("", "start", "TBC"),
    ("", "start", "Michaelmas term"),
    ("", "start", "w/c 12 Jan"),
    ("", "start", "29 Feb 2027"),
    ("", "length", "Dec 2027"),
    ("", "weekdays", "alternate Wednesdays"),
    ("", "weekdays", "first Monday of the month"),
    ("", "gap", "fortnightly"),
    ("", "gap", "every fortnight"),
    ("", "gap", "every other week"),
    ("", "gap", "quarterly"),
    ("talk", "when", "Q1"),
    ("talk", "when", "Q3 2027"),
    ("talk", "when", "2027 Q2"),
    ("talk", "when", "next spring"),
    ("talk", "when", "Autumn 2027"),
    ("talk", "when", "mid-March"),
    ("talk", "when", "late May 2027"),
    ("talk", "when", "end of January"),
    ("talk", "when", "second Tuesday in May"),
    ("talk", "when", "last Friday of July"),
    ("talk", "when", "first Monday of the month"),
    ("talk", "when", "alternate Wednesdays"),
    ("talk", "when", "every Tuesday"),
    ("talk", "when", "fortnightly"),
    ("talk", "when", "w/c 12 Jan"),
    ("talk", "when", "week commencing 29 March"),
    ("talk", "when", "12 Jan"),
    ("talk", "when", "29 Feb 2027"),
    ("talk", "when", "31 Apr 2027"),
    ("talk", "when", "Michaelmas term"),
    ("talk", "when", "half term"),
    ("talk", "when", "Easter"),
    ("talk", "when", "Easter 2027"),
    ("talk", "when", "ASAP"),
    ("talk", "when", "TBC"),
    ("talk", "when", "w/c 15/03/2027"),
    ("talk", "when", "week 8"),
    ("talk", "when", "last day"),
    ("talk", "when", "start of term"),
    ("talk", "when", "4 weeks later"),
    ("talk", "when", "2 days in May"),
    ("talk", "when", "Tuesday 9th February 2027, 9:30-16:30"),
    ("talk", "when", "12 Jan at 2pm"),
    ("talk", "when", "lunchtime"),
    ("talk", "when", "nine to five"),
    ("talk", "when", "next June"),
    ("talk", "when", "before Christmas"),
    ("talk", "time", "1-5"),
    ("talk", "lasts", "2 days 1 night"),
    ("talk", "count", "monthly"),
    ("talk", "for", "sets of 6"),
    ("talk", "for", "sets of 5-8"),
    ("", "start", "next September"),
    ("", "start", "Jan 27"),
    ("", "length", "1 academic year"),
    ("", "length", "Friday 17th December 2027"),
    ("", "length", "Mar-Nov 2027"),
    ("", "weekdays", "any"),
    ("facilitator-a", "away", "half term, Easter and summer holidays"),
    ("facilitator-a", "away", "bank holidays and weekends"),
    ("talk", "every", "alternate weeks"),
    ("talk", "every", "fortnightly"),
    ("talk", "every", "first Monday of the month"),
    ("talk", "every", "alternate Wednesdays"),
    ("talk", "every", "Tuesday"),
    ("talk", "weekdays", "every other Tuesday"),
    ("talk", "weekdays", "Tuesdays"),
    ("talk", "weekdays", "first Monday of each month"),
    ("talk", "lasts", "TBC"),
    ("talk", "for", "triads"),
    ("talk", "for", "pairs"),
    ("facilitator-a", "away", "school holidays"),
    ("facilitator-a", "away", "half term"),
    ("facilitator-a", "away", "mid-March"),
    ("facilitator-a", "away", "alternate Wednesdays"),
    ("facilitator-a", "away", "first Monday of the month"),
    ("facilitator-a", "away", "24 Dec to 3 Jan"),
    ("calendar", "holidays", "school holidays"),
    ("calendar", "holidays", "October half term"),
    ("calendar", "holidays", "Christmas"),
    ("calendar", "holidays", "Easter"),
    ("calendar", "holidays", "Easter holidays 2027"),
    ("calendar", "holidays", "summer holidays"),
    ("calendar", "holidays", "Michaelmas term"),
    ("calendar", "holidays", "Q1"),
    ("calendar", "holidays", "next spring"),
    ("calendar", "holidays", "winter 2027"),
    ("calendar", "holidays", "end of January"),
    ("calendar", "holidays", "w/c 12 Jan"),
    ("calendar", "holidays", "29 Feb"),
]


@pytest.mark.parametrize(("block", "key", "wrong"), WORDS)
def test_what_is_told_can_be_pasted(workspace: Path, run: Run, block: str, key: str, wrong: str) -> None:
    path = workspace / "programmes" / "bow.yaml"
    counted = "\n    count: 4" if key == "every" else ""
    text = written(block, key, wrong).replace(f"{key}: {wrong}\n", f"{key}: {wrong}{counted}\n")
    path.write_text(text)
    (told,) = json.loads(run("validate", "--json").out)["findings"]
    place, line = told["place"], text.splitlines().index(next(one for one in text.splitlines() if wrong in one)) + 1
    assert (place["file"], place["start"]["line"]) == ("programmes/bow.yaml", line)
    ways = pasted(text, key, wrong, told["help"])
    if told["help"].startswith(("leave it out", "delete it")):
        ways.append(re.sub(rf"(?m)^ *{key}: {re.escape(wrong)}\n", "", text))
    for way in ways:
        assert way != text, told["help"]
        path.write_text(way)
        ran = run("validate", "--json")
        assert (ran.code, json.loads(ran.out)["findings"], way) == (0, [], way), told["help"]


AS_MANY_WRITE_IT = """\
Programme: Emerging leaders
country: England
Start Date: Monday 11th January 2027
End Date: Friday 17th December 2027
Delegates: 24
calendar:
  closed:
    - Christmas
    - 1 to 14 May 2027
venues:
  The Old Library: capacity 30
people: Facilitator A, Facilitator B
groups: {triad: 3 people}
sessions:
  - name: Welcome
    date: 14 Jan
    venue: Zoom
    start: 9:30
    end: 16:30
  - kind: action learning set
    date: mid-March
    times: 9:30-16:30
    end: 12:30
  - {kind: workshop, start: 12 Jan 2027 09:30, end: 12 Jan 2027 16:30}
  - {kind: workshop, start: 12 Jan 2027, end: 14 Jan 2027}
  - {kind: workshop, end: soon}
  - {kind: Big bang, teaches: [Big change]}
exclude: 1 to 14 May 2027
strands: []
"""
TOLD = [
    "1:1 did you mean `title`?",
    "3:1 did you mean `start`?",
    "3:13 write `Monday 11 January 2027`",
    "4:1 did you mean `length`?",
    "4:11 say how long it is: `12 months`",
    "5:1 did you mean `participants`?",
    "7:3 give each an id: `christmas: {when: Christmas}`",
    "8:7 say its days, such as `24 Dec 2027 to 3 Jan 2028`",
    "11:3 write `the-old-library`",
    "11:20 write `{name: The Old Library, seats: 30}`",
    "12:9 give each an id: `{facilitator-a: {name: Facilitator A}}`",
    "13:17 write `{size: 3}`",
    "14:1 give each an id: `welcome: …`",
    "15:5 ",
    "15:5 did you mean `title`?",
    "16:5 did you mean `when`?",
    "16:11 say the year: `14 Jan 2027`",
    "17:5 did you mean `where`?",
    "17:12 write `mode: online`, and no `where`; where people meet is a `link`",
    "18:5 write `time: 9:30-16:30`, in place of both",
    "19:5 write `time: 9:30-16:30`, in place of both",
    "20:11 write `action-learning`",
    "21:5 did you mean `when`?",
    "21:11 write `8 Mar 2027 to 21 Mar 2027`",
    "22:5 write `time: 9:30-16:30`",
    "23:5 write `time: 9:30-12:30`",
    "24:22 write `when: 12 Jan 2027` and `time: 09:30-16:30`, in place of both",
    "24:48 write `when: 12 Jan 2027` and `time: 09:30-16:30`, in place of both",
    "25:22 write `when: 12 Jan 2027` and `lasts: 3 days`, in place of both",
    "25:42 write `when: 12 Jan 2027` and `lasts: 3 days`, in place of both",
    "26:22 its day stands under `when`, its hours under `time`: `time: 9:30-16:30`",
    "27:12 write `big-bang`",
    "27:32 write `big-change`",
    "28:1 write it under `calendar`: `closed: {not-then: 1 to 14 May 2027}`",
    "29:10 give each an id: `first-one: …`",
]


def test_what_stands_in_lists_and_under_other_keys_is_told_in_the_same_run(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "bow.yaml").write_text(AS_MANY_WRITE_IT)
    found = json.loads(run("validate", "--json").out)["findings"]
    lines = AS_MANY_WRITE_IT.splitlines()
    told = []
    for one in found:
        at = one["place"]["start"]
        assert (one["place"]["file"], one["place"]["text"]) == ("programmes/bow.yaml", lines[at["line"] - 1])
        told.append(f"{at['line']}:{at['column']} {one['help'] or ''}")
    assert sorted(told, key=lambda one: [*map(int, one.split()[0].split(":"))]) == TOLD
