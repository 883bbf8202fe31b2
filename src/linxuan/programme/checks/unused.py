"""What nothing uses is a slip: a parameter that no expression names."""

import re

from linxuan.language import say
from linxuan.programme.anatomy import Part, expressions, parts
from linxuan.programme.definition import Call
from linxuan.programme.package import Package

_PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*)")


def check_unused(call: Call, package: Package) -> None:
    """Note every parameter that nothing uses. The text is looked at, so that a faulty expression counts."""
    used = {
        id
        for part in parts(call)
        for written in expressions(part)
        for id in _PARAMETER.findall(written.expression.text)
    }
    if package.documents.broken:
        return
    for parameter in call.parameters.values():
        if parameter.id not in used:
            problem = say("没有表达式用到参数 ${id}", id=parameter.id)
            package.faults.add(
                Part("param", parameter).place, problem, say("在规则里写 ${id}，或删去它", id=parameter.id)
            )
