"""`hsplan new`: a programme to start from."""

from __future__ import annotations

from typing import Annotated

import typer

SCHEMA = "programme.schema.json"
FIRST_LINE = f"# yaml-language-server: $schema={SCHEMA}\n"
CASE_STUDIES = ("stepney",)


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it: lower-case letters, digits, hyphens.")],
    *,
    from_: Annotated[str, typer.Option("--from", metavar="CASE", help="Start from a case study: stepney.")] = "",
) -> None:
    """Write a commented programme to start from, or a copy of the case study.

    Example: hsplan new bow --from stepney
    """
    from pathlib import Path

    from hsplan.cli.schema import schema_text
    from hsplan.cli.talk import answer, say
    from hsplan.dates.phrases import MisreadError
    from hsplan.findings import Finding, RefusedError
    from hsplan.language import read_id
    from hsplan.workspace.files import exists, folder_made, shown, write_whole
    from hsplan.workspace.names import FOLDER
    from hsplan.workspace.starting import case_study, template, write_schema

    try:
        id_ = read_id(name.removesuffix(".yaml"))
    except MisreadError as misread:
        raise typer.BadParameter(f"{misread.found}; {misread.mend or misread.expected}", param_hint="NAME") from None
    if from_ and from_ not in CASE_STUDIES:
        raise typer.BadParameter(
            f"there is no case study {from_!r}; there is {', '.join(CASE_STUDIES)}", param_hint="--from"
        )
    path = folder_made(Path(FOLDER)) / f"{id_}.yaml"
    text = FIRST_LINE + (case_study(from_) if from_ else template())
    if exists(path):
        finding = Finding(
            "exists-already", f"{shown(path)} exists already", expected="a name of its own", help="nothing was changed"
        )
        raise RefusedError(finding)
    write_schema(path.with_name(SCHEMA), schema_text().encode())
    write_whole(path, text.encode())
    answer(shown(path))
    say(f"Next: hsplan validate {id_}")
