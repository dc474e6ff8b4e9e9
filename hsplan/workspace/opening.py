"""Programmes and plans opened: read, checked, and every finding at its place."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hsplan.calendars.gathering import gather
from hsplan.checks import check_dated, days_outside
from hsplan.dates.days import DayRange
from hsplan.findings import IN_PLAN, Finding, Note, RefusedError, Severity, first_of, once, warning
from hsplan.plan.case import HELD, Case, joint_bookings
from hsplan.plan.deadlines import on_closed_days
from hsplan.plan.file import read_plan, write_plan
from hsplan.plan.held import Party
from hsplan.programme.document import read_document
from hsplan.programme.items import items_of
from hsplan.programme.model import Programme
from hsplan.programme.moments import Frame
from hsplan.programme.reading import read
from hsplan.programme.unfolding import sessions_of
from hsplan.rules import judge
from hsplan.workspace.files import exists, read_bytes, replace_all, shown
from hsplan.workspace.joint import beside_partners, joint_one_sided, joint_with_nobody, plan_beside
from hsplan.workspace.judging import judged, placed, with_known
from hsplan.workspace.names import PLAN, command, plans_beside
from hsplan.workspace.reusing import read_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path as FilePath

    from hsplan.calendars.model import Calendar
    from hsplan.plan.case import JointBookings
    from hsplan.plan.held import Holdings, Who
    from hsplan.plan.model import Plan
    from hsplan.programme.document import Document
    from hsplan.workspace.names import Source
    from hsplan.workspace.reusing import Whole


MOST_NAMED = 12
"""How many cohorts a message lists."""


@dataclass(frozen=True)
class Opened:
    """A programme's file as read. The programme is None where an error keeps it from being understood."""

    source: Source
    document: Document | None
    programme: Programme | None
    findings: tuple[Finding, ...]
    shares: Mapping[str, Who] = field(default_factory=dict)
    """Whom it shares with other programmes or cohorts, by the id that it knows them by."""

    @property
    def party(self) -> Party:
        """The programme among those that share people and venues.

        Raises:
            RefusedError: with all findings, where there are errors among them.
        """
        return Party(self.source.full_id, *self.source.key, self.understood(), self.shares)

    @property
    def partners(self) -> list[Source]:
        """The other cohorts of its file that hold something together with it."""
        named = dict.fromkeys(one for item in items_of(self.understood()) for one in item.written.joint_with)
        return [replace(self.source, cohort=one) for one in named if one != self.source.cohort]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it, warnings aside."""
        return self.programme is not None and not any(one.severity is Severity.ERROR for one in self.findings)

    def placed(self, finding: Finding) -> Finding:
        """A finding about the programme, at its place in the file."""
        return self.document.placed(finding) if self.document is not None else finding

    def understood(self) -> Programme:
        """The programme.

        Raises:
            RefusedError: with all findings, where there are errors among them.
        """
        if self.programme is None or not self.sound:
            raise RefusedError(*self.findings)
        return self.programme


@dataclass(frozen=True)
class Stored:
    """A plan as its file holds it."""

    plan: Plan
    document: Document
    data: bytes


@contextmanager
def _uncollected() -> Iterator[None]:
    """While thousands of small objects are made that all stay, no garbage is looked for: a fifth of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def open_programme(source: Source) -> Opened:
    """A programme or one of its cohorts, or every finding about its files.

    Of a file with cohorts, opened without naming one, only what holds for all of them is judged.
    """
    with _uncollected():
        return _opened(source)


def _opened(source: Source) -> Opened:
    try:
        whole = read_whole(source.path)
        if source.cohort is None:
            return _common(source, whole)
        document, warnings = whole.with_cohort(source.cohort)
    except RefusedError as refused:
        return Opened(source, None, None, refused.findings)
    complete = whole.is_complete(source.cohort)
    programme, findings = judged(
        document, source.path.parent, complete=complete, beside=lambda one: beside_partners(one, whole, source)
    )
    findings += map(document.placed, joint_with_nobody(whole, programme))
    findings += map(document.placed, joint_one_sided(whole, programme, source.cohort))
    found = _in_order(whole, [*warnings, *_left_over(source, whole), *findings])
    return Opened(source, document, programme, found, _shares(source, whole, document, programme))


