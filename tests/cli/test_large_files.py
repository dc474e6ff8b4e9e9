"""Large files full of mistakes of one sort are told within seconds: no work grows faster than they do."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest
from whole_road import ran

BASE = "title: x\nlength: 1 month\nsessions: {a: {kind: workshop}}\n"
LONG = {
    "keys": BASE + "".join(f"k{n}: 1\n" for n in range(6000)),
    "names": BASE.replace("workshop}", f"workshop, teaches: [{', '.join(f's{n}x' for n in range(7000))}]}}")
    + "skills:\n"
    + "".join(f"  s{n}: x\n" for n in range(7000)),
    "kinds": BASE.replace("workshop", "k0")
    + "kinds:\n"
    + "".join(f"  k{n}: {{extends: k{n + 1}}}\n" for n in range(2000)),
    "circle": BASE + "kinds:\n" + "".join(f"  k{n}: {{extends: k{(n + 1) % 2000}}}\n" for n in range(2000)),
    "half read": BASE + "project:\n  milestones:\n" + "".join(f"    t{n}: {{when: after q{n}}}\n" for n in range(1000)),
    "cohorts": BASE
    + "cohorts:\n"
    + "".join(f"  c{n}: {{start: 2011-01}}\n" for n in range(40))
    + "people:\n"
    + "".join(f"  p{n}: {{name: x, led: x}}\n" for n in range(200)),
}


@pytest.mark.parametrize("sort", [sort for sort in LONG if sort != "names"])
def test_a_file_full_of_mistakes_is_told_in_time(tmp_path: Path, sort: str) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "a.yaml").write_text(LONG[sort])
    with chdir(tmp_path):
        told = ran("validate", seconds=5)
    assert (told.code, "error" in told.out) == (1, True)


def test_what_is_not_told_of_a_check_is_mentioned(tmp_path: Path) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "a.yaml").write_text(LONG["names"])
    with chdir(tmp_path):
        found = ran("validate", "--report", "json", seconds=10).out
    assert found.count('"code": "unknown-name"') == 1_000
    assert found.count("there are more such findings; no more than 1000 are told at once") == 1
