"""Programmes that were published, and then revised: what `hsplan schedule` changes, beside what people changed.

Each starts from the calendar as it was first published, by hand; then the programme says what was stated of the change,
and no date of the calendar that came of it. hsplan moves no more sessions than people did, and where they could have
done no less, the same ones.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from by_chance import Values, published, with_said, without
from conftest import Run
from published_plans import FOLDER
from published_revisions import (
    Days,
    Revised,
    a_day_before,
    calendar_published,
    days_planned,
    plan_by_hand,
    published_first,
    replanned,
)

from hsplan.workspace.reusing import read_whole

OMIDYAR = "omidyar-fellows-v-vii-viii"
EGA = "ega-elizabeth-garrett-anderson"
LCG = "lcg-leading-collaborative-organisations-2025"
NOBODY: frozenset[str] = frozenset()


def closed(said: Values, id_: str, when: str) -> Values:
    return with_said(said, ("calendar", "closed", id_), when)


def varied(id_: str, variant: str, said: Values) -> Values:
    """What a published programme says in one of its variants, with the start and the days of one of its cohorts."""
    values = read_whole(FOLDER / f"{id_}.yaml").with_variant(variant)[0].values
    return {**values, **{key: said[key] for key in ("start", "calendar") if key in said}}


def test_fellows_of_2020_two_sessions_find_their_days_taken(workspace: Path, run: Run) -> None:
    """Stated: the reception postponed, session 3 a week later, session 4 earlier, all else kept."""
    said, start = published(OMIDYAR, "viii")
    first = calendar_published(OMIDYAR, "VIII, first version", said)
    people = Revised.between(first, calendar_published(OMIDYAR, "VIII, second version", said))
    published_first(workspace, run, said, plan_by_hand(said, start, first))
    after = without(said, ("phases", "self", "sessions", "s1", "brings"))
    after = closed(after, "taken", "9 Dec 2020")
    found = replanned(workspace, run, closed(after, "taken-too", "13 Jan 2021"))
    assert found.moved == people.moved == {"s3", "s3-leader", "s4", "s4-leader"}
    assert found.added == people.added == NOBODY
    assert found.dropped == people.dropped == {"s1-reception"}
    assert found.days <= people.days


def test_fellows_of_2021_eight_sessions_held_the_rest_put_off(workspace: Path, run: Run) -> None:
    """Stated: what was held is kept; three check-ins and a special session come in between; 19 months for 13."""
    said, start = published(OMIDYAR, "viii")
    after = varied(OMIDYAR, "viii-from-september-2021", said)
    before = calendar_published(OMIDYAR, "VIII, second version", said)
    revised = calendar_published(OMIDYAR, "VIII, version of 14 September 2021", after)
    people = Revised.between(before | {"s8": revised["s8"]}, revised)
    held = tuple(id_ for id_, (first, _) in before.items() if first < date(2021, 6, 1))
    said = without(said, ("phases", "self", "sessions", "s1", "brings"))
    published_first(workspace, run, said, plan_by_hand(said, start, before, delivered=held))
    found = replanned(workspace, run, closed(after, "put-off", "14 May to 14 Sep 2021"))
    assert found.moved <= people.moved == {"s9", "s10", "s10-leader", "s11", "s12", "s12-commencement"}
    assert found.added == people.added == {"check-in-1", "check-in-2", "check-in-3", "special"}
    assert found.dropped == people.dropped == {"s9-convening", "s11-leader"}
    assert len(found.moved) < len(people.moved)
    assert found.days < people.days


@pytest.mark.parametrize(
    ("cohort", "label", "moved"),
    [("14-0", "14.0 APL", NOBODY), ("14-1", "14.1", {"r3"}), ("14-2", "14.2", {"r3"}), ("14-3", "14.3", {"r3"})],
)
def test_a_suspension_of_sixteen_weeks_moves_what_lies_in_it(
    cohort: str, label: str, moved: set[str], workspace: Path, run: Run
) -> None:
    """Stated: all is suspended for 16 weeks from 17 March 2020. What was decided instead was not published."""
    said, start = published(EGA, cohort)
    # Published lengths are nominal: the last day of 14.2 lies eleven days beyond its 24 months.
    said = {**said, "length": f"about {said['length']}"}
    published_first(workspace, run, said, plan_by_hand(said, start, calendar_published(EGA, label, said)))
    found = replanned(workspace, run, closed(said, "suspension", "17 Mar to 6 Jul 2020"))
    assert found.moved == moved
    assert found.added == found.dropped == NOBODY


def test_residentials_of_2024_put_off_until_january(workspace: Path, run: Run) -> None:
    """Stated: the dates of autumn 2024 were replaced by the first months of 2025, with a webinar in between."""
    after, _ = published(LCG)
    start = date(2024, 9, 29)  # the evening before the first residential, when participants arrive
    after = {**after, "start": "29 Sep 2024", "length": "about 6 months"}
    said = without(after, ("sessions", "webinar"))
    before = with_arrivals(calendar_published(LCG, "as first published in 2024", said))
    people = Revised.between(before, with_arrivals(calendar_published(LCG, "CEO", after)))
    published_first(workspace, run, said, plan_by_hand(said, start, before))
    found = replanned(workspace, run, closed(after, "autumn", "29 Sep 2024 to 26 Jan 2025"))
    assert found.moved == people.moved == before.keys()
    assert found.added == people.added == {"webinar"}
    assert found.dropped == people.dropped == NOBODY
    assert found.days <= people.days
    days = days_planned(workspace)["residential-1"]
    assert days == (date(2025, 1, 28), date(2025, 1, 30))  # the very days that people chose


def with_arrivals(days: dict[str, Days]) -> dict[str, Days]:
    """Each residential with the arrival on the evening before it, which has no event of its own in the calendar."""
    arrivals = {
        f"{id_}-arrival": (a_day_before(first), a_day_before(first))
        for id_, (first, _) in days.items()
        if id_.startswith("residential")
    }
    return days | arrivals


def test_a_residential_of_2018_moves_when_its_days_are_taken(workspace: Path, run: Run) -> None:
    """Stated: the first residential was moved from 11-12 to 18-19 January; no other date of that edition is known."""
    said: Values = {
        "title": "StellarHE",
        "country": "England",
        "length": "2 months",
        "start": "2018-01",
        "sessions": {"first": {"kind": "residential", "lasts": "2 days"}},
    }
    before = {"first": (date(2018, 1, 11), date(2018, 1, 12))}
    people = Revised.between(before, {"first": (date(2018, 1, 18), date(2018, 1, 19))})
    published_first(workspace, run, said, plan_by_hand(said, date(2018, 1, 1), before))
    found = replanned(workspace, run, closed(said, "taken", "11 to 12 Jan 2018"))
    assert found.moved == people.moved == {"first"}
    assert found.days <= people.days
