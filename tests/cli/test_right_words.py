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
