"""Invitations and cancellations as mails to send (RFC 5546 and RFC 6047); hsplan itself sends nothing.

One message for each entry and list of recipients: those who take part, those who lead, and of both those who were told
so once and do not any more. What is only for those who lead is in no mail to others. A calendar program finds the entry
by its id, so that an update lands on the same one. The parts of a mail are those that Exchange itself writes
(MS-OXCMAIL 2.1.3.3.8): plain text, HTML, and last the calendar, with its method. The same plan gives the same bytes.
"""

from __future__ import annotations

import hashlib
import html
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from icalendar import vCalAddress

from hsplan.dates.days import in_words
from hsplan.entries.entry import Entry, entries_of_row
from hsplan.entries.words import plain
from hsplan.entries.writing import calendar_of, event_of, filled
from hsplan.findings import Finding, RefusedError
from hsplan.schedule.rows import as_participants_see, called_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.schedule.readers import Reader
    from hsplan.schedule.rows import Contact, PersonRow, Row, Schedule
    from hsplan.views import Own

    _List = tuple["To", Row, tuple[str, ...], Mapping[str, tuple[str, ...]]]

To = Literal["participants", "facilitators", "no-longer", "leads-no-longer"]
Role = Literal["REQ-PARTICIPANT", "OPT-PARTICIPANT"]
PARTICIPANTS: To = "participants"
FACILITATORS: To = "facilitators"
NO_LONGER: To = "no-longer"
LEADS_NO_LONGER: To = "leads-no-longer"
LINE_END = "\r\n"
LONGEST_LINE = 78
"""Characters of a line of a header (RFC 5322, 2.1.1)."""
LONGEST_NAME = 70
"""Characters of a name that stands as it is."""
PLAIN_IN_LINKS = "@!$'*+/=~-._"
"""What stands as it is in the address of a `mailto:` (RFC 6068, 2), besides letters and digits."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one list of recipients."""

    entry: Entry
    to: To
    """Which list it is."""
    recipients: tuple[Contact, ...]
    organiser: Contact
    role: Role
    """Whether they are to come, or may (RFC 5545, 3.2.16)."""

    @property
    def method(self) -> Literal["REQUEST", "CANCEL"]:
        """What it asks of a calendar."""
        return "CANCEL" if self.entry.status == "CANCELLED" else "REQUEST"


def files(_name: str, schedule: Schedule, _own: Own) -> Iterator[tuple[str, bytes]]:
    """The name and content of each mail.

    Raises:
        RefusedError: where the programme does not say who invites.
    """
    for mail in _mails(schedule, _organiser(schedule)):
        yield f"{mail.entry.name}.{mail.to}", _written(mail, schedule)


def _organiser(schedule: Schedule) -> Contact:
    if schedule.organiser is None:
        message = f"`{schedule.id}` does not say who invites"
        expected = "`organiser: {name: The office, email: office@healthskills.example}` in the programme"
        help_ = "write it at the top, with your own name and address; `--format ics` does without"
        raise RefusedError(Finding("no-organiser", message, expected=expected, help=help_))
    return schedule.organiser


def _mails(schedule: Schedule, organiser: Contact) -> Iterator[Mail]:
    """What each list is told of each session that is still to be held, and of what is no more."""
    for to, row, ids, parts in _lists(schedule):
        role: Role = "OPT-PARTICIPANT" if to == PARTICIPANTS and row.attendance == "optional" else "REQ-PARTICIPANT"
        for entry in entries_of_row(schedule, row):
            wanted = [id_ for id_ in dict.fromkeys(parts.get(entry.part, ids)) if id_ not in row.untold]
            recipients = tuple(schedule.contacts[id_] for id_ in wanted if _is_written_to(schedule, to, id_))
            if recipients:
                yield Mail(entry, to, recipients, organiser, role)


def _lists(schedule: Schedule) -> Iterator[_List]:
    """Each list with the session as it may see it, and the ids of those who are on it, of all and of some parts."""
    for row in schedule.rows:
        if row.status != "delivered":
            parts = {part.id: part.attendees for part in row.parts}
            yield PARTICIPANTS, as_participants_see(row), row.attendees, parts
            yield FACILITATORS, row, tuple(one.id for one in row.facilitators), {}
            yield from _no_longer(row)
    for row in schedule.gone:
        yield from _no_longer(row)


def _no_longer(row: Row) -> Iterator[_List]:
    """The lists of those who came to a session once, and who led it, and do not any more."""
    yield NO_LONGER, called_off(row), row.no_longer, {}
    yield LEADS_NO_LONGER, called_off(row), row.leads_no_longer, {}


def _is_written_to(schedule: Schedule, to: To, id_: str) -> bool:
    """Whether somebody has an address, and is one of those for whom the schedule was narrowed."""
    reader = schedule.reader
    if id_ not in schedule.contacts or reader is None:
        return id_ in schedule.contacts
    if to in (FACILITATORS, LEADS_NO_LONGER):
        return reader.leads and (reader.kind == "role" or reader.id == id_)
    if reader.kind in ("participant", "facilitator"):
        return reader.id == id_
    person = next((one for one in (*schedule.participants, *schedule.people) if one.id == id_), None)
    return person is not None and _is(person, reader)


