"""The forms of `hsplan show`: timeline, agenda, load, skills, status, for one reader, and as a picture."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import ROOT, Once, Run, run_apart
from rich.cells import cell_len
from rich.text import Text
from shown import a_schedule

from hsplan.schedule.rows import Schedule, WindowRow
from hsplan.views import md, terminal
from hsplan.views.terminal import Form
from hsplan.views.terminal.picture import DARK, LIGHT

FORMS: dict[str, Callable[[Schedule, Form], Iterable[Text]]] = {
    "year": terminal.year,
    "timeline": terminal.timeline,
    "agenda": terminal.agenda,
    "load": lambda schedule, form: terminal.load([schedule], form),
    "skills": terminal.skills,
    "status": lambda schedule, form: terminal.status(schedule, form, date(2011, 6, 1)),
}
WORD = "Verylongwordwithoutanyspace" * 4
LONG = f"""
title: "{WORD} [bold red]年度計画[/bold red] \\e[31mred\\a \\u202ereversed {"and on and on " * 12}"
provider: "{WORD}"
client: "[link=https://x.example]Client[/link]"
audience: ["年度計画年度計画年度計画年度計画年度計画年度計画", "{"GP and more " * 20}"]
skills: {{long: "[blink]{"Speaking " * 20}", other: 年度計画}}
people: {{a: {{name: "Facilitator 年 {"of many names " * 9}", leads: everything}}}}
venues: {{hall: {{name: "[dim]Hall {"of halls " * 20}"}}}}
sessions: {{}}
phases:
  one:
    title: "{"A phase of many words " * 8}"
    depends-on: "{"a grant " * 20}"
    sessions:
      day-1: {{kind: workshop, title: "年{"度計" * 50}", teaches: long}}
      day-2: {{kind: workshop, title: "{"Words " * 30}", practises: long}}
strands:
  talks: {{kind: coaching, title: "{"Coaching " * 20}", arranged-by: "coach and {"participant " * 12}"}}
project:
  title: "{"Better care " * 12}"
  milestones: {{need: {{title: "{"The need described " * 9}", when: during day-2}}}}
