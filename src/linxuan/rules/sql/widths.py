"""Polynomials written as SQL with decimals wide enough for every value that the columns can have.

Engines abort the whole query where a DECIMAL overflows, so every width is worked out beforehand; 38 digits
are possible. Where a polynomial could become wider, its columns are narrowed: a larger value reads as
NULL, and the row is noted as one that the evaluator of one record has to settle.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from linxuan.rules.sql.dialect import Dialect, whole
from linxuan.rules.sql.polynomials import Constant, Leaf, Polynomial, Product, Sum
from linxuan.rules.sql.unsayable import Unsayable

QUICK, WIDEST = 18, 38
NEVER_NARROWED = 9
"""Digits before the point of what is no column, such as a count."""
_REACH = (15, 14, 13, 12, 11, 10, 9, 8, 7, 6)
"""Digits before the point to which columns are narrowed, the widest first."""


@dataclass(frozen=True)
class Written:
    """SQL of type DECIMAL(digits, scale) whose value is never more than `most` units of the last place."""

    sql: str
    most: int
    scale: int

    @property
    def digits(self) -> int:
        """The digits that its type has."""
        return digits_of(self.most, self.scale)


class _TooWide(Exception):
    """No DECIMAL holds it."""


def _within_reach(digits: int) -> int:
    if digits > WIDEST:
        raise _TooWide
    return digits


@dataclass
class Writer:
    """Writes polynomials; `reach` is to how many digits before the point columns are narrowed."""

    dialect: Dialect
    reach: int | None = None
    narrowed: dict[str, None] = field(default_factory=dict)

    def write(self, polynomial: Polynomial) -> Written:
        """Return the polynomial as SQL."""
        match polynomial:
            case Leaf():
                return self._leaf(polynomial)
            case Constant(units, scale):
                return self.typed(Written("", abs(units), scale), lambda d: whole(units, d, scale))
            case Sum(parts):
                return self._sum(parts)
            case Product(left, right):
                return self._product(self.write(left), self.write(right))

    def rescaled(self, written: Written, scale: int) -> Written:
        """Return the same with more places behind the point."""
        if written.scale == scale:
            return written
        most = written.most * 10 ** (scale - written.scale)
        return self.typed(Written(written.sql, most, scale), lambda d: _cast(written.sql, d, scale))

    def typed(self, written: Written, sql: Callable[[int], str]) -> Written:
        """Return what `sql` says with so many digits."""
        return Written(sql(_within_reach(written.digits)), written.most, written.scale)

    def _leaf(self, leaf: Leaf) -> Written:
        most = 10**leaf.digits - 1
        if self.reach is None or leaf.digits - leaf.scale <= max(self.reach, NEVER_NARROWED):
            _within_reach(leaf.digits)
            return Written(leaf.sql, most, leaf.scale)
        digits = _within_reach(self.reach + leaf.scale)
        limit = whole(10**self.reach, self.reach + 1, 0)
        self.narrowed[f"abs({leaf.sql}) >= {limit}"] = None
        sql = f"TRY_CAST({leaf.sql} AS DECIMAL({digits},{leaf.scale}))"
        return Written(sql, 10**digits - 1, leaf.scale)

    def _sum(self, parts: Iterable[tuple[int, Polynomial]]) -> Written:
        terms = [(count < 0, self._multiplied(abs(count), self.write(each))) for count, each in parts]
        scale = max(term.scale for _, term in terms)
        found: Written | None = None
        for negative, term in terms:
            found = self._added(found, self.rescaled(term, scale), negative)
        if found is None:
            raise Unsayable("a sum of nothing")
        return found

    def _added(self, found: Written | None, term: Written, negative: bool) -> Written:
        if found is None:
            return Written(f"(-{term.sql})", term.most, term.scale) if negative else term
        most, sign = found.most + term.most, "-" if negative else "+"
        _within_reach(max(found.digits, term.digits) + 1)
        return self.typed(
            Written("", most, term.scale),
            lambda d: _cast(f"({found.sql} {sign} {term.sql})", d, term.scale),
        )

    def _multiplied(self, count: int, written: Written) -> Written:
        return written if count == 1 else self._product(written, self.write(Constant(count)))

    def _product(self, left: Written, right: Written) -> Written:
        most, scale = left.most * right.most, left.scale + right.scale
        _within_reach(left.digits + right.digits + self.dialect.digits_to_spare)
        first = left.sql
        if digits_of(most, scale) > QUICK and max(left.digits, right.digits) <= QUICK:
            first = _cast(left.sql, QUICK + 1, left.scale)
        return self.typed(Written("", most, scale), lambda d: _cast(f"({first} * {right.sql})", d, scale))


def written_within(dialect: Dialect, write: Callable[[Writer], str]) -> tuple[str, tuple[str, ...]]:
    """Return what `write` makes with a writer, and the conditions under which it cannot be relied on.

    Raises Unsayable where no width is wide enough.
    """
    for reach in (None, *_REACH):
        writer = Writer(dialect, reach)
        sql = _tried(writer, write)
        if sql is not None:
            return sql, tuple(writer.narrowed)
    raise Unsayable("no decimal is wide enough")


def _tried(writer: Writer, write: Callable[[Writer], str]) -> str | None:
    try:
        return write(writer)
    except _TooWide:
        return None


def digits_of(most: int, scale: int) -> int:
    """Return how many digits a decimal needs that holds so many units of its last place."""
    return max(len(str(most)), scale, 1)


def _cast(sql: str, digits: int, scale: int) -> str:
    return f"CAST({sql} AS DECIMAL({digits},{scale}))"
