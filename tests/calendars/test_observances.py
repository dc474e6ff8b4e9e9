"""Religious observances: literal dates, and the table made again from the libraries that it comes from."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import holidays
import pytest
from hijridate import Hijri
from pyluach.dates import HebrewDate

from hsplan.calendars import observances
from hsplan.calendars.observances import OBSERVANCES, SPELLINGS, Observance, find_observance, table
from hsplan.dates.days import DayRange, EitherDays

TABLE = Path(observances.__file__).with_name("observances.csv")
YEARS = range(2010, 2036)
ONE_DAY = timedelta(days=1)

ISLAMIC = {"mawlid": (3, 12), "eid-al-fitr": (10, 1), "eid-al-adha": (12, 10), "ashura": (1, 10)}
JEWISH = {
    "passover": [((1, 15), (1, 16)), ((1, 21), (1, 22))],
    "shavuot": [((3, 6), (3, 7))],
    "rosh-hashanah": [((7, 1), (7, 2))],
    "yom-kippur": [((7, 10), (7, 10))],
    "sukkot": [((7, 15), (7, 16)), ((7, 22), (7, 23))],
}
"""By Hebrew month and day, outside Israel: the days on which no work is done."""


def islamic() -> Iterator[tuple[str, date, date]]:
    for year in range(1431, 1459):
        yield "ramadan", Hijri(year, 9, 1).to_gregorian(), Hijri(year, 10, 1).to_gregorian() - ONE_DAY
        for id_, (month, day) in ISLAMIC.items():
            yield id_, Hijri(year, month, day).to_gregorian(), Hijri(year, month, day).to_gregorian()


def jewish() -> Iterator[tuple[str, date, date]]:
    for year in range(5770, 5797):
        for id_, stretches in JEWISH.items():
            for first, last in stretches:
                yield id_, HebrewDate(year, *first).to_pydate(), HebrewDate(year, *last).to_pydate()


def public(country: str, name: str) -> list[date]:
    """The days that a country's table calls so: `Diwali`, but not `Diwali (observed)` nor `Diwali (South India)`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = holidays.country_holidays(country)
        found = holidays.country_holidays(
            country, years=YEARS, language="en_US", categories=source.supported_categories
        )
    names = {day: [one.removesuffix(" (estimated)") for one in held.split("; ")] for day, held in found.items()}
    return sorted(day for day, held in names.items() if name in held)


def festivals() -> Iterator[tuple[str, date, date, str]]:
    singapore = public("SG", "Diwali")
    for india in public("IN", "Diwali"):
        near = [day for day in singapore if abs(day - india) <= ONE_DAY]  # in 2028 Singapore's is a month out
        yield "diwali", min(india, *near, india), max(india, *near, india), "holidays IN SG"
    for day in public("IN", "Vaisakhi"):
        yield "vaisakhi", day, date(day.year, 4, 14), "holidays IN"  # where it is the 13th, many keep the 14th
    for day in public("SG", "Chinese New Year"):
        if day - ONE_DAY not in public("SG", "Chinese New Year"):
            yield "lunar-new-year", day, day, "holidays SG"


def made() -> str:
    rows = [(id_, first, last, "1 day", "hijridate Umm al-Qura") for id_, first, last in islamic()]
    rows += [(id_, first, last, "exact", "pyluach") for id_, first, last in jewish()]
    rows += [(id_, first, last, "exact", source) for id_, first, last, source in festivals()]
    order = list(OBSERVANCES)
    kept = sorted((row for row in rows if row[1].year in YEARS), key=lambda row: (order.index(row[0]), row[1]))
    return "\n".join(["observance,first,last,certainty,source", *(",".join(map(str, row)) for row in kept), ""])


