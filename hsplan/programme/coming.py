"""For whom a day counts: the roles, people and venues that a session cannot do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.programme.groups import role_named, roles_of
from hsplan.programme.people import needed_of, qualified, same_role
from hsplan.programme.who import PARTICIPANT

if TYPE_CHECKING:
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

WHO_MAY_STAY_AWAY = ("optional",)


def roles_coming(programme: Programme, session: Session) -> tuple[str, ...]:
    """The roles that come to a session: those it is for, or the whole audience, and the role of those who lead it.

    A role whose attendance is optional does not count.
    """
    attending = session.attendance
    optional = {role for role, rule in attending.roles if rule in WHO_MAY_STAY_AWAY} if attending is not None else set()
    audience = () if session.for_.roles else _audience(programme)
    led = (same_role(programme, role_named(programme, session.leaders.role)),) if session.leaders.needed else ()
    coming = (*session.for_.roles, *audience, PARTICIPANT, *led)
    known = [role for role in roles_of(programme) if same_role(programme, role) in led]
    return tuple(role for role in dict.fromkeys([*coming, *known]) if role not in optional)


def _audience(programme: Programme) -> tuple[str, ...]:
    """The ids of the roles that the programme is for."""
    titles = set(programme.audience)
    return tuple(id_ for id_, title in roles_of(programme).items() if title in titles)


def only_those(programme: Programme, session: Session) -> tuple[str, ...]:
    """The people without whom a session cannot be led, and its venue where it has but one."""
    able = qualified(programme, session)
    asked = session.leaders.people if len(able) > needed_of(programme, session) else able
    return (*asked, *(session.venues if len(session.venues) == 1 else ()))
