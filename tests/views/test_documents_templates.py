"""A provider's own templates: what they may say, and that whatever else they say is harmless or told."""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest
from conftest import ROOT, Run

from hsplan.cli.pages import pages
from hsplan.findings import Finding, RefusedError
from hsplan.templates import values
from hsplan.templates.allowed import FILTERS, TESTS
from hsplan.templates.filling import LONGEST, filled
from hsplan.templates.shipped import NAMES, shipped
from hsplan.templates.values import LineSaid, PartSaid, ProgrammeSaid, Said, SessionSaid, Values

KINDS: list[type[Said | Values]] = [Said] + [
    one for one in vars(values).values() if isinstance(one, type) and issubclass(one, Values)
]
SAID = Said(
    ProgrammeSaid(title="Clinical leadership"),
    SessionSaid(id="day-1", title="Values & beliefs", parts=(PartSaid("Workshop", "9:30–12:30"), PartSaid("Lunch"))),
    register=tuple(LineSaid(n) for n in range(1, 501)),
)


def refused(source: str, name: str = "joining.html") -> tuple[Finding, ...]:
    """What is told of a template."""
    with pytest.raises(RefusedError) as told:
        filled(name, source, SAID)
    return told.value.findings


def places(source: str) -> list[tuple[int, int]]:
    return [(one.span.line, one.span.column) for one in refused(source) if one.span]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ session.title }}", "Values &amp; beliefs"),
        ("{% for one in session.parts %}{{ loop.index }} {{ one.title }};{% endfor %}", "1 Workshop;2 Lunch;"),
        ("{% for one in session.parts if one.times %}{{ one.title }}{% else %}-{% endfor %}", "Workshop"),
        ("{{ session.parts|join(' + ', attribute='title')|upper }}", "WORKSHOP + LUNCH"),
        ("{{ session.venue.name }}{% if session.venue %}x{% endif %}", ""),
        ("{% set seats = register|length + 2 %}{{ seats }}", "502"),
        ("{{ 'none' if not session.link }}{{ session.link or 'no link' }}", "noneno link"),
        ("{{ session.parts[1:][0].title }}", "Lunch"),
        ("{% raw %}{{ x }}{% endraw %}{# not seen #}", "{{ x }}"),
        ("{{ session.parts|length is even }}", "yes"),
    ],
)
def test_a_template_says_values_chooses_and_repeats(source: str, expected: str) -> None:
    assert filled("joining.html", source, SAID).decode() == expected


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ ''.__class__.__mro__ }}", "there is no field `__class__` here"),
        ("{{ session['__class__'] }}", "there is no field `__class__` here"),
        ("{{ register|join(attribute='__class__') }}", "there is no field `__class__` here"),
        ("{{ session|attr('__class__') }}", "there is no filter called `attr`"),
        ("{{ self }}", "there is no variable called `self`"),
        ("{{ session.title.upper }}", "`session.title` is a plain value and has no field `upper`"),
        ("{{ session }}", "this is no text; write a field"),
        ("{{ session.parts }}", "this is several values; join them"),
        ("{{ session.parts[9].title }}", "there are no more than 2 here"),
        ("{% for i in range(10**9) %}x{% endfor %}", "nothing can be called"),
        ("{{ 'x' * 10**9 }}", "`**` is not for documents"),
        ("{{ 'x' * 1000000000 }}", "`*` is for whole numbers"),
        ("{{ [0] * 1000000000 }}", "`[...]` is not for documents"),
        ("{{ 1000000000**1000000 }}", "`**` is not for documents"),
        ("{% set s = 9 %}" + "{% set s = s * s %}" * 40, "works with a number beyond 1,000,000,000"),
        ("{% set s = 'xx' %}{% set s = s ~ s %}", "`~` joins nothing here"),
        ("{% set s %}xx{% endset %}", "`{% set %}` takes a value here"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "there are no macros"),
        ("{% include '/etc/passwd' %}", "it includes another file"),
        ("{% extends 'joining.html' %}", "it extends another file"),
        ("{% import 'x' as y %}", "it imports another file"),
        ("{{ 'x'|center(1000000000) }}", "there is no filter called `center`"),
        ("{{ 'abc'|counted(0) }}", "there is no filter called `counted`"),
        ("{% for a in session.parts recursive %}{{ loop }}{% endfor %}", "a loop takes one name"),
        ("{% for a in session.title.x %}{% endfor %}", "`session.title` is a plain value"),
        ("{% for a in session.expected %}{% endfor %}", "`session.expected` is no list"),
        ("{% if session.title %}", "Unexpected end of template"),
        ("{% if 3 is divisibleby 0 %}{% endif %}", "the template fails"),
        ("{{ 1 < 'a' }}", "the template fails"),
        ("{{ " + "(" * 60_000 + "1" + ")" * 60_000 + " }}", "cannot be read"),
        ("{{ " + "9" * 10_000 + " }}", "cannot be read"),
        ("{{ 1" + "+1" * 40_000 + " }}", "says too much"),
        ("{% if 0 %}" + "{% elif 0 %}" * 3_000 + "{% endif %}", "says too much"),
        ("{% for a in session.parts %}" * 30 + "{% endfor %}" * 30, "cannot be used"),
    ],
)
def test_whatever_else_it_says_is_told(source: str, words: str) -> None:
    assert any(words in one.message for one in refused(source))


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in register %}{% for b in register %}{% for c in register %}{{ a.number }}" + "{% endfor %}" * 3,
        "{% for a in register %}{% for b in register %}{% if a == b %}{% endif %}" + "{% endfor %}" * 2,
        "{% for a in register %}" + "{% set b = a.name == a.role %}" * 400 + "{% endfor %}",
        "{{ register|join('" + "x" * 100_000 + "', attribute='name') }}",
        "{% for a in register %}" + "x" * 150_000 + "{% endfor %}",
    ],
    ids=["loops", "quiet loops", "a long loop", "join", "text"],
)
def test_what_would_take_long_or_become_large_is_stopped(source: str) -> None:
    (found,) = refused(source)
    assert found.message.startswith("the document ")
    assert found.span is not None


