"""The workbook, read back with openpyxl: real dates, words that stay words, and pages that print."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from conftest import Run
from hostile import HOSTILE, hostile
from openpyxl.workbook import Workbook
from shown import a_schedule

from hsplan.schedule.plain import clipped
from hsplan.schedule.readers import Reader
from hsplan.views import xlsx
from hsplan.views.xlsx.book import written

DAY = date(2011, 3, 1)


def read(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its headings."""
    headings, *found = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in found]


@pytest.fixture
def stepney_book(stepney: Path, run: Run) -> Workbook:
    """The workbook of the case study, as the program writes it."""
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export", "--format", "xlsx").out == "stepney.xlsx\n"
    return openpyxl.load_workbook("stepney.xlsx")


def test_the_sheets_are_those_that_an_office_needs(stepney_book: Workbook) -> None:
    assert stepney_book.sheetnames == ["Sessions", "People and load", "Register", "Project"]


def test_every_date_and_time_is_a_real_one(stepney_book: Workbook) -> None:
    found = rows(stepney_book, "Sessions")
    days = [row["Date"] for row in found]
    assert days[:3] == [datetime(2011, 1, 20), datetime(2011, 3, 1), datetime(2011, 4, 5)]  # noqa: DTZ001 - Excel has no zones
    assert days == sorted(days)
    assert {(row["Start"], row["End"]) for row in found} == {(time(9, 30), time(16, 30))}
    assert [row["Day"] for row in found[:3]] == ["Thu", "Tue", "Tue"]
    formats = {cell.number_format for cell in stepney_book["Sessions"][2][1:4]}
    assert formats == {"d mmm yyyy", "hh:mm"}
    assert all(isinstance(row["Date"], datetime) for row in rows(stepney_book, "Project")[:5])
    assert stepney_book["Register"]["C2"].value == days[0]
    assert rows(stepney_book, "People and load")[0]["Busiest month"] == datetime(2011, 5, 1)  # noqa: DTZ001


def test_a_session_says_all_that_is_to_be_known(stepney_book: Workbook) -> None:
    first = rows(stepney_book, "Sessions")[0]
    del first["Date"], first["Start"], first["End"]
    assert first == {
        "Day": "Thu",
        "Title": "Values, beliefs and the leader I am",
        "Kind": "Insight day",
        "Phase": "Leading change",
        "Parts": "09:30-12:30 Workshop\n13:30-16:30 Action learning (each set)",
        "Led by": "Facilitator A\nFacilitator C",
        "Venue": "Venue A, Stepney",
        "Skills": "Leadership behaviours built on values and beliefs",
        "Status": "Tentative",
        "Preparation": "Read the network's figures on COPD.",
        "Expected": 16,
        "Id": "stepney:day-1",
    }


def test_load_is_told_for_each_person_and_venue(stepney_book: Workbook) -> None:
    found = rows(stepney_book, "People and load")
    assert [(row["Name"], row["Who or what"], row["Sessions"], row["Days"], row["Days in it"]) for row in found] == [
        ("Facilitator A", "Person", 11, 11, 2),
        ("Facilitator C", "Person", 11, 11, 2),
        ("Venue A", "Venue", 11, 11, 2),
    ]
    assert [found[0][f"{month}\n2011"] for month in ("Jan", "Feb", "May")] == [1, None, 2]


def test_the_register_has_a_line_for_each_and_a_list_to_choose_from(stepney_book: Workbook) -> None:
    sheet = stepney_book["Register"]
    assert [sheet.cell(row, 1).value for row in (3, 18)] == [1, 16]
    assert {cell.value for line in sheet["C3:M18"] for cell in line} == {None}
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.type, choice.formula1) == ("C3:M18", "list", '"✓,½,A,N"')
    assert "✓ came" in str(sheet["B20"].value)


def test_a_register_says_of_each_day_which_day_of_the_week_it_is(stepney_book: Workbook) -> None:
    assert stepney_book["Register"]["C2"].number_format == "ddd d mmm yyyy"


def test_the_project_has_its_milestones_and_then_its_outcomes(stepney_book: Workbook) -> None:
    found = list(stepney_book["Project"].iter_rows(min_col=2, values_only=True))
    assert found[0] == ("Milestone", "Date", "During", "Reached")
    assert found[5][0] == "Delivery of the project"
    assert found[7] == ("Outcome", "Baseline", "Target", "Result")
    assert found[8][0] == "Practices work together in a more co-ordinated and focused way"


