"""The functions of the language: what each wants and what it gives. There are no others.

What they do stands in `calls.py`, and a test holds the two tables to the same names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from linxuan.rules.scope import Type


class Wanted(Enum):
    """What an argument has to be."""

    NUMBER = auto()
    SHIFT = auto()
    """By how many years, months or days: a whole number."""
    SHARE = auto()
    DATE = auto()
    TEXT = auto()
    CHOICES = auto()
    """A field with several choices."""
    COUNTABLE = auto()
    """A field with several choices, or a group."""
    OPTIONS = auto()
    """A list written out, or a parameter of kind choices."""
    LIST = auto()
    """The id of a list of the package, in quotes."""
    YEARS = auto()
    """The bare name of a year table."""
    YEAR_COUNT = auto()
    """How many years: a whole number written out, or a parameter."""
    YEARLY_CONDITION = auto()
    """Yes or no for one year: year tables in it mean that year."""
    GROUP = auto()
    """The bare name of a group."""
    ROW_CONDITION = auto()
    """Yes or no for one row of the group: names in it mean the fields of that row."""


@dataclass(frozen=True)
class Function:
    """One function. `result` is None where it gives a number of the same type and unit as its table."""

    name: str
    usage: str
    wanted: tuple[Wanted, ...]
    result: Type | None


def _table(*functions: Function) -> Mapping[str, Function]:
    return {function.name: function for function in functions}


FUNCTIONS = _table(
    Function(
        "share_at_least",
        "share_at_least(part, whole, $p)",
        (Wanted.NUMBER, Wanted.NUMBER, Wanted.SHARE),
        Type.YES_NO,
    ),
    Function("share", "share(part, whole)", (Wanted.NUMBER, Wanted.NUMBER), Type.RATIO),
    Function("add_years", "add_years(day, 2)", (Wanted.DATE, Wanted.SHIFT), Type.DATE),
    Function("add_months", "add_months(day, 6)", (Wanted.DATE, Wanted.SHIFT), Type.DATE),
    Function("add_days", "add_days(day, 30)", (Wanted.DATE, Wanted.SHIFT), Type.DATE),
    Function("in_list", "in_list(district, 'districts')", (Wanted.TEXT, Wanted.LIST), Type.YES_NO),
    Function("has_any", "has_any(field, ('a', 'b'))", (Wanted.CHOICES, Wanted.OPTIONS), Type.YES_NO),
    Function("has_all", "has_all(field, ('a', 'b'))", (Wanted.CHOICES, Wanted.OPTIONS), Type.YES_NO),
    Function("size", "size(field)", (Wanted.COUNTABLE,), Type.INTEGER),
    Function("starts_with", "starts_with(code, '2102')", (Wanted.TEXT, Wanted.TEXT), Type.YES_NO),
    Function("industry_section", "industry_section(industry_code)", (Wanted.TEXT,), Type.CHOICE),
    Function("latest", "latest(table)", (Wanted.YEARS,), None),
    Function("total", "total(table, 3)", (Wanted.YEARS, Wanted.YEAR_COUNT), None),
    Function("mean", "mean(table, 3)", (Wanted.YEARS, Wanted.YEAR_COUNT), Type.DECIMAL),
    Function(
        "each_year",
        "each_year(table > 0, 3)",
        (Wanted.YEARLY_CONDITION, Wanted.YEAR_COUNT),
        Type.YES_NO,
    ),
    Function(
        "count_where", "count_where(group, granted)", (Wanted.GROUP, Wanted.ROW_CONDITION), Type.INTEGER
    ),
    Function("growth", "growth(table)", (Wanted.YEARS,), Type.RATIO),
    Function("mean_growth", "mean_growth(table, 2)", (Wanted.YEARS, Wanted.YEAR_COUNT), Type.RATIO),
    Function(
        "compound_growth_at_least",
        "compound_growth_at_least(table, 2, $p)",
        (Wanted.YEARS, Wanted.YEAR_COUNT, Wanted.SHARE),
        Type.YES_NO,
    ),
)

HAS_TITLE = "has_title"
"""Written like a function: what holding a title stands for is put in its place, see `Scope.titles`."""
NOT_YET = ("group_has_title",)
"""Functions of the package format that need relations between entities, which nothing keeps yet."""
SCORED = ("score_", "passes_")
"""How the names begin that a score of the package gives."""
GROWTH = ("growth", "mean_growth", "compound_growth_at_least")
"""Functions that look one year further back than the years they speak of."""
