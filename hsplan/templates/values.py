"""What a template may say: the variables, with their fields. They are only ever added to.

Nothing is ever missing: a field that is not known is empty text, 0 or an empty list, and something of which nothing at
all is known counts as false: `{% if session.venue %}`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Values:
    """Something with fields; false where they are all empty."""

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class ProgrammeSaid(Values):
    """The programme."""

    title: str = ""
    name: str = ""
    """The title, with the cohort whose run it is."""
    cohort: str = ""
    provider: str = ""
    client: str = ""
    network: str = ""
    by: str = ""
    """Provider, client and network, as far as they are known, in one line."""
    project: str = ""


@dataclass(frozen=True, slots=True)
class ContactSaid(Values):
    """Who invites."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class VenueSaid(Values):
    """Where it is."""

    name: str = ""
    town: str = ""
    address: str = ""
    seats: int = 0


@dataclass(frozen=True, slots=True)
class PartSaid(Values):
    """A stretch of a session's day."""

    title: str = ""
    times: str = ""
    """`09:30–12:30`, or words such as `evening`."""
    start: str = ""
    end: str = ""
    whom: str = ""
    """For whom, where that is not everyone: `each set`."""
    rooms: int = 0
    """In how many groups people meet apart, where that is known."""


@dataclass(frozen=True, slots=True)
class PersonSaid(Values):
    """Someone who takes part or leads."""

    name: str = ""
    role: str = ""
    practice: str = ""
    groups: str = ""
    """The sets and other groups that they are in: `set 1`."""


@dataclass(frozen=True, slots=True)
class LineSaid(Values):
    """A line of a register; without a name where only the number of people is known."""

    number: int = 0
    name: str = ""
    role: str = ""
    practice: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True)
class OtherSaid(Values):
    """Another session, in short."""

    title: str = ""
    date: str = ""
    times: str = ""
    venue: str = ""


@dataclass(frozen=True, slots=True)
class SkillSaid(Values):
    """A skill that is practised, and the sessions before this one that taught it."""

    name: str = ""
    taught: tuple[OtherSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionSaid(Values):
    """The session that the document is about."""

    id: str = ""
    title: str = ""
    kind: str = ""
    phase: str = ""
    """The title of its trimester or phase."""
    date: str = ""
    """`Thursday 20 January 2011`, or the first and the last day."""
    iso: str = ""
    """The first day as 2011-01-20."""
    days: tuple[str, ...] = ()
    """Each of its days, where it lasts several."""
    times: str = ""
    start: str = ""
    end: str = ""
    timezone: str = ""
    parts: tuple[PartSaid, ...] = ()
    venue: VenueSaid = VenueSaid()
    link: str = ""
    """Where people meet online."""
    mode: str = ""
    """How people meet, where that is said: `online`."""
    whom: str = ""
    """For whom, where that is not everyone."""
    attendance: str = ""
    overnight: bool = False
    summary: str = ""
    preparation: str = ""
    teaches: tuple[str, ...] = ()
    practises: tuple[SkillSaid, ...] = ()
    leads: tuple[str, ...] = ()
    """The names of those who lead it."""
    milestones: tuple[str, ...] = ()
    """Of the project, on that day."""
    expected: int = 0
    """How many participants come, where that is known."""
    people: int = 0
    """The same with those who lead."""
    cancelled: bool = False
    confirmed: bool = False
    """Whether people have been told of it."""
    depends_on: str = ""
    """What it still depends on."""
    set_aside: tuple[str, ...] = ()
    """Rules that are set aside for it, with the reason and who decided it."""
    scenario: str = ""
    """A challenge's situation; never there in what participants get."""
    note: str = ""
    """What those who run it have to know: how the room is set; never there in what participants get."""
    together_with: str = ""
    """The other cohorts that hold it as well: it is one session of them all."""
    one_booking_with: str = ""
    """Those of them that are in the same place, and so are counted among those who are expected."""


@dataclass(frozen=True, slots=True)
class Said:
    """All variables of a template."""

    programme: ProgrammeSaid
    session: SessionSaid
    organiser: ContactSaid = ContactSaid()
    reader: str = ""
    """For whom the documents were narrowed by `--for`: `Set 1`."""
    participants: tuple[PersonSaid, ...] = ()
    """Who comes, where that is known by name; never there in what participants get."""
    register: tuple[LineSaid, ...] = ()
    """The numbered lines of a register."""
    to_sign: tuple[tuple[str, ...], ...] = (("Signature",),)
    """What stands above the columns in which they sign: of several days each, so many to a table as fit on paper."""
    previous: OtherSaid = OtherSaid()
    next: OtherSaid = OtherSaid()
    style: str = ""
    """How hsplan's own documents look, to stand in `<style>`."""
