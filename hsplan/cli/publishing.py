"""How plans are published: all judged before the first is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.cli import changed
from hsplan.cli.cancelling import are_many, refuse_many
from hsplan.cli.kept import keep
from hsplan.cli.onward import in_earnest, next_step
from hsplan.cli.screen import folded
from hsplan.cli.talk import answer, say, tell_organiser
from hsplan.cli.turn import turn
from hsplan.findings import RefusedError, once
from hsplan.plan.amending import published
from hsplan.plan.changes import since_told
from hsplan.plan.revising import up_to_date
from hsplan.programme.groups import named_participants
from hsplan.schedule.readers import coming, untold
from hsplan.workspace.files import exists, shown
from hsplan.workspace.names import find
from hsplan.workspace.opening import no_plans, save_plans

if TYPE_CHECKING:
    from hsplan.cli.kept import Kept
    from hsplan.findings import Finding
    from hsplan.plan.model import Plan
    from hsplan.programme.model import Programme


def publish_all(names: list[str] | None, *, yes: bool, dry_run: bool) -> None:
    """Mark plans as what people have been told.

    Raises:
        RefusedError: where one of them breaks a rule, or cancels many sessions without `yes`; nothing is written then.
    """
    with turn(names, writes=not dry_run):
        done = _all_published(names, yes=yes, dry_run=dry_run)
    for one, new in done:
        _tell(one, new, dry_run=dry_run)
    if dry_run:
        in_earnest(*["--yes"] * any(are_many(one.stored.plan, one.stored.plan) for one, _ in done))
    else:
        mailed = bool(done) and all(_is_mailed(one.programme) for one, _ in done)
        next_step("export", *(names or ()), "--format", "ics,eml" if mailed else "ics")


def _is_mailed(programme: Programme) -> bool:
    """Whether it is known who invites to a programme, and where to write to of anybody."""
    addresses = [one.email for one in programme.people.values()]
    addresses += [one.email for one in named_participants(programme).values()]
    return programme.organiser is not None and any(addresses)


def _all_published(names: list[str] | None, *, yes: bool, dry_run: bool) -> list[tuple[Kept, Plan | None]]:
    """Each plan, and what it has become; None where people have been told all of it."""
    sources = find(names)
    planned = [one for one in sources if exists(one.plan_path)]
    if not planned:
        raise RefusedError(*no_plans(sources))
    found = keep(sources if names else planned)
    wrong = [finding for one in found for finding in _wrong(one)]
    if wrong:
        raise RefusedError(*once(wrong))
    if not (yes or dry_run):
        for one in found:
            refuse_many(one.source.full_id, one.stored.plan, one.stored.plan)
    after = [(one, _published(one)) for one in found]
    if not dry_run:
        save_plans([(one.source, new, one.stored) for one, new in after if new is not None])
    return after


def _wrong(kept: Kept) -> list[Finding]:
    return [kept.placed(one) for one in kept.wrong(kept.stored.plan)]


def _published(kept: Kept) -> Plan | None:
    """The plan as published; None where people have been told all of it."""
    plan, programme = kept.plan, kept.programme
    if plan.published is not None and not untold(programme, up_to_date(plan, programme)):
        return None
    return published(plan, kept.occasion("published"), coming(programme, plan.sessions))


def _tell(kept: Kept, new: Plan | None, *, dry_run: bool) -> None:
    source, plan = kept.source, kept.stored.plan
    tell_organiser(source.full_id, kept.programme, plan)
    if new is None:
        say(folded(f"{source.full_id}: nothing changed; people have been told of revision {plan.published}"))
        return
    did = "would be published" if dry_run else "published"
    if plan.published is None:
        answer(f"{source.full_id}: {did} for the first time, {len(new.told)} session{'s' * (len(new.told) != 1)}")
    else:
        answer(f"{source.full_id}: {did}")
        programme = kept.programme
        by_now = up_to_date(plan, programme)
        for line in (*changed.lines(since_told(by_now), programme), *changed.of_people(programme, by_now)):
            answer(line)
    where = shown(source.plan_path)
    say(f"{where}: revision {new.revision}, {'would be written' if dry_run else 'written and checked'}")
