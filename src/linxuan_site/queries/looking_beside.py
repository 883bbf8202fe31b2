"""What lies beside one application, looked at once for a page that shows it and changes nothing.

Of most kinds of rows there are none: one read tells of which, instead of one read for each that finds nothing.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import (
    Application,
    Arrival,
    ConditionJudgement,
    CreditCheck,
    EarlierDay,
    Extension,
    Help,
    IssuedPaper,
    Office,
    Placement,
    PublicityEntry,
    RemarkDraft,
)
from linxuan_site.permissions import keys_of
from linxuan_site.queries.beside import Beside, note_nothing
from linxuan_site.queries.listed import Lists


def look_beside(application: Application, office: Office) -> None:
    """Note of which kinds of rows none lies beside an application, as `office` sees it; for pages that only read.

    What is written later in the same request is not seen by who asks this row of the application.
    """
    found = next(iter(_beside(application.pk, office.kind, keys_of(office))), None)
    if found is not None:
        note_nothing(application, (kind for kind, there in zip(_KINDS, found, strict=True) if not there))


_KINDS: tuple[Beside, ...] = (
    "placements",
    "publicity",
    "arrivals",
    "judgements",
    "credit",
    "help",
    "drafts",
    "put_off",
    "earlier_days",
    "issued",
)


@kept_read
def _beside(application: int, kind: str, keys: Collection[str]) -> "QuerySet[Application, Any]":
    own, office = {"application": OuterRef("pk")}, {"office": kind, "office_key__in": keys}
    rows = (
        Placement.objects.filter(**own),
        PublicityEntry.objects.filter(**own),
        Arrival.objects.filter(**own),
        ConditionJudgement.objects.filter(**own),
        CreditCheck.objects.filter(**own),
        Help.objects.filter(**own, **office, ended_at=None),
        RemarkDraft.objects.filter(**own, **office),
        Extension.objects.filter(Q(application=None) | Q(**own), call=OuterRef("call")),
        EarlierDay.objects.filter(call=OuterRef("call")),
        IssuedPaper.objects.filter(Lists(OuterRef("pk")), call=OuterRef("call")),
    )
    return Application.objects.filter(pk=application).values_list(*(Exists(one) for one in rows))
