"""`hsplan new`: a programme to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli import known

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "programme.schema.json"
FIRST_LINE = f"# yaml-language-server: $schema={SCHEMA}\n"


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What to call it: lower-case letters, digits, hyphens.")
    ] = "",
    *,
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="CASE",
            help="Start from a case study: stepney.",
            autocompletion=known.one_of(known.CASE_STUDIES),
        ),
    ] = "",
    template: Annotated[
        list[str] | None,
        typer.Option(
            "--template",
            metavar="DOCUMENT",
            help="Not a programme, but the template of a document, to be changed: joining, briefing.md.",
            autocompletion=known.templates,
        ),
    ] = None,
) -> None:
    """Write a commented programme to start from, or a copy of the case study.

    With --template, write the template of a document (joining, briefing, register, room) to programmes/templates/
    instead. What is changed there is used from then on; DOCUMENT.md gives Markdown.

    Example: hsplan new bow
             hsplan new poplar --from stepney
             hsplan new --template joining
    """
    from hsplan.cli.wrong import wrong

    if template:
        if name or from_:
            raise wrong("a template is no programme", "--template without NAME and --from")
        _templates(template)
    elif name or from_:
        _programme(name or from_, from_)
    else:
        raise wrong("`hsplan new` lacks its NAME", "what to call the programme", "for example `hsplan new bow`")


def _templates(words: list[str]) -> None:
    """Write templates of documents to be changed; none that is there already."""
    from pathlib import Path

    from hsplan.cli.onward import next_step
    from hsplan.cli.talk import answer, say
    from hsplan.cli.wrong import wrong_word
    from hsplan.templates import DOCUMENTS
    from hsplan.templates.shipped import NAMES, shipped
    from hsplan.workspace.files import folder_made, shown
    from hsplan.workspace.locks import alone
    from hsplan.workspace.names import FOLDER
    from hsplan.workspace.templates import TEMPLATES

    found: dict[Path, bytes] = {}
    for word in (part.strip() for one in words for part in one.split(",")):
        name = f"{word}.html" if word in DOCUMENTS else word
        if name not in NAMES:
            raise wrong_word("document", word, (*DOCUMENTS, *NAMES))
        found[Path(FOLDER) / TEMPLATES / name] = shipped(name).encode()
    with alone([folder_made(folder_made(Path(FOLDER)) / TEMPLATES)], say):
        _write_new(found)
    for path in found:
        answer(shown(path))
    say(f"Change {'it' if len(found) == 1 else 'them'} as you like; what is there is used from now on.")
    next_step("export", "--format", ",".join(dict.fromkeys(path.stem for path in found)))


def _write_new(files: dict[Path, bytes]) -> None:
    """Write files, unless there is one of their names already."""
    from hsplan.findings import Finding, RefusedError
    from hsplan.workspace.files import exists, shown, write_all

    there = [f"{shown(path)} exists already" for path in files if exists(path)]
    if there:
        expected, help_ = "no template of that name", "nothing was changed"
        raise RefusedError(*(Finding("exists-already", one, expected=expected, help=help_) for one in there))
    write_all(files)


def _programme(name: str, from_: str) -> None:
    """Write a programme of a name."""
    from pathlib import Path

    from hsplan.cli.onward import next_step
    from hsplan.cli.schema import schema_text
    from hsplan.cli.talk import answer, say
    from hsplan.cli.wrong import wrong, wrong_word
    from hsplan.dates.misread import MisreadError
    from hsplan.findings import Finding, RefusedError
    from hsplan.language import read_id
    from hsplan.workspace.files import exists, folder_made, replace_all, shown
    from hsplan.workspace.locks import alone
    from hsplan.workspace.names import FOLDER
    from hsplan.workspace.starting import case_study, template, write_schema

    if from_ and from_ not in known.CASE_STUDIES:
        raise wrong_word("case study", from_, known.CASE_STUDIES)
    try:
        id_ = read_id(name.removesuffix(".yaml"))
    except MisreadError as misread:
        raise wrong(f"NAME: {misread.found}", misread.expected, misread.mend) from None
    path = folder_made(Path(FOLDER)) / f"{id_}.yaml"
    text = FIRST_LINE + (case_study(from_) if from_ else template())
    schema = schema_text().encode()
    with alone([path.parent], say):
        if exists(path):
            message = f"{shown(path)} exists already"
            raise RefusedError(
                Finding("exists-already", message, expected="a name of its own", help="nothing was changed")
            )
        write_schema(path.with_name(SCHEMA), schema)
        replace_all([(path, text.encode(), None)])
    answer(shown(path))
    next_step("validate", id_)