def test_headings_stay_in_sight_and_every_table_has_a_filter(stepney_book: Workbook) -> None:
    assert [(sheet.freeze_panes, sheet.auto_filter.ref) for sheet in stepney_book] == [
        ("C2", "A1:O12"),
        ("B2", "A1:S4"),
        ("C3", "A2:B18"),
        ("A2", "A1:E6"),
    ]


def test_every_sheet_prints_on_a4_across_with_its_title_and_the_number_of_the_page(stepney_book: Workbook) -> None:
    sheets: list[Any] = stepney_book.worksheets
    for sheet in sheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth is None, "as wide as one page"
        assert sheet.page_setup.fitToHeight == (None if sheet.title == "Register" else 0), "as high as it is"
        assert "Clinical Leadership Programme" in str(sheet.oddHeader.left.text)
        assert (sheet.oddHeader.right.text) == "Tentative · revision 1 · times in Europe/London"
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert str(sheet.print_title_rows).startswith("$1:$")


def test_columns_are_as_wide_as_they_need_and_no_wider(stepney_book: Workbook) -> None:
    widths = {
        str(stepney_book["Sessions"].cell(1, n).value): stepney_book["Sessions"].column_dimensions[letter].width
        for n, letter in enumerate("ABCDEFGHIJKLMNOP", 1)
    }
    assert widths["Day"] < widths["Date"] < widths["Title"] <= 31
    assert max(widths.values()) < 40


@pytest.mark.no_cover
def test_no_cell_is_a_formula_or_a_link_whatever_it_says() -> None:
    for words in HOSTILE:
        book = read(xlsx.render([hostile(words)]))
        cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, words
        assert not [cell for cell in cells if cell.hyperlink], words
        assert not {cell.data_type for cell in cells if cell.value and str(cell.value)[0] in "=+-@"} - {"s"}, words


def test_what_looks_like_a_formula_is_marked_as_quoted_so_that_editing_does_not_make_it_one() -> None:
    sheet = read(xlsx.render([hostile("=1+1")]))["Sessions"]
    titled = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert titled.quotePrefix
    assert not any(cell.quotePrefix for cell in sheet[1])


@pytest.mark.no_cover
def test_the_parts_of_the_file_are_sound_xml_without_what_cannot_be_seen() -> None:
    for words in HOSTILE:
        with zipfile.ZipFile(io.BytesIO(xlsx.render([hostile(words)]))) as parts:
            texts = {name: parts.read(name) for name in parts.namelist()}
        for name, text in texts.items():
            ET.fromstring(text)  # noqa: S314 - our own
            assert not [c for c in text if c < 32 and c not in (10, 13)], (words, name)
        assert not [name for name in texts if "drawing" in name or "media" in name or "external" in name.lower()]
        assert b"<f>" not in b"".join(texts.values())
        assert b"<si><r>" not in texts["xl/sharedStrings.xml"]


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("a\r\nb\tc\x1b", "a\nb c"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
        ("\n".join("abc" * 100), " ".join("abc" * 100)),
    ],
)
def test_a_cell_holds_words_as_they_can_be_seen(words: str, held: str) -> None:
    assert written(words) == held


