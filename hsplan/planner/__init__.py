"""From asked to decided: exact search on numpy. It knows days, costs and labels, and no word of the domain."""
