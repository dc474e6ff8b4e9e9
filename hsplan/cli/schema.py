"""`hsplan schema`: the language, for editors, and the JSON of plans, for programs."""

from __future__ import annotations

from typing import Annotated

import typer

from hsplan.cli import known


def schema(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="`programme`, the file, or `plan`, the JSON of `hsplan show --json`.",
            autocompletion=known.one_of(known.SCHEMAS),
        ),
    ] = "programme",
) -> None:
    """Print the JSON Schema of programmes, for editors, or that of plans.

    It is draft-07, by which editors check and complete YAML.

    Example: hsplan schema > programmes/programme.schema.json
             hsplan schema plan
    """
    from hsplan.cli.onward import next_step
    from hsplan.cli.talk import data
    from hsplan.findings import json_text
    from hsplan.views.json import described

    if what not in known.SCHEMAS:
        from hsplan.cli.wrong import wrong_word

        raise wrong_word("schema", what, known.SCHEMAS)
    data(schema_text() if what == "programme" else json_text(described.schema()))
    next_step(*(["validate"] if what == "programme" else ["show", "--json"]))


def schema_text() -> str:
    """The schema of programmes as the text of a file."""
    from hsplan.findings import json_text
    from hsplan.programme.schema import schema as made

    return json_text(made())
