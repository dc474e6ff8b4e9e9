"""The country is one whose bank holidays are known; of the United Kingdom, the nation is named.

England, Wales, Scotland and Northern Ireland have different bank holidays: with `UK` alone, Easter Monday would be
an open day everywhere.

    country: UK        # which nation?

Write `country: England`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.countries import UNITED_KINGDOM, country_names, find_country
from hsplan.findings import Finding, Severity, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("unknown-country", "nation-not-stated")


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for a country that is not known, and a warning for a kingdom of four."""
    if programme.country is None:
        return
    if find_country(programme.country) is None:
        names = country_names()
        yield Finding(
            "unknown-country",
            f"`{programme.country}` is no country that hsplan knows",
            ("country",),
            expected="a country such as `England`, or its ISO code",
            help=did_you_mean(programme.country, names, "leave `country` out and name closed days under `calendar`"),
        )
    elif programme.country.lower() in UNITED_KINGDOM:
        yield Finding(
            "nation-not-stated",
            f"`{programme.country}` has no bank holidays of its own: its nations have",
            ("country",),
            expected="England, Wales, Scotland or Northern Ireland",
            severity=Severity.WARNING,
        )
