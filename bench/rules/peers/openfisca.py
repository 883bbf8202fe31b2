"""OpenFisca-core, vectorised: one entity, one variable for each input and each rule.

To be fair: DuckDB reads the inputs straight into numpy vectors of the types that OpenFisca stores
(openfisca.sql), and all rules are asked of one simulation. Amounts are whole hundredths of 万元, because its
fractions are floats of 32 bits. It has no missing value, so an unknown is its default: no, 0, 1970-01-01.
It keeps every vector until the simulation ends; the register is therefore cut into parts.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.rules.cells import RULES
from bench.rules.counts import DECIDING, VERDICT, Counts, added
from bench.rules.peers.openfisca_rules import FORMULAS, Vector

PERIOD = "2031"
ROWS_AT_ONCE = 250_000
_SQL = Path(__file__).with_suffix(".sql").read_text("utf-8")
_TYPES: Mapping[str, type] = {"b": bool, "i": int, "M": datetime.date}
"""What OpenFisca calls the kinds of numpy's types."""

Inputs = Mapping[str, Vector]


def count(register: Path) -> Counts:
    """Count the outcomes over a register."""
    return added(_counts(outcomes) for outcomes in _outcomes(register))


def cells(register: Path) -> list[str]:
    """Return the rows of a register as letters."""
    tables = (np.column_stack(list(outcomes.values())) for outcomes in _outcomes(register))
    return ["".join("1" if held else "0" for held in row) for table in tables for row in table]


def _outcomes(register: Path) -> Iterator[Mapping[str, Vector]]:
    system: Any = None
    for inputs in _parts(register):
        system = system or system_for(inputs)
        yield calculated(system, inputs)


def _parts(register: Path) -> Iterator[Inputs]:
    with duckdb.connect() as connection:
        first = 0
        while True:
            found = connection.execute(_SQL, [str(register), first, first + ROWS_AT_ONCE]).fetchnumpy()
            if not len(found["filed_on"]):
                return
            yield {name: _stored(vector) for name, vector in found.items()}
            first += ROWS_AT_ONCE


def _stored(vector: Vector) -> Vector:
    plain = np.ma.getdata(vector)
    return plain.astype("datetime64[D]") if plain.dtype.kind == "M" else plain


def system_for(inputs: Inputs) -> Any:
    """Return the rules and inputs as OpenFisca wants them declared."""
    firm = build_entity("firm", "firms", "A firm", is_person=True)
    system = TaxBenefitSystem([firm])
    for name, vector in inputs.items():
        system.add_variable(_variable(name, firm, _TYPES[vector.dtype.kind]))
    for rule, formula in FORMULAS.items():
        system.add_variable(_variable(_identifier(rule), firm, bool, _as_formula(formula)))
    return system


def _variable(name: str, firm: Any, value_type: type, formula: Callable[..., Vector] | None = None) -> type:
    members = {"value_type": value_type, "entity": firm, "definition_period": DateUnit.YEAR, "label": name}
    return type(name, (Variable,), {**members, **({"formula": formula} if formula else {})})


def _as_formula(formula: Callable[[Callable[[str], Vector]], Vector]) -> Callable[..., Vector]:
    def of_period(firm: Any, period: Any, parameters: Any) -> Vector:  # noqa: ARG001 - OpenFisca asks for all three
        return formula(lambda name: firm(name, period))

    return of_period


def calculated(system: Any, inputs: Inputs) -> Mapping[str, Vector]:
    """Return the outcome of every rule over the inputs."""
    simulation = SimulationBuilder().build_default_simulation(system, count=len(inputs["filed_on"]))
    for name, vector in inputs.items():
        simulation.set_input(name, PERIOD, vector)
    return {rule: simulation.calculate(_identifier(rule), PERIOD) for rule in RULES}


def _identifier(rule: str) -> str:
    return "rule_" + rule.replace("-", "_")


def _counts(outcomes: Mapping[str, Vector]) -> Counts:
    eligible = np.logical_and.reduce([outcomes[rule] for rule in DECIDING])
    return {
        key: [int(held.sum()), int((~held).sum()), 0] for key, held in {**outcomes, VERDICT: eligible}.items()
    }
