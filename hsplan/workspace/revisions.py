"""Which plans are compared: those of programmes, files by their path, and the revisions that a plan keeps."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hsplan.findings import Finding, RefusedError, printable
from hsplan.plan.amending import as_before
from hsplan.plan.changes import changed_since
from hsplan.plan.file import read_plan
from hsplan.plan.revising import up_to_date
from hsplan.plan.windows import stretches_now, told_stretches
from hsplan.programme.document import read_document
from hsplan.schedule.readers import still_coming, told_to_come
from hsplan.workspace.files import read_bytes, shown
from hsplan.workspace.names import PLAN, find
from hsplan.workspace.opening import breaches, calendar_of, no_plans, open_plan, open_programme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.plan.model import Block, Entry, Plan, Window
    from hsplan.programme.model import Programme
    from hsplan.workspace.opening import Opened, Stored

PUBLISHED, NOW = "published", "now"


@dataclass(frozen=True)
class _Planned:
    """A plan with its programme."""

    opened: Opened
    stored: Stored

    @property
    def plan(self) -> Plan:
        """The plan as it was written."""
        return self.stored.plan

    @property
    def known(self) -> Programme | None:
        """The programme, where it is to be understood."""
        return self.opened.programme

    def as_it_is(self) -> Revision:
        """The plan as its programme would have it told now, with what is wrong with it."""
        plan, programme = self.plan, self.known
        if programme is None or not self.opened.sound:
            return _now(plan, programme)
        wrong = breaches(self.opened, self.stored, calendar_of(programme, plan.start))
        by_now = up_to_date(plan, programme)
        return replace(_now(by_now, programme), stale=changed_since(programme, plan, by_now), wrong=wrong)


@dataclass(frozen=True)
class Revision:
    """What a plan said in one of its revisions."""

    kept_by: Plan
    """The plan that keeps it, as it is now."""
    label: str
    entries: Mapping[str, Entry]
    known_as: Programme | None
    """The programme, for the names in it; None where it is not to be found or not to be understood."""
    coming: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of a session who came, or come now, of those known by name; none where that is not known."""
    days: Mapping[tuple[Block, str], Window] | None = None
    """The windows, dates and milestones; None where that is not kept."""
    stale: tuple[str, ...] = ()
    """What of a plan as it is now its programme says otherwise since it was written."""
    wrong: tuple[Finding, ...] = ()
    """What the checker says of it."""

    @property
    def programme(self) -> str:
        """The id of its programme."""
        return self.kept_by.programme


def told_and_now(name: str | None) -> list[tuple[Revision, Revision]]:
    """What people were told of programmes, and their plans now; all that were published, unless one is named.

    Raises:
        RefusedError: where nothing was published yet.
    """
    plans = _plans(name)
    found = [(_told(one.plan, one.known), one.as_it_is()) for one in plans if one.plan.published is not None]
    if not found:
        raise RefusedError(*(_not_published(one.plan) for one in plans))
    return found


def revision(words: str) -> Revision:
    """A plan by its file, or by `PROGRAMME`, `PROGRAMME@REVISION` or `REVISION`, as far back as the plan keeps them.

    Raises:
        RefusedError: where there is no such plan, or it does not keep that revision.
    """
    if words.endswith(PLAN):
        path = Path(words)
        plan = read_plan(read_document(shown(path), read_bytes(path)))
        label, now = f"{shown(path)}, revision {plan.revision}", stretches_now(plan)
        return Revision(plan, label, plan.sessions, _beside(path, plan), days=now)
    name, at, which = words.rpartition("@")
    if not at and (re.fullmatch(r"\d+", words) or words in (PUBLISHED, NOW)):
        name, which = "", words
    elif not at:
        name, which = words, NOW
    plans = _plans(name or None)
    if len(plans) > 1:
        message = f"there are {len(plans)} plans here"
        expected = f"one of {', '.join(f'`{one.plan.programme}@{which}`' for one in plans)}"
        raise RefusedError(Finding("which-plan", message, expected=expected, help="name the programme"))
    return plans[0].as_it_is() if which == NOW else _kept(plans[0].plan, plans[0].known, which)


def _kept(plan: Plan, known: Programme | None, which: str) -> Revision:
    if which == str(plan.revision):
        return _now(plan, known)
    if which in (PUBLISHED, str(plan.published)) and plan.published is not None:
        return _told(plan, known)
    if plan.undo is not None and which == str(plan.undo.revision):
        return Revision(plan, f"revision {which}", as_before(plan, plan.undo), known)
    if which == PUBLISHED:
        raise RefusedError(_not_published(plan))
    kept = ", ".join(f"`{plan.programme}@{number}` ({' and '.join(what)})" for number, what in _numbers(plan).items())
    raise RefusedError(
        Finding(
            "no-such-revision",
            f"the plan of `{plan.programme}` does not keep revision `{printable(which)[:40]}`",
            expected=kept,
            help="a plan keeps no others; older ones are in version control, and may be named by their files",
        )
    )


def names_kept() -> list[str]:
    """What each plan of the workspace that can be read may be called: `stepney`, `stepney@7`, `stepney@published`."""
    found = []
    for source in find(None):
        with suppress(RefusedError):  # told when it is compared
            stored = open_plan(source)
            if stored is not None:
                told = [PUBLISHED] * (stored.plan.published is not None)
                which = [*map(str, _numbers(stored.plan)), *told]
                found += [source.name, *(f"{source.name}@{one}" for one in which)]
    return found


def _numbers(plan: Plan) -> dict[int, list[str]]:
    """The revisions that a plan keeps, the oldest first, each with what it is."""
    found: dict[int, list[str]] = {}
    before = plan.undo.revision if plan.undo is not None else None
    for number, what in ((before, "the one before"), (plan.published, "published"), (plan.revision, "now")):
        if number is not None:
            found.setdefault(number, []).append(what)
    return dict(sorted(found.items()))


def _plans(name: str | None) -> list[_Planned]:
    """The plans of a programme, or of all that have one, each with its programme.

    Raises:
        RefusedError: where there is none, or one cannot be read.
    """
    sources = find([name] if name else None)
    found = []
    for source in sources:
        stored = open_plan(source)
        if stored is not None:
            found.append(_Planned(open_programme(source), stored))
    if not found:
        raise RefusedError(*no_plans(sources))
    return found


def _beside(path: Path, plan: Plan) -> Programme | None:
    """The programme of a plan's file: beside it, else in the workspace; None where it is in neither."""
    names = [f"{path.parent.as_posix()}/{plan.programme}", f"{path.parent.as_posix()}/{plan.programme}.yaml"]
    for name in (*names, plan.programme):
        with suppress(RefusedError):
            return open_programme(find([name])[0]).programme
    return None


def _told(plan: Plan, known: Programme | None) -> Revision:
    came = told_to_come(known, plan) if known is not None else {}
    return Revision(plan, f"published in revision {plan.published}", plan.told, known, came, told_stretches(plan))


def _now(plan: Plan, known: Programme | None) -> Revision:
    come = still_coming(known, plan) if known is not None else {}
    return Revision(plan, f"revision {plan.revision}", plan.sessions, known, come, stretches_now(plan))


def _not_published(plan: Plan) -> Finding:
    return Finding(
        "not-published",
        f"people have not been told of any revision of `{plan.programme}`",
        expected="a plan that was published",
        help=f"`hsplan publish {plan.programme}` marks what they are told; or name two revisions or plan files",
        step=("publish", plan.programme),
    )
