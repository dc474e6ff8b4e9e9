"""Which session a command is about: `SESSION`, `PROGRAMME:SESSION` or `ID.COHORT:SESSION`."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.findings import MOST_WRONG, Finding, RefusedError, did_you_mean, first_of, nearest, once, printable
from hsplan.programme.unfolding import occasions_of
from hsplan.workspace.files import shown
from hsplan.workspace.names import find, known_ids
from hsplan.workspace.opening import Opened, Stored, is_template, no_plans, open_plan, open_programme

if TYPE_CHECKING:
    from hsplan.workspace.names import Source

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
    known = [(source.name, id_, one.title) for source, stored in plans for id_, one in stored.plan.sessions.items()]
    near = _near(session, known, in_full=len(plans) > 1)
    candidates = [f"{source.name}:{session}" for source, session in found] or near
    if len(candidates) > 1:
        raise RefusedError(_ambiguous(words, candidates))
    if refused and not candidates:
        raise RefusedError(*once(refused))
    where = shown(plans[0][0].plan_path) if len(plans) == 1 else f"{len(plans)} plans"
    raise RefusedError(_unknown(session, [id_ for _, id_, _ in known], where, near, words))


def _near(session: str, known: list[tuple[str, str, str]], *, in_full: bool) -> list[str]:
    """The sessions that may be meant by what is no id: those titled so, else those whose ids begin so."""
    low = session.casefold()
    titled = [(name, id_) for name, id_, title in known if title.casefold() == low]
    begun = [(name, id_) for name, id_, _ in known if id_.startswith(f"{low}-")]
    return [f"{name}:{id_}" if in_full else id_ for name, id_ in titled or begun]


@dataclass(frozen=True)
class Found:
    """A session, its programme, and the plan of that if it has one."""

    session: str
    opened: Opened
    stored: Stored | None

    @property
    def name(self) -> str:
        """What to call it on the command line, wherever else there is one of that id."""
        return f"{self.opened.source.name}:{self.session}"


def look_up(words: str) -> Found:
    """The session that is meant, among those of all programmes, whether they have a plan or not; windows as well.

    Raises:
        RefusedError: where there is none, or more than one; or where its programme cannot be read.
    """
    programme, colon, id_ = words.rpartition(":")
    opened: list[Opened] = []
    refused: list[Finding] = []
    hopeless = None
    for source in find([programme] if colon and programme else None):
        if source.path == hopeless:  # another cohort of a file that is full of mistakes
            continue
        opened.append(open_programme(source))
        refused += opened[-1].findings if not opened[-1].sound else ()
        hopeless = source.path if len(opened[-1].findings) >= MOST_WRONG // 2 and not opened[-1].sound else None
    known = [(one, sessions_in(one)) for one in opened if one.sound and not one.understood().template]
    having = [one for one, sessions in known if id_ in sessions and (programme or not colon)]
    if len(having) > 1:
        having = [one for one in having if _planned(one)] or having
    if len(having) > 1:
        raise RefusedError(_ambiguous(words, [f"{one.source.name}:{id_}" for one in having]))
    if having:
        return Found(id_, having[0], open_plan(having[0].source))
    if refused:  # it may be one of a programme that cannot be read
        raise RefusedError(*once(refused))
    if not known:
        raise RefusedError(is_template(opened[0]))
    where = printable(programme)[:60] if programme else "any programme here"
    titles = [(one.source.name, of.id, of.title) for one, _ in known for of in occasions_of(one.understood())]
    near = _near(id_, titles, in_full=not programme and len({name for name, _, _ in titles}) > 1)
    if len(near) > 1:
        raise RefusedError(_ambiguous(words, near))
    ids = [one for _, all_ in known for one in all_]
    raise RefusedError(_unknown(id_, ids, where, near, words))


def sessions_in(opened: Opened) -> list[str]:
    """The ids of a programme's sessions and windows, and of those that only its plan still has."""
    found = [one.id for one in occasions_of(opened.understood())]
    with suppress(RefusedError):  # told when the session is found
        stored = open_plan(opened.source)
        found += [id_ for id_ in stored.plan.sessions if id_ not in found] if stored is not None else []
    return found


def _planned(opened: Opened) -> bool:
    try:
        return open_plan(opened.source) is not None
    except RefusedError:
        return True


def sessions_named(words: str) -> list[str]:
    """What a session's name that is not finished may become: for a shell that completes words.

    Without a programme before it, ids that only one plan has; those of several plans with their programmes.
    """
    name, _, _ = words.rpartition(":")
    try:
        plans, _ = _plans([name] if name else None)
    except RefusedError:
        return []
    known = [(source.name, id_) for source, stored in plans for id_ in stored.plan.sessions]
    having = Counter(id_ for _, id_ in known)
    short = [id_ if having[id_] == 1 else f"{name}:{id_}" for name, id_ in known]
    whole = [f"{name}:{id_}" for name, id_ in known]
    return [one for one in short if one.startswith(words)] or [one for one in whole if one.startswith(words)]


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
        raise RefusedError(*no_plans(sources))
    return found, refused


def _ambiguous(words: str, candidates: list[str]) -> Finding:
    return Finding(
        "ambiguous-session",
        f"`{printable(words)[:60]}` may be any of {len(candidates)} sessions",
        expected=f"one of {first_of([f'`{one}`' for one in candidates], MOST_LISTED)}",
        help="name the programme as well, as `PROGRAMME:SESSION`" if ":" in candidates[0] else "say which of them",
    )


def _unknown(session: str, having: list[str], where: str, near: list[str], words: str) -> Finding:
    """That there is no such session; a title, whatever its case, leads to the id.

    Args:
        session: What was written for the session.
        having: The ids of all sessions, one after another as often as programmes have it.
        where: In which programmes it was looked for, in words.
        near: The sessions that may be meant, by their titles or as their ids begin so.
        words: All that was written.
    """
    known = list(dict.fromkeys(having))
    begun = next((one for one in near if one.rpartition(":")[2].startswith(f"{session.casefold()}-")), "")
    sure = "" if begun else next(iter(near), "") or _of_programme(words, known)
    guess = f"did you mean `{begun}`?" if begun else _as_programme(words, known) or did_you_mean(session, known)
    slip = "" if begun else nearest(session, known)
    if (many := having.count(slip)) > 1 and guess == f"did you mean `{slip}`?":
        guess = f"if `{slip}` is meant, it is in {many} programmes: name one as well, as `PROGRAMME:{slip}`"
    return Finding(
        "no-such-session",
        f"there is no session `{printable(session)[:60]}` in {where}",
        expected=f"one of {', '.join(known[:MOST_LISTED])}" if len(known) <= MOST_LISTED else "the id of a session",
        help=f"write its id, `{sure}`" if sure else guess,
    )


def _of_programme(words: str, known: list[str]) -> str:
    """The session that is meant by `PROGRAMME.SESSION`; nothing of other words."""
    programme, _, session = words.rpartition(".")
    return f"{programme}:{session}" if session in known and programme in known_ids() else ""


def _as_programme(words: str, known: list[str]) -> str:
    """That a programme is named where a session is wanted."""
    if words.partition(".")[0] not in known_ids() or not known:
        return ""
    return f"`{words}` is a programme: name one of its sessions, such as `{words}:{known[0]}`"
