"""Expressions: each has to make sense for everybody whom its element concerns."""

from dataclasses import replace

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part, Written, expressions, parts
from linxuan.programme.definition import Call, StandingRule
from linxuan.programme.faults import Place
from linxuan.programme.known import FIELDS
from linxuan.programme.lines import KeyPath
from linxuan.programme.package import Package
from linxuan.programme.scope import scope_of, scope_of_history
from linxuan.rules.check import check, names_in, parameters_in
from linxuan.rules.functions import SCORED
from linxuan.rules.impossible import impossible
from linxuan.rules.problems import Problem, excerpt
from linxuan.rules.scope import Scope, Type

_WITHOUT_SCORES = ("field", "param", "score")
"""Kinds that a score may be made of."""

_MEASURED = (Type.INTEGER, Type.DECIMAL, Type.SHARE, Type.RATIO, Type.DATE)
"""What has bands with bounds."""


def check_expressions(call: Call, package: Package) -> None:
    """Check every expression in the scope of each procedure, or of a designated entity."""
    # A list that could not be read is there all the same.
    lists = frozenset(package.known.of("list") or ())
    scopes = {id: replace(scope_of(call, id), lists=lists) for id in _with_form(call, package)}
    history = replace(scope_of_history(call), lists=lists)
    users = _users(call)
    for part in parts(call):
        concerned = users.get(part.element.id, set()) if part.kind == "param" else part.element.concerns
        faulty: set[KeyPath] = set()
        for written in expressions(part):
            if written.stands_on in faulty:
                continue
            if isinstance(part.element, StandingRule) and part.element.condition is written.expression:
                _check(package, part, written, history)
                continue
            for procedure, scope in scopes.items():
                if procedure in concerned and not _check_for(call, package, part, written, procedure, scope):
                    faulty.add(written.path)


def _with_form(call: Call, package: Package) -> tuple[str, ...]:
    """Procedures whose form could be read: of the others nothing can be said."""
    if package.is_broken(FIELDS):
        return ()
    return tuple(id for id in (*call.tracks, *call.rounds) if lookup.procedure(call, id).form in call.forms)


def _users(call: Call) -> dict[str, set[str]]:
    """Whom each parameter's values are worked out for: those whose rules and the like use it."""
    users: dict[str, set[str]] = {}
    for part in parts(call):
        for written in expressions(part) if part.kind != "param" else ():
            for parameter in parameters_in(written.expression.term):
                users.setdefault(parameter, set()).update(part.element.concerns)
    return users


def _check_for(
    call: Call, package: Package, part: Part, written: Written, procedure: str, scope: Scope
) -> bool:
    """Note what is wrong with an expression for those who file under a procedure; true where nothing is."""
    if part.kind in _WITHOUT_SCORES and (scored := _scored(call, written)):
        _tell_score(package, part, written, scored)
        return False
    absent = _absent(call, written, scope)
    for id in absent:
        problem = say(
            "栏目“{label}”（{id}）不在“{procedure}”的申报书上",
            label=call.fields[id].name,
            id=id,
            procedure=lookup.procedure(call, procedure).name,
        )
        hint = say("用 for 只写有这一栏的类别，或把它放进申报书")
        package.faults.add(_place(part, written), problem, hint)
    return not absent and _check(package, part, written, scope)


def _scored(call: Call, written: Written) -> str:
    """The first name of a score in an expression; empty where there is none."""
    names = (name for name in names_in(written.expression.term) if name not in call.fields)
    return next((name for name in names if name.startswith(SCORED)), "")


def _tell_score(package: Package, part: Part, written: Written, name: str) -> None:
    """What a score is made of must not stand on a score, nor what it may be made of."""
    problem = say("这里不能用评分“{name}”", name=name)
    package.faults.add(_place(part, written), problem, say("评分写在规则、名额和各处的 when 里"))


def _absent(call: Call, written: Written, scope: Scope) -> list[str]:
    """Fields of the catalogue that the form has neither by themselves nor in the rows of a group."""
    columns = {id for variable in scope.names.values() for id in variable.fields}
    names = names_in(written.expression.term)
    return [id for id in names if id in call.fields and id not in scope.names and id not in columns]


def _check(package: Package, part: Part, written: Written, scope: Scope) -> bool:
    wanted = Type.YES_NO if written.is_condition else None
    type, problems = check(written.expression.term, scope, wanted=wanted)
    if written.path[-1:] == ("measure",) and not problems and type not in _MEASURED:
        told = say("measure 要是数字、算出的比值或日期")
        package.faults.add(_place(part, written), told, say("是或否、选项写成 when 的档"))
        return False
    found = problems or _impossible(written, scope)
    for problem in found:
        package.faults.add(_place(part, written), _told(written, problem), problem.hint)
    return not found


def _impossible(written: Written, scope: Scope) -> tuple[Problem, ...]:
    """What can never hold or never fail. The last band of a score may be reached by everybody."""
    return impossible(written.expression.term, scope, may_always_hold=bool(written.stands_on))


def _place(part: Part, written: Written) -> Place:
    return Place(part.element.file, (*part.place.path, *written.path))


def _told(written: Written, problem: Problem) -> str:
    around = excerpt(written.expression.text, problem.position)
    return (
        say("{problem}（在“{around}”处）", problem=problem.problem, around=around)
        if around
        else problem.problem
    )
