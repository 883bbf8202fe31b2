"""Titles that may become one: which other of its programme a title can be merged with, looked for by name."""

from linxuan.designations import ENDED
from linxuan_site.models import Designation, RegisterLine
from linxuan_site.queries.register_lines import lines_as_of
from linxuan_site.queries.register_names import lines_named

MOST = 20


def titles_to_merge(designation: Designation, words: str, chosen: int | None = None) -> list[RegisterLine]:
    """Return the lines of today of other titles of the programme that are held and have words in their names; no more
    than 20, with the one that was chosen already.
    """
    rows = lines_as_of().filter(programme=designation.programme, authority=designation.authority)
    rows = rows.exclude(state__in=ENDED).exclude(designation=designation).order_by("-cohort", "designation")
    found = list(lines_named(rows, words)[:MOST]) if words else []
    if chosen is not None and all(one.designation_id != chosen for one in found):
        found += rows.filter(designation=chosen)
    return found


def title_to_merge(designation: Designation, key: int) -> Designation | None:
    """Return another title of the same programme by its key; None if there is none."""
    own = {"programme": designation.programme, "authority": designation.authority}
    return Designation.objects.filter(pk=key, **own).exclude(pk=designation.pk).first()