dates: {{"{"apply-" * 9}now": 2011-02-01}}
"""


def hostile() -> Schedule:
    """A programme in which everything is too long, too wide, or wants to act on the terminal."""
    booked = {"people": ("a",), "venue": "hall"}
    return a_schedule(LONG, date(2011, 2, 2), date(2011, 8, 3), day_1=booked, day_2={**booked, "status": "cancelled"})


def words(form: str, schedule: Schedule, width: int = 80, *, utf8: bool = True) -> list[str]:
    return [line.plain for line in FORMS[form](schedule, Form(width, utf8))]


@pytest.mark.parametrize(("form", "width", "utf8"), [*product(FORMS, (40, 60, 80, 100), (True, False))])
def test_hostile_words_stay_within_their_lines(form: str, width: int, utf8: bool) -> None:
    lines = words(form, hostile(), width, utf8=utf8)
    assert max(map(cell_len, lines)) <= width
    assert all(line.isprintable() for line in lines)
    assert utf8 or all(line.isascii() for line in lines)


def test_what_stands_below_a_title_reads_as_words() -> None:
    """No day padded for a column, no word twice, and either way to meet as one."""
    text = "sessions: {launch: {kind: launch, lasts: 3 days, mode: [in person, online]}}"
    lines = words("agenda", a_schedule(text, date(2011, 2, 28), launch={"last": date(2011, 3, 2)}))
    assert "   launch · 3 days, to Wed 2 Mar 2011 · in person or online" in lines


def test_markup_is_only_text() -> None:
    assert "[dim]Hall of halls" in "\n".join(words("agenda", hostile(), 100))
    assert "[blink]Speaking" in "\n".join(words("skills", hostile(), 100))


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    once("schedule --start 2011-01")
    return stepney.parent.parent


@pytest.mark.parametrize("columns", ["60", "80", "100"])
@pytest.mark.parametrize("form", ["--timeline", "--agenda", "--load", "--skills", "--on=2011-06-01"])
def test_no_line_of_any_form_is_wider_than_the_terminal(planned: Path, run: Run, form: str, columns: str) -> None:
    ran = run("show", form, COLUMNS=columns)
    assert ran.code == 0
    assert max(map(cell_len, ran.out.splitlines())) <= int(columns)
    assert "…" not in ran.out, "the seed's words are not cut"


@pytest.mark.parametrize("form", ["--timeline", "--load", "--skills", "--on=2011-06-01"])
def test_without_utf8_every_form_is_ascii(planned: Path, form: str) -> None:
    ran = run_apart("show", form, cwd=planned, PYTHONIOENCODING="ascii", PYTHONUTF8="0", COLUMNS="80")
    assert ran.code == 0
    assert ran.out.isascii()
    assert "?" not in ran.out


def test_accents_and_dashes_have_their_nearest_letters_in_ascii() -> None:
    assert (
        Form(80, utf8=False).plain("Zo\u00eb\u2019s caf\u00e9 \u2013 \u201cnow\u201d \u2026")
        == 'Zoe\'s cafe - "now" ...'
    )


def test_letters_that_no_accent_makes_are_told_in_ascii_too() -> None:
    assert Form(80, utf8=False).plain("S\u00f8ren Wei\u00df, \u0141\u00f3d\u017a") == "Soren Weiss, Lodz"


def test_emoji_that_are_joined_are_shown_one_by_one() -> None:
    assert Form().plain("\U0001f469\u200d\U0001f467") == "\U0001f469\U0001f467"


def test_the_standing_on_a_day_is_a_sentence_and_bars(planned: Path, run: Run) -> None:
    lines = run("show", "--on", "2011-06-01").out.splitlines()
    assert " ".join(lines[1:4]) == (
        "On Wed 1 Jun 2011: second trimester, 4 of 8 insight days and 1 of 3 leadership challenges delivered; "
        "next Commissioning and commercial sense, Wed 22 Jun 2011; project: 2 of 5 milestones."
    )
    assert " ● insight days           ███████████████░░░░░░░░░░░░░░░  4 of 8" in lines
    assert lines[lines.index("NEXT MILESTONE") + 1] == "   Thu 21 Jul 2011  First results reviewed (challenge-2)"


def test_today_is_the_day_of_the_programmes_clock(planned: Path, run: Run) -> None:
    late = "1306881000"  # 2011-05-31T22:30:00Z, which is half past eleven at night in London
    assert "On Tue 31 May 2011: " in run("show", "--on", "today", SOURCE_DATE_EPOCH=late).out
    after = "1306884600"  # an hour later
    assert "On Wed 1 Jun 2011: " in run("show", "--on", "today", SOURCE_DATE_EPOCH=after).out


def test_a_day_that_is_none_is_a_wrong_command_line(planned: Path, run: Run) -> None:
    ran = run("show", "--on", "30 Feb 2011")
    assert (ran.code, "30 Feb 2011" in ran.err) == (2, True)


def test_two_forms_at_once_are_a_wrong_command_line(planned: Path, run: Run) -> None:
    ran = run("show", "--timeline", "--on", "2011-06-01")
    assert ran.code == 2
    assert "--timeline and --on are 2 forms" in " ".join(ran.err.split())


def test_the_timeline_has_each_session_on_its_phase_and_each_milestone_on_the_thread(planned: Path, run: Run) -> None:
    lines = {line[:16].rstrip(): line[20:] for line in run("show", "--timeline").out.splitlines()}
    assert lines["first trimester"] == "━━━●━━━━━━●━━━━◆━━━━"
    assert lines["second trimester"] == " " * 20 + "●━━━●━━━●━━━━◆━━━━━━"
    assert lines["project"] == "──────────1────2─────────────────3─────────────────4─────5──"
    assert lines["project"].index("1") == lines["first trimester"].rindex("●"), "the first milestone is during day-2"


def test_sessions_of_one_column_stand_below_each_other() -> None:
    text = f"sessions: {{{', '.join(f'day-{n}: {{kind: workshop}}' for n in range(1, 6))}}}"
    days = [date(2011, 3, n) for n in (1, 2, 3, 4, 4)]
    lines = [line[20:] for line in words("timeline", a_schedule(text, *days)) if "●" in line or "+" in line]
    assert lines[:3] == ["━" * 10 + "●" + "━" * 49, " " * 10 + "●", " " * 10 + "+"]


def test_a_provisional_phase_has_a_broken_bar() -> None:
    text = "sessions: {}\nphases: {one: {depends-on: a grant, sessions: {day-1: {kind: workshop}}}}"
    lines = words("timeline", a_schedule(text, date(2011, 3, 1)))
    assert any("╍●╍" in line for line in lines)
    assert lines[-1] == "● workshop   ╍ provisional"


def test_windows_run_along_the_months_and_a_cancelled_session_does_not() -> None:
    days = (date(2011, 2, 1), date(2011, 4, 30))
    talks = WindowRow("talks", "coaching", "coaching", "Coaching by two", "one", *days, ("coach",), "", None)
    lines = words("timeline", replace(hostile(), windows=(talks,)))
    assert "Coaching by two     " + " " * 5 + "~" * 15 in lines
    assert "".join(lines).count("●") == 2, "one in its phase, one in the legend"


def test_a_legend_of_many_kinds_is_not_cut_and_no_mark_means_two() -> None:
    kinds = ["workshop", "webinar", "review", "panel", "dinner", "launch", "retreat", "placement", "tutorial"]
    text = f"sessions: {{{', '.join(f's-{kind}: {{kind: {kind}}}' for kind in kinds)}}}"
    lines = words("year", a_schedule(text, *(date(2011, month, 15) for month in range(1, 10))), 60)
    first = next(n for n, line in enumerate(lines) if line.startswith("● workshop"))
    shown = "   ".join(lines[first : lines.index("", first)]).split("   ")
    assert [one[2:] for one in shown] == kinds
    assert len({one[0] for one in shown}) == 9


def test_the_legend_of_the_year_has_closed_days_where_there_are_some_and_kinds_called_alike_once() -> None:
    text = (
        "kinds: {long-day: {extends: workshop, title: workshop}}\nsessions: {a: {kind: workshop}, b: {kind: long-day}}"
    )
    made = a_schedule(text, date(2011, 1, 18), date(2011, 3, 1))
    assert "● workshop" in words("year", made)
    assert "● workshop   · closed" in words("year", replace(made, closed={date(2011, 1, 19): "Holiday"}))


def test_long_titles_are_told_to_their_end() -> None:
    """What is numbered differs in its last word."""
    title = "An evening of reflection and exchange about what we have learnt so far"
    text = f"title: {title}, and of what is before us\nsessions: {{a: {{kind: workshop, title: {title}, count: 2}}}}"
    made = a_schedule(text, date(2011, 1, 18), date(2011, 3, 1))
    for form in ("year", "timeline", "agenda", "status"):
        assert " ".join(words(form, made)[:2]) == f"{title}, and of what is before us"
    for n in (1, 2):
        assert f"have learnt so far {n}" in " ".join(" ".join(words("agenda", made)).split())


def test_what_has_no_dated_session_is_told_without_a_gap() -> None:
    talks = WindowRow("talks", "coaching", "coaching", "Talks", None, None, None, ("coach",), "", None)
    lines = words("agenda", replace(hostile(), rows=(), phases=(), project=None, dates=(), windows=(talks,)))
    assert ("", "") not in pairwise(lines)
    assert "TO BE ARRANGED" in lines


def test_wide_terminals_have_four_months_beside_each_other(planned: Path, run: Run) -> None:
    out = run("show", COLUMNS="100").out
    assert re.search(r"January 2011 +February 2011 +March 2011 +April 2011\n", out)


def test_people_and_places_of_a_session_continue_on_the_next_line(planned: Path, run: Run) -> None:
    out = run("show", "--agenda", COLUMNS="40").out
    assert "   challenge-1 · leadership challenge\n   Facilitator A, Facilitator C\n   Venue A\n" in out


def test_the_load_counts_sessions_days_and_hours(planned: Path, run: Run) -> None:
    out = run("show", "--load").out
    (row, by_month) = [line.split() for line in out.splitlines() if line.startswith("Facilitator A")]
    assert row == ["Facilitator", "A", "11", "11", "69", "2", "in", "May", "2011", "1"]
    assert by_month == ["Facilitator", "A", *"1·1121 1·1111".replace(" ", "")]


def test_who_might_lead_and_has_nothing_is_listed_last(stepney: Path, run: Run) -> None:
    free = "  facilitator-x: {name: Facilitator X, leads: everything, ethics: EMCC Code of Ethics}\n"
    free += "  speaker: {name: Speaker S, role: guest}\n"
    stepney.write_text(stepney.read_text().replace("\npeople:\n", f"\npeople:\n{free}"))
    run("schedule", "--start", "2011-01")
    out = run("show", "--load").out
    leading = out.partition("FACILITATORS")[2].partition("VENUES")[0].splitlines()[1:-1]
    assert [line[:13] for line in leading] == [f"Facilitator {x}" for x in "ACBX"]
    (idle,) = [line.split()[2:] for line in out.splitlines() if line.startswith("Venue B")]
    assert idle == leading[-1].split()[2:] == ["0", "0", "0", "-", "0"]
    assert "Facilitator X" in run("show", "--load", "--svg", "-").out.replace("&#160;", " ")
    assert "Facilitator X" not in run("show", "--load", "--for", "facilitator-a").out


def test_two_of_one_name_are_told_apart_in_the_load() -> None:
    text = "people: {a: {name: Facilitator A, leads: everything}}"
    schedules = [a_schedule(text, date(2011, 2, 1), name=name, day_1={"people": ("a",)}) for name in ("p", "q")]
    shown = [line.plain for line in terminal.load(schedules, Form())]
    assert [line.partition("  ")[0] for line in shown[3:5]] == ["Facilitator A (p)", "Facilitator A (q)"]


def test_hours_that_are_not_stated_are_none() -> None:
    text = "people: {a: {name: Facilitator A, leads: everything}}"
    lines = words("load", a_schedule(text, date(2011, 2, 1), day_1={"people": ("a",)}))
    assert lines[3].split()[2:6] == ["1", "1", "-", "1"]
    assert "- the times are not stated" in lines
    assert not any(line.startswith("+") for line in lines)


def test_a_sign_is_explained_where_it_stands() -> None:
    text = """sessions: {day-1: {kind: workshop, time: 9:00-12:00}, day-2: {kind: workshop}}
