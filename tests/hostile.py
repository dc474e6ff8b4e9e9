"""Words that mean harm somewhere, and schedules that say them wherever words may stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shown import a_schedule

from hsplan.programme.model import Outcome
from hsplan.schedule.rows import DayRow, MilestoneRow, Named, PersonRow, Place, ProjectRow, Schedule, WindowRow

DAY = date(2011, 3, 1)
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://evil.example";"a")',
    "=cmd|' /C calc'!A0",
    "http://evil.example",
    "mailto:a@b.example",
    "{=1+1}",
    "1e5",
    "2011-01-18",
    "TRUE",
    "<r><t>x</t></r>",
    "<script>alert(1)</script>",
    "_x0041_",
    "&amp; &G &P R&G &[Picture]",
    "\x00\x0b\x1b[2J\ufffe\ud800",
    "\u202eright to left",
    "'quoted",
    "é😀" * 20_000,
]


def hostile(words: str) -> Schedule:
    """A schedule that says the same words wherever words may be."""
    made = a_schedule("sessions: {day: {kind: workshop, parts: {a: {}, b: {}}}}\n", DAY, eyes="office")
    (row,) = made.rows
    place, named = Place("a", words, words, words), (Named("a", words), Named("b", words))
    parts = tuple(replace(part, title=words, words=words, whom=words) for part in row.parts)
    row = replace(
        row,
        title=words,
        kind_title=words,
        parts=parts,
        teaches=named,
        practises=named,
        facilitators=named,
        venue=place,
        summary=words,
        preparation=words,
        whom=words,
        attendance=words,
        depends_on=words,
        waived=(words,),
        link=words,
        attendees=("p",),
        scenario=words,
    )
    outcomes = {"a": Outcome.model_construct(measure=words, baseline=words, target=words)}
    return replace(
        made,
        title=words,
        provider=words,
        client=words,
        network=words,
        audience=(words,),
        timezone=words,
        rows=(row,),
        windows=(WindowRow("w", "k", words, words, None, DAY, DAY, (words,), words, words),),
        dates=(DayRow("d", words, None, None, words),),
        facts={"award": words, "fee": words},
        needs=named,
        skills=named,
        people=(PersonRow("a", words, words),),
        participants=(PersonRow("p", words, words, words, (words,)),),
        venues=(place,),
        project=ProjectRow(words, named, outcomes, (MilestoneRow("m", words, DAY, "day"),), words),
    )
