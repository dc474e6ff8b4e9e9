"""What is installed: one wheel, which holds the package and nothing else, and does its work without the clone.

From an index into empty environments, by pip, pipx and uv: `python -m pytest -m fuzz tests/test_wheel.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path, PurePosixPath

import pytest
from conftest import INSTANT, ROOT, SEED

from hsplan import __version__

LARGEST = 770_000
"""Bytes that a wheel may have: why not fewer, CONTRIBUTING.md tells. With room for some new modules, as the bound is to
catch a table or a picture that strayed in, not the next comment, nor another zlib."""
CASE_STUDY = "hsplan/case_studies/stepney.yaml"
ASKED = (
    "new --from stepney",
    "validate stepney.yaml",
    "schedule --start 2011-01",
    "export --format ics",
)
"""What somebody does first, in an empty folder."""
AS_THE_SCRIPT = (
    "import sys; from importlib.metadata import distribution; sys.argv[0] = 'hsplan'; "
    "distribution('hsplan').entry_points['hsplan'].load()()"
)
"""What the script does that an installer makes of the entry point."""


def build(source: Path, target: Path, *kinds: str) -> list[Path]:
    """The wheel or the sdist, or both, of a source tree: made by the backend itself, since it needs no network."""
    asked = [word for kind in kinds for word in ("-t", kind)]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", *asked, "-d", target],
        cwd=source,
        check=True,
        capture_output=True,
    )
    return sorted(target.iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist and the wheel of this clone."""
    sdist, wheel = sorted(build(ROOT, tmp_path_factory.mktemp("built"), "sdist", "wheel"), key=lambda one: one.suffix)
    return sdist, wheel


def package(wheel: Path) -> dict[str, bytes]:
    """What a wheel puts into the package, by name."""
    with zipfile.ZipFile(wheel) as held:
        return {name: held.read(name) for name in held.namelist() if name.startswith("hsplan/")}


def about(wheel: Path, file: str) -> bytes:
    """A file that tells of a wheel."""
    with zipfile.ZipFile(wheel) as held:
        (name,) = (name for name in held.namelist() if name.endswith(f".dist-info/{file}"))
        return held.read(name)


def test_the_wheel_holds_the_package_as_it_stands_here_and_the_case_study_and_nothing_else(
    built: tuple[Path, Path],
) -> None:
    here = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / "hsplan").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package(built[1]) == here | {CASE_STUDY: SEED.read_bytes()}
    with zipfile.ZipFile(built[1]) as held:
        beside = {PurePosixPath(name).name for name in held.namelist() if not name.startswith("hsplan/")}
    assert beside == {"METADATA", "WHEEL", "RECORD", "entry_points.txt"}


def test_no_test_and_no_cache_is_in_the_wheel_and_only_kinds_of_files_that_are_read(built: tuple[Path, Path]) -> None:
    names = [PurePosixPath(name) for name in package(built[1])]
    assert {name.suffix for name in names} == {".py", ".md", ".yaml", ".csv", ".html", ".css", ".js"}
    assert not [name for name in names if name.name.startswith(("test_", "conftest", ".")) or "tests" in name.parts]


def test_the_wheel_is_no_larger_than_it_has_to_be(built: tuple[Path, Path]) -> None:
    assert built[1].stat().st_size <= LARGEST


def test_the_wheel_is_the_same_whenever_it_is_built(built: tuple[Path, Path], tmp_path: Path) -> None:
    (again,) = build(ROOT, tmp_path, "wheel")
    assert again.read_bytes() == built[1].read_bytes()


