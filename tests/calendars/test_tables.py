"""Days from tables, as Excel and others save them."""

from __future__ import annotations

from datetime import date

import pytest

from hsplan.calendars.tables import MOST_ROWS, Row, read_table
from hsplan.dates.days import DayRange
from hsplan.findings import RefusedError

GOOD_FRIDAY = Row("Good Friday", DayRange(date(2011, 4, 22), date(2011, 4, 22)))
HALF_TERM = Row("Half term", DayRange(date(2011, 2, 21), date(2011, 2, 25)))


HEADED = "head that column `date`"
IN_FULL = "write the year in full; in Excel the format is `yyyy-mm-dd`"


@pytest.mark.parametrize(
    "text",
    [
        "date,title\n2011-04-22,Good Friday\n",
        "\ufeffDate;Title\r\n22/04/2011;Good Friday\r\n",  # as Excel saves it on a continental machine
        "DATE\tSubject\tRoom\n22.4.2011\tGood Friday\tA\n",
        "title,date\nGood Friday,22 Apr 2011\n\n",
        'Name,Day\n"Good Friday",Fri 22 April 2011\n,,\n',
        "first,last,title\n22/04/2011 00:00:00,22/04/2011 00:00,Good Friday\n",
        "first,last,title\n2011-04-22T00:00:00,,Good Friday\n",
        "\n\nStart date,End date,Reason\n22-Apr-2011,22-Apr-2011,  Good   Friday ",
    ],
)
def test_a_row_is_a_day_however_it_was_saved(text: str) -> None:
    assert read_table("a.csv", text.encode())[0] == (GOOD_FRIDAY,)


@pytest.mark.parametrize(
    "text", ["from,to,what\n21/02/2011,25/02/2011,Half term\n", "date,title\n21 to 25 Feb 2011,Half term\n"]
)
def test_both_ends_of_a_row_count(text: str) -> None:
    assert read_table("a.csv", text.encode())[0] == (HALF_TERM,)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_old_encodings_are_read(encoding: str) -> None:
    (row,) = read_table("a.csv", "date,title\n2011-04-22,Café closed\n".encode(encoding))[0]
    assert row.title == "Café closed"


@pytest.mark.parametrize(
    ("text", "line", "message", "mend"),
    [
        ("date,title\n2011-04-22,a\nsoon,b\n", 3, "`soon` is not a day or a range of days", ""),
        ("date\n04/22/2011\n", 2, "there is no day `04/22/2011`", "the day comes first, as in the UK"),
        (
            "date\n31/02/2011\n",
            2,
            "there is no day `2011-02-31`",
            "say a day that there is: `28 Feb 2011` or `1 Mar 2011`",
        ),
        ("date\n22/04/11\n", 2, "`22/04/11` is not a day or a range of days", IN_FULL),
        ("date\n22-Apr-11\n", 2, "`22-Apr-11` is not a day or a range of days", IN_FULL),
        (
            "date\n40655\n",
            2,
            "`40655` is not a day or a range of days",
            "that is Excel's number of a day: give the column the format `yyyy-mm-dd`",
        ),
        ("first,last\n2011-04-22,2011-04-21\n", 2, "the row ends before it begins", ""),
        ("date,title\n,Good Friday\n", 2, "the row has no day", ""),
        ("2011-04-22,Good Friday\n", 1, "the first row holds days, not headings", "put such a row above it"),
        ("dat,title\n2011-04-22,a\n", 1, "there is no column of days among `dat`, `title`", HEADED),
        ("Room,Booked\nHall,2011-04-22\n", 1, "there is no column of days among `Room`, `Booked`", HEADED),
        ('""\n2011-04-22\n', 1, "there is no column of days", HEADED),
        ("first,last\n2011-04-22,2031-04-21\n", 2, "the row is longer than ten years", ""),
        ("", 1, "the file is empty", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, line: int, message: str, mend: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_table("a.csv", text.encode())
    (finding,) = caught.value.findings
    assert finding.span is not None
    assert (finding.span.file, finding.span.line) == ("a.csv", line)
    assert (finding.message, finding.help) == (message, mend)


def test_where_no_column_is_one_of_days_the_headings_that_are_read_are_told() -> None:
    with pytest.raises(RefusedError) as caught:
        read_table("a.csv", b"Room,Booked\nHall,2011-04-22\n")
    assert caught.value.findings[0].expected.endswith(
        "days are read from `date`, `day`, `first`, `from`, `start`, "
        "`start date`, `date from`, `from date`, `begins` and `when`"
    )


def test_every_bad_row_is_told_in_one_run() -> None:
    with pytest.raises(RefusedError) as caught:
        read_table("a.csv", b"date\nsoon\n2011-04-22\nlater\n")
    assert [one.span.line for one in caught.value.findings if one.span] == [2, 4]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\0",
        b"date\n\0\0\n",
        b"date\n" + b"2011-04-22\n" * (MOST_ROWS + 1),
        b'date\n"' + b"x" * 200_000,
        b'"date ' + b"x" * 200_000 + b'"\n2011-04-22\n',
        b"date," * 300_000 + b"\n2011-04-22\n",
    ],
)
def test_a_workbook_noise_or_far_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError):
        read_table("a.csv", data)
