"""Names and texts inside SQL. Nothing of a file or a package reaches DuckDB without passing here."""

from collections.abc import Iterable


def name(words: str) -> str:
    """Return a name as SQL writes it, whatever characters it has."""
    return '"' + words.replace('"', '""') + '"'


def text(words: object) -> str:
    """Return a text as SQL writes it, whatever characters it has."""
    return "'" + str(words).replace("'", "''") + "'"


def texts(several: Iterable[object]) -> str:
    """Return a list of texts as SQL writes it, with its brackets."""
    return "[" + ", ".join(map(text, several)) + "]"