def test_the_sdist_builds_the_same_wheel(built: tuple[Path, Path], tmp_path: Path) -> None:
    shutil.unpack_archive(built[0], tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert not list(source.glob(".hypothesis"))
    (wheel,) = build(source, tmp_path / "built", "wheel")
    assert package(wheel) == package(built[1])
    assert about(wheel, "METADATA") == about(built[1], "METADATA")


def test_what_an_index_shows_is_the_beginning_of_the_readme(built: tuple[Path, Path]) -> None:
    told = message_from_bytes(about(built[1], "METADATA"))
    first = str(told.get_payload()).split("```")[0].strip()
    assert f"\n{first}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "Topic :: Office/Business :: Scheduling" in told.get_all("Classifier", [])
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    plain = [one for one in told.get_all("Requires-Dist", []) if "extra ==" not in one]
    assert [one.lower() for one in plain] == sorted(wanted)


def test_the_first_commands_run_in_an_empty_folder_from_the_wheel_alone(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    python = unpacked(built[1], tmp_path / "own")
    (tmp_path / "office").mkdir()
    origin = by(python, "-c", "import hsplan; print(hsplan.__file__)", cwd=tmp_path / "office")
    assert Path(origin.strip()).is_relative_to(tmp_path)
    for line in (*ASKED, "export --format all -o all/", "explain --code bad-date", "schema", "new bow"):
        by(python, "-c", AS_THE_SCRIPT, *line.split(), cwd=tmp_path / "office")
    made = {path.name for path in (tmp_path / "office").iterdir()}
    assert made == {"programmes", "stepney.ics", "all"}
    assert (tmp_path / "office" / "programmes" / "stepney.yaml").read_bytes().endswith(SEED.read_bytes())
    assert (tmp_path / "office" / "stepney.ics").read_bytes().count(b"BEGIN:VEVENT") == 11


def unpacked(wheel: Path, place: Path) -> Path:
    """The Python of an environment that holds a wheel and what this one has installed, but not this clone."""
    venv.create(place, symlinks=os.name != "nt")
    libraries = Path(sysconfig.get_path("purelib", "venv", {"base": str(place), "platbase": str(place)}))
    with zipfile.ZipFile(wheel) as held:
        held.extractall(libraries)
    # The .pth files of a folder that is named so are not read: an editable installation of this clone is one.
    ours = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (libraries / "others.pth").write_text("\n".join(ours), encoding="utf-8")
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(place)}), "python")


def by(program: Path | str, *words: str, cwd: Path, **variables: str) -> str:
    """What a program prints that has to succeed; `-I` of a Python, so that neither PYTHONPATH nor here is looked at."""
    isolated = ["-I"] if Path(program).name.startswith("python") else []
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [program, *isolated, *words],
        cwd=cwd,
        env={**kept, "SOURCE_DATE_EPOCH": INSTANT, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def first_use(program: Path, office: Path) -> None:
    """The first commands, by the script that an installer made."""
    office.mkdir()
    assert by(program, "--version", cwd=office) == f"hsplan {__version__}\n"
    for line in ASKED:
        by(program, *line.split(), cwd=office)
    assert (office / "stepney.ics").is_file()


@pytest.mark.fuzz
def test_pip_installs_the_wheel_from_the_index_into_an_empty_environment(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    venv.create(tmp_path / "own", with_pip=True)
    scripts = tmp_path / "own" / "bin"
    by(scripts / "python", "-m", "pip", "install", "-q", str(built[1]), cwd=tmp_path)
    first_use(scripts / "hsplan", tmp_path / "office")


@pytest.mark.fuzz
@pytest.mark.parametrize("tool", ["pipx install", "uv tool install"])
def test_tools_that_give_a_program_its_own_environment_install_the_wheel(
    built: tuple[Path, Path], tmp_path: Path, tool: str
) -> None:
    name, *words = tool.split()
    program = shutil.which(name) or shutil.which(name, path=sysconfig.get_path("scripts"))
    if program is None:
        pytest.skip(f"{name} is not installed")
    folders = ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR", "UV_TOOL_DIR", "UV_TOOL_BIN_DIR")
    by(program, *words, str(built[1]), cwd=tmp_path, **{each: str(tmp_path / each) for each in folders})
    first_use(tmp_path / f"{'PIPX' if name == 'pipx' else 'UV_TOOL'}_BIN_DIR" / "hsplan", tmp_path / "office")
