"""Whatever is referred to exists.

A misspelt skill would be taught nowhere, a misspelt venue would leave a session without a room.

    skills: {change: Change management}
    sessions: {day-1: {kind: insight-day, teaches: chnage}}

Correct the name, or add what it should refer to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.dates.loose_phrases import mended_loose
from hsplan.dates.misread import EXAMPLE_START
from hsplan.findings import Finding, did_you_mean, first_of, nearly, warning, written_again
from hsplan.language import as_id
from hsplan.programme.groups import defined_roles, known_number, named_participants, role_named, roles_of
from hsplan.programme.items import id_at, written_sessions
from hsplan.programme.kinds import KINDS
from hsplan.programme.stretches import phases_of
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import During, named_in
from hsplan.programme.who import BE_ONLINE, EVERYTHING, PARTICIPANT, REMOTE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Part, Programme, Shared
    from hsplan.programme.when import When
    from hsplan.programme.who import ForWhom, Leaders

CODES = ("unknown-name",)
_ANYBODY = dict.fromkeys(("none", "nobody", "tbc", "tba", "tbd"), "write `unknown`, or `[]` for none")
_ANYBODY |= {"unknown": "write `unknown` by itself, or leave it out"}
NO_NAME = {
    "person": _ANYBODY
    | {f"{n}{of}": f"write `{n} facilitator{'s' * (n > 1)}`" for n in range(1, 10) for of in ("", "-facilitators")},
    "venue": _ANYBODY
    | dict.fromkeys(REMOTE, BE_ONLINE)
    | dict.fromkeys(("phone", "telephone", "by-phone"), "write `mode: phone`, and no `where`"),
    "kind or session": dict.fromkeys(("all", "any"), "write `everything`"),
}
"""What to write for words that people put in place of a name; a name that merely begins with one is a name."""
DEFINE = {
    "role": "define it: `roles: {{{word}: {{title: ...}}}}`",
    "kind": "define it: `kinds: {{{word}: {{extends: workshop}}}}`",
    "venue": "define it: `venues: {{{word}: {{name: ...}}}}`",
    "person": "define them: `people: {{{word}: {{name: ..., leads: everything}}}}`",
}
GROUPS = {"pair": "size: 2", "triad": "size: 3", "trio": "size: 3", "quartet": "size: 4", "set": "size: 5 to 8"}
GROUPS |= {"half": "number: 2", "halve": "number: 2", "third": "number: 3", "team": "number: 4", "group": "number: 4"}
"""Words for groups that hardly are roles, with what such a group says of its size."""
MOST_NAMED = 30
"""How many known names a message lists; more would hide what it says."""


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each name that refers to nothing."""
    kinds = _sorted(programme.kinds.keys() | KINDS.keys())
    written = {id_ for path, _, _ in written_sessions(programme) for id_ in (str(path[-1]), id_at(path))}
    sessions = _sorted(written | {one.id for one in occasions_of(programme)})
    led = _sorted(kinds.keys() | sessions.keys() | {EVERYTHING})
    during = _sorted(sessions.keys() | phases_of(programme)[1].keys())
    yield from _on_levels(programme)
    for path, _, session in written_sessions(programme):
        yield from _missing("kind", [session.kind], kinds, (*path, "kind"))
        for n, when in enumerate(session.when):
            named = during if isinstance(when, During) else sessions
            yield from _missing("session", named_in(when), named, (*path, "when", n))
        yield from _missing("skill", session.teaches, programme.skills, (*path, "teaches"))
        yield from _missing("skill", session.practises, programme.skills, (*path, "practises"))
        yield from _in_parts(programme, session.parts or {}, path)
    for id_, kind in programme.kinds.items():
        yield from _missing("kind", [kind.extends] if kind.extends else [], kinds, ("kinds", id_, "extends"))
        yield from _in_parts(programme, kind.parts or {}, ("kinds", id_))
    for id_, person in programme.people.items():
        yield from _missing("kind or session", person.leads, led, ("people", id_, "leads"))
    for id_, group in programme.groups.items():
        yield from _leading(programme, group.with_, ("groups", id_, "with"))
        for part in group.of:
            yield from _missing("role", [part], roles_of(programme), ("groups", id_, "of", part), at_key=True)
    for id_, role in programme.roles.items():
        yield from _missing("role", [role.is_] if role.is_ else [], roles_of(programme), ("roles", id_, "is"))
        per = [role.per] if role.per else []
        yield from _missing("group", per, {*programme.groups, PARTICIPANT}, ("roles", id_, "per"))
    for n, waiver in enumerate(programme.waive):
        yield from _missing("session", waiver.for_, sessions, ("waive", n, "for"))
    yield from _once(_memberships(programme))
    yield from _once(_held_roles(programme))
    yield from _of_project(programme, sessions)


