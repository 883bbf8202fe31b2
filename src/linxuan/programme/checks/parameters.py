"""Parameters that choose: their values have to be options of their field."""

from linxuan.language import say
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Parameter, ParameterValue
from linxuan.programme.faults import Place, suggestion
from linxuan.programme.package import Package


def check_parameters(call: Call, package: Package) -> None:
    """Check the values of every parameter of kind choices."""
    for parameter in call.parameters.values():
        if parameter.kind == "choices" and parameter.field in call.fields:
            place = Part("param", parameter).place
            _check(call, package, parameter, parameter.value, place / "value")
            for number, case in enumerate(parameter.values):
                _check(call, package, parameter, case.value, place / "values" / number / "value")


def _check(call: Call, package: Package, parameter: Parameter, value: ParameterValue, place: Place) -> None:
    field = call.fields[parameter.field]
    for each in value if isinstance(value, tuple) else ():
        if each not in field.options:
            problem = say("栏目“{label}”没有选项“{option}”", label=field.name, option=each)
            package.faults.add(place, problem, suggestion(each, field.options))
