"""How much there is of what an operator watches: from the kept counts, so that a scrape every few seconds costs little."""

from collections.abc import Sequence

from django.db.models import Sum

from linxuan_site import clock
from linxuan_site.models import ApplicationCount, FilingCount


def applications_by_stage() -> Sequence[tuple[str, str, int]]:
    """Return call, stage and number of applications."""
    rows = ApplicationCount.objects.values_list("call", "stage").annotate(Sum("number"))
    return list(rows.order_by("call", "stage"))


def filings() -> Sequence[tuple[str, int]]:
    """Return call and number of applications that were ever filed."""
    return list(FilingCount.objects.values_list("call").annotate(Sum("number")).order_by("call"))


def filings_of_today() -> Sequence[tuple[str, int]]:
    """Return call and number of applications that were filed on the business day."""
    rows = FilingCount.objects.filter(filed_on=clock.today()).values_list("call")
    return list(rows.annotate(Sum("number")).order_by("call"))
