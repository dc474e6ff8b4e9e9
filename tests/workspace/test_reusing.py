"""Programmes put together from files in a folder, and every way in which that can go wrong."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from hsplan.findings import Severity
from hsplan.plan.fingerprint import fingerprint
from hsplan.programme.document import Document
from hsplan.programme.model import Programme
from hsplan.workspace.names import Source
from hsplan.workspace.opening import Opened, calendar_of, open_programme
from hsplan.workspace.reusing import read_whole

BASE = """\
title: Clinical leadership
template: yes
length: 12 months
country: England
skills: {change: Change management}
people: {facilitator-a: {name: Facilitator A, leads: everything}}
venues: {hall: {name: Hall}}
where: hall
with: 1 facilitator
sessions:
  day-1: {kind: insight-day, teaches: change}
  review-1: {kind: review}
  day-2: {kind: insight-day}
"""


@pytest.fixture
def folder(workspace: Path) -> Path:
    found = workspace / "programmes"
    (found / "shared").mkdir()
    (found / "base.yaml").write_text(BASE)
    return found


def opened(folder: Path, text: str, cohort: str | None = None) -> Opened:
    """A programme `own.yaml` of this text, or one of its cohorts."""
    (folder / "own.yaml").write_text(text)
    return open_programme(Source("own", Path("programmes/own.yaml"), cohort))


def told(found: Opened) -> list[tuple[str, str, int]]:
    """The code, file and line of every finding."""
    return [(one.code, Path(one.span.file).name, one.span.line) for one in found.findings if one.span]


def made(found: Opened) -> Programme:
    assert found.findings == ()
    return found.understood()


def test_what_is_extended_is_taken_over_except_that_it_is_a_template(folder: Path) -> None:
    programme = made(
        opened(folder, "extends: base\nlength: 6 months\nsessions: {review-1: null, day-3: {kind: panel}}")
    )
    assert list(programme.sessions) == ["day-1", "day-2", "day-3"]
    assert (programme.title, str(programme.length), programme.template) == ("Clinical leadership", "6 months", False)


def test_the_cohorts_of_what_is_extended_are_not_taken_over_but_its_variants_are(folder: Path) -> None:
    (folder / "base.yaml").write_text(
        BASE + "variants: {short: {length: 6 months}}\ncohorts: {west: {start: 2011-01}}\n"
    )
    text = "extends: base\ncohorts: {north: {variant: short}}\n"
    assert str(made(opened(folder, text, "north")).length) == "6 months"
    assert told(opened(folder, text.replace("north", "south"), "south")) == []
    refused = opened(folder, text, "west")
    assert [(one.code, one.expected) for one in refused.findings] == [("no-such-cohort", "one of north")]


def test_shared_files_come_first_then_the_base_then_the_file(folder: Path) -> None:
    (folder / "shared" / "one.yaml").write_text("client: one\nprovider: one\nnetwork: one\nnote: one")
    (folder / "shared" / "two.yaml").write_text("client: two\nprovider: two\nnetwork: two")
    (folder / "base.yaml").write_text(BASE + "client: base\nnetwork: base\n")
    made_of = made(opened(folder, "use: [shared/one.yaml, shared/two.yaml]\nextends: base\nclient: own\n"))
    assert (made_of.client, made_of.network, made_of.provider, made_of.note) == ("own", "base", "two", "one")


def test_a_base_takes_from_its_own_base_and_shared_files(folder: Path) -> None:
    (folder / "shared" / "people.yaml").write_text("people: {facilitator-b: {name: Facilitator B}}")
    (folder / "middle.yaml").write_text("use: shared/people.yaml\nextends: base\nlength: 9 months\n")
    programme = made(opened(folder, "extends: middle\n"))
    assert str(programme.length) == "9 months"
    assert set(programme.people) == {"facilitator-a", "facilitator-b"}


def test_a_finding_points_at_the_file_in_which_the_value_stands(folder: Path) -> None:
    (folder / "shared" / "venues.yaml").write_text("# ours\nvenues:\n  hall: {seets: 20}\n")
    (folder / "base.yaml").write_text(BASE.replace("teaches: change", "teaches: chance"))
    found = told(opened(folder, "use: shared/venues.yaml\nextends: base\nsessions: {day-2: {kind: insightday}}"))
    assert found == [
        ("unknown-name", "own.yaml", 3),
        ("unknown-name", "base.yaml", 11),
        ("unknown-key", "venues.yaml", 3),
    ]


def test_a_finding_in_another_file_names_the_programme_that_takes_from_it(folder: Path) -> None:
    found = opened(folder, "extends: base\nskills: {change: null}\nlength: soon\n").findings
    assert [(one.code, [note.words for note in one.notes]) for one in found if one.code != "bad-length"] == [
        ("unknown-name", ["programmes/own.yaml takes this from there"])
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("title: x\nextends: bass", "no-such-file", 2),
        ("extends: ../base", "bad-id", 1),
        ("extends: own", "circle-of-files", 1),
        ("use:\n  - base.yaml\n  - own.yaml", "circle-of-files", 3),
        ("use: /etc/passwd", "outside-folder", 1),
        ("use: shared/../../secret.yaml", "outside-folder", 1),
        ("use: 'C:\\secret.yaml'", "outside-folder", 1),
        ("use: shared", "bad-file-name", 1),
        ('use: "a\\0b.yaml"', "bad-file-name", 1),
        ("use: [shared/none.yaml]", "no-such-file", 1),
        ("use: folder.yaml", "not-a-file", 1),
        ("use: device.yaml", "outside-folder", 1),
        ("use: pipe.yaml", "not-a-file", 1),
        ("use: out.yaml", "outside-folder", 1),
        ("use: linked/people.yaml", "outside-folder", 1),
        ("extends: out", "outside-folder", 1),
        ("use: dangling.yaml", "cannot-read", 1),
        ("use: shared/" + "x" * 400 + ".yaml", "no-such-file", 1),
        ("use: {a: b}", "wrong-shape", 1),
        ("use: shared/part.yaml", "not-here", 2),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
def test_what_cannot_be_taken_is_told_where_it_is_named(folder: Path, text: str, code: str, line: int) -> None:
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    (outside / "people.yaml").write_text("people: {secret: {name: Secret}}")
    (folder / "folder.yaml").mkdir()
    (folder / "device.yaml").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "out.yaml").symlink_to(outside / "people.yaml")
    (folder / "linked").symlink_to(outside)
    (folder / "dangling.yaml").symlink_to(folder / "nothing.yaml")
    (folder / "shared" / "part.yaml").write_text("note: x\nextends: base")
    found = opened(folder, text)
    errors = [one for one in found.findings if one.severity is Severity.ERROR]
    assert [(one.code, one.span.line if one.span else 0) for one in errors if one.code == code] == [(code, line)]
    assert not found.sound
    assert "secret" not in str(found.programme)


def test_a_base_that_is_misspelt_is_told_by_the_ids_of_others_and_never_by_its_own(folder: Path) -> None:
    (folder / "owls.yaml").write_text("title: x\nextends: base")
    (found,) = opened(folder, "title: x\nextends: owl").findings
    assert (found.expected, found.help) == ("one of base, owls", "did you mean `owls`?")


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "shared" / "real.yaml").write_text("note: ours")
    (folder / "shared" / "link.yaml").symlink_to("real.yaml")
    assert made(opened(folder, "use: shared/link.yaml\nextends: base")).note == "ours"


def test_a_folder_of_programmes_that_is_itself_a_link_is_one(folder: Path) -> None:
    real = folder.rename(folder.parent / "real")
    folder.symlink_to(real)
    assert made(opened(folder, "extends: base")).title == "Clinical leadership"


def test_a_circle_of_three_files_is_told_once_in_the_file_that_closes_it(folder: Path) -> None:
    (folder / "one.yaml").write_text("# one\nextends: two")
    (folder / "two.yaml").write_text("# two\n# two\nextends: own")
    found = [one for one in told(opened(folder, "extends: one")) if one[0] == "circle-of-files"]
    assert found == [("circle-of-files", "two.yaml", 3)]


def test_a_doubled_key_of_a_shared_file_hides_nothing(folder: Path) -> None:
    (folder / "shared" / "people.yaml").write_text("people: {}\npeople: {}\nvenues: {hall: {nmae: Hall}}\n")
    found = opened(folder, "extends: base\nuse: shared/people.yaml\ngapp: 1 week\n")
    assert found.programme is None
    assert told(found) == [
        ("unknown-key", "own.yaml", 3),
        ("duplicate-key", "people.yaml", 2),
        ("unknown-key", "people.yaml", 3),
    ]
    (doubled,) = (one for one in found.findings if one.code == "duplicate-key")
    assert doubled.notes[-1].words == "named here"


def test_a_shared_file_that_is_broken_is_told_in_that_file_with_the_line_that_names_it(folder: Path) -> None:
    (folder / "shared" / "people.yaml").write_text("people: {}\npeople: {}\nvenues: &a {}\n")
    found = opened(folder, "extends: base\nuse: shared/people.yaml\n")
    assert told(found) == [("duplicate-key", "people.yaml", 2), ("alias", "people.yaml", 3)]
    for one in found.findings:
        note = one.notes[-1]
        assert note.span is not None
        assert (Path(note.span.file).name, note.span.line) == ("own.yaml", 2)


def test_a_chain_of_fifty_files_is_told(folder: Path) -> None:
    for n in range(50):
        (folder / f"f{n}.yaml").write_text(f"extends: f{n + 1}\n")
    (folder / "f50.yaml").write_text(BASE)
    assert told(opened(folder, "extends: f0")) == [("too-many-files", "f19.yaml", 1)]


def test_twenty_files_are_not_too_many_and_one_taken_twice_counts_once(folder: Path) -> None:
    names = [f"shared/s{n}.yaml" for n in range(19)]
    for name in names:
        (folder / name).write_text("note: x")
    assert told(opened(folder, f"use: [{', '.join(names + names)}]\nextends: base")) == []
    (folder / "shared" / "more.yaml").write_text("note: x")
    found = told(opened(folder, f"use: [{', '.join(names)}, shared/more.yaml]\nextends: base"))
    assert found == [("too-many-files", "own.yaml", 2)]


@pytest.mark.parametrize(("size", "code"), [(1024 * 1024 + 1, "file-too-large"), (600_000, None)])
def test_a_shared_file_of_a_megabyte_is_told(folder: Path, size: int, code: str | None) -> None:
    (folder / "shared" / "big.yaml").write_text("note: " + "x" * (size - 6))
    found = opened(folder, "use: shared/big.yaml\nextends: base")
    assert told(found) == ([(code, "own.yaml", 1)] if code else [])


def test_files_that_are_too_large_together_are_told(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / "shared" / f"{name}.yaml").write_text("note: " + "x" * 600_000)
    found = told(opened(folder, "use:\n- shared/a.yaml\n- shared/b.yaml\nextends: base"))
    assert found == [("file-too-large", "own.yaml", 3)]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "said",
    ["dates: {" + ", ".join(f"a{n}: x" for n in range(90_000)) + "}", "note: [" + "[]," * 300_000 + "]"],
    ids=["keys", "lists"],
)
def test_far_too_many_values_are_one_finding(folder: Path, said: str) -> None:
    found = opened(folder, f"{BASE}{said}\n")
    assert [(one.code, one.span.line if one.span else 0) for one in found.findings] == [("file-too-large", 1)]


def test_other_files_are_named_a_hundred_times_at_most(folder: Path) -> None:
    (folder / "shared" / "one.yaml").write_text("note: x")
    assert told(opened(folder, f"use: [{', '.join(['shared/one.yaml'] * 99)}]\nextends: base")) == []
    assert told(opened(folder, f"use: [{', '.join(['none.yaml'] * 130)}]\n{BASE}")) == [
        *[("no-such-file", "own.yaml", 1)] * 100,
        *[("too-many-files", "own.yaml", 1)] * 30,
    ]


@pytest.mark.no_cover
def test_what_is_taken_from_again_and_again_is_not_put_together_without_end(folder: Path) -> None:
    skills = ", ".join(f"s{n}: Skill" for n in range(4_000))
    (folder / "shared" / "one.yaml").write_text(f"skills: {{{skills}}}\n")
    for times, found in ((50, []), (51, [("file-too-large", "own.yaml", 1)])):
        text = f"use: [{', '.join(['shared/one.yaml'] * times)}]\n{BASE}"
        assert [one for one in told(opened(folder, text)) if one[0] != "never-taught"] == found


def test_files_are_put_together_once_for_all_cohorts_and_anew_when_one_changes(folder: Path) -> None:
    (folder / "own.yaml").write_text("extends: base\ncohorts: {north: {}, south: {}}\n")
    at = Path("programmes/own.yaml")
    first = read_whole(at)
    assert read_whole(at) is first
    (folder / "base.yaml").write_text(BASE + "note: anew\n")
    second = read_whole(at)
    assert second.document.values["note"] == "anew"
    (folder / "base.yaml").unlink()
    assert not read_whole(at).complete
    (folder / "base.yaml").mkdir()
    assert not read_whole(at).complete
    assert not read_whole(at).complete
    (folder / "base.yaml").rmdir()
    (folder / "base.yaml").write_text(BASE)
    assert read_whole(at).complete


def _documents() -> int:
    gc.collect()
    held = {id(one) for one in gc.get_objects() if isinstance(one, Document) and "programmes/p" in one.name}
    return len(held)


@pytest.mark.no_cover
def test_of_many_large_programmes_few_are_kept(folder: Path) -> None:
    for n in range(5):
        (folder / f"p{n}.yaml").write_text(f"{BASE}note: {'x' * 70_000}\n")
    before = _documents()
    for n in range(5):
        read_whole(Path(f"programmes/p{n}.yaml"))
    assert _documents() - before <= 3


def test_what_follows_from_a_missing_file_is_not_told_but_other_mistakes_are(folder: Path) -> None:
    text = "extends: bass\ntitel: x\nsessions: {review-1: null, day-1: {with: someone nice}}\nwhere: hall\n"
    assert [code for code, *_ in told(opened(folder, text))] == ["no-such-file", "unknown-key", "bad-leaders"]


def test_a_variant_is_merged_before_its_cohort(folder: Path) -> None:
    text = (
        "extends: base\nvariants: {short: {length: 6 months, note: variant, sessions: {review-1: null}}}\n"
        "cohorts:\n  north: {variant: short, start: 2011-02, note: cohort}\n  south: {title: South}\n"
    )
    north, south = (made(opened(folder, text, cohort)) for cohort in ("north", "south"))
    assert (str(north.length), north.note, list(north.sessions)) == ("6 months", "cohort", ["day-1", "day-2"])
    assert (south.title, str(south.length), "review-1" in south.sessions) == ("South", "12 months", True)


def test_another_cohort_changes_no_fingerprint(folder: Path) -> None:
    prints = set()
    for more in ("", "  south: {start: 2011-05}\n", "variants: {x: {length: 3 months}}\n"):
        text = f"extends: base\ncohorts:\n  north: {{start: 2011-02}}\n{more}"
        programme = made(opened(folder, text, "north"))
        assert programme.start is not None
        prints.add(fingerprint(programme, calendar_of(programme, programme.start)))
    assert len(prints) == 1


def test_what_only_the_cohorts_say_is_not_missing_from_what_they_share(folder: Path) -> None:
    text = "title: x\ncountry: England\npeople: {a: {name: A, leads: everything}}\nwith: 1 facilitator\nwhere: hall\n"
    text += "sessions: {day-1: {kind: workshop}}\ncohorts:\n"
    text += "  north: {length: 6 months, venues: {hall: {name: Hall}}}\n"
    assert told(opened(folder, text)) == []
    assert told(opened(folder, text, "north")) == []
    assert told(opened(folder, text.replace("country: England", "start: soon"))) == [("bad-date", "own.yaml", 2)]


def test_a_variant_that_no_cohort_follows_is_checked(folder: Path) -> None:
    text = "extends: base\ncohorts: {north: {variant: good}}\nvariants:\n  good: {}\n  bad: {where: nowhere}\n"
    assert told(opened(folder, text)) == [("unknown-name", "own.yaml", 5)]
    assert told(opened(folder, text, "north")) == []


def test_hostile_numbers_of_cohorts_are_told(folder: Path) -> None:
    text = "extends: base\ncohorts:\n" + "".join(f"  c{n}: {{start: 2011-01}}\n" for n in range(8_000))
    assert told(opened(folder, text)) == [("too-many-runs", "own.yaml", 2)]


@pytest.mark.parametrize(
    ("run", "code"),
    [
        ("{cohorts: {}}", "not-here"),
        ("{template: yes}", "not-here"),
        ("{variants: {}}", "not-here"),
        ("{variant: [short]}", "wrong-shape"),
        ("{variant: }", "wrong-shape"),
        ("{variant: shrot}", "unknown-name"),
        ("{day: 1}", "unknown-key"),
        ("{title: null}", "missing-key"),
        ("{sessions: null}", "nothing-to-plan"),
    ],
)
def test_a_cohort_that_makes_no_sense_is_told(folder: Path, run: str, code: str) -> None:
    found = opened(folder, f"extends: base\nvariants: {{short: {{}}}}\ncohorts:\n  north: {run}\n", "north")
    assert code in [one.code for one in found.findings]
    assert not found.sound


@pytest.mark.parametrize("value", ["", "[]", "x", "{a: b}", "{a: }", "{a: [b]}", "{A: {}}", "{'': {}}", "[[{}]]"])
@pytest.mark.parametrize("key", ["use", "extends", "variants", "cohorts"])
def test_any_shape_of_the_keys_ends_in_findings_or_a_programme(folder: Path, key: str, value: str) -> None:
    for cohort in (None, "a"):
        found = opened(folder, BASE + f"{key}: {value}\n", cohort)
        assert found.findings or found.programme is not None
