"""The grades that a programme says how to compute, of all who had to file in a round, and the ties among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linxuan.answers import read_answers
from linxuan.designations import ENDED
from linxuan.evaluation import Decided, Graded, Report, Tie, grade_all
from linxuan.evaluation.figures import figures_at, looked_at, shown
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Grade, Round
from linxuan_site import clock
from linxuan_site.models import Application, Designation, TieDecision
from linxuan_site.queries.calls import definition_for
from linxuan_site.queries.cases import with_life
from linxuan_site.queries.entities import filing_is_over
from linxuan_site.queries.grading import counting_grades, reports_of, year_of
from linxuan_site.queries.register_lines import lines_as_of


@dataclass(frozen=True)
class TiedEntity:
    """One whose result is equal with others at a line: its score, its figures, and its grades of other years."""

    designation: Designation
    score: Decimal | None
    figures: Sequence[tuple[str, str]]
    """The newest of each figure that the round looks at, or tells equal scores apart by, with its name."""
    grades: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class OpenTie:
    """A tie that somebody has to decide: of the entities `places` come within the line."""

    tie: Tie
    grade: Grade
    entities: Sequence[TiedEntity]


def computed_grades(call: Call, round_: Round) -> list[tuple[Designation, Graded]]:
    """Return what the rules of a round come to for each on its filing list, in as many reads for many as for one.

    Who has not filed is silent once filing is over, for all and for this one; until then that is open, and so is
    a report that was returned. A title that is held no more is not graded. Raises `BadInput` for a round whose grades
    are recorded.
    """
    return [(designation, graded) for designation, _report, graded in _computed(call, round_)]


def open_ties(call: Call, round_: Round) -> list[OpenTie]:
    """Return the ties of a round that nobody has decided, best grade first; those behind them may show later.

    Raises `BadInput` for a round whose grades are recorded.
    """
    found: dict[Tie, list[TiedEntity]] = {}
    tied = [one for one in _computed(call, round_) if one[2].tie]
    before = _grades_before(call, round_, [one[0].pk for one in tied])
    for designation, report, graded in tied:
        assert graded.tie is not None
        figures = _figures(call, round_, report)
        entity = TiedEntity(designation, graded.score, figures, before.get(designation.pk, ()))
        found.setdefault(graded.tie, []).append(entity)
    order = list(call.grades)
    return [
        OpenTie(tie, call.grades[tie.grade], rows)
        for tie, rows in sorted(found.items(), key=lambda one: (order.index(one[0].grade), one[0].line))
    ]


def decisions_of(call: Call, round_: Round) -> list[TieDecision]:
    """Return what was decided of ties of a round, the newest first."""
    rows = TieDecision.objects.filter(call=call.id, round=round_.id)
    return list(rows.select_related("decided_by", "on_behalf_of").order_by("-pk"))


@dataclass(frozen=True)
class ShownDecision:
    """What was decided of a tie, in names: who came within the line of the grade, and who did not."""

    row: TieDecision
    grade: str
    within: Sequence[str]
    beyond: Sequence[str]


def shown_decisions(call: Call, round_: Round) -> list[ShownDecision]:
    """Return what was decided of ties of a round with the names of all in them, the newest first."""
    rows = decisions_of(call, round_)
    keys = {key for one in rows for key in one.tied}
    names = dict(Designation.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [
        ShownDecision(
            one,
            call.grades[one.grade].name if one.grade in call.grades else one.grade,
            [names[key] for key in one.within],
            [names[key] for key in one.tied if key not in one.within],
        )
        for one in rows
    ]


# ── how ──


def _computed(call: Call, round_: Round) -> list[tuple[Designation, Report, Graded]]:
    held = lines_as_of().exclude(state__in=ENDED).values("designation")
    rows = reports_of(call, round_).filter(designation__in=held).select_related("designation", "organisation")
    listed = list(rows.prefetch_related("attachments", "extensions").order_by("designation_id"))
    over = filing_is_over(call, round_)
    reports = [_report(one, over=over) for one in listed]
    said = [_said(one) for one in decisions_of(call, round_)]
    found = grade_all(call, round_.id, reports, on=clock.today(), decided=said)
    return [
        (one.designation, report, graded)
        for one, report, graded in zip(listed, reports, found, strict=True)
        if one.designation is not None
    ]


def _said(row: TieDecision) -> Decided:
    tied, within = (frozenset(map(str, keys)) for keys in (row.tied, row.within))
    return Decided(row.grade, row.line, tied, within, row.reason)  # type: ignore[arg-type]


def _figures(call: Call, round_: Round, report: Report) -> list[tuple[str, str]]:
    fields = tuple(dict.fromkeys((*round_.ties, *looked_at(round_))))
    given = {id: value for id, value in report.answers.items() if value is not None}
    found = figures_at(call, round_.id, given, fields, year=round_.year or 0)
    return [
        (call.fields[id].name, shown(call.fields[id], by_year[max(by_year)])) for id, by_year in found.items()
    ]


def _grades_before(call: Call, round_: Round, keys: Sequence[int]) -> Mapping[int, Sequence[tuple[int, str]]]:
    rows = counting_grades(call).filter(designation__in=keys, year__lt=year_of(round_)).order_by("-year")
    found: dict[int, list[tuple[int, str]]] = {}
    for row in rows:
        name = call.grades[row.grade].name if row.grade in call.grades else row.grade
        found.setdefault(row.designation_id, []).append((row.year, name))
    return found


def _report(application: Application, *, over: bool) -> Report:
    call = definition_for(application)
    filed = _is_filed(call, application, over=over)
    values = read_answers(call, application.procedure, with_life(application), strict=False).values
    return Report(str(application.designation_id), values if filed else {}, filed)


def _is_filed(call: Call, application: Application, *, over: bool) -> bool | None:
    if application.stage != lookup.first_stage(call, application.procedure).id:
        return True
    if application.number:
        return None  # returned: what stands in it now was not filed
    has_time = any(one.day >= clock.today() for one in application.extensions.all())
    return False if over and not has_time else None
