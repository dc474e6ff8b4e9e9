"""What a word of the command line may become, for a shell that completes it: the names that are known here.

Only names that mean nothing to any shell or terminal are given: letters, digits, and what stands within names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer  # noqa: TC002 - typer reads the annotations when a word is completed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hsplan.schedule.readers import Reader

CASE_STUDIES = ("stepney",)
"""What a new programme may be a copy of."""
DIFFERENCES = ("text", "markdown", "json")
"""The forms in which differences are told."""
SCHEMAS = ("programme", "plan")
"""What has a schema."""
PLAIN = re.compile(r"[a-z0-9][a-z0-9.:@,-]*", re.IGNORECASE | re.ASCII)


def one_of(words: Sequence[str]) -> Callable[[str], list[str]]:
    """What completes a word that is one of a few."""

    def found(incomplete: str) -> list[str]:
        return plain(incomplete, words)

    return found


def programmes(incomplete: str) -> list[str]:
    """The programmes of the workspace, and each cohort of those that have some."""
    from hsplan.workspace.names import find

    sources = find(None)
    return plain(incomplete, [name for one in sources for name in (one.id, one.name)])


def sessions(incomplete: str) -> list[str]:
    """The sessions of the plans of the workspace."""
    from hsplan.workspace.sessions import sessions_named

    return plain(incomplete, sessions_named(incomplete))


def explained(incomplete: str) -> list[str]:
    """What there is to explain: sessions, or codes where no session is called so."""
    return sessions(incomplete) or codes(incomplete)


def codes(incomplete: str) -> list[str]:
    """The codes of all findings."""
    from hsplan.cli.pages import pages

    return plain(incomplete, sorted(pages()))


def readers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Who a plan can be narrowed to, of the programmes that the command names; after `venue:` the venues alone."""
    kind, colon, _ = incomplete.rpartition(":")
    return plain(incomplete, [f"{kind}{colon}{one.word}" for one in _readers(ctx) if kind in ("", one.kind)])


def kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """The kinds of readers that somebody is of, and the sorts of groups, of the programmes that the command names."""
    found = _readers(ctx)
    sorts = [one.id for one in found if one.kind == "group"]
    return plain(incomplete, [*(one.kind for one in found), *sorts])


def formats(incomplete: str) -> list[str]:
    """The formats of files, each once: after a comma those that are not named yet."""
    from hsplan.views import FORMATS

    return _one_more(incomplete, (*FORMATS, "all"))


def templates(incomplete: str) -> list[str]:
    """The templates of documents that may be changed."""
    from hsplan.templates import DOCUMENTS
    from hsplan.templates.shipped import NAMES

    return _one_more(incomplete, (*DOCUMENTS, *NAMES))


def revisions(incomplete: str) -> list[str]:
    """What may be compared: programmes with a plan, and each revision that a plan keeps."""
    from hsplan.workspace.revisions import names_kept

    return plain(incomplete, names_kept())


def reports(incomplete: str) -> list[str]:
    """The forms in which findings are told."""
    from hsplan.cli.reports import REPORTS

    return plain(incomplete, ("full", *REPORTS))


def _readers(ctx: typer.Context) -> list[Reader]:
    """Who the programmes named before the word, or all, can be narrowed to, as far as they can be understood."""
    from hsplan.schedule.readers import readers_of
    from hsplan.workspace.names import find
    from hsplan.workspace.opening import open_programme

    named = ctx.params.get("names") or ctx.args  # an option without its value, as here, keeps them from being sorted
    programmes = [open_programme(source).programme for source in find(named)]
    return [one for programme in programmes if programme is not None for one in readers_of(programme)]


def _one_more(incomplete: str, known: Sequence[str]) -> list[str]:
    """What a list with commas may become: with one more of what is known."""
    head, comma, _ = incomplete.rpartition(",")
    named = [word.strip() for word in head.split(",")]
    return plain(incomplete, [f"{head}{comma}{word}" for word in known if word not in named])


def plain(incomplete: str, names: Iterable[str]) -> list[str]:
    """The names that begin so, each once; none that a shell or a terminal might act on."""
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete) and PLAIN.fullmatch(name)]
