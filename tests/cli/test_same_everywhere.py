"""Same files, options and instant give the same bytes on every machine, time zone, locale and hash seed."""

from __future__ import annotations

import shutil
from pathlib import Path

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


COMMANDS = ("validate stepney.yaml", "schedule --start 2011-01", "export --format all", "show", "show --json")


def everything(folder: Path, text: str, place: dict[str, str]) -> tuple[str | bytes, ...]:
    """All that the commands print and write for a programme in a folder that is gone afterwards."""
    (folder / "programmes").mkdir(parents=True)
    (folder / "programmes" / "stepney.yaml").write_bytes(text.encode())
    printed = [run_apart(*command.split(), cwd=folder, PYTHONUTF8="1", **place).out for command in COMMANDS]
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "stepney.yaml")
    assert {"stepney.plan.yaml", "stepney.ics", "stepney.xlsx"} <= {path.name for path in files}
    written = [path.read_bytes() for path in files]
    shutil.rmtree(folder)
    return (*printed, *written)


def test_everything_written_and_printed_is_the_same_everywhere(tmp_path: Path) -> None:
    text = SEED.read_text()
    seen = {everything(tmp_path / f"place {n}", text, place) for n, place in enumerate(PLACES)}
    assert len(seen) == 1
    assert everything(tmp_path / "CRLF", text.replace("\n", "\r\n"), {}) in seen


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
