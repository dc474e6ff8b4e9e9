"""The page of every finding: from the docstring of its rule or check, else from `pages.md`."""

from __future__ import annotations

import inspect
import re
from importlib import resources

from hsplan.checks import CHECKS
from hsplan.rules import RULES

SECTION = re.compile(r"^## ([a-z0-9-]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def pages() -> dict[str, str]:
    """For each code its page, as plain text."""
    text = (resources.files("hsplan") / "pages.md").read_text(encoding="utf-8")
    found = {code: page.strip() for code, page in SECTION.findall(text)}
    found |= {code: _docstring(check) for check in CHECKS for code in check.CODES}
    return found | {rule.CODE: _docstring(rule) for rule in RULES}


def _docstring(module: object) -> str:
    return inspect.cleandoc(getattr(module, "__doc__", None) or "")
