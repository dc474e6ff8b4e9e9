"""Every input that `tests/fuzzing.py` kept, read again: what leads furthest into each reader, what once broke it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzzing import CORPUS, READERS, kept, watched

FILES = [path for reader in READERS for path in kept(reader)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name[:12]}")
def test_what_was_kept_is_read(path: Path) -> None:
    watched(READERS[path.parent.name], path.read_bytes())


def test_each_reader_has_a_corpus_and_all_of_it_is_small() -> None:
    assert {path.name for path in CORPUS.iterdir() if path.is_dir()} == {*READERS}
    assert all(kept(reader) for reader in READERS)
    assert sum(path.stat().st_size for path in FILES) < 300_000
