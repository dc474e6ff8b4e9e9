"""What a template may say: a part of Jinja's language, checked as a whole before a word of a document is made.

A template is a file that anyone may have written. So it says values, chooses and repeats; it calls nothing, reads no
other file and defines nothing that could call itself. What is left can only be costly by repeating, and repeating is
paid for step by step (`filling`). Names and fields are known beforehand: all that are wrong are told in one run, also
in a stretch that this time would not be used.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from jinja2 import nodes

from hsplan.findings import Finding, Span, did_you_mean
from hsplan.templates.values import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FOLDER = "programmes/templates"
CODE = "template-wrong"
DEEPEST = 40
"""How deep statements and expressions may lie in each other."""
MOST_NODES = 10_000
"""How much a template may say: hsplan's own have two hundred."""
FILTERS = (
    "capitalize",
    "count",
    "d",
    "default",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "sort",
    "title",
    "trim",
    "upper",
)
TESTS = ("defined", "divisibleby", "even", "in", "odd")
LOOP = ("first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex", "revindex0")
ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Filter,
    nodes.Test,
    nodes.Keyword,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
)
WORDS: dict[type[nodes.Node], tuple[str, str]] = {
    nodes.Call: ("nothing can be called", "a variable, or a filter such as `|upper`"),
    nodes.Macro: ("there are no macros", "`{% for %}` for what repeats"),
    nodes.CallBlock: ("there are no macros", "`{% for %}` for what repeats"),
    nodes.Include: ("it includes another file", "a template that stands alone"),
    nodes.Import: ("it imports another file", "a template that stands alone"),
    nodes.FromImport: ("it imports another file", "a template that stands alone"),
    nodes.Extends: ("it extends another file", "a template that stands alone"),
    nodes.Block: ("there are no blocks", "a template that stands alone"),
    nodes.Concat: ("`~` joins nothing here", "one value after the other: `{{ a }}{{ b }}`"),
    nodes.AssignBlock: ("`{% set %}` takes a value here", "`{% set name = value %}`"),
    nodes.NSRef: ("`{% set %}` takes a name", "`{% set name = value %}`"),
}


def wrong(name: str, source: str, line: int, message: str, expected: str, *, at: str = "", mend: str = "") -> Finding:  # noqa: PLR0913 - a finding's parts
    """What is wrong in a line of a template, at a word of it where that is found."""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = text.find(at) + 1 if at else 0
    column = found or len(text) - len(text.lstrip()) + 1
    end = found + len(at) if found else max(column + 1, len(text.rstrip()) + 1)
    where = Span(f"{FOLDER}/{name}", max(1, line), column, max(1, line), end, text)
    return Finding(CODE, message, expected=expected, help=mend, span=where)


def all_wrong(name: str, source: str, tree: nodes.Template) -> list[Finding]:
    """Everything in a template that it may not say."""
    if too_much(tree):
        words = f"more than {MOST_NODES} values and statements, or one in another more than {DEEPEST} deep"
        return [wrong(name, source, 1, "the template says too much", f"not {words}")]
    return sorted(_Reader(name, source).read(tree), key=lambda one: (one.span is not None, one.span))


def too_much(tree: nodes.Node) -> bool:
    """Whether it says more, or lies deeper, than any template for people; no call of this lies deeper than one."""
    found = 0
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        found += 1
        chain = len(node.elif_) if isinstance(node, nodes.If) else 0  # Python has each within the one before
        if depth + chain > DEEPEST or found > MOST_NODES:
            return True
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]
    return False


