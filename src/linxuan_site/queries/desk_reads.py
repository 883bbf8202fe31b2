"""What lies on a desk in one group, read a page at a time by its key."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from linxuan.programme.definition import Call
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, Office
from linxuan_site.permissions import keys_of
from linxuan_site.queries.cases import as_text, of_rows
from linxuan_site.queries.counts import Counts
from linxuan_site.queries.desk_groups import MINE, Group


@dataclass(frozen=True)
class Lying:
    """Whose desk is read, and of which call."""

    call: str
    kind: str
    """The kind of the office, where it is not in charge of all."""
    keys: frozenset[str]
    """Of its rows."""
    in_charge: frozenset[str]
    """The keys in charge that the counts know of it: with them an index is read, and not every application."""


def lying_on(office: Office, call: Call, counts: Counts) -> Lying:
    """Return what narrows applications of a call to those of an office; `counts` are its own."""
    keys = keys_of(office)
    kind = "" if "" in keys else office.kind
    return Lying(call.id, kind, keys, frozenset(one.in_charge for one in counts.kinds))


def page_of(lying: Lying, group: Group, behind: tuple[datetime, int] | None, most: int) -> list[Application]:
    """Return the first applications of a group, or the first behind a cursor."""
    in_charge = lying.in_charge if group.in_charge is None else group.in_charge & lying.in_charge
    single = len(in_charge) == 1
    at, last = behind or (None, 0)
    return _of_group(
        lying.call,
        group.procedure,
        group.stage,
        group.only or group.without,
        next(iter(in_charge)) if single else in_charge,
        lying.keys,
        at,
        last,
        closed=group.closed,
        alone=bool(group.only),
        without=bool(group.without),
        narrowed=bool(lying.kind) or group.in_charge is not None,
        single=single,
        kind=lying.kind,
        oldest_first=group.part == MINE,
        behind=behind is not None,
        most=most,
    )


@kept_read
def _of_group(
    call: str,
    procedure: str,
    stage: str,
    ids: Collection[int],
    in_charge: Collection[str],
    keys: Collection[str],
    at: datetime | None,
    last: int,
    *,
    closed: bool,
    alone: bool,
    without: bool,
    narrowed: bool,
    single: bool,
    kind: str,
    oldest_first: bool,
    behind: bool,
    most: int,
) -> "QuerySet[Application]":
    rows = Application.objects.filter(call=call, procedure=procedure, stage=stage, closed=closed)
    if narrowed and not alone:
        # Of one key an index is read in the order of the rows; of several all rows would be read and sorted.
        rows = rows.filter(in_charge=in_charge) if single else rows.filter(in_charge__in=in_charge)
    rows = of_rows(rows, kind, keys) if kind else rows
    rows = rows.filter(pk__in=ids) if alone else rows.exclude(pk__in=ids) if without else rows
    # Of both conditions behind a cursor the first is the one that an index answers.
    if behind and oldest_first:
        rows = rows.filter(changed_at__gte=at).filter(Q(changed_at__gt=at) | Q(pk__gt=last))
    elif behind:
        rows = rows.filter(changed_at__lte=at).filter(Q(changed_at__lt=at) | Q(pk__lt=last))
    order = ("changed_at", "pk") if oldest_first else ("-changed_at", "-pk")
    rows = rows.select_related("organisation").defer("answers", "touched").annotate(answers_said=as_text())
    return rows.order_by(*order)[:most]
