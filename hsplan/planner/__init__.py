"""From asked to decided: exact search on numpy.

`tables`, `chain` and `conflict` know days, costs and labels, and no word of the domain; `search` and `telling` stand
between them and the programme; `planning` makes plans of what was decided, and has them checked.
"""
