"""`hsplan diff`: what changed since people were told, or between any two plans, and who is affected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli import known

if TYPE_CHECKING:
    from hsplan.plan.affected import Comparison
    from hsplan.workspace.revisions import Revision


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
    for _, two in pairs if not new else ():
        _tell_behind(two)
    if format_ != "json":
        _next(found, pairs, (old, new), format_)


def _tell_behind(plan: Revision) -> None:
    """That a programme says otherwise by now than the plan that is compared, or that this breaks one of its rules."""
    from hsplan.cli.screen import two_sentences
    from hsplan.cli.talk import say, tell_changed

    name = plan.programme
    if plan.wrong:
        more = f" (and {len(plan.wrong) - 1} more)" if len(plan.wrong) > 1 else ""
        wrong = f"{name}: not as its programme asks: {plan.wrong[0].message}{more}."
        say(two_sentences(wrong, f"See: hsplan validate {name}"))
    else:
        tell_changed(name, name, plan.stale)


def _is_revision(words: str) -> bool:
    """Whether one plan is meant, of those that a programme had, rather than the programme."""
    return "@" in words or words.endswith(".plan.yaml") or words.isdigit()


def _next(found: list[Comparison], pairs: list[tuple[Revision, Revision]], given: tuple[str, str], form: str) -> None:
    """What to do about the differences, if there are any, about plans that are behind, and what people do not know."""
    from hsplan.cli.cancelling import publish_step
    from hsplan.cli.onward import next_step
    from hsplan.schedule.readers import untold

    old, new = given
    name = "" if new or _is_revision(old) else old
    behind = [two.programme for _, two in pairs if two.stale or two.wrong]
    plans = [two.kept_by for _, two in pairs if two.known_as is not None and untold(two.known_as, two.kept_by)]
    if new and any(one.all or one.comers for one in found):
        next_step("diff", old, new, "--format", "markdown" if form == "text" else "json")
    elif behind and not new:
        next_step("schedule", *behind)
    elif plans and not new:
        next_step(*publish_step([name] if name else [one.programme for one in plans], plans))
    else:
        next_step("show", name or found[0].programme)
