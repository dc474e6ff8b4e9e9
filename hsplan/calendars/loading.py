"""One country's holidays loaded without those of all others.

The package `holidays.countries` imports its 250 modules when the first of them is asked for, which takes longer than
all that a command does with one programme.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = "holidays.countries"


def load_alone(code: str) -> None:
    """Load the module of a country (ISO 3166-1 alpha-2), so that the library finds it there and loads no others.

    While it is loaded an empty package stands in the place of the library's. Where the library is made otherwise than
    we know it, nothing is loaded, and it loads its countries as it always does.
    """
    from holidays import registry

    module = next((one for one, (_, *codes) in registry.COUNTRIES.items() if code in codes), "")
    name = f"{PACKAGE}.{module}"
    if not module or name in sys.modules or PACKAGE in sys.modules:
        return
    with suppress(ImportError, AttributeError):
        _import_below(name, (f"{folder}/countries" for folder in sys.modules["holidays"].__path__))


def _import_below(name: str, folders: Iterable[str]) -> None:
    """Import a module of a package whose own file is not run."""
    empty = ModuleType(PACKAGE)
    empty.__path__ = list(folders)
    sys.modules[PACKAGE] = empty
    try:
        import_module(name)
    finally:
        del sys.modules[PACKAGE]
