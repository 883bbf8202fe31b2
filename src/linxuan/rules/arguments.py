"""Whether a function is called with what it wants, and what it gives."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from linxuan.language import say
from linxuan.rules import days, figures, nearest
from linxuan.rules.functions import FUNCTIONS, HAS_TITLE, Wanted
from linxuan.rules.industries import section_names
from linxuan.rules.inspection import Inspection
from linxuan.rules.kinds import NUMBERS, WORDS, Kind, one_unit
from linxuan.rules.scope import Type
from linxuan.rules.terms import Call, Literal, Name, Options, Param, Term
from linxuan.rules.yearly import check_year_count, check_yearly, table_kind

Look: TypeAlias = Callable[[Inspection, Call, Any], Kind | None]


def call_kind(inspection: Inspection, call: Call) -> Kind | None:
    """Return what a call gives, after its arguments were looked at; None where a fault leaves it open."""
    if call.function == HAS_TITLE:
        return _title_kind(inspection, call)
    function = FUNCTIONS.get(call.function)
    if function is None:
        return inspection.fault(call, *nearest.unknown_function(call.function, inspection.scope))
    if len(call.arguments) != len(function.wanted):
        problem = say("{name} 要{count}项", name=function.name, count=len(function.wanted))
        return inspection.fault(call, problem, say("写成 {usage}", usage=function.usage))
    pairs = zip(function.wanted, call.arguments, strict=True)
    kinds = [_LOOKS[wanted](inspection, call, argument) for wanted, argument in pairs]
    return _result(inspection, call, function.result, kinds)


def _title_kind(inspection: Inspection, call: Call) -> Kind:
    """Look at `has_title('t')`: a title of the package, written out."""
    match call.arguments:
        case (Literal(str() as title),):
            if title not in inspection.scope.titles:
                inspection.fault(call.arguments[0], *nearest.unknown_title(title, inspection.scope))
        case _:
            problem = say("{name} 要一个称号的编号", name=HAS_TITLE)
            inspection.fault(call, problem, say("写成 {usage}", usage="has_title('medal')"))
    return Kind(Type.YES_NO)


def _result(inspection: Inspection, call: Call, result: Type | None, kinds: list[Kind | None]) -> Kind | None:
    match call.function:
        case "share" | "share_at_least":
            _check_units(inspection, call, *kinds[:2])
        case "industry_section":
            return Kind(Type.CHOICE, options=section_names())
        case "latest" | "total" | "mean":
            return kinds[0] and Kind(result or kinds[0].type, unit=kinds[0].unit)
    return Kind(result) if result else None


def _check_units(inspection: Inspection, call: Call, part: Kind | None, whole: Kind | None) -> None:
    if part and whole and not one_unit(part, whole):
        problem = say("{part}不能与{whole}相比", part=part.wording, whole=whole.wording)
        inspection.fault(call, problem, say("先换算成同一单位"))


def _typed(*types: Type) -> Look:
    def look(inspection: Inspection, call: Call, argument: Term | Options) -> Kind | None:
        if isinstance(argument, Options):
            return _misplaced(inspection, call, argument)
        return inspection.want(argument, *types)

    return look


def _share(inspection: Inspection, _: Call, argument: Term) -> Kind | None:
    """Who writes 30 means 30 %."""
    kind = inspection.want(argument, Type.SHARE, Type.DECIMAL, Type.INTEGER)
    if kind and isinstance(kind.literal, int | Decimal) and kind.literal > 1:
        problem = say("{value}是{percent}", value=kind.literal, percent=figures.share(kind.literal))
        return inspection.fault(argument, problem, say("30 % 写成 0.30"))
    return kind


def _day(inspection: Inspection, _: Call, argument: Term) -> Kind | None:
    """A day may be written as plain text here."""
    if isinstance(argument, Literal) and isinstance(argument.value, str):
        inspection.compare("=", Kind(Type.DATE), Kind.of_literal(argument.value), argument)
        return Kind(Type.DATE)
    return inspection.want(argument, Type.DATE)


def _shift(inspection: Inspection, call: Call, argument: Term) -> Kind | None:
    """By how much a day is moved: what leads out of reach from every day is a fault."""
    kind = inspection.want(argument, Type.INTEGER)
    move = _MOVES[call.function]
    if kind and isinstance(kind.literal, int) and not any(move(day, kind.literal) for day in days.EDGES):
        problem = say("从哪一天移动{count}都超出1900年至2199年", count=kind.literal)
        return inspection.fault(argument, problem)
    return kind


def _options(inspection: Inspection, call: Call, argument: Term | Options) -> Kind | None:
    if not isinstance(argument, Options | Param):
        return _misplaced(inspection, call, argument)
    chosen = call.arguments[0]
    variable = inspection.scope.names.get(chosen.id) if isinstance(chosen, Name) else None
    among = Kind(Type.CHOICE, options=variable.options if variable else {})
    inspection.check_entries(among, argument, argument)
    return None


def _list(inspection: Inspection, call: Call, argument: Term | Options) -> Kind | None:
    if not (isinstance(argument, Literal) and isinstance(argument.value, str)):
        return _misplaced(inspection, call, argument)
    if argument.value not in inspection.scope.lists:
        inspection.fault(argument, *nearest.unknown_list(argument.value, inspection.scope))
    return None


def _group(inspection: Inspection, call: Call, argument: Term | Options) -> Kind | None:
    if not isinstance(argument, Name):
        return _misplaced(inspection, call, argument)
    return inspection.want(argument, Type.GROUP)


def _row_condition(inspection: Inspection, call: Call, argument: Term) -> Kind | None:
    group = call.arguments[0]
    variable = inspection.scope.names.get(group.id) if isinstance(group, Name) else None
    if variable is None or variable.type is not Type.GROUP:
        return None
    return inspection.in_row(variable.id).want(argument, Type.YES_NO)


def _misplaced(inspection: Inspection, call: Call, argument: Term | Options) -> Kind | None:
    problem = say("{name} 的这一项写得不对", name=call.function)
    return inspection.fault(argument, problem, say("写成 {usage}", usage=FUNCTIONS[call.function].usage))


_MOVES: Mapping[str, Callable[[date, int], date | None]] = {
    "add_years": days.add_years,
    "add_months": days.add_months,
    "add_days": days.add_days,
}
_LOOKS: Mapping[Wanted, Look] = {
    Wanted.NUMBER: _typed(*NUMBERS),
    Wanted.SHIFT: _shift,
    Wanted.SHARE: _share,
    Wanted.DATE: _day,
    Wanted.TEXT: _typed(*WORDS),
    Wanted.CHOICES: _typed(Type.CHOICES),
    Wanted.COUNTABLE: _typed(Type.CHOICES, Type.GROUP),
    Wanted.OPTIONS: _options,
    Wanted.LIST: _list,
    Wanted.YEARS: table_kind,
    Wanted.YEAR_COUNT: check_year_count,
    Wanted.YEARLY_CONDITION: check_yearly,
    Wanted.GROUP: _group,
    Wanted.ROW_CONDITION: _row_condition,
}
