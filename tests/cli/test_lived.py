"""What happens to programmes that run: people fall ill, sessions come and go, clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from by_chance import Values, file_of, published, with_said
from conftest import Run
from published_revisions import NAME, Revised, days_planned, replanned

from hsplan.dates.days import in_words

NOBODY: frozenset[str] = frozenset()
LED = {
    "people": {
        "facilitator-a": {"name": "Facilitator A", "leads": "everything"},
        "facilitator-b": {"name": "Facilitator B", "leads": "everything"},
    },
    "with": "1 facilitator",
}
SEVERAL = (
    "aurora-2017-18",
    "healthskills-lewisham-ccg",
    "leadership-winston-salem-2017-18",
    "mary-seacole",
    "my-home-life-care-managers",
)
"""Published programmes of some days, of which one facilitator can lead the one in the middle."""


def led(id_: str) -> Values:
    """A published programme, led by two facilitators of whom one at a time will do."""
    said, start = published(id_)
    return {**said, **LED, "start": said.get("start", in_words(start))}


def away(said: Values, who: str, day: date) -> Values:
    return with_said(said, ("people", who, "away"), in_words(day))


def scheduled(folder: Path, run: Run, said: Values) -> dict[str, tuple[date, date]]:
    """The days of a programme's first plan."""
    file_of(folder, NAME, said)
    ran = run("schedule")
    assert ran.code == 0, ran.err
    return days_planned(folder)


