"""Exact numbers before they are written as SQL: sums and products, with how large they can become.

A number is a polynomial over the columns, times a fraction of whole numbers: there is no division in
it, and a mean is the sum with the factor 1/n. Both sides of a comparison are cleared of fractions.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import TypeAlias

from linxuan.rules.sql.unsayable import LONGEST, Unsayable


@dataclass(frozen=True)
class Leaf:
    """What the engine gives: an SQL of DECIMAL(digits, scale)."""

    sql: str
    digits: int
    scale: int

    def __post_init__(self) -> None:
        if len(self.sql) > LONGEST:
            raise Unsayable("the text is too long")


@dataclass(frozen=True)
class Constant:
    """`units` of the last of `scale` places behind the point."""

    units: int
    scale: int = 0


@dataclass(frozen=True)
class Sum:
    """Polynomials, each so many times."""

    parts: tuple[tuple[int, "Polynomial"], ...]


@dataclass(frozen=True)
class Product:
    """Two polynomials multiplied."""

    left: "Polynomial"
    right: "Polynomial"


Polynomial: TypeAlias = Leaf | Constant | Sum | Product
ONE = Constant(1)


@dataclass(frozen=True)
class Number:
    """A polynomial times a factor. A constant is the factor alone, over `ONE`."""

    polynomial: Polynomial
    factor: Fraction = Fraction(1)

    @property
    def constant(self) -> Fraction | None:
        """The value, where it is the same for every row."""
        return self.factor if self.polynomial is ONE else None


@dataclass(frozen=True)
class Ratio:
    """A ratio that is only compared: over a base of zero or less it is never met."""

    part: Number
    whole: Number
    bases: tuple[Number, ...]


def constant(value: int | Decimal | Fraction) -> Number:
    """Return a value that is the same for every row."""
    return Number(ONE, Fraction(value))


def times(left: Number, right: Number) -> Number:
    """Multiply."""
    factor = left.factor * right.factor
    if left.polynomial is ONE or right.polynomial is ONE:
        return Number(left.polynomial if right.polynomial is ONE else right.polynomial, factor)
    return Number(Product(left.polynomial, right.polynomial), factor)


def plus(left: Number, right: Number, sign: int = 1) -> Number:
    """Add, or subtract where `sign` is -1."""
    right = Number(right.polynomial, right.factor * sign)
    if left.constant is not None and right.constant is not None:
        return constant(left.constant + right.constant)
    if left.constant == 0 or right.constant == 0:
        return right if left.constant == 0 else left
    shared = lcm(*(_denominator(each) for each in (left, right)))
    parts = (*_parts(left, shared), *_parts(right, shared))
    return Number(Sum(parts), Fraction(1, shared))


def total(numbers: list[Number]) -> Number:
    """Add up; there is at least one."""
    return reduce(plus, numbers)


def product(numbers: list[Number]) -> Number:
    """Multiply all; 1 for none."""
    return reduce(times, numbers, constant(1))


def _denominator(number: Number) -> int:
    """By what a number is multiplied to be whole; a decimal constant keeps its places."""
    if number.constant is not None and places(number.constant) is not None:
        return 1
    return number.factor.denominator


def _parts(number: Number, shared: int) -> tuple[tuple[int, Polynomial], ...]:
    factor = number.factor * shared
    if number.polynomial is ONE:
        scale = places(factor) or 0
        return ((1, Constant(int(factor * 10**scale), scale)),)
    if isinstance(number.polynomial, Sum) and factor == 1:
        return number.polynomial.parts
    return ((int(factor), number.polynomial),)


def places(value: Fraction) -> int | None:
    """Return how many places behind the point write a fraction exactly; None where none do."""
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
