"""Sessions that others bring."""

from __future__ import annotations

from nouns import a_programme

from hsplan.checks import check
from hsplan.programme.unfolding import sessions_of

EACH_BRINGS_A_DINNER = """
sessions:
  day-1: {kind: workshop, brings: {dinner: {kind: dinner, when: the evening before}}}
  day-2: {kind: workshop, brings: {dinner: {kind: dinner, when: the evening before}}}
"""


def test_what_two_sessions_bring_may_have_one_name() -> None:
    programme = a_programme(EACH_BRINGS_A_DINNER)
    assert list(check(programme)) == []
    assert [one.id for one in sessions_of(programme)] == ["day-1", "day-1-dinner", "day-2", "day-2-dinner"]


def test_what_is_brought_may_not_have_the_id_of_another_session() -> None:
    programme = a_programme(EACH_BRINGS_A_DINNER + "  day-1-dinner: {kind: dinner}\n")
    assert [one.code for one in check(programme)] == ["id-used-twice"]