def _sorted(names: Iterable[str]) -> dict[str, None]:
    """Names put in order once, however many are looked for among them."""
    return dict.fromkeys(sorted(names))


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of findings about many people those that say the same in one, where it is first said."""
    found: dict[str, list[Finding]] = {}
    for one in findings:
        found.setdefault(one.message, []).append(one)
    for first, *others in found.values():
        yield replace(first, notes=(written_again(len(others)),)) if others else first


def _memberships(programme: Programme) -> Iterator[Finding]:
    """The groups that participants are in and that there are not."""
    for id_, participant in named_participants(programme).items():
        for n, one in enumerate(participant.in_):
            yield from _for(programme, one, ("participants", id_, "in", n))


def _held_roles(programme: Programme) -> Iterator[Finding]:
    """Roles that people hold, and that read like another one, where nothing else names them: slips of the pen.

    A role may be anybody's own word, so that one which is like no other is taken as it is. One of participants that
    something else names is told there.
    """
    known = defined_roles(programme)
    held = {id_: one.role for id_, one in programme.people.items() if one.role and one.role not in known}
    theirs = {
        id_: one.role for id_, one in named_participants(programme).items() if one.role and as_id(one.role) not in known
    }
    asked = _asked_roles(programme) if held or theirs else set()
    slips = _slips((role for role in held.values() if role not in asked), known)
    for id_, role in held.items():
        if role in slips:
            yield from _missing("role", [role], known, ("people", id_, "role"))
    slips = _slips((role for role in theirs.values() if as_id(role) not in asked), programme.audience)
    for id_, role in theirs.items():
        if role in slips:
            yield warning(
                "unknown-name",
                f"there is no `{role}` in the audience",
                ("participants", id_, "role"),
                expected=f"one of {', '.join(programme.audience[:MOST_NAMED])}",
                help=f"did you mean `{slips[role]}`?",
            )


def _slips(roles: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Of the first roles those that are like a known one, with that; to compare is slow, and there are few roles."""
    found = {role: nearly(role, known) for role in list(dict.fromkeys(roles))[:MOST_NAMED]}
    return {role: near for role, near in found.items() if near}


def _asked_roles(programme: Programme) -> set[str]:
    """The ids of the roles that something else than a person or participant names."""
    leading = [group.with_ for group in programme.groups.values()]
    found = {role for group in programme.groups.values() for role in group.of}
    found |= {whom for _, block in programme.calendar.blocks for whom in block.for_}
    for one in occasions_of(programme):
        found |= {one.leaders.role, *one.for_.roles, *one.leaders.people}
    attending = [programme.attendance, *(one.attendance for one in occasions_of(programme))]
    found |= {role for one in attending if one is not None for role, _ in one.roles}
    leading += [part.with_ for _, _, one in written_sessions(programme) for part in (one.parts or {}).values()]
    found |= {role_named(programme, one.role) for one in leading if one is not None}
    return {as_id(role) for role in found}


def _on_levels(programme: Programme) -> Iterator[Finding]:
    """Names in the keys that sessions, kinds, phases and the programme share."""
    key, phases = phases_of(programme)
    levels: list[tuple[Path, Shared]] = [((), programme)]
    levels += [((key, id_), phase) for id_, phase in phases.items()]
    levels += [(("kinds", id_), kind) for id_, kind in programme.kinds.items()]
    levels += [(path, session) for path, _, session in written_sessions(programme)]
    for path, level in levels:
        yield from _missing("venue", level.where or (), programme.venues, (*path, "where"))
        yield from _leading(programme, level.with_, (*path, "with"))
        yield from _for(programme, level.for_, (*path, "for"))
        for role, _ in level.attendance.roles if level.attendance is not None else ():
            yield from _missing("role", [role], roles_of(programme), (*path, "attendance", role), at_key=True)


