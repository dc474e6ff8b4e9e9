"""The country is one whose bank holidays are known; of the United Kingdom, the nation is named.

England, Wales, Scotland and Northern Ireland have different bank holidays: with `UK` alone, Easter Monday would be
an open day everywhere.

    country: UK        # which nation?

Write `country: England`. Of other countries, a region with bank holidays of its own is named before its country:
`country: Bavaria, Germany`.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from hsplan.calendars.countries import UNITED_KINGDOM, country_names, find_country, region_names, with_country
from hsplan.findings import Finding, did_you_mean, first_of, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("unknown-country", "nation-not-stated")
MOST_NAMED = 16
MOST_PIECES = 6
"""Into how many pieces a name is taken apart: `Schwabing, Munich, Upper Bavaria, Bavaria, Germany, Europe`."""
KNOWN = "a country such as `England`, its ISO code, or a region of one such as `Bavaria, Germany`"


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for a country that is not known, and a warning for a kingdom of four."""
    if programme.country is None:
        return
    if find_country(programme.country) is None:
        yield _unknown(programme.country)
    elif programme.country.lower() in UNITED_KINGDOM:
        yield warning(
            "nation-not-stated",
            f"`{programme.country}` has no bank holidays of its own: its nations have",
            ("country",),
            expected="England, Wales, Scotland or Northern Ireland",
        )


def _unknown(name: str) -> Finding:
    """The finding for a country that is not known, or of which a region is not."""
    otherwise = "leave `country` out and name closed days under `calendar`"
    meant = _meant(name)
    before, comma, behind = name.partition(",")
    for region, country in (before, behind), (behind, before):
        if comma and not meant and (regions := region_names(country.strip())):
            return Finding(
                "unknown-country",
                f"`{country.strip()}` has no region `{region.strip()}` with bank holidays of its own",
                ("country",),
                expected=f"one of {first_of(regions, MOST_NAMED)}",
                help=did_you_mean(region.strip(), regions, "leave the region out"),
            )
    return Finding(
        "unknown-country",
        f"`{name}` is no country that hsplan knows",
        ("country",),
        expected=KNOWN,
        help=f"write `{meant}`"
        if meant
        else f"did you mean `{whole}`?"
        if (whole := with_country(name))
        else did_you_mean(name, country_names(), otherwise),
    )


def _meant(name: str) -> str:
    """The region and country, or the country, among the words of a longer or otherwise written name; else nothing."""
    words = name.split()
    pieces = [one.strip() for one in re.split(r"[,/()]| - ", name) if one.strip()]
    if len(pieces) == 2 and "," in name:  # noqa: PLR2004 - what stands beside a country is looked for among its regions
        return ""
    pairs = [f"{one}, {other}" for one, other in combinations(pieces[:MOST_PIECES], 2)]
    if len(pieces) == 1:
        pairs = [f"{' '.join(words[:n])}, {' '.join(words[n:])}" for n in range(1, len(words[:MOST_PIECES]))]
    found = (known.name for one in (*pairs, *pieces[:MOST_PIECES]) if (known := find_country(one)) is not None)
    return next(found, "")