people: {a: {name: Facilitator A, leads: everything}}"""
    by_a = {"people": ("a",)}
    held = a_schedule(text, date(2011, 2, 1), date(2011, 2, 8), day_1=by_a, day_2=by_a)
    told = ["+ and more: of some sessions the times are not stated"]
    assert [[line for line in words("load", held, wide) if line[:2] in ("+ ", "- ")] for wide in (80, 30)] == [told, []]


def test_a_column_with_more_than_is_shown_is_explained() -> None:
    text = "sessions: {a: {kind: workshop}, b: {kind: workshop}, c: {kind: workshop}, d: {kind: workshop}}"
    days = [date(2011, 3, day) for day in (1, 2, 3, 3)]
    crowded, free = (a_schedule(text, *held) for held in (days, days[:3]))
    assert [any("+ and more" in line for line in words("timeline", one)) for one in (crowded, free)] == [True, False]


def test_a_kind_keeps_its_sign_for_whomever_it_is_shown(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "bow.yaml").write_text("""title: T
start: 2011-01
length: 3 months
people: {a: {name: Facilitator A, leads: everything}, b: {name: Facilitator B, leads: everything}}
sessions: {one: {kind: workshop, with: a}, two: {kind: residential, with: b}, three: {kind: launch, with: a}}
""")
    run("schedule")
    whole, theirs = (run("show", "--agenda", *words).out for words in ((), ("--for", "b")))
    signs = [[line[1] for line in shown.splitlines() if line[1:2] in set("●◆▲")] for shown in (whole, theirs)]
    assert signs == [["●", "◆", "▲"], ["◆"]]
    assert "◆ residential" in run("show", "--for", "b").out


def test_what_is_never_practised_is_said() -> None:
    lines = words("skills", hostile(), 80)
    assert lines[-1] == "   never taught, never practised"
    assert "   never practised" in lines, "as the session that practises it is cancelled"


def test_a_programme_without_skills_says_so() -> None:
    assert words("skills", a_schedule("title: P", date(2011, 2, 1)))[-1] == "The programme names no skills."


def test_for_somebody_only_what_concerns_them_is_shown(planned: Path, run: Run) -> None:
    ran = run("show", "--agenda", "--for", "facilitator-c")
    assert (ran.code, "For Facilitator C\n" in ran.out) == (0, True)
    assert run("show", "--agenda", "--for", "facilitator-b").out.count(" 2011  09:30") == 0
    unknown = run("show", "--for", "facilitator-z")
    assert (unknown.code, "facilitator-c" in unknown.err) == (1, True)


def test_of_several_programmes_only_those_that_want_somebody_are_shown(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    people = "people: {a: {name: Facilitator A, leads: everything}, b: {name: Facilitator B, leads: everything}}"
    (workspace / "programmes" / "shared" / "us.yaml").write_text(people, encoding="utf-8")
    for name, who in (("one", "a"), ("two", "b")):
        text = f"title: P {name}\nuse: shared/us.yaml\nstart: 2011-01\nlength: 2 months\nwith: {who}\n"
        path = workspace / "programmes" / f"{name}.yaml"
        path.write_text(f"{text}sessions: {{day-1: {{kind: workshop}}}}\n", encoding="utf-8")
    assert run("schedule").code == 0
    out = run("show", "--agenda", "--for", "b").out
    assert [line for line in out.splitlines() if line.startswith("P ")] == ["P two"]
    assert run("show", "--load", "--for", "a").out.startswith("Load: P one\n")


def test_json_is_the_whole_schedule(planned: Path, run: Run) -> None:
    found = json.loads(run("show", "--json").out)
    assert len(found["programmes"][0]["sessions"]) == 11
    assert run("show", "--json", "--load").code == 2


def test_a_programme_without_dated_sessions_has_a_standing_all_the_same() -> None:
    held = a_schedule("sessions: {}\nphases: {one: {sessions: {talk: {kind: coaching, arranged-by: coach}}}}")
    assert [line.rstrip() for line in words("status", held)] == [
        "A programme",
        "On Wed 1 Jun 2011: first phase.",
        "Phase 1 of 1, until Sat 31 Dec 2011",
    ]


def test_several_programmes_stand_in_a_sentence_each(planned: Path, run: Run) -> None:
    (planned / "programmes" / "other.yaml").write_bytes((ROOT / "examples" / "second-network.yaml").read_bytes())
    run("schedule", "other")
    out = run("show", "--on", "2012-05-01").out
    assert re.findall(r"On Tue 1 May 2012: (\w+ \w+)", out) == ["first phase", "after the"]
    assert "█" not in out


SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_the_screen_of_eighty_columns(planned: Path, run: Run) -> None:
    assert run("show", "stepney", "--timeline", "--svg", "year.svg", COLUMNS="120").out == "year.svg\n"
    first = (planned / "year.svg").read_bytes()
    assert run("show", "stepney", "--timeline", "--svg", "-", COLUMNS="60").out.encode() == first
    root = ET.fromstring(first)  # noqa: S314 - we wrote it
    assert root.findtext(f"{SVG}title") == "hsplan show stepney --timeline"
    drawn = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
    screen = run("show", "stepney", "--timeline", COLUMNS="80").out
    assert "".join(drawn.split()) == "".join(f"$ hsplan show stepney --timeline{screen}".split())


@pytest.mark.parametrize("asked", ["--on today", "--on 2011-06-01", "--agenda --for facilitator-a", "--for set-1"])
def test_above_a_picture_stands_the_command_that_shows_the_same(planned: Path, run: Run, asked: str) -> None:
    root = ET.fromstring(run("show", "stepney", *asked.split(), "--svg", "-").out)  # noqa: S314 - we wrote it
    assert root.findtext(f"{SVG}title") == f"hsplan show stepney {asked}"


def test_a_picture_fetches_nothing_and_runs_nothing(planned: Path, run: Run) -> None:
    out = run("show", "--svg", "-").out
    assert re.findall(r"https?://[^\"]+", out) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in out
    assert "url(" not in out


def test_titles_in_a_picture_are_only_text() -> None:
    held = a_schedule('title: "</text><script>alert(1)</script> & more"', date(2011, 2, 1))
    data = terminal.picture(list(terminal.agenda(held, Form())), 80, "<b>")
    assert b"<script" not in data
    texts = [one.text for one in ET.fromstring(data).iter(f"{SVG}text")]  # noqa: S314
    assert texts[0] == "</text><script>alert(1)</script> & more"


def test_each_stretch_stands_in_its_column() -> None:
    held = a_schedule('title: "年度 and more"\nprovider: P', date(2011, 2, 1))
    data = terminal.picture(list(terminal.agenda(held, Form())), 80, "P")
    title = next(ET.fromstring(data).iter(f"{SVG}text"))  # noqa: S314
    assert (title.text, title.get("x"), title.get("textLength")) == ("年度 and more", "16", f"{13 * 8.4:g}")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_a_picture_can_be_read(palette: dict[str, str]) -> None:
    ground = luminance(palette["ground"])
    for name in palette.keys() - {"ground", "edge"}:
        low, high = sorted((ground, luminance(palette[name])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, name


def test_a_picture_replaces_no_programme(planned: Path, run: Run) -> None:
    before = (planned / "programmes" / "stepney.yaml").read_bytes()
    assert run("show", "--svg", "programmes/stepney.yaml").code == 1
    assert (planned / "programmes" / "stepney.yaml").read_bytes() == before


def test_no_picture_is_made_of_a_broken_plan(planned: Path, run: Run) -> None:
    plan = planned / "programmes" / "stepney.plan.yaml"
    plan.write_text(plan.read_text().replace("Tue 3 May 2011", "Mon 2 May 2011"), encoding="utf-8")
    ran = run("show", "--svg", "year.svg")
    assert (ran.code, "error[" in ran.err, (planned / "year.svg").exists()) == (1, True, False)
    assert run("show", "--on", "2011-06-01").code == 1


def test_a_window_of_a_day_is_told_by_that_day() -> None:
    day = date(2011, 2, 15)
    window = WindowRow("feedback", "diagnostic", "diagnostic", "360 feedback", None, day, day, (), "", None)
    told = replace(a_schedule("sessions: {a: {kind: workshop}}", date(2011, 3, 1)), windows=(window,))
    assert " ~ Tue 15 Feb 2011  360 feedback" in words("agenda", told)
    assert "- **360 feedback**: Tue 15 Feb 2011" in md.render([told]).decode()
