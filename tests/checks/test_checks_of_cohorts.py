"""What cohorts that hold a session together ask for otherwise is told: when, where, led by whom."""

from __future__ import annotations

from datetime import time
from typing import Any

from nouns import a_holder, a_programme

from hsplan.checks import joint_apart
from hsplan.dates.hours import TimeRange
from hsplan.findings import Finding, Severity
from hsplan.programme.joint import Holder, Joint

PATH = ("sessions", "day-1", "joint-with")
BARN, OTHERS, BY_NAME = (("barn",), ("hut",)), (1, (), "coach"), (2, (("p",), ("q",)), "facilitator")


def told(*holders: Holder, **keys: Any) -> list[Finding]:  # noqa: ANN401 - any key of a programme
    """What is said of the first of two sessions, which these cohorts hold together."""
    programme = a_programme(**keys)
    return list(joint_apart.check(programme.holding({"day-1": Joint.of(holders, holders[0])})))


def at(start: int, zone: str | None = "Europe/London", cohort: str = "two") -> Holder:
    """A cohort that begins at half past some hour, and is three hours together."""
    return a_holder(cohort, hours=TimeRange(time(start, 30), time(start + 3, 30)), zone=zone)


def apart(words: str, expected: str, help_: str) -> Finding:
    message = f"`day-1` is held together, and {words}"
    return Finding("joint-apart", message, PATH, expected=expected, help=help_, severity=Severity.WARNING)


def differing(key: str, words: str, if_meant: str) -> Finding:
    help_ = f"write `{key}` on `day-1` once for all; or in each cohort, if each {if_meant}"
    return apart(f"not {words}", f"the same `{key}` for all who hold it", help_)


def test_who_asks_for_the_same_is_told_nothing() -> None:
    assert told(a_holder("one"), a_holder("two")) == []
    assert told(a_holder("one"), at(10, "Europe/Berlin"), a_holder("three", hours=None)) == []


def test_other_moments_are_told_with_what_each_has_to_write() -> None:
    def found(*holders: Holder) -> tuple[str, str]:
        (one,) = told(*holders)
        assert (one.code, one.path, one.expected) == ("joint-times-differ", PATH, "one moment for all who hold it")
        begin = "`day-1` is held together, and not at one time: "
        help_ = "in the cohort, under `sessions: {day-1: …}`, write "
        assert (one.message.startswith(begin), str(one.help).startswith(help_)) == (True, True)
        return one.message.removeprefix(begin), str(one.help).removeprefix(help_)

    london = "in Europe/London"
    here = f"`one` at 09:30-12:30 {london}, `two` at 10:30-13:30 {london}"
    assert found(a_holder("one"), at(10)) == (here, "`time: 09:30-12:30` for `two`")
    nowhere = (a_holder("one", zone=None), at(10, None))
    assert found(*nowhere) == ("`one` at 09:30-12:30, `two` at 10:30-13:30", "`time: 09:30-12:30` for `two`")
    # The first that says a time is what others are held against, by the clocks of January.
    summer = f"`one` at 09:30-12:30 {london}, `two` at 09:30-12:30 in America/Phoenix"
    phoenix = (a_holder("none", hours=None), a_holder("one"), at(9, "America/Phoenix"))
    assert found(*phoenix) == (summer, "`time: 02:30-05:30` for `two`")
    far = f"`one` at 09:30-12:30 {london}, `two` at 09:30-12:30 in Pacific/Auckland"
    assert found(a_holder("one"), at(9, "Pacific/Auckland")) == (far, "a time of the same day for `two`")


def test_what_is_longer_for_one_than_for_others_is_told() -> None:
    (one,) = told(a_holder("one"), a_holder("two", days=2))
    assert (one.code, one.path) == ("joint-times-differ", (*PATH[:2], "lasts"))
    assert one.message == "`day-1` is held together, and not for as long: 1 day for `one`, 2 days for `two`"
    assert (one.expected, one.help) == ("as many days for all who hold it", "write `lasts` on `day-1` once for all")


def test_other_places_are_told_unless_each_says_so_of_the_session() -> None:
    words = "in one place: `one`, `three` in hall; `two` in barn or hut"
    place = differing("where", words, "follows it from a place of its own")
    one, two, three = a_holder("one"), a_holder("two", place=BARN), a_holder("three")
    assert told(one, two, three) == [place]
    said = frozenset({"where"})
    assert told(a_holder("one", said=said), a_holder("two", place=BARN, said=said)) == []
    assert len(told(one, a_holder("two", place=BARN, said=said))) == 1
    assert told(one, a_holder("two", place=())) == []


def test_other_people_are_told_unless_each_says_so_of_the_session() -> None:
    words = "led by the same people: `one` led by 2 facilitators; `two` led by 1 coach; `three` led by p and q"
    led = differing("with", words, "has people of its own for it")
    one, two, three = a_holder("one"), a_holder("two", leaders=OTHERS), a_holder("three", leaders=BY_NAME)
    assert told(one, two, three) == [led]
    said = frozenset({"with"})
    assert told(a_holder("one", said=said), a_holder("two", leaders=OTHERS, said=said)) == []
    assert len(told(one, a_holder("two", leaders=OTHERS, said=said))) == 1


def test_too_few_who_may_lead_it_everywhere_are_told() -> None:
    few = apart(
        "there are not 2 who may lead it in all of the cohorts",
        "the same people for all who hold it",
        "name those who lead it in a shared file, or for all cohorts",
    )
    assert told(a_holder("one"), a_holder("two", able=frozenset("rs"))) == [few]
    assert told(a_holder("one"), a_holder("two", leaders=(0, (), "facilitator"))) == []


def test_what_is_held_by_one_programme_alone_is_not_looked_at() -> None:
    assert list(joint_apart.check(a_programme())) == []
