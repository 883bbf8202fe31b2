"""The order of a table that came back, beside that of the office: what it ranks otherwise, of what may be ranked now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linxuan.programme.definition import Call, Paper
from linxuan.workbooks.comparing import Held
from linxuan.workbooks.heads import Heads
from linxuan.workbooks.ordering import order_in
from linxuan_site.models import Account, Application, Placement
from linxuan_site.permissions import office_of
from linxuan_site.queries.counts import counts_of, within_counts

MOST = 2_000
"""An order that a person looks through and confirms."""


@dataclass(frozen=True)
class NewRank:
    """An application and its rank by the table; `before` is the one it has, `seen` the placement that says so, 0 without."""

    application: int
    number: str
    name: str
    before: int | None
    rank: int
    seen: int


def new_ranks(account: Account, call: Call, paper: Paper, heads: Heads) -> Iterator[NewRank]:
    """Yield what the table ranks otherwise than the account's office, of what lies on its desk."""
    on_desk = {one.pk: one for one in _on_desk(account, call, paper)}
    held = [Held(key, _cells(one)) for key, one in on_desk.items()]
    for found in order_in(heads, held, lambda key: _line(on_desk[key])):
        application = on_desk[found.key]
        placed = _placed(application, office_of(account).kind)
        before = placed.rank if placed else None
        if before != found.rank:
            seen = placed.pk if placed else 0
            number = application.number or ""
            yield NewRank(application.pk, number, application.subject, before, found.rank, seen)


def _on_desk(account: Account, call: Call, paper: Paper) -> Sequence[Application]:
    """What the office may rank: at a stage of its own, and in its charge."""
    office = office_of(account)
    stages = [one.id for one in call.stages.values() if one.office == office.kind]
    rows = Application.objects.filter(
        call=call.id, procedure__in=paper.concerns, stage__in=stages, closed=False
    )
    own = within_counts(rows, office, counts_of(call.id))
    own = own.select_related("organisation", "published_call").defer("published_call__files")
    return list(own.prefetch_related("placements").order_by("pk")[:MOST])


def _cells(application: Application) -> dict[str, str]:
    code = str(application.answers.get("credit_code") or application.organisation.credit_code or "")
    return {"number": application.number or "", "credit_code": code, "name": application.subject}


def _line(application: Application) -> tuple[str, str, str]:
    return application.procedure, application.category, application.stage


def _placed(application: Application, office: str) -> Placement | None:
    own = [one for one in application.placements.all() if one.office == office]
    return max(own, key=lambda one: one.pk, default=None)
