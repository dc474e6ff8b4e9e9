"""Same files, options and instant give the same bytes on every machine: in each time zone, locale, folder and terminal.

The quick test changes many things at once in a few places. The wide one, of the case study and more commands, changes
one thing at a time: `python -m pytest -m fuzz tests/cli/test_same_everywhere.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from by_chance import IN_ORDER, Values, as_text, shuffled
from conftest import INSTANT, ROOT, SEED, Run
from published_plans import FOLDER

from hsplan.programme.document import read_document

BASE = """\
title: Clinical leadership
template: yes
length: 9 months
country: England
weekdays: Tue-Thu
gap: at least 1 week
with: 1 facilitator
participants: 12
groups: {set: {size: 5 to 8}}
skills: {change: Change management, teams: Team development}
calendar:
  closed:
    school: {ics: shared/school.ics}
    festivals: [Ramadan, Eid al-Fitr, Diwali]
  avoid: {year-end: {title: Jahresende, when: 14 to 31 Mar 2011}}
variants:
  short: {length: 6 months, sessions: {review: null}}
sessions:
  day-1: {kind: insight-day, title: "Grüße, <b>Übung</b> & =1+1", time: 9:30-16:30, teaches: [teams, change]}
  review: {kind: review}
  day-2: {kind: insight-day, lasts: 2 days, practises: change}
strands:
  coaching: {kind: coaching, count: 3, for: each participant, arranged-by: coach and participant}
"""
OWN = """\
extends: clinical
use: [shared/places.yaml]
title: Führung für Ärztinnen – Tower
domain: tower.example
organiser: {name: Büro, email: office@tower.example}
cohorts:
  north: {start: 2011-02, variant: short, where: leeds}
  south: {start: 2011-03, where: koeln}
"""
PLACES = """\
people:
  facilitator-a: {name: Fäcilitator Ä, leads: everything, away: [Apr 2011], email: a@tower.example}
  facilitator-b: {name: Facilitator B, leads: everything}
venues: {leeds: {name: Leeds}, koeln: {name: Köln – Süd, town: Köln, seats: 30}}
"""
SCHOOL = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//School//Terms//EN
BEGIN:VEVENT
UID:1@school.example
DTSTART;VALUE=DATE:20110411
DTEND;VALUE=DATE:20110426
SUMMARY:Osterferien für alle
END:VEVENT
BEGIN:VEVENT
UID:2@school.example
DTSTART:20110301T230000
DTEND:20110302T010000
SUMMARY:At night, in the time of no zone
END:VEVENT
END:VCALENDAR
"""
TOWER = {"tower.yaml": OWN, "clinical.yaml": BASE, "shared/places.yaml": PLACES, "shared/school.ics": SCHOOL}
"""A programme of two cohorts, with what it extends and shares."""
FEW = (
    "validate --json",
    "schedule",
    "show --timeline",
    "show --json",
    "publish",
    "move tower.south:day-1 5 May 2011",
    "diff",
    "diff --format json",
    "diff --format markdown",
    "explain tower.south:day-1 --json",
    "export --format all,eml -o out/",
    "export tower.north --format md -o -",
)
MANY = (
    "validate",
    "validate --report concise",
    "validate --report github",
    "schedule --start 2011-01",
    "show",
    "show --agenda",
    "show --load",
    "show --skills",
    "show --on 2011-06-01",
    "show stepney --svg -",
    "show --for facilitator-a",
    "explain stepney:day-3",
    "explain stepney:day-3 --on 2011-03-08",
    "explain venue-too-small",
    "pin stepney:day-4",
    "confirm stepney:day-1",
    "deliver stepney:day-1",
    "cancel stepney:day-8",
    "export --each facilitator -o each/",
    *(f"export tower.south --format {form} -o -" for form in ("ics", "html", "csv", "md", "json")),
    "undo stepney",
    "schema",
    "new fresh",
    "new --template joining.md",
    "validate no-such",
    "move stepney:day-3 31 Feb 2011",
    "--help",
)
WHOLE = {**TOWER, "stepney.yaml": SEED.read_text()}
ALL = (*MANY[:4], *FEW, *MANY[4:])
DATA = ("--json", "json", "markdown", "-o -", "schema", "github", "concise")
"""What is in the words of a command whose stdout is for programs, whatever the terminal is."""
Everything = dict[str, list[str]]


