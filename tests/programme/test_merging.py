"""What one document says over another: values, order, and the place of each."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hsplan.findings import Finding
from hsplan.programme.document import Document, read_document
from hsplan.programme.merging import merge, merged_with_warnings, part, without
from hsplan.programme.model import Programme
from hsplan.programme.reading import read


def document(text: str, name: str = "f") -> Document:
    return read_document(name, text.encode())


@pytest.mark.parametrize(
    ("base", "over", "both"),
    [
        ("a: 1", "b: 2", {"a": "1", "b": "2"}),
        ("a: {x: 1, y: 2}", "a: {y: 3, z: 4}", {"a": {"x": "1", "y": "3", "z": "4"}}),
        ("a: {x: 1, y: 2}", "a: {x: null}", {"a": {"y": "2"}}),
        ("a: 1\nb: 2", "a:", {"b": "2"}),
        ("a: [1, 2, 3]", "a: [4]", {"a": ["4"]}),
        ("a: {x: 1}", "a: words", {"a": "words"}),
        ("a: words", "a: {x: 1}", {"a": {"x": "1"}}),
        ("a: {x: 1}", "a: {}", {"a": {"x": "1"}}),
        ("a: 1", "b: {c: {d: null, e: 2}}", {"a": "1", "b": {"c": {"e": "2"}}}),
        ("a: 1", "a: 'null'", {"a": "null"}),
        ("a: 1", "a: [null]", {"a": [None]}),
    ],
)
def test_mappings_merge_nothing_removes_and_anything_else_replaces(base: str, over: str, both: object) -> None:
    assert merge(document(base), document(over)).values == both


def test_the_order_is_that_of_the_base_with_what_is_new_at_the_end() -> None:
    merged = merge(document("a: 1\nb: 2\nc: 3"), document("new: 0\nc: 4\na: 5"))
    assert list(merged.values) == ["a", "b", "c", "new"]


def test_a_value_keeps_the_file_and_line_where_it_stands() -> None:
    merged = merge(document("x: 1\na: {b: 2, c: [3]}", "base"), document("\n\na: {b: 5}", "own"))
    where = {path: (merged.span(path).file, merged.span(path).line) for path in (("x",), ("a", "b"), ("a", "c", 0), ())}
    assert where == {("x",): ("base", 1), ("a", "b"): ("own", 3), ("a", "c", 0): ("base", 2), (): ("own", 3)}


def test_no_place_is_left_of_what_was_replaced_or_removed() -> None:
    merged = merge(
        document("a: [1, {b: 2}, 3]\nc: {d: {e: 1}}\nf: {g: 1}", "base"), document("a: [4]\nc: {d: null}\nf: x")
    )
    assert {path for path, place in merged.places.items() if place.value.file == "base"} == set()
    assert set(merged.places) == {(), ("a",), ("a", 0), ("c",), ("f",)}


def test_neither_document_is_changed() -> None:
    base, over = document("a: {b: 1}"), document("a: {b: null, c: 2}")
    places = dict(base.places)
    merge(base, over)
    assert base.values == {"a": {"b": "1"}}
    assert over.values == {"a": {"b": None, "c": "2"}}
    assert base.places == places


def test_what_is_removed_in_vain_is_told_with_the_nearest_word() -> None:
    merged, warnings = merged_with_warnings(document("sessions: {review-1: {kind: review}}"), document(VAIN, "own"))
    assert [(one.code, one.span.file, one.span.line, one.help) for one in warnings if one.span] == [
        ("nothing-to-remove", "own", 1, "did you mean `review-1`?")
    ]
    assert merged.values == {"sessions": {"review-1": {"kind": "review"}}}


VAIN = "sessions: {reveiw-1: null}"


def test_what_a_variant_removes_is_put_off_until_it_is_applied() -> None:
    merged, warnings = merged_with_warnings(
        document("variants: {apl: {a: 1, b: 2}, old: {}}"),
        document("variants: {apl: {a: null}, old: null}\ncohorts: {north: {b: null}}"),
    )
    assert merged.values == {"variants": {"apl": {"a": None, "b": "2"}}, "cohorts": {"north": {"b": None}}}
    assert warnings == []


def test_a_part_keeps_its_places() -> None:
    found = part(document("a: 1\ncohorts:\n  north: {where: [x, y]}"), ("cohorts", "north"))
    assert found.values == {"where": ["x", "y"]}
    assert found.span(("where", 1)).column == 22
    assert found.span(()).line == 1


def test_what_is_left_out_leaves_no_place() -> None:
    assert set(without(document("a: {b: 1}\nc: 2"), ["a"]).places) == {(), ("c",)}


KEYS = st.sampled_from(["a", "b", "c", "title", "length", "sessions", "variants", "cohorts", "day-1"])
PLAIN = st.recursive(
    st.none() | st.sampled_from(["x", "1", "sessions", "12 months"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
FILES = st.dictionaries(KEYS, PLAIN, min_size=1, max_size=5).map(lambda values: document(yaml.safe_dump(values)))


@pytest.mark.no_cover
@settings(derandomize=True, max_examples=300, deadline=None)
@given(FILES, FILES, FILES)
def test_any_documents_merge_and_every_value_has_its_place(one: Document, two: Document, three: Document) -> None:
    merged = merge(merge(one, two), three)
    assert set(merged.places) == paths(merged.values, ())
    assert set(merge(one, one).values) <= set(one.values)
    programme, findings = read(Programme, merged.values)
    assert programme is not None or findings
    assert all(merged.placed(Finding("x", "x", path)).span for path in merged.places)


def paths(value: object, at: tuple[str | int, ...]) -> set[tuple[str | int, ...]]:
    found = {at}
    if isinstance(value, dict):
        found |= {path for key, held in value.items() for path in paths(held, (*at, key))}
    elif isinstance(value, list):
        found |= {path for n, held in enumerate(value) for path in paths(held, (*at, n))}
    return found


@pytest.mark.no_cover
@settings(derandomize=True, max_examples=200, deadline=None)
@given(FILES, FILES)
def test_what_is_over_wins_and_saying_it_twice_says_no_more(base: Document, over: Document) -> None:
    once = merge(base, over)
    assert merge(once, over).values == once.values
    for key, value in over.values.items():
        if not isinstance(value, dict):
            assert once.values.get(key) == value
