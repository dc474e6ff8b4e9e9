"""The kinds of session that programmes are made of, in the field's usual words."""

from __future__ import annotations

import re

KINDS = {
    "insight-day": ("insight day", "insight days"),
    "leadership-challenge": ("leadership challenge", "leadership challenges"),
    "workshop": ("workshop", "workshops"),
    "action-learning": ("action learning", "action learning sessions"),
    "residential": ("residential", "residentials"),
    "masterclass": ("masterclass", "masterclasses"),
    "webinar": ("webinar", "webinars"),
    "coaching": ("coaching", "coaching sessions"),
    "mentoring": ("mentoring", "mentoring sessions"),
    "tutorial": ("tutorial", "tutorials"),
    "diagnostic": ("diagnostic", "diagnostics"),
    "e-learning": ("e-learning", "e-learning units"),
    "assignment": ("assignment", "assignments"),
    "presentation": ("presentation", "presentations"),
    "panel": ("panel", "panels"),
    "site-visit": ("site visit", "site visits"),
    "study-tour": ("study tour", "study tours"),
    "placement": ("placement", "placements"),
    "launch": ("launch", "launches"),
    "review": ("review", "reviews"),
    "celebration": ("celebration", "celebrations"),
    "graduation": ("graduation", "graduations"),
    "dinner": ("dinner", "dinners"),
    "reception": ("reception", "receptions"),
    "induction": ("induction", "inductions"),
    "briefing": ("briefing", "briefings"),
    "retreat": ("retreat", "retreats"),
    "conference": ("conference", "conferences"),
    "peer-coaching": ("peer coaching", "peer coaching sessions"),
    "simulation": ("simulation", "simulations"),
    "follow-up": ("follow-up", "follow-ups"),
    "reserve-day": ("reserve day", "reserve days"),
}
"""The built-in kinds by id: one of them, and several, in words."""

CONCLUDING = "leadership-challenge"
"""The kind that concludes its trimester."""

_SEVERAL = dict(KINDS.values())


def several_of(title: str) -> str:
    """What several of a kind are called that has no other word for it; where that is not surely right, as one is.

    >>> several_of("learning half-day"), several_of("evening of reflection"), several_of("community study")
    ('learning half-days', 'evenings of reflection', 'community studies')
    >>> several_of("action learning"), several_of("working lunch"), several_of("days with sponsors")
    ('action learning sessions', 'working lunches', 'days with sponsors')
    """
    head, *more = re.split("(?= (?:of|with|for) )", title, maxsplit=1)
    rest = "".join(more)
    if head in _SEVERAL:
        return _SEVERAL[head] + rest
    if head.endswith("s"):
        return title
    if re.search("[^aeiou]y$", head):
        return f"{head[:-1]}ies{rest}"
    return f"{head}{'es' if head.endswith(('ch', 'sh', 'x')) else 's'}{rest}"


def capital(words: str) -> str:
    """Words that begin a line: the title of a kind is written small, `insight day`."""
    return words[:1].upper() + words[1:]
