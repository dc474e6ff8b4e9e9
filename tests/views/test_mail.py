"""Invitations and cancellations as mails: who gets which, what is in them, and what can never be."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from clients import events_of
from conftest import Once, Run

PROGRAMME = """\
title: A programme
length: 6 months
start: 2011-01
country: England
weekdays: Mon-Sun
domain: healthskills.example
preferences: {even-spread: off, rotation: off}
organiser: {name: The office, email: office@healthskills.example}
audience: [GP, Nurse]
groups: {set: {size: 1 to 2, number: 2}}
participants:
  participant-a: {name: Participant A, role: GP, in: set 1, email: a@practice.example, away: 1 Feb 2011}
  participant-b: {name: Participant B, role: Nurse, in: set 2, email: b@practice.example}
  participant-c: {name: Participant C, role: Nurse, in: set 2}
people:
  facilitator-a: {name: Facilitator A, leads: everything, email: facilitator-a@healthskills.example}
  facilitator-b: {name: Facilitator B, leads: everything, email: facilitator-b@healthskills.example}
sessions:
  one:
    kind: leadership-challenge
    title: One
    when: 1 Feb 2011
    time: 9:30-16:30
    with: facilitator-a
    scenario: A secret situation
  two: {kind: residential, title: Two, when: 25 to 28 Mar 2011, lasts: 2 days, time: 9:30-16:30, for: nurse}
  three: {kind: workshop, title: Three, when: 1 May 2011, parts: {talk: {time: 9:30-12:30}, b: {for: set 2}}}
"""
OFFICE = "organiser: {name: The office, email: office@healthskills.example}"


@pytest.fixture
def programme(workspace: Path, once: Once) -> Path:
    """A programme with people who have addresses, planned and published."""
    path = workspace / "programmes" / "one.yaml"
    path.write_text(PROGRAMME)
    once("schedule", "publish --yes")
    return path


def publish(run: Run, instant: str = "1288602000") -> None:
    """Plan and publish."""
    ran = run("schedule", SOURCE_DATE_EPOCH=instant)
    assert ran.code == 0, ran.err
    assert run("publish", "--yes", SOURCE_DATE_EPOCH=instant).code == 0


def mails(run: Run, *words: str) -> dict[str, EmailMessage]:
    """The messages that are written now, by name."""
    folder = Path("mails")
    for path in folder.glob("*/*"):
        path.unlink()
    ran = run("export", "--format", "eml", "--past", "-o", "mails/", *words)
    assert ran.code == 0, ran.err
    found = {}
    for path in sorted(folder.glob("*/*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        assert not message.defects
        found[path.name.removesuffix(".eml")] = message
    return found


def change(path: Path, *pairs: tuple[str, str]) -> None:
    """Rewrite a programme."""
    text = path.read_text()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text)


def to(message: EmailMessage) -> list[str]:
    """To whom a message goes."""
    return [one.addr_spec for one in message["to"].addresses]


def parts(message: EmailMessage) -> list[EmailMessage]:
    """The bodies of a message."""
    return [part for part in message.iter_parts() if isinstance(part, EmailMessage)]


def event(message: EmailMessage) -> Any:  # noqa: ANN401 - what icalendar reads is of many types
    """The one event of a message."""
    data = parts(message)[2].get_content().encode()
    assert len(vobject.readOne(data.decode()).vevent_list) == 1
    (found,) = events_of(data)
    return found


def asked(message: EmailMessage) -> tuple[str, str, int]:
    """What a message asks of a calendar: its method, and the event's status and sequence."""
    calendar = icalendar.Calendar.from_ical(parts(message)[2].get_content())
    method = str(calendar["method"])
    assert parts(message)[2]["content-type"].params["method"] == method
    return method, str(event(message)["status"]), event(message)["sequence"]


def test_each_session_has_a_message_for_those_who_come_and_one_for_those_who_lead(programme: Path, run: Run) -> None:
    a, b, lead = "a@practice.example", "b@practice.example", "facilitator-a@healthskills.example"
    assert {name: to(one) for name, one in mails(run).items()} == {
        "one.facilitators": [lead],
        "one.participants": [a, b],
        "three.participants": [a, b],
        "two.participants": [b],
        "two.d2.participants": [b],
    }


