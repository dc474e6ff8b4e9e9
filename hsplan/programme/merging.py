"""Document x Document → Document: what one file says over what another says, each value with its place.

Mappings merge by key, nothing (`null`) removes, anything else replaces, as in JSON Merge Patch (RFC 7396). The order is
that of the base, with what is new at the end.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from hsplan.findings import MANY, Finding, did_you_mean, first_of, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hsplan.findings import Path
    from hsplan.programme.document import Document, Place

MOST_NAMED = 30
"""How many known names a message lists; more would hide what it says."""


def merge(base: Document, over: Document) -> Document:
    """What both documents say together, the second over the first. It is called what the second is called."""
    places = dict(base.places)
    values = _merged(base.values, over, (), places)
    places[()] = over.places[()]
    return replace(over, values=values, places=places)


def merged_with_warnings(base: Document, over: Document) -> tuple[Document, list[Finding]]:
    """What both documents say together, and a warning for each thing that is removed and was not there."""
    found = _not_there(base.values, over.values, ())
    return merge(base, over), [over.placed(one) for one in islice(found, MANY)]


def part(document: Document, path: Path) -> Document:
    """The mapping at a path as a document of its own, whose values keep their places."""
    values: Any = document.values
    for key in path:
        values = values[key]
    below = [one for one in _below(values, path) if one in document.places]
    places = {one[len(path) :]: document.places[one] for one in below}
    return replace(document, values=values, places=places | {(): document.places[()]}, scalars=())


def without(document: Document, keys: Iterable[str]) -> Document:
    """The document without some of its outermost keys."""
    left_out = set(keys)
    if left_out.isdisjoint(document.values):
        return document
    values = {key: value for key, value in document.values.items() if key not in left_out}
    places = {path: place for path, place in document.places.items() if not path or path[0] not in left_out}
    return replace(document, values=values, places=places)


def _merged(base: Mapping[str, Any], over: Document, at: Path, places: dict[Path, Place]) -> dict[str, Any]:
    """The values below a path merged; the places of what goes are taken out, those of what comes are put in."""
    found = dict(base)
    above: Any = over.values
    for key in at:
        above = above[key]
    for key, value in above.items():
        path = (*at, key)
        held = found.get(key)
        both = isinstance(held, dict) and isinstance(value, dict)
        if key in found and not both:
            for gone in _below(held, path):
                places.pop(gone, None)
        if _removes(value, path):
            found.pop(key, None)
        elif isinstance(value, dict):
            found[key] = _merged(held if isinstance(held, dict) else {}, over, path, places)
            places[path] = over.places[path]
        else:
            found[key] = value
            places.update((one, over.places[one]) for one in _below(value, path) if one in over.places)
    return found


def _removes(value: object, path: Path) -> bool:
    """Whether a value takes out what the base has; within a variant or a cohort that is put off until it is applied."""
    put_off = (path[0] == "variants" and len(path) > len(("variants", "id"))) or (path[0] == "cohorts" and path[1:])
    return value is None and not put_off


def _not_there(base: Mapping[str, Any], over: Mapping[str, Any], at: Path) -> Iterator[Finding]:
    for key, value in over.items():
        path = (*at, key)
        if _removes(value, path):
            if key not in base:
                yield _nothing_to_remove(key, list(base), path)
        elif isinstance(value, dict):
            held = base.get(key)
            yield from _not_there(held if isinstance(held, dict) else {}, value, path)


def _nothing_to_remove(key: str, known: list[str], path: Path) -> Finding:
    names = first_of(known, MOST_NAMED)
    return warning(
        "nothing-to-remove",
        f"there is no `{key[:60]}` to remove here",
        path,
        at_key=True,
        expected=f"one of {names}" if names else "something that was there before",
        help=did_you_mean(key, known, "delete the line, or write a value"),
    )


def _below(value: object, path: Path) -> Iterator[Path]:
    """A path and all those below it."""
    yield path
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _below(held, (*path, key))
    elif isinstance(value, list):
        for n, held in enumerate(value):
            yield from _below(held, (*path, n))