class _Reader:
    """Reads a template from top to bottom, with what each name stands for."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source
        self.known: dict[str, Any] = get_type_hints(Said)

    def read(self, node: nodes.Node) -> Iterator[Finding]:
        """What is wrong in a node and all below it."""
        if not isinstance(node, ALLOWED):
            message, expected = WORDS.get(
                type(node), (f"`{_word(node)}` is not for documents", "text, values and loops")
            )
            yield self._wrong(node, message, expected, at=_name_in(node))
        elif isinstance(node, nodes.For):
            yield from self._loop(node)
        elif isinstance(node, nodes.Assign):
            yield from self._set(node)
        else:
            yield from self._own(node)
            for child in node.iter_child_nodes():
                yield from self.read(child)

    def _own(self, node: nodes.Node) -> Iterator[Finding]:
        if isinstance(node, nodes.Name):
            yield from self._one_of(node, node.name, "variable", tuple(self.known))
        elif isinstance(node, nodes.Getattr):
            yield from self._field(node, node.attr)
        elif isinstance(node, nodes.Filter):
            yield from self._one_of(node, node.name, "filter", FILTERS)
        elif isinstance(node, nodes.Test):
            yield from self._one_of(node, node.name, "test", TESTS)

    def _field(self, node: nodes.Getattr, field: str) -> Iterator[Finding]:
        kind = self._kind(node.node)
        if kind == "loop":
            yield from self._one_of(node, field, "field of `loop`", LOOP)
        elif is_dataclass(kind):
            known = tuple(one.name for one in fields(kind))
            yield from self._one_of(node, field, f"field of {_shown(node.node)}", known)
        elif kind is not None:
            what = "a list" if get_origin(kind) is tuple else "a plain value"
            message = f"{_shown(node.node)} is {what} and has no field `{field}`"
            yield self._wrong(node, message, "`{% for one in ... %}`" if what == "a list" else "the value", at=field)

    def _loop(self, node: nodes.For) -> Iterator[Finding]:
        yield from self.read(node.iter)
        before = dict(self.known)
        if not isinstance(node.target, nodes.Name) or node.recursive:
            yield self._wrong(node, "a loop takes one name", "`{% for part in session.parts %}`")
        else:
            within = self._kind(node.iter)
            if within is not None and within is not str and get_origin(within) is not tuple:
                message = f"{_shown(node.iter)} is no list"
                yield self._wrong(node, message, "a list such as `session.parts`", at=_name_in(node.iter))
            self.known[node.target.name] = get_args(within)[0] if get_origin(within) is tuple else None
            self.known["loop"] = "loop"
        for child in (node.test, *node.body):
            if child is not None:
                yield from self.read(child)
        self.known = before
        for child in node.else_:
            yield from self.read(child)

    def _set(self, node: nodes.Assign) -> Iterator[Finding]:
        yield from self.read(node.node)
        if isinstance(node.target, nodes.Name):
            self.known[node.target.name] = self._kind(node.node)
        else:
            yield self._wrong(node, "`{% set %}` takes one name", "`{% set name = value %}`")

    def _kind(self, node: nodes.Node) -> Any:  # noqa: ANN401 - a type, or "loop"
        """What a value is, where that is known: a type of `values`, or `loop`."""
        if isinstance(node, nodes.Name):
            return self.known.get(node.name)
        if isinstance(node, nodes.Getattr):
            kind = self._kind(node.node)
            return get_type_hints(kind).get(node.attr) if is_dataclass(kind) else None
        if isinstance(node, nodes.Getitem):
            kind = self._kind(node.node)
            one = get_origin(kind) is tuple and not isinstance(node.arg, nodes.Slice)
            return get_args(kind)[0] if one else kind
        return None

    def _one_of(self, node: nodes.Node, word: str, what: str, known: Sequence[str]) -> Iterator[Finding]:
        if word not in known:
            mend = did_you_mean(word, tuple(known))
            yield self._wrong(node, f"there is no {what} called `{word}`", ", ".join(known), at=word, mend=mend)

    def _wrong(self, node: nodes.Node, message: str, expected: str, *, at: str = "", mend: str = "") -> Finding:
        return wrong(self.name, self.source, node.lineno, message, expected, at=at, mend=mend)


def _name_in(node: nodes.Node) -> str:
    """The first name in a stretch, by which its place in the line is found."""
    for one in node.find_all((nodes.Name, nodes.Macro, nodes.Block)):
        return str(getattr(one, "name", ""))
    return ""


def _shown(node: nodes.Node) -> str:
    """A value as it is written: `session.venue`."""
    if isinstance(node, nodes.Getattr):
        return f"{_shown(node.node).strip('`')}.{node.attr}".join("``")
    return f"`{node.name}`" if isinstance(node, nodes.Name) else "this"


def _word(node: nodes.Node) -> str:
    words: Mapping[type[nodes.Node], str] = {
        nodes.Div: "/",
        nodes.FloorDiv: "//",
        nodes.Mod: "%",
        nodes.Pow: "**",
        nodes.FilterBlock: "filter",
        nodes.With: "with",
        nodes.List: "[...]",
        nodes.Tuple: "(..., ...)",
        nodes.Dict: "{...}",
    }
    return words.get(type(node), type(node).__name__.lower())
