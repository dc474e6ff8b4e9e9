"""Countries as people name them: what the holidays library calls them, and their time zone if they have but one."""

from __future__ import annotations

from dataclasses import dataclass

from hsplan.calendars.zones import only_zone


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
UNITED_KINGDOM = ("uk", "gb", "united kingdom", "great britain", "britain")


def find_country(name: str) -> Country | None:
    """The country of a name (`England`, `United States`) or of an ISO code (`US`), or None."""
    wanted = " ".join(name.lower().split())
    if wanted in _NATIONS:
        return _NATIONS[wanted]
    if wanted in UNITED_KINGDOM:
        return _KINGDOM
    from holidays.registry import COUNTRIES

    for module, (_, *codes) in COUNTRIES.items():
        if module.replace("_", " ") == wanted or wanted.upper() in codes[:2]:
            return Country(name, codes[0], None, only_zone(codes[0]))
    return None


def country_names() -> list[str]:
    """The names that are known, for a message to pick the nearest from."""
    from holidays.registry import COUNTRIES

    return [nation.name for nation in _NATIONS.values()] + [module.replace("_", " ").title() for module in COUNTRIES]
