"""Every member of a family of files is in its list, explains itself, and has a case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

from hsplan import checks, posing, preferences, rules, views
from hsplan.cli.pages import pages

FAMILIES: list[tuple[ModuleType, Iterable[object]]] = [
    (rules, rules.RULES),
    (posing, posing.POSINGS),
    (preferences, preferences.PREFERENCES),
    (checks, checks.CHECKS),
    (
        views,
        (
            *map(views.view, views.FORMATS),
            __import__("hsplan.views.terminal").views.terminal,
            __import__("hsplan.views.diff").views.diff,
        ),
    ),
]


def folder(family: ModuleType) -> Path:
    return Path(str(family.__file__)).parent


@pytest.mark.parametrize(("family", "members"), FAMILIES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_file_of_a_family_is_in_its_list(family: ModuleType, members: Iterable[object]) -> None:
    files = {path.stem for path in folder(family).glob("*.py")} - {"__init__"}
    files |= {path.parent.name for path in folder(family).glob("*/__init__.py")}
    whole = {getattr(member, "__name__", "").removeprefix(f"{family.__name__}.") for member in members}
    listed = {name.partition(".")[0] for name in whole}
    assert listed == files


@pytest.mark.parametrize(("family", "members"), FAMILIES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_member_explains_itself(family: ModuleType, members: Iterable[object]) -> None:
    assert family.__doc__
    assert all(member.__doc__ for member in members)


@pytest.mark.parametrize(
    "path", sorted([*folder(rules).glob("[a-z]*.py"), *folder(checks).glob("[a-z]*.py")]), ids=lambda path: path.stem
)
def test_a_rule_or_check_says_what_offends_and_how_to_mend_it(path: Path) -> None:
    docstring = path.read_text().split('"""')[1]
    assert re.search(r"\n\n    \S", docstring), "an offending snippet"
    assert len(docstring.strip().split("\n\n")) >= 3


def test_each_rules_code_is_its_own_and_its_files_name() -> None:
    codes = [rule.CODE for rule in rules.RULES]
    assert len(set(codes)) == len(codes)
    assert codes == [str(getattr(rule, "__name__", "")).rpartition(".")[2].replace("_", "-") for rule in rules.RULES]


def raised(source: str) -> set[str]:
    """The codes of findings that some code makes."""
    makers = r'(?:Finding|warning|refusal|_refuse)\(\s*"([a-z0-9-]+)"|code="([a-z0-9-]+)"|"(ends-before-start)"'
    return {code for found in re.findall(makers, source) for code in found if code}


def test_a_check_names_the_codes_that_it_raises() -> None:
    for check in checks.CHECKS:
        source = Path(str(getattr(check, "__file__", ""))).read_text()
        assert raised(source) == set(check.CODES)


def test_every_code_of_a_check_has_a_case() -> None:
    names = (ROOT / "tests" / "cases").glob("*.yaml")
    cases = {code for path in names for code in re.findall(r"# finds ([a-z0-9-]+)", path.read_text())}
    assert {code for check in checks.CHECKS for code in check.CODES} <= cases


def test_every_finding_has_a_page_and_every_page_a_finding() -> None:
    source = "".join(path.read_text() for path in (ROOT / "hsplan").rglob("*.py"))
    assert raised(source) | {rule.CODE for rule in rules.RULES} == set(pages())


def test_a_page_says_how_to_mend_it() -> None:
    for code, page in pages().items():
        assert len(page.split("\n\n")) >= 2, code
        assert max(map(len, page.splitlines())) <= 120, code


def test_nothing_in_the_project_asks_the_clock_but_the_clock() -> None:
    askers = [
        path
        for path in (ROOT / "hsplan").rglob("*.py")
        if re.search(r"\.now\(|\.today\(|(?<!date)time\.time\(", path.read_text())
    ]
    assert [path.name for path in askers] == ["clock.py"]
