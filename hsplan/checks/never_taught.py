"""Each skill is taught, and taught before it is practised.

Participants practise in a challenge what they have learnt by then; a skill that no session teaches was forgotten, or
is spelt in two ways.

    skills: {change: Change management}
    sessions:
      challenge-1: {kind: leadership-challenge, practises: change}
      day-1: {kind: insight-day, teaches: change}      # too late for the challenge

Move the session that teaches the skill before the one that practises it, or add `teaches` where it is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note, warning
from hsplan.programme.sessions import follow
from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

CODES = ("never-taught", "practised-too-early")


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each skill that nothing teaches, and for each that is practised before it is taught."""
    occasions = occasions_of(programme)
    teaching = {skill: [one for one in occasions if skill in one.teaches] for skill in programme.skills}
    for skill, sessions in teaching.items():
        if not sessions and not programme.template:
            yield warning(
                "never-taught",
                f"no session teaches `{skill}`",
                ("skills", skill),
                at_key=True,
                expected=f"a session with `teaches: {skill}`",
                help="add it to `teaches` of a session, or delete the skill",
            )
    for session in occasions:
        if session.number == 1 and session.member in (None, (session.for_.each, 1)):
            for n, skill in enumerate(session.practises):
                if taught := teaching.get(skill):
                    yield from _too_early(session, n, taught)


def _too_early(session: Session, n: int, taught: Sequence[Session]) -> Iterator[Finding]:
    """A warning where all that teaches a skill comes after a session that practises it; the file says how they lie."""
    if all(follow(session, other) for other in taught):
        skill, first = session.practises[n], taught[0]
        yield warning(
            "practised-too-early",
            f"`{session.item}` practises `{skill}`, which is taught only later, in `{first.item}`",
            (*session.path, "practises", n),
            expected="a skill that a session before it teaches",
            help=f"move `{first.item}` before `{session.item}`, or practise the skill later",
            notes=(Note("taught here", (*first.path, "teaches")),),
        )
