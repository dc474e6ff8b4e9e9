"""YAML text read as what was written: places, strictness, and bytes that are not a programme."""

from __future__ import annotations

import pytest

from hsplan.findings import Finding, RefusedError
from hsplan.programme.document import LARGEST_BYTES, read_document


def refused(data: bytes) -> tuple[Finding, ...]:
    with pytest.raises(RefusedError) as caught:
        read_document("f.yaml", data)
    return caught.value.findings


@pytest.mark.parametrize(
    "written", ["13:30", "no", "2011-02-30", "017", "9.30", "1e3", "=", "0x1A", "yes", "1_000", "null x"]
)
def test_a_value_stays_the_text_that_was_written(written: str) -> None:
    assert read_document("f", f"a: {written}\n".encode()).values == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_is_nothing(written: str) -> None:
    assert read_document("f", f"a: {written}\n".encode()).values == {"a": None}


def test_a_quoted_null_is_a_word() -> None:
    assert read_document("f", b"a: 'null'\n").values == {"a": "null"}


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_line_ends_and_a_byte_order_mark_change_no_place(ending: bytes) -> None:
    data = "\N{ZERO WIDTH NO-BREAK SPACE}a: é\nb:\n  - x\n  - {c: 😀, d: y}\n".encode().replace(b"\n", ending)
    document = read_document("f", data)
    assert document.values == {"a": "é", "b": ["x", {"c": "😀", "d": "y"}]}
    span = document.span(("b", 1, "d"))
    assert (span.line, span.column, span.text) == (4, 15, "  - {c: 😀, d: y}")


def test_a_place_that_does_not_exist_is_that_of_its_holder() -> None:
    document = read_document("f", b"a:\n  b: {c: x}\n")
    assert document.span(("a", "b", "missing")).text == "  b: {c: x}"
    assert document.span(("a", "b", "missing")).column == 3


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"", "empty-file", 1, 1),
        (b"# only a comment\n", "empty-file", 1, 1),
        (b"title: caf\xe9\n", "not-utf-8", 1, 11),
        (b"\xef\xbb\xbftitle: caf\xe9\n", "not-utf-8", 1, 11),
        (b"\xef\xbb\xbfab\xe9", "not-utf-8", 1, 3),
        ("title: x\n".encode("utf-16"), "not-utf-8", 1, 1),
        (b"title: x\nnote: a\x00b\n", "control-character", 2, 8),
        (b"title: \x1b[2J\n", "control-character", 1, 8),
        ("a:\n \u00a0b: c\n".encode(), "strange-space", 2, 2),
        ("a: x\n\u00a0b: c\n".encode(), "strange-space", 2, 1),
        ("title: x\n".encode("utf-16-le"), "not-utf-8", 1, 1),
        ("title: x\n".encode("utf-32"), "not-utf-8", 1, 1),
        (b"just words\n", "wrong-shape", 1, 1),
        (b"[a, b]\n", "wrong-shape", 1, 1),
        (b"a: 'x\n", "yaml-syntax", 1, 4),
        (b"a: @x\n", "yaml-syntax", 1, 4),
        (b"a: *\n", "yaml-syntax", 1, 4),
        (b'a: "x\nb: y\n', "yaml-syntax", 1, 4),
        (b"a:x\nb: y\n", "yaml-syntax", 1, 2),
        (b"a: 1\n\tb: 2\n", "yaml-syntax", 2, 1),
        (b"a: x\r\n\tb: c\r\n", "yaml-syntax", 2, 1),
        (b"a: 1\n---\nb: 2\n", "second-document", 2, 1),
        (b"a: 1\n...\n---\n", "second-document", 3, 1),
        (b"%YAML 3.0\n---\na: 1\n", "yaml-syntax", 1, 1),
        ("na\u00a0me: x\n".encode("cp1252"), "not-utf-8", 1, 3),
        ("title: \u201cx\u201d\n".encode("cp1252"), "not-utf-8", 1, 8),
        (b"title: x\n\xff\xfe", "not-utf-8", 2, 1),
        (b"a: 1\n\xe2\x80\x8bb: 2\n", "strange-space", 2, 1),
        (b"a: \x7f\n", "control-character", 1, 4),
        (b"a:\n  - b\n - c\n", "yaml-syntax", 3, 2),
        (b"a: [1, 2\nb: 3\n", "yaml-syntax", 1, 4),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(data: bytes, code: str, line: int, column: int) -> None:
    (finding,) = refused(data)
    assert finding.span is not None
    assert (finding.code, finding.span.line, finding.span.column) == (code, line, column)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('a: "x\nb: {c: "d, e", f: g}\n', 1, 4, "a quote is opened here and never closed"),
        ('a: "x"\nb: {c: "d" e: f}\n', 2, 12, "the YAML is broken here (did not find expected ',' or '}')"),
        ("a: {b: c,\n  d: e\n  f: g}\n", 3, 4, "a second `: ` in one value, or no comma before its key"),
        ("a: {b: c\n", 1, 4, "a `{` is opened here and never closed"),
    ],
)
def test_what_is_never_closed_is_told_where_it_is_opened(text: str, line: int, column: int, message: str) -> None:
    (finding,) = refused(text.encode())
    assert finding.span is not None
    assert (finding.message, finding.span.line, finding.span.column) == (message, line, column)


