"""Documents of every sort, and ways to spoil them: in what they say, as text, and as bytes."""

from __future__ import annotations

import copy
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from by_chance import programme_by_chance
from conftest import ROOT, SEED
from hostile import HOSTILE as HARMFUL

Values = dict[str, Any]
Held = Values | list[Any]

WORDS = [word[:200] for word in HARMFUL if word.isprintable()] + [
    "\u001b[31mred",
    "a\u001b]0;title\u0007b",
    "\u009b31m",
    "\u202edlrow",
    "e\u0301\u200d\u2028x",
    "[red]x[/]",
    "[/]",
    "[link=http://evil.example]x[/link]",
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "a\r\nATTENDEE:mailto:b@c.example",
    "a\nBcc: b@c.example",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\windows\\x",
    "\u4f1a\u8b70" * 30,
    "x" * 5_000,
    "-",
    "\u00a0",
    "%s %d {0} {}",
]
"""What may be said where words are said."""
DATES = [
    "1 Jan 0001",
    "0001-01-01",
    "31 Dec 9999",
    "9999-12",
    "29 Feb 2012",
    "29 Feb 2011",
    "0000-00-00",
    "28 Feb to 1 Mar 2012",
    "1 Jan 0001 to 31 Dec 9999",
    "2011-13",
    "Tue",
    "easter",
    "31 Dec 2010 to 1 Jan 2012",
    "week 53",
    "fifth Mon",
]
AMOUNTS = [
    "0",
    "-1",
    "1",
    "7",
    "366",
    "100000",
    "9" * 40,
    "1e9",
    "0.5",
    "0 days",
    "1 day",
    "99 days",
    "100 days",
    "9999 months",
    "about 0 weeks",
    "99999999999999 years",
    "at least 400 days",
    "0 to 0 days",
    "5 to 1 weeks",
    "100 days a week",
    "0 days a month",
    "1 of 0",
    "all but 99",
    "half a day",
    "0:00-24:00",
    "23:59-0:01",
    "25:00",
    "9:00-9:00",
    "0 minutes",
    "1000 hours",
    "each x",
    "each participant",
    "unknown",
    "off",
    "high",
    "yes",
    "no",
]
HALF = 0.5
SHAPES: list[Any] = [None, "", [], {}, [[]], [None], {"": None}, {"x": {}}, ["x", "x"], [{}], "~", "null"]


@cache
def corpus() -> list[Values]:
    """What the seed, the published programmes and the museum of errors say."""
    files = [
        SEED,
        *sorted((ROOT / "examples").rglob("*.yaml")),
        *sorted((ROOT / "tests" / "cases").glob("*.yaml")),
    ]
    found = []
    for path in files:
        try:
            values = read_yaml(path.read_bytes())
        except (yaml.YAMLError, ValueError):
            continue
        if isinstance(values, dict) and "hsplan-plan" not in values:
            found.append(values)
    return found


