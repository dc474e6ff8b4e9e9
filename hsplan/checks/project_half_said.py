"""A project says what it is measured by, and when it is delivered.

Without outcomes nobody can tell whether it was worth while; without a delivery it never ends.

    project:
      title: Better care for people with COPD
      serves: copd                # measured by what, and delivered when?

Add `outcomes` with a `measure` each, and `delivery`, such as `delivery: at the end`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("no-outcomes", "no-delivery")


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for a project without outcomes, and for one without a delivery."""
    project = programme.project
    if project is None or programme.template:
        return
    if not project.outcomes:
        yield warning(
            "no-outcomes",
            "the project has no outcomes: nothing says what it is measured by",
            ("project",),
            at_key=True,
            expected="`outcomes:` with a `measure` each",
            help="write `outcomes: {seen: {measure: People with a care plan}}`, in your own words",
        )
    if project.delivery is None:
        yield warning(
            "no-delivery",
            "the project is never delivered",
            ("project",),
            at_key=True,
            expected="`delivery: at the end`, or during a session",
        )
