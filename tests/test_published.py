"""The language says twenty programmes that real organisations published, and plans them as sensibly as people did.

`tests/published/ID.json` holds the facts of each, as collected from its source; `tests/published/facts/ID.yaml` says
for each fact where `examples/published/ID.yaml` says it, or why it is lost. The table beside the programmes is made
from all three: `pytest tests/test_published.py --accept` writes it anew.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Run
from published_facts import (
    IDS,
    PUBLISHED,
    Said,
    accounts,
    at,
    can_be_read,
    leaves,
    plans_something,
    published,
    read_said,
)
from published_plans import FOLDER, STARTS, Comparison, Event, comparisons, path_of, plans, told

from hsplan.dates.day_phrases import read_start
from hsplan.dates.days import WEEKDAYS

TABLE = FOLDER / "README.md"
LOST: dict[str, str] = {"features.replan-published": "what became of a plan is told by the plan's history"}
"""The facts that a plan depends on and that may be lost all the same: none of the structure."""
UNEVEN = "neither its length nor a usual gap was published, only that gaps are uneven, of 8 to 34 days"
FURTHER: dict[tuple[str, str, str], str] = {
    ("stellarhe-2022-kcl", "2022", name): UNEVEN
    for name in (
        "Workshops 5 and 6",
        "Workshops 7 and 8",
        "Workshops 9 and 10",
        "Assessments",
        "Workshops 11 and 12",
        "Workshops 13 and 14",
    )
}
"""Events that the plan has further off than one usual gap, each with the reason why nothing stated draws it nearer."""

WITH_CALENDAR = [id_ for id_ in IDS if published(id_)["schedule"]]


def programme_of(id_: str) -> dict[str, Any]:
    """A programme's file as it is written."""
    found: dict[str, Any] = yaml.load(path_of(id_).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return found


def said_of(id_: str) -> dict[str, Said]:
    """Where each fact is said that is."""
    programme = programme_of(id_)
    return {leaf: read_said(written, programme) for leaf, written in accounts(facts_of(id_))[0].items()}


def facts_of(id_: str) -> Path:
    """The file that says where each fact is said."""
    return PUBLISHED / "facts" / f"{id_}.yaml"


def test_every_published_programme_has_a_file_and_there_is_no_other() -> None:
    assert len(IDS) == 20
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == IDS
    assert sorted(path.stem for path in (PUBLISHED / "facts").glob("*.yaml")) == IDS


@pytest.mark.parametrize("id_", IDS)
def test_every_fact_is_said_or_lost_exactly_once(id_: str) -> None:
    said, lost = accounts(facts_of(id_))
    facts = leaves(id_)
    assert set(facts) - said.keys() - lost.keys() == set(), "neither said nor lost"
    assert (said.keys() | lost.keys()) - facts.keys() == set(), "no such fact"
    assert said.keys() & lost.keys() == set(), "both said and lost"


@pytest.mark.parametrize("id_", IDS)
def test_every_fact_can_be_read_where_it_is_said(id_: str) -> None:
    programme, facts = programme_of(id_), leaves(id_)
    wrong = []
    for leaf, said in said_of(id_).items():
        for place in said.places:
            try:
                at(programme, place)
            except (KeyError, IndexError, ValueError):
                wrong.append(f"{leaf}: there is no {'.'.join(place)}")
                break
        else:
            if not said.in_words and not can_be_read(facts[leaf], said, programme):
                wrong.append(f"{leaf}: {facts[leaf]!r} cannot be read there")
    assert wrong == []


@pytest.mark.parametrize("id_", IDS)
def test_nothing_that_a_plan_depends_on_is_lost_or_only_noted(id_: str) -> None:
    lost = [leaf for leaf in accounts(facts_of(id_))[1] if plans_something(leaf)]
    assert [leaf for leaf in lost if leaf not in LOST] == []
    assert [leaf for leaf, said in said_of(id_).items() if plans_something(leaf) and said.only_noted] == []


@pytest.mark.parametrize("id_", IDS)
def test_each_names_its_source(id_: str) -> None:
    header = path_of(id_).read_text(encoding="utf-8").split("\ntitle:")[0]
    assert all(line.startswith("#") for line in header.splitlines() if line)
    assert published(id_)["source"]["url"] in header


@pytest.mark.parametrize("id_", IDS)
@pytest.mark.no_cover
def test_each_is_sound_and_can_be_planned_with_no_rule_broken(id_: str, workspace: Path, run: Run) -> None:
    (workspace / "programmes" / f"{id_}.yaml").write_bytes(path_of(id_).read_bytes())
    validated = run("validate")
    assert validated.code == 0, validated.out
    ran = run("schedule", *(["--start", STARTS[id_]] if id_ in STARTS else []))
    assert ran.code == 0, ran.err
    assert "optimum proven" in " ".join(ran.err.split())  # which may stand on two lines
    assert "best possible" not in ran.err
    shown = run("show")
    assert (shown.code, "error[" in shown.err) == (0, False)
    assert run("export").code == 0


@pytest.mark.parametrize("id_", WITH_CALENDAR)
def test_each_plan_starts_on_its_published_first_date(id_: str) -> None:
    for one in comparisons(id_):
        first = min(one.events, key=lambda event: event.published.first)
        assert first.days_off == 0, one.cohort


@pytest.mark.parametrize("id_", WITH_CALENDAR)
def test_each_plan_has_its_sessions_in_the_published_order(id_: str) -> None:
    for one in comparisons(id_):
        assert [
            pair
            for pair in combinations(one.events, 2)
            if order(*(e.published.first for e in pair)) != order(*(e.planned.first for e in pair))
        ] == []


def order(one: date, other: date) -> int:
    """Which of two comes first."""
    return (one > other) - (one < other)


@pytest.mark.parametrize("id_", WITH_CALENDAR)
def test_each_session_lies_within_one_usual_gap_of_its_published_day(id_: str) -> None:
    far = {
        (id_, one.name, event.name): event.days_off
        for one in comparisons(id_)
        for event in one.events
        if abs(event.days_off) > one.usual_gap(event)
    }
    assert far.keys() == {key for key in FURTHER if key[0] == id_}, far


@pytest.mark.parametrize("id_", WITH_CALENDAR)
def test_each_session_is_on_its_weekdays_where_they_were_stated(id_: str) -> None:
    for one in comparisons(id_):
        for event in one.events:
            if weekdays := event.stated.get("weekday_stated"):
                first, last = event.planned.first.weekday(), event.planned.last.weekday()
                assert weekdays.split("-") == [WEEKDAYS[day] for day in dict.fromkeys((first, last))], event


def table() -> str:
    """The facts of each programme, and each published calendar with the plan beside it."""
    lines = [
        "# Twenty published programmes",
        "",
        "Each file says the facts that were published of one programme, and no others; `tests/test_published.py` holds",
        "this table to them. A fact is said where the file has a place for it, and else lost.",
        "",
        "| programme | source | facts stated | said | lost | of those said, only in a note |",
        "| --- | --- | ---: | ---: | --- | --- |",
        *map(_row, IDS),
        "",
        "## Plans beside what was published",
        "",
        "Each plan knows the structure, the first day, the stated weekdays and limits, and none of the later dates.",
        "`days` is by how much the plan is later (+) or earlier (-), with the reason where it is beyond one usual gap.",
    ]
    for id_ in WITH_CALENDAR:
        for one in comparisons(id_):
            lines += ["", f"### {published(id_)['title']}: {one.name}", "", *_beside(one)]
    counts = [_counts(id_) for id_ in IDS]
    stated, said, lost, noted = (sum(each) for each in zip(*counts, strict=True))
    lines.insert(7 + len(IDS), f"| all twenty | | {stated} | {said} | {lost} | {noted} |")
    return "\n".join(lines) + "\n"


def _counts(id_: str) -> tuple[int, int, int, int]:
    """How many facts of a programme are stated, said, lost, and said in a note only."""
    said, lost = accounts(facts_of(id_))
    return len(leaves(id_)), len(said), len(lost), len(_noted(id_))


def _noted(id_: str) -> list[str]:
    return [leaf for leaf, said in said_of(id_).items() if said.only_noted]


def _row(id_: str) -> str:
    stated, said, _, _ = _counts(id_)
    lost = ", ".join(accounts(facts_of(id_))[1]) or "nothing"
    noted = ", ".join(_noted(id_)) or "nothing"
    return f"| [{id_}]({id_}.yaml) | <{published(id_)['source']['url']}> | {stated} | {said} | {lost} | {noted} |"


def _beside(one: Comparison) -> list[str]:
    rows = [
        f"| {each.name} | {told(each.published)} | {told(each.planned)} | {_off(one, each)} |" for each in one.events
    ]
    return ["| session | published | planned | days |", "| --- | --- | --- | ---: |", *rows]


def _off(one: Comparison, event: Event) -> str:
    why = next((why for (_, name, session), why in FURTHER.items() if (name, session) == (one.name, event.name)), "")
    return (f"{event.days_off:+d}" if event.days_off else "0") + (f": {why}" if why else "")


@pytest.mark.no_cover
def test_the_table_is_what_the_files_say(pytestconfig: pytest.Config) -> None:
    for id_ in IDS:
        plans(id_, read_start(STARTS[id_]) if id_ in STARTS else None)
    if pytestconfig.getoption("--accept"):
        TABLE.write_text(table(), encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == table()
