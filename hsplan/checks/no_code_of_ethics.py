"""Everyone who leads, coaches or mentors has accepted the code of ethics that the programme requires.

    ethics: EMCC Code of Ethics
    people: {facilitator-a: {name: Facilitator A, leads: everything}}   # has accepted none

Once they have accepted it, write it on the person; hsplan records this and certifies nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("no-code-of-ethics",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each person who leads, or is a coach or mentor, without the code."""
    if programme.ethics is None:
        return
    named = {id_ for session in sessions_of(programme) for id_ in session.leaders.people}
    for id_, person in programme.people.items():
        guides = any(word in f"{person.title} {id_}".lower() for word in ("coach", "mentor"))
        if (person.leads or guides or id_ in named) and person.ethics != programme.ethics:
            path = ("people", id_, "ethics") if person.ethics else ("people", id_)
            notes = (Note("required here", ("ethics",)),)
            yield Finding(
                "no-code-of-ethics",
                f"{person.name} has not accepted the {programme.ethics}",
                path,
                at_key=True,
                expected=f"`ethics: {programme.ethics}`",
                notes=notes,
            )
