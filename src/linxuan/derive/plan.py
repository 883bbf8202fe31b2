"""How the record of an application is made: what depends on the call and the procedure alone, once."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from linxuan.answers.fields import fields_of
from linxuan.derive.days import keys_in_force, last_day_to_file
from linxuan.derive.parameters import Possible, possible
from linxuan.derive.values import Computation, computations
from linxuan.programme.definition import Call, Field, ParameterValue
from linxuan.programme.ready import once_per_call
from linxuan.rules.record import Record
from linxuan.rules.terms import Value

_MOST_DAYS = 64
"""For so many days it is kept which rows of the lists are valid."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What is the same for every application under a track or round."""

    left_out: Mapping[str, Field]
    """Fields that mean none where they are left out beside another one."""
    looked_up: Mapping[str, Field]
    computed: tuple[tuple[str, Computation], ...]
    """Those first that others stand on."""
    life: Mapping[str, Value]
    """What the life gives every application. `track` is unknown in an evaluation round."""
    last_day: date | None
    settled: Mapping[str, ParameterValue]
    """The parameters whose value depends on no answer."""
    conditional: Mapping[str, Possible]
    years: Mapping[str, tuple[int, ...]]
    groups: Mapping[str, tuple[str, ...]]
    lists: Callable[[date | None], Mapping[str, AbstractSet[str]]]
    """The keys of each list that are valid on a day."""

    def record(
        self, values: dict[str, Value], overrides: Mapping[str, ParameterValue], as_of: date | None
    ) -> Record:
        """Return the record over `values`, which it completes and keeps.

        A parameter may depend on what is computed, and what is computed on a parameter: two rounds.
        """
        parameters = {**self.settled, **overrides}
        record = Record(values, parameters, self.lists(as_of), self.years, self.groups)
        self._compute(record, values)
        if self.conditional:
            found = [(id, find(record)) for id, find in self.conditional.items() if id not in overrides]
            parameters.update([(id, possible[0]) for id, possible in found if len(possible) == 1])
            self._compute(record, values)
        return record

    def _compute(self, record: Record, values: dict[str, Value]) -> None:
        for id, computation in self.computed:
            if id not in values and (value := computation(record)) is not None:
                values[id] = value


@once_per_call
def plan_of(call: Call, procedure: str) -> Plan:
    """Return how records under a track or round are made."""
    fields = fields_of(call, procedure)
    parameters = call.parameters.items()
    track = {"track": procedure} if procedure in call.tracks else {}
    return Plan(
        left_out={id: field for id, field in fields.items() if field.none_if_given},
        looked_up={id: field for id, field in fields.items() if field.kind == "lookup"},
        computed=computations(fields),
        life={"cohort": call.cohort, **track},
        last_day=last_day_to_file(call, procedure),
        settled={id: each.value for id, each in parameters if not each.values},
        conditional={id: possible(each) for id, each in parameters if each.values},
        years={id: field.years for id, field in fields.items() if field.years},
        groups={id: field.fields for id, field in fields.items() if field.kind == "group"},
        lists=_lists_on(call),
    )


def _lists_on(call: Call) -> Callable[[date | None], Mapping[str, AbstractSet[str]]]:
    @lru_cache(maxsize=_MOST_DAYS)
    def lists_on(day: date | None) -> Mapping[str, AbstractSet[str]]:
        return {id: keys_in_force(table, day) for id, table in call.lists.items()}

    return lists_on
