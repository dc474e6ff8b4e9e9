"""Why a session is on its day, in words and as JSON."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hsplan.dates.days import MONTHS, in_words, span_in_words
from hsplan.findings import IN_PLAN, Note, first_of, printable
from hsplan.planner.conflict import Conflict
from hsplan.planner.explained import Other
from hsplan.problem import Because
from hsplan.workspace.opening import note_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hsplan.dates.days import DayRange
    from hsplan.planner.explained import Explanation, Someone, Stand, Week
    from hsplan.workspace.opening import Opened, Stored

UNIT = "A gap that is one day out costs 4, two days 16, three days 36, at the weight `normal`."
SHARED = "What sessions share, such as a gap, counts with each of them: together they come to more than the whole."
WHY = {
    "best": "of all plans that keep the rules, none costs less",
    "found": "no plan was found that costs less, which is not to say that there is none",
    "before": "it was there before, and a plan that holds changes as little as it must",
    "pinned": "its date is pinned",
    "delivered": "it was delivered on this day, and that is a fact",
    "cancelled": "it was cancelled, and takes no day",
}
MOST_MOVED = 4
COLUMN = 28
"""How far to the right the last column of a line may begin."""
MOST_WISHES = 3


@dataclass(frozen=True)
class Teller:
    """Puts an explanation into words for the programme that it is about."""

    opened: Opened
    stored: Stored | None
    width: int

    def line(self, wish: Because) -> str:
        """Where a wish stands: ` (line 57)`, with the file where it is another one; nothing where it is nobody's."""
        place = self.place(wish)
        if place is None:
            return ""
        elsewhere = self.opened.document is None or place["file"] != self.opened.document.name
        return f" (line {place['line']}{' of ' + place['file'] if elsewhere else ''})"

    def place(self, wish: Because) -> dict[str, Any] | None:
        """The file, line and column of a wish in the programme or its plan; none of what is so unless it is stated."""
        document = self.opened.document
        stated = wish.path[:1] == (IN_PLAN,) or (document is not None and wish.path[:1] in document.places)
        span = note_beside(self.opened, self.stored, Note(wish.words, wish.path)).span if stated else None
        return {"file": span.file, "line": span.line, "column": span.column} if span is not None else None

    def told(self, explanation: Explanation) -> str:
        """All of an explanation."""
        one = explanation
        blocks = [[f"{one.session}: {one.title}", f"{span_in_words(one.days)}: {WHY[one.why]}."]]
        if one.why not in ("delivered", "cancelled"):
            told = (
                self._costs(one),
                self._free(one),
                self._others(one.others),
                self._weeks(one.weeks),
                self._staff(one),
            )
            blocks += map(list, told)
        return "\n\n".join("\n".join(self._fitted(lines)) for lines in blocks if lines)

    def against(self, session: str, stand: Stand) -> str:
        """What stands against a day."""
        lines = [f"{session} on {in_words(stand.day)}"]
        if stand.forbids:
            lines.append(f"{len(stand.forbids)} {'rules forbid' if len(stand.forbids) > 1 else 'rule forbids'} it:")
            lines += [f"  {wish.words}{self.line(wish)}" for wish in stand.forbids]
        if stand.conflict is not None:
            lines += self._clash(stand, stand.conflict)
        elif stand.other is not None:
            it = "it" if len(stand.forbids) == 1 else "they"
            lines.append(f"Were {it} set aside:" if stand.forbids else "No rule forbids it.")
            lines += [f"  {line}" for line in self._what(stand.other)]
        lines += ["Not free on that day:"] * bool(stand.elsewhere)
        lines += [f"  {one.name}: {one.why}{self.line(Because(one.why, one.path))}" for one in stand.elsewhere]
        return "\n".join(self._fitted(lines))

    def _clash(self, stand: Stand, conflict: Conflict) -> Iterator[str]:
        if not conflict.proven:
            yield "No plan with it was found, which is not to say that there is none."
        elif not stand.within:
            yield "It is not among the days that a plan may use."
        elif not conflict.wishes and not stand.forbids:
            yield "No plan has it: the sessions in their order leave no room for it."
        elif conflict.wishes:
            yield "Even so no plan has it." if stand.forbids else "No rule forbids it by itself, but no plan has it:"
            yield from (f"  {wish.words}{self.line(wish)}" for wish in conflict.wishes)

    def _costs(self, one: Explanation) -> Iterator[str]:
        total = sum(share.cost for share in one.shares)
        yield f"What it costs: {total} of the {one.total} that the whole plan costs"
        for share in one.shares:
            how = f": {share.how}" if share.how else ""
            yield f"  {share.cost:>5}  {share.wish.words}{self.line(share.wish)}{how}"
        made = self._made()
        if made not in (None, one.total):
            yield (
                f"When the plan was made it cost {made}. Since then the programme or the plan was changed, or those "
                "who lead were given more or less in other programmes, which a fair share counts."
            )
        if one.afresh is not None:
            besides = f", but move {_sessions(len(one.afresh.moves))} besides" if one.afresh.moves else ""
            anew = f"A plan made anew would have it on {in_words(one.afresh.day)} and cost {-one.afresh.more} less"
            yield f"{anew}{besides}."
        if one.shares:
            yield UNIT
            yield SHARED

    def _made(self) -> int | None:
        """What the plan cost when it was made."""
        made = re.search(r"cost (\d+)", self.stored.plan.optimum) if self.stored is not None else None
        return int(made[1]) if made else None

    def _free(self, one: Explanation) -> Iterator[str]:
        yield f"What left it free: {one.open} of {len(one.stretch)} days, {span_in_words(one.stretch)}"
        for left in one.left:
            yield f"  {-left.days:>5}  {left.wish.words}{self.line(left.wish)}"
        if one.beside is not None:
            bonds = " and ".join(f"`{wish.words}`{self.line(wish)}" for wish in one.bonds)
            yield f"With the others as they are, {bonds} leaves {span_in_words(one.beside)}."

    def _others(self, others: Sequence[Other]) -> Iterator[str]:
        yield "The best other days" if others else "There is no other day."
        for other in others:
            yield from (f"  {line}" for line in self._what(other))

    def _what(self, other: Other) -> Iterator[str]:
        wishes = [f"{wish.words} {by:+}" for wish, by in other.wishes[:MOST_WISHES]]
        wishes += ["…"] * (len(other.wishes) > MOST_WISHES)
        by = (
            f": {', '.join(wishes)}"
            if len(other.wishes) > 1
            else f", all of it {other.wishes[0][0].words}"
            if other.wishes
            else ""
        )
        yield f"{in_words(other.day)}  {_more(other.more)}{by}"
        yield f"  {_moves(other)}"

    def _weeks(self, weeks: Sequence[Week]) -> Iterator[str]:
        if weeks:
            yield "Why no other week (with its day that would move fewest others)"
        for week in weeks:
            yield f"  {_short(week)}  {self._lost(week)}"

    def _lost(self, week: Week) -> str:
        lost = week.lost
        if lost is None:
            return "not looked into"
        if isinstance(lost, Because):
            return f"{lost.words}{self.line(lost)}"
        if isinstance(lost, Conflict):
            if not lost.proven:
                return "no plan was found"
            wishes = [f"{wish.words}{self.line(wish)}" for wish in lost.wishes]
            return f"no plan keeps {' and '.join(wishes)}" if wishes else "the order of the sessions leaves no room"
        moved = f"; moves {_sessions(len(lost.moves))}" if lost.moves else ""
        return f"{_more(lost.more)}{moved} ({in_words(lost.day)})"

    def _staff(self, one: Explanation) -> Iterator[str]:
        if one.people or one.venue:
            people = self.opened.understood().people
            venues = self.opened.understood().venues
            names = [people[id_].name if id_ in people else id_ for id_ in one.people]
            place = [f"at {venues[one.venue].name if one.venue in venues else one.venue}"] if one.venue else []
            yield f"Who and where: {' '.join([', '.join(names), *place]).strip()}"
        for someone in (*one.other_people, *one.other_venues):
            yield f"  {someone.name} {someone.why_not or f'instead {_more(someone.more or 0)}'}"

    def _fitted(self, lines: Iterable[str]) -> Iterator[str]:
        """Lines as wide as the terminal, continued further in."""
        for line in lines:
            clean = printable(line)
            indent = len(clean) - len(clean.lstrip())
            column = clean.rfind("  ", indent, COLUMN)  # what is continued stands below the words of the last column
            hang = column + 2 if column >= 0 else indent + 2 * bool(indent)
            yield from textwrap.wrap(
                clean.lstrip(),
                self.width,
                initial_indent=" " * indent,
                subsequent_indent=" " * hang,
                break_long_words=False,
                break_on_hyphens=False,
            ) or [""]

    def json(self, explanation: Explanation, programme: str) -> dict[str, Any]:
        """The same as a value for programs."""
        one = explanation
        return {
            "programme": programme,
            "session": one.session,
            "title": one.title,
            "first": one.days.first.isoformat(),
            "last": one.days.last.isoformat(),
            "why": one.why,
            "plan_cost": one.total,
            "cost_when_made": self._made(),
            "costs": [{**self._wish(share.wish), "cost": share.cost, "how": share.how or None} for share in one.shares],
            "afresh": self._other_json(one.afresh) if one.afresh else None,
            "stretch": _range(one.stretch),
            "taken": [{**self._wish(left.wish), "days": left.days} for left in one.left],
            "open_days": one.open,
            "beside_the_others": _range(one.beside) if one.beside else None,
            "bonds": [self._wish(wish) for wish in one.bonds],
            "other_days": [self._other_json(other) for other in one.others],
            "other_weeks": [_range(week.days) | self._lost_json(week) for week in one.weeks],
            "people": list(one.people),
            "venue": one.venue,
            "other_people": [_someone(other) for other in one.other_people],
            "other_venues": [_someone(other) for other in one.other_venues],
        }

    def against_json(self, session: str, stand: Stand, programme: str) -> dict[str, Any]:
        """What stands against a day, as a value for programs."""
        return {
            "programme": programme,
            "session": session,
            "on": stand.day.isoformat(),
            "may_be_used": stand.within,
            "forbidden_by": [self._wish(wish) for wish in stand.forbids],
            "elsewhere": [
                {"id": one.id, "name": one.name, "why": one.why, "place": self.place(Because(one.why, one.path))}
                for one in stand.elsewhere
            ],
            "plan": self._other_json(stand.other) if stand.other else None,
            "conflict": self._conflict_json(stand.conflict) if stand.conflict else None,
        }

    def _wish(self, wish: Because) -> dict[str, Any]:
        return {"wish": wish.words, "place": self.place(wish)}

    def _other_json(self, other: Other) -> dict[str, Any]:
        return {
            "date": other.day.isoformat(),
            "more": other.more,
            "by": [{**self._wish(wish), "more": by} for wish, by in other.wishes],
            "moves": [
                {"session": one.session, "from": one.before.isoformat(), "to": one.after.isoformat()}
                for one in other.moves
            ],
            "new_people_or_venue": list(other.staff),
        }

    def _lost_json(self, week: Week) -> dict[str, Any]:
        lost = week.lost
        return {
            "rule": self._wish(lost) if isinstance(lost, Because) else None,
            "conflict": self._conflict_json(lost) if isinstance(lost, Conflict) else None,
            "best": self._other_json(lost) if isinstance(lost, Other) else None,
        }

    def _conflict_json(self, conflict: Conflict) -> dict[str, Any]:
        return {"proven": conflict.proven, "wishes": [self._wish(wish) for wish in conflict.wishes]}


def _someone(other: Someone) -> dict[str, Any]:
    return {"id": other.id, "name": other.name, "more": other.more, "why_not": other.why_not or None}


def _range(days: DayRange) -> dict[str, Any]:
    return {"first": days.first.isoformat(), "last": days.last.isoformat()}


def _short(week: Week) -> str:
    first, last = week.days.first, week.days.last
    head, tail = (f"{day.day:>2} {MONTHS[day.month - 1]}" for day in (first, last))
    return f"{head} to {tail} {last.year}"


def _more(more: int) -> str:
    return f"costs {more} more" if more > 0 else f"costs {-more} less" if more < 0 else "costs the same"


def _sessions(number: int) -> str:
    return f"{number} session{'s' * (number != 1)}"


def _moves(other: Other) -> str:
    moves = [f"{one.session} to {in_words(one.after)}" for one in other.moves]
    told = f"moves {first_of(moves, MOST_MOVED)}" if moves else "nothing else moves"
    return told + (f"; new people or place for {', '.join(other.staff[:MOST_MOVED])}" if other.staff else "")
