"""Days, stretches of days, lengths and times of day. Nothing here ever asks what today is."""
