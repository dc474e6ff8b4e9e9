"""How wide a terminal is and what it can show: words that fit it, marks that tell kinds apart, days in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from hsplan.dates.days import MONTHS, WEEKDAYS, in_words
from hsplan.findings import printable
from hsplan.views.terminal import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from hsplan.schedule.rows import MilestoneRow, Row, Schedule

STYLES = ("bold cyan", "bold magenta", "bold green", "bold yellow", "bold blue", "bold red")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARKS = {True: letters.MARKS + LETTERS, False: letters.MARKS_IN_ASCII + LETTERS}
"""What tells kinds apart, where the terminal has more than ASCII and where it has not."""
CLOSED = {True: "·", False: "-"}
DOTS = {True: "…", False: "..."}
NUMBERS = "123456789" + LETTERS
"""What stands for a milestone where there is room for one character."""
MOST_LINES = 8
"""Into how many lines words are broken before they end in dots."""
JOINERS = {0x200C: None, 0x200D: None}
"""What joins emoji or letters: terminals disagree on how wide that is then, so that each stands by itself."""
ROOM_FOR_WORDS = 40
"""Where words that do not fit have less room than this behind what leads them, they stand below it."""
TIMES_WIDTH = 11
DAY_WIDTH = 15


@dataclass(frozen=True, slots=True)
class Form:
    """How the terminal shows things: its columns, and whether it has more than ASCII."""

    width: int = 80
    utf8: bool = True

    def plain(self, words: str) -> str:
        """Words without anything that acts on a terminal; where it has only ASCII, with the nearest there is."""
        safe = printable(words.translate(JOINERS))
        return safe if self.utf8 else letters.in_ascii(safe)

    def fit(self, words: str, room: int) -> str:
        """Words that fit a room, cut with dots where they do not."""
        plain = self.plain(words)
        if cell_len(plain) <= room:
            return plain
        dots = DOTS[self.utf8]
        return (set_cell_size(plain, max(0, room - len(dots))).rstrip() + dots)[: max(0, room)]

    def cell(self, words: str, room: int) -> str:
        """Words that fit a room and fill it."""
        return set_cell_size(self.fit(words, room), room)

    def wrapped(self, words: str, room: int) -> list[str]:
        """Words broken into lines that fit a room; a longer word is cut, and many lines end in dots."""
        found: list[str] = []
        for word in self.plain(words).split():
            if found and cell_len(found[-1]) + 1 + cell_len(word) <= room:
                found[-1] += f" {word}"
            elif len(found) > MOST_LINES:
                break
            else:
                found.append(self.fit(word, room))
        return self._some(found, room)

    def joined(self, pieces: Iterable[str], room: int) -> list[str]:
        """Pieces with dots between them, broken into lines that fit a room: between two pieces where that will do."""
        found: list[str] = []
        for piece in map(self.plain, pieces):
            if found and cell_len(found[-1]) + len(self.dot) + cell_len(piece) <= room:
                found[-1] += f"{self.dot}{piece}"
            else:
                found += self.wrapped(piece, room)
        return self._some(found, room)

    @property
    def dot(self) -> str:
        """What separates things on one line."""
        return " · " if self.utf8 else " | "

    @property
    def closed(self) -> str:
        """What marks a closed day."""
        return CLOSED[self.utf8]

    def _some(self, lines: list[str], room: int) -> list[str]:
        if len(lines) <= MOST_LINES:
            return lines
        return [*lines[: MOST_LINES - 1], self.fit(f"{lines[MOST_LINES - 1]} {lines[MOST_LINES]}", room)]


def blank() -> Text:
    """An empty line."""
    return Text()


def indented(lines: Iterable[str], style: str = "dim", by: int = 3) -> Iterator[Text]:
    """Lines that stand below something."""
    for line in lines:
        yield Text(" " * by + line, style=style)


def headline(words: str, form: Form) -> Iterator[Text]:
    """Words that stand above others, on as many lines as they need."""
    yield from indented(form.wrapped(words, form.width), "bold", by=0)


def hanging(lead: str, words: str, form: Form, style: str = "", of_lead: str = "") -> Iterator[Text]:
    """Words behind what leads them; where they need several lines, all begin in the same column, or below it."""
    room = form.width - cell_len(lead)
    if room < ROOM_FOR_WORDS and cell_len(form.plain(words)) > room:
        yield Text(form.fit(lead.rstrip(), form.width), style=of_lead)
        yield from indented(form.wrapped(words, form.width - 3), style)
        return
    first, *more = form.wrapped(words, room) or [""]
    yield Text(lead, style=of_lead).append(first, style=style)
    yield from indented(more, style, cell_len(lead))


def heading(schedule: Schedule, form: Form) -> Iterator[Text]:
    """Which programme it is, for whom, when, and how firm."""
    yield from headline(schedule.name, form)
    yield from map(Text, form.joined(schedule.organisers, form.width))
    if schedule.reader is not None:
        yield from map(Text, form.wrapped(f"For {schedule.reader.name}{_instead(schedule)}", form.width))
    elif schedule.audience:
        yield from map(Text, form.wrapped(f"For {', '.join(schedule.audience)}", form.width))
    days = f"{in_words(schedule.days.first)} to {in_words(schedule.days.last)}"
    about = form.joined((days, schedule.status, f"revision {schedule.revision}"), form.width)
    yield from indented(about, by=0)


def _instead(schedule: Schedule) -> str:
    """What a reader has who is wanted at no session."""
    if schedule.rows:
        return ""
    gone = len(schedule.gone)
    told = f"; {gone} that they were told of {'are' if gone > 1 else 'is'} cancelled for them" if gone else ""
    return f": no session{'' if schedule.windows else ' and nothing to arrange'}{told}"


def looks(schedule: Schedule, form: Form) -> dict[str, tuple[str, str]]:
    """The mark and the style of each kind by what it is called, always the same; of sixty no two share a mark."""
    kinds = dict.fromkeys((*schedule.kinds, *(row.kind_title for row in schedule.rows)))
    marks = MARKS[form.utf8]
    return {kind: (marks[n % len(marks)], STYLES[n % len(STYLES)]) for n, kind in enumerate(kinds)}


def legend(schedule: Schedule, form: Form, *others: str) -> Iterator[Text]:
    """What each mark means, on as many lines as that takes; other words go last."""
    shown = {row.kind_title for row in schedule.rows}
    words = [(f"{mark} {kind}", style) for kind, (mark, style) in looks(schedule, form).items() if kind in shown]
    line = Text()
    for word, style in [*words, *((other, "dim") for other in others)]:
        fitted = form.fit(word, form.width)
        if line and line.cell_len + 3 + cell_len(fitted) > form.width:
            yield line
            line = Text()
        line.append("   " if line else "")
        line.append(fitted, style=style)
    if line:
        yield line


def spaced(words: Sequence[tuple[int, str]], width: int) -> str:
    """Words at their columns, in order, without those for which there is no room; the first gives way to the second.

    >>> spaced([(0, "2011"), (2, "2012"), (8, "2013")], 12)
    '  2012  2013'
    """
    if len(words) > 1 and words[1][0] <= words[0][0] + len(words[0][1]):
        words = words[1:]
    line = ""
    for column, word in words:
        if column + len(word) <= width and (not line or column > len(line)):
            line = f"{line:<{column}}{word}"
    return line


def phase_name(id_: str, schedule: Schedule) -> str:
    """What a phase is called: `first trimester`."""
    return f"{id_} {schedule.phase_word}"


def milestone_words(one: MilestoneRow) -> tuple[str, str]:
    """When a step of the project is, as wide as any day, and what it is."""
    when = day_words(one.date) if one.date else f"{'no day yet':<{DAY_WIDTH}}"
    return when, f"{one.title} ({one.session})" if one.session else one.title


def day_words(day: date) -> str:
    """A day in words, always as wide."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:>2} {MONTHS[day.month - 1]} {day.year}"


def times_words(row: Row) -> str:
    """From when to when, or what is known of it, in eleven columns at most."""
    if row.start and row.end:
        return f"{row.start:%H:%M}-{row.end:%H:%M}"
    known = {part.words.partition(",")[0] for part in row.parts}
    words = known.pop() if len(known) == 1 else ""  # the morning of a part is not the time of the day
    return words if len(words) <= TIMES_WIDTH else ""