def _for(programme: Programme, for_: ForWhom | None, path: Path) -> Iterator[Finding]:
    """A group or the roles that something is for."""
    if for_ is not None and for_.each:
        yield from _missing("group", [for_.each], {**programme.groups, PARTICIPANT: None}, path)
        yield from _beyond(programme, for_, path)
    elif for_ is not None:
        for one in _missing("role", for_.roles, roles_of(programme), path):
            meant = for_.roles[int(one.path[-1])]
            group = meant if meant in programme.groups else meant.removesuffix("s")
            help_ = "did you mean `everyone`?" if meant in ("all", "everybody") else one.help
            if group in programme.groups:
                help_ = f"did you mean `each {group}`?"
            elif group in GROUPS:
                help_ = f"write `each {group}`, and define it: `groups: {{{group}: {{{GROUPS[group]}}}}}`"
            yield replace(one, help=help_)


def _beyond(programme: Programme, for_: ForWhom, path: Path) -> Iterator[Finding]:
    """The third of two halves."""
    known = known_number(programme, for_.each)
    if known is not None and for_.number > known:
        yield Finding(
            "unknown-name",
            f"there is no `{for_}`: there {'is' if known == 1 else 'are'} {known}",
            path,
            expected=f"`each {for_.each}`, or one up to `{for_.each} {known}`",
        )


def _in_parts(programme: Programme, parts: dict[str, Part], path: Path) -> Iterator[Finding]:
    for id_, part in parts.items():
        at = (*path, "parts", id_)
        yield from _for(programme, part.for_, (*at, "for"))
        yield from _leading(programme, part.with_, (*at, "with"))


def _leading(programme: Programme, leaders: Leaders | None, path: Path) -> Iterator[Finding]:
    if leaders is not None:
        yield from _missing("person", leaders.people, {**programme.people, **roles_of(programme)}, path)
        counted = [role_named(programme, leaders.role)] if leaders.number else []
        yield from _missing("role", counted, roles_of(programme), path)


def _of_project(programme: Programme, sessions: Collection[str]) -> Iterator[Finding]:
    project = programme.project
    steps: dict[Path, When | None] = {("dates", id_): when for id_, when in programme.dates.items()}
    if project is not None:
        yield from _missing("need", project.serves, programme.needs, ("project", "serves"))
        steps |= {("project", "milestones", id_, "when"): one.when for id_, one in project.milestones.items()}
        steps[("project", "delivery")] = project.delivery
    for path, when in steps.items():
        yield from _missing("session", named_in(when) if when is not None else (), sessions, path)


def _missing(
    noun: str, wanted: Iterable[str], known: Collection[str], path: Path, *, at_key: bool = False
) -> Iterator[Finding]:
    for n, word in enumerate(wanted):
        if word not in known:
            in_order = tuple(known) if isinstance(known, dict) else tuple(sorted(known))
            names = first_of(in_order, MOST_NAMED)
            expected = f"one of {names}" if names else f"a {noun} that the programme defines"
            define = DEFINE.get(noun, "").format(word=word)
            part = next((one for one in in_order if f"-{one}-" in f"-{word}-"), "") if noun == "kind" else ""
            near = f"did you mean `{part}`?" if part else did_you_mean(word, in_order)
            define = "" if noun == "kind" and near and not part else define
            instead = NO_NAME.get(noun, {}).get(word, "")
            if noun == "session" and mended_loose(word, EXAMPLE_START):
                instead = "where days are meant, say from when to when, such as `1 May to 30 Jun 2027`"
            help_ = instead or (f"{near} Or {define}" if near and define else near or define)
            yield Finding(
                "unknown-name", f"there is no {noun} `{word}`", path if at_key else (*path, n), at_key, expected, help_
            )
