"""Names looked for in the register: begun at the parts of names that are kept, so that few lines are looked at."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from linxuan_site.models import RegisterLine, RegisterNamePart
from linxuan_site.models.register import NAME_PART

MOST = 20_000
"""Titles that a word may have for the search to begin at them; looking at every line costs no more for others."""
MOST_PARTS = 4
"""Parts of a long word that are counted, to begin at the rarest."""


def lines_named(lines: QuerySet[RegisterLine], words: str) -> QuerySet[RegisterLine]:
    """Return those of some lines that have words in their names, or had them in an earlier one, in whatever case."""
    found = lines.filter(names__icontains=words)
    titles = _titles(words)
    return found if titles is None else found.filter(designation__in=titles)


def _titles(words: str) -> Sequence[int] | None:
    """The titles that can have the words in a name, some more among them; None where there are too many."""
    fewest: Sequence[int] | None = None
    for part in _parts(words):
        # No sign in UTF-8 has this byte: what begins with a part stands before it.
        rows = RegisterNamePart.objects.filter(part__gte=part, part__lt=part + b"\xff")
        found = list(rows.values_list("designation_id", flat=True)[: MOST + 1])
        if len(found) <= MOST and (fewest is None or len(found) < len(fewest)):
            fewest = found
    return sorted(set(fewest)) if fewest is not None else None


def _parts(words: str) -> list[bytes]:
    """The words cut into parts of the length that is kept, in capitals as the database makes them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT UPPER(%s)", [words])
        (capitals,) = cursor.fetchone()
    places = range(0, len(capitals), NAME_PART)[:MOST_PARTS]
    return [capitals[place : place + NAME_PART].encode() for place in places]
