"""What somebody may have meant who wrote a name that is not there."""

import difflib
from collections.abc import Iterable, Mapping

from linxuan.language import say
from linxuan.rules.functions import FUNCTIONS, HAS_TITLE, NOT_YET, SCORED
from linxuan.rules.scope import Scope

_LISTED = 12
_COMPARED = 500


def unknown_name(id: str, scope: Scope) -> tuple[str, str]:
    """Return problem and hint for a name that the scope does not have."""
    if id.startswith(SCORED):
        return _unknown_score(id, scope)
    problem = say("没有字段“{id}”", id=id)
    if id in scope.parameters:
        return problem, say("参数前面写 $：${id}", id=id)
    if id in FUNCTIONS:
        return problem, say("函数后面写括号：{usage}", usage=FUNCTIONS[id].usage)
    if any(id in variable.options for variable in scope.names.values()):
        return problem, say("如果是选项，写在单引号里：'{id}'", id=id)
    return problem, suggestion(id, scope.names)


def unknown_parameter(id: str, scope: Scope) -> tuple[str, str]:
    """Return problem and hint for a parameter that the scope does not have."""
    problem = say("没有参数“${id}”", id=id)
    if id in scope.names:
        return problem, say("字段前面不写 $：{id}", id=id)
    return problem, suggestion(id, scope.parameters)


def unknown_function(name: str, scope: Scope) -> tuple[str, str]:
    """Return problem and hint for a call of a function that there is not."""
    if name in NOT_YET:
        return not_yet(f"{name}()")
    problem = say("没有函数“{name}”", name=name)
    if name in scope.names:
        return problem, say("“{name}”是字段，后面不写括号", name=name)
    return problem, suggestion(name, (*FUNCTIONS, HAS_TITLE))


def _unknown_score(id: str, scope: Scope) -> tuple[str, str]:
    """A score of the package gives `score_ID`, one more for each part and item, and `passes_ID`."""
    known = [name for name in scope.names if name.startswith(SCORED)]
    hint = suggestion(id, known) or say("评分表写在 [score.代号]，用 for 写明给哪些类别")
    return say("这里没有评分“{id}”", id=id), hint


def unknown_title(id: str, scope: Scope) -> tuple[str, str]:
    """Return problem and hint for a title that the package does not have."""
    hint = suggestion(id, scope.titles) or say("称号写在 [title.代号]，持有者写在它的名单里")
    return say("没有称号“{id}”", id=id), hint


def unknown_list(id: str, scope: Scope) -> tuple[str, str]:
    """Return problem and hint for a list that the package does not have."""
    return say("没有名单“{id}”", id=id), suggestion(id, scope.lists)


def unknown_option(value: object, options: Mapping[str, str]) -> tuple[str, str]:
    """Return problem and hint for a value that a choice does not have; its label finds it too."""
    problem = say("选项里没有“{value}”", value=value)
    for option, label in options.items():
        if label == value:
            return problem, say("写选项的编号：'{option}'", option=option)
    return problem, suggestion(str(value), options)


def not_yet(what: str) -> tuple[str, str]:
    """Return problem and hint for what the package format knows and this version does not do."""
    return say("“{what}”还不能用", what=what), say("目前的版本还不支持，先由人判断")


def suggestion(written: str, known: Iterable[str]) -> str:
    """Return what was probably meant; all there are, where they are few; else nothing."""
    known = tuple(known)[:_COMPARED]
    close = difflib.get_close_matches(written, known, n=1, cutoff=0.6)
    if close:
        return say("是不是“{close}”？", close=close[0])
    return say("有：{known}", known=say("、").join(known)) if 0 < len(known) <= _LISTED else ""