def test_a_duplicate_key_shows_the_first() -> None:
    document = read_document("f", b"a: 1\nb: 2\na: 3\n")
    (finding,) = document.findings
    assert document.values == {"a": "1", "b": "2"}
    assert finding.code == "duplicate-key"
    assert finding.span is not None
    assert finding.notes[0].span is not None
    assert (finding.span.line, finding.notes[0].span.line) == (3, 1)


def test_one_key_again_and_again_is_told_each_time() -> None:
    assert len(read_document("f", b"a: {b: {c: 1}}\n" * 500).findings) == 499


def test_two_blocks_of_one_key_are_read_as_one_and_of_other_values_the_first_counts() -> None:
    text = b"a: {b: 1, c: {d: 2}, e: {}}\na:\n  b: 3\n  c: {d: 4, d: 5, f: 6}\n  e:\n  g: 7\nh:\nh: [8]\n"
    document = read_document("f", text)
    assert document.values == {"a": {"b": "1", "c": {"d": "2", "f": "6"}, "e": {}, "g": "7"}, "h": ["8"]}
    lines = {path: document.span(path).line for path in (("a", "b"), ("a", "c", "d"), ("a", "c", "f"), ("a", "g"))}
    assert list(lines.values()) == [1, 1, 4, 6]
    assert [(one.span.line, one.span.column) for one in document.findings if one.span] == [(2, 1), (4, 13), (8, 1)]


def test_what_was_found_before_a_mistake_of_syntax_is_told_as_well() -> None:
    assert [one.code for one in refused(b"a: 1\na: 2\nb: &x 3\nc: [\n")] == ["duplicate-key", "alias", "yaml-syntax"]


def test_every_slip_of_structure_is_found_in_one_run() -> None:
    assert [one.code for one in refused(b"a: &x 1\nb: *x\na: 2\n<<: {c: 3}\n")] == [
        "alias",
        "alias",
        "duplicate-key",
        "merge-key",
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        b"[" * 30_000,
        b"{a: " * 30_000,
        b"a: " + b"9" * 5_000 + b"\n" + b"- x\n" * 10,
        b"\n".join(b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9) if n else b"x") for n in range(30)),
        b"\n".join(b"- &m%d {<<: [%s]}" % (n, b", ".join([b"*m%d" % (n - 1)] * 9) if n else b"") for n in range(30)),
        b"x" * (LARGEST_BYTES + 1),
        b"- " * 100_000,
        b"? " * 100_000,
        b"title: x\n" * (50 * 1024 * 1024 // 9),
        b"\0" * 50_000,
        b"a: &a [*a]\n",
        b"&a a: 1\n" + b"b: *a\n" * 1000,
        b"a: !!binary " + b"QUJD" * 10_000,
        b"'" * 30_000,
    ],
    ids=[
        *("nest", "map nest", "digits", "aliases", "merges", "large", "dashes", "questions", "50 MB", "NULs"),
        *("itself", "a thousand aliases", "binary", "quotes"),
    ],
)
def test_a_bomb_is_a_finding(bomb: bytes) -> None:
    assert refused(bomb)


def test_a_strange_space_inside_words_is_one_of_them() -> None:
    assert read_document("f", "note: |\n  a\n  \u00a0 quote\n".encode()).values == {"note": "a\n\u00a0 quote\n"}


def test_commas_of_a_hostile_block_are_left_alone() -> None:
    document = read_document("f", f"a: {{b: c, {', '.join(f'k{n}' for n in range(300))}}}\n".encode())
    finding = Finding("unknown-key", "m", ("a", "k7"), at_key=True, help="delete it")
    assert document.placed(finding).help == "delete it"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: {b, c: d}\n", ("a", "b")),
        ("a: {x: [y], b}\n", ("a", "b")),
        ("a: {x: y, b: }\n", ("a", "b")),
        ("a: {x: y}\nb:\n", ("b",)),
    ],
)
def test_a_key_alone_that_ends_no_words_is_left_alone(text: str, path: tuple[str, ...]) -> None:
    finding = Finding("unknown-key", "m", path, at_key=True, help="delete it")
    assert read_document("f", text.encode()).placed(finding).help == "delete it"
