"""Words that mean something to a browser, a spreadsheet, a calendar, a mail program, a terminal or a template engine.

And a workspace that says one of them wherever words may stand, each time another one.
"""

from __future__ import annotations

import itertools
import json
import re

HIT = "document.hit=1"
PAGES = [
    f"<script>{HIT}</script>",
    f'"><img src=x onerror="{HIT}">',
    f"' onmouseover={HIT} autofocus onfocus={HIT} x='",
    f"x onfocus={HIT} autofocus tabindex=1",
    "</style><style>*{background:url(https://evil.example/x)}",
    f"</title></textarea></script><svg/onload={HIT}>",
    f'<a href="javascript:{HIT}" id=main>x</a>',
    f'<iframe srcdoc="<script>parent.{HIT}</script>"></iframe>',
    "<iframe src='data:text/html,<script>parent.document.hit=1</script>'></iframe>",
    f'<!--<img src="--><img src=x onerror={HIT}//">',
    f"]]><script>{HIT}</script>",
    f'{{{{constructor.constructor("{HIT}")()}}}}',
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/><link rel=stylesheet href=x>",
    f"&lt;script&gt;{HIT}&lt;/script&gt; &#60;b&#62; &amp;amp;",
    f"\u2028{HIT}//",
    f"`${{{HIT}}}` \\u003cscript\\u003e{HIT}",
    f"[x](javascript:{HIT}) ![x](https://evil.example/x.png) <https://evil.example>",
    "expression(alert(1)) url(javascript:1) ;background:url(https://evil.example)",
]
TABLES = [
    "=1+1",
    "\uff1d1+1",
    "+1+1",
    "-1-1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "=cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    '=HYPERLINK("https://evil.example";"x")',
    'x";=1+1;"',
    "x\n=1+1",
    "'=1+1",
]
CALENDARS = [
    "x\r\nATTENDEE:mailto:v@evil.example",
    "x\nEND:VEVENT\nBEGIN:VALARM\nACTION:AUDIO",
    "x\r\n ATTENDEE:mailto:v@evil.example",
    "x\\nATTENDEE:mailto:v@evil.example",
    "x;ATTENDEE=1:mailto:v@evil.example",
    '";X-EVIL="1":x',
    "x\u0085END:VEVENT\u2028END:VCALENDAR",
    "BEGIN:VCALENDAR",
    "x^nATTENDEE:y^'",
]
MAILS = [
    "x\r\nBcc: v@evil.example",
    "x\r\n\r\nbody",
    "x <v@evil.example>, y",
    '"x" <v@evil.example>',
    "=?utf-8?q?x=0D=0ABcc:_v@evil.example?=",
    "x\n.\nMAIL FROM:<v@evil.example>",
    "x\n--=_boundary--\nContent-Type: text/html",
    "(x) v@evil.example;",
]
SCREENS = [
    "\x1b[31mred\x1b]0;title\x07",
    "\u009b2J",
    "a\u202eb\u2066c",
    "[red]x[/] [/] [link=https://evil.example]x[/link]",
    "::error file=a::b",
    "\u001b]8;;https://evil.example\u001b\\x",
]
TEMPLATES = ["{{ 777 * 77 }}", "{% include '/etc/passwd' %}", "%s %n {0.__class__}", "{# x", "${7*7} #{7*7}"]
CORPUS = [*PAGES, *TABLES, *CALENDARS, *MAILS, *SCREENS, *TEMPLATES]

_SAID = """\
title: @
provider: @
client: @
network: @
audience: [@, @]
length: 12 months
country: England
note: @
organiser: {name: @, email: office@example.org}
entries: {each: part, reminder: 1 day}
needs: {copd: {title: @}}
skills: {change: {title: @}, other: @}
kinds: {own: {extends: workshop, title: @, plural: @}}
groups: {set: {title: @, size: 1 to 4, number: 1, note: @}}
roles: {sponsor: {title: @, note: @}}
people: {leader: {name: @, title: @, town: @, leads: everything, email: leader@example.org}}
participants:
  one: {name: @, role: @, practice: @, in: set 1, email: one@example.org}
  two: {name: @, role: @, practice: @, in: set 1, email: two@example.org}
venues: {hall: {name: @, town: @, address: @, seats: 30}}
calendar:
  closed: {a: {title: @, when: 14 Mar 2011, note: @}, b: {title: @, when: 6 or 13 Oct 2011}}
  avoid: {c: {title: @, when: 15 Mar 2011}}
dates: {apply: 2010-11-12}
where: hall
with: 1 facilitator
weekdays: Mon-Fri
waive: [{rule: closed-day, for: day, why: @, by: @, until: 30 Apr 2011}]
otherwise: @
assessment: @
award: @
load: @
fee: @
phases:
  first:
    title: @
    length: 6 months
    depends-on: @
    sessions:
      day:
        {kind: own, title: @, summary: @, preparation: @, depends-on: @, teaches: change, time: 9:30-16:30,
         link: "https://meet.example/a'b&c=%22;d"}
      parted:
        {kind: insight-day, title: @, parts: {talk: {title: @, time: 9:30-12:30}, b: {title: @, time: 13:00-14:00}}}
  second:
    title: @
    length: 6 months
    sessions:
      challenge: {kind: leadership-challenge, title: @, scenario: @, practises: change}
      visit: {kind: site-visit, title: @, arranged-by: one, summary: @}
project:
  title: @
  summary: @
  serves: copd
  outcomes: {a: {measure: @, baseline: @, target: @}}
  milestones: {m: {title: @, when: during parted}}
  delivery: at the end
"""
PLACE = re.compile("@(?=[],}\n])")
PLACES = len(PLACE.findall(_SAID))


def programme(turn: int) -> str:
    """A programme that says a word of the corpus at each place, and at each turn another one."""
    words = itertools.cycle([*CORPUS[turn % len(CORPUS) :], *CORPUS[: turn % len(CORPUS)]])
    return PLACE.sub(lambda _: json.dumps(next(words)), _SAID)
