"""One country's holidays are loaded without those of all others, and are the same days."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

LOADED = """\
import sys, holidays
from hsplan.calendars.loading import load_alone
code, alone = sys.argv[1], sys.argv[2] == "alone"
if alone:
    load_alone(code)
days = holidays.country_holidays(code, years=2024)
countries = [name for name in sys.modules if name.startswith("holidays.countries.")]
assert len(countries) < 10 if alone else len(countries) > 100, countries
from holidays.countries import UnitedKingdom, Norway
assert UnitedKingdom(years=2024) == holidays.country_holidays("GB", years=2024)
print(sorted(days.items()))
"""


@pytest.mark.parametrize("code", ["GB", "DE", "AX", "GU", "NO"])
def test_a_country_alone_has_the_same_days_as_among_all(code: str) -> None:
    found = [
        subprocess.run(
            [sys.executable, "-c", LOADED, code, how],
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for how in ("alone", "among all")
    ]
    assert found[0]
    assert found[0] == found[1]