@pytest.mark.skipif(
    int(version("holidays").split(".")[1]) < 106,
    reason="older tables of the library have other days for Diwali; the table in the package is the newest",
)
def test_the_table_is_what_the_libraries_give(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--accept"):
        TABLE.write_text(made())
    assert TABLE.read_text() == made()


def days_of(words: str, year: int, *, certain: bool = False) -> list[str]:
    found = find_observance(words)
    assert found is not None
    days = sorted((found.widened(0) if certain else found).of_year(year))
    return [f"{day:%-d %b}" for day in days]


@pytest.mark.parametrize(
    ("name", "in_2011", "in_2026", "in_2027"),
    [
        ("Mawlid", ["15 Feb"], ["25 Aug"], ["14 Aug"]),
        ("Eid al-Fitr", ["30 Aug"], ["20 Mar"], ["9 Mar"]),
        ("Eid al-Adha", ["6 Nov"], ["27 May"], ["16 May"]),
        ("Ashura", ["5 Dec"], ["25 Jun"], ["15 Jun"]),
        (
            "Passover",
            ["19 Apr", "20 Apr", "25 Apr", "26 Apr"],
            ["2 Apr", "3 Apr", "8 Apr", "9 Apr"],
            ["22 Apr", "23 Apr", "28 Apr", "29 Apr"],
        ),
        ("Shavuot", ["8 Jun", "9 Jun"], ["22 May", "23 May"], ["11 Jun", "12 Jun"]),
        ("Rosh Hashanah", ["29 Sep", "30 Sep"], ["12 Sep", "13 Sep"], ["2 Oct", "3 Oct"]),
        ("Yom Kippur", ["8 Oct"], ["21 Sep"], ["11 Oct"]),
        (
            "Sukkot",
            ["13 Oct", "14 Oct", "20 Oct", "21 Oct"],
            ["26 Sep", "27 Sep", "3 Oct", "4 Oct"],
            ["16 Oct", "17 Oct", "23 Oct", "24 Oct"],
        ),
        ("Diwali", ["26 Oct"], ["8 Nov"], ["28 Oct", "29 Oct"]),
        ("Vaisakhi", ["14 Apr"], ["14 Apr"], ["14 Apr"]),
        ("Lunar New Year", ["3 Feb"], ["17 Feb"], ["6 Feb"]),
    ],
)
def test_an_observance_is_on_its_days(name: str, in_2011: list[str], in_2026: list[str], in_2027: list[str]) -> None:
    assert [days_of(name, year, certain=True) for year in (2011, 2026, 2027)] == [in_2011, in_2026, in_2027]


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2011, date(2011, 8, 1), date(2011, 8, 29)),
        (2026, date(2026, 2, 18), date(2026, 3, 19)),  # the start as East London Mosque announced it
        (2027, date(2027, 2, 8), date(2027, 3, 8)),
    ],
)
def test_ramadan_lasts_from_its_first_day_to_the_eve_of_eid(year: int, first: date, last: date) -> None:
    assert DayRange(first, last) in [one.days for one in table()["ramadan"] if one.days.first.year == year]


def test_what_a_sighted_moon_may_shift_is_a_day_longer_on_both_sides() -> None:
    assert days_of("Eid al-Fitr", 2011) == ["29 Aug", "30 Aug", "31 Aug"]
    assert days_of("Yom Kippur", 2011) == ["8 Oct"]


def test_vaisakhi_is_two_days_where_some_keep_the_thirteenth() -> None:
    assert days_of("Vaisakhi", 2012) == ["13 Apr", "14 Apr"]


def test_diwali_of_2028_is_indias_as_singapores_is_a_month_out() -> None:
    assert days_of("Diwali", 2028) == ["17 Oct"]


def test_a_year_may_hold_an_observance_twice() -> None:
    assert days_of("Eid al-Fitr", 2033, certain=True) == ["2 Jan", "23 Dec"]


def test_a_day_in_doubt_may_lie_in_the_year_before() -> None:
    eid = Observance("eid-al-fitr", (DayRange(date(2033, 1, 1), date(2033, 1, 1)),), doubt=1)
    assert date(2032, 12, 31) in eid


def test_own_dates_take_the_place_of_the_tables_for_their_year_alone() -> None:
    eid = Observance("eid-al-fitr", (EitherDays((DayRange(date(2011, 8, 30), date(2011, 8, 31)),)),))
    assert sorted(eid.of_year(2011)) == [date(2011, 8, 30), date(2011, 8, 31)]
    assert date(2026, 3, 20) in eid


def test_every_year_of_the_table_has_every_observance() -> None:
    assert all(Observance(id_).unknown(YEARS) == () for id_ in OBSERVANCES)
    assert Observance("diwali").unknown(range(2034, 2038)) == (2036, 2037)


def test_own_dates_make_a_year_known() -> None:
    own = (DayRange(date(2036, 10, 18), date(2036, 10, 18)),)
    assert Observance("diwali", own).unknown(range(2035, 2038)) == (2037,)


@pytest.mark.parametrize("words", ["Eid al-Fitr", "eid-al-fitr", "EID AL FITR", "Eid ul-Fitr", "Eid  al-Fiṭr"])
def test_an_observance_goes_by_any_spelling(words: str) -> None:
    assert find_observance(words) == Observance("eid-al-fitr")


@pytest.mark.parametrize("words", ["Eid", "Ramadan 2011", "Friday", "", "1 Aug 2011", "Easter"])
def test_other_words_are_no_observance(words: str) -> None:
    assert find_observance(words) is None


def test_every_spelling_leads_to_an_observance_and_hides_none() -> None:
    assert set(SPELLINGS.values()) <= OBSERVANCES.keys()
    assert not SPELLINGS.keys() & OBSERVANCES.keys()
