"""A web page that is one file: its frame, its colours, and the policy that lets nothing else in.

Views that are pages bring their own template, style and script. Everything is inlined, nothing is fetched, and only
the style and script that came with hsplan may act: whatever the words of a programme hold, a browser runs none of it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from hsplan.schedule.plain import visible

if TYPE_CHECKING:
    from jinja2 import Template

HERE = "hsplan.webpage"
WEB = ("http://", "https://")


def written(package: str, **words: object) -> bytes:
    """The whole page that a package's `page.html` makes of some words, with its `page.css` and `page.js` inlined.

    Every word is escaped for the place where it stands; a word that is not given is an error.
    """
    style, script, policy = _inlined(package)
    return _template(package).render(style=style, script=script, policy=policy, **words).encode()


def web_address(link: str | None) -> str | None:
    """A link that may be followed: none of those that run something, as `javascript:` does."""
    return link if link is not None and link.lower().startswith(WEB) else None


@cache
def _template(package: str) -> Template:
    """A package's page, compiled once."""
    environment = Environment(
        loader=FunctionLoader(lambda name: _text(package, name) or _text(HERE, name)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["web_address"] = web_address
    return environment.get_template("page.html")


def _clean(value: object) -> object:
    """A word of the programme without characters that nobody sees; what is already markup stays."""
    return visible(value) if type(value) is str else value


@cache
def _inlined(package: str) -> tuple[Markup, Markup, str]:
    """The style and the script of a package's page, and the policy that allows these two and nothing else."""
    style = f"{_text(HERE, 'frame.css')}{_text(package, 'page.css')}"
    script = f"{_text(HERE, 'frame.js')}{_text(package, 'page.js')}"
    rules = (
        "default-src 'none'",
        f"style-src '{_hash(style)}'",
        f"script-src '{_hash(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return Markup(style), Markup(script), "; ".join(rules)  # noqa: S704 - both are files of this package


def _hash(text: str) -> str:
    """What a policy calls an inlined text by (Content Security Policy Level 3, 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _text(package: str, name: str) -> str:
    """A file of a package; nothing where it has none of that name."""
    path = files(package) / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""
