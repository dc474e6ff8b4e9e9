"""What people write for times, lengths and days is told with the words that say it: those can be read, and mean it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hsplan.dates.day_phrases import read_days
from hsplan.dates.hour_phrases import read_hours
from hsplan.dates.length_phrases import read_gap, read_lasting, read_length
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
        (read_when, "the 2nd Wednesday in March 2011", "[March 2011, in week 2 of a month]` and `weekdays: Wed`"),
        (read_when, "early Mar", "[Mar, in week 1 or 2 of a month]`"),
        (read_when, "last Friday of July", "`25 to 31 Jul 2011`, and `weekdays: Fri`"),
        (read_when, "not in May to April", "to close days for all"),
        (read_days, "w/c 21 Feb", "with the year"),
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
