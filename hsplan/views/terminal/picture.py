"""What the terminal shows as an SVG picture: text that can be read and searched, in colours for light and dark.

No font is fetched from anywhere: each stretch of words says how wide it is, so that columns stay in line in whatever
monospaced font the reader has. The same lines give the same bytes.
"""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.segment import Segment
    from rich.style import Style

CELL = 8.4
"""The width of a column, in the picture's units: 0.6 of the size of the letters, as in most monospaced fonts."""
SIZE = 14
LINE = 19
MARGIN = 16
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
LIGHT = {
    "ground": "#ffffff",
    "edge": "#d1d9e0",
    "plain": "#1f2328",
    "dim": "#59636e",
    "cyan": "#0e6672",
    "magenta": "#8a2c8f",
    "green": "#1a6b34",
    "yellow": "#7a5200",
    "blue": "#1f4fbf",
    "red": "#b3261e",
}
DARK = {
    "ground": "#0d1117",
    "edge": "#3d444d",
    "plain": "#e6edf3",
    "dim": "#9198a1",
    "cyan": "#56d4dd",
    "magenta": "#d2a8ff",
    "green": "#7ee787",
    "yellow": "#e3b341",
    "blue": "#79c0ff",
    "red": "#ff9b92",
}


def picture(lines: Sequence[Text], width: int, title: str) -> bytes:
    """An SVG picture of lines of a terminal so many columns wide; the title is for those who cannot see it."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    across, down = round(width * CELL + 2 * MARGIN), len(lines) * LINE + 2 * MARGIN
    drawn = [shape for n, line in enumerate(lines) for shape in _shapes(_whole(line).render(console), n)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{_rules()}</style>",
        f'<rect class="ground" x=".5" y=".5" width="{across - 1}" height="{down - 1}" rx="6"/>',
        *drawn,
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _whole(line: Text) -> Text:
    """A line whose own style is that of a stretch of it, as all others are."""
    return Text().append_text(line)


def _rules() -> str:
    """How each class of shape looks, in light and in dark."""
    common = (
        f"text{{font:{SIZE}px {FONTS};white-space:pre}}.bold{{font-weight:bold}}.strike{{text-decoration:line-through}}"
    )
    return f"{common}{_colours(LIGHT)}@media(prefers-color-scheme:dark){{{_colours(DARK)}}}"


def _colours(palette: dict[str, str]) -> str:
    ground = f".ground{{fill:{palette['ground']};stroke:{palette['edge']}}}.on{{fill:{palette['ground']}}}"
    names = [name for name in palette if name not in ("ground", "edge")]
    return ground + "".join(f".{name}{{fill:{palette[name]}}}" for name in names)


def _shapes(segments: Iterable[Segment], row: int) -> Iterator[str]:
    """The words of a line at their columns, each stretch of one style by itself; what is reversed on a ground."""
    column = 0
    for words, style, _ in segments:
        if style is not None and style.reverse:
            yield _ground(column, cell_len(words), row, style)
        for found in re.finditer(r"\S+(?: \S+)*", words):  # not across gaps: fonts may differ in width
            at = column + cell_len(words[: found.start()])
            yield _words(found[0], at, row, style)
        column += cell_len(words)


def _ground(column: int, cells: int, row: int, style: Style) -> str:
    x, y = MARGIN + column * CELL, MARGIN + row * LINE
    return f'<rect class="{_colour(style)}" x="{x:g}" y="{y:g}" width="{cells * CELL:g}" height="{LINE}"/>'


def _words(words: str, column: int, row: int, style: Style | None) -> str:
    x, y = MARGIN + column * CELL, MARGIN + row * LINE + SIZE
    length = f'textLength="{cell_len(words) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
    return f'<text class="{_classes(style)}" x="{x:g}" y="{y:g}" {length}>{escape(words)}</text>'


def _classes(style: Style | None) -> str:
    if style is None:
        return "plain"
    colour = "on" if style.reverse else _colour(style)
    return " ".join([colour, *(["bold"] if style.bold else []), *(["strike"] if style.strike else [])])


def _colour(style: Style) -> str:
    """The name of a style's colour in the palettes."""
    name = style.color.name if style.color is not None else ""
    return name if name in LIGHT else "dim" if style.dim else "plain"
