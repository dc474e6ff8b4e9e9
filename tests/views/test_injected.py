"""Harmful words wherever words may stand, in every view: read as the programs read it that people open it with.

The browser is asked in `test_page_in_browser`, the spreadsheet in `test_libreoffice`. All turns of the corpus, so that
each word stands once at each place: `pytest -m fuzz tests/views/test_injected.py`.
"""

from __future__ import annotations

import csv
import email
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pytest
import vobject
from conftest import INSTANT
from injecting import CORPUS, PLACES, programme
from markdown_it import MarkdownIt
from whole_road import ACTS, ran

TURNS = (0, 19, 33, 50)
"""Of these a few are in the suite: what a title says is for the browser, the spreadsheet, the mail and the screen."""
EVENT = {
    *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "URL"),
    *("CATEGORIES", "TRANSP", "DESCRIPTION"),
}
ALLOWED = {
    "VCALENDAR": {
        *("PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
        "X-WR-TIMEZONE",
    },
    "VTIMEZONE": {"TZID", "X-LIC-LOCATION"},
    "STANDARD": {"TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "DTSTART", "RRULE"},
    "DAYLIGHT": {"TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "DTSTART", "RRULE"},
    "VEVENT": EVENT,
    "VALARM": {"ACTION", "DESCRIPTION", "TRIGGER"},
}
PARAMETERS = {"TZID", "VALUE", "CN", "ROLE", "CUTYPE", "PARTSTAT", "RSVP"}
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
ADDRESSES = {"office@example.org", "leader@example.org", "one@example.org", "two@example.org"}
FILE = re.compile(
    r"a(\.html|\.ics|\.csv|\.md|\.json|\.xlsx)|overview\.html|a-\w+/[a-z0-9-]+(\.[a-z0-9-]+)*\.(html|eml)|picture\.svg"
)


def made(folder: Path, turn: int) -> dict[str, bytes]:
    """All files of a turn, and under its words what each command printed."""
    with pytest.MonkeyPatch.context() as patched:
        (folder / "programmes").mkdir()
        (folder / "programmes" / "a.yaml").write_text(programme(turn))
        patched.chdir(folder)
        patched.setenv("SOURCE_DATE_EPOCH", INSTANT)
        printed: dict[str, bytes] = {}
        for words in (
            ("schedule", "--start", "2011-01"),
            ("publish",),
            ("export", "-f", "all,eml", "-o", "out/"),
            ("show", "--svg", "out/picture.svg"),
            *(("show", *form) for form in ((), ("--timeline",), ("--load",), ("--skills",), ("--on", "2011-04-01"))),
            ("validate",),
            ("validate", "--report", "github"),
            ("move", "day", "2011-03-22"),
            ("explain", "day"),
            ("diff",),
            ("diff", "-f", "markdown"),
            ("export", "-f", "md", "-o", "-"),
            ("export", "-f", "csv", "-o", "-"),
        ):
            done = ran(*words, seconds=30)
            assert done.code == 0, (words, done.err)
            printed[" ".join(words)] = (done.out + done.err).replace("\r\n", "\n").encode()
    files = {path.relative_to(folder / "out").as_posix(): path.read_bytes() for path in folder.glob("out/**/*.*")}
    return files | {f"$ {words}": data for words, data in printed.items()}


@pytest.fixture(scope="module", params=TURNS)
def turned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("workspace"), request.param)


def test_all_words_are_said() -> None:
    assert len(CORPUS) - 2 <= PLACES
    assert len(CORPUS) > 50


def test_files_are_called_by_ids(turned: dict[str, bytes]) -> None:
    names_are_ids(turned)


def test_nothing_printed_acts_on_the_terminal(turned: dict[str, bytes]) -> None:
    screens_are_still(turned)


def test_calendars_have_the_properties_that_were_meant(turned: dict[str, bytes]) -> None:
    calendars_are_sound(turned)


def test_mails_have_the_headers_and_recipients_that_were_meant(turned: dict[str, bytes]) -> None:
    mails_are_sound(turned)


def test_no_cell_begins_a_formula(turned: dict[str, bytes]) -> None:
    tables_compute_nothing(turned)


def test_markdown_has_the_links_that_were_meant(turned: dict[str, bytes]) -> None:
    markdown_is_words(turned)


@pytest.mark.fuzz
@pytest.mark.parametrize("turn", range(len(CORPUS)))
def test_every_word_at_every_place(turn: int, tmp_path: Path) -> None:
    files = made(tmp_path, turn)
    for holds in (
        names_are_ids,
        screens_are_still,
        calendars_are_sound,
        mails_are_sound,
        tables_compute_nothing,
        markdown_is_words,
    ):
        holds(files)


def of(files: dict[str, bytes], *endings: str) -> Iterator[tuple[str, bytes]]:
    found = [(name, data) for name, data in files.items() if not name.startswith("$") and name.endswith(endings)]
    assert found
    yield from found


def names_are_ids(files: dict[str, bytes]) -> None:
    assert [name for name in files if not name.startswith("$") and not FILE.fullmatch(name)] == []


def screens_are_still(files: dict[str, bytes]) -> None:
    for words, data in files.items():
        if words.startswith("$"):
            assert ACTS.search(data.decode()) is None, words
            assert "59829" not in data.decode(), words


def calendars_are_sound(files: dict[str, bytes]) -> None:
    for name, data in of(files, ".ics"):
        is_sound(data, set(), name)


def is_sound(data: bytes, more: set[str], name: str) -> None:
    """Whether three readers find the properties that were meant, and no others."""
    lines = re.sub(rb"\r\n ", b"", data).split(b"\r\n")
    assert not any(character < 32 and character not in (10, 13) for character in data), name
    assert all(b"\n" not in line and b"\r" not in line for line in lines), name
    open_: list[str] = []
    for line in lines[:-1]:
        word = re.split("[;:]", line.decode())[0]
        kind, _, what = line.decode().partition(":")
        if kind == "BEGIN":
            open_.append(what)
        elif kind == "END":
            assert open_.pop() == what
        else:
            assert word in ALLOWED[open_[-1]] | (more if open_[-1] == "VEVENT" else set()), (name, line)
    assert open_ == []
    calendar = icalendar.Calendar.from_ical(data)
    for part in calendar.walk():
        assert not part.errors
        assert set(part) <= ALLOWED[str(part.name)] | (more if part.name == "VEVENT" else set()), name
        for value in part.values():
            for one in value if isinstance(value, list) else [value]:
                assert set(getattr(one, "params", ())) <= PARAMETERS, name
    (read,) = vobject.readComponents(data.decode())
    assert len(read.vevent_list) == len(calendar.walk("VEVENT"))
    for event in read.vevent_list:
        assert {key.upper() for key in event.contents} <= EVENT | more | {"VALARM"}


def mails_are_sound(files: dict[str, bytes]) -> None:
    for name, data in of(files, ".eml"):
        message = email.message_from_bytes(data, policy=default)
        assert isinstance(message, EmailMessage)
        assert set(message) == HEADERS, name
        assert len(message.keys()) == len(HEADERS), name
        assert not message.defects
        written = {one.addr_spec for one in (*message["to"].addresses, *message["from"].addresses)}
        assert written <= ADDRESSES, name
        parts = [part.get_content_type() for part in message.walk()]
        assert parts == ["multipart/alternative", "text/plain", "text/html", "text/calendar"], name
        *_, page, calendar = message.walk()
        assert set(re.findall(r"<\s*/?\s*([^\s>]*)", page.get_content())) <= {"html", "body", "p", "br"}, name
        held = calendar.get_payload(decode=True)
        assert isinstance(held, bytes)
        is_sound(held, {"ORGANIZER", "ATTENDEE"}, name)
        (event,) = icalendar.Calendar.from_ical(held).walk("VEVENT")
        invited = event.get("ATTENDEE", [])
        called = [event["ORGANIZER"], *(invited if isinstance(invited, list) else [invited])]
        assert {str(one).removeprefix("mailto:") for one in called} <= ADDRESSES, name


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet may compute a cell, if it trims it and takes full-width signs for plain ones."""
    return unicodedata.normalize("NFKC", cell).strip()[:1] in tuple("=+-@|")


def tables_compute_nothing(files: dict[str, bytes]) -> None:
    for name, data in of(files, ".csv"):
        for separator in ",;\t":
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator):
                assert [cell for cell in row if begins_a_formula(cell) and cell not in ("-", "–")] == [], name
    for _, data in of(files, ".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        held = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in held if cell.data_type == "f" or cell.hyperlink] == []
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.namelist():
                assert b"externalLink" not in parts.read(part)
                if part.endswith((".xml", ".rels")):
                    ET.fromstring(parts.read(part))  # noqa: S314 - we wrote it
                    assert b'TargetMode="External"' not in parts.read(part)


def markdown_is_words(files: dict[str, bytes]) -> None:
    for name, data in of(files, ".md"):
        for token in MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").parse(data.decode()):
            for one in (token, *(token.children or ())):
                assert one.type not in ("html_block", "html_inline", "image", "fence", "code_block"), (
                    name,
                    one.content,
                )
                if one.type == "link_open":
                    assert str(one.attrs["href"]).startswith("https://meet.example/"), name
