"""What a manual shows is accepted anew without what it left out, and never longer than a person reads on."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from manuals import ELISION, MOST_LINES, Follower, fits, quoted, realigned, shortened

LINES = st.lists(st.sampled_from(["a 1", "a 2", "b 1", "b 2", "", "Next: c"]), max_size=8)
SHOWN = st.lists(st.sampled_from(["a 1", "b 1", "", "Next: c", ELISION]), max_size=8)


@pytest.mark.parametrize(
    ("shown", "printed", "accepted"),
    [
        (
            "A plan|…|it costs 316|…|Next: a",
            "A plan|day-1|it costs 508|day-2|Next: a",
            "A plan|…|it costs 508|…|Next: a",
        ),
        ("…|it costs 316|…|Next: a", "A plan|day-1|it costs 508|day-2|Next: a", "…|it costs 508|…|Next: a"),
        ("A plan|…|it costs 316", "A plan|day-1|it costs 316|(proven)", "A plan|…|it costs 316|(proven)"),
        ("A plan|…|a warning|…|it costs 316", "A plan|day-1|day-2|it costs 316", "A plan|…|it costs 316"),
        ("A plan|…|it costs 316", "A plan|it costs 317", "A plan|it costs 317"),
        ("A plan|it costs 316", "A plan|day-1|it costs 317", "A plan|day-1|it costs 317"),
        ("", "A plan|it costs 317", "A plan|it costs 317"),
    ],
)
def test_what_was_left_out_stays_out_where_the_rest_is_told_anew(shown: str, printed: str, accepted: str) -> None:
    assert "|".join(realigned(shown.split("|") if shown else [], printed.split("|"))) == accepted


@given(SHOWN, LINES)
def test_what_is_accepted_fits_what_is_printed(shown: list[str], printed: list[str]) -> None:
    accepted = realigned(shown, printed)
    assert [fits(accepted, printed), ELISION in shown or accepted == printed] == [True, True]


@given(LINES.map(lambda lines: lines * 9), st.integers(3, MOST_LINES))
def test_what_is_too_long_is_left_out_in_the_middle(lines: list[str], most: int) -> None:
    short = shortened(lines, most)
    assert [len(short), fits(short, lines)] == [min(len(lines), most), True]


def test_a_quotation_follows_its_file() -> None:
    file = "a:\n  date: 1 May\nb:\n  date: 8 May\n  time: evening\n  venue: hall\nc:\n"
    assert quoted("b:\n  date: 9 May\n…\n  venue: hall\n", file) == "b:\n  date: 8 May\n…\n  venue: hall\n"


def test_no_block_is_accepted_longer_than_a_person_reads(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower = Follower(run, monkeypatch, tmp_path)
    text = follower.follow("```console\n$ seq 40\n1\n\n$ seq 3 | tail -n 1\n```\n")
    numbers = "\n".join([*map(str, range(1, 11)), ELISION, *map(str, range(30, 41))])
    assert text == f"```console\n$ seq 40\n{numbers}\n\n$ seq 3 | tail -n 1\n3\n```\n"
    assert text.count("\n") == MOST_LINES + 2
    assert follower.follow(text) == text
