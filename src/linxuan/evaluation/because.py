"""The sentence behind a standing: the years with their grades, or the status."""

from collections.abc import Iterable

from linxuan.evaluation.history import STATUS, History
from linxuan.evaluation.years import gaps_in, latest_run, marks_of
from linxuan.language import say
from linxuan.programme.definition import Call, StandingRule
from linxuan.rules.walk import names_in


def told(call: Call, rule: StandingRule, history: History, applies: bool | None) -> str:
    """Return one sentence on why a rule applies, or on what a person has to settle (None)."""
    if rule.condition is None:
        return _of_years(call, rule, history, applies)
    facts = say("，").join(_fact(call, history, name) for name in names_in(rule.condition.term))
    return say("{facts}。", facts=facts) if applies else say("{facts}，请先核实。", facts=facts)


def kept(call: Call, history: History, latest: int | None) -> str:
    """Return one sentence on an entity to which no rule applies; `latest` is the year of its last grade."""
    grade = _at(call, history, (latest,)) if latest else say("还没有等次")
    facts = [grade, *([_fact(call, history, STATUS)] if history.operating_status else [])]
    return say("{facts}。", facts=say("，").join(facts))


def _of_years(call: Call, rule: StandingRule, history: History, applies: bool | None) -> str:
    marks = marks_of(rule, history)
    strict = latest_run(marks, history.as_of, over_gaps=False)
    run = strict if len(strict) >= rule.consecutive else latest_run(marks, history.as_of, over_gaps=True)
    what = say("{years}没有填报", years=_years(run)) if rule.not_filed else _at(call, history, run)
    gaps = _years(gaps_in(run, history.as_of))
    if applies is None:
        return say(
            "{what}，{gaps}没有等次：是否算连续{count}年，由人判断。",
            what=what,
            gaps=gaps,
            count=rule.consecutive,
        )
    if rule.consecutive == 1:
        return say("{what}。", what=what)
    if gaps:
        return say("{what}，没有等次的年份（{gaps}）不计。", what=what, gaps=gaps)
    return say("{what}，连续{count}年。", what=what, count=len(run))


def _at(call: Call, history: History, years: tuple[int, ...]) -> str:
    names = dict.fromkeys(call.grades[history.grades[year]].name for year in years)
    return say("{years}的等次是“{grades}”", years=_years(years), grades=say("、").join(names))


def _years(years: Iterable[int]) -> str:
    return say("、").join(say("{year}年", year=year) for year in years)


def _fact(call: Call, history: History, name: str) -> str:
    values = {STATUS: history.operating_status, "cohort": history.cohort, "as_of": history.as_of}
    field = call.fields.get(name)
    label = field.name if field else name
    value = values.get(name)
    if value is None:
        return say("“{label}”尚不清楚", label=label)
    option = field.options.get(str(value)) if field else None
    return say("“{label}”是“{value}”", label=label, value=option.label if option else value)
