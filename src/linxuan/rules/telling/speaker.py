"""What a sentence is made with: the labels, units and options of a scope, and the shapes it is told in."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeAlias

from linxuan.language import say
from linxuan.rules.check import kind_in
from linxuan.rules.evaluate import compiled
from linxuan.rules.inlining import inlined
from linxuan.rules.kinds import Kind
from linxuan.rules.logic import Evaluator
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.terms import Arithmetic, Best, Call, Literal, Name, Param, Points, Term
from linxuan.rules.walk import names_in, parameters_in, walk

_COUNTS = ("size", "count_where")
_DIVIDING = ("mean", "share", "growth", "mean_growth")
FEW = frozenset({Type.YES_NO, Type.CHOICE, Type.CHOICES, Type.TEXT})
MOST_REMEMBERED = 64


class SubValue(NamedTuple):
    """A value that a sentence speaks of: the field, parameter or part of the rule that `name` is."""

    name: str
    label: str
    value: str
    unit: str


sub_value: Callable[[tuple[str, str, str, str]], SubValue] = partial(tuple.__new__, SubValue)
"""Makes one from its four parts, without packing them a second time."""
Values: TypeAlias = list[SubValue]
"""Collects the values of one sentence, in the order in which they appear."""
Facts: TypeAlias = Callable[[Record, bool, Values], list[str]]
"""Tells the clauses that make a term true or false, as it is; it must be known."""


@dataclass(frozen=True, eq=False)
class Speaker:
    """Knows what things are called; `computed` are the fields that stand for a term, by that term."""

    scope: Scope
    computed: Mapping[Term, Variable]

    @classmethod
    def of(cls, scope: Scope) -> "Speaker":
        """Return the speaker of a scope."""
        named = [each for each in scope.names.values() if isinstance(each.meaning, Arithmetic | Call)]
        scored = [each for each in scope.names.values() if isinstance(each.meaning, Points | Best)]
        standing_for = ((inlined(Name(each.id), scope), each) for each in reversed([*named, *scored]))
        return cls(scope, dict(standing_for))

    def kind(self, term: Term) -> Kind:
        """Return the type of a term and its unit; what is counted and what is scored have one too."""
        known = self.computed.get(term)
        kind = kind_in(term, self.scope) or Kind(Type.TEXT)
        if is_count(term):
            return Kind(kind.type, unit=say("项"))
        if known and known.unit:
            return Kind(kind.type, unit=known.unit)
        return Kind(kind.type, unit=say("分")) if is_score(term) else kind

    def label(self, name: str) -> str:
        """Return the label of a field."""
        variable = self.scope.names.get(name)
        return variable.name if variable else name

    def list_name(self, id: object) -> str:
        """Return what people call a list; one that nobody named is called by its id."""
        return self.scope.list_names.get(str(id)) or say("名单“{list}”", list=id)

    def options(self, term: Term | None) -> Mapping[str, str]:
        """Return the words of the values that a term can have."""
        if isinstance(term, Name | Param):
            known = self.scope.names if isinstance(term, Name) else self.scope.parameters
            return known[term.id].options if term.id in known else {}
        return self.kind(term).options if isinstance(term, Call) else {}


def is_written(term: Term | None) -> bool:
    """Tell whether a term stands in the rule itself, not in the answers."""
    return isinstance(term, Literal | Param)


def is_count(term: Term) -> bool:
    """Tell whether a term counts choices or rows: what is counted goes by the unit of its bound."""
    return isinstance(term, Call) and term.function in _COUNTS


def is_divided(term: Term) -> bool:
    """Tell whether dividing is part of a term, so that its values may be fractions."""
    return any(isinstance(each, Call) and each.function in _DIVIDING for each in walk(term))


def is_score(term: Term) -> bool:
    """Tell whether a term is points, or a sum of points."""
    match term:
        case Points() | Best():
            return True
        case Arithmetic("+", left, right):
            return is_score(left) or is_score(right)
    return False


def remembered(speaker: Speaker, term: Term, facts: Facts) -> Facts:
    """Return facts about choices, texts and yes or no, told once for each answer: at most 64 are kept.

    Facts about anything else are told anew for every record.
    """
    names, parameters = names_in(term), parameters_in(term)
    kinds = [speaker.scope.names[name].type for name in names if name in speaker.scope.names]
    if not names or len(kinds) < len(names) or not FEW.issuperset(kinds):
        return facts
    reads = [compiled(each) for each in (*map(Name, names), *map(Param, parameters))]
    known: dict[Hashable, tuple[list[str], Values]] = {}

    def tell(record: Record, outcome: bool, values: Values) -> list[str]:
        answer = (outcome, *[read(record) for read in reads])
        found = known.get(answer)
        if found is None:
            spoken_of: Values = []
            found = (facts(record, outcome, spoken_of), spoken_of)
            if len(known) < MOST_REMEMBERED:
                known[answer] = found
        clauses, spoken_of = found
        values += spoken_of
        return clauses

    return tell


def reader(speaker: Speaker, term: Term) -> Evaluator:
    """Return what reads the value of a term; of a plain answer without asking whether it has years."""
    known = speaker.scope.names.get(term.id) if isinstance(term, Name) else None
    if known is None:
        return compiled(term)
    id = known.id
    if known.years:
        return lambda record: record.of_year(id, record.years_back)
    return lambda record: record.values.get(id)
