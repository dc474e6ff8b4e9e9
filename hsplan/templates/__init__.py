"""Documents made from templates: which there are, what they may say, and that they cannot do more than that."""
