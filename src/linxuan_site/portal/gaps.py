"""How much is lacking to a share that a rule demands: the number that helps more than the share."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Rule
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.terms import Call as Function
from linxuan.rules.terms import Options, Term
from linxuan.rules.walk import names_in

CENT = Decimal("0.01")
WIDTH = 280
"""The bar's own units; it is as wide as its place."""


@dataclass(frozen=True)
class Gap:
    """A share below its bound. `lacking` is in the unit of the part; shares are ratios."""

    lacking: Decimal
    unit: str
    now: Decimal
    bound: Decimal

    @property
    def filled(self) -> int:
        """Where the bar ends: three quarters of the width are the bound."""
        return int(min(max(self.now / self.bound, Decimal(0)), Decimal(1)) * WIDTH * 3 / 4)

    @property
    def line(self) -> int:
        """Where the bound stands."""
        return WIDTH * 3 // 4

    @property
    def now_percent(self) -> str:
        """The share as a percentage, cut off, so that it never reads as the bound."""
        return f"{(self.now * 100).quantize(Decimal('0.01'), ROUND_FLOOR)}%"

    @property
    def bound_percent(self) -> str:
        """The bound as a percentage."""
        return f"{(self.bound * 100).normalize():f}%"


def gaps(call: Call, procedure: str, record: Record) -> dict[str, Gap]:
    """Return, by rule, what is lacking to every share that is known to stay below its bound."""
    found = ((rule.id, _gap(call, rule, record)) for rule in lookup.rules_of(call, procedure))
    return {rule: gap for rule, gap in found if gap is not None}


def _gap(call: Call, rule: Rule, record: Record) -> Gap | None:
    match rule.holds.term:
        case Function("share_at_least", (part, whole, least)):
            known = _amounts((part, whole, least), record)
            return _below(call, part, *known) if known else None
    return None


def _amounts(terms: Iterable[Term | Options], record: Record) -> tuple[Decimal, Decimal, Decimal] | None:
    values = [None if isinstance(one, Options) else evaluate(one, record) for one in terms]
    amounts = [Decimal(one) for one in values if isinstance(one, int | Decimal)]
    return (amounts[0], amounts[1], amounts[2]) if len(amounts) == 3 else None


def _below(call: Call, term: Term | Options, part: Decimal, whole: Decimal, least: Decimal) -> Gap | None:
    lacking = least * whole - part
    if whole <= 0 or least <= 0 or lacking <= 0:
        return None
    names = () if isinstance(term, Options) else names_in(term)
    units = {call.fields[one].unit for one in names if one in call.fields}
    # Rounded up: with what it says added, the bound is reached.
    return Gap(
        lacking.quantize(CENT, ROUND_CEILING), units.pop() if len(units) == 1 else "", part / whole, least
    )
