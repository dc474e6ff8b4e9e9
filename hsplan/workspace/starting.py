"""What a new programme starts from: a commented template, or the case study that hsplan comes with."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def template() -> str:
    """A commented programme of two sessions, to be changed."""
    return (resources.files("hsplan") / "template.yaml").read_text(encoding="utf-8")


def case_study(name: str) -> str:
    """A case study's programme: out of the installed package, or from the checkout that hsplan runs from."""
    packaged = resources.files("hsplan") / "case_studies" / f"{name}.yaml"
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parent.parent.parent / "programmes" / f"{name}.yaml").read_text(encoding="utf-8")
