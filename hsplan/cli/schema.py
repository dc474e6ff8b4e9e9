"""`hsplan schema`: the language, for editors."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema (draft-07) of programmes, for editors that check and complete YAML.

    Example: hsplan schema > programmes/programme.schema.json
    """
    typer.echo(schema_text(), nl=False)


def schema_text() -> str:
    """The schema as the text of a file."""
    import json

    from hsplan.programme.schema import schema as made

    return json.dumps(made(), indent=2, ensure_ascii=False) + "\n"