def _common(source: Source, whole: Whole) -> Opened:
    """A programme without cohorts, or what all of its cohorts share; and its variants that no cohort follows."""
    document = whole.common()
    if whole.cohorts:
        programme, findings = read(Programme, document.values)
        findings = placed((one for one in findings if one.code != "missing-key"), document)  # a cohort may say it
    else:
        programme, findings = judged(document, source.path.parent, complete=whole.complete)
    findings += map(document.placed, joint_with_nobody(whole, programme))
    findings += _left_over(source, whole)
    readable = programme is not None and whole.complete
    for variant in whole.unused if readable else ():
        varied, warnings = whole.with_variant(variant)
        findings += warnings + judged(varied, source.path.parent, complete=True)[1]
    return Opened(source, document, programme, _in_order(whole, findings), _shares(source, whole, document, programme))


def _shares(source: Source, whole: Whole, document: Document, programme: Programme | None) -> Mapping[str, Who]:
    """Whom a programme that can be understood shares with others."""
    return whole.shares(document, *source.key) if programme is not None else {}


def _left_over(source: Source, whole: Whole) -> Iterator[Finding]:
    """A warning for each plan of a programme whose cohort is gone, or that is not planned as a whole any more."""
    runs = [replace(source, cohort=cohort) for cohort in whole.cohorts] or [replace(source, cohort=None)]
    for path in plans_beside(source).difference(run.plan_path for run in runs):
        finding = warning(
            "plan-left-over",
            f"{shown(path)} belongs to no cohort" if whole.cohorts else f"{shown(path)} belongs to a cohort",
            ("cohorts",),
            at_key=True,
            expected=f"a plan of {', '.join(run.full_id for run in runs[:MOST_NAMED])}",
            help=_going_on(path, [run for run in runs if not exists(run.plan_path)]),
        )
        yield whole.document.placed(finding)


def _going_on(left: FilePath, free: list[Source]) -> str:
    """What to do with a plan that is left over, where some have no plan yet."""
    told = left.name.removesuffix(PLAN)
    mend = [
        f"rename it to `{one.plan_path.name}`, with `programme: {one.full_id}` in it, to go on from it"
        for one in free[:1]
    ]
    back = "bring its cohort back" if "." in told else "take `cohorts` out for once"
    return "; ".join(
        [*mend, f"where people were told of it, {back} and run `hsplan cancel {told} --all`", "else delete it"]
    )


def _in_order(whole: Whole, findings: list[Finding]) -> tuple[Finding, ...]:
    """All findings in the order of their places, each once; those in the programme's own file first."""

    def place(one: Finding) -> tuple[bool, str, int, int]:
        span = one.span
        return (span.file != whole.document.name, span.file, span.line, span.column) if span else (False, "", 0, 0)

    told = [one for one in once([*whole.findings, *findings]) if not _of_a_stock(one, whole)]
    return tuple(_with_taker(one, whole) for one in sorted(told, key=place))


def _of_a_stock(finding: Finding, whole: Whole) -> bool:
    """Whether a finding says that something is not used which another file offers: not everyone needs all of that."""
    span = finding.span
    return finding.code in ("never-taught", "need-not-served") and span is not None and span.file != whole.document.name


def _with_taker(finding: Finding, whole: Whole) -> Finding:
    """A finding that stands in another file, with a note that says which programme takes from that."""
    own = whole.document.name
    files = {span.file for span in (finding.span, *(note.span for note in finding.notes)) if span}
    if not files or own in files:
        return finding
    return replace(finding, notes=(*finding.notes, Note(f"{own} takes this from there")))


