"""What a change has made of plans, told: what was changed and why, what is to be known then, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.cli import changed
from hsplan.cli.cancelling import publish_step
from hsplan.cli.clock import today_of
from hsplan.cli.kept import MOST_NOTES, told_otherwise
from hsplan.cli.onward import in_earnest, next_step
from hsplan.cli.screen import folded
from hsplan.cli.talk import answer, say
from hsplan.findings import Finding
from hsplan.plan.changes import changes
from hsplan.plan.windows import taught
from hsplan.schedule.readers import untold
from hsplan.workspace.files import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.cli.kept import Changed, Done


def tell_done(names: Sequence[str], done: Done, *, dry_run: bool, then: str = "", so: str = "it is so already") -> None:
    """What was changed of programmes and of those that changed with them, what is to be known then, and what to do.

    Where nothing was, why: `so`.
    """
    if not done:
        say(f"{', '.join(names)}: nothing changed; {so}")
        next_step("show", *names)
        return
    for one in done:
        tell(one, dry_run=dry_run)
    if dry_run:
        in_earnest()
        return
    if then:
        say(then)
    otherwise = [one for each in done for one in told_otherwise(each)]
    beside = (*(each.kept.source for each in done), *otherwise)
    told = [*names, *dict.fromkeys(one.name for one in beside if not {one.name, one.id} & {*names})]
    if any(one.still for one in done):
        next_step("schedule", *told)
    elif otherwise or any(untold(one.kept.programme, one.plan) for one in done):
        next_step(*publish_step(told, [one.plan for one in done]))
    else:
        next_step("show", *told)


def tell(done: Changed, *, dry_run: bool) -> None:
    """What was done, what moved, why others than those that were asked for did, and where it is written."""
    kept, new, programme = done.kept, done.plan, done.kept.programme
    did = new.history[-1].did
    answer(f"{kept.source.full_id}: {did[:1].lower()}{did[1:]}")
    differ = (one for one in changes(kept.plan, new) if one.kind != "words")
    for line in (*changed.lines(differ, programme), *_why(done.forced)):
        answer(line)
    still = taught(programme, new)
    lost = [id_ for id_ in taught(programme, kept.plan) if id_ not in still]
    if lost and not new.stopped:
        titles = (f"`{id_}` ({programme.skills[id_].title})" for id_ in lost)
        say(folded(f"  warning: no session teaches {', '.join(titles)} any more"))
    moved = changes(kept.plan, new) if done.forced else ()
    for line in changed.over(moved, new, today_of(programme), kept.source.name):
        say(line)
    for comment in done.comments:
        say(f"A comment of the plan before found no place in the new one: {comment}")
    for finding in done.still[:MOST_NOTES]:
        say(folded(f"  wrong before, and still: {finding.message} ({finding.code})"))
    if len(done.still) > MOST_NOTES:
        say(f"  and {len(done.still) - MOST_NOTES} more")
    where = f"{shown(kept.source.plan_path)}: revision {new.revision}"
    say(f"{where}, {'would be written' if dry_run else 'written' if done.still else 'written and checked'}")


def _why(forced: Sequence[Finding]) -> Iterator[str]:
    """The rules for the sake of which others changed as well, each with the breach that there would have been."""
    told = list(dict.fromkeys(f"  why: else {one.message} ({one.code})" for one in forced))
    for one in told[:MOST_NOTES]:
        yield from folded(one).split("\n")
    yield from [f"  why: and {len(told) - MOST_NOTES} more rules"] * (len(told) > MOST_NOTES)