def in_the_middle(days: dict[str, tuple[date, date]]) -> str:
    """A session with others before and after it."""
    return sorted(days, key=lambda id_: days[id_])[len(days) // 2]


@pytest.mark.parametrize("id_", SEVERAL)
def test_with_both_facilitators_away_on_one_date_one_session_moves(id_: str, workspace: Path, run: Run) -> None:
    said = led(id_)
    days = scheduled(workspace, run, said)
    lost = in_the_middle(days)
    day = days[lost][0]
    found = replanned(workspace, run, away(away(said, "facilitator-a", day), "facilitator-b", day))
    assert found == Revised(frozenset({lost}), NOBODY, NOBODY, found.days)
    assert 1 <= found.days <= 7
    assert "nothing changed" in run("schedule").err


@pytest.mark.parametrize("id_", SEVERAL)
def test_with_one_facilitator_away_and_the_other_free_nobody_moves(id_: str, workspace: Path, run: Run) -> None:
    said = led(id_)
    days = scheduled(workspace, run, said)
    day = days[in_the_middle(days)][0]
    for who in ("facilitator-a", "facilitator-b"):
        found = replanned(workspace, run, away(said, who, day))
        assert found == Revised(NOBODY, NOBODY, NOBODY, 0)
        assert run("validate").code == 0


CLOCKS = [
    ("Europe/London", "England", date(2011, 3, 27), 23),
    ("Europe/London", "England", date(2011, 10, 30), 25),
    ("America/New_York", "USA", date(2011, 3, 13), 23),
    ("America/New_York", "USA", date(2011, 11, 6), 25),
]
"""Where the clocks change, on which day, and how many hours that day has."""


@pytest.mark.parametrize(("zone", "country", "changes", "hours"), CLOCKS)
def test_a_gap_across_a_change_of_the_clocks_counts_calendar_days(
    zone: str, country: str, changes: date, hours: int, workspace: Path, run: Run
) -> None:
    """Four weeks are 28 days, whatever hours one of them has, and half past nine is half past nine on both sides."""
    first, second = changes - timedelta(days=12), changes + timedelta(days=16)
    said = {
        "title": "Across",
        "country": country,
        "timezone": zone,
        "start": f"{changes - timedelta(days=30):%Y-%m}",
        "length": "4 months",
        "gap": "4 weeks",
        "kinds": {"workshop": {"time": "9:30-16:30"}},
        "sessions": {"before": {"kind": "workshop", "when": in_words(first)}, "after": {"kind": "workshop"}},
    }
    assert scheduled(workspace, run, said) == {"before": (first, first), "after": (second, second)}
    assert run("export").code == 0
    before, after = events(workspace / f"{NAME}.ics")
    here = ZoneInfo(zone)
    local = [moment.astimezone(here).replace(tzinfo=None) for moment in (*before, *after)]
    assert local == [datetime.combine(day, at) for day in (first, second) for at in (time(9, 30), time(16, 30))]
    assert after[0] - before[0] == timedelta(days=27, hours=hours)


def events(path: Path) -> list[tuple[datetime, datetime]]:
    """When each event of a calendar begins and ends, as another programme reads it, in universal time."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert isinstance(calendar, icalendar.Calendar)
    return [(in_utc(event.start), in_utc(event.end)) for event in calendar.events]


def in_utc(moment: date) -> datetime:
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


THEMES = "leadership-winston-salem-2017-18"
"""A published programme of eleven sessions on Wednesdays, usually a month apart, in an order that is meant."""


def reordered(said: Values, order: list[str]) -> Values:
    """A programme with its sessions in another order; one that it has not got yet is a theme day."""
    new = {"kind": "theme-day", "title": "One more theme"}
    return {**said, "sessions": {id_: said["sessions"].get(id_, new) for id_ in order}}


def test_a_session_inserted_finds_a_day_and_moves_no_other(workspace: Path, run: Run) -> None:
    said, _ = published(THEMES)
    scheduled(workspace, run, said)
    order = list(said["sessions"])
    order.insert(order.index("government") + 1, "new")
    found = replanned(workspace, run, reordered(said, order))
    assert found == Revised(NOBODY, frozenset({"new"}), NOBODY, 0)
    days = days_planned(workspace)
    assert days["government"] < days["new"] < days["human-relations"]


def test_a_session_inserted_where_there_is_no_room_moves_no_more_than_it_must(workspace: Path, run: Run) -> None:
    """Six weeks are needed where there are four, and every gap can give one: two sessions give way, by three weeks.

    A week each would do for health-care and arts, were it not for the make-up day on the day between: a third to move.
    """
    said, _ = published(THEMES)
    said = with_said(said, ("kinds", "theme-day", "gap"), "at least 3 weeks")
    days = scheduled(workspace, run, said)
    between = [days[id_][0] for id_ in ("health-care", "make-up-day", "arts")]
    assert between == [date(2018, 2, 28), date(2018, 3, 14), date(2018, 3, 28)]
    order = list(said["sessions"])
    order.insert(order.index("arts"), "new")
    found = replanned(workspace, run, reordered(said, order))
    assert found == Revised(frozenset({"human-relations", "health-care"}), frozenset({"new"}), NOBODY, 21)


def test_a_session_dropped_moves_no_other(workspace: Path, run: Run) -> None:
    said, _ = published(THEMES)
    scheduled(workspace, run, said)
    found = replanned(workspace, run, reordered(said, [id_ for id_ in said["sessions"] if id_ != "education"]))
    assert found == Revised(NOBODY, NOBODY, frozenset({"education"}), 0)


def test_of_two_sessions_swapped_one_moves_past_the_other(workspace: Path, run: Run) -> None:
    """Exchanging their days would move both; it is enough that the first goes to the week after the second."""
    said, _ = published(THEMES)
    days = scheduled(workspace, run, said)
    assert [days[id_][0] for id_ in ("government", "human-relations")] == [date(2018, 1, 3), date(2018, 1, 31)]
    order = list(said["sessions"])
    at = order.index("government")
    order[at : at + 2] = "human-relations", "government"
    found = replanned(workspace, run, reordered(said, order))
    assert found == Revised(frozenset({"government"}), NOBODY, NOBODY, 35)
    assert days_planned(workspace)["government"][0] == date(2018, 2, 7)
