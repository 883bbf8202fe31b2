"""Which deadlines were put off, for everybody and for one application."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from linxuan.workflow import PutOff
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, Extension

ByDeadline = Mapping[str, tuple[PutOff, ...]]
"""By deadline: a later day for each of its days that were put off."""


def put_off_for_all(call: str) -> ByDeadline:
    """Return the later days of a call that hold for everybody, in one read."""
    return _newest(_for_all(call))


@kept_read
def _for_all(call: str) -> "QuerySet[Extension]":
    return Extension.objects.filter(call=call, application=None).order_by("pk")


@dataclass(frozen=True)
class PutOffDays:
    """The later days of a call: those for everybody, and of each that has one of its own all that hold for it."""

    for_all: ByDeadline
    alone: Mapping[Application, ByDeadline]


def put_off_of(call: str) -> PutOffDays:
    """Return the later days of a call with the applications that have one of their own, in one read."""
    found = _with_applications(call)
    own = {one.application_id: one.application for one in found if one.application is not None}
    return PutOffDays(
        _newest(one for one in found if one.application_id is None),
        {
            application: _newest(one for one in found if one.application_id in (None, pk))
            for pk, application in own.items()
        },
    )


@kept_read
def _with_applications(call: str) -> "QuerySet[Extension]":
    rows = Extension.objects.filter(call=call).select_related("application")
    return rows.defer("application__answers", "application__touched").order_by("pk")


def put_off_for(applications: Sequence[Application]) -> dict[int, ByDeadline]:
    """Return the later days of applications by id, those for everybody included, in one read."""
    calls, ids = {one.call for one in applications}, [one.pk for one in applications]
    rows = _concerning(calls, ids)
    if not rows:
        return {}
    alone = {row.application_id for row in rows}
    # Nearly all have no day of their own: what holds for everybody is put together once for a call.
    for_all = {
        call: _newest(row for row in rows if row.call == call and row.application_id is None)
        for call in calls
    }
    return {
        one.pk: _newest(row for row in rows if row.call == one.call and row.application_id in (None, one.pk))
        if one.pk in alone
        else for_all[one.call]
        for one in applications
    }


@kept_read
def _concerning(calls: Collection[str], applications: Collection[int]) -> "QuerySet[Extension]":
    own = Q(application=None) | Q(application__in=applications)
    return Extension.objects.filter(own, call__in=calls).order_by("pk")


def extensions_of(call: str) -> list[Extension]:
    """Return every extension of a call, newest first, as its trace."""
    rows = Extension.objects.filter(call=call).select_related("application__organisation", "set_by")
    return list(rows.order_by("-pk"))


def extensions_for_all(call: str) -> list[Extension]:
    """Return the extensions of a call that hold for everybody, newest first: what may be published."""
    return list(Extension.objects.filter(call=call, application=None).order_by("-pk"))


def _newest(rows: Iterable[Extension]) -> ByDeadline:
    """Of those for everybody and of those for one the newest counts; of these two the later day."""
    newest: dict[tuple[str, object, bool], PutOff] = {}
    for row in rows:
        alone = row.application_id is not None
        newest[row.deadline, row.of, alone] = PutOff(row.of, row.day, alone, row.reason, row.document)
    found: dict[str, list[PutOff]] = {}
    for (deadline, _of, _alone), put_off in newest.items():
        found.setdefault(deadline, []).append(put_off)
    return {deadline: tuple(days) for deadline, days in found.items()}
