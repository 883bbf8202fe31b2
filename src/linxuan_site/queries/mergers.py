"""Titles that may become one: which other of its programme a title can be merged with, looked for by name."""

from linxuan.designations import ENDED
from linxuan.designations.names import comparable
from linxuan.programme.definition import Call
from linxuan_site.models import Designation, RegisterLine
from linxuan_site.queries.register_lines import counting_rows, lines_as_of
from linxuan_site.queries.register_names import lines_named

MOST = 20
LONGEST_KEY = 18


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


def titles_meant(call: Call, typed: str) -> list[RegisterLine]:
    """Return the lines of today of the titles of a programme that have a key, or else a name, an earlier one too."""
    rows = lines_as_of().filter(programme=call.programme, authority=call.authority)
    rows = rows.select_related("designation").order_by("-cohort", "designation")
    if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_KEY:
        return list(rows.filter(designation=int(typed)))
    words = typed.strip()
    found = lines_named(rows, words) if words else rows.none()
    same = (one for one in found if comparable(words) in map(comparable, one.names.split("\n")))
    return list(same)[:MOST]


def newest_merger(designation: Designation) -> int | None:
    """Return the number of the newest merger with another title that counts; None where there is none."""
    counting = counting_rows(designation.events.all())
    return max((one.number for one in counting if one.other_id is not None), default=None)
