"""The standing of a designated entity: the strongest answer of the rules of its programme."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linxuan.evaluation import because
from linxuan.evaluation.history import STATUS, History
from linxuan.evaluation.years import Gap, is_running, marks_of
from linxuan.programme.definition import Call, Expression, StandingRule
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.terms import Value

STRENGTH = ("keep", "warn", "rectify", "suspend", "ask", "revoke")


@dataclass(frozen=True)
class Standing:
    """`standing` is a word of `STRENGTH`, `clause` the address behind it, `because` one sentence with the
    years, grades or status, `rule` the id of the rule that decided, '' where none applies.
    """

    entity: str
    standing: str
    clause: str
    because: str
    rule: str = ""


def standing(
    call: Call, history: History, *, round_id: str | None = None, gap: Gap | None = None
) -> Standing:
    """Return what the rules say of an entity; of equally strong answers the first of the package.

    `round_id` limits the rules to those of one evaluation round; `gap` says instead of the package
    what a year without a grade does to years in a row. A rule that is not settled asks a person.
    """
    answers = list(_answers(call, history, round_id, gap))
    return max(answers, key=lambda one: STRENGTH.index(one.standing), default=_kept(call, history))


def _answers(call: Call, history: History, round_id: str | None, gap: Gap | None) -> Iterator[Standing]:
    for rule in call.standings.values():
        if round_id in (None, *rule.concerns) and _in_force(rule, history.as_of):
            applies = _applies(call, rule, history, gap or rule.gap)
            if applies is not False and rule.leads_to != "keep":
                word = rule.leads_to if applies else "ask"
                told = because.told(call, rule, history, applies)
                yield Standing(history.entity, word, rule.clause, told, rule.id)


def _in_force(rule: StandingRule, year: int) -> bool:
    return not (rule.since and rule.since.year > year) and not (rule.until and rule.until.year < year)


def _applies(call: Call, rule: StandingRule, history: History, gap: Gap) -> bool | None:
    if rule.condition:
        return _holds(call, rule.condition, history)
    return is_running(marks_of(rule, history), history.as_of, rule.consecutive, gap)


def _holds(call: Call, condition: Expression, history: History) -> bool | None:
    values: dict[str, Value | None] = {
        STATUS: history.operating_status,
        "cohort": history.cohort,
        "as_of": date(history.as_of, 12, 31),
    }
    parameters = {each: parameter.value for each, parameter in call.parameters.items()}
    lists = {each: frozenset(table.rows) for each, table in call.lists.items()}
    answer = evaluate(condition.term, Record(values, parameters, lists))
    return answer if isinstance(answer, bool) else None


def _kept(call: Call, history: History) -> Standing:
    latest = max((year for year in history.grades if year <= history.as_of), default=None)
    clause = call.grades[history.grades[latest]].clause if latest else ""
    return Standing(history.entity, "keep", clause, because.kept(call, history, latest))