def test_an_entry_of_a_part_is_for_those_who_take_part_in_it(programme: Path, run: Run) -> None:
    change(programme, (OFFICE, f"{OFFICE}\nentries: {{each: part, reminder: 90 minutes}}"))
    publish(run)
    found = mails(run)
    assert to(found["three.talk.participants"]) == ["a@practice.example", "b@practice.example"]
    assert to(found["three.b.participants"]) == ["b@practice.example"]
    assert str(event(found["three.b.participants"])["uid"]) == "three.b.one-2011-01@healthskills.example"


def test_who_takes_part_in_a_part_is_asked_to_that_alone_also_where_those_who_lead_see_more(
    programme: Path, run: Run
) -> None:
    change(
        programme, (OFFICE, f"{OFFICE}\nentries: {{each: part}}"), ("b: {for: set 2}}", "b: {for: set 2}}, note: Keys")
    )
    publish(run)
    found = mails(run)
    assert to(found["three.b.participants"]) == ["b@practice.example"]
    assert "Keys" not in found["three.b.participants"].as_string()


def test_a_message_has_the_parts_that_outlook_and_gmail_want(programme: Path, run: Run) -> None:
    message = mails(run)["one.participants"]
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts(message)] == ["text/plain", "text/html", "text/calendar"]
    calendar = parts(message)[2]
    assert dict(calendar["content-type"].params) == {"charset": "utf-8", "method": "REQUEST"}
    assert calendar["content-transfer-encoding"] == "base64"
    assert "Tue 1 Feb 2011, 09:30-16:30 (Europe/London)" in parts(message)[0].get_content()
    assert str(message["from"]) == "The office <office@healthskills.example>"
    assert str(message["subject"]) == "Invitation: One, Tue 1 Feb 2011, 09:30-16:30 (Europe/London)"
    data = calendar.get_content()
    assert data.count("\r\n") == data.count("\n")
    assert "X-WR-CALNAME" not in data


def test_a_message_names_its_day_once_and_that_it_is_one_of_several(programme: Path, run: Run) -> None:
    found = mails(run)
    for body in parts(found["one.participants"])[:2]:
        assert body.get_content().count("1 Feb 2011") == 1
    for body in parts(found["two.d2.participants"])[:2]:
        assert body.get_content().count("26 Mar 2011") == 2
        assert "Sat 26 Mar 2011, 09:30-16:30 (Europe/London)" in body.get_content()
        assert "From Fri 25 Mar 2011 to Sat 26 Mar 2011" in body.get_content()


def test_an_invitation_says_who_invites_and_asks_each_for_an_answer(programme: Path, run: Run) -> None:
    message = mails(run)["one.participants"]
    found = event(message)
    assert (str(found["organizer"]), found["organizer"].params["CN"]) == (
        "mailto:office@healthskills.example",
        "The office",
    )
    assert [(str(one), one.params["PARTSTAT"], one.params["RSVP"]) for one in found["attendee"]] == [
        ("mailto:a@practice.example", "NEEDS-ACTION", "TRUE"),
        ("mailto:b@practice.example", "NEEDS-ACTION", "TRUE"),
    ]
    assert asked(message) == ("REQUEST", "CONFIRMED", 0)


def test_it_is_the_entry_of_the_feed(programme: Path, run: Run) -> None:
    run("export", "-o", "feed.ics")
    feed = {str(one["uid"]): one for one in events_of(Path("feed.ics").read_bytes())}
    for name, message in mails(run).items():
        found = event(message)
        theirs = feed[str(found["uid"])]
        for key in ("summary", "dtstart", "dtend", "sequence", "dtstamp", "status"):
            assert found[key] == theirs[key], (name, key)


