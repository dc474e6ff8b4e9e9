"""What stands in the JSON of plans, as JSON Schema: every field is there, always, and no other is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from hsplan.plan.model import Status
from hsplan.schedule.readers import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that the schema of programmes is written in as well."""
ISO_DAY = r"^\d{4}-\d{2}-\d{2}$"
ISO_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2}(:\d{2})?|Z)?$"

Described = dict[str, Any]


def schema() -> Described:
    """The JSON Schema (draft-07) of what `hsplan show --json` prints and `hsplan export --format json` writes."""
    whole = _object(
        "Plans, ready to be shown.",
        {
            "version": {"const": 1, "description": "The version of the format; fields may be added to it."},
            "programmes": _list("In the order of the names given, else by id.", _one("programme")),
        },
    )
    return {"$schema": DRAFT, "title": "Plans as hsplan shows them", **whole, "definitions": _definitions()}


def _definitions() -> Described:
    return {
        "programme": _object("A programme on its days.", {**_PROGRAMME, **_PROGRAMME_PARTS}),
        "phase": _object("A phase, such as a trimester.", _PHASE),
        "session": _object("A session on its day or days.", {**_SESSION, **_SESSION_SINCE}),
        "part": _object("A stretch of a session's day.", _PART),
        "window": _object("What gets no date: days within which it is arranged, or which it fills.", _WINDOW),
        "day": _object("A day that is no session's.", _DAY),
        "project": _object("The project that runs through the programme.", _PROJECT),
        "outcome": _object("What the project is measured by.", _OUTCOME),
        "milestone": _object("A step of the project.", _MILESTONE),
        "named": _object("Something with an id and a name.", {"id": _text("Its id."), "name": _text("Its name.")}),
        "person": _object("Someone who leads, or who is to be known.", _PERSON),
        "venue": _object("Where sessions are held.", _VENUE),
        "participant": _object("Someone who takes part.", _PARTICIPANT),
        "reader": _object("For whom the plan was narrowed.", _READER),
        "contact": _object("Whom to write to.", {"name": _text("Their name."), "email": _text("Their mail address.")}),
    }


def _object(words: str, fields: Mapping[str, Described]) -> Described:
    """An object that has all of these fields and no other."""
    return {
        "description": words,
        "type": "object",
        "additionalProperties": False,
        "required": list(fields),
        "properties": dict(fields),
    }


def _text(words: str) -> Described:
    return {"description": words, "type": "string"}


def _maybe(one: Described) -> Described:
    """The same, or null where it is not stated."""
    kind = one["type"]
    return {**one, "type": [kind, "null"]}


def _day(words: str) -> Described:
    return {"description": words, "type": "string", "pattern": ISO_DAY}


def _moment(words: str) -> Described:
    return {"description": words, "type": "string", "pattern": ISO_TIME}


def _number(words: str, least: int = 0) -> Described:
    return {"description": words, "type": "integer", "minimum": least}


def _list(words: str, of: Described) -> Described:
    return {"description": words, "type": "array", "items": of}


def _texts(words: str) -> Described:
    return _list(words, {"type": "string"})


def _one(name: str) -> Described:
    return {"$ref": f"#/definitions/{name}"}


def _one_or_null(words: str, name: str) -> Described:
    return {"description": words, "anyOf": [_one(name), {"type": "null"}]}


def _of(words: str, *values: str) -> Described:
    return {"description": words, "enum": list(values)}


