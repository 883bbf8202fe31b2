"""Comparisons that can never hold, or never fail, whatever is answered: slips of a package.

Only what is certain is told. An expression that `check` finds sound may still be one of these.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.bounds import Bounds, bounds
from linxuan.rules.check import kind_in
from linxuan.rules.contradictions import contradiction
from linxuan.rules.problems import Problem
from linxuan.rules.scope import Scope, Type
from linxuan.rules.terms import And, Between, Call, Compare, In, Literal, Name, Options, Or, Term
from linxuan.rules.walk import children

_NO_SHARE = 10
"""From here on a share that is written out is taken for a percentage."""


def impossible(term: Term, scope: Scope, *, may_always_hold: bool = False) -> tuple[Problem, ...]:
    """Return what in a sound term can never hold or never fail, in the order of the text.

    With `may_always_hold` the term itself may be a comparison that never fails, such as the last band
    of a score; what is inside it may not.
    """
    found = dict.fromkeys(_faults(term, scope, may_always_hold=may_always_hold))
    return tuple(sorted(found, key=lambda each: each.position))


def _faults(term: Term, scope: Scope, *, may_always_hold: bool = False) -> Iterator[Problem]:
    match term:
        case Compare():
            yield from _of_comparison(term, scope, may_always_hold=may_always_hold)
        case Between():
            yield from _of_range(term, scope)
        case In(options=Options() as options):
            yield from _of_entries(term.term, options, scope)
        case Call(_, (_, Options() as options)):
            yield from _twice(options)
        case And() | Or():
            yield from contradiction(term, scope)
    inside = _inside(term, scope)
    for each in children(term):
        yield from _faults(each, inside)


def _inside(term: Term, scope: Scope) -> Scope:
    match term:
        case Call("count_where", (Name(group), _)) if group in scope.names:
            return scope.row(group)
    return scope


# ── comparisons ──


def _of_comparison(term: Compare, scope: Scope, *, may_always_hold: bool) -> Iterator[Problem]:
    if isinstance(term.left, Literal) and isinstance(term.right, Literal):
        yield Problem(say("两边都是写定的，结果永远一样"), say("有一边应当是字段"), term.position)
        return
    left, right = bounds(term.left, scope), bounds(term.right, scope)
    outcome = _decided(term.operator, left, right)
    if outcome is False:
        yield Problem(say("永远不成立：{why}", why=_why(left, right)), _look_again(), term.position)
    elif outcome and not may_always_hold and not _is_ratio(term, scope):
        yield Problem(say("永远成立：{why}", why=_why(left, right)), _look_again(), term.position)
    else:
        yield from _percent_slip(term, scope)


def _decided(sign: str, left: Bounds, right: Bounds) -> bool | None:
    """Whether a comparison holds for all values within the bounds, or for none; None where that is open."""
    match sign:
        case "<":
            return _below(left, right)
        case ">=":
            return _opposite(_below(left, right))
        case ">":
            return _below(right, left)
        case "<=":
            return _opposite(_below(right, left))
    apart = _below(left, right) or _below(right, left)
    same = left.low == left.high == right.low == right.high and left.low is not None
    equal = False if apart else True if same else None
    return equal if sign == "=" else _opposite(equal)


def _below(left: Bounds, right: Bounds) -> bool | None:
    if left.high is not None and right.low is not None and left.high < right.low:
        return True
    return False if left.low is not None and right.high is not None and left.low >= right.high else None


def _opposite(outcome: bool | None) -> bool | None:
    return None if outcome is None else not outcome


def _is_ratio(term: Compare, scope: Scope) -> bool:
    """A comparison with a ratio fails over a base of zero, so that none holds always."""
    kinds = (kind_in(term.left, scope), kind_in(term.right, scope))
    return any(kind is not None and kind.type is Type.RATIO for kind in kinds)


def _why(left: Bounds, right: Bounds) -> str:
    return say("左边{left}，右边{right}", left=left.wording, right=right.wording)


def _look_again() -> str:
    return say("核对比较符号和数；一栏的最小、最大值写在它的 min、max")


def _percent_slip(term: Compare, scope: Scope) -> Iterator[Problem]:
    """Who writes 30 means 30 %; a share may be twice its whole, but hardly that."""
    for part, other in ((term.left, term.right), (term.right, term.left)):
        match other:
            case Literal(int() | Decimal() as value) if value >= _NO_SHARE and _is_share(part, scope):
                problem = say("{value}是{percent}", value=value, percent=figures.share(value))
                hint = say("30 % 写成 0.30；倍数写成 甲 >= 20 * 乙")
                yield Problem(problem, hint, term.position)


def _is_share(term: Term, scope: Scope) -> bool:
    match term:
        case Call("share"):
            return True
        case Name(id) if id in scope.names:
            meaning = scope.names[id].meaning
            return isinstance(meaning, Call) and meaning.function == "share"
    return False


# ── ranges and lists ──


def _of_range(term: Between, scope: Scope) -> Iterator[Problem]:
    if _is_turned(term):
        problem = say("BETWEEN 的下限大于上限，永远不成立")
        yield Problem(problem, say("小的写在前面"), term.position)
        return
    value = bounds(term.term, scope)
    for sign, bound in ((">=", bounds(term.low, scope)), ("<=", bounds(term.high, scope))):
        if _decided(sign, value, bound) is False:
            yield Problem(say("永远不成立：{why}", why=_why(value, bound)), _look_again(), term.position)


def _is_turned(term: Between) -> bool:
    match term.low, term.high:
        case Literal(date() as low), Literal(date() as high):
            return low > high
        case Literal(int() | Decimal() as low), Literal(int() | Decimal() as high):
            return low > high
    return False


def _of_entries(term: Term, options: Options, scope: Scope) -> Iterator[Problem]:
    yield from _twice(options)
    value = bounds(term, scope)
    for entry in options.values:
        if isinstance(entry, int | Decimal) and _decided("=", value, Bounds.of(entry, entry)) is False:
            problem = say("不会是 {entry}：左边{left}", entry=entry, left=value.wording)
            yield Problem(problem, _look_again(), options.position)


def _twice(options: Options) -> Iterator[Problem]:
    for entry in dict.fromkeys(options.values):
        if options.values.count(entry) > 1:
            yield Problem(say("“{entry}”写了两次", entry=entry), say("去掉一个"), options.position)
