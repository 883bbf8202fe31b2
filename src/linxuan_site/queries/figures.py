"""The figures of a report beside those of the entity's report before it, and what stands out in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, Max

from linxuan.answers import read_answers
from linxuan.evaluation.figures import NONE, Doubt, Figures, doubts, earlier_figures, figures_of, shown
from linxuan.programme.definition import Call, Round
from linxuan.programme.definition.figures import Among
from linxuan.rules.terms import Value
from linxuan_site.models import Application, Designation
from linxuan_site.queries.calls import definition_for, definition_of_version
from linxuan_site.queries.filed import filed_answers

PeerFigures = Mapping[str, Sequence[Decimal]]


@dataclass(frozen=True)
class FigureCell:
    """One figure of one year, as this report says it and as the one before did; '' where it says nothing."""

    year: int
    now: str
    before: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.now and self.before) and self.now != self.before


@dataclass(frozen=True)
class FigureRow:
    """One figure over the years."""

    field: str
    name: str
    cells: Sequence[FigureCell]


@dataclass(frozen=True)
class FiguresBeside:
    """The figures of a report beside the last one's; `doubts` are for the office that reviews it."""

    years: Sequence[int]
    rows: Sequence[FigureRow]
    earlier: Application | None
    earlier_round: str
    doubts: Sequence[Doubt]

    def of(self, fields: Sequence[str]) -> list[FigureRow]:
        """Return the rows of some fields that the report before this one says something of."""
        return [one for one in self.rows if one.field in fields and any(cell.before for cell in one.cells)]


def round_of(call: Call, application: Application) -> Round | None:
    """Return the round whose figures are looked at; None for a report that asks for none, and for applications."""
    found = call.rounds.get(application.procedure)
    return found if found is not None and found.figures is not None else None


def figures_beside(
    call: Call, application: Application, values: Mapping[str, Value], *, with_peers: bool
) -> FiguresBeside | None:
    """Return the figures of a report as its reader sees it (`values`); None where its round looks at none."""
    round_ = round_of(call, application)
    if round_ is None:
        return None
    earlier = _earlier_report(application, round_)
    before, name = _figures_before(call, round_, earlier)
    now = figures_of(call, round_, values)
    peers = peers_of(call, round_, application) if with_peers else {}
    years = sorted({year for each in (now, before) for by_year in each.values() for year in by_year})
    return FiguresBeside(
        years=years,
        rows=[_row(call, id, now, before, years) for id in call.fields if id in now or id in before],
        earlier=earlier,
        earlier_round=name,
        doubts=doubts(call, round_, values, earlier=before, peers=peers) if with_peers else (),
    )


def _row(call: Call, id: str, now: Figures, before: Figures, years: Sequence[int]) -> FigureRow:
    field = call.fields[id]
    cells = [
        FigureCell(
            year,
            *(shown(field, each[id][year]) if year in each.get(id, {}) else "" for each in (now, before)),
        )
        for year in years
    ]
    return FigureRow(id, field.name, cells)


def _earlier_report(application: Application, round_: Round) -> Application | None:
    """The report of the same title that was filed last before this round's year."""
    rows = Application.objects.filter(designation=application.designation_id, number__isnull=False)
    rows = rows.exclude(pk=application.pk).select_related("published_call").defer("published_call__files")
    for one in rows.order_by("-filed_on", "-pk"):
        other = definition_for(one).rounds.get(one.procedure)
        if other is not None and (other.year or 0) < (round_.year or 0):
            return one
    return None


def _figures_before(call: Call, round_: Round, earlier: Application | None) -> tuple[Figures, str]:
    """What the report before says of the figures that this round looks at, and the name of its round."""
    if earlier is None:
        return NONE, ""
    then = definition_for(earlier)
    other = then.rounds[earlier.procedure]
    answers = read_answers(then, other.id, filed_answers(then, earlier), strict=False)
    return earlier_figures(call, round_, then, other, answers.values), other.name


def peers_of(call: Call, round_: Round, application: Application) -> PeerFigures:
    """Return, by field, the newest figures of the reports that were filed in the round by the entity's peers."""
    terms = round_.figures.peers if round_.figures else None
    if terms is None:
        return {}
    filed = Application.objects.filter(call=call.id, procedure=round_.id, number__isnull=False)
    known = filed.aggregate(number=Count("pk"), newest=Max("changed_at"))
    kind = _kind(terms.among, application.track, application.category, application.designation)
    return _all_peers(
        call.id, round_.id, application.published_call_id, known["number"], known["newest"]
    ).get(kind, {})


@lru_cache(maxsize=8)
def _all_peers(
    call_id: str, round_id: str, published_id: int, _number: int, _newest: datetime | None
) -> Mapping[tuple[str, ...], PeerFigures]:
    """The figures of a round by kind of entity. Read again whenever one more was filed, or one has changed."""
    rows = Application.objects.filter(call=call_id, procedure=round_id, number__isnull=False)
    found: dict[tuple[str, ...], dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    call = definition_of_version(published_id, call_id)
    round_ = call.rounds[round_id]
    terms = round_.figures.peers if round_.figures else None
    for one in rows.select_related("designation").only("track", "category", "answers", "designation__mode"):
        if terms is not None:
            values = read_answers(call, round_id, one.answers, strict=False).values
            own = found[_kind(terms.among, one.track, one.category, one.designation)]
            for id, by_year in figures_of(call, round_, values).items():
                own[id].append(by_year[max(by_year)])
    return found


def _kind(
    among: Sequence[Among], track: str, category: str, designation: Designation | None
) -> tuple[str, ...]:
    kinds = {"track": track, "category": category, "mode": designation.mode if designation else ""}
    return tuple(kinds[one] for one in among)
