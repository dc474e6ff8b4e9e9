"""What was asked for: the nouns of a programme, and how they are read from a file."""
