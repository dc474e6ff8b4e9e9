"""The schedule in a terminal: as a year, a timeline, an agenda, load, skills, and where it stands on a day.

Everything is told by a mark and a word, so that nothing is lost without colour or beyond ASCII. No line is wider
than it may be: what tells of a session continues below, and a title that does not fit is cut with dots.
"""

from hsplan.views.terminal.agenda import agenda, diary
from hsplan.views.terminal.form import Form, blank
from hsplan.views.terminal.load import load
from hsplan.views.terminal.picture import picture
from hsplan.views.terminal.skills import skills
from hsplan.views.terminal.status import status
from hsplan.views.terminal.timeline import timeline
from hsplan.views.terminal.year import year

__all__ = ["Form", "agenda", "blank", "diary", "load", "picture", "skills", "status", "timeline", "year"]
