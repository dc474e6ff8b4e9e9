"""Programme and plan arranged for the eye: rows with names and moments, for one reader or for all."""