def dated_findings(opened: Opened, calendar: Calendar, plan: Plan | None = None) -> list[Finding]:
    """What is wrong or doubtful about a programme now that its days are known, at its places.

    Where a session was asked for is not judged once its plan says that it was delivered, or cancelled.
    """
    programme = opened.understood()
    past = {id_ for id_, one in plan.sessions.items() if one.status not in HELD} if plan is not None else set()
    facts = {(*one.path, "when") for one in sessions_of(programme) if one.id in past} if past else set()
    found = [one for one in check_dated(programme, calendar) if one.path not in facts]
    if opened.source.cohort is not None and any(one.code in days_outside.CODES for one in found):
        wide = replace(calendar, within=_of_all_cohorts(opened.source, calendar.within))
        found = [one for one in found if one.code not in days_outside.CODES]
        found += days_outside.check_dated(programme, wide)
    found += on_closed_days(programme, calendar, plan.sessions if plan is not None else {})
    return [*map(opened.placed, found)]


def _of_all_cohorts(source: Source, days: DayRange) -> DayRange:
    """The days from the first of any cohort of a file to the last: what they have in common lies between those."""
    whole = read_whole(source.path)
    stretches = [days]
    for cohort in whole.cohorts:
        programme, plan = whole.of_cohort(cohort)[1], plan_beside(replace(source, cohort=cohort))
        start = plan.start if plan is not None else programme.start if programme is not None else None
        if programme is not None and start is not None:
            stretches.append(Frame.of(programme, start).everything)
    return DayRange(min(one.first for one in stretches), max(one.last for one in stretches))


def open_plan(source: Source) -> Stored | None:
    """The plan beside a programme, or None where there is none yet.

    Raises:
        RefusedError: with every finding that keeps it from being read.
    """
    if not exists(source.plan_path):
        return None
    data = read_bytes(source.plan_path)
    document = read_document(shown(source.plan_path), data)
    try:
        plan = read_plan(document)
    except RefusedError as refused:
        raise RefusedError(*_with_those_known(source, refused.findings)) from None
    if plan.programme != source.full_id:
        other = Finding(
            "plan-of-another",
            f"this plan is of `{plan.programme}`",
            ("programme",),
            expected=f"the plan of `{source.full_id}`",
            help=f"write `programme: {source.full_id}` if it was renamed; if it was copied, delete it",
        )
        raise RefusedError(document.placed(other))
    return Stored(plan, document, data)


PLANNED_FROM = {"people": "people", "venue": "venues"}
"""The blocks of a programme that hold what a key of its plan names by its id."""


