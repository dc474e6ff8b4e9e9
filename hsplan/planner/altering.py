"""A programme with one thing in it changed, and the request of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hsplan.calendars.gathering import gather
from hsplan.language import Noun, kebab
from hsplan.programme.absences import with_closed, without_closed
from hsplan.programme.moments import Frame
from hsplan.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from hsplan.findings import Path
    from hsplan.programme.model import Programme

REMOVED = object()
"""The value of what is to be taken out."""


def changed(programme: Programme, path: Path, value: object) -> Programme:
    """The programme with another value at a place; nothing at all there where the value is `REMOVED`."""
    found: Programme = _put(without_closed(programme), path, value)
    return with_closed(found)


def _put(noun: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - any noun of a programme
    key, rest = path[0], path[1:]
    if isinstance(noun, Noun):
        name = _field(noun, key)
        return noun.model_copy(update={name: _put(getattr(noun, name), rest, value) if rest else value})
    if not rest and value is REMOVED:
        return {known: one for known, one in noun.items() if known != key}
    if rest and key not in noun:
        return noun  # another repair has taken it out
    return noun | {key: _put(noun[key], rest, value) if rest else value}


def value_at(noun: Any, path: Path) -> Any:  # noqa: ANN401 - any value of a programme
    """What a programme, or a noun of it, says at a place."""
    for key in path:
        noun = getattr(noun, _field(noun, key)) if isinstance(noun, Noun) else noun[key]
    return noun


def _field(noun: Noun, key: str | int) -> str:
    return next(name for name in type(noun).model_fields if kebab(name) == key)


def setting(path: Path, value: object) -> Callable[[Programme], Programme]:
    """The change that puts a value at a place."""
    return lambda programme: changed(programme, path, value)


def asked_again(request: Request, programme: Programme) -> Request:
    """The request of a changed programme."""
    start = request.calendar.start
    within = Frame.of(programme, start).everything
    same = (programme.calendar, programme.country) == (request.programme.calendar, request.programme.country)
    calendar = (
        request.calendar
        if same and within == request.within
        else gather(programme.calendar, programme.country, within, start)
    )
    return Request.of(programme, calendar, request.previous, request.taken, request.as_of)
