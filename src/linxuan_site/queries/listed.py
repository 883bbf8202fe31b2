"""Which papers that offices made list an application, as its snapshot wants to know."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet
from django.db.models.functions import Cast

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, IssuedPaper


class Lists(Func):
    """Whether the row of a paper lists an application, given by its key: nothing of the list is sent for it."""

    output_field = BooleanField()

    def __init__(self, application: Any) -> None:
        super().__init__(Cast(application, BigIntegerField()), F("applications"))

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, Any]:
        """Return `to_jsonb(key) <@ applications`."""
        return self.as_sql(compiler, connection, template="to_jsonb(%(expressions)s", arg_joiner=") <@ ")

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, Any]:
        """Return `key IN (SELECT value FROM json_each(applications))`."""
        words = " IN (SELECT value FROM json_each("
        return self.as_sql(compiler, connection, template="%(expressions)s))", arg_joiner=words)


def papers_listing(applications: Sequence[Application]) -> dict[int, frozenset[str]]:
    """Return the papers that list applications by id, in one read; of whom none lists nothing is said.

    Of one application the database finds them; of many the lists are read whole, as they list most of them.
    """
    if len(applications) == 1:
        (one,) = applications
        papers = frozenset(_listing(one.call, one.pk))
        return {one.pk: papers} if papers else {}
    found: dict[int, frozenset[str]] = {}
    for paper, listed in _issued({one.call for one in applications}):
        for application in listed:
            found[application] = found.get(application, frozenset()) | {paper}
    return found


@kept_read
def _listing(call: str, application: int) -> "QuerySet[IssuedPaper, str]":
    rows = IssuedPaper.objects.filter(Lists(application), call=call)
    return rows.order_by().values_list("paper", flat=True).distinct()


@kept_read
def _issued(calls: Collection[str]) -> "QuerySet[IssuedPaper, tuple[str, list[int]]]":
    return IssuedPaper.objects.filter(call__in=calls).values_list("paper", "applications")
