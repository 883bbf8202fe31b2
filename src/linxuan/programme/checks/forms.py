"""Forms: every field is asked somewhere, once, and nothing about it goes round in circles."""

from collections import Counter
from collections.abc import Iterator, Mapping

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part, expressions
from linxuan.programme.definition import Call, Field, Form, Section
from linxuan.programme.faults import Place, listed, suggestion
from linxuan.programme.known import FIELDS
from linxuan.programme.package import Package
from linxuan.programme.scope import LIFE
from linxuan.rules.check import names_in
from linxuan.rules.parse import parse
from linxuan.rules.problems import ExpressionError
from linxuan.rules.terms import Name

OF_LIFE_AND_FORM = ("category", "operating_status")
IN_ROWS = ("group", "computed", "share", "lookup", "category", "mode")
"""Kinds that cannot stand inside a row of a group."""


def check_forms(call: Call, package: Package) -> None:
    """Check the catalogue and every form."""
    for form in call.forms.values():
        _check_form(call, package, form)
    if package.is_broken(FIELDS):
        return
    for field in call.fields.values():
        _check_field(call, package, field)
    _check_asked(call, package)
    _check_circles(call, package)


# ── forms and sections ──


def _check_form(call: Call, package: Package, form: Form) -> None:
    for section in form.sections.values():
        _check_labels(call, package, section)
        _check_stage(call, package, section)
    if not form.sections:
        package.faults.add(Place(form.file), say("申报书里没有一节"), say("写 [section.…]，列出栏目"))
    if not form.concerns:
        package.faults.add(
            Place(form.file),
            say("没有类别或评估轮次用这份申报书"),
            say('在 [track.…] 里写 form = "{id}"', id=form.id),
        )


def _check_labels(call: Call, package: Package, section: Section) -> None:
    labels = Counter(call.fields[id].name for id in section.fields if id in call.fields)
    twice = [label for label, count in labels.items() if count > 1]
    if twice:
        place = Part("section", section).place / "fields"
        package.faults.add(
            place, say("同一节里有同名的栏目：{labels}", labels=listed(twice)), say("改一个名称")
        )


def _check_stage(call: Call, package: Package, section: Section) -> None:
    if section.stage not in call.stages:
        return
    for procedure in section.concerns:
        if procedure not in call.stages[section.stage].concerns:
            name = lookup.procedure(call, procedure).name
            problem = say("“{name}”没有环节“{stage}”", name=name, stage=section.stage)
            package.faults.add(Part("section", section).place / "stage", problem)


# ── fields ──


def _check_field(call: Call, package: Package, field: Field) -> None:
    place = Part("field", field).place
    if (field.id in LIFE and field.id not in OF_LIFE_AND_FORM) or not _is_name(field.id):
        package.faults.add(place, say("“{id}”已有别的意思，不能作栏目代号", id=field.id), say("换一个代号"))
    if field.min is not None and field.max is not None and field.min > field.max:
        package.faults.add(place / "min", say("最小值大于最大值"))
    _check_lookup(call, package, field)
    for id in field.fields:
        if id in call.fields and call.fields[id].kind in IN_ROWS:
            problem = say("“{id}”是 {kind} 类栏目，不能放在表格的行里", id=id, kind=call.fields[id].kind)
            package.faults.add(place / "fields", problem)


def _is_name(id: str) -> bool:
    """Tell whether an expression can speak of the field: `and` and `true` are words of the language."""
    try:
        return parse(id) == Name(id)
    except ExpressionError:
        return False


def _check_lookup(call: Call, package: Package, field: Field) -> None:
    table = call.lists.get(field.list)
    if table and field.column and field.column not in table.columns:
        problem = say("名单“{id}”没有“{column}”这一列", id=table.id, column=field.column)
        package.faults.add(
            Part("field", field).place / "column", problem, suggestion(field.column, table.columns)
        )


def _check_asked(call: Call, package: Package) -> None:
    """Every field is on a form, or a column of a group; while a form is broken nobody knows."""
    if any(file.startswith("forms/") for file in package.documents.broken):
        return
    asked = {
        id for form in call.forms.values() for section in form.sections.values() for id in section.fields
    }
    asked |= {id for field in call.fields.values() for id in field.fields}
    for field in call.fields.values():
        if field.id not in asked:
            hint = say("列进一节的 fields，或删去")
            package.faults.add(Part("field", field).place, say("不在任何申报书上"), hint)


# ── circles ──


def _check_circles(call: Call, package: Package) -> None:
    """Whether a field is shown, and what it is computed from, must not depend on itself."""
    uses = {id: set(_uses(field)) & set(call.fields) for id, field in call.fields.items()}
    for id in call.fields:
        circle = _circle(uses, id)
        if circle:
            problem = say("绕了一圈又回到自己：{fields}", fields=" → ".join(circle))
            package.faults.add(
                Part("field", call.fields[id]).place, problem, say("去掉其中一个的 when 或算式")
            )


def _uses(field: Field) -> Iterator[str]:
    for written in expressions(Part("field", field)):
        yield from names_in(written.expression.term)
    if field.by:
        yield field.by


def _circle(uses: Mapping[str, set[str]], start: str) -> list[str]:
    """Return the shortest way from a field back to itself; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in sorted(uses[way[-1]]):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []
