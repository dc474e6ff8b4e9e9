"""A session that cohorts hold together is at one time for all of them, in one place, and led by the same people.

    sessions: {talk: {kind: webinar, time: 12:30-13:30, joint-with: [london, berlin]}}
    cohorts:
      london: {country: England}
      berlin: {country: Germany}   # 12:30 there is an hour earlier

At another moment nobody meets (`joint-times-differ`): in the cohort that is elsewhere, write the time by clocks
there, `sessions: {talk: {time: 13:30-14:30}}`; and give it as many days in all of them. Where `where` or `with` differ
(`joint-apart`), each cohort has a place or people of its own: write the same in all of them. If it is meant so (the
same talk followed from two rooms), say it in each cohort on the session itself.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hsplan.findings import Finding, first_of, warning
from hsplan.programme.joint import at_one_time, hours_there
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.joint import Holder, Joint
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

CODES = ("joint-times-differ", "joint-apart")
MOST_NAMED = 4
"""How many cohorts a message lists."""
DAYS = (date(2026, 1, 15), date(2026, 7, 15))
"""In winter and in summer: on a day between, clocks may for once have changed in one country alone."""


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session held together, or brought by one that is, that is no one session."""
    sessions = reversed(sessions_of(programme)) if programme.joint else ()
    first = {one.path: one for one in sessions if one.id in programme.joint}  # of what is written once
    for session in first.values():
        joint, path = programme.joint[session.id], (*session.path, "joint-with")
        yield from _lengths(session, joint)
        yield from _times(session, joint, path)
        yield from _apart(session.item, joint, path)


def _lengths(session: Session, joint: Joint) -> Iterator[Finding]:
    """A finding where it is not over on one day for all of them."""
    if len({one.days for one in joint.holders}) > 1:
        each = first_of(
            [f"{one.days} day{'s' * (one.days > 1)} for `{one.cohort}`" for one in joint.holders], MOST_NAMED
        )
        yield Finding(
            "joint-times-differ",
            f"`{session.item}` is held together, and not for as long: {each}",
            (*session.path, "lasts"),
            expected="as many days for all who hold it",
            help=f"write `lasts` on `{session.item}` once for all",
        )


def _times(session: Session, joint: Joint, path: Path) -> Iterator[Finding]:
    """A finding where no day has it at one moment, in winter or in summer: what each would have to write."""
    timed = [one for one in joint.holders if one.hours is not None]
    first = timed[0] if timed else joint.holders[0]
    others = [one for one in timed if not any(at_one_time(first, one, day) for day in DAYS)]
    if others:
        told = first_of([_when(one) for one in (first, *others)], MOST_NAMED)
        mends = first_of([_mend(first, one) for one in others], MOST_NAMED)
        yield Finding(
            "joint-times-differ",
            f"`{session.item}` is held together, and not at one time: {told}",
            path,
            expected="one moment for all who hold it",
            help=f"in the cohort, under `{': {'.join(map(str, session.path))}: …{'}' * (len(session.path) - 1)}`, "
            f"write {mends}",
        )


def _when(one: Holder) -> str:
    return f"`{one.cohort}` at {one.hours}{f' in {one.zone}' if one.zone else ''}"


def _mend(first: Holder, other: Holder) -> str:
    """What to write in a cohort for it to be at the time of the first."""
    there = first.hours if first.zone == other.zone else hours_there(first, other, DAYS[0])
    return f"`time: {there}` for `{other.cohort}`" if there else f"a time of the same day for `{other.cohort}`"


def _apart(item: str, joint: Joint, path: Path) -> Iterator[Finding]:
    """A warning where those who hold it ask for other places or people, and do not all say so of the session itself."""
    placed = [one for one in joint.holders if one.place]
    led = [one for one in joint.holders if one.leaders[0]]
    places = {one.cohort: f"in {' or '.join(id_ for *_, id_ in one.place)}" for one in placed}
    leaders = {one.cohort: _led(one) for one in led}
    if len({one.place for one in placed}) > 1 and not all("where" in one.said for one in placed):
        yield _told(item, path, "where", ("in one place", places), "follows it from a place of its own")
    if len({one.leaders for one in led}) > 1:
        if not all("with" in one.said for one in led):
            yield _told(item, path, "with", ("led by the same people", leaders), "has people of its own for it")
    elif led and not joint.led_with and len(led) > 1:
        most = f"{led[0].leaders[0]} who may lead it in all of the cohorts"
        message = f"`{item}` is held together, and there are not {most}"
        expected = "the same people for all who hold it"
        help_ = "name those who lead it in a shared file, or for all cohorts"
        yield warning("joint-apart", message, path, expected=expected, help=help_)


def _led(one: Holder) -> str:
    number, people, role = one.leaders
    named = " and ".join(id_ for *_, id_ in people)
    return f"led by {named}" if len(people) == number else f"led by {number} {role}{'s' * (number > 1)}"


def _told(item: str, path: Path, key: str, not_so: tuple[str, dict[str, str]], if_meant: str) -> Finding:
    what, asked = not_so
    groups: dict[str, list[str]] = {}
    for cohort, words in asked.items():
        groups.setdefault(words, []).append(cohort)
    each = [f"{first_of([f'`{one}`' for one in mine], MOST_NAMED)} {words}" for words, mine in groups.items()]
    return warning(
        "joint-apart",
        f"`{item}` is held together, and not {what}: {'; '.join(each[:MOST_NAMED])}",
        path,
        expected=f"the same `{key}` for all who hold it",
        help=f"write `{key}` on `{item}` once for all; or in each cohort, if each {if_meant}",
    )
