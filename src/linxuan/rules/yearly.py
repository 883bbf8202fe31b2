"""Whether the functions over year tables reach no further back than the tables do."""

from linxuan.language import say
from linxuan.rules.functions import FUNCTIONS, GROWTH
from linxuan.rules.inspection import Inspection
from linxuan.rules.kinds import NUMBERS, Kind
from linxuan.rules.scope import Type, Variable
from linxuan.rules.terms import Call, Literal, Name, Options, Param, Term
from linxuan.rules.walk import names_in


def too_few_years(variable: Variable) -> tuple[str, str]:
    """Return problem and hint for a table that is read further back than it goes."""
    years = say("、").join(map(str, variable.years))
    return say("“{name}”只有{count}年的数", name=variable.name, count=len(variable.years)), say(
        "有：{known}", known=years
    )


def table_kind(inspection: Inspection, call: Call, argument: Term | Options) -> Kind | None:
    """Look at the year table of a call: a bare name, with as many years as the call needs."""
    if not isinstance(argument, Name):
        return inspection.fault(argument, *_no_table(call))
    kind = inspection.kind(argument)
    if kind is None:
        return None
    if not kind.years or kind.type not in NUMBERS:
        return inspection.fault(argument, *_no_table(call))
    if inspection.years_back + _needed(call) > len(kind.years):
        return inspection.fault(argument, *too_few_years(inspection.scope.names[argument.id]))
    return kind


def check_yearly(inspection: Inspection, call: Call, condition: Term | Options) -> Kind | None:
    """Look at the condition of `each_year`: it speaks of year tables that end in the same years."""
    if isinstance(condition, Options):
        return inspection.fault(condition, *_no_table(call))
    names = [inspection.scope.names.get(name) for name in names_in(condition)]
    tables = [variable for variable in names if variable and variable.years]
    if any(variable and variable.meaning for variable in names):
        inspection.fault(condition, say("each_year 的条件里不能用算出的字段"), say("把它的算式写在这里"))
    elif not tables:
        inspection.fault(condition, say("each_year 的条件里没有年度表"), say("写成 each_year(表 > 0, 3)"))
    reach = _needed(call)
    if len({variable.years[-reach:] for variable in tables}) > 1:
        inspection.fault(condition, say("条件里各年度表的年份不同"), say("拆成几个 each_year"))
    return inspection.back(reach - 1).want(condition, Type.YES_NO)


def check_year_count(inspection: Inspection, call: Call, argument: Term | Options) -> Kind | None:
    """Look at how many years a call asks for: a whole number from 1, or a parameter that is one."""
    if isinstance(argument, Param):
        return inspection.want(argument, Type.INTEGER)
    if _whole_number(argument) >= 1:
        return Kind(Type.INTEGER)
    problem = say("{name} 的年数要写从1起的整数，或整数参数", name=call.function)
    return inspection.fault(argument, problem, say("写成 {usage}", usage=FUNCTIONS[call.function].usage))


def _needed(call: Call) -> int:
    """Return how many years a call reads; a number of years that is a parameter is taken as 1."""
    years = _whole_number(call.arguments[1]) if len(call.arguments) > 1 else 0
    return max(years, 1) + (call.function in GROWTH)


def _whole_number(argument: Term | Options) -> int:
    """Return a whole number that is written out; 0 for anything else."""
    match argument:
        case Literal(int() as count) if not isinstance(count, bool):
            return count
    return 0


def _no_table(call: Call) -> tuple[str, str]:
    usage = FUNCTIONS[call.function].usage
    return say("{name} 要一个年度表的名称", name=call.function), say("写成 {usage}", usage=usage)