def test_the_scenario_and_absences_are_in_no_mail_to_participants(programme: Path, run: Run) -> None:
    found = mails(run)
    assert "A secret situation" in str(event(found["one.facilitators"])["description"])
    for name, message in found.items():
        texts = [part.get_content() for part in parts(message)]
        texts[2] = texts[2].replace("\r\n ", "")
        assert all(("secret" in text) == (name == "one.facilitators") for text in texts)
        assert not any("away" in text for text in texts)


def test_an_update_lands_on_the_same_entry_and_a_cancellation_takes_it_out(programme: Path, run: Run) -> None:
    before = mails(run)
    change(programme, ("when: 1 Feb 2011", "when: 2 Feb 2011"), (PROGRAMME[PROGRAMME.index("  three") :], ""))
    publish(run, "1300000000")
    after = mails(run)
    one, three = after["one.participants"], after["three.no-longer"]
    assert event(before["one.participants"])["uid"] == event(one)["uid"]
    assert (asked(one), asked(three)) == (("REQUEST", "CONFIRMED", 1), ("CANCEL", "CANCELLED", 1))
    assert str(one["subject"]).startswith("Updated invitation: One, Wed 2 Feb 2011")
    texts = [parts(message)[0].get_content().splitlines()[0] for message in (before["one.participants"], one)]
    assert texts == ["The office invites you to this session.", "The office has changed this session."]
    assert str(three["subject"]) == "Cancelled: Three, Sun 1 May 2011, 09:30-12:30 (Europe/London)"
    assert "valarm" not in three.as_string().lower()
    assert after["two.participants"].as_bytes() == before["two.participants"].as_bytes()


def test_a_cancellation_names_the_day_that_people_have_in_their_calendars(programme: Path, run: Run) -> None:
    """Not the one that it was moved to before anybody was told."""
    mails(run)
    change(programme, ("when: 1 May 2011", "when: 3 May 2011"))
    assert run("schedule").code == 0
    assert run("cancel", "three").code == 0
    publish(run, "1300000000")
    (three,) = [mail for name, mail in mails(run).items() if name == "three.participants"]
    assert str(three["subject"]) == "Cancelled: Three, Sun 1 May 2011, 09:30-12:30 (Europe/London)"
    assert asked(three) == ("CANCEL", "CANCELLED", 1)


@pytest.mark.parametrize(
    ("each", "before", "after", "name", "title"),
    [
        ("day", "lasts: 2 days", "lasts: 1 day", "two.d2", "Two (day 2), Sat 26 Mar 2011"),
        ("part", ", b: {for: set 2}", "", "three.b", "Three: B, Sun 1 May 2011"),
    ],
)
def test_a_day_or_part_that_is_no_more_does_not_read_as_if_the_whole_session_were_cancelled(
    programme: Path, run: Run, each: str, before: str, after: str, name: str, title: str
) -> None:
    change(programme, (OFFICE, f"{OFFICE}\nentries: {{each: {each}}}"))
    publish(run)
    change(programme, (before, after))
    publish(run, "1300000000")
    message = mails(run)[f"{name}.participants"]
    assert (str(message["subject"]), asked(message)[:2]) == (f"Cancelled: {title}", ("CANCEL", "CANCELLED"))
    body = parts(message)[0].get_content()
    assert body.startswith("This entry is cancelled. It can be taken out of your calendar.")
    assert "session is cancelled" not in body


def test_who_leads_no_longer_is_told_that_it_is_cancelled_for_them(programme: Path, run: Run) -> None:
    change(programme, ("with: facilitator-a", "with: facilitator-b"))
    publish(run, "1300000000")
    found = mails(run)
    gone = found["one.leads-no-longer"]
    assert (to(gone), asked(gone)) == (["facilitator-a@healthskills.example"], ("CANCEL", "CANCELLED", 1))
    assert "not wanted at this session any more" in parts(gone)[0].get_content()
    assert "secret" not in gone.as_string()
    assert asked(found["one.facilitators"]) == ("REQUEST", "CONFIRMED", 1)
    assert mails(run, "--for", "facilitator-a").keys() == {"one.leads-no-longer"}


