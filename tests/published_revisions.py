"""Calendars that organisations published and later revised: the plan before, by hand, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from by_chance import Values, as_text, file_of, read_values
from conftest import Run
from published_facts import published as facts
from published_plans import same_title

from hsplan.dates.day_phrases import read_start
from hsplan.dates.days import in_words
from hsplan.programme.unfolding import sessions_of

Days = tuple[date, date]
NAME = "revised"


@dataclass(frozen=True)
class Revised:
    """How two calendars of the same sessions differ."""

    moved: frozenset[str]
    added: frozenset[str]
    dropped: frozenset[str]
    days: int
    """How many days those that moved have moved, all together."""

    @classmethod
    def between(cls, before: dict[str, Days], after: dict[str, Days]) -> Revised:
        """What happened to the sessions of one calendar in the next."""
        both = [id_ for id_ in before if id_ in after]
        return cls(
            frozenset(id_ for id_ in both if before[id_] != after[id_]),
            frozenset(after.keys() - before.keys()),
            frozenset(before.keys() - after.keys()),
            sum(abs((after[id_][0] - before[id_][0]).days) for id_ in both),
        )


def calendar_published(id_: str, label: str, said: Values) -> dict[str, Days]:
    """The days of a published calendar by the session that each event is, for the programme that is said."""
    programme = read_values(said)
    assert programme is not None
    left = list(sessions_of(programme))
    found: dict[str, Days] = {}
    events: list[dict[str, Any]] = next(one["events"] for one in facts(id_)["schedule"] if one["cohort"] == label)
    for event in events:
        named = [one for one in left if same_title(one, event["name"])]
        if named:  # a window, or what only another version has, is no session
            left.remove(named[0])
            found[named[0].id] = (read_start(event["start"]), read_start(event.get("end", event["start"])))
    return found


def plan_by_hand(said: Values, start: date, days: dict[str, Days], delivered: tuple[str, ...] = ()) -> str:
    """The file of a plan as a person would write it who knows no more than the days."""
    programme = read_values(said)
    assert programme is not None
    titles = {one.id: one.title for one in sessions_of(programme)}
    lines = [
        "hsplan-plan: 1",
        f"programme: {NAME}",
        f"calendar-id: {NAME}-{start:%Y-%m}",
        "domain: hsplan.invalid",
        f"start: {in_words(start)}",
        "revision: 1",
        "optimum: by hand",
        "fingerprint: by hand",
        "sessions:",
    ]
    for id_, (first, last) in sorted(days.items(), key=lambda item: item[1]):
        status = "delivered" if id_ in delivered else "tentative"
        lines += [f"  {id_}:", f'    title: "{titles.get(id_, id_)}"', f"    date: {in_words(first)}"]
        lines += [f"    last: {in_words(last)}"] if last > first else []
        lines += [f"    status: {status}", "    sequence: 0", "    revision: 1", "    digest: by hand"]
    return "\n".join([*lines, "history:", "- {revision: 1, at: '2010-11-01T09:00:00Z', did: written by hand}", ""])


def days_planned(folder: Path, name: str = NAME) -> dict[str, Days]:
    """The days of a plan, as its file has them."""
    text = (folder / "programmes" / f"{name}.plan.yaml").read_text(encoding="utf-8")
    plan = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts only
    held = {id_: one for id_, one in plan["sessions"].items() if one["status"] != "cancelled"}
    return {id_: (read_start(one["date"]), read_start(one.get("last", one["date"]))) for id_, one in held.items()}


def replanned(folder: Path, run: Run, after: Values) -> Revised:
    """What `hsplan schedule` makes of a plan when its programme comes to say something else."""
    before = days_planned(folder)
    file_of(folder, NAME, after)
    ran = run("schedule")
    assert ran.code == 0, ran.err
    return Revised.between(before, days_planned(folder))


def published_first(folder: Path, run: Run, said: Values, plan: str) -> None:
    """A workspace with a programme and the plan by hand, which `hsplan schedule` finds sound: no session moves."""
    path = file_of(folder, NAME, said)
    path.with_name(f"{NAME}.plan.yaml").write_text(plan, encoding="utf-8")
    before = days_planned(folder)
    ran = run("schedule")
    assert ran.code == 0, ran.err
    assert Revised.between(before, days_planned(folder)) == Revised(frozenset(), frozenset(), frozenset(), 0), ran.err
    assert (folder / "programmes" / f"{NAME}.yaml").read_text(encoding="utf-8") == as_text(said)


def a_day_before(day: date) -> date:
    return day - timedelta(days=1)
