"""Who has to file in a round, narrowed and page by page: of a hundred thousand only those of one page are read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from linxuan.programme.definition import Call, Round
from linxuan_site.models import Account, Application, FilingList, RegisterLine, Step
from linxuan_site.permissions import keys_of, office_of
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.register_lines import lines_as_of

PAGE = 50
FILINGS = ("open", "written", "filed")
"""How far a report is, who has not filed first."""


@dataclass(frozen=True)
class Narrowed:
    """Which of them are looked at; what is empty does not narrow. `place` is the key of the district in charge."""

    place: str = ""
    track: str = ""
    filing: str = ""
    standing: str = ""


EVERYBODY = Narrowed()


@dataclass(frozen=True)
class PlaceFiling:
    """How far the reports of one district are, by number."""

    key: str
    name: str
    counts: Counter[str]

    @property
    def number(self) -> int:
        """How many have to file there."""
        return self.counts.total()

    @property
    def each(self) -> list[str]:
        """How far each of them is, who has filed first."""
        return [far for far in reversed(FILINGS) for _one in range(self.counts[far])]


def due_lines(account: Account, call: Call, round_: Round, chosen: Narrowed = EVERYBODY) -> "QuerySet[Any]":
    """Return what the register says today of those of a round whom an officer may read; with `filing` where a list
    was made. Before there is one it is who would be on it by cohort and track.
    """
    rows = lines_as_of().filter(programme=call.programme, authority=call.authority)
    rows = lines_of_office(rows, account)
    reports = Application.objects.filter(call=call.id, procedure=round_.id)
    if FilingList.objects.filter(call=call.id, round=round_.id).exists():
        # Asked of each line: a page then begins at its key, and reads no list of all.
        rows = rows.filter(Exists(reports.filter(designation=OuterRef("designation"))))
    else:
        rows = rows.filter(track__in=round_.tracks)
        rows = rows if round_.cohorts == "all" else rows.filter(cohort__in=round_.cohorts)
    own = reports.filter(designation=OuterRef("designation"))
    lodged = Step.objects.filter(
        application__call=call.id,
        application__procedure=round_.id,
        application__designation=OuterRef("designation"),
        kind="lodge",
    )
    rows = rows.annotate(filed=Exists(own.filter(number__isnull=False)), written=Exists(lodged))
    rows = rows.filter(in_charge=chosen.place) if chosen.place else rows
    rows = rows.filter(track=chosen.track) if chosen.track else rows
    return _as_far(rows, chosen.filing)


def page_of(rows: "QuerySet[Any]", after: int) -> tuple[list[int], int | None]:
    """Return the titles of one page, and the key after which the next one begins; None on the last."""
    keys = rows.filter(designation__gt=after).order_by("designation").values_list("designation", flat=True)
    some = list(keys[: PAGE + 1])
    return some[:PAGE], some[PAGE - 1] if len(some) > PAGE else None


def filing_by_district(call: Call, rows: "QuerySet[Any]") -> list[PlaceFiling]:
    """Return how far the reports of each district are, most that are open first."""
    found: dict[str, Counter[str]] = {}
    counted = rows.order_by().values("in_charge", "filed", "written").annotate(number=Count("pk"))
    for row in counted:
        far = "written" if row["written"] else "filed" if row["filed"] else "open"
        found.setdefault(row["in_charge"], Counter())[far] += row["number"]
    desk = next((one for one in call.offices.values() if one.each), None)
    places = [
        PlaceFiling(key, office_name(call, desk.id, key) if desk and key else "", counts)
        for key, counts in found.items()
    ]
    return sorted(places, key=lambda one: (-one.counts["open"], one.name))


def total_of(places: Sequence[PlaceFiling]) -> Counter[str]:
    """Return how far the reports of all districts are."""
    return sum((one.counts for one in places), Counter())


def lines_of_office(rows: QuerySet[RegisterLine], account: Account) -> QuerySet[RegisterLine]:
    """Return those of some lines that the office of an officer is in charge of."""
    office = office_of(account)
    keys = keys_of(office)
    if "" in keys:
        return rows
    own_key = Cast(KeyTextTransform(office.kind, "offices"), TextField())
    return rows.annotate(own_key=own_key).filter(own_key__in=sorted(keys))


def _as_far(rows: "QuerySet[Any]", filing: str) -> "QuerySet[Any]":
    if filing == "written":
        return rows.filter(written=True)
    if filing == "filed":
        return rows.filter(filed=True, written=False)
    return rows.filter(filed=False, written=False) if filing == "open" else rows
