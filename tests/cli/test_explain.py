"""`hsplan explain`: why a session is on its day, what stands against another, and what a finding means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import Once, Run
from whole_road import counted

from hsplan.cli.reasons import Teller
from hsplan.dates.day_phrases import read_day
from hsplan.dates.days import MONTHS, DayRange
from hsplan.planner.conflict import Conflict
from hsplan.planner.explained import Explanation, Stand, Week
from hsplan.problem import Because
from hsplan.workspace.names import Source
from hsplan.workspace.opening import open_programme

TEXT = """\
day-2: Leading change in practice
Tue 1 Mar 2011: of all plans that keep the rules, none costs less.

What it costs: 340 of the 2450 that the whole plan costs
    212  an even share (line 151): 40 days after day-1, 33 days would be best;
         challenge-1 is 35 days after day-2, 33 days would be best
    108  weekdays in turn (line 152): also on a Tuesday: challenge-1, day-3,
         day-6
     20  a fair share for all who lead (line 150)
A gap that is one day out costs 4, two days 16, three days 36, at the weight
`normal`.
What sessions share, such as a gap, counts with each of them: together they come
to more than the whole.

What left it free: 39 of 120 days, Sat 1 Jan 2011 to Sat 30 Apr 2011
    -69  weekdays: Tue-Thu (line 56)
     -6  closed: School Easter holiday (Mon 11 Apr 2011 to Mon 25 Apr 2011)
         (line 76)