def read_yaml(data: bytes) -> Any:  # noqa: ANN401 - whatever stands there
    """The values of a file, as text."""
    return yaml.load(data, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - makes only text


@cache
def said_under() -> dict[str, list[Any]]:
    """By key, all that is said under it anywhere."""
    found: dict[str, list[Any]] = {}

    def walk(value: object) -> None:
        for key, held in value.items() if isinstance(value, dict) else ():
            found.setdefault(key, []).append(held)
            walk(held)
        for one in value if isinstance(value, list) else ():
            walk(one)

    for values in corpus():
        walk(values)
    return found


def a_programme(draw: random.Random) -> Values:
    """A programme that mostly makes sense, and mostly a small one."""
    way = draw.random()
    if way < HALF:
        return programme_by_chance(draw.randrange(10_000))
    sound = [values for values in corpus() if "title" in values and "provider" in values]
    return copy.deepcopy(draw.choice(corpus() if way < HALF + 0.2 else sound))


def spoil(draw: random.Random, values: Values, times: int) -> Values:
    """The same with so many things changed, each in its place."""
    found = copy.deepcopy(values)
    for _ in range(times):
        places = _places(found)
        if not places:
            return found
        held, key = draw.choice(places)
        _change(draw, held, key, found)
    return found


def _places(values: Values) -> list[tuple[Held, Any]]:
    """Every mapping or list in it, with a key or place."""
    found: list[tuple[Held, Any]] = []
    waiting: list[Any] = [values]
    while waiting:
        held = waiting.pop()
        keys: list[Any] = list(held) if isinstance(held, dict) else list(range(len(held)))
        found += [(held, key) for key in keys]
        waiting += [held[key] for key in keys if isinstance(held[key], dict | list)]
    return found


def _change(draw: random.Random, held: Any, key: Any, whole: Values) -> None:  # noqa: ANN401 - a mapping or a list
    way = draw.randrange(12)
    if way >= 9 or str(key) in WORDED:
        _say(draw, held, key, whole)
    elif way <= 1:
        known = said_under().get(str(key)) or list(said_under())
        held[key] = copy.deepcopy(draw.choice(known))
    elif way == 2:
        held[key] = draw.choice([*WORDS])
    elif way == 3:
        held[key] = draw.choice([*DATES, *AMOUNTS])
    elif way == 4:
        held[key] = copy.deepcopy(draw.choice(SHAPES))
    elif way == 5:
        del held[key]
    elif way == 6 and isinstance(held, dict):
        held[draw.choice([*list(said_under())[:400], "a", *WORDS[:6]])] = held.pop(key)
    elif way == 7:
        other, place = draw.choice(_places(whole))
        held[key] = copy.deepcopy(other[place])
    elif isinstance(held, dict):
        word = draw.choice(list(said_under()))
        held[word] = copy.deepcopy(draw.choice(said_under()[word]))
    else:
        held[key:key] = [copy.deepcopy(held[key])] * draw.choice([1, 3, 200])


def as_yaml(values: Values) -> str:
    """The file that says this, every text quoted where it must be."""
    return yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


WORDED = ("title", "name", "note", "summary", "preparation", "scenario", "measure", "award", "email", "town", "plural")
"""Keys under which any words may stand."""


def _say(draw: random.Random, held: Any, key: Any, whole: Values) -> None:  # noqa: ANN401 - a mapping or a list
    """Other words where words stand, or more words where there is a mapping."""
    if str(key) in WORDED:
        held[key] = draw.choice(WORDS)
        return
    whole["title"] = draw.choice(WORDS)
    if isinstance(held[key], dict):
        held[key][draw.choice(WORDED[:6])] = draw.choice(WORDS)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True


def spoil_text(draw: random.Random, text: str) -> bytes:
    """The same with its lines or bytes in disorder, or in another dress."""
    lines = text.splitlines(keepends=True) or [""]
    for _ in range(draw.randint(0, 3)):
        n, m = draw.randrange(len(lines)), draw.randrange(len(lines))
        way = draw.randrange(6)
        if way == 0:
            lines[n], lines[m] = lines[m], lines[n]
        elif way == 1:
            lines.insert(m, lines[n])
        elif way == 2:
            lines[n] = " " * draw.choice([1, 2, 3, 60]) + lines[n]
        elif way == 3:
            lines[n] = lines[n][: draw.randrange(len(lines[n]) + 1)]
        elif way == 4:
            lines[n] = lines[n].replace(
                ":", draw.choice([": !!python/object/apply:os.system ", ": &a ", ": *a", ":: "])
            )
        else:
            lines[n] = (
                lines[n].rstrip("\n") + draw.choice(["[" * 60, "{" * 60, " #", "\t", '"', "'", "|", "\u2028"]) + "\n"
            )
    text = "".join(lines)
    data = draw.choice([text, crlf(text), text.upper(), text]).encode("utf-8", "replace")
    return spoil_bytes(draw, data) if draw.random() < 0.3 else data


def crlf(text: str) -> str:
    """The same with the ends of lines of Windows."""
    return text.replace("\n", "\r\n")


def spoil_bytes(draw: random.Random, data: bytes) -> bytes:
    """The same with some bytes changed, cut out, doubled, or in another encoding."""
    found = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        n = draw.randrange(len(found) + 1)
        way = draw.randrange(4)
        if way == 0 and n < len(found):
            found[n] = draw.randrange(256)
        elif way == 1:
            found[n:n] = draw.choice([b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\x1b[2J", b"\x85", b"\xe2\x80\xa8"])
        elif way == 2:
            del found[n : n + draw.choice([1, 5, 200])]
        else:
            found[n:n] = found[max(0, n - 300) : n]
    return bytes(found)


def calendar_lines(draw: random.Random) -> str:
    """A calendar file as clients write it, with odd properties in odd places."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for n in range(draw.randint(0, 5)):
        lines += ["BEGIN:VEVENT", f"UID:{draw.choice([n, 0, 'x' * 300])}@example"]
        lines += [draw.choice(PROPERTIES) for _ in range(draw.randint(1, 6))]
        lines += ["END:VEVENT"]
    lines += ["END:VCALENDAR", ""]
    return "\r\n".join(lines)


RULES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", "SECONDLY", ""]
PROPERTIES = [
    *(f"DTSTART;VALUE=DATE:{day}" for day in ("20110221", "20120229", "00010101", "99991231", "16000101", "20110229")),
    *(f"DTSTART:{at}" for at in ("20110221T090000Z", "99991231T235959Z", "00010101T000000", "20110327T013000")),
    *(f"DTSTART;TZID={tz}:20110221T090000" for tz in ("Europe/London", "../../etc/passwd", "", "/x/", "A" * 300)),
    *(f"DTEND;VALUE=DATE:{day}" for day in ("20110226", "20110220", "99991231", "20210101")),
    *(f"DURATION:{how}" for how in ("P1D", "-P1D", "PT99999999H", "P999999999W", "P", "PT0S")),
    *(f"RRULE:FREQ={freq}" for freq in RULES),
    *(f"RRULE:FREQ={freq};COUNT=99999999" for freq in RULES),
    *(f"RRULE:FREQ={freq};INTERVAL=99999999" for freq in RULES),
    *(f"RRULE:FREQ={freq};BYMONTHDAY=31;BYMONTH=2" for freq in RULES),
    *(f"RRULE:FREQ={freq};BYDAY=-53MO,53SU;BYSETPOS=-1;WKST=SU" for freq in RULES),
    "RRULE:FREQ=YEARLY;BYYEARDAY=-366;BYWEEKNO=53;UNTIL=99991231",
    "RRULE:FREQ=DAILY;UNTIL=00010101T000000Z",
    "RRULE:FREQ=YEARLY;BYEASTER=0",
    "EXDATE;VALUE=DATE:" + ",".join(["20110221"] * 500),
    "RDATE;VALUE=DATE:99991231,00010101,20110301",
    "RDATE;VALUE=PERIOD:20110301T090000Z/PT1H,20110301T090000Z/",
    "RECURRENCE-ID;VALUE=DATE:20110221",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20110221T090000Z",
    "SUMMARY:\x1b[31mred\x07",
    "SUMMARY;LANGUAGE=en:Half term\\, \\n" + "x" * 500,
    "STATUS:CANCELLED",
    "SEQUENCE:99999999999999999999",
    "BEGIN:VALARM",
    "END:VEVENT",
    "BEGIN:" + "X" * 100,
    " folded",
    ";:;:",
]


def table_lines(draw: random.Random) -> str:
    """A table of days as people save it."""
    cells = [*DATES, *(word[:60] for word in WORDS), "2011-02-21", "21/02/2011", "2/21/11", "40595", '"a', '""', ""]
    mark = draw.choice([",", ";", "\t", "|"])
    heads = draw.choice([["date", "title"], ["first", "last", "title"], ["Datum"], [], ["date", "date"]])
    rows = [[draw.choice(cells) for _ in range(draw.randint(0, 4))] for _ in range(draw.randint(0, 6))]
    return "\n".join(mark.join(row) for row in [heads, *rows])


TEMPLATES = [
    "{{ programme.title }} {{ session.title }} {{ reader }}",
    "{% for one in session.facilitators %}{{ one.name }}{% endfor %}",
    "{% if session.venue %}{{ session.venue.name|upper }}{% endif %}",
    "{% for a in register %}{% for b in register %}{{ a }}{% endfor %}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{{ 'x' * 999999999 }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{% set x = range(10 ** 9) %}{{ x|list }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ programme|attr('__class__') }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ 'x'|center(999999999) }}",
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "{% if 1 %}" * 300,
    "{{ session.title|replace('a', 'b' * 999) }}",
    "{% for a in session.parts recursive %}{{ loop(session.parts) }}{% endfor %}",
    "{# unended",
    "{{ style }}",
    "{% raw %}{{ x }}{% endraw %}{{ previous.title }}{{ next.date }}",
]


def own_template(draw: random.Random) -> bytes:
    """A provider's template, sane or not."""
    text = "\n".join(draw.choice(TEMPLATES) for _ in range(draw.randint(1, 4)))
    return spoil_bytes(draw, text.encode()) if draw.random() < 0.4 else text.encode()


def workspace_by_chance(folder: Path, draw: random.Random) -> str:
    """A workspace of a spoilt programme and what it takes from; the name of the programme."""
    programmes = folder / "programmes"
    programmes.mkdir(exist_ok=True)
    values = spoil(draw, a_programme(draw), draw.choice([0, 1, 1, 1, 1, 2, 4]))
    if draw.random() < 0.15:
        values["calendar"] = {"bank-holidays": "yes", "closed": {"a": {"ics": "a.ics"}, "b": {"csv": "b.csv"}}}
    if draw.random() < 0.1:
        values["use"] = draw.choice(["shared.yaml", ["shared.yaml", "a.yaml"], "../x.yaml", "/etc/hostname", "a.ics"])
    text = json.dumps(values) if draw.random() < 0.05 else as_yaml(values)  # JSON is YAML
    data = spoil_text(draw, text) if draw.random() < 0.15 else text.encode("utf-8", "replace")
    (programmes / "a.yaml").write_bytes(data)
    (programmes / "shared.yaml").write_bytes(as_yaml(spoil(draw, a_programme(draw), 1)).encode("utf-8", "replace"))
    lines = calendar_lines(draw).encode("utf-8", "replace")
    (programmes / "a.ics").write_bytes(spoil_bytes(draw, lines) if draw.random() < 0.3 else lines)
    rows = table_lines(draw).encode("utf-8", "replace")
    (programmes / "b.csv").write_bytes(spoil_bytes(draw, rows) if draw.random() < 0.3 else rows)
    if draw.random() < 0.3:
        (programmes / "templates").mkdir(exist_ok=True)
        (programmes / "templates" / draw.choice(["joining.html", "briefing.md"])).write_bytes(own_template(draw))
    return "a"
