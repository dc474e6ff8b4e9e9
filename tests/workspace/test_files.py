"""Files are replaced whole or not at all; of several, none where one was changed meanwhile."""

from __future__ import annotations

from pathlib import Path
from threading import Timer

import pytest

from hsplan.findings import RefusedError
from hsplan.workspace.files import CLAIM, replace_all


def test_several_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    replace_all([(tmp_path / "a", b"new", b"old"), (tmp_path / "b", b"more", None)])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new", "b": b"more"}


def test_where_one_was_changed_meanwhile_none_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"changed")
    with pytest.raises(RefusedError) as refused:
        replace_all([(tmp_path / "a", b"new", b"old"), (tmp_path / "b", b"new", b"old")])
    assert [one.code for one in refused.value.findings] == ["changed-meanwhile"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"changed"}


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        replace_all([(tmp_path / "a", b"new", None), (tmp_path / "gone" / "b", b"new", None)])
    assert [one.code for one in refused.value.findings] == ["cannot-write"]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_has_become_a_folder_is_told_and_nothing_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    with pytest.raises(RefusedError) as refused:
        replace_all([(tmp_path / "a", b"new", b"old"), (tmp_path / "b", b"new", b"old")])
    assert [one.code for one in refused.value.findings] == ["not-a-file"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_file_that_has_become_a_link_to_another_replaces_neither(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a").symlink_to(tmp_path / "other")
    with pytest.raises(RefusedError) as refused:
        replace_all([(tmp_path / "a", b"new", b"old")])
    assert [one.code for one in refused.value.findings] == ["changed-meanwhile"]
    assert (tmp_path / "other").read_bytes() == b"other"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "other"]


def test_a_claim_of_a_killed_run_holds_up_for_a_moment_and_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hsplan.workspace.files.DEAD", 0.1)
    (tmp_path / f".a{CLAIM}").touch()
    replace_all([(tmp_path / "a", b"new", None)])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new"}


def test_who_finds_a_claim_waits_and_looks_again(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    claim = tmp_path / f".a{CLAIM}"
    claim.touch()

    def other() -> None:
        (tmp_path / "a").write_bytes(b"other")
        claim.unlink()

    later = Timer(0.2, other)
    later.start()
    with pytest.raises(RefusedError) as refused:
        replace_all([(tmp_path / "a", b"new", b"old")])
    later.join()
    assert [one.code for one in refused.value.findings] == ["changed-meanwhile"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"other"}
