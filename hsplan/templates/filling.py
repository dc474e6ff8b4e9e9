"""Templates filled with values, at a cost that is bounded and counted, so that the outcome is the same everywhere.

A step is what one value or statement costs, each time that a loop comes to it; text counts by its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.filters import FILTERS as JINJAS_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJAS_TESTS
from markupsafe import Markup

from hsplan.findings import Finding, RefusedError
from hsplan.schedule.plain import visible
from hsplan.templates import values
from hsplan.templates.allowed import CODE, FILTERS, FOLDER, LOOP, TESTS, all_wrong, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from jinja2 import Template

STEPS = 200_000
"""A document of ten thousand lines of twenty values each; hsplan's own take a few hundred."""
LONGEST = 500_000
"""Characters: a hundred pages, or ten with a picture in them."""
LARGEST_NUMBER = 10**9
TEXT_PER_STEP = 50
"""Characters that are handled at the price of one value."""
_FIELDS: dict[type, frozenset[str]] = {LoopContext: frozenset(LOOP)} | {
    kind: frozenset(one.name for one in fields(kind))
    for kind in vars(values).values()
    if isinstance(kind, type) and issubclass(kind, values.Values)
}
"""What a template may ask for, by what it asks."""
_WRONG = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What may come of a template that is wrong; anything else is our own mistake."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~&#$!])")
_STARTS = re.compile(r"^(\d*)([.)])|^()([-+=:])")


class TooMuchError(Exception):
    """A template asked for more than a document takes."""


