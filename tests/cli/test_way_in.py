"""What the way in answers by itself: its version, its help, and each sort of exception with its exit code."""

from __future__ import annotations

import runpy
import sys
from typing import TYPE_CHECKING

import pytest

from hsplan import __version__
from hsplan.cli import _tell

if TYPE_CHECKING:
    from conftest import Run


def test_as_a_module_it_is_the_same_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["hsplan", "--version"])
    monkeypatch.delitem(sys.modules, "hsplan.__main__", raising=False)
    runpy.run_module("hsplan", run_name="__main__")
    assert capsys.readouterr().out == f"hsplan {__version__}\n"


def test_its_version_is_told_among_other_options_too(run: Run) -> None:
    ran = run("--version", "show")
    assert (ran.code, ran.out) == (0, f"hsplan {__version__}\n")


def test_without_a_command_there_is_the_help(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "hsplan new --from stepney" in ran.out + ran.err


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (OSError(28, "no space left on device"), 1, "error[cannot-write]: the answer cannot be written: no space left"),
        (ZeroDivisionError("Facilitator A"), 3, "hsplan has made a mistake (ZeroDivisionError)"),
    ],
)
def test_what_nobody_expected_has_a_code_of_its_own(
    capsys: pytest.CaptureFixture[str], error: Exception, code: int, told: str
) -> None:
    assert _tell(error) == code
    said = capsys.readouterr().err
    assert told in said
    assert "Facilitator" not in said
