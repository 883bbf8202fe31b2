"""The register of designated entities as everybody may see it: who was designated, and by which document."""

from dataclasses import dataclass

from linxuan.programme.definition import Call
from linxuan_site.models import Designation
from linxuan_site.queries.calls import definition_of, office_name, published_calls


@dataclass(frozen=True)
class RegisterEntry:
    """One title in the public register; nothing about grades or states."""

    name: str
    region: str
    track: str
    category: str
    mode: str
    cohort: int
    document: str


def public_register(*, words: str = "", cohort: int | None = None) -> list[RegisterEntry]:
    """Return the titles whose name holds `words`, newest cohort first; `cohort` limits them to one."""
    wanted = words.replace("\0", "").strip()  # no database keeps a NUL, so none can be looked for
    rows = Designation.objects.filter(name__icontains=wanted).order_by("-cohort", "track", "pk")
    if cohort is not None:
        rows = rows.filter(cohort=cohort)
    calls = [definition_of(published) for published in published_calls()]
    return [_entry(row, _call_of(row, calls)) for row in rows]


def cohorts() -> list[int]:
    """Return the cohorts of the register, newest first."""
    return list(Designation.objects.order_by("-cohort").values_list("cohort", flat=True).distinct())


def _call_of(row: Designation, calls: list[Call]) -> Call | None:
    same = (one for one in calls if one.programme == row.programme and one.authority == row.authority)
    return next(same, None)


def _entry(row: Designation, call: Call | None) -> RegisterEntry:
    track = call.tracks.get(row.track) if call else None
    return RegisterEntry(
        name=row.name,
        region=_region(row.in_charge, call),
        track=track.name if track else row.track,
        category=track.categories.get(row.category, row.category) if track else row.category,
        mode=row.mode,
        cohort=row.cohort,
        document=row.document,
    )


def _region(key: str, call: Call | None) -> str:
    offices = call.offices.values() if call and key else ()
    return next((office_name(call, one.id, key) for one in offices if call and one.each), key)
