"""Countries as people name them: what the holidays library calls them, and their time zone if they have but one."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

from hsplan.calendars.zones import only_zone

if TYPE_CHECKING:
    from types import ModuleType


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a nation of one, with its own bank holidays."""

    name: str
    code: str
    """ISO 3166-1 alpha-2, as the holidays library asks for it."""
    subdivision: str | None = None
    timezone: str | None = None


# The nations of the UK have different bank holidays (Banking and Financial Dealings Act 1971, Schedule 1), so the
# library gives only those common to all where no nation is named.
_NATIONS = {
    name.lower(): Country(name, "GB", subdivision, "Europe/London")
    for name, subdivision in (
        ("England", "ENG"),
        ("Wales", "WLS"),
        ("Scotland", "SCT"),
        ("Northern Ireland", "NIR"),
    )
}
_KINGDOM = Country("United Kingdom", "GB", None, "Europe/London")
LONGEST_CODE = 3
ISO_3166_2 = re.compile("[A-Za-z]{2}-[A-Za-z0-9]{1,3}")
UNITED_KINGDOM = ("uk", "gb", "united kingdom", "great britain", "britain")


OTHERWISE = {
    **dict.fromkeys(("uae", "emirates", "dubai", "abu dhabi"), "ae"),
    **dict.fromkeys(("republic of ireland", "eire"), "ie"),
    "holland": "nl",
    "hong kong": "hk",
    "czech republic": "cz",
    "türkiye": "tr",
}
"""What people call countries that the library calls otherwise: their ISO codes."""
ENGLISH = {
    "DE": {
        "Bavaria": "BY",
        "Hesse": "HE",
        "Lower Saxony": "NI",
        "Mecklenburg-Western Pomerania": "MV",
        "North Rhine-Westphalia": "NW",
        "Rhineland-Palatinate": "RP",
        "Saxony": "SN",
        "Saxony-Anhalt": "ST",
        "Thuringia": "TH",
    },
    "ES": {"Andalusia": "AN", "Basque Country": "PV", "Catalonia": "CT", "Navarre": "NC"},
    "CH": {"Geneva": "GE", "Lucerne": "LU"},
}
"""English names of regions that the library knows by their own language's alone."""


def library() -> ModuleType:
    """The holidays library, which imports each country when it is asked for.

    Where it is left alone it imports all 250 with the first one, which takes half as long again as it does itself; so
    their package is made known to Python without being run.
    """
    import holidays

    name = "holidays.countries"
    package = find_spec(name) if name not in sys.modules else None
    if package is not None:
        sys.modules[name] = module_from_spec(package)
    return holidays


def find_country(name: str) -> Country | None:
    """The country of a name (`England`, `United States`) or ISO code (`US`), or a region of one; None for neither.

    A region stands before its country, as in an address (`Bavaria, Germany`), or behind it, as in its code (`DE-BY`).
    """
    whole = _country(name)
    between = "-" if ISO_3166_2.fullmatch(name) else ","
    if whole is not None or between not in name:
        return whole
    one, other = (part.strip() for part in name.split(between, 1))
    for region, country in ((one, _country(other)), (other, _country(one))):
        code = regions_of(country.code).get(_plain(region)) if country is not None else None
        if country is not None and code is not None:
            timezone = country.timezone or only_zone(country.code)
            return Country(f"{region}, {country.name}", country.code, code, timezone)
    return None


def _country(name: str) -> Country | None:
    wanted = " ".join(name.lower().split())
    wanted = "northern ireland" if wanted in ("n. ireland", "n ireland") else wanted
    if wanted in _NATIONS:
        return _NATIONS[wanted]
    if wanted in UNITED_KINGDOM:
        return _KINGDOM
    from holidays.registry import COUNTRIES

    wanted = OTHERWISE.get(wanted.removeprefix("the "), wanted.removeprefix("the "))
    for module, (_, *codes) in COUNTRIES.items():
        if module.replace("_", " ") == wanted or wanted.upper() in codes[:2]:
            return Country(name, codes[0], None, only_zone(codes[0]))
    return None


def _plain(name: str) -> str:
    """A name without capitals, accents and hyphens: people type `Baden-Wurttemberg`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(letters.replace("-", " ").split())


@cache
def regions_of(code: str) -> dict[str, str]:
    """The regions of a country (ISO 3166-1 alpha-2) that have bank holidays of their own: by name or code, the code."""
    source = library().country_holidays(code)
    named = {**{one: one for one in source.subdivisions}, **source.subdivisions_aliases, **ENGLISH.get(code, {})}
    return {_plain(name): held for name, held in named.items()}


def region_names(country: str) -> list[str]:
    """The regions of a country as people name them, for a message; none where it has none."""
    known = _country(country)
    if known is None:
        return []
    aliases = library().country_holidays(known.code).subdivisions_aliases
    return sorted({*aliases, *ENGLISH.get(known.code, {})}) or sorted(regions_of(known.code))


def with_country(region: str) -> str:
    """A region's name with that of its country, `Bavaria, Germany`; nothing where no country has one of that name."""
    from holidays.registry import COUNTRIES

    wanted = _plain(region)
    if len(wanted) <= LONGEST_CODE:
        return ""
    found = (module for module, (_, code, *_) in COUNTRIES.items() if wanted in regions_of(code))
    return next((f"{region}, {module.replace('_', ' ').title()}" for module in found), "")


@cache
def weekend_of(country: Country) -> tuple[int, ...]:
    """The days of the week on which the country does not work today, Monday as 0."""
    return tuple(sorted(library().country_holidays(country.code).weekend))


def country_names() -> list[str]:
    """The names that are known, for a message to pick the nearest from."""
    from holidays.registry import COUNTRIES

    return [nation.name for nation in _NATIONS.values()] + [module.replace("_", " ").title() for module in COUNTRIES]