def test_what_is_stopped_is_counted_so_that_it_stops_at_the_same_place_everywhere() -> None:
    line = "x" * (LONGEST // 500)
    source = f"{{% for a in register %}}{line}{{% endfor %}}"
    assert len(filled("joining.html", source, SAID)) == LONGEST
    assert "is longer than 500,000 characters" in refused(source + "x")[0].message


def test_all_wrong_names_are_told_in_one_run_also_where_they_would_not_be_used() -> None:
    source = (
        "x\n{{ sesion.title }}\n{% if session.link %}{{ session.titel }}{% endif %}\n"
        "{% for part in session.parts %}{{ part.tims }}{{ loop.indx }}{% endfor %}{{ session.id|uper }}"
    )
    found = refused(source)
    assert places(source) == [(2, 4), (3, 33), (4, 40), (4, 55), (4, 88)]
    assert [one.help for one in found] == [
        f"did you mean `{word}`?" for word in ("session", "title", "times", "index", "upper")
    ]


def test_what_fails_is_told_with_its_line() -> None:
    (found,) = refused("a\nb\n{{ session.title + 1 }}\n")
    assert found.span is not None
    assert (found.span.file, found.span.line, found.span.text) == (
        "programmes/templates/joining.html",
        3,
        "{{ session.title + 1 }}",
    )


def test_a_lone_half_of_a_character_becomes_a_question_mark() -> None:
    assert filled("joining.html", "{{ '\\ud800' }}", SAID) == b"?"


@pytest.mark.parametrize("name", NAMES)
def test_the_templates_that_hsplan_comes_with_need_nothing_to_be_known(name: str) -> None:
    text = filled(
        name, shipped(name), Said(ProgrammeSaid(title="P", name="P"), SessionSaid(id="a", title="A session"))
    ).decode()
    assert "A session" in text
    assert "None" not in text
    assert ", ," not in text
    assert "\n\n\n" not in text or name.endswith(".html")


def test_every_template_and_the_style_lie_in_the_package() -> None:
    assert {path.name for path in (ROOT / "hsplan" / "templates").glob("*.[hmc]*")} == {*NAMES, "style.css"}


def test_the_page_of_template_wrong_names_all_that_a_template_may_say() -> None:
    page = pages()["template-wrong"]
    said = {one.name for kind in KINDS for one in fields(kind)}
    named = set(re.findall(r"[a-z_]+", page))
    assert SessionSaid in KINDS
    assert said | {*FILTERS, *TESTS} - {"d"} <= named


def test_an_own_template_takes_the_place_of_that_of_hsplan(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    folder = stepney.parent / "templates"
    folder.mkdir()
    (folder / "joining.html").write_text("<p>{{ session.title }}: {{ session.iso }}</p>\n")
    assert run("export", "--format", "joining,room").code == 0
    assert Path("stepney-joining/day-1.html").read_text() == "<p>Values, beliefs and the leader I am: 2011-01-20</p>\n"
    assert "Room booking" in Path("stepney-room/day-1.html").read_text()


def test_the_ending_of_an_own_template_is_that_of_the_documents(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    done = run("new", "--template", "joining.md", "--template", "room,room.md")
    assert done.out.splitlines() == [f"programmes/templates/{one}" for one in ("joining.md", "room.html", "room.md")]
    assert done.err.splitlines() == [
        "Change them as you like; what is there is used from now on.",
        "Next: hsplan export --format joining,room",
    ]
    assert run(*done.err.splitlines()[-1].split()[2:]).code == 0
    assert [path.name for path in sorted(Path("stepney-joining").glob("day-1.*"))] == ["day-1.md"]
    assert [path.name for path in sorted(Path("stepney-room").glob("day-1.*"))] == ["day-1.html", "day-1.md"]


def test_a_wrong_template_writes_nothing(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    folder = stepney.parent / "templates"
    folder.mkdir()
    (folder / "room.html").write_text("<p>\n  {{ session.tite }}</p>\n")
    done = run("export", "--format", "ics,joining,room")
    assert done.code == 1
    assert done.err.splitlines() == [
        "error[template-wrong]: there is no field of `session` called `tite`",
        " --> programmes/templates/room.html:2:14",
        "  |",
        "2 |   {{ session.tite }}</p>",
        "  |              ^^^^",
        *[line for line in done.err.splitlines() if line.startswith(("  = expected: id, title", "              "))],
        "  = help: did you mean `title`?",
        "Next: hsplan explain --code template-wrong",
    ]
    assert not list(Path().glob("stepney*"))


def test_of_several_wrong_templates_each_is_told_once(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    folder = stepney.parent / "templates"
    folder.mkdir()
    for name in ("joining.html", "joining.md", "register.md"):
        (folder / name).write_text("{{ nix }}\n")
    (folder / "room.html").write_bytes(b"Caf\xe9")
    (folder / "room.md").write_text("{{ session.title }}")
    done = run("export", "--format", "joining,register,ics,room", "--each", "set")
    assert done.code == 1
    assert [line for line in done.err.splitlines() if "templates/" in line] == [
        " --> programmes/templates/joining.html:1:4",
        " --> programmes/templates/joining.md:1:4",
        " --> programmes/templates/register.md:1:4",
        "error[template-wrong]: programmes/templates/room.html is not UTF-8",
    ]
    assert "\n4 errors\n" in done.err
    assert not list(Path().glob("stepney*"))


@pytest.mark.parametrize(
    ("data", "told"), [(b"x" * 200_001, "is larger than 200000 bytes"), (b"Caf\xe9", "is not UTF-8")]
)
def test_an_own_template_is_a_text_of_a_few_pages(stepney: Path, run: Run, data: bytes, told: str) -> None:
    run("schedule", "--start", "2011-01")
    (stepney.parent / "templates").mkdir()
    (stepney.parent / "templates" / "room.html").write_bytes(data)
    done = run("export", "--format", "room")
    message = f"error[template-wrong]: programmes/templates/room.html {told}"
    assert (done.code, message in " ".join(done.err.split()), Path("stepney-room").exists()) == (1, True, False)


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_an_own_template_is_no_link_out_of_the_workspace(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    secret, kept = Path("secret.html"), stepney.parent / "ours.html"
    secret.write_text("secret")
    kept.write_text("ours")
    link = stepney.parent / "templates" / "room.html"
    link.parent.mkdir()
    link.symlink_to(secret.resolve())
    done = run("export", "--format", "room")
    assert (done.code, "error[outside-folder]: programmes/templates/room.html leads out" in done.err) == (1, True)
    assert not Path("stepney-room").exists()
    link.unlink()
    link.symlink_to(kept.resolve())
    run("export", "--format", "room")
    assert Path("stepney-room/day-1.html").read_text() == "ours"


def test_a_template_that_is_there_is_not_written_over(workspace: Path, run: Run) -> None:
    assert run("new", "--template", "room").code == 0
    path = workspace / "programmes" / "templates" / "room.html"
    assert path.read_text() == shipped("room.html")
    path.write_text("mine")
    done = run("new", "--template", "joining,room")
    assert (done.code, path.read_text()) == (1, "mine")
    assert "exists-already" in done.err
    assert not path.with_name("joining.html").exists()
    path.with_name("room.md").write_text("mine as well")
    told = run("new", "--template", "room.md,room").err
    assert [told.count(f"templates/{one} exists already") for one in ("room.md", "room.html")] == [1, 1]


@pytest.mark.parametrize("words", [("--template", "joinin"), ("bow", "--template", "joining"), ()])
def test_a_wrong_command_line_is_told(workspace: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run("new", *words).code == 2
