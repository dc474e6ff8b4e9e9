"""What a refusal says word for word, for each sort of wish that may stand in the way, and what it offers instead."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from nouns import AT, a_plan, a_programme

from hsplan.dates.days import DayRange
from hsplan.findings import IN_PLAN, Finding, Note
from hsplan.plan.held import Held
from hsplan.plan.model import Plan
from hsplan.plan.revising import Decision
from hsplan.planner import looking
from hsplan.planner.conflict import Conflict, find_conflict
from hsplan.planner.planning import Given, Planned, plan_again, plan_anew
from hsplan.planner.refused import tell_all
from hsplan.planner.refusing import clashes, crowds
from hsplan.planner.repairing import mended, repairs
from hsplan.planner.search import least, search
from hsplan.planner.telling import tell
from hsplan.problem import Apart, AtMostDays, Because, Forbidden, Problem, Staffing
from hsplan.programme.absences import with_closed, without_closed
from hsplan.programme.model import Programme
from hsplan.request import Request, Taken
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)
TUESDAY = date(2011, 1, 4)
A = {"name": "Facilitator A", "leads": "everything"}
B = {"name": "Facilitator B", "leads": "everything"}
SHOP = {"kind": "workshop"}
ON_TUESDAY: dict[str, Any] = {
    "length": "2 months",
    "sessions": {"x": {"kind": "workshop", "when": "4 Jan 2011"}, "y": SHOP},
}
TWO_ON_TUESDAY: dict[str, Any] = ON_TUESDAY | {
    "strands": {"s": {"kind": "coaching", "count": 1, "when": "4 Jan 2011", "lasts": "1 day", "attendance": "optional"}}
}
"""Which those who take part may well have on one day: only people and places are wanted twice."""
ANOTHER_DAY = ["ask for `x` on Wed 5 Jan 2011 instead", "ask for `s` on Wed 5 Jan 2011 instead"]
TOGETHER = ["x is asked for Tue 4 Jan 2011", "and s is asked for Tue 4 Jan 2011"]


def asked(programme: Programme, previous: Plan | None = None, taken: Taken | None = None) -> Request:
    return Request.of(programme, calendar_of(programme, START), previous, taken or Taken())


def told(request: Request) -> tuple[Finding, ...]:
    answer = search(request)
    assert isinstance(answer, Conflict)
    return tell_all(answer, request.programme.length, request.within)


def refusal(request: Request) -> tuple[list[str], list[str]]:
    """The notes of the one clash, and what is offered."""
    (finding,) = told(request)
    assert finding.code == "no-plan"
    return [note.words for note in finding.notes], list(finding.mends)


def test_who_is_named_and_how_many_lead_is_said() -> None:
    sessions = {"x": {"kind": "workshop", "when": "4 Jan 2011", "with": ["a", "2 facilitators"]}, "y": SHOP}
    strands = {"s": TWO_ON_TUESDAY["strands"]["s"] | {"with": "b"}}
    programme = a_programme(**TWO_ON_TUESDAY | {"sessions": sessions, "strands": strands}, people={"a": A, "b": B})
    notes, mends = refusal(asked(programme))
    assert notes == [
        *TOGETHER,
        "and led by 2, Facilitator A among them (x)",
        "and led by Facilitator B (s)",
        (
            "the sum: 2 sessions, Tue 4 Jan 2011, need 3 days of those who lead; "
            "Facilitator A has 1 and Facilitator B has 1"
        ),
    ]
    assert mends[:2] == ANOTHER_DAY


def test_what_another_programme_has_is_said() -> None:
    held = (Held("a", DayRange(TUESDAY, TUESDAY), (), None, "bow:day-1"),)
    programme = a_programme(**TWO_ON_TUESDAY, people={"a": A, "b": B}, with_="1 facilitator")
    notes, mends = refusal(asked(programme, taken=Taken(held=held)))
    assert notes == [
        *TOGETHER,
        "and led by 1 facilitator (x, s)",
        "and bow:day-1 has Facilitator A on Tue 4 Jan 2011",
        (
            "the sum: 2 sessions, Tue 4 Jan 2011, need 2 days of those who lead; "
            "Facilitator A has none and Facilitator B has 1"
        ),
    ]
    assert mends == [*ANOTHER_DAY, "name one more who leads (`leads: everything`)", "take out the `when` of `x`"]


def test_too_few_seats_are_said_with_how_many_come() -> None:
    venues = {"v": {"name": "Venue A", "seats": 20}, "w": {"name": "Venue B", "seats": 10}}
    notes, mends = refusal(asked(a_programme(**TWO_ON_TUESDAY, venues=venues, where=["v", "w"], participants=16)))
    assert notes == [
        *TOGETHER,
        "and held at Venue A or Venue B (x, s)",
        "and Venue B seats 10",
        "and 16 take part",
        "the sum: 2 sessions, Tue 4 Jan 2011, need 2 days at a venue; Venue A has 1",
    ]
    assert mends == [*ANOTHER_DAY, "seat 16 at Venue B (`seats: 16`)", "name one more venue (`where`)"]


def test_a_venue_that_is_closed_may_be_open_on_a_day() -> None:
    venues = {"v": {"name": "Venue A", "closed": "4 Jan 2011"}}
    notes, mends = refusal(asked(a_programme(**ON_TUESDAY, venues=venues, where="v")))
    assert notes == [
        "Venue A is closed",
        "and x is asked for Tue 4 Jan 2011",
        "and held at Venue A (x)",
        "the sum: of 59 days for x, `x is asked for Tue 4 Jan 2011` leaves 1 and `held at Venue A` none",
    ]
    assert mends == [
        "have Venue A open on Tue 4 Jan 2011",
        "ask for `x` on Wed 5 Jan 2011 instead",
        "take out the `closed` of Venue A",
        "name one more venue (`where`)",
    ]


@pytest.mark.parametrize(
    ("block", "days", "offered"),
    [
        ("closed", "4 Jan 2011", ["open Tue 4 Jan 2011 (`closed: works`)", "take out `closed: works`"]),
        ("only", "Wed", ["allow Tue 4 Jan 2011 too (`only: works`)", "take out `only: works`"]),
    ],
)
@pytest.mark.parametrize(
    ("whom", "who"),
    [("v", "held at Venue A (x)|Venue A is closed"), ("a", "led by Facilitator A (x)|Facilitator A is away")],
)
def test_days_that_the_calendar_names_for_somebody_are_told_there(
    whom: str, who: str, block: str, days: str, offered: list[str]
) -> None:
    wish, behind = who.split("|")
    own = {"closed": "Feb"} if whom == "v" else {}
    keys: dict[str, Any] = {"people": {"a": A}, "with": "a", "venues": {"v": {"name": "Venue A", **own}}, "where": "v"}
    programme = a_programme(**ON_TUESDAY | keys, calendar={block: {"works": {"when": days, "for": whom}}})
    findings = told(asked(with_closed(programme)))
    assert findings[0].notes[2] == Note(f"and {behind} (`{block}: works`)", ("calendar", block, "works"))
    assert findings[0].notes[1].words == f"and {wish}"
    assert offered[0] in findings[0].mends
    assert {one for one in findings[0].mends if "works" in one} <= set(offered)


def test_of_own_days_and_those_of_the_calendar_each_is_told_where_it_stands() -> None:
    sessions = {"x": {"kind": "workshop", "when": "4 to 5 Jan 2011"}, "y": SHOP}
    calendar = {"closed": {"works": {"when": "5 Jan 2011", "for": "v"}, "fair": {"when": "5 Jan 2011", "for": "w"}}}
    venues = {"v": {"name": "Venue A", "closed": "4 Jan 2011"}, "w": {"name": "Venue B"}}
    programme = a_programme(length="2 months", sessions=sessions, venues=venues, where="v", calendar=calendar)
    (finding,) = told(asked(with_closed(programme)))
    assert [(note.words, note.path) for note in finding.notes[:4:3]] == [
        ("Venue A is closed", ()),
        ("and Venue A is closed (`closed: works`)", ("calendar", "closed", "works")),
    ]
    assert finding.path == ("venues", "v", "closed")
    assert {"have Venue A open on Tue 4 Jan 2011", "open Wed 5 Jan 2011 (`closed: works`)"} <= set(finding.mends)
    assert without_closed(with_closed(programme)) == programme
    venues["v"]["closed"] = "4 to 5 Jan 2011"
    twice = a_programme(length="2 months", sessions=sessions, venues=venues, where="v", calendar=calendar)
    assert told(asked(with_closed(twice)))[0].notes[0].words == "Venue A is closed"


def test_one_fewer_may_lead_where_that_is_enough() -> None:
    people = {"a": A, "b": B, "c": {"name": "Someone to know"}, "d": {"name": "Facilitator D", "leads": "y"}}
    _, mends = refusal(asked(a_programme(**TWO_ON_TUESDAY, people=people, with_="2 facilitators")))
    assert mends == [*ANOTHER_DAY, "have 1 lead instead of 2", "take out the `when` of `x`"]


def test_one_fewer_is_not_offered_where_that_is_not_enough() -> None:
    strands = {f"s{n}": TWO_ON_TUESDAY["strands"]["s"] for n in range(2)}
    programme = a_programme(**ON_TUESDAY | {"strands": strands}, people={"a": A, "b": B}, with_="2 facilitators")
    request = asked(programme)
    offered = [one.words for mine in repairs(request, clashes(request)) for one in mine]
    assert "have 1 lead instead of 2" not in [*offered, *(mend for one in told(request) for mend in one.mends)]


def test_a_clash_of_days_and_one_over_people_are_both_told_each_with_what_would_do() -> None:
    people = {"a": A | {"at-most": "1 day a month"}}
    sessions = {"x": SHOP, "y": SHOP, "z": SHOP}
    keys: dict[str, Any] = {"length": "10 days", "gap": "at least 7 days", "with": "1 facilitator"}
    request = asked(a_programme(sessions=sessions, people=people, **keys))
    days, crowd = told(request)
    assert [note.words for note in days.notes][:1] == ["gap: at least 7 days (x, y, z)"]
    assert [note.words for note in crowd.notes][:2] == [
        "led by 1 facilitator (x, y)",
        "and Facilitator A leads at most 1 day a month",
    ]
    works = repairs(request, (*clashes(request), *crowds(request, clashes(request))))
    assert [[one.words for one in mine] for mine in works] == [list(days.mends), list(crowd.mends)]
    for n, mine in enumerate(works):
        assert len(mine) > 1
        for one in mine:
            both = [one, works[1 - n][0]]
            assert isinstance(search(mended(request, both)), Decision), [change.words for change in both]


def test_two_clashes_over_people_are_both_told() -> None:
    """Each of two people is to lead twice in a week, and may not."""
    people = {"a": A | {"at-most": "1 day a week"}, "b": B | {"at-most": "1 day a week"}}
    weeks = {"a": "3 to 7 Jan 2011", "b": "7 to 11 Feb 2011"}
    sessions = {f"{who}{n}": SHOP | {"with": who, "when": weeks[who]} for who in "ab" for n in (1, 2)}
    found = told(asked(a_programme(sessions=sessions, people=people)))
    assert [[note.words for note in one.notes if "at most 1 day a week" in note.words] for one in found] == [
        [
            "and Facilitator A leads at most 1 day a week",
            (
                "the sum: 2 sessions, Mon 3 Jan 2011 to Fri 7 Jan 2011, need 2 days of those who lead; "
                "Facilitator A has 1 (at most 1 day a week)"
            ),
        ],
        [
            "and Facilitator B leads at most 1 day a week",
            (
                "the sum: 2 sessions, Mon 7 Feb 2011 to Fri 11 Feb 2011, need 2 days of those who lead; "
                "Facilitator B has 1 (at most 1 day a week)"
            ),
        ],
    ]
    assert all(len(one.mends) > 1 for one in found)
    assert not any("at once" in note.words for one in found for note in one.notes)  # not those who take part


def test_however_many_have_nothing_to_do_with_each_other_all_are_told() -> None:
    """Of eight people each is away in the week in which they are to lead."""
    weeks = [f"{day} Feb 2011 to {day + 4} Feb 2011" for day in (7, 14, 21)]
    weeks += [f"{day} Mar 2011 to {day + 4} Mar 2011" for day in (7, 14, 21)]
    weeks += [f"{day} May 2011 to {day + 4} May 2011" for day in (9, 16)]
    people = {f"p{n}": {"name": f"Facilitator {n}", "leads": "everything", "away": w} for n, w in enumerate(weeks)}
    sessions = {f"s{n}": SHOP | {"with": f"p{n}", "when": week} for n, week in enumerate(weeks)}
    found = told(asked(a_programme(sessions=sessions, people=people)))
    assert [one.notes[0].words for one in found] == [f"Facilitator {n} is away" for n in range(8)]
    assert all(one.mends[0].startswith(f"have Facilitator {n} come on ") for n, one in enumerate(found))
    assert found[7].mends[1] == "ask for `s7` on Mon 23 May 2011 instead"
    assert all(len(one.mends) > 1 for one in found)


def away_when_wanted(leaders: int, **keys: Any) -> Request:  # noqa: ANN401 - any key of a programme
    """Each of some people is away in the week in which they are to lead."""
    days = [date(2011, 1, 3) + timedelta(weeks=n) for n in range(leaders)]
    weeks = [f"{day:%d %b %Y} to {day + timedelta(4):%d %b %Y}" for day in days]
    people = {f"p{n}": {"name": f"Facilitator {n}", "leads": "everything", "away": w} for n, w in enumerate(weeks)}
    sessions = {f"s{n}": SHOP | {"with": f"p{n}", "when": week} for n, week in enumerate(weeks)}
    return asked(a_programme(sessions=sessions, people=people, **{"length": "1 year"} | keys))


def test_of_many_clashes_each_offers_what_mends_it_and_says_that_all_must_be_mended() -> None:
    first, *_, last = told(away_when_wanted(3))
    assert (
        first.help
        == last.help
        == (
            "all 3 clashes must be mended, this one by one of these; "
            "each was tried on the whole plan with the first one of each other clash"
        )
    )


def test_of_very_many_clashes_the_first_are_mended_and_all_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SEARCHED", 0)
    monkeypatch.setattr(looking, "LEAST_SEARCHES", 60)
    request = away_when_wanted(24)
    found = told(request)
    assert [one.notes[0].words for one in found] == [f"Facilitator {n} is away" for n in range(24)]
    offered = [len(one.mends) for one in found]
    few = offered.index(0)
    assert 1 < few < 12
    assert all(offered[:few])
    assert not any(offered[few:])
    assert found[0].help == (
        "all 24 clashes must be mended, this one by one of these; each was tried on the whole plan "
        f"with the first one of the other {few - 1}, as if the last {24 - few} were mended"
    )
    assert not any(one.help for one in found[few:-1])
    assert found[-1].help == f"the last {24 - few} clashes are named without repairs: mend those before, and ask again"


def test_what_is_offered_for_the_first_of_very_many_clashes_mends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SEARCHED", 0)
    monkeypatch.setattr(looking, "LEAST_SEARCHES", 30)
    request, asked_again = away_when_wanted(5), 0
    while isinstance(search(request), Conflict):
        works = repairs(request, clashes(request))
        request = mended(request, [mine[0] for mine in works])
        asked_again += 1
    assert asked_again > 1


def test_a_session_that_is_taken_out_for_one_clash_is_looked_at_for_no_other() -> None:
    """The first clash is mended by taking out the session that the second one is about as well."""
    people = {
        "p": A | {"at-most": "1 day a week"},
        "q": B | {"at-most": "1 day a week", "away": ["5 to 17 Jan 2027"]},
    }
    sessions = {
        "s0": SHOP,
        "s1": SHOP | {"when": "15 to 23 Jan 2027"},
        "s2": SHOP,
        "s3": SHOP | {"when": "2 weeks after s2", "weekdays": "Mon"},
    }
    keys: dict[str, Any] = {"length": "5 weeks", "country": "England", "gap": "2 weeks", "where": "v"}
    venues = {"v": {"name": "Venue A", "closed": ["22 Jan to 3 Feb 2027"]}, "w": {"name": "Venue B"}}
    staff: dict[str, Any] = {"people": people, "venues": venues, "with": "2 facilitators", "weekdays": "Mon-Fri"}
    programme = a_programme(sessions=sessions, **keys, **staff)
    found = told(Request.of(programme, calendar_of(programme, date(2027, 1, 1))))
    assert len(found) > 1
    assert any("take out `s3`" in one.mends for one in found)


def test_no_more_than_four_changes_are_offered_as_one() -> None:
    """In each of seven weeks a session is asked for, and who leads them is away: day by day that is seven changes."""
    days = (date(2011, 2, 7) + timedelta(weeks=n) for n in range(7))
    weeks = [f"{day:%d %b %Y} to {day + timedelta(4):%d %b %Y}" for day in days]
    people = {"a": A | {"away": weeks}, "b": B}
    sessions = {f"s{n}": SHOP | {"when": week} for n, week in enumerate(weeks)}
    _, mends = refusal(asked(a_programme(sessions=sessions, people=people, **{"with": "a"})))
    assert mends == ["take out the `away` of Facilitator A"]


def test_where_no_one_change_will_do_two_are_offered() -> None:
    people = {"a": A | {"at-most": "1 day a month", "away": "7 to 11 Feb 2011"}}
    weeks = ("7 to 11 Feb 2011", "14 to 18 Feb 2011", "21 to 25 Feb 2011")
    sessions = {id_: SHOP | {"when": week} for id_, week in zip("xyz", weeks, strict=True)}
    request = asked(a_programme(sessions=sessions, people=people, **{"with": "1 facilitator"}))
    _, mends = refusal(request)
    more = "name one more who leads (`leads: everything`)"
    assert mends == [
        more,
        (
            "have Facilitator A come on Mon 7 Feb 2011, "
            "and let Facilitator A lead 3 days a month (`at-most: 3 days a month`)"
        ),
        ("take out the `away` of Facilitator A, and let Facilitator A lead 3 days a month (`at-most: 3 days a month`)"),
    ]
    for both in repairs(request, clashes(request))[0]:
        assert isinstance(search(mended(request, [both])), Decision), both.words


def test_where_clashes_only_go_together_the_changes_are_offered_once_for_all_of_them() -> None:
    """Who leads on three days is away on all of them, and may lead only once a month."""
    days = ("7 Feb 2011", "14 Feb 2011", "21 Feb 2011")
    sessions = {id_: SHOP | {"when": day, "with": "a"} for id_, day in zip("xyz", days, strict=True)}
    people = {"a": A | {"at-most": "1 day a month", "away": "7 to 25 Feb 2011"}}
    request = asked(a_programme(sessions=sessions, people=people))
    first, second = told(request)
    assert first.help == "one of these would do for all 2 clashes, and was tried on the whole plan"
    assert (second.help, second.mends) == ("", ())
    for row in repairs(request, (*(found := clashes(request)), *crowds(request, found)))[0]:
        assert isinstance(search(mended(request, [row])), Decision), row.words


def test_however_little_may_be_searched_one_clash_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SEARCHED", 0)
    monkeypatch.setattr(looking, "LEAST_SEARCHES", 1)
    found = told(away_when_wanted(3))
    assert [len(one.mends) for one in found] == [1, 0, 0]
    assert found[2].help == "the last 2 clashes are named without repairs: mend those before, and ask again"


def test_a_gap_names_the_sessions_that_it_is_asked_of() -> None:
    """Not the session before, of which none is asked."""
    far = SHOP | {"gap": "at least 20 days"}
    notes, _ = refusal(asked(a_programme(length="30 days", sessions={"x": SHOP, "y": far, "z": far})))
    assert notes[0] == "gap: at least 20 days (y, z)"


def test_a_gap_in_weeks_stays_one_in_weeks() -> None:
    sessions = {"x": SHOP, "y": SHOP, "z": SHOP}
    keys: dict[str, Any] = {"length": "30 days", "gap": "at least 3 weeks", "weekdays": "Mon-Sun"}
    _, mends = refusal(asked(a_programme(sessions=sessions, **keys)))
    assert mends[0] == "give a gap of at least 2 weeks instead of 3 weeks"


def test_a_rhythm_beside_a_gap_is_not_mistaken_for_the_gap() -> None:
    days = {"kind": "workshop", "count": 3, "gap": "at most 30 days", "every": "at least 2 weeks"}
    _, mends = refusal(asked(a_programme(length="10 days", sessions={"d": days})))
    assert mends == [
        "make the programme 21 days longer (`length: 31 days`)",
        "make the programme 19 days longer (`length: 29 days`), and hold `d` 2 times instead of 3",
    ]


def test_a_phase_may_be_longer() -> None:
    trimesters = {"one": {"length": "10 days", "sessions": {"x": SHOP, "y": SHOP}}, "two": {"sessions": {"z": SHOP}}}
    programme = a_programme(length="60 days", trimesters=trimesters, gap="at least 12 days", sessions={})
    notes, mends = refusal(asked(programme))
    assert notes[0] == "`one` lasts from Sat 1 Jan 2011 to Mon 10 Jan 2011 (y)"
    assert mends == [
        "give a gap of at least 7 days instead of 12 days",
        "make `one` 7 days longer (`length: 17 days`), at the cost of the others",
        "take out `y`",
    ]


def test_a_programme_of_unknown_length_is_not_made_longer() -> None:
    sessions = {"x": {"kind": "workshop", "when": "4 Jan 2011", "weekdays": "Fri"}}
    _, mends = refusal(asked(a_programme(length="unknown", sessions=sessions)))
    assert mends == [
        "ask for `x` on Fri 7 Jan 2011 instead",
        "allow Tuesdays too (`weekdays: Tue, Fri`)",
        "take out the `when` of `x`",
    ]


def test_where_one_day_more_is_too_few_only_all_of_them_are_offered() -> None:
    sessions = {"x": SHOP, "y": SHOP, "z": SHOP}
    keys: dict[str, Any] = {"length": "3 weeks", "calendar": {"only": {"o": {"when": "11 Jan 2011"}}}}
    assert refusal(asked(a_programme(sessions=sessions, **keys)))[1] == ["take out `only`"]


def test_of_the_days_near_to_those_allowed_the_first_that_will_do_is_offered() -> None:
    keys: dict[str, Any] = {"length": "3 weeks", "gap": "at least 8 days"}
    calendar = {"only": {"o": {"when": "11 Jan 2011"}}}
    _, mends = refusal(asked(a_programme(sessions={"x": SHOP, "y": SHOP}, calendar=calendar, **keys)))
    assert mends[0] == "allow Mon 3 Jan 2011 too (`only: o`)"


FAR_APART: dict[str, Any] = {
    "length": "2 months",
    "country": "England",
    "gap": "1 to 3 days",
    "sessions": {"x": {"kind": "workshop", "when": "3 Jan 2011"}, "y": {"kind": "workshop", "when": "20 Jan 2011"}},
}
"""The first on a bank holiday, and the two too far apart: what mends one of these clashes leaves the other."""


def test_days_that_alone_are_allowed_are_not_taken_out_where_that_leaves_another_clash() -> None:
    only = {"bank-holidays": False, "only": {"o": {"when": "11 to 30 Jan 2011"}}}
    notes, mends = refusal(asked(a_programme(**FAR_APART, calendar=only)))
    assert notes[0].startswith("closed: all days but O")
    assert mends == ["ask for `x` on Mon 17 Jan 2011 instead", "take out the `when` of `x`", "take out `x`"]


def test_bank_holidays_are_not_opened_where_that_leaves_another_clash() -> None:
    notes, mends = refusal(asked(a_programme(**FAR_APART)))
    assert notes[0].startswith("closed: New Year's Day (observed) (Mon 3 Jan 2011)")
    assert "meet on bank holidays (`bank-holidays: no`)" not in mends
    assert "take out the `when` of `x`" in mends


def test_more_seats_are_not_offered_where_the_venue_is_closed_as_well() -> None:
    venues = {"v": {"name": "Venue A", "seats": 10, "closed": "4 Jan 2011"}}
    notes, mends = refusal(asked(a_programme(**ON_TUESDAY, participants=16, venues=venues, where="v")))
    assert notes == ["held at Venue A (x)", "and Venue A seats 10", "and 16 take part"]
    assert mends == [
        "name one more venue (`where`)",
        "seat 16 at Venue A (`seats: 16`), and have Venue A open on Tue 4 Jan 2011",
    ]


def test_a_gap_is_not_taken_out_where_that_leaves_another_clash() -> None:
    sessions = {"x": {"kind": "workshop", "when": "3 to 6 Jan 2011"}, "y": {"kind": "workshop", "when": "20 Jan 2011"}}
    calendar = {"closed": {f"c{n}": f"{n} Jan 2011" for n in (3, 4, 5, 6)}}
    programme = a_programme(length="2 months", gap="1 to 3 days", sessions=sessions, calendar=calendar)
    notes, mends = refusal(asked(programme))
    assert notes[2] == "and gap: 1 to 3 days (x, y)"
    assert mends == ["ask for `x` on Mon 17 Jan 2011 instead", "take out the `when` of `x`", "take out `x`"]


def test_more_days_than_can_be_laid_out_are_no_crash() -> None:
    keys: dict[str, Any] = {"length": "22 years", "weekdays": "Mon-Sun"}
    sessions = {"x": {"kind": "workshop", "when": "4 Jan 2011"}, "y": SHOP}
    notes, mends = refusal(asked(a_programme(sessions=sessions, calendar={"closed": {"c": "4 Jan 2011"}}, **keys)))
    assert notes[:2] == ["closed: C (Tue 4 Jan 2011) (x)", "and x is asked for Tue 4 Jan 2011"]
    assert mends == ["open Tue 4 Jan 2011 (`closed: c`)", "take out `closed: c`", "take out `x`"]


def test_what_can_only_be_laid_out_with_its_wishes_is_still_explained() -> None:
    days = 8_000

    def only(session: str, day: int) -> Forbidden:
        return Forbidden(session, frozenset(range(days)) - {day}, Because(f"{session} on {day}"))

    order = Apart("a", "b", (1,) * days, None, Because("in order"))
    found = find_conflict(Problem(("a", "b"), days, (only("a", 5), only("b", 3), order)))
    assert [wish.words for wish in found.wishes] == ["a on 5", "b on 3", "in order"]


def test_more_sessions_over_more_days_than_are_planned_at_once_are_told() -> None:
    request = asked(a_programme(length="22 years", weekdays="Mon-Sun", sessions={"x": SHOP, "y": SHOP}))
    (finding,) = told(request)
    assert finding.code == "no-plan-found"
    assert [note.words for note in finding.notes] == [
        "so many sessions over so many days are more than hsplan plans at once"
    ]
    assert least(request, 300).cost == 0  # nothing is known of it, and 0 is always true


def test_a_plan_that_was_only_not_found_blames_nobody() -> None:
    within = DayRange(START, date(2011, 2, 28))
    finding = tell(Conflict((), proven=False), None, within)
    assert (finding.code, finding.notes) == ("no-plan-found", ())
    assert finding.message == (
        "no plan was found, Sat 1 Jan 2011 to Mon 28 Feb 2011, which is not to say that there is none"
    )


def test_where_only_the_order_stands_in_the_way_there_are_too_few_days() -> None:
    within = DayRange(START, date(2011, 1, 4))
    finding = tell(Conflict(()), None, within)
    assert finding.message == "there are too few days for the sessions, Sat 1 Jan 2011 to Tue 4 Jan 2011"
    days = {"d": {"kind": "workshop", "count": "6"}}
    request = asked(a_programme(length="4 days", sessions=days, weekdays="Mon-Sun"))
    (same,) = told(request)
    assert same.message == finding.message


def test_one_wish_and_two_are_told_with_their_lines() -> None:
    one, other = Because("x on 4 Jan", ("sessions", "x", "when")), Because("closed: c", ("calendar", "closed", "c"))
    within = DayRange(START, date(2011, 1, 4))
    alone = tell(Conflict((one,)), None, within)
    assert (alone.message, alone.path, alone.notes) == ("no plan keeps this wish: x on 4 Jan", one.path, ())
    both = tell(Conflict((one, other)), None, within)
    assert both.message == "no plan keeps 2 wishes together"
    assert [(note.words, note.path) for note in both.notes] == [
        ("x on 4 Jan", one.path),
        ("and closed: c", other.path),
    ]


def test_of_two_pins_only_the_one_in_the_way_is_let_go() -> None:
    people = {"a": A | {"away": "4 Jan 2011"}, "b": B}
    venues = {"v": {"name": "Venue A"}, "w": {"name": "Venue B"}}
    keys: dict[str, Any] = {"people": people, "venues": venues, "where": ["v", "w"], "with": "1 facilitator"}
    programme = a_programme(**ON_TUESDAY, **keys)
    pinned = {"people": ("a",), "venue": "v", "pinned": ("people", "venue")}
    request = asked(programme, a_plan(programme, TUESDAY, date(2011, 2, 1), x=pinned))
    offered = [one.words for mine in repairs(request, clashes(request)) for one in mine]
    assert "let its people go: hsplan unpin x --people" in offered
    assert not any("--venue" in one for one in offered)


def test_of_two_pins_that_are_both_in_the_way_both_are_let_go() -> None:
    people = {"a": A | {"at-most": "1 day a month"}, "b": B}
    sessions = {"x": SHOP, "y": SHOP | {"with": "a"}}
    keys: dict[str, Any] = {"with": "1 facilitator", "weekdays": "Wed"}
    programme = a_programme(length="31 days", sessions=sessions, people=people, **keys)
    pinned = {"people": ("a",), "pinned": ("date", "people")}
    request = asked(programme, a_plan(programme, TUESDAY, date(2011, 1, 25), x=pinned))
    offered = [one.words for mine in repairs(request, clashes(request)) for one in mine]
    assert "let its date go: hsplan unpin x --date, and let its people go: hsplan unpin x --people" in offered


def test_whoever_is_pinned_clashes_with_somebody_else_who_is_asked_for_by_name() -> None:
    """The search once took the pin for the programme's word, and the checker then refused what it had found."""
    programme = a_programme(length="2 months", people={"a": A, "b": B}, sessions={"x": SHOP | {"with": "a"}})
    plan = a_plan(programme, TUESDAY, x={"people": ("b",), "pinned": ("people",)})
    found = plan_again(programme, calendar_of(programme, START), AT, plan)
    assert isinstance(found, Conflict)
    notes, mends = refusal(asked(programme, plan))
    assert notes == ["led by Facilitator A (x)", "and whoever leads x is pinned"]
    assert mends == ["let its people go: hsplan unpin x --people"]


