"""Documents as Chromium prints them: each on the paper that it is meant for."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from hsplan.templates import DOCUMENTS
from hsplan.templates.filling import filled
from hsplan.templates.shipped import shipped
from hsplan.templates.values import (
    ContactSaid,
    LineSaid,
    OtherSaid,
    PartSaid,
    PersonSaid,
    ProgrammeSaid,
    Said,
    SessionSaid,
    SkillSaid,
    VenueSaid,
)

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
EARLIER = OtherSaid("Building the team", "Tuesday 3 May 2011", "09:30–16:30", "Venue A")
PEOPLE = tuple(PersonSaid(f"Participant {n}", "Nurse practitioner", f"Practice {n}", "set 1") for n in range(1, 17))
SESSION = SessionSaid(
    id="challenge-2",
    title="A bid against the clock",
    kind="Leadership challenge",
    phase="Leading the business",
    date="Thursday 21 July 2011",
    times="09:30–16:30",
    parts=(PartSaid("Workshop", "09:30–12:30"), PartSaid("Action learning", "13:30–16:30", whom="each set", rooms=2)),
    venue=VenueSaid("Venue A", "Stepney", "1 Example Street", 24),
    leads=("Facilitator A", "Facilitator C"),
    preparation="Read the network's figures on COPD.",
    teaches=("Team development",),
    practises=(SkillSaid("Team development", (EARLIER,)), SkillSaid("Business management", (EARLIER,))),
    milestones=("First results reviewed",),
    expected=16,
    people=18,
    scenario="The network has one day to answer a call for a community respiratory service. " * 3,
)
SAID = Said(
    ProgrammeSaid("Clinical Leadership Programme", "Clinical Leadership Programme", by="Healthskills", project="COPD"),
    SESSION,
    ContactSaid("Programme office", "office@healthskills.example"),
    participants=PEOPLE,
    register=tuple(LineSaid(n, one.name, one.role, one.practice, one.groups) for n, one in enumerate(PEOPLE, 1)),
    previous=EARLIER,
    next=EARLIER,
    style=shipped("style.css"),
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each document of a challenge of sixteen as a PDF, and its register of five days."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("printed")
    for name in DOCUMENTS:
        page = folder / f"{name}.html"
        page.write_bytes(filled(page.name, shipped(page.name), SAID))
        _print(CHROMIUM, page, folder / "home")
    week = replace(SAID, to_sign=(tuple(f"Wed {n} Sep 2011" for n in range(10, 15)),))
    (folder / "week.html").write_bytes(filled("register.html", shipped("register.html"), week))
    _print(CHROMIUM, folder / "week.html", folder / "home")
    return {name: (folder / f"{name}.pdf").read_bytes() for name in (*DOCUMENTS, "week")}


def _print(chromium: str, page: Path, home: Path) -> None:
    where = (f"--user-data-dir={home}", f"--print-to-pdf={page.with_suffix('.pdf')}", page.as_uri())
    subprocess.run([chromium, *QUIET, *where], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize(("name", "most"), [("joining", 1), ("briefing", 2), ("register", 1), ("room", 1), ("week", 1)])
def test_a_document_of_sixteen_fits_its_paper(printed: dict[str, bytes], name: str, most: int) -> None:
    assert len(re.findall(rb"/Type /Page\b", printed[name])) == most


def test_the_paper_is_a4(printed: dict[str, bytes]) -> None:
    for data in printed.values():
        sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data))
        assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(595, 842)}