@dataclass
class Purse:
    """What may still be spent on a document."""

    steps: int = STEPS
    characters: int = LONGEST

    def step(self, count: int) -> None:
        """Pay for steps."""
        self.steps -= count
        if self.steps < 0:
            raise TooMuchError(f"takes more than {STEPS:,} steps")

    def write(self, text: str) -> str:
        """Pay for text that goes into the document."""
        self.characters -= len(text)
        if self.characters < 0:
            raise TooMuchError(f"is longer than {LONGEST:,} characters")
        return text


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja without anything that is not wanted: fields of our values and of `loop` alone, and small numbers."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, *, html: bool) -> None:
        super().__init__(
            autoescape=html,
            undefined=StrictUndefined,
            finalize=_html if html else _markdown,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=0,
        )
        self.purse = Purse()
        self.globals.clear()
        self.tests = {name: JINJAS_TESTS[name] for name in TESTS}
        self.filters = {name: self._paid(JINJAS_FILTERS[name]) for name in FILTERS} | {"counted": self._counted}

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja says
        """A field of one of our values, or of `loop`; nothing else has any."""
        if attribute in _FIELDS.get(type(obj), ()):
            return getattr(obj, attribute)
        return obj if isinstance(obj, Undefined) else self.undefined(f"there is no field `{attribute}` here")

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as Jinja says
        """One of a list, or some in a row; by a word, a field."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        try:
            return obj[argument] if isinstance(obj, tuple | list | str) else obj
        except LookupError:
            return self.undefined(f"there are no more than {len(obj)} here")

    def call_binop(self, context: object, operator: str, left: object, right: object) -> int:  # noqa: ARG002 - as Jinja says
        """A sum, a difference or a product of whole numbers."""
        if type(left) is not int or type(right) is not int:
            raise TypeError(
                f"`{operator}` is for whole numbers; write one value after the other: {{{{ a }}}}{{{{ b }}}}"
            )
        found: int = self.binop_table[operator](left, right)
        if abs(found) > LARGEST_NUMBER:
            raise TooMuchError(f"works with a number beyond {LARGEST_NUMBER:,}")
        return found

    def _paid(self, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter of Jinja's that costs by the size of what it is given."""

        @wraps(made)
        def paid(*values: Any, **named: Any) -> Any:  # noqa: ANN401 - as Jinja says
            cost = 1
            for value in (*values, *named.values()):
                cost *= max(1, len(value)) if isinstance(value, str | tuple | list) else 1
            self.purse.step(1 + cost // TEXT_PER_STEP)
            return made(*values, **named)

        return paid

    def _counted(self, many: Any, price: int) -> Iterator[Any]:  # noqa: ANN401 - whatever a template repeats over
        """What a loop goes through, each paid for with what the loop holds."""
        if not isinstance(many, tuple | list | str):
            raise TypeError("a loop goes through a list")
        for one in many:
            self.purse.step(price)
            yield one


def filled(name: str, source: str, said: values.Said) -> bytes:
    """A document: a template filled with values, as UTF-8.

    Args:
        name: What the template is called; its ending says how values are escaped.
        source: Its text.
        said: The values.

    Raises:
        RefusedError: where the template says what it may not, or more than a document takes.
    """
    env, template = _made(name, source)
    env.purse = Purse()
    known = {one.name: getattr(said, one.name) for one in fields(said)}
    known["style"] = Markup(said.style)  # noqa: S704 - it is hsplan's own
    pieces = template.root_render_func(template.new_context(known))
    try:
        return "".join(map(env.purse.write, pieces)).encode(errors="replace")
    except TooMuchError as much:
        line = _line_of(template, much.__traceback__, pieces)
        raise RefusedError(wrong(name, source, line, f"the document {much}", "a document of some pages")) from None
    except _WRONG as error:
        line = _line_of(template, error.__traceback__, pieces)
        words = "a field that is there" if isinstance(error, TemplateError) else "values that go together"
        raise RefusedError(wrong(name, source, line, f"the template fails: {_told(error)}", words)) from None


@lru_cache(maxsize=32)
def _made(name: str, source: str) -> tuple[_Environment, Template]:
    """A template made ready; the same one for all documents of a run."""
    env = _Environment(html=not name.endswith(".md"))
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as error:
        message = f"the template cannot be read: {_told(error)}"
        raise RefusedError(wrong(name, source, error.lineno, message, "the language of Jinja")) from None
    except (RecursionError, ValueError):  # brackets in brackets without end; a number of thousands of digits
        expected = "numbers of a few digits, and few brackets in each other"
        raise RefusedError(Finding(CODE, f"{FOLDER}/{name} cannot be read", expected=expected)) from None
    found = all_wrong(name, source, tree)
    if found:
        raise RefusedError(*found)
    for loop in [*tree.find_all(nodes.For)]:
        price = sum(1 for child in loop.body for _ in _all_below(child)) + 1
        loop.iter = nodes.Filter(
            loop.iter, "counted", [nodes.Const(price)], [], None, None, lineno=loop.lineno, environment=env
        )
    try:
        code = env.compile(tree, filename=name)
    except (
        TemplateError,
        SyntaxError,
        RecursionError,
        MemoryError,
    ) as error:  # more loops in each other than Python has
        message = f"the template cannot be used: {_told(error)}"
        line = getattr(error, "lineno", 1) if isinstance(error, TemplateError) else 1
        raise RefusedError(wrong(name, source, line, message, "a simpler one")) from None
    return env, env.template_class.from_code(env, code, {})


def _all_below(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all_below(child)


def _line_of(template: Template, where: TracebackType | None, pieces: Iterator[str]) -> int:
    """The line of a template in which something went wrong, or behind which it stopped; 1 where that is not known."""
    frame = getattr(pieces, "gi_frame", None)
    line = template.get_corresponding_lineno(frame.f_lineno) if frame is not None else 1
    while where is not None:
        if where.tb_frame.f_globals.get("__jinja_template__") is template:
            line = template.get_corresponding_lineno(where.tb_lineno)
        where = where.tb_next
    return line


def _told(error: BaseException) -> str:
    """What went wrong, in one line and without the words of hsplan's inside."""
    return str(error).rstrip(".").replace("\n", " ")[:200]


def _plain(value: object) -> str:
    """A value as text.

    Raises:
        TypeError: where it is no text and no number, but something that has fields, or several.
    """
    if isinstance(value, str):
        return visible(value).replace("\r", "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    if value is None:
        return ""
    what = "several values; join them: `|join(', ')`" if isinstance(value, tuple | list) else "no text; write a field"
    raise TypeError(f"this is {what}")


def _html(value: object) -> object:
    """A value for a page; Jinja escapes it."""
    if isinstance(value, Markup | Undefined):
        return value
    return _plain(value)


def _markdown(value: object) -> object:
    """A value for Markdown: one line, in which nothing is markup."""
    if isinstance(value, Undefined):
        return value
    words = _MARKUP.sub(r"\\\1", " ".join(_plain(value).split()))
    return _STARTS.sub(r"\1\3\\\2\4", words)