def test_where_a_pinned_venue_is_wanted_twice_the_pin_is_cited() -> None:
    venues = {"v": {"name": "Venue A"}, "w": {"name": "Venue B"}}
    programme = a_programme(**TWO_ON_TUESDAY, venues=venues, where=["v", "w"])
    pinned = {"venue": "v", "pinned": ("venue",)}
    request = asked(programme, a_plan(programme, TUESDAY, date(2011, 2, 1), TUESDAY, x=pinned, s=pinned))
    notes, mends = refusal(request)
    assert "and where x is held is pinned" in notes
    assert "let its venue go: hsplan unpin x --venue" in mends


def test_a_session_of_the_past_that_the_programme_has_no_more_is_named_with_its_line() -> None:
    plan = a_plan(a_programme(), TUESDAY, date(2011, 2, 1))
    programme = a_programme(sessions={"day-2": SHOP})
    calendar = calendar_of(programme, START)
    found = plan_again(programme, calendar, AT, plan, Given(as_of=date(2011, 1, 10)))
    assert isinstance(found, Conflict)
    (finding,) = tell_all(found, programme.length, calendar.within)
    assert finding.message == (
        "no plan keeps this wish: day-1 was on Tue 4 Jan 2011, before Mon 10 Jan 2011 (--as-of), "
        "and is no session any more"
    )
    assert finding.path == (IN_PLAN, "sessions", "day-1")


