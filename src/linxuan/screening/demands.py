"""The rules of a procedure as SQL over the columns of a register: what `checking.check` says of each row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from math import prod
from typing import TypeVar

from linxuan.answers.fields import FILED_ON
from linxuan.checking.ruleset import Demand, RuleSet
from linxuan.programme.definition import Parameter, ParameterValue, Rule
from linxuan.rules.inlining import inlined
from linxuan.rules.sql import dialect as written
from linxuan.rules.sql.columns import Column, Columns
from linxuan.rules.sql.comparing import FALSE, UNKNOWN
from linxuan.rules.sql.dialect import Dialect
from linxuan.rules.sql.env import Env, doubtful
from linxuan.rules.sql.lists import periods
from linxuan.rules.sql.lower import truth
from linxuan.rules.sql.unsayable import LONGEST, Unsayable
from linxuan.rules.sql.values import operand
from linxuan.rules.terms import Call, Param, Term
from linxuan.rules.walk import names_in, parameters_in, walk

MOST_COMBINATIONS = 32
"""Of values that the parameters of one rule can have; beyond them the evaluator of one record is asked."""
MOST_WAYS = 3
"""So many are first looked at one by one: mostly a parameter is settled, and one way is all there is."""
Chosen = TypeVar("Chosen")
_ROUNDED = frozenset({"mean", "share", "growth", "mean_growth"})


@dataclass(frozen=True)
class RuleSql:
    """One rule over one row.

    `applies` tells whether there is a finding, two-valued; None means always. `outcome` is what the
    rule's demand comes to where it applies: TRUE, FALSE or NULL. Where `inexact` is true, two-valued,
    the row has to be asked of the evaluator of one record; None means never. Without `outcome` every
    row has to be, also for whether there is a finding.
    """

    rule: Rule
    applies: str | None
    outcome: str | None
    inexact: str | None


def rule_sql(
    ruleset: RuleSet,
    columns: Columns,
    overrides: Mapping[str, ParameterValue | Column],
    *,
    on: date | None,
    dialect: Dialect,
) -> tuple[RuleSql, ...]:
    """Return the rules of a procedure as SQL, in their order.

    `columns` are those of `names_of`. An override is a value, or a column for a parameter that is
    varied; it replaces all that the package says of the parameter. `on` is the day of the screening.
    """
    rules = _Rules(ruleset, columns, overrides, on, dialect)
    return tuple(rules.of(demand) for demand in ruleset.demands)


@dataclass(frozen=True)
class _Rules:
    ruleset: RuleSet
    columns: Columns
    overrides: Mapping[str, ParameterValue | Column]
    on: date | None
    dialect: Dialect

    def of(self, demand: Demand) -> RuleSql:
        try:
            env = self._env()
            in_force = self._in_force(demand.rule)
            if in_force == FALSE:
                return RuleSql(demand.rule, FALSE, UNKNOWN, None)
            conditions = [*([in_force] if in_force else []), *self._applies(demand, env)]
            outcome = self._outcome(demand, env)
            if len(outcome) > LONGEST:
                raise Unsayable("the text is too long")
        except Unsayable:
            return RuleSql(demand.rule, None, None, None)
        inexact = doubtful(tuple(env.doubts)) if env.doubts else None
        return RuleSql(demand.rule, " AND ".join(conditions) or None, outcome, inexact)

    def _env(self) -> Env:
        as_of = self.columns["as_of"]
        day = self.on or as_of.constant
        lists = {id: periods(table.rows, day) for id, table in self.ruleset.call.lists.items()}
        plain = {id: each.value for id, each in self.ruleset.call.parameters.items() if not each.values}
        parameters = {**plain, **self.overrides}
        return Env(self.dialect, self.ruleset.scope, self.columns, parameters, lists, as_of)

    # ── whether there is a finding ──

    def _in_force(self, rule: Rule) -> str:
        """Empty for always. An amended rule holds for filings of its time, else for the day of the check."""
        days = [self.columns[FILED_ON], self.columns["as_of"]]
        if days[0].constant:
            return "" if rule.holds_on(days[0].constant) else FALSE
        day = f"coalesce({', '.join(each.sql for each in days)})"
        bounds = [f"{day} >= {written.day(rule.since)}"] if rule.since else []
        bounds += [f"{day} <= {written.day(rule.until)}"] if rule.until else []
        return f"coalesce({' AND '.join(bounds)}, TRUE)" if bounds else ""

    def _applies(self, demand: Demand, env: Env) -> Iterator[str]:
        """A parameter that is not settled is unknown here."""
        if demand.when is None:
            return
        open_ones = self._open(demand.when)
        possible = {id: self._possible(parameter, env) for id, parameter in open_ones.items()}
        cases = []
        for values in _combinations({id: [None, *found] for id, found in possible.items()}):
            known = {id: value for id, value in values.items() if value is not None}
            settled = [_settled(possible[id], value) for id, value in known.items()]
            when = self._truth(demand.when, _bound(env, values))
            cases.append((settled, when))
        first, *rest = sorted(cases, key=lambda case: -len(case[0]))
        if not rest:
            yield f"({first[1]} IS NOT FALSE)"
            return
        ways = " ".join(
            f"WHEN {' AND '.join(settled)} THEN {when}" for settled, when in (first, *rest) if settled
        )
        yield f"(CASE {ways} ELSE {cases[0][1]} END IS NOT FALSE)"

    # ── the outcome ──

    def _outcome(self, demand: Demand, env: Env) -> str:
        """Known if every value that the parameters can still have gives the same answer."""
        possible = {id: self._possible(parameter, env) for id, parameter in self._open(demand.term).items()}
        ways = []
        for values in _combinations(possible):
            conditions = [possible[id][value] for id, value in values.items()]
            ways.append((" AND ".join(conditions), self._truth(demand.term, _bound(env, values))))
        if len(ways) == 1:
            return ways[0][1]
        return self._agreed(ways)

    def _agreed(self, ways: list[tuple[str, str]]) -> str:
        """What the only possible way says, else what all possible ones agree on."""
        only = []
        for at, (may_be, sql) in enumerate(ways[:MOST_WAYS]):
            others = " AND ".join(f"NOT ({other})" for other, _ in (*ways[:at], *ways[at + 1 :]))
            only.append(f"WHEN ({may_be}) AND {others} THEN {sql}")
        all_true = " AND ".join(f"(NOT ({may_be}) OR {sql} IS TRUE)" for may_be, sql in ways)
        all_false = " AND ".join(f"(NOT ({may_be}) OR {sql} IS FALSE)" for may_be, sql in ways)
        settled = " ".join(only) if len(ways) <= MOST_WAYS else ""
        return f"CASE {settled} WHEN {all_true} THEN TRUE WHEN {all_false} THEN FALSE END"

    def _truth(self, term: Term, env: Env) -> str:
        """A number of years that is varied is written out, year by year."""
        varied = next((id for id in _year_counts(term) if isinstance(env.parameters.get(id), Column)), None)
        if varied is None:
            return truth(term, env)
        column = env.parameters[varied]
        sql = operand(column.sql) if isinstance(column, Column) else ""
        most = max((len(each.years) for each in self.ruleset.scope.names.values()), default=1)
        env.doubt([f"{sql} NOT BETWEEN 1 AND {most}"])
        cases = [
            f"WHEN {sql} = {years} THEN {self._truth(term, _bound(env, {varied: years}))}"
            for years in range(1, most + 1)
        ]
        return f"CASE {' '.join(cases)} END"

    # ── parameters with several values ──

    def _open(self, term: Term) -> dict[str, Parameter]:
        """The parameters in a term that have cases and are not overridden."""
        parameters = {id: self.ruleset.call.parameters[id] for id in parameters_in(term)}
        return {id: each for id, each in parameters.items() if each.values and id not in self.overrides}

    def _possible(self, parameter: Parameter, env: Env) -> dict[ParameterValue, str]:
        """When each of its values is possible, two-valued: no case before it holds, and its own may."""
        found: dict[ParameterValue, list[str]] = {}
        earlier: list[str] = []
        for case in parameter.values:
            when = self._truth(self._case(case.when.term), env)
            found.setdefault(case.value, []).append(" AND ".join([*earlier, f"{when} IS NOT FALSE"]))
            earlier.append(f"{when} IS NOT TRUE")
        found.setdefault(parameter.value, []).append(" AND ".join(earlier))
        return {value: f"({' OR '.join(f'({each})' for each in ways)})" for value, ways in found.items()}

    def _case(self, term: Term) -> Term:
        """Cases see computed values as they are shown, so rounded ones are not for SQL; nor one another."""
        inside = inlined(term, self.ruleset.scope)
        worked_out = [id for id in names_in(term) if self._is_worked_out(id)]
        rounded = any(isinstance(each, Call) and each.function in _ROUNDED for each in walk(inside))
        if self._open(term) or (worked_out and rounded):
            raise Unsayable("a case that stands on another, or on what is rounded")
        return inside

    def _is_worked_out(self, id: str) -> bool:
        variable = self.ruleset.scope.names.get(id)
        return bool(variable and variable.meaning)


def _year_counts(term: Term) -> Iterator[str]:
    """The parameters that say how many years of a table are meant."""
    for each in walk(term):
        match each:
            case Call("total" | "mean" | "each_year" | "mean_growth", (_, Param(id))):
                yield id
            case Call("compound_growth_at_least", (_, Param(id), _)):
                yield id


def _settled(possible: Mapping[ParameterValue, str], value: ParameterValue) -> str:
    others = [f"NOT {may_be}" for other, may_be in possible.items() if other != value]
    return " AND ".join([possible[value], *others])


def _bound(env: Env, values: Mapping[str, ParameterValue | None]) -> Env:
    return replace(env, parameters={**env.parameters, **values})


def _combinations(values: Mapping[str, Collection[Chosen]]) -> Iterator[dict[str, Chosen]]:
    if prod(map(len, values.values())) > MOST_COMBINATIONS:
        raise Unsayable("too many combinations")
    for each in product(*values.values()):
        yield dict(zip(values, each, strict=True))
