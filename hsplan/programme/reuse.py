"""What a programme's file takes from others, and the runs and variants that it has: the words for it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from hsplan.dates.misread import MisreadError, shown
from hsplan.language import Id, Noun, is_id, one_of, some_of

REUSE = ("use", "extends", "variants", "cohorts")
"""The keys that say from what a programme is put together. None of them is part of the programme itself."""


def read_shared_file(text: str) -> str:
    """The name of a shared file, from the folder of the programmes: `shared/east-london.yaml`."""
    name = text.strip()
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name) or "\\" in name:
        raise MisreadError(
            f"`{shown(name)}` does not name a file within the folder of the programme",
            "a name from that folder, with forward slashes, such as `shared/east-london.yaml`",
            code="outside-folder",
        )
    if not name.endswith(".yaml") or not name.isprintable():
        raise MisreadError(
            f"`{shown(name)}` is not the name of a shared file",
            "a name such as `shared/east-london.yaml`",
            code="bad-file-name",
        )
    return str(path)


def read_programme_name(text: str) -> str:
    """The id of a programme, or that of a programme and its cohort: `stepney.north`."""
    id_, dot, cohort = text.partition(".")
    if all(is_id(one) for one in ((id_, cohort) if dot else (id_,))):
        return text
    raise MisreadError(
        f"`{shown(text)}` is not the name of a programme",
        "the id of a programme, or of a cohort such as `stepney.north`",
        code="bad-id",
    )


def _overrides(value: object) -> object:
    if isinstance(value, dict):
        return value
    found = "nothing" if value is None else "a list" if isinstance(value, list) else f"`{shown(str(value))}`"
    raise MisreadError(
        f"expected keys with what differs, found {found}",
        "keys of a programme, such as `{start: 2011-02}`; `{}` where nothing differs",
        code="wrong-shape",
    )


SharedFiles = Annotated[tuple[str, ...], *some_of(read_shared_file, "shared/east-london.yaml")]
ProgrammeName = Annotated[str, *one_of(read_programme_name, "stepney", "stepney.north")]
Overrides = Annotated[
    dict[str, Any],
    BeforeValidator(_overrides),
    WithJsonSchema({"type": "object", "description": "Keys of a programme that differ; `null` takes out."}),
]
VARIANT = {"type": "string", "description": "Which of the variants this cohort follows."}
CohortOverrides = Annotated[
    dict[str, Any],
    BeforeValidator(_overrides),
    WithJsonSchema(
        {
            "type": "object",
            "description": "Its `start`, its `variant`, and keys of a programme that differ; `null` takes out.",
            "properties": {"variant": VARIANT},
        }
    ),
]


class Reuse(Noun):
    """From what a programme is put together. The keys are described where a programme has them."""

    use: SharedFiles = ()
    extends: Id | None = None
    variants: dict[Id, Overrides] = {}
    cohorts: dict[Id, CohortOverrides] = {}
