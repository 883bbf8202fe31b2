"""A number of an address, as it was typed."""

LONGEST = 18


def number(text: str) -> int:
    """Return the number that a text is; 0 for anything else, as for no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0