def _is(person: PersonRow, reader: Reader) -> bool:
    """Whether somebody is of the role or the group that a schedule was narrowed to."""
    words = {
        "role": {person.role_id},
        "group": {group.replace(" ", "-") for group in person.groups},
    }
    return reader.word in words.get(reader.kind, set())


def _written(mail: Mail, schedule: Schedule) -> bytes:
    """The message: its headers and bodies have nothing by chance, and no line that a title could add."""
    calendar = _calendar(mail)
    stamp = hashlib.sha256(calendar).hexdigest()[:32]
    message = EmailMessage(policy=SMTP)
    cohort = f" ({plain(schedule.cohort)})" if schedule.cohort and mail.to in (FACILITATORS, LEADS_NO_LONGER) else ""
    message["Subject"] = _in_header(f"{_subject(mail)}{cohort}, {_when(mail.entry)}")
    message["Date"] = format_datetime(mail.entry.changed)
    message["Message-ID"] = f"<{stamp}@{schedule.domain}>"
    message.set_content(_text(mail), cte="quoted-printable")
    message.make_alternative(boundary=f"=_{stamp}")
    page = f"<html><body><p>{html.escape(_text(mail)).strip().replace(chr(10), '<br>' + chr(10))}</p></body></html>"
    message.add_alternative(f"{page}\n", subtype="html", cte="quoted-printable")
    method = {"method": mail.method}
    message.add_alternative(calendar.decode(), subtype="calendar", charset="utf-8", cte="base64", params=method)
    for part in message.iter_parts():
        del part["MIME-Version"]  # it is the message's (RFC 2045, 4)
    return (_line("From", [mail.organiser]) + _line("To", mail.recipients)).encode() + message.as_bytes()


def _calendar(mail: Mail) -> bytes:
    """A calendar with the one event, who invites, and who is invited."""
    event = event_of(mail.entry)
    event.add("organizer", _of(mail.organiser))
    for one in mail.recipients:
        asked = {"ROLE": mail.role, "CUTYPE": "INDIVIDUAL"}
        asked |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"} if mail.method == "REQUEST" else {}
        event.add("attendee", _of(one), parameters=asked)
    return filled(calendar_of(mail.method), [event])


def _of(one: Contact) -> vCalAddress:
    """Somebody as a calendar names them; a quotation mark cannot stand in a parameter (RFC 5545, 3.2)."""
    found = vCalAddress(f"mailto:{quote(one.email, safe=PLAIN_IN_LINKS)}")
    found.params["CN"] = plain(one.name).replace('"', "'")
    return found


def _line(header: str, people: Sequence[Contact]) -> str:
    """A header that names people, its lines folded between them (RFC 5322, 2.2.3).

    Not by `email`: that leaves out the quotation marks where it folds within a long name, and what the name says then
    is read as addresses (Python 3.11 to 3.13).
    """
    lines = [f"{header}:"]
    for n, one in enumerate(people):
        first, *more = f"{_address(one)}{',' * (n < len(people) - 1)}".split(LINE_END)
        if n and len(lines[-1]) + len(first) >= LONGEST_LINE:
            lines.append("")
        lines[-1] += f" {first}"
        lines += more
    return "".join(f"{line}{LINE_END}" for line in lines)


def _address(one: Contact) -> str:
    """Somebody's name and address: the name in quotes where it must be, and encoded where it is long or not ASCII."""
    name = _in_header(plain(one.name))
    if name.isascii() and len(name) <= LONGEST_NAME:
        return formataddr((name, one.email))
    return f"{Header(name, 'utf-8', LONGEST_NAME).encode(linesep=LINE_END)}{LINE_END} <{one.email}>"


def _in_header(words: str) -> str:
    """Words that a reader of mail takes for nothing else: what looks encoded (RFC 2047) is not decoded."""
    return words.replace("=?", "= ?")


def _subject(mail: Mail) -> str:
    before = "" if mail.method == "CANCEL" else "Updated invitation: " if mail.entry.sequence else "Invitation: "
    return f"{before}{mail.entry.title}"


def _when(entry: Entry) -> str:
    """The day, and where they are known the times, with the zone that they are meant in."""
    if not isinstance(entry.start, datetime) or not isinstance(entry.end, datetime):
        return in_words(entry.start)
    return f"{in_words(entry.start)}, {entry.start:%H:%M}-{entry.end:%H:%M} ({entry.start.tzinfo})"


def _text(mail: Mail) -> str:
    """What people read whose mail program knows no calendars."""
    entry = mail.entry
    does = "has changed" if entry.sequence else "invites you to"
    invites = {
        "REQUEST": f"{plain(mail.organiser.name)} {does} this session.",
        "CANCEL": f"This {'entry' if entry.ended else 'session'} is cancelled. It can be taken out of your calendar.",
    }[mail.method]
    if mail.to in (NO_LONGER, LEADS_NO_LONGER) and mail.method == "CANCEL":
        invites = "You are not wanted at this session any more. It can be taken out of your calendar."
    lines = [invites, "", entry.title, _when(entry), *([entry.place] if entry.place else []), "", entry.text, ""]
    return "\n".join(lines)
