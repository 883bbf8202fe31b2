"""What must hold: rules with their parameters, and what only a person can judge."""

from dataclasses import dataclass

from linxuan.programme.definition.element import Citation, Element, Expression, ParameterValue, Strength


@dataclass(frozen=True)
class ParameterCase:
    """A value that holds instead where `when` does."""

    when: Expression
    value: ParameterValue
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Parameter(Element):
    """A number of the notice with a name. Of `values` the first that applies wins over `value`."""

    kind: str
    value: ParameterValue
    unit: str = ""
    field: str = ""
    values: tuple[ParameterCase, ...] = ()


@dataclass(frozen=True)
class RuleException:
    """Where `when` holds, this is asked instead of what the rule asks."""

    when: Expression
    holds: Expression | None = None
    """None means that the exception alone is enough."""
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule(Element):
    """A condition that the machine checks: met where `holds` is true."""

    holds: Expression
    strength: Strength = "mandatory"
    exceptions: tuple[RuleException, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Judgement(Element):
    """What only a person can judge: the sections where it is written, the stages where it is judged."""

    sections: tuple[str, ...]
    stages: tuple[str, ...]
