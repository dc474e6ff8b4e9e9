"""The workbook and the table in a real spreadsheet: LibreOffice opens both, and agrees with the plan.

It writes what it read as flat OpenDocument, where a cell says of what type it is and whether it is computed.
"""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Run
from hostile import HOSTILE as HARMFUL
from hostile import hostile
from injecting import TABLES

from hsplan.views import csv, xlsx

HOSTILE = {
    "Building the team": '=HYPERLINK("http://evil.example","Building")',
    "Making the case": "=1+1",
    "Facilitator C": "@SUM(1,1)",
    "Team development": "+1+1",
    "Better care for people with COPD": "-1-1",
}
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
OFFICE, TABLE = (f"{{{NAMES[name]}}}" for name in ("office", "table"))


def opened(soffice: str, *paths: Path) -> list[ET.Element]:
    """What LibreOffice makes of files, with a profile of its own so that none that runs is disturbed."""
    folder = paths[0].parent / "opened"
    profile = f"-env:UserInstallation={(paths[0].parent / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "fods", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [ET.parse(folder / f"{path.stem}.fods").getroot() for path in paths]  # noqa: S314 - LibreOffice wrote it


def written_with_harm() -> tuple[Path, Path]:
    """A workbook of a programme that says harmful words in turn, and a table of many that say one each everywhere."""
    turn = itertools.cycle(TABLES)
    (workbook, table) = Path("harm.xlsx").absolute(), Path("harmful.csv").absolute()
    said = [replace(hostile(words), id=f"p-{n}") for n, words in enumerate([*TABLES, *HARMFUL[:12]])]
    rows = [replace(one.rows[0], id=f"day-{n}", summary=next(turn)) for n, one in enumerate(said)]
    people = [replace(one.people[0], id=f"person-{n}") for n, one in enumerate(said)]
    whole = replace(said[0], rows=tuple(rows), people=tuple(people), participants=tuple(people))
    workbook.write_bytes(xlsx.render([whole]))
    table.write_bytes(csv.render(said))
    return workbook, table


def cells(sheet: ET.Element) -> list[list[ET.Element]]:
    """The cells of a sheet that say something, by row."""
    rows = [row.findall("table:table-cell", NAMES) for row in sheet.iter(f"{TABLE}table-row")]
    held = [[cell for cell in row if said(cell)] for row in rows]
    return [row for row in held if row]


def said(cell: ET.Element) -> str:
    return "\n".join("".join(line.itertext()) for line in cell.findall("text:p", NAMES))


def test_libreoffice_agrees_with_the_plan_and_computes_nothing(stepney: Path, run: Run) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed: the workbook is not opened in it")
    text = stepney.read_text()
    for words, harmful in HOSTILE.items():
        text = text.replace(f": {words}", f": {json.dumps(harmful)}")
    stepney.write_text(text)
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export", "-f", "xlsx,csv").out == "stepney.xlsx\nstepney.csv\n"
    table = Path("table.csv").absolute()
    Path("stepney.csv").rename(table)
    (planned,) = json.loads(run("show", "--json").out)["programmes"]
    book, listed, *with_harm = opened(soffice, Path("stepney.xlsx").absolute(), table, *written_with_harm())

    for root in (book, listed, *with_harm):
        assert not [cell for cell in root.iter() if f"{TABLE}formula" in cell.attrib]
        assert not [one for one in root.iter() if one.tag.endswith(("}a", "}dde-link", "}cell-range-source"))]
    for root in with_harm:
        assert sum("1+1" in said(cell) for cell in root.iter(f"{TABLE}table-cell")) > len(TABLES)
    sheets = {str(one.get(f"{TABLE}name")): cells(one) for one in book.iter(f"{TABLE}table")}
    assert list(sheets) == ["Sessions", "People and load", "Register", "Project"]
    wanted = [(one["first"], one["parts"][0]["start"][11:16], one["title"]) for one in planned["sessions"]]
    _, *rows = sheets["Sessions"]
    assert [(row[1].get(f"{OFFICE}date-value"), said(row[2]), said(row[4])) for row in rows] == wanted
    assert {row[2].get(f"{OFFICE}value-type") for row in rows} == {"time"}
    assert "=1+1" in {said(row[4]) for row in rows}
    (table_sheet,) = listed.iter(f"{TABLE}table")
    _, *lines = cells(table_sheet)
    neutral = [(day, start, f"'{title}" if title[0] == "=" else title) for day, start, title in wanted]
    assert [(row[1].get(f"{OFFICE}date-value"), said(row[2])[:5], said(row[6])) for row in lines] == neutral
