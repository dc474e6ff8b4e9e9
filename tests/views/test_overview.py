"""What the overview of many programmes holds; how it behaves in a browser is told with the page's own tests."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from conftest import Run
from shown import a_schedule
from webpages import Seen

from hsplan.schedule.rows import Schedule
from hsplan.views import overview

TEXT = """
title: Leading change
people: {facilitator-a: {name: Facilitator A}}
venues: {hall: {name: Hall}}
sessions: {day-1: {kind: workshop, title: Values, time: "9:30-12:30"}, day-2: {kind: workshop, title: Teams}}
timezone: Europe/London
"""
LED = {"people": ("facilitator-a",), "venue": "hall"}


def a_programme_of(name: str, *days: date, shared: bool = False, text: str = TEXT) -> Schedule:
    same = {"facilitator-a": "shared/people.yaml#facilitator-a"} if shared else None
    return a_schedule(text, *days, name=name, shared=same, day_1=LED, day_2=LED)


def told(*schedules: Schedule) -> str:
    """The words of the page, each cell apart."""
    page = overview.render(schedules).decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_the_same_schedules_give_the_same_bytes() -> None:
    made = a_programme_of("one", date(2011, 1, 18), date(2011, 3, 1))
    assert overview.render([made]) == overview.render([made])


def test_a_year_has_a_strip_of_months_for_each_programme() -> None:
    words = told(a_programme_of("one", date(2011, 11, 8), date(2012, 2, 1)))
    assert "2011 Sessions that begin in each month" in words
    assert re.search(r"2012 Sessions that begin in each month Programme (\w{3} ){12}Year Leading change 1 1 ", words)


def test_who_leads_in_several_programmes_has_one_load() -> None:
    one = a_programme_of("one", date(2011, 1, 18), date(2011, 1, 25), shared=True)
    two = a_programme_of("two", date(2011, 1, 19), date(2011, 5, 3), shared=True)
    words = told(one, two)
    assert words.count("Sessions 4 Days 4 Hours 6 or more Most in a month 3 days, Jan 2011") == 1


def test_people_of_one_name_in_two_programmes_are_told_apart() -> None:
    one = a_programme_of("one", date(2011, 1, 18), date(2011, 3, 1))
    two = replace(a_programme_of("two", date(2011, 1, 19), date(2011, 5, 3)), title="Leading a network")
    words = told(one, two)
    assert "Facilitator A (Leading change)" in words
    assert "Facilitator A (Leading a network)" in words


def test_programmes_of_one_title_are_told_apart() -> None:
    one = a_programme_of("one", date(2011, 1, 18), date(2011, 3, 1))
    two = replace(a_programme_of("two", date(2011, 1, 19), date(2011, 5, 3)), network="Network B")
    words = told(one, two)
    assert "Leading change (one) 1" in words
    assert "Leading change (Network B) 1" in words


def test_who_leads_many_cohorts_has_their_title_once() -> None:
    cohorts = [
        replace(a_programme_of(f"lead.{one}", date(2011, 1, n), date(2011, 3, n), shared=True), cohort=one)
        for n, one in ((18, "north-1"), (19, "north-2"))
    ]
    other = replace(a_programme_of("b", date(2011, 1, 20), date(2011, 3, 8), shared=True), title="A network (B)")
    assert "Facilitator A Leading change (north-1, north-2), A network (B) Sessions 6 " in told(*cohorts, other)


def test_a_title_with_commas_is_broken_only_where_the_line_ends() -> None:
    made = replace(a_programme_of("one", date(2011, 1, 18), date(2011, 3, 1)), title="Leading, learning, and change")
    assert '<span class="whole">Leading, learning, and change</span>' in overview.render([made]).decode()


def test_hostile_words_are_only_words() -> None:
    words = "</style><script>alert(1)</script>{{7*7}}\" onload='x'"
    made = a_programme_of("one", date(2011, 1, 18), date(2011, 3, 1))
    seen = Seen(overview.render([replace(made, title=words, network=words, timezone=words)]))
    clean = Seen(overview.render([made]))
    assert [len(seen.of(tag)) for tag in ("script", "style")] == [1, 1]
    assert {tag for tag, _ in seen.elements} == {tag for tag, _ in clean.elements}
    assert not [one for _, one in seen.elements if any(name.startswith("on") for name in one)]
    assert "{{7*7}}" in seen.text


def test_all_programmes_are_in_one_file(stepney: Path, run: Run) -> None:
    stepney.with_name("other.yaml").write_bytes(stepney.read_bytes())
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export", "--format", "overview").out == "overview.html\n"
    page = Path("overview.html").read_text()
    assert 'href="stepney.html"' in page
    assert 'href="other.html"' in page
