"""What may be waived is what the rules are called."""

from __future__ import annotations

from hsplan.checks import unknown_rule
from hsplan.rules import RULES


def test_the_rules_that_may_be_waived_are_all_of_them() -> None:
    assert set(unknown_rule.RULES) == {rule.CODE for rule in RULES}
