"""A moment beside another session says beside which one.

    sessions:
      set: {kind: action-learning, count: 3}
      dinner: {kind: dinner, when: the evening before set}    # before the first, or before each?

Nobody could tell on which day the dinner is. (After something that is held several times is after the last of them,
and before it is before the first.)

Name one of them (`set-1`), or let the session bring the other with it: `brings: {dinner: {...}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, first_of
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import HOST, Beside, During, OnDay, named_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session
    from hsplan.programme.when import When

CODES = ("which-session",)
MOST_NAMED = 5


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each moment that names no session, or several of which it can mean but one."""
    told: set[Path] = set()
    by_item: dict[str, list[Session]] = {}
    for one in occasions_of(programme):
        by_item.setdefault(one.item, []).append(one)
    for session in occasions_of(programme):
        for n, when in enumerate(session.when):
            path = (*session.path, "when", n)
            found = _nameless(session, when, path) or _several(session, when, path, by_item)
            if found is not None and path not in told:
                told.add(path)
                yield found


def _nameless(session: Session, when: When, path: Path) -> Finding | None:
    """`before it`, where nothing brings the session."""
    if not isinstance(when, Beside | OnDay | During) or when.target != HOST or session.host is not None:
        return None
    message = f"`{when}` does not say beside which session"
    return Finding("which-session", message, path, expected="the id of a session behind it, such as `after day-1`")


def _several(session: Session, when: When, path: Path, by_item: dict[str, list[Session]]) -> Finding | None:
    """A day, or a distance, of something that is held several times."""
    exact = isinstance(when, Beside) and when.gap is not None
    for target in named_in(when) if exact or isinstance(when, OnDay | During) else ():
        held = [one for one in by_item.get(target, []) if one.id != target]
        numbers, members = {one.number for one in held}, {one.member for one in held}
        apart = len(members) > 1 and session.member not in members
        if apart or (len(numbers) > 1 and not exact):
            names = first_of([f"`{one.id}`" for one in held], MOST_NAMED)
            message = f"`{target}` is held {len(held)} times, and `{when}` does not say which is meant"
            mend = f"name one of them, or let `{target}` bring it: `brings`"
            return Finding("which-session", message, path, expected=f"one of {names}", help=mend)
    return None
