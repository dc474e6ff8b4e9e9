"""`hsplan diff`: what changed since people were told, or between any two plans, and who is affected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli import known

if TYPE_CHECKING:
    from hsplan.plan.affected import Comparison
    from hsplan.plan.model import Plan


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="A programme, NAME@REVISION, or a plan's file; alone, a programme.",
            show_default=False,
            autocompletion=known.revisions,
        ),
    ] = "",
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW", help="Another to compare with.", show_default=False, autocompletion=known.revisions
        ),
    ] = "",
    *,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, markdown or json.",
            autocompletion=known.one_of(known.DIFFERENCES),
        ),
    ] = "text",
) -> None:
    """Say what changed: what moved, was added or cancelled, and whom that affects.

    Without OLD and NEW, each plan is compared with what people were told (`hsplan publish`). A plan keeps that, the
    revision before the last and the last; name them as NAME@7, NAME@published and NAME. Older ones are files of their
    own, out of version control.

    Example: hsplan diff stepney --format markdown
             hsplan diff stepney@published stepney
    """
    from hsplan.cli import screen
    from hsplan.cli.talk import data, laid_out
    from hsplan.cli.wrong import wrong_word
    from hsplan.findings import Finding, RefusedError
    from hsplan.plan.affected import Comparison, affected, affected_days, comers
    from hsplan.schedule.readers import untold
    from hsplan.views import diff as view
    from hsplan.workspace.revisions import revision, told_and_now

    if format_ not in known.DIFFERENCES:
        raise wrong_word("format", format_, known.DIFFERENCES)
    if not new and _is_revision(old):
        before = revision(old)
        pairs = [(before, revision(before.programme))]
    else:
        pairs = [(revision(old), revision(new))] if new else told_and_now(old or None)
    other = [(one, two) for one, two in pairs if one.programme != two.programme]
    if other:
        message = f"one plan is of `{other[0][0].programme}`, the other of `{other[0][1].programme}`"
        raise RefusedError(Finding("plan-of-another", message, expected="two plans of one programme"))
    found = [
        Comparison(
            two.programme,
            programme.title if (programme := two.known_as or one.known_as) is not None else two.programme,
            one.label,
            two.label,
            affected(programme, one.entries, two.entries),
            comers(programme, one.kept_by, one.coming, two.coming),
            affected_days(programme, one.days, two.days),
        )
        for one, two in pairs
    ]
    shown = {"markdown": view.markdown, "json": view.as_json}
    if format_ in shown:
        data(shown[format_](found))
    else:
        laid_out(view.text(found, screen.width()), nl=False)
    if format_ != "json":
        plans = [two.kept_by for _, two in pairs if two.known_as is not None and untold(two.known_as, two.kept_by)]
        _next(found, plans, (old, new), format_)


def _is_revision(words: str) -> bool:
    """Whether one plan is meant, of those that a programme had, rather than the programme."""
    return "@" in words or words.endswith(".plan.yaml") or words.isdigit()


def _next(found: list[Comparison], untold: list[Plan], given: tuple[str, str], format_: str) -> None:
    """What to do about the differences, if there are any, and about what people have not been told."""
    from hsplan.cli.cancelling import publish_step
    from hsplan.cli.onward import next_step

    old, new = given
    name = "" if new or _is_revision(old) else old
    if new and any(one.all or one.comers for one in found):
        next_step("diff", old, new, "--format", "markdown" if format_ == "text" else "json")
    elif untold and not new:
        next_step(*publish_step([name] if name else [one.programme for one in untold], untold))
    else:
        next_step("show", name or found[0].programme)
