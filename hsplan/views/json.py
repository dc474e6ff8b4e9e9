"""The schedule for programs: the documented JSON of `hsplan show --json`. Only additions are ever made to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hsplan.schedule.rows import Named, Place, ProjectRow, Row, Schedule, WindowRow

VERSION = 1
"""Raised only if a program that reads the format would break; so far it never has been."""


def render(schedules: Sequence[Schedule]) -> bytes:
    """UTF-8, with a line end: `version`, and `programmes` in the order given."""
    values = {"version": VERSION, "programmes": [_programme(schedule) for schedule in schedules]}
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def _programme(schedule: Schedule) -> dict[str, Any]:
    return {
        "id": schedule.id,
        "title": schedule.title,
        "client": schedule.client,
        "network": schedule.network,
        "cohort": schedule.cohort,
        "start": schedule.days.first.isoformat(),
        "length_months": schedule.length_months,
        "timezone": schedule.timezone,
        "status": schedule.status,
        "phases": [
            {
                "id": one.id,
                "title": one.title,
                "first": one.days.first.isoformat(),
                "last": one.days.last.isoformat(),
                "depends_on": one.depends_on,
            }
            for one in schedule.phases
        ],
        "sessions": [_session(row) for row in schedule.rows],
        "windows": [_window(window) for window in schedule.windows],
        "dates": [
            {"id": one.id, "title": one.title, "first": _iso(one.first), "last": _iso(one.last), "words": one.words}
            for one in schedule.dates
        ],
        "facts": dict(schedule.facts),
        "project": _project(schedule.project) if schedule.project else None,
    }


def _session(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "phase": row.phase,
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "parts": [
            {
                "name": part.id,
                "start": part.start.isoformat() if part.start else None,
                "end": part.end.isoformat() if part.end else None,
                "time": part.words or None,
                "for": part.whom or None,
            }
            for part in row.parts
        ],
        "teaches": [skill.id for skill in row.teaches],
        "practises": [skill.id for skill in row.practises],
        "facilitators": [_named(one) for one in row.facilitators],
        "venue": _named(row.venue) if row.venue else None,
        "status": row.status,
        "sequence": row.sequence,
        "for": row.whom or None,
        "mode": list(row.modes),
        "attendance": row.attendance or None,
        "depends_on": row.depends_on,
        "with_session": row.host,
        "overnight": row.overnight,
        "waived": list(row.waived),
    }


def _window(window: WindowRow) -> dict[str, Any]:
    return {
        "id": window.id,
        "kind": window.kind,
        "title": window.title,
        "phase": window.phase,
        "first": _iso(window.first),
        "last": _iso(window.last),
        "arranged_by": list(window.arranged_by),
        "detail": window.detail or None,
        "depends_on": window.depends_on,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _named(one: Named | Place) -> dict[str, str]:
    return {"id": one.id, "name": one.name}


def _project(project: ProjectRow) -> dict[str, Any]:
    return {
        "title": project.title,
        "serves": [need.id for need in project.serves],
        "outcomes": [
            {"id": id_, "measure": outcome.measure, "baseline": outcome.baseline, "target": outcome.target}
            for id_, outcome in project.outcomes.items()
        ],
        "milestones": [
            {
                "id": one.id,
                "title": one.title,
                "date": one.date.isoformat() if one.date else None,
                "session": one.session,
            }
            for one in project.milestones
        ],
    }
