"""Every row of a register with the outcome of every rule, as one SQL text.

In it `o3` is the outcome of the fourth rule: TRUE met, FALSE not met, NULL unknown. A rule that is not
for every row has `a3` beside it: whether there is a finding. Where there is none `o3` is TRUE, so that
the verdict is the plain conjunction of the mandatory ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linxuan.programme.definition import Rule
from linxuan.screening.demands import RuleSql

ASKED = "asked"
"""The table of rows that the one-record evaluator was asked of, with the same columns."""


@dataclass(frozen=True)
class Judged:
    """The rules of a screening over `relation`, each with its place in it.

    `sql` is a SELECT with `row`, what is `carried` through (`i0` is the first heading of it), `cells` of
    the register as they stand in it (`c0` is the first), and the columns of the rules. `partial` are the
    places of the rules that are not for every row.
    """

    sql: str
    rules: tuple[Rule, ...]
    partial: frozenset[int]
    carried: tuple[str, ...] = ()
    cells: int = 0

    @property
    def raw(self) -> tuple[str, ...]:
        """The columns of the cells; none where a row has to be looked up again."""
        return tuple(f"c{at}" for at in range(self.cells))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rules in their order."""
        return tuple(name for place in range(len(self.rules)) for name in self.columns_of(place))

    def columns_of(self, place: int) -> tuple[str, ...]:
        """Return the columns of one rule: its outcome, and whether there is a finding where that differs."""
        return (f"o{place}", f"a{place}") if place in self.partial else (f"o{place}",)

    def part(self, places: Sequence[int]) -> "Judged":
        """Return some of the rules by themselves, in their order and numbered anew, without SQL."""
        partial = frozenset(at for at, place in enumerate(places) if place in self.partial)
        return Judged("", tuple(self.rules[place] for place in places), partial)

    @property
    def verdict(self) -> str:
        """SQL over the columns: TRUE eligible, FALSE ineligible, NULL undetermined."""
        return conjunction(f"o{place}" for place in self.mandatory)

    @property
    def mandatory(self) -> tuple[int, ...]:
        """The places of the rules that decide."""
        return tuple(place for place, rule in enumerate(self.rules) if rule.strength == "mandatory")


def judged(
    relation: str,
    rules: Sequence[RuleSql],
    carried: Mapping[str, str],
    cells: Sequence[str] = (),
    *,
    asked: bool,
) -> Judged:
    """Return the rows of `relation` judged by `rules`.

    `carried` is what goes along, as SQL by its heading; `cells` the cells as they stand in the file.
    With `asked`, outcomes that SQL cannot settle are taken from the table of that name.
    """
    partial = frozenset(place for place, each in enumerate(rules) if each.applies is not None)
    told = [column for place, each in enumerate(rules) for column in _columns(place, each, asked)]
    beside = f" LEFT JOIN {ASKED} ON {ASKED}.row = r.row" if asked else ""
    along = [f"{each} AS i{at}" for at, each in enumerate(carried.values())]
    along += [f"{each} AS c{at}" for at, each in enumerate(cells)]
    sql = f"SELECT {', '.join(('r.row AS row', *along, *told))} FROM {relation} AS r{beside}"
    return Judged(sql, tuple(each.rule for each in rules), partial, tuple(carried), len(cells))


def needs_asking(rules: Sequence[RuleSql]) -> str | None:
    """Return SQL for the rows that the one-record evaluator has to be asked of; None where there are none."""
    if any(each.outcome is None for each in rules):
        return "TRUE"
    conditions = dict.fromkeys(each.inexact for each in rules if each.inexact)
    return " OR ".join(f"({each})" for each in conditions) or None


def conjunction(conditions: Iterable[str]) -> str:
    """Return the conjunction of SQL conditions, TRUE of none."""
    return f"({' AND '.join(conditions) or 'TRUE'})"


def _columns(place: int, rule: RuleSql, asked: bool) -> list[str]:
    outcome, applies = f"o{place}", f"a{place}"
    found = _settled(rule.outcome or "NULL::BOOLEAN", rule, f"{ASKED}.{outcome}", asked)
    if rule.applies is None:
        return [f"{found} AS {outcome}"]
    there = _settled(rule.applies, rule, f"{ASKED}.{applies}", asked)
    return [f"CASE WHEN {there} THEN {found} ELSE TRUE END AS {outcome}", f"{there} AS {applies}"]


def _settled(sql: str, rule: RuleSql, otherwise: str, asked: bool) -> str:
    """Ask where SQL cannot settle it: never a wrong answer instead."""
    if rule.outcome is None:
        return otherwise if asked else "NULL::BOOLEAN"
    if rule.inexact is None or not asked:
        return f"({sql})"
    return f"CASE WHEN {rule.inexact} THEN {otherwise} ELSE ({sql}) END"
