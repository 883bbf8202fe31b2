"""What must hold: parameters, rules, and what only a person can judge."""

from collections.abc import Callable, Mapping

from linxuan.language import say
from linxuan.programme import shapes
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import (
    Judgement,
    Parameter,
    ParameterCase,
    ParameterValue,
    Rule,
    RuleException,
    Strength,
)
from linxuan.programme.entry import Entry
from linxuan.programme.origin import read_cites

STRENGTHS: tuple[Strength, ...] = ("mandatory", "in_principle", "preference")
MOST_EXCEPTIONS = 4
PARAMETERS: Mapping[str, Callable[[object], ParameterValue]] = {
    "integer": lambda raw: shapes.whole_number(raw, -shapes.LARGEST),
    "decimal": shapes.decimal_number,
    "share": shapes.share_of,
    "date": shapes.day_of,
    "text": shapes.text_of,
    "choices": lambda raw: shapes.texts_of(raw) if raw != [] else (),
}


def read_parameter(entry: Entry) -> Parameter:
    """A number of the notice with a name."""
    kind = entry.word("kind", tuple(PARAMETERS), "text")
    if not entry.has("kind"):
        entry.fault("", say("缺少“kind”"), say("写其中一个：{words}", words=say("、").join(PARAMETERS)))
    if kind == "choices" and not entry.has("field"):
        entry.fault("", say("choices 类参数缺少“field”"), say("写它从哪一栏的选项里选"))
    return Parameter(
        **read_shared(entry, default=entry.known.procedures),
        kind=kind,
        value=_value(entry, kind),
        unit=entry.text("unit"),
        field=entry.reference("field", "field"),
        values=tuple(_parameter_case(case, kind) for case in entry.tables("values")),
    )


def _parameter_case(entry: Entry, kind: str) -> ParameterCase:
    when = entry.expression("when", wanted=True)
    return ParameterCase(when or entry.parsed("when", "TRUE"), _value(entry, kind), read_cites(entry))


def _value(entry: Entry, kind: str) -> ParameterValue:
    raw = entry.ask("value")
    if raw is None:
        entry.fault("", say("缺少“value”"))
        return ""
    try:
        return PARAMETERS[kind](raw)
    except shapes.Misshapen as fault:
        entry.fault("value", say("不是 {kind} 的值：{problem}", kind=kind, problem=str(fault)))
        return ""


def read_rule(entry: Entry) -> Rule:
    """A condition that the machine checks."""
    holds = entry.expression("holds", wanted=True)
    exceptions = tuple(_exception(each) for each in entry.tables("exceptions"))
    if len(exceptions) > MOST_EXCEPTIONS:
        entry.fault("exceptions", say("最多{most}条例外", most=MOST_EXCEPTIONS), say("拆成几条规则"))
    return Rule(
        **read_shared(entry, default=entry.known.open_tracks),
        holds=holds or entry.parsed("holds", "TRUE"),
        strength=entry.word("strength", STRENGTHS, "mandatory"),
        exceptions=exceptions,
    )


def _exception(entry: Entry) -> RuleException:
    when = entry.expression("when", wanted=True)
    holds = entry.expression("holds")
    cites = read_cites(entry)
    source, why = entry.word("source", ("authority",), ""), entry.text("why")
    if not cites and not (source and why):
        entry.fault("", say("例外要有自己的出处"), say("写 cite，通知里没有的写 source 和 why"))
    return RuleException(when or entry.parsed("when", "TRUE"), holds, cites)


def read_judgement(entry: Entry) -> Judgement:
    """What the notice demands and only a person can judge: where it is written, and who judges it when."""
    return Judgement(
        **read_shared(entry, default=entry.known.open_tracks),
        sections=entry.references("sections", "section", wanted=True),
        stages=entry.references("stages", "stage", wanted=True),
    )
