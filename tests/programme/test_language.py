"""How nouns are made: lightly, and of the right values only."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from hsplan.dates.days import DayRange
from hsplan.dates.lengths import Length
from hsplan.language import Noun
from hsplan.plan.model import Plan
from hsplan.programme.model import Part, Person, Phase, Programme
from hsplan.programme.when import AtEnd

DAY = DayRange(date(2011, 10, 3), date(2011, 10, 3))


@pytest.mark.parametrize("noun", [Programme, Plan])
def test_no_value_that_a_phrase_is_read_as_is_taken_apart_again(noun: type[Noun]) -> None:
    noun.model_rebuild()
    assert "'type': 'dataclass'" not in str(noun.__pydantic_core_schema__)


def test_what_code_gives_is_taken_where_it_is_of_the_right_kind_and_else_refused() -> None:
    assert Phase.model_validate({"length": Length(2, "week")}).length == Length(2, "week")
    assert Person.model_validate({"name": "Facilitator A", "away": (DAY,)}).away == (DAY,)
    wrong: list[tuple[type[Noun], str, object]] = [
        (Phase, "length", 14),
        (Phase, "length", AtEnd()),
        (Part, "for", 1),
        (Part, "with", AtEnd()),
        (Person, "away", (AtEnd(),)),
    ]
    for noun, key, value in wrong:
        with pytest.raises(ValidationError):
            noun.model_validate({"name": "Facilitator A", key: value} if noun is Person else {key: value})
