"""What days are, against literal dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import process_time

import pytest
from conftest import Run
from nouns import a_programme

from hsplan.calendars.bank_holidays import bank_holidays
from hsplan.calendars.countries import Country, find_country
from hsplan.calendars.gathering import gather
from hsplan.calendars.model import CalendarAsked
from hsplan.checks import check_dated
from hsplan.dates.days import DayRange
from hsplan.workspace.opening import calendar_of

YEAR_2011 = DayRange(date(2011, 1, 1), date(2011, 12, 31))
ENGLAND_2011 = ["01-01", "01-03", "04-22", "04-25", "04-29", "05-02", "05-30", "08-29", "12-25", "12-26", "12-27"]


def test_england_had_eleven_bank_holidays_in_2011() -> None:
    """Source: Banking and Financial Dealings Act 1971, Schedule 1; for 29 April a proclamation under section 1(3)."""
    england = find_country("England")
    assert england is not None
    days, unknown = bank_holidays(england, YEAR_2011)
    assert [f"{day:%m-%d}" for day in days] == ENGLAND_2011
    assert unknown == ()


def test_only_days_of_the_stretch_are_given() -> None:
    england = find_country("England")
    assert england is not None
    days, _ = bank_holidays(england, DayRange(date(2011, 4, 23), date(2011, 4, 29)))
    assert list(days) == [date(2011, 4, 25), date(2011, 4, 29)]


@pytest.mark.parametrize(
    ("country", "name"),
    [("Kuwait", "New Year's Day"), ("Germany", "Neujahr"), ("Poland", "Nowy Rok"), ("Japan", "New Year's Day")],
)
def test_a_holiday_has_its_own_name_where_its_letters_are_latin_and_else_an_english_one(
    country: str, name: str
) -> None:
    known = find_country(country)
    assert known is not None
    assert next(iter(bank_holidays(known, YEAR_2011)[0].values())) == name


@pytest.mark.parametrize(
    ("name", "code", "subdivision"),
    [
        ("UAE", "AE", None),
        ("N. Ireland", "GB", "NIR"),
        ("The Netherlands", "NL", None),
        ("Hong Kong", "HK", None),
        ("England", "GB", "ENG"),
        ("scotland", "GB", "SCT"),
        ("Northern  Ireland", "GB", "NIR"),
        ("UK", "GB", None),
        ("US", "US", None),
        ("USA", "US", None),
        ("United States", "US", None),
        ("New Zealand", "NZ", None),
        ("Bavaria, Germany", "DE", "BY"),
        ("Germany, Bayern", "DE", "BY"),
        ("baden-wurttemberg, germany", "DE", "BW"),
        ("BY, DE", "DE", "BY"),
        ("Georgia, US", "US", "GA"),
        ("Scotland, UK", "GB", "SCT"),
        ("Catalonia, Spain", "ES", "CT"),
        ("Quebec, Canada", "CA", "QC"),
    ],
)
def test_a_country_goes_by_its_name_or_code(name: str, code: str, subdivision: str | None) -> None:
    found = find_country(name)
    assert isinstance(found, Country)
    assert (found.code, found.subdivision) == (code, subdivision)


@pytest.mark.parametrize("name", ["Atlantis", "Bavaria", "Bavaria, France", "Germany, ", ",", "England, Germany"])
def test_a_country_that_is_none_is_none(name: str) -> None:
    assert find_country(name) is None


def bank_holidays_of(name: str, year: int) -> list[str]:
    country = find_country(name)
    assert country is not None
    return [f"{day:%m-%d}" for day in bank_holidays(country, DayRange(date(year, 1, 1), date(year, 12, 31)))[0]]


@pytest.mark.parametrize(
    ("name", "year", "has", "has_not"),
    [
        ("England", 2012, ["06-04", "06-05"], ["05-28"]),  # the Diamond Jubilee, for the spring bank holiday
        ("England", 2023, ["05-08"], []),  # the Coronation, by proclamation
        ("Scotland", 2011, ["01-04", "08-01", "11-30"], ["04-25", "08-29"]),
        ("Northern Ireland", 2011, ["03-17", "07-12"], []),
        ("Wales", 2011, ["04-25", "08-29"], ["11-30"]),
        ("Bavaria, Germany", 2011, ["01-06", "06-23", "10-03"], []),
        ("DE-BY", 2011, ["01-06", "06-23", "10-03"], []),
        ("GB-SCT", 2011, ["01-04", "08-01", "11-30"], ["04-25", "08-29"]),
        ("Berlin, Germany", 2011, ["10-03"], ["01-06", "06-23"]),
    ],
)
def test_each_nation_and_region_has_its_own(name: str, year: int, has: list[str], has_not: list[str]) -> None:
    days = bank_holidays_of(name, year)
    assert set(has) <= set(days)
    assert not set(has_not) & set(days)


def test_a_year_of_which_the_library_has_only_a_part_is_one_without_data() -> None:
    """Of India it has no Diwali beyond 2035, and says so in a warning only."""
    india = find_country("India")
    assert india is not None
    days, unknown = bank_holidays(india, DayRange(date(2035, 1, 1), date(2036, 12, 31)))
    assert unknown == (2036,)
    assert date(2036, 8, 15) in days


def test_years_without_data_are_named() -> None:
    programme = a_programme(country="England")
    calendar = calendar_of(programme, date(2100, 7, 1))
    assert calendar.unknown_years == (2101,)
    assert [one.code for one in check_dated(programme, calendar)] == ["no-holiday-data"]


def test_days_of_another_year_are_warned_of() -> None:
    blocks = {
        "closed": {"easter": {"when": "22 Apr 2010"}, "autumn": {"when": "Oct 2011"}},
        "avoid": {"march": {"when": "Mar 2009"}},
    }
    programme = a_programme(calendar=blocks)
    (finding,) = check_dated(programme, calendar_of(programme, date(2011, 1, 1)))
    assert finding.code == "days-outside"
    assert finding.message == "`easter`, `march` name only days outside the programme"


def test_a_start_in_another_year_warns_that_the_closed_days_do_not_apply(stepney: Path, run: Run) -> None:
    ran = run("schedule", "--start", "2012-01")
    assert ran.code == 0
    assert "warning[days-outside]" in ran.err


def test_every_other_thursday_is_taken_from_the_first_on_and_not_the_one_between() -> None:
    words = "every other Thu from 13 Jan 2011"
    programme = a_programme(people={"a": {"name": "A", "away": words}}, calendar={"closed": {"clinic": words}})
    closed = gather(programme.calendar, None, DayRange(date(2011, 1, 1), date(2011, 2, 28))).closed
    assert [f"{day:%m-%d}" for day in closed] == ["01-13", "01-27", "02-10", "02-24"]
    assert str(programme.people["a"].away[0]) == words


def test_every_other_week_is_all_of_it_from_its_first_day_on_and_until_the_last_one() -> None:
    words = ["every other week from 3 Jan to 19 Jan 2011", "every other Thu from 13 Jan to 27 Jan 2011"]
    programme = a_programme(calendar={"closed": {"surgery": words[0], "clinic": words[1]}})
    closed = gather(programme.calendar, None, DayRange(date(2011, 1, 1), date(2011, 3, 31))).closed
    assert [day.day for day, why in closed.items() if why == "Surgery"] == [3, 4, 5, 6, 7, 8, 9, 17, 18, 19]
    assert [day.day for day, why in closed.items() if why == "Clinic"] == [13, 27]
    assert [str(days.when[0]) for days in programme.calendar.closed.values()] == [
        "every other week from 3 Jan 2011 to 19 Jan 2011",
        "every other Thu from 13 Jan 2011 to 27 Jan 2011",
    ]


def test_bank_holidays_can_be_open() -> None:
    programme = a_programme(country="England", calendar={"bank-holidays": "no"})
    assert calendar_of(programme, date(2011, 1, 1)).closed == {}


def test_the_files_own_reason_comes_before_a_bank_holidays() -> None:
    programme = a_programme(
        country="England",
        calendar={"closed": {"easter": {"title": "School Easter holiday", "when": "11 to 25 Apr 2011"}}},
    )
    closed = calendar_of(programme, date(2011, 1, 1)).closed
    assert closed[date(2011, 4, 22)] == "School Easter holiday"
    assert closed[date(2011, 4, 29)] == "Wedding of William and Catherine"


@pytest.mark.parametrize(
    ("start", "phase", "codes"),
    [
        (date(2011, 3, 1), "61 days", []),  # March and April have 61
        (date(2011, 2, 1), "61 days", ["phases-too-long"]),  # February and March have 59
        (date(2011, 1, 1), "3 months", ["phases-too-long"]),
    ],
)
def test_phases_fit_into_the_programme_from_the_day_it_starts(start: date, phase: str, codes: list[str]) -> None:
    phases = {"only": {"length": phase, "sessions": {"a": {"kind": "workshop"}}}}
    programme = a_programme(length="2 months", sessions={}, phases=phases, country="England")
    assert [one.code for one in check_dated(programme, calendar_of(programme, start))] == codes


def test_bank_holidays_have_the_same_names_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    germany = find_country("Germany")
    assert germany is not None
    names = set()
    for language in ("en_US", "uk", "th"):
        monkeypatch.setenv("LANGUAGE", language)
        names.add(tuple(bank_holidays(germany, YEAR_2011)[0].values()))
    assert len(names) == 1


@pytest.mark.parametrize(("country", "zone"), [("England", "Europe/London"), ("France", "Europe/Paris"), ("US", None)])
def test_a_country_gives_its_zone_if_it_has_but_one(country: str, zone: str | None) -> None:
    found = find_country(country)
    assert found is not None
    assert found.timezone == zone


def test_ten_times_as_many_blocks_of_days_do_not_cost_a_hundred_times_as_much() -> None:
    def seconds(count: int) -> float:
        asked = CalendarAsked.model_validate({"closed": {f"a{n}": "3 Jan 2011" for n in range(count)}})
        began = process_time()
        assert len(gather(asked, None, YEAR_2011).places) == count
        return process_time() - began

    assert seconds(8_000) < 30 * min(seconds(800) for _ in range(3))


@pytest.mark.parametrize(
    ("name", "timezone"),
    [
        ("Germany", "Europe/Berlin"),  # Büsingen has a name of its own, and the same clocks
        ("Bavaria, Germany", "Europe/Berlin"),
        ("Spain", None),  # the Canaries
        ("Argentina", None),  # whose clocks differed in 2008
        ("New York, USA", None),
    ],
)
def test_a_country_whose_clocks_show_the_same_has_one_time_zone(name: str, timezone: str | None) -> None:
    known = find_country(name)
    assert known is not None
    assert known.timezone == timezone
