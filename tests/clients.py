"""Real readers of calendars, each asked the same: what do you show?

khal and vobject go by the time zone in the file, icalendar by its name, and Radicale keeps what a CalDAV client puts
there, an entry a file.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import caldav
import icalendar
import vobject

Shown = tuple[str, str, str]
"""The title of an entry, its start and its end: `2011-01-20 09:30` in UTC, or a day, both ends included."""
PATIENCE = 20
"""Seconds that a server may take to start."""


def in_words(moment: date | datetime, *, is_end: bool = False) -> str:
    """A moment in UTC, or a day; the end of whole days is written as their last one."""
    if isinstance(moment, datetime):
        assert moment.tzinfo is not None, "a floating time"
        return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"
    return f"{date.fromordinal(moment.toordinal() - is_end)}"


def events_of(data: bytes) -> list[icalendar.Event]:
    """The events of a file, as icalendar reads them, none with an error."""
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    assert not any(one.errors for one in calendar.walk())
    return calendar.events


def by_icalendar(data: bytes) -> list[Shown]:
    """What icalendar reads."""
    return sorted((str(e["summary"]), in_words(e.start), in_words(e.end, is_end=True)) for e in events_of(data))


def by_vobject(data: bytes) -> list[Shown]:
    """What vobject reads, by the zones in the file."""
    events = vobject.readOne(data.decode()).vevent_list
    return sorted(
        (one.summary.value, in_words(one.dtstart.value), in_words(one.dtend.value, is_end=True)) for one in events
    )


class Khal:
    """khal with a calendar of its own, whose user lives in some time zone."""

    def __init__(self, home: Path, zone: str = "UTC") -> None:
        self.home = home
        self.config = home / "config"
        self.config.write_text(
            f"[calendars]\n[[work]]\npath = {home / 'work'}\ntype = calendar\n"
            f"[locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {home / 'khal.db'}\n"
        )
        (home / "work").mkdir()

    def _run(self, *words: str) -> str:
        command = [str(Path(sys.executable).with_name("khal")), "-c", str(self.config), *words]
        environment = {**os.environ, "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    def take(self, path: Path) -> None:
        """Import a file, as its user would."""
        self._run("import", "--batch", "-a", "work", str(path))

    def shown(self, first: str, last: str) -> list[Shown]:
        """What it lists of some days."""
        form = "{title}|{start-long-full}|{end-long-full}"
        lines = self._run("list", "--once", "--format", form, "--day-format", "", first, last).splitlines()
        found = [tuple(line.replace(" 00:00", "").split("|")) for line in lines if "|" in line]  # of whole days
        return sorted((title, start, end) for title, start, end in found)


class Server:
    """A calendar on a CalDAV server, into which a client puts what a file holds."""

    def __init__(self, calendar: Any) -> None:  # noqa: ANN401 - caldav's classes are not typed for users
        self.calendar = calendar

    def put(self, data: bytes) -> None:
        """Put each event of a file, with its time zones, under its own id: what is there under that is replaced."""
        whole = icalendar.Calendar.from_ical(data)
        for event in events_of(data):
            one = icalendar.Calendar()
            for key in ("version", "prodid"):
                one.add(key, whole[key])
            for component in (*whole.walk("VTIMEZONE"), event):
                one.add_component(component)
            self.calendar.save_event(one.to_ical().decode())

    def put_whole(self, data: bytes) -> None:
        """Put a file in the place of all that it has, as who uploads it does."""
        url = str(self.calendar.url).rstrip("/") + "/"
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        assert self.calendar.client.put(url, data.decode(), headers).status == 201

    def events(self) -> dict[str, Any]:
        """The events that it has by their ids."""
        found = [one.icalendar_component for one in self.calendar.events()]
        assert len({str(one["uid"]) for one in found}) == len(found)
        return {str(one["uid"]): one for one in found}

    def shown(self) -> list[Shown]:
        """What it has."""
        return sorted(
            (str(one["summary"]), in_words(one.start), in_words(one.end, is_end=True)) for one in self.events().values()
        )


@contextmanager
def radicale(home: Path) -> Iterator[Server]:
    """Radicale on a free port of this machine, with one calendar."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = home / "radicale.ini"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = {home / 'kept'}\n"
        "[logging]\nlevel = critical\n"
    )
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(server, port)
            client: Any = caldav.DAVClient
            with client(url=f"http://127.0.0.1:{port}/", username="reader", password="x") as client:  # noqa: S106 - nothing is kept there
                yield Server(client.principal().make_calendar(name="work", cal_id="work"))
        finally:
            server.terminate()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, "Radicale ended"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(port)
