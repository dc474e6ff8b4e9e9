"""Documents made from templates: which there are, what they may say, and that they cannot do more than that."""

DOCUMENTS = ("joining", "briefing", "register", "room")
"""Each is a format of one document a session."""