def _with_those_known(source: Source, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What is wrong with a plan; where words are no id of a person or venue, with those that the programme has."""
    wrong = any(one.code == "bad-id" for one in findings)
    document = open_programme(source).document if wrong else None
    for one in findings:
        block = next((PLANNED_FROM[key] for key in one.path if key in PLANNED_FROM), "")
        known = document.values.get(block) if document is not None else None
        yield with_known(one, known) if one.code == "bad-id" and isinstance(known, dict) and known else one


def calendar_of(programme: Programme, start: date) -> Calendar:
    """What each day of a programme is, from a start."""
    return gather(programme.calendar, programme.country, Frame.of(programme, start).everything, start)


def is_template(opened: Opened) -> Finding:
    """The finding that a programme is never planned: others are made from it."""
    return opened.placed(
        Finding(
            "is-template",
            f"{opened.source.told} is a base for others",
            ("template",),
            expected="a programme that is planned",
            help=f"name one that says `extends: {opened.source.id}`",
        )
    )


def no_plans(sources: Iterable[Source]) -> list[Finding]:
    """That programmes have no plan yet."""
    return but_bases([no_plan(open_programme(one)) for one in sources])


def but_bases(findings: list[Finding]) -> list[Finding]:
    """What is wrong with programmes: that a base has no plan is nothing, wherever there is anything else."""
    return [one for one in findings if one.code != "is-template"] or findings


def no_plan(opened: Opened) -> Finding:
    """The finding that a programme has no plan yet, or never will have one; from when to plan it `cli` adds."""
    if opened.programme is not None and opened.programme.template:
        return is_template(opened)
    return Finding(
        "no-plan-yet",
        f"{opened.source.told} has no plan yet",
        expected=f"a plan in {shown(opened.source.plan_path)}",
        help=f"run `{command('schedule', opened.source.name)}`",
        step=("schedule", opened.source.name),
    )


def breaches(
    opened: Opened, stored: Stored, calendar: Calendar, holdings: Holdings | None = None
) -> tuple[Finding, ...]:
    """What the independent checker says of a plan, beside those of others who hold sessions or people with it."""
    found = _of_the_gone(judged_plan(opened, stored.plan, calendar, holdings), opened.understood(), stored.plan)
    return tuple(map(stored.document.placed, found))


def judged_plan(
    opened: Opened,
    plan: Plan,
    calendar: Calendar,
    holdings: Holdings | None,
    others: Mapping[str, Plan] | None = None,
) -> list[Finding]:
    """What the independent checker says of any plan of a programme, beside those of others."""
    held = holdings.against(opened.party) if holdings is not None else ()
    return judge(Case.of(opened.understood(), plan, calendar, joint_of(opened, others), held))


def _of_the_gone(findings: Iterable[Finding], programme: Programme, plan: Plan) -> Iterator[Finding]:
    """Findings, those of one person that the programme has no more in one, with all sessions that they were to lead."""
    led: dict[str, list[str]] = {}
    found: dict[str | int, Finding] = {}
    for n, one in enumerate(findings):
        match one:
            case Finding(code="not-led", path=("sessions", str(session), "people", int(place))):
                id_ = plan.sessions[session].people[place]
            case _:
                id_ = ""
        if not id_ or id_ in programme.people:
            found[n] = one
        else:
            found.setdefault(id_, one)
            led.setdefault(id_, []).append(str(one.path[1]))
    for key, one in found.items():
        yield one if isinstance(key, int) else replace(one, message=_gone(key, led[key]))


def _gone(person: str, led: list[str]) -> str:
    """That somebody leads nothing any more, with the first of what they were to lead."""
    return f"`{person}` does not lead {first_of([f'`{id_}`' for id_ in led], MOST_NAMED)}"


def joint_of(opened: Opened, others: Mapping[str, Plan] | None = None) -> JointBookings:
    """How other cohorts hold what they hold together with one; in other plans than those that stand, if given."""
    plans = held_with([opened]) | dict(others or {})
    return joint_bookings(opened.understood(), plans, opened.source.cohort)


def note_beside(opened: Opened, stored: Stored | None, note: Note) -> Note:
    """A note about a programme or about the plan beside it, at its place in either; one about neither has none."""
    if note.path[:1] == (IN_PLAN,):
        span = stored.document.span(note.path[1:], at_key=True) if stored is not None else None
    else:
        span = opened.document.span(note.path, at_key=True) if opened.document is not None and note.path else None
    return replace(note, span=note.span or span)


def placed_beside(opened: Opened, stored: Stored | None, finding: Finding) -> Finding:
    """A finding about a programme, some of which may be about the plan beside it, at its places."""
    notes = tuple(note_beside(opened, stored, note) if note.path[:1] == (IN_PLAN,) else note for note in finding.notes)
    span = finding.span
    if span is None and finding.path[:1] == (IN_PLAN,) and stored is not None:
        span = stored.document.span(finding.path[1:], at_key=finding.at_key)
    return opened.placed(replace(finding, notes=notes, span=span))


def held_with(together: Sequence[Opened]) -> dict[str, Plan]:
    """The plans of the other cohorts that hold something together with some, by cohort, as far as they can be read."""
    others = {partner for one in together for partner in one.partners} - {one.source for one in together}
    found = {one.cohort: plan_beside(one) for one in sorted(others, key=lambda one: one.full_id)}
    return {cohort: plan for cohort, plan in found.items() if cohort is not None and plan is not None}


def save_plans(plans: Sequence[tuple[Source, Plan, Stored | None]]) -> list[tuple[str, ...]]:
    """Write plans beside their programmes; of each the comments of the plan before that found no place in it.

    Raises:
        RefusedError: where one cannot be written, or its file was changed since it was read.
    """
    files, lost = [], []
    for source, plan, before in plans:
        text, comments = write_plan(plan, before.document if before else None)
        if read_plan(read_document("plan", text.encode())) != plan:
            raise RuntimeError("the plan's text does not say what the plan says")
        files.append((source.plan_path, text.encode(), before.data if before else None))
        lost.append(comments)
    if files:  # else whoever interrupts what follows would be told that all was written
        replace_all(files)
    return lost