def test_who_changes_sets_is_told_that_the_other_sets_day_is_cancelled_for_them(workspace: Path, run: Run) -> None:
    path = workspace / "programmes" / "one.yaml"
    path.write_text(PROGRAMME.replace("for: nurse}", "for: each set, taken: on own dates}"))
    publish(run)
    days = {name: to(one) for name, one in mails(run).items() if name.startswith("two-") and ".d2" not in name}
    assert days == {"two-set-1.participants": ["a@practice.example"], "two-set-2.participants": ["b@practice.example"]}
    change(path, ("in: set 1, email", "in: set 2, email"))
    both = ["a@practice.example", "b@practice.example"]
    for moment in ("before it is published", "and after"):
        found = mails(run)
        assert (to(found["two-set-2.participants"]), to(found["two-set-1.no-longer"])) == (both, both[:1])
        assert asked(found["two-set-1.no-longer"])[0] == "CANCEL"
        assert ("  other participants: two-set-1, two-set-2\n" in run("diff").out) == (
            moment == "before it is published"
        )
        change(path, ("title: Three", "title: Three again"))
        publish(run, "1300000000")
    run("export", "-o", "feed.ics", "--for", "participant-a")
    gone = [str(one["uid"]) for one in events_of(Path("feed.ics").read_bytes()) if one["status"] == "CANCELLED"]
    assert gone == [f"two-set-1{day}.one-2011-01@healthskills.example" for day in ("", ".d2")]


LEAVES = ("  participant-b: {name: Participant B, role: Nurse, in: set 2, email: b@practice.example}\n", "")
COMES = ("participants:\n", f"participants:\n{LEAVES[0]}")


def test_a_participant_who_leaves_is_told_so_once_with_a_newer_entry(programme: Path, run: Run) -> None:
    before = mails(run)
    change(programme, LEAVES)
    assert run("diff").out.endswith("\n  left: Participant B (participant-b)\n")
    publish(run, "1300000000")
    after = mails(run)
    gone = after["one.no-longer"]
    assert (to(gone), asked(gone)) == (["b@practice.example"], ("CANCEL", "CANCELLED", 1))
    assert event(gone)["uid"] == event(before["one.participants"])["uid"]
    assert event(gone)["dtstamp"].dt > event(before["one.participants"])["dtstamp"].dt
    assert (to(after["one.participants"]), asked(after["one.participants"])[2]) == (["a@practice.example"], 0)
    assert mails(run, "--for", "participant-b").keys() == {name for name in after if name.endswith("no-longer")}
    assert (
        "For Participant B: no session and nothing to arrange; 3 that they" in run("show", "--for", "participant-b").out
    )
    run("export", "-o", "feed.ics", "--for", "participant-b")
    feed = {(str(one["status"]), one["sequence"]) for one in events_of(Path("feed.ics").read_bytes())}
    assert feed == {("CANCELLED", 1)}
    change(programme, ("when: 1 May 2011", "when: 3 May 2011"))
    publish(run, "1310000000")
    later = mails(run)
    assert later["one.no-longer"].as_bytes() == gone.as_bytes()
    assert "three.no-longer" not in later
    change(programme, ("title: One", "title: First"), ("title: Two", "title: Second"))
    publish(run, "1320000000")
    assert not any(name.endswith("no-longer") for name in mails(run))
    assert "b@practice" not in programme.with_name("one.plan.yaml").read_text()
    assert run("export", "--for", "participant-b").code == 1


def test_a_participant_who_comes_back_is_told_with_a_newer_entry_still(programme: Path, run: Run) -> None:
    change(programme, LEAVES)
    publish(run, "1300000000")
    change(programme, COMES)
    publish(run, "1310000000")
    back = mails(run)["three.participants"]
    assert (to(back), asked(back)[2]) == (["b@practice.example", "a@practice.example"], 2)
    assert f"{event(back)['dtstamp'].dt:%Y-%m}" == "2011-07"


