"""Names looked for in the register: begun at the parts of names that are kept, so that few lines are looked at."""

from django.db import connection
from django.db.models import QuerySet

from linxuan_site.models import RegisterLine, RegisterNamePart
from linxuan_site.models.register import NAME_PART

MOST = 20_000
"""Titles that a word may have for the search to begin at them."""
SHARE = 30
"""Only one title in so many may have it: of more, looking at every line costs less."""
MOST_PARTS = 4
"""Parts of a long word that are counted, to begin at the rarest."""


def lines_named(lines: QuerySet[RegisterLine], words: str) -> QuerySet[RegisterLine]:
    """Return those of some lines that have words in their names, or had them in an earlier one, in whatever case."""
    found = lines.filter(names__icontains=words)
    rarest = _rarest(words)
    return found if rarest is None else found.filter(designation__in=rarest.values("designation"))


def _rarest(words: str) -> QuerySet[RegisterNamePart] | None:
    """Whoever has the rarest part of the words in a name; None where too many have each of them."""
    capitals, titles = _capitals(words)
    fewest, rarest = min(MOST, titles // SHARE) + 1, None
    for place in range(0, len(capitals), NAME_PART)[:MOST_PARTS]:
        part = capitals[place : place + NAME_PART].encode()
        # No sign in UTF-8 has this byte: what begins with a part stands before it.
        rows = RegisterNamePart.objects.filter(part__gte=part, part__lt=part + b"\xff")
        number = rows[:fewest].count()
        if number < fewest:
            fewest, rarest = number, rows
    return rarest


def _capitals(words: str) -> tuple[str, int]:
    """The words in capitals as the database makes them, and how many titles there are at most."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT UPPER(%s), (SELECT MAX(id) FROM linxuan_site_designation)", [words])
        (capitals, titles) = cursor.fetchone()
    return capitals, titles or 0
