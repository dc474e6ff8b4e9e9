"""A waiver sets aside a rule that exists.

    waive: [{rule: venue-to-small, for: day-3, why: ..., by: ..., until: 30 Apr 2011}]

A misspelt rule would still be kept, and the plan refused on the very day for which it was set aside.

Write the code as a finding names it: the word in brackets behind `error`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("unknown-rule",)
RULES = (
    "closed-day",
    "gap-not-kept",
    "led-too-often",
    "no-venue",
    "not-dated",
    "not-joint",
    "not-led",
    "out-of-order",
    "outside-phase",
    "outside-programme",
    "past-changed",
    "relation-not-kept",
    "rhythm-not-kept",
    "time-not-there",
    "times-differ",
    "too-short-notice",
    "two-places-at-once",
    "window-closed",
    "wrong-moment",
    "wrong-weekday",
)
"""The codes of the rules, which a test holds against the rules themselves."""
NEVER = ("not-dated", "not-joint", "past-changed", "time-not-there", "times-differ", "window-closed")
"""Those that a plan cannot do without: what they forbid is no date, or no plan of this programme."""


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each waiver of a rule that does not exist."""
    for n, waiver in enumerate(programme.waive):
        if waiver.rule in NEVER:
            message = f"`{waiver.rule}` cannot be set aside"
            expected = f"one of {', '.join(rule for rule in RULES if rule not in NEVER)}"
            yield Finding("unknown-rule", message, ("waive", n, "rule"), expected=expected)
        elif waiver.rule not in RULES:
            yield Finding(
                "unknown-rule",
                f"there is no rule `{waiver.rule}`",
                ("waive", n, "rule"),
                expected=f"one of {', '.join(RULES)}",
                help=did_you_mean(waiver.rule, RULES),
            )
