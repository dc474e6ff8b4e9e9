"""The page of every finding: from the docstring of its rule or check, else from `pages.md`."""

from __future__ import annotations

import re
from importlib import resources
from inspect import getdoc

from hsplan.checks import CHECKS
from hsplan.rules import RULES

SECTION = re.compile(r"^## ([a-z0-9-]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def pages() -> dict[str, str]:
    """For each code its page, as plain text."""
    text = (resources.files("hsplan") / "pages.md").read_text(encoding="utf-8")
    found = {code: page.strip() for code, page in SECTION.findall(text)}
    found |= {code: getdoc(check) or "" for check in CHECKS for code in check.CODES}
    return found | {rule.CODE: getdoc(rule) or "" for rule in RULES}
