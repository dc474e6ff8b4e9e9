"""Large files full of mistakes of one sort are told within seconds: no work grows faster than they do."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

import pytest
from conftest import Ran
from whole_road import counted, ran

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


@pytest.mark.no_cover
def test_what_is_not_told_of_a_check_is_mentioned(tmp_path: Path) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "a.yaml").write_text(LONG["names"])
    with chdir(tmp_path):
        found = ran("validate", "--report", "json", seconds=10).out
    assert found.count('"code": "unknown-name"') == 1_000
    assert found.count("there are more such findings; no more than 1000 are told at once") == 1


def told(folder: Path, text: str, *words: str) -> Ran:
    """How a command ends over one programme of this text."""
    (folder / "programmes").mkdir(exist_ok=True)
    (folder / "programmes" / "a.yaml").write_text(text)
    with chdir(folder):
        return ran(*words, seconds=60)


def work(folder: Path, text: str, *words: str) -> tuple[Ran, int]:
    """The same, and how many calls it takes to do so."""
    told(folder, text, *words)  # what is imported, or kept from run to run, is there
    return counted(lambda: told(folder, text, *words))


def cohorts(many: int) -> str:
    return f"{BASE}cohorts:\n" + "".join(f"  c{n}: {{start: 2011-0{1 + n % 9}}}\n" for n in range(many))


def test_twice_as_many_cohorts_with_as_many_warnings_are_twice_the_work(tmp_path: Path) -> None:
    skills = "skills:\n" + "".join(f"  s{n}: Skill\n" for n in range(100))  # none of which is taught
    found = [work(tmp_path, cohorts(many) + skills, "validate") for many in (10, 20)]
    assert [done.code for done, _ in found] == [0, 0]
    assert all(done.out.count("warning[never-taught]") == 100 for done, _ in found)
    assert found[1][1] < 2.2 * found[0][1]


@pytest.mark.no_cover
def test_where_one_cohort_is_full_of_mistakes_the_others_are_left_for_the_next_run(tmp_path: Path) -> None:
    wrong = "dates:\n" + "".join(f"  d{n}: 30 Feb\n" for n in range(600))
    found = [work(tmp_path, cohorts(many) + wrong, "validate") for many in (2, 30)]
    assert [done.code for done, _ in found] == [1, 1]
    words = [" ".join(done.out.split()) for done, _ in found]
    assert "mend this first: 1 other cohort was not judged" in words[0]
    assert "mend this first: 29 other cohorts were not judged" in words[1]
    assert found[1][1] < 1.2 * found[0][1]


@pytest.mark.parametrize("words", [("schedule",), ("show",), ("explain", "a:a")], ids=lambda words: words[0])
@pytest.mark.no_cover
def test_no_command_reads_all_cohorts_of_a_file_that_is_full_of_mistakes(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    wrong = "dates:\n" + "".join(f"  d{n}: 30 Feb\n" for n in range(600))
    found = [work(tmp_path, cohorts(many) + wrong, *words) for many in (3, 9)]
    assert [done.code for done, _ in found] == [1, 1]
    assert found[1][1] < 1.2 * found[0][1]


@pytest.mark.no_cover
def test_where_many_cohorts_have_some_mistakes_each_the_last_are_left_for_the_next_run(tmp_path: Path) -> None:
    wrong = "dates:\n" + "".join(f"  d{n}: 30 Feb\n" for n in range(200))
    done = told(tmp_path, cohorts(11) + wrong, "validate")
    assert "mend this first: 1 other cohort was not judged" in " ".join(done.out.split())


def test_far_too_many_values_of_all_cohorts_together_are_one_finding(tmp_path: Path) -> None:
    skills = "skills:\n" + "".join(f"  s{n}: Skill\n" for n in range(5_000))
    (finding,) = json.loads(told(tmp_path, cohorts(60) + skills, "validate", "--json").out)["findings"]
    assert (finding["code"], finding["message"]) == (
        "file-too-large",
        "the cohorts have more than 200000 keys and values together",
    )


def test_the_values_of_a_variant_count_once_for_each_cohort_that_follows_it(tmp_path: Path) -> None:
    skills = "skills: {" + ", ".join(f"s{n}: Skill" for n in range(5_000)) + "}"
    text = cohorts(45).replace("start:", "variant: v, start:") + f"variants: {{v: {{{skills}}}}}\n"
    (finding,) = json.loads(told(tmp_path, text, "validate", "--json").out)["findings"]
    assert finding["code"] == "file-too-large"
    assert told(tmp_path, text.replace("variant: v, ", ""), "validate").code == 0


def test_titles_are_gathered_once_however_often_one_stands_for_its_id(tmp_path: Path) -> None:
    def text(many: int) -> str:
        skills = "".join(f"  s{n}: Skill {n}\n" for n in range(10 * many))
        named = "".join(f"  w{n}: {{kind: workshop, teaches: Skill {n}}}\n" for n in range(many))
        return f"title: x\nlength: 1 year\nskills:\n{skills}sessions:\n{named}"

    found = [work(tmp_path, text(many), "validate") for many in (100, 200)]
    assert all("help: write its id, `s99`" in done.out for done, _ in found)
    assert found[1][1] < 2.2 * found[0][1]


def test_a_name_is_looked_for_among_twice_as_many_with_hardly_more_work(tmp_path: Path) -> None:
    texts = [
        BASE + "kinds:\n" + "".join(f"  k{n}: {{extends: {'zorg' * (n < 300)}}}\n" for n in range(many))
        for many in (1000, 2000)
    ]
    found = [work(tmp_path, text, "validate") for text in texts]
    assert found[1][1] < 2.2 * found[0][1]


def test_of_a_file_whose_text_is_wrong_without_end_the_rest_is_not_read(tmp_path: Path) -> None:
    found = [work(tmp_path, BASE + "note: x\n" * many, "validate", "--json") for many in (1_500, 3_000)]
    for done, _ in found:
        findings = json.loads(done.out)["findings"]
        assert len(findings) == 1_000
        assert {one["code"] for one in findings} == {"duplicate-key"}
    assert found[1][1] < 1.1 * found[0][1]


def test_more_moments_of_a_session_than_can_be_weighed_are_told(tmp_path: Path) -> None:
    for many, code in ((20, 0), (21, 1)):
        moments = ", ".join(f"at least {n + 1} days after b" for n in range(many))
        text = BASE.replace("a: {kind: workshop}", f"b: {{kind: launch}}, a: {{kind: workshop, when: [{moments}]}}")
        done = told(tmp_path, text, "validate")
        assert done.code == code
        assert ("`when` holds 21 moments" in done.out) == bool(code)


def test_sessions_that_each_of_hundreds_of_groups_has_on_its_own_are_not_all_built(tmp_path: Path) -> None:
    texts = [
        "title: x\nlength: 1 month\ngroups: {set: {number: 500}}\nsessions:\n"
        + "".join(f"  s{n}: {{kind: workshop, for: each set, taken: on own dates}}\n" for n in range(many))
        for many in (10, 60)
    ]
    found = [work(tmp_path, text, "validate") for text in texts]
    assert all("too-many-sessions" in done.out for done, _ in found)
    assert found[1][1] < 2 * found[0][1]


def test_days_for_twice_as_many_are_twice_the_work(tmp_path: Path) -> None:
    texts = [
        f"{BASE}start: 2011-01\npeople: {{{', '.join(f'p{n}: {{name: x}}' for n in range(many))}}}\n"
        f"calendar: {{avoid: {{{', '.join(f'c{n}: {{when: 3 Jan 2011, for: p{n}}}' for n in range(many))}}}}}\n"
        for many in (100, 200)
    ]
    found = [work(tmp_path, text, "validate") for text in texts]
    assert [done.code for done, _ in found] == [0, 0]
    assert found[1][1] < 2.2 * found[0][1]
