"""Points by bands as SQL, and the best of several.

What a score measures is often a count over the rows of a group, and each band asks for it: such a count is
worked out once and given a name.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from linxuan.rules.evaluate import most_points
from linxuan.rules.sql.dialect import whole
from linxuan.rules.sql.env import Env
from linxuan.rules.sql.polynomials import Leaf, Number, places
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.sql.values import Shape
from linxuan.rules.sql.widths import WIDEST, digits_of
from linxuan.rules.terms import Best, Call, Compare, Literal, Points, Term
from linxuan.rules.walk import children

Truth: TypeAlias = Callable[[Term, Env], str]
Lower: TypeAlias = Callable[[Term, Env], Shape]
Type: TypeAlias = tuple[int, int]
"""How many digits a number has, and how many of them behind the point."""


def points(truth: Truth, lowered: Lower, term: Points, env: Env) -> Shape:
    """The first case that holds decides, and one that is unknown before it leaves all open."""
    return Number(_points(truth, lowered, term, env, _type_of((term,))))


def best(truth: Truth, lowered: Lower, term: Best, env: Env) -> Shape:
    """What is unknown counts as a little less than the most that it can come to: is that the highest, all is open."""
    digits, scale = _type_of(term.terms)
    if digits >= WIDEST:
        raise Unsayable("points of too many digits")
    finer = (digits + 1, scale + 1)
    found = [_points(truth, lowered, each, env, (digits, scale)).sql for each in term.terms]
    open_ones = [whole(_units(most_points(each), finer) - 1, *finer) for each in term.terms]
    at_most = [
        f"coalesce(CAST({sql} AS DECIMAL({finer[0]},{finer[1]})), {most})"
        for sql, most in zip(found, open_ones, strict=True)
    ]
    highest = at_most[0] if len(at_most) == 1 else f"greatest({', '.join(at_most)})"
    name = _name(env)
    known = f"CASE WHEN {name} IN ({', '.join(dict.fromkeys(open_ones))}) THEN NULL"
    shown = f"{known} ELSE CAST({name} AS DECIMAL({digits},{scale})) END"
    return Number(Leaf(env.dialect.let(name, highest, shown), digits, scale))


def _points(truth: Truth, lowered: Lower, term: Points, env: Env, type: Type) -> Leaf:
    shared = next(_asked_again(term, env), None)
    if shared is None:
        return Leaf(_cases(truth, term, env, type), *type)
    count = lowered(shared, env)
    if not isinstance(count, Number) or not isinstance(count.polynomial, Leaf) or count.factor != 1:
        raise Unsayable("no count")
    name = _name(env)
    inside = env.binding(shared, Number(Leaf(name, count.polynomial.digits, count.polynomial.scale)))
    body = _points(truth, lowered, term, inside, type)
    return Leaf(env.dialect.let(name, count.polynomial.sql, body.sql), *type)


def _cases(truth: Truth, term: Points, env: Env, type: Type) -> str:
    """Bands of one measure are unknown together: whether they are is asked once."""
    cases, asked = [], set[Term]()
    for condition, worth in term.cases:
        sql, measure = truth(condition, env), _measure(condition)
        cases.append(f"WHEN {sql} THEN {whole(_units(worth, type), *type)}")
        if measure not in asked:
            cases.append(f"WHEN {sql} IS NULL THEN NULL")
        if measure is not None:
            asked.add(measure)
    otherwise = whole(_units(term.otherwise, type), *type)
    return f"CASE {' '.join(cases)} ELSE {otherwise} END" if cases else otherwise


def _measure(condition: Term) -> Term | None:
    """What a band is told by, if by one thing: it is unknown exactly where that is."""
    match condition:
        case Compare(_, measure, Literal(int() | Decimal())):
            return measure
    return None


def _asked_again(term: Points, env: Env) -> Iterator[Term]:
    """The counts that the cases of a term speak of more than once."""
    seen: set[Term] = set()
    for condition, _ in term.cases:
        for count in _counts(condition):
            if env.place(count) not in env.bound and (count in seen or _measure(condition) is not count):
                yield count
            seen.add(count)


def _counts(term: Term) -> Iterator[Term]:
    """The counts over groups in a term, not those inside rows or other years."""
    match term:
        case Call("count_where"):
            yield term
        case Call("each_year") | Points() | Best():
            return
        case _:
            for each in children(term):
                yield from _counts(each)


def _type_of(terms: Sequence[Points]) -> Type:
    worth = [Fraction(each) for term in terms for each in (*(one for _, one in term.cases), term.otherwise)]
    scale = max(places(each) or 0 for each in worth)
    return digits_of(max(int(abs(each) * 10**scale) for each in worth), scale), scale


def _units(points: int | Decimal | Fraction, type: Type) -> int:
    return int(Fraction(points) * 10 ** type[1])


def _name(env: Env) -> str:
    return f"linxuan_count_{len(env.bound)}"
