"""What was designated and revoked until now becomes events, and their lines.

Written out for the two kinds of event that there were, so that it stays as it is whatever the core computes later.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALWAYS, ENDLESS, STILL = date.min, date(9999, 12, 31), datetime(9999, 12, 31, tzinfo=UTC)
AT_A_TIME = 500


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Leave the events and the lines of every designation."""
    names = ("Designation", "RegisterEvent", "RegisterLine", "Revocation")
    designations, events, lines, revocations = (apps.get_model("linxuan_site", name) for name in names)
    after = 0
    while some := list(
        designations.objects.filter(pk__gt=after).select_related("organisation").order_by("pk")[:AT_A_TIME]
    ):
        after = some[-1].pk
        ended = {one.designation_id: one for one in revocations.objects.filter(designation__in=some)}
        events.objects.bulk_create(
            [events(**columns) for one in some for columns in _events(one, ended.get(one.pk))]
        )
        lines.objects.bulk_create(
            [lines(**columns) for one in some for columns in _lines(one, ended.get(one.pk))]
        )


def _events(one: Any, ended: Any) -> Iterator[dict[str, Any]]:
    changes = {name: getattr(one, name) for name in ("name", "in_charge", "category", "mode", "document")}
    yield {
        "designation": one,
        "number": 1,
        "kind": "designated",
        "holds_from": one.designated_on,
        "changes": {**changes, "holder": one.organisation.identifier},
        "offices": one.offices if one.in_charge else {},
        "document": one.document,
        "recorded_at": one.recorded_at,
    }
    if ended is not None:
        yield {
            "designation": one,
            "number": 2,
            "kind": "revoked",
            "holds_from": ended.decided_on,
            "document": ended.document,
            "reason": ended.reason,
            "recorded_by": ended.recorded_by,
            "recorded_at": _known(one, ended),
            "firm": ended.firm,
            "on_behalf_of": ended.on_behalf_of,
            "on_behalf_of_name": ended.on_behalf_of_name,
        }


def _known(one: Any, ended: Any) -> datetime:
    known: datetime = max(ended.recorded_at, one.recorded_at + timedelta(microseconds=1))
    return known


def _lines(one: Any, ended: Any) -> Iterator[dict[str, Any]]:
    start = one.designated_on or ALWAYS
    held = {"state": "held", "since": one.designated_on, "by": one.document}
    whole = {"valid_from": start, "valid_until": ENDLESS, "recorded_from": one.recorded_at}
    if ended is None:
        yield {**_same(one), **held, **whole, "recorded_until": STILL}
        return
    known = _known(one, ended)
    yield {**_same(one), **held, **whole, "recorded_until": known}
    end = max(ended.decided_on, start)
    if start < end:
        span = {"valid_from": start, "valid_until": end, "recorded_from": known, "recorded_until": STILL}
        yield {**_same(one), **held, **span}
    span = {"valid_from": end, "valid_until": ENDLESS, "recorded_from": known, "recorded_until": STILL}
    yield {**_same(one), "state": "revoked", "since": ended.decided_on, "by": ended.document, **span}


def _same(one: Any) -> dict[str, Any]:
    columns = ("programme", "authority", "cohort", "track", "category", "mode", "in_charge", "document")
    return {
        **{name: getattr(one, name) for name in (*columns, "name", "designated_on")},
        "designation": one,
        "organisation": one.organisation,
        "names": one.name,
        "offices": one.offices if one.in_charge else {},
    }


class Migration(migrations.Migration):
    """Fill them."""

    dependencies = [
        ("linxuan_site", "0035_register_in_two_times"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