def test_a_cap_that_can_only_be_laid_out_with_its_wishes_is_still_explained() -> None:
    days = 8_000
    every = frozenset(range(days))

    def only(session: str, day: int) -> Forbidden:
        return Forbidden(session, every - {day}, Because(f"{session} on {day}"))

    order = Apart("a", "b", (1,) * days, None, Because("in order", fact=True))
    staff = [Staffing(one, 1, 1, frozenset(), {"p": every}, {}, Because("led by p", fact=True)) for one in "ab"]
    weeks = {day: day // 7 for day in range(days + 1)}
    cap = AtMostDays("p", frozenset("ab"), weeks, 1, frozenset(), Because("p leads once a week"))
    found = find_conflict(Problem(("a", "b"), days, (only("a", 8), only("b", 9), order, *staff, cap)))
    assert [wish.words for wish in found.wishes] == ["a on 8", "b on 9", "p leads once a week"]


def test_a_day_that_is_opened_leaves_the_other_days_closed() -> None:
    closed = {"c": {"when": ["3 to 4 Jan 2011", "10 to 12 Jan 2011"]}}
    request = asked(a_programme(**ON_TUESDAY, calendar={"closed": closed}))
    open_it = repairs(request, clashes(request))[0][0]
    assert open_it.words == "open Tue 4 Jan 2011 (`closed: c`)"
    left = open_it.change(request.programme).calendar.closed["c"].ranges
    assert left == (
        DayRange(date(2011, 1, 3), date(2011, 1, 3)),
        DayRange(date(2011, 1, 10), date(2011, 1, 12)),
    )


def test_a_phase_is_not_made_more_than_twice_as_long() -> None:
    trimesters = {"one": {"length": "10 days", "sessions": {"x": SHOP, "y": SHOP}}, "two": {"sessions": {"z": SHOP}}}
    programme = a_programme(length="6 months", trimesters=trimesters, gap="at least 30 days", sessions={})
    notes, mends = refusal(asked(programme))
    assert notes[0] == "`one` lasts from Sat 1 Jan 2011 to Mon 10 Jan 2011 (y)"
    assert mends == ["give a gap of at least 7 days instead of 30 days", "take out `y`"]


def test_a_repair_that_crams_all_into_the_days_before_a_closure_comes_last_with_what_it_costs() -> None:
    sessions = {f"s{n}": SHOP for n in range(5)}
    keys: dict[str, Any] = {"length": "6 months", "gap": "about 4 weeks", "weekdays": "Tue", "where": "v"}
    venues = {"v": {"name": "Venue A", "seats": 30}, "w": {"name": "Venue B", "seats": 30}}
    programme = a_programme(sessions=sessions, venues=venues, **keys)
    planned = plan_anew(("test", programme), calendar_of(programme, START), AT, None)
    assert isinstance(planned, Planned)
    venues["v"]["closed"] = "25 Jan to 31 Dec 2011"
    lost = a_programme(sessions=sessions, venues=venues, **keys)
    notes, mends = refusal(asked(lost, previous=planned.plan))
    assert notes[0] == "Venue A is closed"
    assert mends[:2] == ["use Venue B too (`where: [v, w]`)", "take out the `closed` of Venue A"]
    assert all(re.search(r", at the cost of a far worse plan \(\d+; \d+ before\)$", one) for one in mends[2:])
    assert mends[2:]
