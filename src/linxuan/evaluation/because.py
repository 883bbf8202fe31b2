"""The sentence behind a standing: the years with their grades, or the status."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from linxuan.evaluation.history import STATUS, History
from linxuan.evaluation.judging import Judge
from linxuan.evaluation.positions import places_of
from linxuan.evaluation.rectifying import Due
from linxuan.evaluation.years import gaps_in
from linxuan.language import current_language, say
from linxuan.programme.definition import Call, StandingRule
from linxuan.rules import figures
from linxuan.rules.walk import names_in

_MOST_KEPT = 1024


def told(
    call: Call,
    judge: Judge,
    history: History,
    years: tuple[int, ...],
    applies: bool | None,
    order: Due | None = None,
) -> str:
    """Return one sentence on why a rule applies, or on what a person has to settle (None).

    `years` are those that the rule counted, `order` is what had to be put right under it.
    """
    rule = judge.rule
    if order is not None:
        return _of_order(order)
    if rule.condition is None:
        return _of_years(call, judge, history, years, applies)
    facts = say("，").join(_fact(call, history, name) for name in names_in(rule.condition.term))
    return say("{facts}。", facts=facts) if applies else say("{facts}，请先核实。", facts=facts)


def kept(call: Call, history: History, latest: int | None) -> str:
    """Return one sentence on an entity to which no rule applies; `latest` is the year of its last grade."""
    grade = _at(call, history, (latest,)) if latest else say("还没有等次")
    facts = [grade, *([_fact(call, history, STATUS)] if history.operating_status else [])]
    return say("{facts}。", facts=say("，").join(facts))


# ── years ──


def _of_years(call: Call, judge: Judge, history: History, run: tuple[int, ...], applies: bool | None) -> str:
    rule = judge.rule
    what = _what(call, rule, history, run)
    gaps = _years(gaps_in(run, history.as_of, judge.step))
    if applies is None:
        return _asked(rule, history, run, what, gaps)
    if rule.consecutive == 1:
        return say("{what}。", what=what)
    if gaps:
        return say("{what}，没有等次的年份（{gaps}）不计。", what=what, gaps=gaps)
    if judge.step > 1:
        return say("{what}，连续{count}次（每{step}年一次）。", what=what, count=len(run), step=judge.step)
    return say("{what}，连续{count}年。", what=what, count=len(run))


def _what(call: Call, rule: StandingRule, history: History, run: tuple[int, ...]) -> str:
    if rule.not_filed:
        return say("{years}没有填报", years=_years(run))
    if rule.lowest is not None:
        return _among_the_last(rule, history, run)
    return _at(call, history, run)


def _among_the_last(rule: StandingRule, history: History, run: tuple[int, ...]) -> str:
    share = rule.lowest or Decimal(0)
    each = [
        say("{year}年（{of}家里最后{places}家）", year=year, of=at.of, places=places_of(share, at.of))
        if (at := history.positions.get(year))
        else say("{year}年", year=year)
        for year in run
    ]
    return say("{years}排在最后{share}", years=say("、").join(each), share=figures.share(share))


def _asked(rule: StandingRule, history: History, run: tuple[int, ...], what: str, gaps: str) -> str:
    if rule.lowest is not None:
        return _asked_of_places(rule, history, run, gaps)
    return say(
        "{what}，{gaps}没有等次：是否算连续{count}年，由人判断。",
        what=what,
        gaps=gaps,
        count=rule.consecutive,
    )


def _asked_of_places(rule: StandingRule, history: History, run: tuple[int, ...], gaps: str) -> str:
    """What is open where the last share of a year is looked at: a tie, an order not known, or a gap."""
    share = rule.lowest or Decimal(0)
    marks = {year: at.is_among_the_last(share) for year in run if (at := history.positions.get(year))}
    tied = _years(year for year, mark in marks.items() if mark is None)
    unknown = _years(year for year in run if year not in marks)
    open_ones = [
        *([say("{years}在最后{share}的线上并列", years=tied, share=figures.share(share))] if tied else []),
        *([say("{years}的名次尚不清楚", years=unknown)] if unknown else []),
        *([say("{gaps}没有等次", gaps=gaps)] if gaps else []),
    ]
    return say(
        "{facts}：是否算连续{count}年，由人判断。", facts=say("，").join(open_ones), count=rule.consecutive
    )


def _of_order(order: Due) -> str:
    told = {"year": order.order.year, "day": figures.day(order.order.ordered_on)}
    if order.until is None:
        return say("因{year}年的评价，{day}责令整改，还没有改好。", **told)
    told["until"] = figures.day(order.until)
    if order.word == "rectify":
        return say("因{year}年的评价，{day}责令整改，{until}以前改好。", **told)
    return say("因{year}年的评价，{day}责令整改，到{until}没有改好。", **told)


# ── facts ──


def _at(call: Call, history: History, years: tuple[int, ...]) -> str:
    names = dict.fromkeys(call.grades[history.grades[year]].name for year in years)
    return say("{years}的等次是“{grades}”", years=_years(years), grades=say("、").join(names))


def _years(years: Iterable[int]) -> str:
    return _listed(tuple(years), current_language())


@lru_cache(maxsize=_MOST_KEPT)
def _listed(years: tuple[int, ...], _language: str) -> str:
    """Of a whole register few runs of years are told, and these often."""
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
