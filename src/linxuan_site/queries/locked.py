"""Rows that an act is about to write into, locked until its transaction ends."""

from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, NumberSeries


def locked_application(application_id: int) -> Application:
    """Return an application with whose it is and the row of its version, and keep everybody else from it.

    Raises `Application.DoesNotExist`; and an error outside of a transaction, where it would lock nothing.
    """
    _refuse_outside()
    found = _application(application_id)
    if not found:
        raise Application.DoesNotExist
    return found[0]


def version_of(application_id: int) -> tuple[int, str, str]:
    """Return under which published version, call and procedure an application is; nothing is locked.

    Raises `Application.DoesNotExist`.
    """
    found = _version(application_id)
    if not found:
        raise Application.DoesNotExist
    return found[0]


def locked_number(call: str, procedure: str) -> int | None:
    """Return the last number of a series, and let who asks at the same moment wait; None where none was given yet."""
    _refuse_outside()
    return next(iter(_series(call, procedure)), None)


def _refuse_outside() -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError("a row is locked within a transaction")


@kept_read
def _application(application: int) -> "QuerySet[Application]":
    rows = Application.objects.filter(pk=application).defer("published_call__files")
    return rows.select_related("published_call", "organisation", "designation").select_for_update(
        of=("self",)
    )


@kept_read
def _version(application: int) -> "QuerySet[Application, tuple[int, str, str]]":
    return Application.objects.filter(pk=application).values_list("published_call", "call", "procedure")


@kept_read
def _series(call: str, procedure: str) -> "QuerySet[NumberSeries, int]":
    own = NumberSeries.objects.filter(call=call, procedure=procedure)
    return own.select_for_update().values_list("last", flat=True)
