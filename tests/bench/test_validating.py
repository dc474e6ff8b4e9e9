"""How long a check takes: a large file in terms of what PyYAML's own loader takes to compose it, and a large folder.

Run with `python -m pytest -m bench`. Machines are noisy: the ratio is the median of 15 interleaved rounds.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import pytest
import yaml
from conftest import SEED
from measured import took

from hsplan.workspace.names import Source
from hsplan.workspace.opening import open_programme
from hsplan.workspace.reusing import _KEPT, _LARGE_ONES, _SMALL_ONES

ROUNDS = 15
MOST_RATIO = 3.0
FOLDER = 1_000
MOST_SECONDS = 20
MOST_MEGABYTES = 300

SESSION = """\
      day-{n}:
        kind: insight-day
        title: Leading change in practice, part {n}
        teaches: [skill-{a}, skill-{b}]
        preparation: >
          Read the network's figures on long-term conditions, and talk to two colleagues
          about what they would change first.
        with: [facilitator-{p}, facilitator-{q}]
        parts:
          workshop: {{time: 9:30-12:30}}
          action-learning:
            time: 13:30-16:30
            for: each set
        note: In the large room, if it is free.
"""
PERSON = """\
  facilitator-{n}:
    name: Facilitator {n}
    leads: everything
    away: [4 to 15 Apr 2011, 3 to 14 Oct 2011]
    ethics: EMCC Code of Ethics
"""


def large_programme() -> str:
    """A programme of some 2,000 lines: four years, 110 sessions, 70 people."""
    skills = "".join(f"  skill-{n}: Skill number {n}\n" for n in range(40))
    people = "".join(PERSON.format(n=n) for n in range(70))
    venues = "".join(f"  venue-{n}: {{name: Venue {n}, town: Stepney, seats: 24}}\n" for n in range(20))
    closed = "".join(f"    closed-{n}: {n % 28 + 1} {m} {2011 + n % 4}\n" for n, m in enumerate(["Mar", "Aug"] * 20))
    phases = ""
    for phase in range(10):
        sessions = "".join(
            SESSION.format(n=n, a=n % 40, b=(n + 7) % 40, p=n % 70, q=(n + 1) % 70)
            for n in range(phase * 11, phase * 11 + 11)
        )
        phases += f"  phase-{phase}:\n    title: Phase {phase}\n    sessions:\n{sessions}"
    return (
        "title: A large programme\nlength: 4 years\ncountry: England\nparticipants: 16\n"
        "ethics: EMCC Code of Ethics\ngap: about 2 weeks\nwhere: [venue-1, venue-2]\n"
        f"skills:\n{skills}people:\n{people}venues:\n{venues}groups: {{set: {{size: 5 to 8}}}}\n"
        f"calendar:\n  closed:\n{closed}phases:\n{phases}"
    )


@pytest.mark.bench
def test_a_large_file_is_checked_in_little_more_than_it_takes_to_parse(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    text = large_programme()
    path.write_text(text)
    lines = text.count("\n")
    assert 1_900 <= lines <= 2_200
    ratios = []
    for round_ in range(ROUNDS + 2):
        for kept in (_SMALL_ONES.cache_clear, _LARGE_ONES.cache_clear, _KEPT.clear):
            kept()
        began = time.perf_counter()
        yaml.compose(text, Loader=yaml.CSafeLoader)
        parsed = time.perf_counter()
        opened = open_programme(Source("large", path))
        checked = time.perf_counter()
        assert opened.findings == ()
        if round_ >= 2:  # what is imported, and built once a process, is not what is measured
            ratios.append((checked - parsed) / (parsed - began))
    found = statistics.median(ratios)
    print(f"{lines} lines: {found:.2f} times what composing takes")  # noqa: T201 - the figure is the benchmark's purpose
    assert found <= MOST_RATIO


@pytest.mark.bench
def test_a_folder_of_a_thousand_programmes_is_checked_in_time(tmp_path: Path) -> None:
    folder = tmp_path / "programmes"
    folder.mkdir()
    for n in range(FOLDER):
        (folder / f"network-{n}.yaml").write_bytes(SEED.read_bytes() + f"# {n}\n".encode())
    seconds, megabytes = took(tmp_path, sys.executable, "-m", "hsplan", "validate")  # refused where one is not sound
    print(f"{FOLDER} programmes: {seconds:.1f} s, {megabytes} MB")  # noqa: T201
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES
