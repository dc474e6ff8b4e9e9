"""For whom views are written: whole programmes, or those whom `--for` and `--each` name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from hsplan.cli.wrong import wrong_word
from hsplan.findings import Finding, RefusedError, did_you_mean, first_of
from hsplan.schedule.arranging import leads_or_led
from hsplan.schedule.readers import Kind, Reader, readers_of, who_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hsplan.cli.ready import Ready
    from hsplan.schedule.arranging import Planned

KINDS: tuple[str, ...] = get_args(Kind)
MOST_NAMED = 40


@dataclass(frozen=True)
class Picked:
    """What one file is about: programmes, whole or narrowed to one reader each."""

    name: str
    """What the file is called, without its ending."""
    of: tuple[tuple[Ready, Reader | None], ...]


def pick(found: Sequence[Ready], words: Sequence[str], kinds: Sequence[str]) -> list[Picked]:
    """Each whole programme; or with words and kinds, each whom they name.

    Raises:
        RefusedError: where nobody, or more than one, is called so.
        WrongCommandError: where there is no such kind of reader.
    """
    readers = [(one, reader) for one in found for reader in _all_readers(one.planned)]
    known = tuple(dict.fromkeys([*KINDS, *(reader.id for _, reader in readers if reader.kind == "group")]))
    for kind in kinds:
        if kind not in known:
            raise wrong_word("kind of reader", kind, known)
    if not words and not kinds:
        return [Picked(one.source.full_id, ((one, None),)) for one in found]
    wanted = [item for word in words for item in _called(word, readers)]
    for kind in kinds:
        found_of_kind = _of_kind(kind, readers)
        wanted += [one for one in found_of_kind if kind != "facilitator" or leads_or_led(one[0].planned, one[1])]
    return _by_file(wanted)


def _all_readers(planned: Planned) -> tuple[Reader, ...]:
    """All for whom a programme can be narrowed, those who have left and are to be told so at the end."""
    return (*readers_of(planned.programme), *who_left(planned.programme, planned.plan))


def _of_kind(kind: str, readers: Sequence[tuple[Ready, Reader]]) -> list[tuple[Ready, Reader]]:
    """All of a kind, or of a sort of group such as `set`, of which there must be one."""
    found = [item for item in readers if item[1].kind == kind]
    if kind not in KINDS:
        found = [item for item in readers if item[1].kind == "group" and item[1].id == kind]
    if not found:
        known = ", ".join(dict.fromkeys(reader.kind for _, reader in readers))
        raise RefusedError(
            Finding(
                "unknown-name", f"there is no {kind} that is known by name", expected=f"of these there are: {known}"
            )
        )
    return found


def _called(word: str, readers: Sequence[tuple[Ready, Reader]]) -> list[tuple[Ready, Reader]]:
    """Those whom a word names: `facilitator-a`, `set-1`, `set 1`, or with the kind before it, `venue:hall`."""
    kind, _, rest = word.rpartition(":")
    plain = rest.strip().lower().replace(" ", "-")
    found = [(one, reader) for one, reader in readers if reader.word == plain and kind in ("", reader.kind)]
    if not found:
        held = next((one for one, _ in readers if plain in one.planned.plan.sessions), None)
        file = f"{held.source.full_id}-register/{plain}.html" if held is not None else ""
        mend = f"`{plain}` is a session, and has a file of its own: `--format register` writes {file}" if file else ""
        raise RefusedError(_nobody(word, [reader for _, reader in readers], mend))
    of_kinds = dict.fromkeys(reader.kind for _, reader in found)
    if len(of_kinds) > 1:
        raise RefusedError(
            Finding(
                "unknown-name",
                f"`{word}` may be a {' or a '.join(of_kinds)}",
                expected=" or ".join(f"`--for {one}:{plain}`" for one in of_kinds),
            )
        )
    return found


def _nobody(word: str, readers: Iterable[Reader], mend: str) -> Finding:
    """The finding that nobody is called so, with those whom there are."""
    known = list(dict.fromkeys(reader.word for reader in readers))
    return Finding(
        "unknown-name",
        f"nobody and nothing is called `{word}`",
        expected=f"one of {first_of(known, MOST_NAMED)}",
        help=mend or did_you_mean(word, known),
    )


def _by_file(wanted: Iterable[tuple[Ready, Reader]]) -> list[Picked]:
    """Those of one file together: somebody whom programmes share has one, whatever programmes they are wanted in."""
    files: dict[tuple[str, str], list[tuple[Ready, Reader]]] = {}
    for one, reader in wanted:
        shared = one.planned.shared.get(reader.id) if reader.kind in ("facilitator", "venue") else None
        name = reader.word if shared else f"{one.source.full_id}.{reader.word}"
        mine = files.setdefault((name, shared or one.source.name), [])
        if (one, reader) not in mine:
            mine.append((one, reader))
    return [Picked(name, tuple(of)) for (name, _), of in files.items()]