def test_where_nobody_is_known_by_name_any_more_nobody_has_left(programme: Path, run: Run) -> None:
    text = programme.read_text()
    people = text[text.index("participants:\n") : text.index("people:\n")]
    programme.write_text(text.replace(people, "participants: 3\n"))
    assert "nothing changed." in run("schedule").err
    change(programme, ("title: One", "title: First"))
    publish(run, "1300000000")
    assert not any("no-longer" in name for name in mails(run))
    assert run("export", "--for", "participant-b").code == 1
    change(programme, ("participants: 3\n", people))
    publish(run, "1310000000")
    assert not any("no-longer" in name for name in mails(run))


def test_who_led_and_is_taken_out_of_the_file_is_told_so_once(programme: Path, run: Run) -> None:
    line = next(line for line in PROGRAMME.splitlines() if "facilitator-a:" in line)
    change(programme, (f"{line}\n", ""), ("with: facilitator-a", "with: facilitator-b"))
    publish(run, "1300000000")
    gone = mails(run)["one.leads-no-longer"]
    assert (to(gone), asked(gone)) == (["facilitator-a@healthskills.example"], ("CANCEL", "CANCELLED", 1))
    assert mails(run, "--for", "facilitator-a").keys() == {"one.leads-no-longer"}
    change(programme, ("title: One", "title: First"))
    publish(run, "1310000000")
    assert "one.leads-no-longer" not in mails(run)


def test_who_leaves_is_not_told_that_what_was_held_or_cancelled_is_cancelled(programme: Path, run: Run) -> None:
    assert run("deliver", "one").code == 0
    assert run("cancel", "three").code == 0
    publish(run, "1300000000")
    change(programme, LEAVES)
    publish(run, "1310000000")
    assert {name for name in mails(run) if name.endswith("no-longer")} == {"two.no-longer", "two.d2.no-longer"}


def test_what_was_delivered_invites_nobody(programme: Path, run: Run) -> None:
    assert run("deliver", "one").code == 0
    assert not any(name.startswith("one.") for name in mails(run))


@pytest.mark.parametrize(
    ("reader", "names"),
    [
        ("participant-a", {"one.participants", "three.participants"}),
        ("set-2", {"one.participants", "two.participants", "two.d2.participants", "three.participants"}),
        ("gp", {"one.participants", "three.participants"}),
        ("facilitator-a", {"one.facilitators"}),
        ("facilitator", {"one.facilitators"}),
    ],
)
def test_mails_for_one_reader_go_to_them_alone(programme: Path, run: Run, reader: str, names: set[str]) -> None:
    found = mails(run, "--for", reader)
    assert found.keys() == names
    facilitator = "facilitator-a@healthskills.example"
    theirs = {"set-2": "b@practice.example", "participant-a": "a@practice.example", "gp": "a@practice.example"}
    assert {tuple(to(one)) for one in found.values()} == {(theirs.get(reader, facilitator),)}


def test_a_role_that_is_written_by_its_title_gets_its_mails(workspace: Path, run: Run) -> None:
    text = PROGRAMME.replace("groups:", "roles: {doctor: {title: Family doctor}}\ngroups:", 1)
    text = text.replace("role: GP", "role: Family doctor").replace("audience: [GP, ", "audience: [")
    (workspace / "programmes" / "one.yaml").write_text(text)
    publish(run)
    assert mails(run, "--for", "doctor").keys() == {"one.participants", "three.participants"}


def test_the_same_plan_gives_the_same_bytes(programme: Path, run: Run) -> None:
    first = {name: one.as_bytes() for name, one in mails(run).items()}
    assert {name: one.as_bytes() for name, one in mails(run, "one").items()} == first
    ids = [str(one["message-id"]) for one in mails(run).values()]
    assert len(set(ids)) == len(ids)
    assert {str(one["date"]) for one in mails(run).values()} == {"Mon, 01 Nov 2010 09:00:00 +0000"}


