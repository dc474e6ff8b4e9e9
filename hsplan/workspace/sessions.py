"""Which session a command is about: `SESSION`, `PROGRAMME:SESSION` or `ID.COHORT:SESSION`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hsplan.findings import Finding, RefusedError, did_you_mean, once, printable
from hsplan.workspace.files import shown
from hsplan.workspace.names import find
from hsplan.workspace.opening import open_plan

if TYPE_CHECKING:
    from hsplan.workspace.names import Source
    from hsplan.workspace.opening import Stored

MOST_LISTED = 12
"""How many candidates a message lists."""


def find_session(words: str) -> tuple[Source, str]:
    """The programme or cohort and the session that are meant, among those that have a plan.

    Without a programme it is looked for in all plans of the workspace.

    Raises:
        RefusedError: where there is none, or several; with the candidates, or the nearest.
    """
    name, _, session = words.rpartition(":")
    plans, refused = _plans([name] if name else None)
    found = [(source, session) for source, stored in plans if session in stored.plan.sessions]
    if len(found) == 1:
        return found[0]
    candidates = [f"{source.name}:{session}" for source, session in found] or [
        f"{source.name}:{id_}" if len(plans) > 1 else id_
        for source, stored in plans
        for id_ in stored.plan.sessions
        if re.fullmatch(rf"{re.escape(session)}-\d+", id_)
    ]
    if candidates:
        raise RefusedError(_ambiguous(words, candidates))
    if refused:
        raise RefusedError(*once(refused))
    raise RefusedError(_unknown(session, plans))


def sessions_named(words: str) -> list[str]:
    """What a session's name that is not finished may become: for a shell that completes words."""
    name, _, _ = words.rpartition(":")
    try:
        plans, _ = _plans([name] if name else None)
    except RefusedError:
        return []
    known = [f"{source.name}:{id_}" for source, stored in plans for id_ in stored.plan.sessions]
    if not name and len(plans) == 1:
        known = [id_ for _, stored in plans for id_ in stored.plan.sessions]
    return [one for one in known if one.startswith(words)]


def _plans(names: list[str] | None) -> tuple[list[tuple[Source, Stored]], list[Finding]]:
    """The plans of some programmes, or of all, and what keeps others from being read.

    Raises:
        RefusedError: where none of those that are named has a plan.
    """
    found: list[tuple[Source, Stored]] = []
    refused: list[Finding] = []
    sources = find(names)
    for source in sources:
        try:
            stored = open_plan(source)
        except RefusedError as refusal:
            refused += refusal.findings
            continue
        if stored is not None:
            found.append((source, stored))
    if not found and not refused:
        raise RefusedError(*map(_no_plan, sources))
    return found, refused


def _no_plan(source: Source) -> Finding:
    return Finding(
        "no-plan-yet",
        f"{source.told} has no plan yet",
        expected=f"a plan in {shown(source.plan_path)}",
        help=f"run `hsplan schedule {source.name}` first",
    )


def _ambiguous(words: str, candidates: list[str]) -> Finding:
    listed = ", ".join(f"`{one}`" for one in candidates[:MOST_LISTED])
    more = f" and {len(candidates) - MOST_LISTED} more" if len(candidates) > MOST_LISTED else ""
    return Finding(
        "ambiguous-session",
        f"`{printable(words)[:60]}` may be any of {len(candidates)} sessions",
        expected=f"one of {listed}{more}",
        help="name the programme as well, as `PROGRAMME:SESSION`" if ":" in candidates[0] else "say which of them",
    )


def _unknown(session: str, plans: list[tuple[Source, Stored]]) -> Finding:
    known = list(dict.fromkeys(id_ for _, stored in plans for id_ in stored.plan.sessions))
    where = shown(plans[0][0].plan_path) if len(plans) == 1 else f"{len(plans)} plans"
    return Finding(
        "no-such-session",
        f"there is no session `{printable(session)[:60]}` in {where}",
        expected=f"one of {', '.join(known[:MOST_LISTED])}" if len(known) <= MOST_LISTED else "the id of a session",
        help=did_you_mean(session, known),
    )
