"""What is nobody's business is in no file: a workspace full of words to look for, exported in every format for all.

Files are read as their readers read them: workbooks unzipped, mails decoded, calendars unfolded, pages unescaped.
"""

from __future__ import annotations

import email
import html
import io
import re
import zipfile
from collections.abc import Iterator
from email.policy import default
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import INSTANT, Ran
from whole_road import ran

PROGRAMME = """\
title: A programme
length: 12 months
country: England
weekdays: Mon-Fri
audience: [GP, Nurse]
organiser: {name: The office, email: office@example.org}
entries: {each: part}
groups: {set: {size: 1 to 2, number: 2}}
roles: {manager: {title: Line manager, per: participant}}
people:
  boss: {name: Boss, role: manager, email: zqleader-c@example.org}
  coach-a: {name: Coach A, role: coach, email: zqleader-d@example.org}
  facilitator-a: {name: Facilitator A, leads: everything, email: zqleader-a@example.org,
    away: [3 Oct 2011, {ics: zqfile-a.ics}]}
  facilitator-b: {name: Facilitator B, leads: everything, email: zqleader-b@example.org,
    away: [{csv: zqfile-b.csv, titled: zqreason-b}]}
participants:
  member-a: {name: Zqmember A, role: GP, in: set 1, practice: Zqpractice-a, email: zqmail-a@example.org,
    away: [4 Oct 2011, {ics: zqfile-c.ics}], weekdays: Tue-Fri}
  member-b: {name: Zqmember B, role: Nurse, in: set 1, practice: Zqpractice-b, email: zqmail-b@example.org}
  member-c: {name: Zqmember C, role: GP, in: set 2, practice: Zqpractice-c, email: zqmail-c@example.org}
  member-d: {name: Zqmember D, role: GP, in: set 2, practice: Zqpractice-d, email: zqmail-d@example.org}
venues:
  hall: {name: The hall, town: Stepney, seats: 30, closed: [{ics: zqfile-d.ics}]}
calendar:
  closed:
    zqreason-c: {title: Zqreason of A, when: 5 Oct 2011, for: facilitator-a}
    zqreason-d: {title: Zqreason of B, when: 6 or 13 Oct 2011, for: facilitator-b, note: zqreason note}
    zqreason-e: {title: Zqreason of C, when: 7 Oct 2011, for: facilitator-a, provisional: yes}
    zqreason-f: {ics: zqfile-e.ics, for: facilitator-a}
  avoid:
    zqreason-g: {title: Zqreason of D, when: [Jun, 10 Oct 2011], for: facilitator-a}
    zqreason-h: {title: Zqreason of E, when: 11 Oct 2011, for: [facilitator-a, facilitator-b]}
  prefer:
    zqreason-i: {title: Zqreason of F, when: 12 Oct 2011, for: facilitator-b}
where: hall
with: 1 facilitator
gap: at least 2 weeks
note: zqnote of the programme
sessions:
  day-1: {kind: workshop, time: 9:30-16:30, preparation: Read this}
  day-2:
    kind: insight-day
    parts: {talk: {time: 9:30-12:30}, learning: {time: 13:30-16:30, for: each set}}
  challenge: {kind: leadership-challenge, time: 9:30-16:30, scenario: Zqscenario of the day}
  review:
    kind: leadership-challenge
    attendance: {manager: optional}
    with: facilitator-b
    scenario: Zqscenario of the review
    note: Zqinside of the review
    parts: {talk: {time: 9:30-12:30}, learning: {time: 13:30-16:30, for: each set}}
  gps: {kind: workshop, for: gp, time: 9:30-12:30}
  learning: {kind: action-learning, for: each set, taken: on own dates, time: 9:30-12:30}
strands:
  coaching: {kind: coaching, count: 2, for: each participant, arranged-by: coach, with: coach-a}
"""
EVENT = "BEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:{0}\r\nDTSTART;VALUE=DATE:2011{1}\r\nEND:VEVENT\r\n"
AWAY = r"zqreason|zqfile|zqnote"
"""Why and when somebody is away, and where that is written."""
ADDRESSES = r"zqmail|zqleader"
NAMES = r"zqmember|zqpractice|\bmember"
"""Those of participants, where they work, and their ids."""
SCENARIO = r"zqscenario"
NOTE = r"zqinside"
LISTS = r"xlsx|-register/|-briefing/|-eml/|diff\.txt"
"""What the office and those who lead have: it names those who come, or have left."""
READERS = ("facilitator-a", "member-a", "gp", "set-1", "hall", "boss", "manager", "coach-a")
LEFT = ("facilitator-b", "member-d")
"""Who has left, or leads nothing any more, before the second of two exports."""
OWN = {
    "member-a": "a",
    "set-1": "[ab]",
    "gp": "[acd]",
    "hall": "",
    "facilitator-a": "[abcd]",
    "boss": "",
    "manager": "",
}
OWN |= {"facilitator-b": "", "member-d": "d"}
"""Who is named in what each of some readers has of their own."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Plans as they were published, and as they are after changes, exported for all; and all that commands said."""
    folder = tmp_path_factory.mktemp("workspace")
    programmes = folder / "programmes"
    programmes.mkdir()
    (programmes / "a.yaml").write_text(PROGRAMME)
    for name, day in (("a", "1003"), ("c", "1004"), ("d", "1018"), ("e", "1019")):
        event = EVENT.format(f"zqreason-{name}", day)
        (programmes / f"zqfile-{name}.ics").write_text(f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n")
    (programmes / "zqfile-b.csv").write_text("date,title\n2011-10-20,zqreason-b\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("SOURCE_DATE_EPOCH", INSTANT)
        done("schedule", "--start", "2011-01")
        done("publish")
        exported("before")
        done("move", "day-2", "2011-04-04")
        text = PROGRAMME.replace("  gps: {kind: workshop, for: gp, time: 9:30-12:30}\n", "")
        text = text.replace("leads: everything, email: zqleader-b", "email: zqleader-b")
        text = "".join(line for line in text.splitlines(keepends=True) if "member-d" not in line)
        (programmes / "a.yaml").write_text(text.replace("with: facilitator-b", "with: facilitator-a"))
        done("schedule", "--yes")
        done("cancel", "challenge")
        exported("after", *LEFT)
        yield folder


def done(*words: str) -> Ran:
    found = ran(*words, seconds=30)
    assert found.code == 0, found.err
    return found


def exported(where: str, *more: str) -> None:
    for reader in (None, *READERS, *more):
        wanted = ("--for", reader) if reader else ()
        done("export", *wanted, "-f", "all,eml", "-o", f"out/{where}/{reader or 'all'}/")
        said = [done("show", *wanted, *form).out for form in (("--timeline",), ("--load",), ("--json",), ())]
        Path(f"out/{where}/{reader or 'all'}/shown.txt").write_text("\n".join(said))
    said = [ran("diff", "-f", form).out for form in ("text", "markdown", "json")]
    Path(f"out/{where}/all/diff.txt").write_text("\n".join(said))


@cache
def as_read(path: Path) -> str:
    """All that a reader can find in a file, and its name."""
    data = path.read_bytes()
    texts = [path.as_posix()]
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            texts += [name + parts.read(name).decode() for name in parts.namelist()]
    elif path.suffix == ".eml":
        message = email.message_from_bytes(data, policy=default)
        texts += [str(value) for value in message.values()]
        texts += [part.get_content() for part in message.walk() if not part.is_multipart()]
    else:
        texts.append(data.decode("utf-8-sig"))
    text = re.sub(r"\r?\n[ \t]", "", "\n".join(texts))
    return f"{text}\n{unquote(html.unescape(text))}"


def found(
    folder: Path, pattern: str, *, formats: str = "*", readers: tuple[str, ...] = ("*",)
) -> list[tuple[str, str]]:
    """Where some words are to be found: the file and the word."""
    files = [path for one in readers for path in folder.glob(f"out/*/{one}/**/*") if path.is_file()]
    assert files
    wanted = [path for path in files if formats == "*" or re.search(formats, path.relative_to(folder).as_posix())]
    return [
        (path.relative_to(folder).as_posix(), word)
        for path in wanted
        for word in sorted(set(re.findall(pattern, as_read(path), re.IGNORECASE)))
    ]


def test_there_is_something_to_look_for(told: Path) -> None:
    assert len(list(told.glob("out/*/*/**/*.*"))) > 200
    for pattern in ("zqmember", "zqmail", "zqleader", "zqscenario"):
        assert found(told, pattern)


def test_no_file_says_why_or_when_somebody_is_away(told: Path) -> None:
    assert found(told, AWAY) == []


def test_nobody_but_the_office_reads_how_to_write_to_others(told: Path) -> None:
    assert [one for one in found(told, ADDRESSES) if not one[0].endswith((".eml", ".xlsx"))] == []
    assert found(told, ADDRESSES, formats=r"\.xlsx$", readers=READERS) == []


def test_what_everyone_gets_names_nobody_who_takes_part(told: Path) -> None:
    public = found(told, f"{NAMES}|{SCENARIO}", readers=("all",))
    assert [one for one in public if not re.search(LISTS, one[0])] == []


@pytest.mark.parametrize("reader", OWN)
def test_what_somebody_gets_of_their_own_names_no_others(told: Path, reader: str) -> None:
    words = {word.lower() for _, word in found(told, rf"(?:{NAMES}).\w", readers=(reader,))}
    assert [word for word in sorted(words) if not re.fullmatch(rf"(?:{NAMES}).{OWN[reader]}", word)] == []


def test_only_those_who_lead_read_a_scenario(told: Path) -> None:
    theirs = found(told, f"{SCENARIO}|{NOTE}", readers=("all", "member-a", "gp", "set-1", "boss", "manager", *LEFT))
    theirs += found(told, SCENARIO, readers=("hall",))
    assert [one for one in theirs if not re.search(rf"/all/.*({LISTS}|-room/)", one[0])] == []
    assert all(re.search("briefing|xlsx|facilitators.eml|room", name) for name, _ in theirs)
    assert found(told, NOTE, readers=("hall", "facilitator-a"))


def test_a_mail_to_one_participant_holds_no_address_of_another(told: Path) -> None:
    for reader, own in (("member-a", "zqmail-a"), ("member-d", "zqmail-d"), ("boss", "zqleader-c")):
        assert {word for _, word in found(told, r"zq(?:mail|leader)-\w", readers=(reader,))} == {own}
