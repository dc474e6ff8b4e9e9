"""Each need is served by the project.

The needs are why the programme is held; one that the project does not serve was forgotten.

    needs: {copd: Care for people with COPD, diabetes: Care for people with diabetes}
    project: {title: Better care, serves: copd}       # and diabetes?

Add the need to `serves` of the project, or delete it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("need-not-served",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each need that no project serves; a template's project may still come."""
    served = programme.project.serves if programme.project is not None else ()
    for need in programme.needs:
        if need not in served and not (programme.template and programme.project is None):
            yield warning(
                "need-not-served",
                f"no project serves `{need}`",
                ("needs", need),
                at_key=True,
                expected=f"`serves: {need}` on the project",
                help="add it to `serves` of the project, or delete the need",
            )
