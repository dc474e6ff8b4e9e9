"""What really happened to a published calendar: Omidyar Fellows, cohort VIII, in its three published versions.

The facts are in `tests/published/omidyar-fellows-v-vii-viii.json`; the dates stand here as they were published.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Run

ID = "omidyar-fellows-v-vii-viii"
FILE = Path(f"programmes/{ID}.yaml")
PLAN = Path(f"programmes/{ID}.viii.plan.yaml")
FIRST = {
    "s1": "20 Oct 2020",
    "s1-reception": "20 Oct 2020",
    "s2": "13 Nov 2020",
    "s3": "9 Dec 2020",
    "s4": "13 Jan 2021",
    "s5": "10 Feb 2021",
    "s6": "10 Mar 2021",
    "s7": "14 Apr 2021",
    "s8": "11 May 2021",
    "s8-dinner": "11 May 2021",
    "s9": "11 Aug 2021",
    "s10": "15 Sep 2021",
    "s11": "13 Oct 2021",
    "s12": "3 Nov 2021",
    "s12-commencement": "3 Nov 2021",
}
EVENINGS_BEFORE = {
    "s2-leader": "12 Nov 2020",
    "s3-leader": "8 Dec 2020",
    "s4-leader": "12 Jan 2021",
    "s5-leader": "9 Feb 2021",
    "s6-leader": "9 Mar 2021",
    "s7-leader": "13 Apr 2021",
    "s9-convening": "10 Aug 2021",
    "s10-leader": "14 Sep 2021",
    "s11-leader": "12 Oct 2021",
}


def dates() -> dict[str, str]:
    """The days of the plan, without their weekdays."""
    return {id_: one["date"][4:] for id_, one in yaml.safe_load(PLAN.read_text())["sessions"].items()}


@pytest.fixture
def first_version(workspace: Path, run: Run) -> Run:
    """The calendar as it was first published, written into the plan by hand, and told to people."""
    FILE.write_bytes((ROOT / "examples" / "published" / f"{ID}.yaml").read_bytes())
    run("schedule", f"{ID}.viii")
    values = yaml.safe_load(PLAN.read_text())
    for id_, day in (FIRST | EVENINGS_BEFORE).items():
        values["sessions"][id_]["date"] = day
        values["sessions"][id_].pop("last", None)
    for id_, last in (("s1", "22 Oct 2020"), ("s8", "13 May 2021"), ("s12", "4 Nov 2021")):
        values["sessions"][id_]["last"] = last
    PLAN.write_text(yaml.safe_dump(values, sort_keys=False))
    ran = run("schedule", f"{ID}.viii")
    assert (ran.code, "moved" in ran.err) == (0, False), ran.err
    assert dates() == FIRST | EVENINGS_BEFORE
    assert run("publish", f"{ID}.viii").code == 0
    return run


def test_the_second_version_is_two_moves_that_draw_their_evenings_along(first_version: Run) -> None:
    for session, day in (("s3", "16 Dec 2020"), ("s4", "8 Jan 2021")):
        assert first_version("move", session, day).code == 0
    (one,) = json.loads(first_version("diff", f"{ID}.viii", "--format", "json").out)["comparisons"]
    assert {row["session"]: row["after"]["first"] for row in one["changes"]} == {
        "s3-leader": "2020-12-15",
        "s3": "2020-12-16",
        "s4-leader": "2021-01-07",
        "s4": "2021-01-08",
    }


def test_the_third_version_keeps_what_was_held_and_moves_no_other_than_people_did(first_version: Run) -> None:
    assert first_version("cancel", "s1-reception").code == 0  # it was postponed in the second version
    values = yaml.safe_load(PLAN.read_text())
    for id_, booking in values["sessions"].items():
        if int(id_[1:].partition("-")[0]) < 9 and booking["status"] == "confirmed":
            booking["status"] = "delivered"
    PLAN.write_text(yaml.safe_dump(values, sort_keys=False))
    text = FILE.read_text()
    at = text.index("  viii:\n    variant: viii\n")
    FILE.write_text(text[:at] + text[at:].replace("variant: viii", "variant: viii-from-september-2021", 1))
    before = dates()
    ran = first_version("schedule", f"{ID}.viii", "--as-of", "2021-08-01", "--yes")
    assert ran.code == 0, ran.err
    after = dates()
    assert {id_: after[id_] for id_ in before} == before  # what was added found room in August
    assert after.keys() - before.keys() == {"check-in-1", "check-in-2", "check-in-3", "special"}
    values = yaml.safe_load(PLAN.read_text())["sessions"]
    cancelled = [id_ for id_, booking in values.items() if booking["status"] == "cancelled"]
    assert cancelled == ["s1-reception", "s9-convening", "s11-leader"]
    # People then put Session 9 off to January, and all that was left after it.
    assert first_version("move", f"{ID}.viii:s9", "11 Jan 2022").code == 0
    moved = {id_ for id_, day in dates().items() if id_ in before and day != before[id_]}
    assert moved == {"s9", "s10", "s10-leader", "s11", "s12", "s12-commencement"}