@pytest.mark.parametrize(
    "name",
    [
        '"x\\r\\nBcc: victim@x.example"',
        '"x\\r\\n\\r\\nbody"',
        "'\"quoted\", with a comma; <x@y.example>'",
        "'Müller-Ångström, Łucja 李'",
        '"' + "é" * 200 + '"',
        "'=?utf-8?q?x?='",
        "'[x](y) ![x](https://evil.example/long/enough/to/be/folded.png) <victim@x.example>'",
        "'victim@x.example, [x] (y) victim@x.example, victim@x.example, victim@x.example, z'",
    ],
)
def test_a_hostile_name_or_title_is_only_words(workspace: Path, run: Run, name: str) -> None:
    text = PROGRAMME.replace("name: Participant B", f"name: {name}").replace("title: One", f"title: {name}")
    text = text.replace("name: The office", f"name: {name}")
    (workspace / "programmes" / "one.yaml").write_text(text)
    publish(run)
    for message in mails(run).values():
        assert set(message) == {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
        assert {one.addr_spec for one in message["to"].addresses} <= {
            "a@practice.example",
            "b@practice.example",
            "facilitator-a@healthskills.example",
        }
        assert [one.addr_spec for one in message["from"].addresses] == ["office@healthskills.example"]
        assert not event(message).errors
        assert max(map(len, message.as_bytes().split(b"\n"))) < 1000


def test_without_an_organiser_nobody_is_invited(programme: Path, run: Run) -> None:
    change(programme, (f"{OFFICE}\n", ""))
    ran = run("export", "--format", "eml")
    assert (ran.code, "error[no-organiser]" in ran.err, "organiser: {name:" in ran.err) == (1, True, True)
    assert not list(Path().glob("*-eml"))


def test_another_organiser_than_the_one_who_invited_is_warned_of(programme: Path, run: Run) -> None:
    change(programme, ("email: office@healthskills.example", "email: Office@healthskills.example"))
    assert "invited by" not in run("publish").err + run("export", "--format", "eml").err
    change(programme, ("email: Office@healthskills.example", "email: new@healthskills.example"))
    for words in (("publish",), ("export", "--format", "eml")):
        said = " ".join(run(*words).err.split())
        assert "one: people were invited by office@healthskills.example; " in said
        assert "so that new@healthskills.example may be refused" in said
    change(programme, ("organiser: {name: The office, email: new@healthskills.example}\n", ""))
    assert "invited by" not in run("publish").err


def test_where_nobody_has_an_address_it_says_so(programme: Path, run: Run) -> None:
    ran = run("export", "--format", "eml", "--for", "participant-c")
    assert (ran.code, "error[nothing-to-write]" in ran.err) == (1, True)


def test_all_formats_are_without_mails_which_are_asked_for_by_name(programme: Path, run: Run) -> None:
    assert run("export", "--format", "all").code == 0
    assert Path("one.ics").exists()
    assert not list(Path().glob("*-eml"))


def test_what_is_not_published_is_told_before_anything_is_sent(programme: Path, run: Run) -> None:
    assert "run `hsplan publish`" not in run("export", "--format", "eml").err
    change(programme, ("when: 1 Feb 2011", "when: 2 Feb 2011"))
    run("schedule")
    assert "Not published as they are: one; run `hsplan publish`" in run("export", "--format", "eml").err


MANAGERS = PROGRAMME.replace(
    "people:\n", "people:\n  boss: {name: Boss, role: manager, email: boss@practice.example}\n"
)
MANAGERS = MANAGERS.replace("groups:", "roles: {manager: {title: Line manager, per: participant}}\ngroups:")
MANAGERS += (
    "  four: {kind: leadership-challenge, title: Four, when: 25 May 2011, for: manager, with: facilitator-a,\n"
    "    scenario: A secret situation}\n"
)


def test_a_session_for_a_role_beside_participants_invites_those_who_hold_it(workspace: Path, run: Run) -> None:
    path = workspace / "programmes" / "one.yaml"
    path.write_text(MANAGERS)
    publish(run)
    found = mails(run)
    assert found["four.participants"]["To"] == "Boss <boss@practice.example>"
    assert "secret" not in str(found["four.participants"])
    assert {*mails(run, "--for", "boss")} == {*mails(run, "--for", "manager")} == {"four.participants"}
    assert "secret" not in run("export", "--for", "boss", "--format", "ics", "-o", "-").out
    assert "Boss" not in run("publish", "--dry-run").out


def test_who_holds_such_a_role_no_more_is_told_so(workspace: Path, run: Run) -> None:
    path = workspace / "programmes" / "one.yaml"
    path.write_text(MANAGERS)
    publish(run)
    path.write_text(MANAGERS.replace("  boss: {name: Boss, role: manager, email: boss@practice.example}\n", ""))
    publish(run)
    assert mails(run)["four.no-longer"]["To"] == "Boss <boss@practice.example>"
    ran = run("export", "--format", "eml", "-o", "mails/")
    assert "Line manager (nobody in `people`)" in " ".join(ran.err.split())


@pytest.mark.parametrize("participants", ["by name", "as a number"])
def test_who_comes_for_their_role_is_told_that_they_are_not_wanted_however_participants_are_known(
    workspace: Path, run: Run, participants: str
) -> None:
    path = workspace / "programmes" / "one.yaml"
    by_name = MANAGERS[MANAGERS.index("participants:\n") : MANAGERS.index("people:\n")]
    text = MANAGERS if participants == "by name" else MANAGERS.replace(by_name, "participants: 3\n")
    path.write_text(text)
    publish(run)
    assert to(mails(run)["four.participants"]) == ["boss@practice.example"]
    assert "nothing changed; people have been told" in run("publish").err
    path.write_text(text.replace("  boss: {name: Boss, role: manager, email: boss@practice.example}\n", ""))
    assert "not as people were told: who comes" in run("show").err
    assert run("diff").out.endswith("\n  left: Boss (boss)\n")
    ran = run("publish", SOURCE_DATE_EPOCH="1300000000")
    assert "  left: Boss\n" in ran.out
    gone = mails(run)["four.no-longer"]
    assert (to(gone), asked(gone)) == (["boss@practice.example"], ("CANCEL", "CANCELLED", 1))
    assert mails(run, "--for", "boss").keys() == {"four.no-longer"}
    run("export", "-o", "feed.ics", "--for", "boss")
    assert {str(one["status"]) for one in events_of(Path("feed.ics").read_bytes())} == {"CANCELLED"}
    path.write_text(text.replace("title: Four", "title: Fourth"))
    ran = run("schedule", SOURCE_DATE_EPOCH="1310000000")
    assert "  joined: Boss\n" in ran.err
    publish(run, "1310000000")
    assert asked(mails(run)["four.participants"]) == ("REQUEST", "CONFIRMED", 2)


def test_a_session_for_a_role_beside_participants_is_none_of_theirs(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text(MANAGERS)
    publish(run)
    mine = {who: run("show", "--agenda", "--for", who).out for who in ("set-1", "participant-a", "gp", "boss")}
    assert [who for who, shown in mine.items() if "Four" in shown] == ["boss"]
    assert run("export", "--format", "joining", "-o", "out/").code == 0
    assert "After this" not in Path("out/one-joining/three.html").read_text()
    assert "After this" in Path("out/one-joining/one.html").read_text()


def test_what_is_over_has_no_mails_unless_asked_for(programme: Path, run: Run) -> None:
    last_day = "1301180400"  # Sat 26 Mar 2011, on which the residential ends
    ran = run("export", "--format", "eml", "-o", "mails/", SOURCE_DATE_EPOCH=last_day)
    assert {path.name.partition(".")[0] for path in Path("mails").glob("*/*")} == {"two", "three"}
    assert "as their days are over (`--past` writes them): one." in ran.err
    change(programme, LEAVES)
    publish(run, "1301353200")  # Tue 29 Mar 2011
    assert run("export", "--format", "eml", "-o", "later/").code == 0
    assert {path.name for path in Path("later").glob("*/*no-longer.eml")} == {"three.no-longer.eml"}
    assert "days are over" not in run("export", "--format", "eml", "--past", "-o", "later/").err
    assert Path("later/one-eml/one.no-longer.eml").exists()


def test_it_is_said_how_many_mails_are_new_or_changed(programme: Path, run: Run) -> None:
    written = ("export", "--format", "eml", "-o", "mails/")
    assert "lay here" not in run(*written).err
    assert "last written: none of 5." in run(*written).err
    change(programme, ("title: One", "title: First"))
    publish(run)
    assert "last written: 2 of 5: one.participants.eml, one.facilitators.eml." in " ".join(run(*written).err.split())
    assert "No mails lay here: written where the last ones lie" in run("export", "-f", "eml", "-o", "new/").err


def test_who_joins_after_a_session_was_cancelled_is_not_told_that_it_is(programme: Path, run: Run) -> None:
    assert run("cancel", "one").code == 0
    publish(run, "1300000000")
    before = mails(run)["one.participants"]
    assert (to(before), asked(before)[0]) == (["a@practice.example", "b@practice.example"], "CANCEL")
    line = "  participant-d: {name: Participant D, role: Nurse, in: set 2, email: d@practice.example}\n"
    change(programme, ("people:\n", f"{line}people:\n"), ("when: 1 May", "when: 3 May"))
    publish(run, "1310000000")
    found = mails(run)
    assert found["one.participants"].as_bytes() == before.as_bytes()
    assert to(found["three.participants"])[-1] == "d@practice.example"


def test_what_nobody_was_told_of_is_cancelled_for_nobody(programme: Path, run: Run) -> None:
    change(programme, ("  two:", "  new: {kind: workshop, title: New, when: 15 Mar 2011, with: facilitator-b}\n  two:"))
    assert run("schedule").code == 0
    assert run("cancel", "new").code == 0
    change(programme, ("title: Two", "title: Second"))
    publish(run, "1300000000")
    assert not [name for name in mails(run) if name.startswith("new.")]


def test_that_somebody_comes_to_other_sessions_is_told_alike_also_where_one_is_cancelled(
    programme: Path, run: Run
) -> None:
    assert run("cancel", "three").code == 0
    publish(run, "1300000000")
    change(programme, ("Participant B, role: Nurse", "Participant B, role: GP"))
    for words in (("schedule",), ("diff",), ("publish",)):
        ran = run(*words, SOURCE_DATE_EPOCH="1310000000")
        assert "  other participants: two\n" in ran.out + ran.err
        assert "joined" not in ran.out + ran.err
    assert to(mails(run)["two.no-longer"]) == ["b@practice.example"]


def test_what_comes_back_in_the_file_alone_changes_nothing_that_people_were_told(programme: Path, run: Run) -> None:
    three = PROGRAMME[PROGRAMME.index("  three") :]
    change(programme, (three, ""))
    publish(run, "1300000000")
    before = run("export", "-o", "-").out
    programme.write_text(programme.read_text() + three)
    assert "nothing changed; people have been told of revision" in run("publish", SOURCE_DATE_EPOCH="1310000000").err
    change(programme, ("title: One", "title: First"))
    assert run("publish", SOURCE_DATE_EPOCH="1310000000").code == 0
    counted = [
        [one["sequence"] for one in events_of(data.encode()) if str(one["uid"]).startswith("three.")]
        for data in (before, run("export", "-o", "-").out)
    ]
    assert counted == [[1], [1]]


def test_who_led_what_is_cancelled_and_is_taken_out_of_the_file_is_told_so_once(programme: Path, run: Run) -> None:
    assert run("cancel", "one").code == 0
    line = next(line for line in PROGRAMME.splitlines() if "facilitator-a:" in line)
    change(programme, (f"{line}\n", ""), ("with: facilitator-a", "with: facilitator-b"))
    publish(run, "1300000000")
    gone = mails(run)["one.leads-no-longer"]
    assert (to(gone), asked(gone)) == (["facilitator-a@healthskills.example"], ("CANCEL", "CANCELLED", 1))
    change(programme, ("title: Two", "title: Second"))
    publish(run, "1310000000")
    assert mails(run)["one.leads-no-longer"].as_bytes() == gone.as_bytes()
