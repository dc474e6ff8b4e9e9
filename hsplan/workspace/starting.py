"""What a new programme starts from: a commented template, or the case study that hsplan comes with."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from hsplan.workspace.files import exists, read_bytes, write_all

OURS = b'"title": "An hsplan programme"'
"""What tells a schema that hsplan wrote from another file of that name."""


def template() -> str:
    """A commented programme of two sessions, to be changed."""
    return (resources.files("hsplan") / "template.yaml").read_text(encoding="utf-8")


def case_study(name: str) -> str:
    """A case study's programme: out of the installed package, or from the checkout that hsplan runs from."""
    packaged = resources.files("hsplan") / "case_studies" / f"{name}.yaml"
    checkout = Path(__file__).parent.parent.parent / "programmes" / f"{name}.yaml"
    return (packaged if packaged.is_file() else checkout).read_text(encoding="utf-8")


def write_schema(path: Path, data: bytes) -> None:
    """Put the schema beside the programmes, unless something of that name is there that is not ours."""
    if exists(path) and (path.is_symlink() or OURS not in read_bytes(path)):
        return
    write_all({path: data})
