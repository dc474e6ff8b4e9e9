"""Sixty programmes that share twenty facilitators and twenty venues, as a workspace and as a project of TaskJuggler 3.

Facilitators work, and venues are open, on two of Tuesday to Thursday. What is closed for all leaves forty weeks, so
that 660 sessions take 0.41 of the days of facilitators and of venues; but all programmes begin within five weeks of
each other, each wants its days evenly spread over the same year, and has five venues to choose from.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

PROGRAMMES = 60
SESSIONS = 11
STAFF = 20
SHARED_FILE = "east-london.yaml"
FIRST = date(2011, 1, 3)
DAYS = ("Tue", "Wed", "Thu")
CLOSED = {
    "february-half-term": (date(2011, 2, 21), date(2011, 2, 25)),
    "easter-holiday": (date(2011, 4, 11), date(2011, 4, 29)),
    "may-half-term": (date(2011, 5, 30), date(2011, 6, 3)),
    "summer-holiday": (date(2011, 8, 1), date(2011, 8, 26)),
    "october-half-term": (date(2011, 10, 24), date(2011, 10, 28)),
    "turn-of-the-year": (date(2011, 12, 19), date(2012, 1, 6)),
}


def start_of(n: int) -> date:
    """The first day of a programme: five of them begin a week apart, and so on."""
    return FIRST + timedelta(weeks=n % 5)


def off(n: int) -> str:
    """The one of the three days on which a facilitator or venue is not to be had."""
    return DAYS[n % len(DAYS)]


def shared(staff: int = STAFF) -> str:
    """The shared file: people and venues, and the days that are closed for everyone."""
    people = "".join(
        f"  facilitator-{n}: {{name: Facilitator {n}, leads: everything, at-most: 2 days a week, away: {off(n)}}}\n"
        for n in range(1, staff + 1)
    )
    venues = "".join(
        f"  venue-{n}: {{name: Venue {n}, town: Stepney, seats: 24, closed: {off(n)}}}\n" for n in range(1, staff + 1)
    )
    closed = "".join(f"    {id_}: {first} to {last}\n" for id_, (first, last) in CLOSED.items())
    return f"people:\n{people}venues:\n{venues}calendar:\n  bank-holidays: no\n  closed:\n{closed}"


def pool(n: int, staff: int = STAFF) -> list[int]:
    """The five venues at which a programme may be held."""
    return [(3 * n + k) % staff + 1 for k in range(5)]


def programme(n: int, staff: int = STAFF, sessions: int = SESSIONS) -> str:
    """A programme of a day every three to seven weeks."""
    days = "".join(f"  day-{k}: {{kind: insight-day, title: Insight day {k}}}\n" for k in range(1, sessions + 1))
    return (
        f"title: Programme {n}\nuse: [shared/{SHARED_FILE}]\nstart: {start_of(n)}\nlength: about 12 months\n"
        f"country: England\nparticipants: 16\nweekdays: Tue-Thu\ntime: 9:00-17:00\ngap: 3 to 7 weeks\n"
        f"with: 1 facilitator\nwhere: [{', '.join(f'venue-{k}' for k in pool(n, staff))}]\nsessions:\n{days}"
    )


def write_workspace(folder: Path, programmes: int = PROGRAMMES, staff: int = STAFF) -> None:
    """The programmes and their shared file, below a folder."""
    (folder / "programmes" / "shared").mkdir(parents=True)
    (folder / "programmes" / "shared" / SHARED_FILE).write_text(shared(staff))
    for n in range(1, programmes + 1):
        (folder / "programmes" / f"programme-{n:04}.yaml").write_text(programme(n, staff))


def taskjuggler(programmes: int = PROGRAMMES, staff: int = STAFF) -> str:
    """The same sessions for TaskJuggler 3: it knows no longest gap and no even spread, so that it has less to do."""
    closed = "".join(
        f'leaves holiday "Closed" {first} +{(last - first).days + 1}d\n' for first, last in CLOSED.values()
    )
    text = (
        'project hs "hs" 2011-01-03 +16m {\n  timezone "Europe/London"\n  timingresolution 60min\n'
        "  dailyworkinghours 8\n  yearlyworkingdays 260\n}\n" + closed
    )
    for role, limit in (("facilitator", "  limits { weeklymax 2d }\n"), ("venue", "  efficiency 0.0\n")):
        for n in range(1, staff + 1):
            open_ = ", ".join(day.lower() for day in DAYS if day != off(n))
            shut = f"  workinghours mon, {off(n).lower()}, fri off\n  workinghours {open_} 9:00 - 17:00\n"
            text += f'resource {role}{n} "{role} {n}" {{\n{shut}{limit}}}\n'
    others_ = ", ".join(f"facilitator{n}" for n in range(2, staff + 1))
    people = f"facilitator1 {{ alternative {others_} mandatory }}"
    for n in range(1, programmes + 1):
        first, *others = (f"venue{k}" for k in pool(n, staff))
        venue = f"{first} {{ alternative {', '.join(others)} mandatory }}"
        text += f'task p{n} "Programme {n}" {{\n  start {start_of(n)}\n'
        for k in range(1, SESSIONS + 1):
            after = f"    depends !d{k - 1} {{ gapduration 20d }}\n" if k > 1 else ""
            text += (
                f'  task d{k} "Day {k}" {{\n    effort 1d\n    allocate {people}\n    allocate {venue}\n{after}  }}\n'
            )
        text += "}\n"
    return text + 'taskreport sessions "sessions" {\n  formats csv\n  columns bsi, start, end, resources\n}\n'
