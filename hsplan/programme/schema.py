"""The language as JSON Schema, for editors that complete and check YAML.

Draft-07 is the newest that the YAML support of the usual editors reads (redhat-developer/yaml-language-server).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hsplan.language import Noun, descriptions, kebab
from hsplan.programme.model import Programme

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = "http://json-schema.org/draft-07/schema#"


def schema() -> dict[str, Any]:
    """What a programme's file may hold, with the description of every key."""
    written = Programme.model_json_schema(by_alias=True)
    for noun in _nouns(Noun):
        held = written if noun is Programme else written["$defs"].get(noun.__name__, {})
        for name, words in descriptions(noun).items():
            if kebab(name) in held.get("properties", {}):
                held["properties"][kebab(name)]["description"] = words
    made = _draft_07(written)
    made["required"].remove("length")
    made["anyOf"] = [{"required": ["length"]}, {"required": ["extends"]}]  # the base has it
    return {
        "$schema": DRAFT,
        "title": "An hsplan programme",
        **{key: made[key] for key in sorted(made) if key != "title"},
    }


def _nouns(noun: type[Noun]) -> Iterator[type[Noun]]:
    """A noun and all that are made from it."""
    yield noun
    for one in noun.__subclasses__():
        yield from _nouns(one)


def _draft_07(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A schema of the newer draft that Pydantic writes, in the words of draft-07; without titles made from names."""
    if isinstance(value, list):
        return [_draft_07(one) for one in value]
    if not isinstance(value, dict):
        return value.replace("#/$defs/", "#/definitions/") if isinstance(value, str) else value
    found = {
        "definitions" if key == "$defs" else key: _draft_07(held)
        for key, held in value.items()
        if not (key == "title" and isinstance(held, str)) and key != "default"
    }
    if found.get("type") == "string" and "enum" not in found and "const" not in found:
        found["type"] = ["string", "number", "boolean"]  # `title: 2011` and `name: yes` are words here
    return found
