"""`hsplan explain`: what a finding means, and how to mend it."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    what: Annotated[str, typer.Argument(metavar="CODE", help="The same as --code CODE.", show_default=False)] = "",
    *,
    code: Annotated[str, typer.Option("--code", metavar="CODE", help="The word in brackets of a finding.")] = "",
) -> None:
    """Print the page of a finding: what it means, why it matters, an example, and the mend.

    Example: hsplan explain --code bad-gap
    """
    from hsplan.cli.pages import pages
    from hsplan.findings import did_you_mean

    known, code = pages(), code or what
    if not code:
        raise typer.BadParameter(f"say which; the codes are {', '.join(sorted(known))}", param_hint="--code")
    if code not in known:
        mend = did_you_mean(code, sorted(known), f"the codes are {', '.join(sorted(known))}")
        raise typer.BadParameter(f"there is no finding {code!r}; {mend}", param_hint="--code")
    typer.echo("\n\n".join([code, *map(_fitted, known[code].split("\n\n"))]))


def _fitted(paragraph: str) -> str:
    """A paragraph as wide as the terminal; an example, which is indented, as it is."""
    import textwrap

    from hsplan.cli import screen

    if paragraph.startswith(" "):
        return paragraph
    return textwrap.fill(" ".join(paragraph.split()), screen.width(), break_long_words=False, break_on_hyphens=False)
