"""Same files, options and instant give the same bytes on every machine, time zone, locale and hash seed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import SEED, run_apart

PLACES = [
    {},
    {"TZ": "Pacific/Auckland"},
    {"TZ": "America/New_York", "LANG": "de_DE.UTF-8"},
    {"LANG": "C", "LC_ALL": "C"},
    {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "2"},
    {"PYTHONHASHSEED": "31337", "TZ": "Asia/Kathmandu"},
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_everything_written_and_printed_is_the_same_everywhere(tmp_path: Path, ending: str) -> None:
    seen = set()
    for n, place in enumerate(PLACES):
        folder = tmp_path / f"place {n}"
        (folder / "programmes").mkdir(parents=True)
        text = SEED.read_text().replace("\n", ending)
        (folder / "programmes" / "stepney.yaml").write_bytes(text.encode())
        printed = [run_apart(*words, cwd=folder, PYTHONUTF8="1", **place).out for words in (
            ("validate", "stepney.yaml"), ("schedule", "--start", "2011-01"), ("export", "--format", "ics"), ("show",), ("show", "--json"),
        )]  # fmt: skip
        plan = (folder / "programmes" / "stepney.plan.yaml").read_bytes()
        seen.add((*printed, plan, (folder / "stepney.ics").read_bytes()))
        shutil.rmtree(folder)
    assert len(seen) == 1


def test_the_order_of_keys_without_meaning_changes_no_date(tmp_path: Path) -> None:
    plans = set()
    text = SEED.read_text()
    venues = text[text.index("venues:") : text.index("groups:")]
    for n, variant in enumerate((text, text.replace(venues, "") + "\n" + venues)):
        folder = tmp_path / str(n)
        (folder / "programmes").mkdir(parents=True)
        (folder / "programmes" / "stepney.yaml").write_text(variant)
        run_apart("schedule", "--start", "2011-01", cwd=folder)
        plans.add((folder / "programmes" / "stepney.plan.yaml").read_bytes())
    assert len(plans) == 1


def test_no_random_name_is_left_and_modes_follow_the_umask(tmp_path: Path) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "stepney.yaml").write_bytes(SEED.read_bytes())
    run_apart("schedule", "--start", "2011-01", cwd=tmp_path)
    names = sorted(path.name for path in (tmp_path / "programmes").iterdir())
    assert names == ["stepney.plan.yaml", "stepney.yaml"]
