"""How a session becomes entries in somebody's calendar: which there are, what they say, how iCalendar writes them."""