def test_a_cell_is_cut_where_excel_ends_it_and_no_character_in_two() -> None:
    cut = written("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 == 32_767
    assert cut.endswith("😀…")
    assert clipped("abc", 3) == "abc"


def test_sheets_of_many_programmes_have_names_that_excel_takes() -> None:
    text = "participants: 3\nsessions: {day: {kind: workshop}}\n"
    ids = ["a" * 60, "a" * 59 + "b", "A-register", "history"]
    book = read(xlsx.render([a_schedule(text, DAY, name=id_, eyes="office") for id_ in ids]))
    names = [name for name in book.sheetnames if name.startswith("Register")]
    assert len(names) == len({name.lower() for name in book.sheetnames if name.startswith("Register")}) == 4
    assert max(map(len, names)) <= 31


def test_several_programmes_share_a_workbook_with_a_column_that_tells_them_apart(stepney: Path, run: Run) -> None:
    stepney.with_name("bow.yaml").write_text(stepney.read_text().replace("Stepney and Whitechapel", "Bow"))
    run("schedule", "--start", "2011-01")
    assert run("export", "-f", "xlsx", "-o", "one.xlsx").out == "one.xlsx\n"
    book = openpyxl.load_workbook("one.xlsx")
    assert book.sheetnames == ["Sessions", "People and load", "Register bow", "Register stepney", "Project"]
    found = rows(book, "Sessions")
    assert len(found) == 22
    assert {row["Programme"] for row in found} == {
        "Clinical Leadership Programme, Bow Network",
        "Clinical Leadership Programme, Stepney and Whitechapel Network",
    }
    assert len([row for row in rows(book, "Project") if row["Milestone"] == "Delivery of the project"]) == 2


def test_participants_see_neither_the_register_nor_who_leads_how_much() -> None:
    text = "participants: {p: {name: Nurse}}\nsessions: {day: {kind: workshop, scenario: A secret}}\n"
    book = read(xlsx.render([a_schedule(text, DAY, reader=Reader("participant", "p", "Nurse"))]))
    assert book.sheetnames == ["Sessions"]


def test_who_leads_has_the_register_of_their_own_sessions() -> None:
    text = (
        "participants: {p: {name: Nurse}}\npeople: {one: {name: A, leads: everything}}\n"
        "sessions: {day: {kind: workshop}, other: {kind: workshop}}\n"
    )
    reader = Reader("facilitator", "one", "A")
    made = a_schedule(text, DAY, date(2011, 3, 2), reader=reader, other={"people": ("one",)})
    book = read(xlsx.render([made]))
    assert book.sheetnames == ["Sessions", "Register"]
    assert [cell.value for cell in book["Register"][1]][2:] == ["Workshop (other)"]


def test_the_same_plan_gives_the_same_bytes_dated_as_its_last_change(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    run("export", "-f", "xlsx")
    data = Path("stepney.xlsx").read_bytes()
    run("export", "-f", "xlsx", SOURCE_DATE_EPOCH="1300000000", TZ="Pacific/Auckland")
    assert Path("stepney.xlsx").read_bytes() == data
    properties = read(data).properties
    assert (properties.title, properties.creator) == ("Clinical Leadership Programme", "Healthskills")
    assert properties.created == properties.modified == datetime(2010, 11, 1, 9)  # noqa: DTZ001


def test_a_day_that_excel_cannot_count_is_words() -> None:
    made = a_schedule("sessions: {day: {kind: workshop}}\n", date(1899, 12, 4), start=date(1899, 12, 1))
    (row,) = rows(read(xlsx.render([made])), "Sessions")
    assert (row["Day"], row["Date"]) == ("Mon", "Mon 4 Dec 1899")


def test_hours_that_are_not_stated_are_not_nought() -> None:
    text = "people: {a: {name: A, leads: everything}}\nsessions: {day: {kind: workshop}}\n"
    made = a_schedule(text, date(2011, 3, 1), eyes="office", day={"people": ("a",)})
    assert [row["Hours"] for row in rows(read(xlsx.render([made])), "People and load")] == [None]


def test_what_has_no_session_has_a_sheet_of_its_own(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "plain.yaml").write_text(
        "title: Plain\nlength: 3 months\nstart: 2011-03\ndates: {applications-close: 12 Nov 2010}\nsessions:\n"
        "  day: {kind: workshop, when: 1 Mar 2011}\n"
        "  talk: {kind: coaching, title: Talk, arranged-by: coach, depends-on: a grant}\n"
    )
    run("schedule")
    run("export", "-f", "xlsx")
    found = rows(openpyxl.load_workbook("plain.xlsx"), "Other dates")
    assert [(row["From"], row["To"], row["What"], row["Arranged by"], row["Details"]) for row in found] == [
        (datetime(2010, 11, 12), None, "Applications close", None, None),  # noqa: DTZ001
        (datetime(2011, 3, 2), datetime(2011, 5, 31), "Talk", "Coach", "Provisional: depends on a grant"),  # noqa: DTZ001
    ]


def test_a_workbook_of_nothing_can_be_opened() -> None:
    assert read(xlsx.render([])).sheetnames == ["Sessions"]


def test_a_register_says_what_it_leaves_out_and_is_none_without_sessions() -> None:
    many = a_schedule("participants: 600\nsessions: {launch: {kind: launch}}\n", DAY, eyes="office")
    book = read(xlsx.render([many, replace(many, id="other", rows=())]))
    registers = [name for name in book.sheetnames if name.startswith("Register")]
    assert registers == ["Register test"]
    assert [cell.value for cell in book["Register test"]["B"] if cell.value][-1] == "Not shown: 100 more people"


def test_a_long_title_leaves_room_in_the_header_for_what_the_sheet_is() -> None:
    text = f"title: {'Leading on and on ' * 12}\nsessions: {{a: {{kind: workshop}}}}"
    book = read(xlsx.render([a_schedule(text, DAY)]))
    sheets: list[Any] = book.worksheets
    for sheet in sheets:
        words = str(sheet.oddHeader.left.text)
        assert words.endswith(f"…: {sheet.title}")
        assert len(words) <= 110


def test_the_two_halves_of_a_header_never_meet_on_a_page_across() -> None:
    """Where nothing is made smaller to fit: so many letters of ten points, the left half in bold."""
    text = (
        f"title: {'Leading on and on ' * 12}\ncountry: England\nsessions: {{a: {{kind: workshop, time: 9:30-12:30}}}}"
    )
    book = read(xlsx.render([a_schedule(text, DAY)]))
    sheets: list[Any] = book.worksheets
    for sheet in sheets:
        left, right = str(sheet.oddHeader.left.text), str(sheet.oddHeader.right.text)
        assert right == "Tentative · revision 1 · times in Europe/London"
        assert 90 < len(left) + len(right) <= 110


def test_a_long_name_makes_its_line_of_the_register_higher() -> None:
    text = f"participants: {{a: {{name: Participant A}}, b: {{name: {'Participant B ' * 6}}}}}\n"
    book = read(xlsx.render([a_schedule(f"{text}sessions: {{a: {{kind: workshop}}}}", DAY, eyes="office")]))
    short, long = (book["Register"].row_dimensions[n].height or 0 for n in (3, 4))
    assert (short, long > 40) == (21, True)


def test_sessions_of_which_much_is_known_print_on_two_pages_with_day_and_title_on_each() -> None:
    much = "Words that fill a column " * 3
    text = f"""
country: England
skills: {{a: "{much}"}}
people: {{fa: {{name: "{much}"}}}}
venues: {{hall: {{name: "{much}", address: "{much}"}}}}
phases: {{one: {{title: "{much}", sessions: {{a: {{kind: residential, title: "{much}", teaches: a, overnight: yes,
  lasts: 2 days, attendance: required, note: "{much}",
  parts: {{talk: {{time: 9:30-10:30}}, b: {{time: 11:00-12:30}}}}}}}}}}}}
"""
    book = read(xlsx.render([a_schedule(text, DAY, eyes="office", a={"people": ("fa",), "venue": "hall"})]))
    narrow = read(xlsx.render([a_schedule("sessions: {a: {kind: workshop}}", DAY)]))
    sheets = [one["Sessions"] for one in (book, narrow)]
    assert [(one.page_setup.fitToWidth, one.print_title_cols) for one in sheets] == [(2, "$A:$E"), (None, None)]


def test_what_is_too_wide_for_a_page_prints_on_several_with_the_names_on_each() -> None:
    text = """
length: 24 months
participants: 3
people: {facilitator-a: {name: Facilitator A}}
sessions:
  day: {kind: workshop, count: 40, with: facilitator-a, title: A title of so many words that they want three lines}
"""
    days = [date(2011, 1 + n % 12, 1 + n) if n < 12 else date(2012, 1 + n % 12, 1 + n % 28) for n in range(40)]
    led: dict[str, Any] = {f"day_{n}": {"people": ("facilitator-a",)} for n in range(1, 41)}
    book = read(xlsx.render([a_schedule(text, *days, eyes="office", **led)]))
    loads, register = book["People and load"], book["Register"]
    assert (loads.page_setup.fitToWidth, loads.print_title_cols, loads.freeze_panes) == (2, "$A:$A", "B2")
    assert (register.page_setup.fitToWidth, register.print_title_cols) == (2, "$A:$B")
    assert max(len(str(cell.value)) for cell in register[1][2:]) <= 44, "titles on two lines"
