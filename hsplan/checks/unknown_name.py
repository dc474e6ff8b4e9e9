"""Whatever is referred to exists.

A misspelt skill would be taught nowhere, a misspelt venue would leave a session without a room.

    skills: {change: Change management}
    sessions: {day-1: {kind: insight-day, teaches: chnage}}

Correct the name, or add what it should refer to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, did_you_mean
from hsplan.programme.kinds import KINDS
from hsplan.programme.model import EVERYTHING
from hsplan.programme.sessions import phases_of, written_sessions
from hsplan.programme.when import During

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Part, Programme, Shared
    from hsplan.programme.when import When


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each name that refers to nothing."""
    yield from _on_levels(programme)
    for path, _, session in written_sessions(programme):
        yield from _missing("kind", [session.kind], _kinds(programme), (*path, "kind"))
        yield from _missing("skill", session.teaches, programme.skills, (*path, "teaches"))
        yield from _missing("skill", session.practises, programme.skills, (*path, "practises"))
        yield from _in_parts(programme, session.parts or {}, path)
        yield from _in_moments(programme, session.when, (*path, "when"))
    for id_, kind in programme.kinds.items():
        yield from _missing(
            "kind", [kind.extends] if kind.extends else [], _kinds(programme), ("kinds", id_, "extends")
        )
        yield from _in_parts(programme, kind.parts or {}, ("kinds", id_))
    yield from _of_people(programme)
    yield from _of_project(programme)


def _on_levels(programme: Programme) -> Iterator[Finding]:
    """Names in the keys that sessions, kinds, phases and the programme share."""
    key, phases = phases_of(programme)
    levels: list[tuple[Path, Shared]] = [((), programme)]
    levels += [((key, id_), phase) for id_, phase in phases.items()]
    levels += [(("kinds", id_), kind) for id_, kind in programme.kinds.items()]
    levels += [(path, session) for path, _, session in written_sessions(programme)]
    for path, level in levels:
        yield from _missing("venue", level.where or (), programme.venues, (*path, "where"))
        yield from _missing("person", level.with_.people if level.with_ else (), programme.people, (*path, "with"))


def _in_parts(programme: Programme, parts: dict[str, Part], path: Path) -> Iterator[Finding]:
    for id_, part in parts.items():
        at = (*path, "parts", id_)
        yield from _missing("group", [part.for_] if part.for_ else [], programme.groups, (*at, "for"))
        yield from _missing("person", part.with_.people if part.with_ else (), programme.people, (*at, "with"))


def _in_moments(programme: Programme, moments: Iterable[When], path: Path) -> Iterator[Finding]:
    sessions = [str(session_path[-1]) for session_path, _, _ in written_sessions(programme)]
    wanted = [moment.session for moment in moments if isinstance(moment, During)]
    yield from _missing("session", wanted, sessions, path)


def _of_people(programme: Programme) -> Iterator[Finding]:
    sessions = [str(path[-1]) for path, _, _ in written_sessions(programme)]
    for id_, person in programme.people.items():
        yield from _missing(
            "kind or session", person.leads, [EVERYTHING, *_kinds(programme), *sessions], ("people", id_, "leads")
        )
    for id_, group in programme.groups.items():
        yield from _missing(
            "person", group.with_.people if group.with_ else (), programme.people, ("groups", id_, "with")
        )


def _of_project(programme: Programme) -> Iterator[Finding]:
    project = programme.project
    if project is None:
        return
    yield from _missing("need", project.serves, programme.needs, ("project", "serves"))
    for id_, milestone in project.milestones.items():
        yield from _in_moments(programme, [milestone.when], ("project", "milestones", id_, "when"))
    if project.delivery is not None:
        yield from _in_moments(programme, [project.delivery], ("project", "delivery"))


def _kinds(programme: Programme) -> list[str]:
    return [*programme.kinds, *(kind for kind in KINDS if kind not in programme.kinds)]


def _missing(noun: str, wanted: Iterable[str], known: Iterable[str], path: Path) -> Iterator[Finding]:
    names = list(known)
    for n, word in enumerate(wanted):
        if word not in names:
            expected = f"one of {', '.join(names)}" if names else f"a {noun} that the programme defines"
            yield Finding(
                "unknown-name",
                f"there is no {noun} `{word}`",
                (*path, n),
                expected=expected,
                help=did_you_mean(word, names, " "),
            )
