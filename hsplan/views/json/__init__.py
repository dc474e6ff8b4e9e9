"""The schedule for programs: the documented JSON of `hsplan show --json`. Only additions are ever made to it.

What stands in it is described in `described`, which `hsplan schema plan` prints; neither has anything that the other
has not. What only facilitators may see is null or empty for all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hsplan.dates.hours import instant
from hsplan.findings import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hsplan.schedule.readers import Reader
    from hsplan.schedule.rows import Contact, Named, PersonRow, Place, ProjectRow, Row, Schedule, WindowRow

VERSION = 1
"""Raised only if a program that reads the format would break; so far it never has been."""


def render(schedules: Sequence[Schedule]) -> bytes:
    """UTF-8, with a line end: `version`, and `programmes` in the order given."""
    values = {"version": VERSION, "programmes": [_programme(schedule) for schedule in schedules]}
    return json_text(values).encode()


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
        "provider": schedule.provider,
        "audience": list(schedule.audience),
        "size": schedule.size,
        "revision": schedule.revision,
        "calendar_id": schedule.calendar_id,
        "domain": schedule.domain,
        "phase_word": schedule.phase_word,
        "needs": [_named(one) for one in schedule.needs],
        "skills": [_named(one) for one in schedule.skills],
        "people": [{"id": one.id, "name": one.name, "role": one.role or None} for one in schedule.people],
        "venues": [_venue(one) for one in schedule.venues],
        "participants": [_participant(one) for one in schedule.participants],
        "shared": list(schedule.shared),  # where they come from is a path, and nobody else's business
        "gone": [_session(row) for row in schedule.gone],
        "gone_windows": [_window(window) for window in schedule.gone_windows],
        "unsettled": list(schedule.unsettled),
        "reader": _reader(schedule.reader) if schedule.reader else None,
        "organiser": _contact(schedule.organiser) if schedule.organiser else None,
    }


def _contact(one: Contact) -> dict[str, Any]:
    return {"name": one.name, "email": one.email}


def _venue(one: Place) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "town": one.town, "address": one.address, "seats": one.seats}


def _participant(one: PersonRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role or None,
        "practice": one.practice,
        "in": list(one.groups),
    }


def _reader(one: Reader) -> dict[str, Any]:
    return {"kind": one.kind, "id": one.id, "name": one.name, "number": one.number or None}


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
                "title": part.title,
                "apart": part.apart or None,
                "attendees": list(part.attendees),
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
        "item": row.item,
        "kind_title": row.kind_title,
        "summary": row.summary,
        "preparation": row.preparation,
        "link": row.link,
        "expected": row.expected,
        "attendees": list(row.attendees),
        "scenario": row.scenario,
        "note": row.note,
        "joint_with": list(row.joint),
        "changed": instant(row.changed),
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
        "teaches": [skill.id for skill in window.teaches],
        "practises": [skill.id for skill in window.practises],
        "kind_title": window.kind_title,
        "status": window.status,
        "sequence": window.sequence,
        "changed": instant(window.changed) if window.changed else None,
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
            {"id": one.id, "title": one.title, "date": _iso(one.date), "session": one.session}
            for one in project.milestones
        ],
        "summary": project.summary,
    }