"""


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    """The seed programme with its plan."""
    once("schedule --start 2011-01")
    return stepney


def test_a_session_is_explained(planned: Path, run: Run) -> None:
    ran = run("explain", "day-2")
    assert ran.code == 0
    assert ran.out.startswith(TEXT)
    assert "The best other days\n  Wed 2 Mar 2011  costs 48 more, all of it an even share\n" in ran.out
    assert "  14 Feb to 20 Feb 2011  costs 708 more (Thu 17 Feb 2011)\n" in ran.out
    assert "  21 Feb to 27 Feb 2011  closed: February half term (Mon 21 Feb 2011 to Fri 25\n" in ran.out
    assert ran.err.endswith("Next: hsplan explain stepney:day-2 --on 2011-03-02\n")
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", ["stepney:day-2", "stepney.yaml:day-2", "programmes/stepney.yaml:day-2"])
def test_its_programme_may_be_named(planned: Path, run: Run, name: str) -> None:
    ran = run("explain", name, "--on", "2011-03-08")
    assert ran.code == 0
    assert ran.out == (
        "day-2 on Tue 8 Mar 2011\n"
        "No rule forbids it.\n"
        "  Tue 8 Mar 2011  costs 672 more, all of it an even share\n"
        "    nothing else moves\n"
    )


def test_every_rule_against_a_day_is_told_with_its_line(planned: Path, run: Run) -> None:
    assert run("explain", "day-4", "--on", "30 May 2011").out == (
        "day-4 on Mon 30 May 2011\n"
        "2 rules forbid it:\n"
        "  closed: May half term (Mon 30 May 2011 to Fri 3 Jun 2011) (line 77)\n"
        "  weekdays: Tue-Thu (line 56)\n"
        "Were they set aside:\n"
        "  Mon 30 May 2011  costs 108 less, all of it weekdays in turn\n"
        "    nothing else moves\n"
    )


def test_a_day_without_any_rule_against_it_may_have_no_plan(planned: Path, run: Run) -> None:
    planned.write_text(planned.read_text().replace("day-1:\n", "day-1:\n        when: in the first month\n"))
    run("schedule")
    ran = run("explain", "day-2", "--on", "2011-04-07")
    assert ran.out.splitlines()[:2] == ["day-2 on Thu 7 Apr 2011", "No rule forbids it by itself, but no plan has it:"]
    assert "  gap: 3 to 7 weeks (line 57)" in ran.out.splitlines()


def test_a_day_beyond_the_plan_is_told(planned: Path, run: Run) -> None:
    ran = run("explain", "day-2", "--on", "1 Mar 2031")
    assert (ran.code, ran.out.splitlines()[1]) == (0, "It is not among the days that a plan may use.")


def test_json_says_the_same(planned: Path, run: Run) -> None:
    value = json.loads(run("explain", "day-2", "--json").out)
    assert (value["session"], value["first"], value["why"]) == ("day-2", "2011-03-01", "best")
    assert value["costs"][0]["place"] == {"file": "programmes/stepney.yaml", "line": 151, "column": 3}
    assert value["other_days"][0] == {
        "date": "2011-03-02",
        "more": 48,
        "by": [{"wish": "an even share", "place": value["costs"][0]["place"], "more": 48}],
        "moves": [],
        "new_people_or_venue": [],
    }
    assert [week["best"]["more"] for week in value["other_weeks"] if week["best"]][:3] == [2056, 1832, 708]
    against = json.loads(run("explain", "day-4", "--on", "2011-05-30", "--json").out)
    assert [one["wish"] for one in against["forbidden_by"]][1] == "weekdays: Tue-Thu"
    assert against["plan"]["more"] == -108


DAYS = re.compile(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})")
MONTH_OF = {name: n for n, name in enumerate(MONTHS, start=1)}


def said_and_valued(run: Run, *words: str) -> tuple[str, list[object]]:
    """What is said to people, on a line, and every value that programs read."""
    said = " ".join(run("explain", *words).out.split())
    return said, list(every_value(json.loads(run("explain", *words, "--json").out)))


def every_value(value: object) -> Iterator[object]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from every_value(one)
    else:
        yield value


@pytest.mark.parametrize("session", ["day-1", "day-5", "challenge-3"])
def test_every_day_cost_and_line_that_is_told_is_in_json(planned: Path, run: Run, session: str) -> None:
    said, values = said_and_valued(run, session)
    words = " ".join(str(one) for one in values)
    for day, month, year in DAYS.findall(said):
        when = date(int(year), MONTH_OF[month], int(day))
        assert when.isoformat() in values or f"{day} {month} {year}" in words, when
    numbers = {int(one) for one in re.findall(r"costs (\d+) (?:more|less)|\(line (\d+)\)", said) for one in one if one}
    assert len(numbers) > 10
    assert numbers <= {abs(one) for one in values if isinstance(one, int)}


def test_that_a_plan_cost_something_else_when_it_was_made_is_in_json(planned: Path, run: Run) -> None:
    plan = planned.with_name("stepney.plan.yaml")
    plan.write_text(re.sub(r"(optimum: .*cost )\d+", r"\g<1>7", plan.read_text()))
    said, values = said_and_valued(run, "day-2")
    assert "When the plan was made it cost 7." in said
    assert 7 in values


def test_that_a_day_is_none_that_may_be_used_is_in_json(planned: Path, run: Run) -> None:
    beyond = json.loads(run("explain", "day-2", "--on", "2014-01-07", "--json").out)
    within = json.loads(run("explain", "day-2", "--on", "2011-01-18", "--json").out)
    assert (beyond["may_be_used"], within["may_be_used"]) == (False, True)


def test_a_session_of_several_programmes_has_to_be_named_in_full(planned: Path, run: Run) -> None:
    planned.with_name("bow.yaml").write_bytes(planned.read_bytes())
    assert run("explain", "day-2").code == 0  # the other one has no plan yet
    run("schedule", "bow", "--start", "2011-01")
    ran = run("explain", "day-2")
    assert ran.code == 1
    assert "error[ambiguous-session]: `day-2` may be any of 2 sessions" in ran.err
    assert "one of `bow:day-2`, `stepney:day-2`" in ran.err
    assert run("explain", "bow:day-2").code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("day-22",), 1, "did you mean `day-2`?"),
        (("stepny:day-2",), 1, "did you mean `stepney`?"),
        (("stepney:",), 1, "no-such-session"),
        ((":day-2",), 1, "no-such-session"),
        ((":",), 1, "no-such-session"),
        (("../../etc/passwd:day-2",), 1, "error["),
        (("stepney.north:day-2",), 1, "no-such-cohort"),
        (("\x1b[2Jday-2",), 1, "there is no session `?[2Jday-2`"),
        (("x" * 5000,), 1, "no-such-session"),
        (("day-2", "--on", "soon"), 2, "`soon` is not a day"),
        (("day-2", "--on", "2011-02-30"), 2, "there is no day"),
        (("day-2", "--on", "5/1/2011"), 2, "expected"),
        ((), 2, "lacks its SESSION"),
        (("--code", "bad-gp"), 2, "did you mean `bad-gap`?"),
        (("bad-gp",), 1, "hsplan explain --code bad-gap"),
    ],
)
def test_a_mistake_is_told(planned: Path, run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    ran = run("explain", *words)
    assert ran.code == code
    assert told in " ".join((ran.out + ran.err).split())
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.out + ran.err


def test_without_a_plan_the_command_for_one_is_told(stepney: Path, run: Run) -> None:
    ran = run("explain", "day-2")
    assert (ran.code, "hsplan schedule stepney --start 2011-01" in " ".join(ran.err.split())) == (1, True)


def test_the_code_of_a_finding_is_explained_without_any_programme(workspace: Path, run: Run) -> None:
    for words in (("bad-gap",), ("--code", "bad-gap")):
        ran = run("explain", *words)
        assert (ran.code, ran.out.splitlines()[0]) == (0, "bad-gap")


def test_a_session_that_is_called_as_a_finding_wins_and_it_is_said(planned: Path, run: Run) -> None:
    planned.write_text(
        planned.read_text().replace("      day-2:", "      bad-gap:").replace("during day-2", "during bad-gap")
    )
    run("schedule")
    ran = run("explain", "bad-gap")
    assert ran.out.startswith("bad-gap: Leading change in practice\n")
    assert "hsplan explain --code bad-gap" in ran.err


def test_a_window_has_no_day_and_a_new_session_none_yet(planned: Path, run: Run) -> None:
    text = planned.read_text()
    planned.write_text(
        text.replace(
            "      day-2:",
            "      coaching: {kind: coaching, arranged-by: participant, when: between day-1 and day-2}\n      day-2:",
        ).replace("      day-3:", "      extra: {kind: webinar, when: after day-2}\n      day-3:")
        + "strands: {reading: {kind: e-learning}}\n"
    )
    window, new, alone = (run("explain", word) for word in ("coaching", "extra", "reading"))
    assert "has no day: it fills a stretch of days" in " ".join(alone.err.split())
    assert "has no day: it is a stretch within which others arrange it" in " ".join(window.err.split())
    assert "is not in programmes/stepney.plan.yaml yet" in " ".join(new.err.split())


def test_a_broken_plan_is_told_and_explained_all_the_same(planned: Path, run: Run) -> None:
    plan = planned.with_name("stepney.plan.yaml")
    plan.write_text(plan.read_text().replace("date: Tue 1 Mar 2011", "date: Mon 7 Mar 2011"))
    ran = run("explain", "day-2")
    assert ran.code == 1
    assert "error[wrong-weekday]" in ran.err
    assert ran.out.startswith("day-2: Leading change in practice\nMon 7 Mar 2011: ")


@pytest.mark.parametrize(("command", "status"), [("deliver", "delivered"), ("cancel", "cancelled")])
def test_what_was_delivered_or_cancelled_goes_to_no_other_day(
    planned: Path, run: Run, command: str, status: str
) -> None:
    assert run(command, "stepney:day-1").code == 0
    ran = run("explain", "stepney:day-1", "--on", "2011-03-08")
    assert (ran.code, f"day-1 is {status}: it stays on Thu 20 Jan 2011 (line 2" in ran.out) == (0, True)
    told = json.loads(run("explain", "day-1", "--on", "2011-03-08", "--json").out)
    assert (len(told["forbidden_by"]), told["plan"], told["conflict"]) == (1, None, None)


@pytest.mark.no_cover
@pytest.mark.parametrize("year", ["1700", "2012", "8011"])
def test_a_slip_in_a_year_by_hand_is_told_and_explained_all_the_same(planned: Path, run: Run, year: str) -> None:
    plan = planned.with_suffix(".plan.yaml")
    plan.write_text(plan.read_text().replace("date: Thu 20 Jan 2011", f"date: 20 Jan {year}"))
    for session in ("day-1", "day-2", "day-3"):
        ran = run("explain", session)
        assert (ran.code, ran.out.startswith(f"{session}: ")) == (1, True)
        assert "error[" in ran.err


def test_a_timeline_of_centuries_takes_no_time(planned: Path, run: Run) -> None:
    plan = planned.with_suffix(".plan.yaml")
    slipped = plan.read_text().replace("date: Wed 14 Dec 2011", "date: 14 Dec 8011")
    plan.write_text(slipped)
    ran, calls = counted(lambda: run("show", "--timeline"))
    assert (ran.code, "error[gap-not-kept]" in ran.err, calls < 5_000_000) == (1, True, True)


@pytest.mark.no_cover
def test_thousands_of_people_that_nobody_knows_take_no_time(planned: Path, run: Run) -> None:
    plan = planned.with_suffix(".plan.yaml")
    many = ", ".join(f"nobody-{n}" for n in range(3000))
    plan.write_text(plan.read_text().replace("people: [facilitator-a, facilitator-c]", f"people: [{many}]", 1))
    ran, calls = counted(lambda: run("explain", "day-1"))
    assert (ran.code, calls < 10_000_000) == (1, True)  # a hundred times as many, were each to be replaced


def test_who_is_away_or_wanted_elsewhere_is_named(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    (workspace / "programmes" / "shared" / "people.yaml").write_text(
        "people: {facilitator-a: {name: Facilitator A, leads: everything, away: 24 to 26 Jan 2012}}\n"
        "venues: {hall: {name: Hall, closed: Mon}}\n"
    )
    for id_, hours in (("bow", "9:00-12:00"), ("mile-end", "10:00-13:00")):
        (workspace / "programmes" / f"{id_}.yaml").write_text(
            f"title: {id_}\ncountry: England\nstart: 2012-01-16\nlength: 2 weeks\nweekdays: Mon-Thu\n"
            f"use: shared/people.yaml\n"
            f"where: hall\nwith: 1 facilitator\nsessions: {{day: {{kind: workshop, time: {hours}}}}}\n"
        )
    assert run("schedule").code == 0
    (day,) = re.findall(r"    date: (.*)", (workspace / "programmes" / "bow.plan.yaml").read_text())
    on = str(read_day(day))
    taken = run("explain", "mile-end:day", "--on", on).out
    assert taken.endswith("Not free on that day:\n  Facilitator A: wanted by bow:day\n  Hall: wanted by bow:day\n")
    away = json.loads(run("explain", "bow:day", "--on", "2012-01-24", "--json").out)
    why = "away Tue 24 Jan 2012 to Thu 26 Jan 2012"
    place = {"file": "programmes/shared/people.yaml", "line": 1, "column": 66}
    assert away["elsewhere"] == [{"id": "facilitator-a", "name": "Facilitator A", "why": why, "place": place}]
    shut = run("explain", "bow:day", "--on", "2012-01-23").out
    assert "  Hall: closed Mon (line 2 of programmes/shared/people.yaml)\n" in shut


def test_days_that_the_calendar_names_for_a_venue_are_told_where_they_stand(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "bow.yaml").write_text(
        "title: Bow\nstart: 2012-01-16\nlength: 2 weeks\nvenues: {hall: {name: Hall, closed: Mon}}\nwhere: hall\n"
        "calendar:\n  closed:\n    works: {when: 26 Jan 2012, for: hall}\n    old: {when: Jan 2009, for: hall}\n"
        "sessions: {day: {kind: workshop}}\n"
    )
    done = run("schedule")
    assert "warning[days-outside]: `old` names only days outside the programme\n" in done.err
    assert "  Hall: closed Thu 26 Jan 2012 (line 8)\n" in run("explain", "day", "--on", "2012-01-26").out
    assert "  Hall: closed Mon (line 4)\n" in run("explain", "day", "--on", "2012-01-23").out


DAY = date(2011, 3, 8)
FIRST = Explanation(
    session="day-1",
    title="Day 1",
    days=DayRange(DAY, DAY),
    why="best",
    total=0,
    stretch=DayRange(date(2011, 3, 1), date(2011, 3, 31)),
    people=(),
    venue=None,
    open=20,
)


@pytest.fixture
def teller(stepney: Path) -> Teller:
    return Teller(open_programme(Source("stepney", stepney, None)), None, 80)


@pytest.mark.parametrize(
    ("conflict", "words"),
    [
        (Conflict((), proven=False), "No plan with it was found, which is not to say that there is none."),
        (Conflict(()), "No plan has it: the sessions in their order leave no room for it."),
        (
            Conflict((Because("the hall is let"),)),
            "No rule forbids it by itself, but no plan has it:\n  the hall is let",
        ),
    ],
)
def test_why_a_day_has_no_plan_is_said_as_far_as_it_is_known(teller: Teller, conflict: Conflict, words: str) -> None:
    assert teller.against("day-1", Stand(DAY, (), None, conflict)) == f"day-1 on Tue 8 Mar 2011\n{words}"


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        (None, "not looked into"),
        (Conflict((), proven=False), "no plan was found"),
        (Conflict(()), "the order of the sessions leaves no room"),
        (Conflict((Because("one thing"), Because("another"))), "no plan keeps one thing and another"),
    ],
)
def test_why_no_other_week_is_said_as_far_as_it_is_known(teller: Teller, lost: Conflict | None, words: str) -> None:
    week = Week(DayRange(date(2011, 3, 14), date(2011, 3, 20)), lost)
    told = teller.told(replace(FIRST, weeks=(week,)))
    assert told.endswith(
        f"\n\nWhy no other week (with its day that would move fewest others)\n  14 Mar to 20 Mar 2011  {words}"
    )


def test_of_what_was_delivered_only_that_is_told(teller: Teller) -> None:
    assert teller.told(replace(FIRST, why="delivered")) == (
        "day-1: Day 1\nTue 8 Mar 2011: it was delivered on this day, and that is a fact."
    )
    assert "What it costs: 0 of the 0 that the whole plan costs\n\n" in teller.told(FIRST)  # no unit of nothing


def test_a_plan_that_costs_more_than_when_it_was_made_says_why(workspace: Path, run: Run) -> None:
    folder = workspace / "programmes"
    (folder / "shared").mkdir()
    team = "people:\n  a: {name: Facilitator A, leads: everything}\n  b: {name: Facilitator B, leads: everything}\n"
    (folder / "shared" / "team.yaml").write_text(team)
    for id_, lead in (("ash", "1 facilitator"), ("bow", "a")):
        text = f"use: [shared/team.yaml]\nwith: {lead}\nsessions: {{day: {{kind: workshop, count: 4}}}}\n"
        (folder / f"{id_}.yaml").write_text(f"title: Days\nlength: 4 months\nstart: 2011-01\n{text}")
        assert run("schedule", id_).code == 0
    told = " ".join(run("explain", "ash:day-1").out.split())
    cost = re.search(r"cost (\d+)", (folder / "ash.plan.yaml").read_text())
    assert cost is not None
    assert f"of the {cost[1]} that" not in told
    assert f"When the plan was made it cost {cost[1]}. Since then" in told
    assert "When the plan was made" not in run("explain", "bow:day-1").out