_PROVISIONAL = _maybe(_text("What it still depends on; until then it is provisional."))
_PROGRAMME = {
    "id": _text("Its id: the name of its file, and of its cohort after a dot."),
    "title": _text("What it is called."),
    "client": _maybe(_text("For which organisation.")),
    "network": _maybe(_text("For which network.")),
    "cohort": _maybe(_text("The cohort whose run it is; null where the programme has no cohorts.")),
    "start": _day("Its first day."),
    "length_months": _maybe(_number("Its length; null where that is not stated in months.")),
    "timezone": _maybe(_text("The time zone of all times, as IANA names it.")),
    "status": _of("Tentative until the plan is published.", "tentative", "confirmed"),
}
_PROGRAMME_PARTS = {
    "phases": _list("In order.", _one("phase")),
    "sessions": _list("In order of date; with a reader, those that concern them.", _one("session")),
    "windows": _list("What has no date of its own.", _one("window")),
    "dates": _list("Days that are no sessions.", _one("day")),
    "facts": {
        "description": "What it says of taking part: attendance, otherwise, assessment, award, load, fee, notice.",
        "type": "object",
        "additionalProperties": {"type": "string"},
    },
    "project": _one_or_null("The project that runs through it.", "project"),
    "provider": _maybe(_text("Who runs it.")),
    "audience": _texts("The roles that it is for."),
    "size": _maybe(_number("How many take part, where that is known.", 1)),
    "revision": _number("The plan's revision: it rises with each change."),
    "calendar_id": _text("A part of the id of every calendar entry."),
    "domain": _text("The right half of the id of every calendar entry."),
    "phase_word": _text("What its phases are called: `trimester` or `phase`."),
    "needs": _list("The health needs that it serves.", _one("named")),
    "skills": _list("What participants learn.", _one("named")),
    "people": _list("Who leads, and who is to be known.", _one("person")),
    "venues": _list("Where sessions may be held.", _one("venue")),
    "participants": _list(
        "Who takes part, where they are known by name; only for those who lead.", _one("participant")
    ),
    "shared": _texts("Ids of people and venues whom other programmes have from the same file."),
    "gone": _list(
        "Sessions that people were told of and that are no more, at all or for this reader.", _one("session")
    ),
    "gone_windows": _list("The same of what has no date of its own.", _one("window")),
    "unsettled": _texts("Days of its calendar that are provisional, in words."),
    "reader": _one_or_null("For whom it was narrowed.", "reader"),
    "organiser": _one_or_null("Who invites.", "contact"),
}
_PHASE = {
    "id": _text("Its id."),
    "title": _maybe(_text("What it is called.")),
    "first": _day("Its first day."),
    "last": _day("Its last day."),
    "depends_on": _PROVISIONAL,
}
_SESSION = {
    "id": _text("Its id, which stays."),
    "kind": _text("A built-in kind, such as `insight-day`, or one of the programme's own; empty where it is gone."),
    "title": _text("What it is called."),
    "phase": _maybe(_text("The id of its phase.")),
    "first": _day("Its first day."),
    "last": _day("Its last day."),
    "parts": _list("In order; a session without parts has one, named as its kind.", _one("part")),
    "teaches": _texts("Ids of skills."),
    "practises": _texts("Ids of skills that were taught before."),
    "facilitators": _list("Who leads it.", _one("named")),
    "venue": _one_or_null("Where it is held.", "named"),
    "status": _of("How firm it is.", *get_args(Status)),
    "sequence": _number("How often it has changed since people were first told."),
    "for": _maybe(_text("For whom; null where it is for everyone.")),
    "mode": _list("How people meet.", _of("One way.", "in person", "online", "phone", "blended")),
    "attendance": _maybe(_text("Who has to come.")),
    "depends_on": _PROVISIONAL,
    "with_session": _maybe(_text("The id of the session that it is held together with.")),
    "overnight": {"description": "Whether the nights between its days are part of it.", "type": "boolean"},
    "waived": _texts("Rules that are set aside for it, each with the reason and who decided it."),
}
_SESSION_SINCE = {
    "item": _text("The id that it is written under, which those of one `count` share."),
    "kind_title": _text("What its kind is called."),
    "summary": _maybe(_text("What it is about.")),
    "preparation": _maybe(_text("What participants do beforehand.")),
    "link": _maybe(_text("Where people meet online.")),
    "expected": _maybe(_number("How many participants come, where that is known.", 1)),
    "attendees": _texts("Ids of the participants who come, where they are known by name; only for those who lead."),
    "scenario": _maybe(_text("A challenge's situation; only for those who lead.")),
    "note": _maybe(_text("What those who run it have to know; only for those who lead and venues.")),
    "joint_with": _texts("The other cohorts of its file that hold it as well, as one session."),
    "changed": _moment("When what is shown of it last changed, in UTC."),
}
_PART = {
    "name": _text("Its id."),
    "start": _maybe(_moment("When it starts on the first day, with the offset of its time zone.")),
    "end": _maybe(_moment("When it ends on that day.")),
    "time": _maybe(_text("Its time in words, where it is no stretch: `from 14:00`, `evening`.")),
    "for": _maybe(_text("For whom, where that is not everyone.")),
    "title": _text("What it is called."),
    "apart": _maybe(_number("In how many groups people meet apart, where they do and the number is known.", 1)),
    "attendees": _texts("Ids of the participants who take part in it; only for those who lead."),
}
_WINDOW = {
    "id": _text("Its id."),
    "kind": _text("Its kind."),
    "title": _text("What it is called."),
    "phase": _maybe(_text("The id of its phase.")),
    "first": _maybe(_day("Its first day.")),
    "last": _maybe(_day("Its last day: the deadline of what is arranged.")),
    "arranged_by": _texts("Who finds the date."),
    "detail": _maybe(_text("How many, how often and for whom, in words.")),
    "depends_on": _PROVISIONAL,
    "teaches": _texts("Ids of skills."),
    "practises": _texts("Ids of skills that were taught before."),
    "kind_title": _text("What its kind is called."),
    "status": _of("How firm it is.", *get_args(Status)),
    "sequence": _number("How often it has changed since people were first told."),
    "changed": _maybe(_moment("When what is shown of it last changed, in UTC.")),
}
_DAY = {
    "id": _text("Its id."),
    "title": _text("What it is called."),
    "first": _maybe(_day("The day, or the first of several.")),
    "last": _maybe(_day("The last day.")),
    "words": _text("How it is written, where that is no day."),
}
_PROJECT = {
    "title": _text("What it is called."),
    "serves": _texts("Ids of the needs that it serves."),
    "outcomes": _list("What it is measured by.", _one("outcome")),
    "milestones": _list("Its steps; the last is its delivery, where that has a moment.", _one("milestone")),
    "summary": _maybe(_text("What it is about.")),
}
_OUTCOME = {
    "id": _text("Its id."),
    "measure": _text("What is counted or observed."),
    "baseline": _maybe(_text("Where it stood at the start.")),
    "target": _maybe(_text("Where it is to stand at the end.")),
}
_MILESTONE = {
    "id": _text("Its id."),
    "title": _text("What is reached."),
    "date": _maybe(_day("Its day, where something fixes one.")),
    "session": _maybe(_text("The id of its session.")),
}
_PERSON = {
    "id": _text("Their id."),
    "name": _text("Their name, or a role label."),
    "role": _maybe(_text("What they are, in words.")),
}
_VENUE = {
    "id": _text("Its id."),
    "name": _text("Its name."),
    "town": _maybe(_text("Where it is.")),
    "address": _maybe(_text("Where to go.")),
    "seats": _maybe(_number("How many people it seats.", 1)),
}
_PARTICIPANT = {
    "id": _text("Their id."),
    "name": _text("Their name, or a role label."),
    "role": _maybe(_text("Their role.")),
    "practice": _maybe(_text("Where they work.")),
    "in": _texts("The sets and other groups that they are in: `set 1`."),
}
_READER = {
    "kind": _of("What they are.", *get_args(Kind)),
    "id": _text("Their id, or that of the group."),
    "name": _text("Their name."),
    "number": _maybe(_number("Of a group: which one of it.", 1)),
}
