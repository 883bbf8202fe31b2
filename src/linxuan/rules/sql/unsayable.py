"""What SQL cannot say exactly; the evaluator of one record is asked instead."""


class Unsayable(Exception):
    """No SQL has exactly this meaning; the text says why, for whoever works on it."""


LONGEST = 100_000
"""Characters of one condition: some terms are written twice, and so is what stands in them."""
