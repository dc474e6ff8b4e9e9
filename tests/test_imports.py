"""What is imported is declared, and what is declared is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CALLED = {"pytest-xdist": "xdist", "pyyaml": "yaml", "python-dateutil": "dateutil", "markdown-it-py": "markdown_it"}
"""What a distribution's module is called, where that is not its name."""
BROUGHT = {"pydantic_core": "pydantic", "markupsafe": "jinja2"}
"""Modules that come with a distribution of another name, which has to have them."""
NOT_IMPORTED = {"tzdata"}
"""Read by zoneinfo, where the system has no time zones (Windows)."""
TOOLS = {
    "pytest-cov",
    "khal",
    "radicale",
    "atheris",
    "axe-playwright-python",
    "ortools",
    "ruff",
    "mypy",
}
TOOLS |= {"import-linter", "types-pyyaml", "types-openpyxl", "types-jsonschema", "hatchling"}
"""Run as programs or plugins, read by mypy, or imported where they are there (atheris has wheels for few Pythons)."""


def declared(requirements: list[str]) -> set[str]:
    """The modules of some requirements."""
    names = [re.split(r"[<>=!~\[; ]", one)[0].lower() for one in requirements]
    return {CALLED.get(name, name.replace("-", "_")) for name in names if name not in TOOLS}


def imported(folder: Path) -> set[str]:
    """The modules of others that the files of a folder import, at their top or within a function."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.partition(".")[0] for name in names}
    ours = {path.stem for path in folder.rglob("*.py")} | {"hsplan"}
    found -= set(sys.stdlib_module_names) | ours
    return {BROUGHT.get(one, one) for one in found}


def test_the_package_imports_what_it_declares_and_declares_what_it_imports() -> None:
    assert imported(ROOT / "hsplan") == declared(PROJECT["dependencies"]) - NOT_IMPORTED


def test_the_tests_import_what_is_declared_and_what_is_declared_for_them_is_imported() -> None:
    found, dev = imported(ROOT / "tests"), declared(PROJECT["optional-dependencies"]["dev"])
    assert found - declared(PROJECT["dependencies"]) - dev - TOOLS == set()
    assert dev - found == set()
