"""How people are written to, where they meet online, and how calendar entries are wanted: words for the views."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from hsplan.dates.misread import MisreadError, shown, tidy
from hsplan.language import Noun, Words, YesOrNo, one_of, some_of
from hsplan.programme.who import ForWhom, read_for

LONGEST_ADDRESS = 254
"""The longest mail address that fits an SMTP path (RFC 5321, 4.5.3.1.3, less its two angle brackets)."""
LONGEST_LINK = 2000
LONGEST_REMINDER = timedelta(weeks=8)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_REMINDER = re.compile(r"([1-9]\d{0,3}) (minute|hour|day|week)s?(?: before)?")
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}


def read_email(text: str) -> str:
    """A mail address, in the plain form that every server takes: a dot-atom at a domain (RFC 5322, 3.4.1)."""
    if len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text.strip()):
        return text.strip()
    raise MisreadError(
        f"`{shown(text)}` is not a mail address", "one such as `office@healthskills.example`", code="bad-email"
    )


def read_link(text: str) -> str:
    """An address of the web: http or https, with a host, in ASCII and without spaces (RFC 3986)."""
    words = text.strip()
    if len(words) <= LONGEST_LINK and re.fullmatch(r"https?://[!#-;=?-\[\]_a-z~]+", words) and _host(words):
        return words
    raise MisreadError(f"`{shown(text)}` is not a web address", "one such as `https://meet.example/a`", code="bad-link")


def _host(link: str) -> bool:
    """Whether a link names a host, and hides no name and password before it."""
    try:
        parts = urlsplit(link)
        return bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # square brackets that hold no IPv6 address
        return False


def read_reminder(text: str) -> timedelta:
    """How long before a session an alarm rings.

    >>> read_reminder("1 day")
    datetime.timedelta(days=1)
    """
    match = _REMINDER.fullmatch(tidy(text))
    found = timedelta(minutes=int(match[1]) * _MINUTES[match[2]]) if match else None
    if found is None or found > LONGEST_REMINDER:
        raise MisreadError(
            f"`{shown(text)}` does not say how long before",
            "`30 minutes`, `2 hours` or `1 day`, at most 8 weeks",
            code="bad-reminder",
        )
    return found


def read_member(text: str) -> ForWhom:
    """Of which group somebody is, and which one: `set 1`."""
    found = read_for(text) if re.fullmatch(r"\s*[a-z0-9-]+\s+\d+\s*", text) else ForWhom()
    if not found.number:
        low = " ".join(text.lower().split())
        mend = f"write `{low}`" if re.fullmatch(r"[a-z0-9-]+ \d{1,3}", low) else ""
        lettered = re.fullmatch("([a-z0-9-]+)(?: ([a-z]))?", low)
        if lettered:
            mend = f"groups are numbered: write `{lettered[1]} {ord(lettered[2] or 'a') - ord('a') + 1}`"
        one = f"one such as `{lettered[1] if lettered else 'set'} 1`"
        raise MisreadError(f"`{shown(text)}` is not one of a group", one, mend, code="bad-member")
    return found


Email = Annotated[str, *one_of(read_email, "office@healthskills.example")]
Link = Annotated[str, *one_of(read_link, "https://meet.example/a")]
Reminder = Annotated[timedelta, *one_of(read_reminder, "1 day", "2 hours")]
Members = Annotated[tuple[ForWhom, ...], *some_of(read_member, "set 1")]


class Organiser(Noun):
    """Who invites."""

    name: Words
    """Their name, or that of the office."""
    email: Email
    """Their mail address: invitations come from it, and answers go to it."""


class Entries(Noun):
    """How the entries in people's calendars are wanted."""

    each: Literal["day", "part"] = "day"
    """What one entry is of: a `day` of a session, with its parts in the text, or each `part`. A day unless stated."""
    reminder: Reminder | None = None
    """How long before the start a reminder is shown: `1 day`. None unless stated."""
    windows: YesOrNo = True
    """Whether stretches without a date of their own, such as project work, are entries of whole days."""
