"""Evaluation over the years: rounds, filing by district, grades by cohort and mode, figures of the designated.

All of it is of one programme of one authority, and is read for many entities in as many reads as for one.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from statistics import median
from typing import TypeAlias

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from linxuan.answers import read_answers
from linxuan.answers.fields import fields_of
from linxuan.evaluation.figures import figures_at, looked_at, shown
from linxuan.programme.definition import Call, Round
from linxuan_site.models import Application, Designation, Step
from linxuan_site.queries.calls import definition_for, definition_of_version, office_name
from linxuan_site.queries.grading import counting_grades, year_of

FEWEST = 3
"""Of fewer no median is told: one could tell whose figures they are."""


Rows: TypeAlias = list[list[str | int]]


@dataclass(frozen=True)
class Table:
    """A table that is shown, drawn and handed out: its name, its heads, its rows; the first column names the rows."""

    id: str
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    chart: str = "bars"
    note: str = ""


def rounds_over_years(call: Call) -> Table:
    """Return, for every year of a round or a grade, how many had to file, filed, and got each grade."""
    listed: Counter[int] = Counter()
    filed: Counter[int] = Counter()
    for version, call_id, round_id, number, numbered in _reports(call):
        year = definition_of_version(version, call_id).rounds[round_id].year or 0
        listed[year] += number
        filed[year] += numbered
    graded = _grades_by_year(call)
    years = sorted({*listed, *graded} - {0})
    rows: Rows = [
        [str(year), listed[year], filed[year], *(graded[year][grade] for grade in call.grades)]
        for year in years
    ]
    heads = [_("年度"), _("应填报"), _("已填报"), *(one.name for one in call.grades.values())]
    return Table("rounds", _("历年评估评价"), heads, rows, "lines")


def filing_by_place(call: Call, round_: Round) -> Table:
    """Return how many of each district have filed, on paper or online, and how many have not."""
    written = Exists(Step.objects.filter(application=OuterRef("pk"), kind="lodge"))
    rows = Application.objects.filter(call=call.id, procedure=round_.id, designation__isnull=False)
    counted = rows.annotate(written=written).order_by().values("in_charge", "written")
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in counted.annotate(all=Count("pk"), filed=Count("pk", filter=Q(number__isnull=False))).order_by(
        "in_charge"
    ):
        name = _place(call, row["in_charge"]) or _("不经地区")
        own = found[name]
        own[1 if row["written"] else 0] += row["filed"]
        own[2] += row["all"] - row["filed"]
    heads = [_("地区"), _("网上填报"), _("书面材料"), _("未填")]
    listed: Rows = [
        [name, *numbers] for name, numbers in sorted(found.items(), key=lambda one: (-one[1][2], one[0]))
    ]
    return Table("filing", _("各地区填报进度"), heads, listed)


def grades_by(call: Call, year: int, column: str) -> Table:
    """Return the grades of a year that count, by `cohort` or by `mode`."""
    counts: dict[str | int, Counter[str]] = defaultdict(Counter)
    rows_of_year = counting_grades(call).filter(year=year).order_by()
    counted = rows_of_year.values_list(f"designation__{column}", "grade").annotate(Count("pk"))
    for group, grade, number in counted:
        counts[group][grade] = number
    rows: Rows = [
        [_group(column, key), *(own[grade] for grade in call.grades)]
        for key, own in sorted(counts.items(), key=lambda one: str(one[0]))
    ]
    heads = [_("批次") if column == "cohort" else _("模式"), *(one.name for one in call.grades.values())]
    values = {"year": year}
    title = _("%(year)s年等次，按批次") if column == "cohort" else _("%(year)s年等次，按模式")
    return Table(f"grades-{column}", title % values, heads, rows)


def figures_over_years(call: Call, round_: Round) -> list[Table]:
    """Return, for each figure that a round looks at, its median by year: of the designated, and of those not selected."""
    fields = [id for id in looked_at(round_) if id in call.fields]
    known = _newest(call)
    medians = _medians(call.programme, call.authority, tuple(fields), *known) if fields and known[0] else {}
    heads = [_("年度"), _("示范主体"), _("未入选的")]
    tables = []
    for id in fields:
        field = call.fields[id]
        years = sorted({year for group in (True, False) for year in medians.get((id, group), {})})
        rows = [
            [
                str(year),
                *(
                    shown(field, own[year]) if year in (own := medians.get((id, group), {})) else "—"
                    for group in (True, False)
                ),
            ]
            for year in years
        ]
        unit = "%" if field.kind == "share" else field.unit
        name = f"{field.name}（{unit}）" if unit else field.name
        tables.append(Table(f"figure-{id}", name, heads, rows, "lines", _("中位数；不足3家的不显示")))
    return [one for one in tables if one.rows]


def tables_of(call: Call, round_: Round) -> list[Table]:
    """Return everything that is shown of a round, in the language in use."""
    year = year_of(round_)
    found = [
        rounds_over_years(call),
        filing_by_place(call, round_),
        grades_by(call, year, "cohort"),
        grades_by(call, year, "mode"),
        *figures_over_years(call, round_),
    ]
    return [one for one in found if one.rows]


# ── how ──


def _reports(call: Call) -> "QuerySet[Application, tuple[int, str, str, int, int]]":
    """How many reports each round has under each version of its call, and how many of them were filed."""
    rows = Application.objects.filter(
        designation__programme=call.programme, designation__authority=call.authority
    )
    kinds = rows.order_by().values_list("published_call", "call", "procedure")
    return kinds.annotate(Count("pk"), Count("number"))


def _grades_by_year(call: Call) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    counted = counting_grades(call).order_by().values_list("year", "grade").annotate(Count("pk"))
    for year, grade, number in counted:
        found[year][grade] = number
    return found


def _place(call: Call, key: str) -> str:
    desk = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, desk.id, key) if desk and key else ""


def _group(column: str, key: str | int) -> str:
    if column == "cohort":
        return _("第%(cohort)s批") % {"cohort": key}
    return str(key) or _("没有写模式")


def _newest(call: Call) -> tuple[int, str]:
    rows = Application.objects.filter(published_call__authority=call.authority, number__isnull=False)
    known = rows.aggregate(number=Count("pk"), newest=Max("changed_at"))
    return known["number"], str(known["newest"])


@lru_cache(maxsize=8)
def _medians(
    programme: str, authority: str, fields: tuple[str, ...], _number: int, _newest: str
) -> Mapping[tuple[str, bool], Mapping[int, Decimal]]:
    """The medians by field and group (True: designated). Read again whenever one more was filed, or one has changed.

    A title counts once a year, by what it filed last; whoever has no title counts by an application that is closed.
    """
    titled = Designation.objects.filter(
        programme=programme, authority=authority, organisation=OuterRef("organisation")
    )
    rows = Application.objects.filter(published_call__authority=authority, number__isnull=False)
    rows = rows.annotate(titled=Exists(titled)).filter(
        Q(designation__isnull=False) | Q(closed=True, titled=False)
    )
    amounts: dict[tuple[str, bool], dict[int, dict[tuple[str, int], Decimal]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    only = (
        "pk",
        "published_call_id",
        "call",
        "procedure",
        "answers",
        "designation_id",
        "organisation_id",
        "filed_on",
    )
    for one in rows.only(*only).order_by("filed_on", "pk").iterator():
        definition = definition_for(one)
        if definition.programme != programme:
            continue
        asked = [id for id in fields if id in fields_of(definition, one.procedure)]
        values = read_answers(definition, one.procedure, one.answers, strict=False).values
        own = ("t", one.designation_id) if one.designation_id else ("o", one.organisation_id)
        year = one.filed_on.year if one.filed_on else 0
        for id, by_year in figures_at(definition, one.procedure, values, asked, year=year).items():
            for at, amount in by_year.items():
                amounts[id, own[0] == "t"][at][own] = amount
    return {
        key: {year: median(each.values()) for year, each in by_year.items() if len(each) >= FEWEST}
        for key, by_year in amounts.items()
    }
