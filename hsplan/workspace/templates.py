"""A provider's own templates: files in `programmes/templates/` that take the place of those of hsplan."""

from __future__ import annotations

from pathlib import Path

from hsplan.findings import Finding, RefusedError
from hsplan.workspace.files import exists, read_bytes, resolved, shown
from hsplan.workspace.names import FOLDER

TEMPLATES = "templates"
LARGEST_TEMPLATE = 200_000
"""Bytes: a hundred pages."""


def own_template(name: str) -> str | None:
    """The text of the provider's own template of a name; None where there is none.

    Raises:
        RefusedError: where it cannot be read, is too large, is not UTF-8, or is a link out of `programmes/`.
    """
    path = Path(FOLDER) / TEMPLATES / name
    if not exists(path):
        return None
    if resolved(Path(FOLDER)) not in resolved(path).parents:  # else a document would hold whatever file it leads to
        message = f"{path.as_posix()} leads out of the folder of the programmes"
        raise RefusedError(Finding("outside-folder", message, expected=f"a file in {FOLDER}/"))
    data = read_bytes(path, LARGEST_TEMPLATE)
    if len(data) > LARGEST_TEMPLATE:
        message = f"{shown(path)} is larger than {LARGEST_TEMPLATE} bytes"
        raise RefusedError(Finding("template-wrong", message, expected="a template of a few pages"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(
            Finding("template-wrong", f"{shown(path)} is not UTF-8", expected="a text file saved as UTF-8")
        ) from None
