"""What was decided: bookings of sessions, kept in a plan file beside the programme."""