@dataclass(frozen=True)
class Place:
    """Where commands are run."""

    variables: dict[str, str] = field(default_factory=dict)
    folder: str = "here"
    ends: str = "\n"
    mark: str = ""
    umask: int = 0o022
    backwards: bool = False
    """Whether files are written in the other order, each long before the next."""
    terminal: bool = False
    """Whether it has another terminal, so that tables for people look different there."""

    def put(self, folder: Path, files: dict[str, str]) -> None:
        """Write the files of a workspace as they are written here."""
        for age, (name, text) in enumerate(sorted(files.items(), reverse=self.backwards)):
            path = folder / "programmes" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((self.mark + text.replace("\n", self.ends)).encode())
            os.utime(path, (age * 86400, age * 86400) if self.backwards else None)


UNKNOWN = Place({"HOME": "/no/such/home", "USER": "", "TMPDIR": "/no/such/folder"})
ONE_BY_ONE = (
    Place({"TZ": "Pacific/Auckland"}),
    Place({"TZ": "No/Such"}),
    Place({"LANG": "de_DE.UTF-8"}),
    Place({"LANG": "C", "LC_ALL": "C"}),
    Place({"PYTHONHASHSEED": "1"}),
    Place({"PYTHONHASHSEED": "31337"}),
    Place({"PYTHONUTF8": "0"}),
    Place({"PYTHONOPTIMIZE": "1"}),
    Place({"PYTHONDEVMODE": "1"}),
    Place({"CI": "true", "GITHUB_ACTIONS": "true"}),
    UNKNOWN,
    Place(folder="with spaces, 'marks' & (umlauts) äöü"),
    Place(folder="/".join(["deep" * 40] * 12)),
    Place(ends="\r\n"),
    Place(mark="\ufeff"),
    Place(umask=0o077),
    Place(backwards=True),
    Place({"COLUMNS": "0", "LINES": "no"}),
    Place({"COLUMNS": "999"}, terminal=True),
    Place({"COLUMNS": "²"}),
    Place({"PYTHONIOENCODING": "ascii"}, terminal=True),
    Place({"PYTHONIOENCODING": "latin-1"}, terminal=True),
    Place({"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, terminal=True),
)
AT_ONCE = (
    Place({"TZ": "America/New_York", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "1"}, "schön, weit weg", "\r\n"),
    Place(
        {**UNKNOWN.variables, "LC_ALL": "C", "PYTHONHASHSEED": "2", "COLUMNS": "0"},
        folder="/".join(["deep" * 40] * 12),
        mark="\ufeff",
        umask=0o077,
        backwards=True,
    ),
    Place({"TZ": "Asia/Kathmandu", "PYTHONIOENCODING": "latin-1", "COLUMNS": "47"}, ends="\r\n", terminal=True),
)


def everything(
    root: Path, files: dict[str, str], commands: tuple[str, ...], place: Place, python: str = sys.executable
) -> Everything:
    """All that commands print and write in a place, by command and by name of the file."""
    folder = root / place.folder
    folder.mkdir(parents=True)
    place.put(folder, files)
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    done = subprocess.run(
        [python, str(ROOT / "tests" / "every_output.py"), *commands],
        cwd=folder,
        env={**kept, "SOURCE_DATE_EPOCH": INSTANT, "PYTHONPATH": str(ROOT), **place.variables},
        capture_output=True,
        check=True,
        umask=place.umask,
    )
    found: Everything = json.loads(done.stdout)
    assert "out/tower.north.xlsx" in found
    return {name: held for name, held in found.items() if name.removeprefix("programmes/") not in files}


def different(one: Everything, other: Everything, *, terminal: bool) -> list[str]:
    """What is not the same; on another terminal, only of what is not printed for people."""
    names = [name for name in dict.fromkeys((*one, *other)) if one.get(name) != other.get(name)]
    if not terminal:
        return names
    return [name for name in names if len(one.get(name, "-")) == 1 or _data(name, one) != _data(name, other)]


def _data(command: str, found: Everything) -> list[str]:
    """How a command ended, and what it printed where programs read that."""
    code, out, _ = found[command]
    return [code, out] if any(word in command for word in DATA) else [code]


def test_everything_printed_and_written_is_the_same_everywhere(tmp_path: Path) -> None:
    here = everything(tmp_path / "0", TOWER, FEW, Place())
    assert [words for words in FEW if here[words][0] != "0"] == []
    for n, place in enumerate(AT_ONCE, 1):
        there = everything(tmp_path / str(n), TOWER, FEW, place)
        assert different(here, there, terminal=place.terminal) == [], place


@pytest.mark.fuzz
def test_nothing_that_a_machine_has_of_its_own_is_in_anything(tmp_path: Path) -> None:
    """Of the case study and a programme of two cohorts together: every command, one thing changed at a time."""
    here = everything(tmp_path / "0", WHOLE, ALL, Place())
    found = {}
    for n, place in enumerate(ONE_BY_ONE, 1):
        there = everything(tmp_path / str(n), WHOLE, ALL, place)
        found[str(place)] = different(here, there, terminal=place.terminal)
    assert {place: names for place, names in found.items() if names} == {}


@pytest.mark.fuzz
@pytest.mark.parametrize("python", list(filter(None, os.environ.get("HSPLAN_PYTHONS", "").split(os.pathsep))))
def test_other_pythons_and_other_libraries_give_the_same_bytes(python: str, tmp_path: Path) -> None:
    """`HSPLAN_PYTHONS` names them: each one's executable, with what hsplan needs."""
    here = everything(tmp_path / "0", WHOLE, ALL, Place())
    assert different(here, everything(tmp_path / "1", WHOLE, ALL, Place(), python), terminal=False) == []


LISTED = frozenset(
    {"people", "venues", "skills", "outcomes", "strands", "brings", "cohorts", "dates"}
    | {"closed", "avoid", "prefer", "only", *IN_ORDER}
)
"""What is listed for people in the order in which it is written. Of days with several reasons the first is told."""


def written(values: Values, run: Run) -> Iterator[tuple[str, bytes]]:
    """Every file that is made of a programme, but for the digest in its plan of the words as they stand."""
    Path("programmes/ordered.yaml").write_text(as_text(values))
    start = () if "start" in values else ("--start", "2011-01")
    assert run("schedule", *start).code == 0
    assert run("export", "-f", "all", "-o", "out/").code == 0
    for path in (Path("programmes/ordered.plan.yaml"), *sorted(path for path in Path("out").rglob("*.*"))):
        yield path.name, b"\n".join(one for one in path.read_bytes().split(b"\n") if b"fingerprint: " not in one)
        path.unlink()


@pytest.mark.no_cover
@pytest.mark.parametrize("path", [SEED, FOLDER / "stellarhe-2022-kcl.yaml"], ids=lambda path: path.stem)
def test_the_order_of_keys_that_are_not_listed_changes_no_byte(path: Path, workspace: Path, run: Run) -> None:
    """That the order of the others changes no date is a law of its own (tests/laws/test_nothing_changes.py)."""
    values = read_document(path.name, path.read_bytes()).values
    made = dict(written(values, run))
    again = dict(written(shuffled(values, 1, LISTED), run))
    assert [name for name in made if made[name] != again.get(name)] == []


def test_no_random_name_is_left(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    assert sorted(path.name for path in stepney.parent.iterdir()) == ["stepney.plan.yaml", "stepney.yaml"]
