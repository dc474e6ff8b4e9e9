"""What people write for times, lengths and days is told with the words that say it: those can be read, and mean it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from holidays import country_holidays

from hsplan.dates.day_phrases import read_day, read_days, read_range, read_start
from hsplan.dates.hour_phrases import read_hours
from hsplan.dates.length_phrases import read_gap, read_lasting, read_length
from hsplan.dates.loose_phrases import mended_loose
from hsplan.dates.misread import MisreadError
from hsplan.dates.weekday_phrases import read_weekdays
from hsplan.programme.when_phrases import read_when

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("read", "words", "meant"),
    [
        (read_hours, "9.30 to 1pm", "9:30-13:00"),
        (read_hours, "10 to 12pm", "10:00-12:00"),
        (read_hours, "2 to 5pm", "14:00-17:00"),
        (read_hours, "9am to 11am", "9:00-11:00"),
        (read_hours, "9-11am", "9:00-11:00"),
        (read_hours, "9:30-16:30 BST", "9:30-16:30"),
        (read_hours, "at 7.30pm", "from 19:30"),
        (read_hours, "from 2pm", "from 14:00"),
        (read_hours, "late afternoon", "afternoon"),
        (read_hours, "full day", "all day"),
        (read_hours, "23:30", "from 23:30"),
        (read_lasting, "1 night", "2 days"),
        (read_lasting, "3 days/2 nights", "3 days"),
        (read_lasting, "1/2 day", "half a day"),
        (read_lasting, "1 hr", "1 hour"),
        (read_lasting, "24 hours", "2 days"),
        (read_lasting, "3 to 2 hours", "2 to 3 hours"),
        (read_length, "circa 6 mths", "about 6 months"),
        (read_length, "1.5 years", "18 months"),
        (read_gap, "4-6 wks", "4 to 6 weeks"),
        (read_gap, "1", "1 week"),
        (read_weekdays, "not on Mondays", "Tue-Fri"),
        (read_weekdays, "working days", "Mon-Fri"),
        (read_days, "w/c 26 Dec 2011", "26 Dec 2011 to 1 Jan 2012"),
        (read_days, "the week of 7th February 2011", "7 to 13 Feb 2011"),
        (read_days, "every other week from Thu 6 Jan 2011", "every other week from 3 Jan 2011"),
        (read_when, "from 4 to 6 May 2011", "4 to 6 May 2011"),
        (read_when, "Nov, Dec or Jan", "November to January"),
        (read_when, "10 May 2011 or 3 May 2011", "3 to 10 May 2011"),
        (read_when, "on day before r1", "the day before r1"),
        (read_when, "except in July", "August to June"),
        (read_when, "2011-31-03", "2011-03-31"),
        (read_when, "on the same day as r1", "the day of r1"),
        (read_when, "approx 2 weeks after r1", "about 2 weeks after r1"),
        (read_when, "the month before r1", "within 1 month before r1"),
        (read_when, "12th & 13th May 2011", "12 to 13 May 2011"),
        (read_when, "the 2nd Wednesday in March 2011", "9 Mar 2011"),
        (read_when, "last Friday of July 2011", "29 Jul 2011"),
        (read_when, "early Mar 2011", "1 to 14 Mar 2011"),
        (read_when, "third week of June 2011", "15 to 21 Jun 2011"),
        (read_when, "the last quarter of 2011", "October 2011 to December 2011"),
        (read_when, "winter 2011", "Dec 2011 to Feb 2012"),
        (read_days, "Easter 2011", "22 to 25 Apr 2011"),
        (read_days, "Christmas 2011", "24 Dec 2011 to 3 Jan 2012"),
    ],
)
def test_what_is_told_to_write_says_what_was_meant(read: Callable[[str], object], words: str, meant: str) -> None:
    with pytest.raises(MisreadError) as caught:
        read(words)
    told = re.search("`(.+?)`", caught.value.mend)
    assert told is not None, words
    assert str(read(told[1])) == str(read(meant))


@pytest.mark.parametrize(
    ("read", "words", "mend"),
    [
        (read_when, "not in May to April", "to close days for all"),
        (read_days, "Aug, Sep and Dec", "a list: `[August, September, December]`"),
        (read_days, "1, 1 and 1 May 2011", ""),
        (read_weekdays, "not Tuesday mornings", ""),
        (read_hours, "0 to nothing pm", ""),
        (read_length, "about 12 months (nominal)", "write `about 12 months`"),
    ],
)
def test_what_takes_more_than_other_words_is_told_in_a_few(
    read: Callable[[str], object], words: str, mend: str
) -> None:
    with pytest.raises(MisreadError) as caught:
        read(words)
    assert mend in caught.value.mend


@pytest.mark.parametrize(
    ("read", "words", "start", "mend"),
    [
        (read_when, "12 Jan", date(2026, 9, 1), "say the year: `12 Jan 2027`"),
        (read_when, "12 Oct", date(2026, 9, 1), "say the year: `12 Oct 2026`"),
        (read_days, "24 Dec - 3 Jan", date(2026, 9, 1), "say the year: `24 Dec 2026 to 3 Jan 2027`"),
        (read_days, "w/c 4 Jan", date(2026, 9, 1), "write `4 Jan 2027 to 10 Jan 2027`"),
        (read_days, "w/c half term", date(2027, 1, 1), "say from when to when, such as `7 to 13 Mar 2027`"),
        (read_days, "29 Feb", date(2027, 9, 1), "say the year: `29 Feb 2028`"),
        (read_days, "29 Feb", date(2028, 9, 1), "say a day that there is: `28 Feb 2029` or `1 Mar 2029`"),
        (read_days, "Easter", date(2027, 4, 1), "say its days: `14 Apr 2028 to 17 Apr 2028`"),
        (read_days, "Christmas", date(2026, 12, 27), "say its days, such as `24 Dec 2027 to 3 Jan 2028`"),
        (read_days, "alternate Fridays", date(2027, 1, 4), "say the first of them: `every other Fri from 8 Jan 2027`"),
        (
            read_days,
            "last Friday of the month",
            date(2027, 1, 4),
            "write each of those days: `[29 Jan 2027, 26 Feb 2027",
        ),
        (read_days, "bank holidays", date(2027, 1, 1), "leave it out"),
        (read_start, "summer term", date(2027, 9, 1), "say its month: `2028-04`"),
        (read_start, "end of June", date(2027, 9, 1), "say its first day: `22 Jun 2028`"),
        (read_length, "Mar 2028", date(2027, 9, 1), "say how long it is: `7 months`"),
        (read_length, "Aug 2027", date(2027, 9, 1), ""),
        (read_day, "summer", date(2027, 9, 1), "say which day: `1 Jun 2028`"),
        (read_day, "w/c 4 Jan", date(2027, 1, 1), "say which day: `4 Jan 2027`"),
    ],
)
def test_where_no_year_is_said_it_is_that_in_which_the_programme_comes_to_it(
    read: Callable[[str], object], words: str, start: date, mend: str
) -> None:
    with pytest.raises(MisreadError) as caught:
        read(words)
    told = caught.value.mend_from(start)
    assert told.startswith(mend)
    assert bool(told) is bool(mend)


@pytest.mark.no_cover
def test_easter_is_from_good_friday_to_easter_monday() -> None:
    """As England's bank holidays are, which the law named in 1971."""
    for year in range(1972, 2100):
        closed = {name: day for day, name in country_holidays("GB", subdiv="ENG", years=year).items()}
        told = read_range(mended_loose(f"easter {year}", date(2011, 1, 1)).split("`")[1])
        assert (told.first, told.last) == (closed["Good Friday"], closed["Easter Monday"])
