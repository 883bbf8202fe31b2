"""The findings of a procedure with all their sentences as one generated function from answers.

Facts and remedies stand beside the code that decides. A rule whose answers are few is told once for each of
them, and so is what an unknown rule waits for; what cannot be written is left to the judge of its rule.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import TypeAlias

from linxuan.checking.closures import asked, outcome_of, outcomes_of
from linxuan.checking.findings import Finding, Outcome, around, finding_made, words_of
from linxuan.checking.judging import Judge, asked_by, judges_of
from linxuan.checking.outcomes import Answers, Overrides, as_settled
from linxuan.checking.ruleset import Demand, RuleSet, ruleset
from linxuan.checking.written import (
    Bench,
    Written,
    bench_of,
    decided,
    open_in,
    possible,
    share,
    whole,
    with_parameters,
)
from linxuan.derive.record import record_of
from linxuan.language import current_language, say
from linxuan.programme import definition
from linxuan.programme.definition import ParameterValue
from linxuan.programme.scope import scope_of
from linxuan.rules.check import lists_in, names_in
from linxuan.rules.explain import repeats
from linxuan.rules.generated import Operand, Source, Unsupported, bound
from linxuan.rules.record import Record
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import Call, Compare, Or, Term
from linxuan.rules.told import Marks, facts_told, remedy_told, states_of
from linxuan.rules.told.clauses import in_tuple
from linxuan.rules.told.marks import STEPS, Phrase

_MOST_REMEMBERED = 512
"""For so many answers, or states, of a rule it is kept what was told."""
_MOST_KEPT = 64
_FEW = 4
"""As often as that one has to ask before code is made."""
Findings: TypeAlias = tuple[Finding | None, ...]


@dataclass(frozen=True)
class _Telling:
    """One rule, and what it is told with."""

    bench: Bench
    marks: Marks
    demand: Demand
    judge: Callable[[Record, Outcome], Finding]

    @property
    def terms(self) -> list[Term]:
        return [self.demand.term, *([self.demand.when] if self.demand.when else [])]


def sentences(rules: RuleSet, overrides: Mapping[str, ParameterValue]) -> Written:
    """Return the function that gives the finding of each rule, in the language in use; None where there is none."""
    bench = bench_of(
        rules,
        overrides,
        finding=finding_made,
        tuple=tuple,
        join=say("；").join,
        each_once=dict.fromkeys,
        **STEPS,
    )
    # The rule set is kept in one language; what things are called is asked anew for each.
    marks = Marks(Speaker.of(scope_of(rules.call, rules.procedure)), bench.writing)
    share(bench, more_than=0)
    judges = judges_of(rules.call, rules.procedure, current_language())
    several = zip(rules.demands, judges, strict=True)
    return whole(
        bench, [_finding(_Telling(bench, marks, each, _judge(judge, overrides))) for each, judge in several]
    )


def _judge(judge: Judge, overrides: Mapping[str, ParameterValue]) -> Callable[[Record, Outcome], Finding]:
    return lambda record, outcome: judge(record, overrides, outcome)


def _finding(telling: _Telling) -> str:
    source = telling.bench.source
    try:
        with source.attempt():
            return _told(telling)
    except Unsupported:
        record = source.record()
        return source.assign(f"{source.constant(_all_of(telling))}({record})")


def _all_of(telling: _Telling) -> Callable[[Record], Finding | None]:
    bench, demand = telling.bench, telling.demand

    def found(record: Record) -> Finding | None:
        outcome = outcome_of(bench.rules, bench.overrides, demand, record)
        return telling.judge(record, outcome) if outcome else None

    return found


def _told(telling: _Telling) -> str:
    """Write a rule, and beside each outcome what is said of it."""
    source = telling.bench.source
    applies, result = decided(telling.bench, telling.demand)
    found = source.assign("None")
    if not applies:
        _by_outcome(telling, applies, result, found)
        return found
    with source.block(f"if {applies} is not False:"):
        _by_outcome(telling, applies, result, found)
    return found


def _by_outcome(telling: _Telling, applies: str, result: Operand, found: str) -> None:
    source = telling.bench.source
    answers = _few(telling, *telling.terms)
    if answers:
        outcome = f"'met' if {result.code} else 'unknown' if {result.code} is None else 'not_met'"
        _remember(telling, outcome, answers, found)
        return
    with source.block(f"if {result.code}:"):
        _met(telling, applies, found)
    with source.block(f"elif {result.code} is None:"):
        _unknown(telling, found)
    with source.block("else:"):
        _known(telling, applies, "not_met", found)


# ── what is told once ──


class _Remembered(dict[Hashable, Finding]):
    """Findings by the answers that they rest on. All are thrown away before there are more than `most`."""

    def __init__(self, judge: Callable[[Record, Outcome], Finding], most: int) -> None:
        super().__init__()
        self._judge, self._most = judge, most

    def tell(self, record: Record, outcome: Outcome, key: Hashable) -> Finding:
        """Return what is not kept yet."""
        found = self._judge(record, outcome)
        if len(self) >= self._most:
            self.clear()
        self[key] = found
        return found


def _remember(telling: _Telling, outcome: str, answers: str, found: str) -> None:
    """Look for what was told for the same outcome and the same answers."""
    source, known = telling.bench.source, _Remembered(telling.judge, _MOST_REMEMBERED)
    said = source.assign(outcome)
    key = source.assign(f"({said}, {answers})")
    source.line(f"{found} = {source.constant(known.get)}({key})")
    with source.block(f"if {found} is None:"):
        source.line(f"{found} = {source.constant(known.tell)}({source.record()}, {said}, {key})")


def _few(telling: _Telling, *terms: Term) -> str:
    """Return all that terms look at, each followed by a comma; empty where it is more than a few answers."""
    bench = telling.bench
    answers = telling.marks.answers_to(*terms)
    if not answers:
        return ""
    names = tuple(name for each in terms for name in names_in(each))
    # What a looked-up column is called after may be given and yet be of no use.
    typed = [name for name in asked_by(bench.rules.call)(names) if name not in names]
    given = [bench.sight.is_blank(bench.source, name) for name in typed]
    settling = [possible(bench, each) for each in open_in(bench, *terms)]
    lists = [bench.sight.keys(bench.source, id) for each in terms for id in lists_in(each)]
    return answers + "".join(f"{each}, " for each in (*given, *settling, *lists) if each)


# ── what is told anew ──


def _met(telling: _Telling, applies: str, found: str) -> None:
    """What is met by its first branch is told by that alone: of “no accident, or one long ago” mostly."""
    term, source = telling.demand.term, telling.bench.source
    first = term.terms[0] if isinstance(term, Or) and not telling.demand.when else None
    answers = _few(telling, first) if first else ""
    if not first or not answers:
        _known(telling, applies, "met", found)
        return
    with source.block(f"if {telling.bench.writing.condition(first).code}:"):
        _remember(telling, "'met'", answers, found)
    with source.block("else:"):
        _known(telling, applies, "met", found)


def _known(telling: _Telling, applies: str, outcome: Outcome, found: str) -> None:
    source = telling.bench.source
    try:
        with source.attempt():
            _where_settled(telling, applies, outcome, found)
    except Unsupported:
        _judged(telling, outcome, found)


def _judged(telling: _Telling, outcome: Outcome, found: str) -> None:
    source = telling.bench.source
    source.line(f"{found} = {source.constant(telling.judge)}({source.record()}, '{outcome}')")


def _where_settled(telling: _Telling, applies: str, outcome: Outcome, found: str) -> None:
    """Write the sentence for records that leave no parameter open, nor whether the rule applies."""
    bench, source, term = telling.bench, telling.bench.source, asked(telling.demand)
    values = {each.id: possible(bench, each) for each in open_in(bench, term)}
    # A single comparison that all values agree on is told with the first of them.
    settled = [] if _is_comparison(term) else [f"size({each}) == 1" for each in values.values()]
    conditions = [*([applies] if telling.demand.when else []), *settled]
    with source.block(f"if {' and '.join(conditions) or 'True'}:"):
        names = {id: source.assign(f"{each}[0]") for id, each in values.items()}
        marks = replace(telling.marks, writing=with_parameters(bench, names)) if names else telling.marks
        _explained(replace(telling, marks=marks), outcome, found)
    if conditions:
        with source.block("else:"):
            _judged(telling, outcome, found)


def _is_comparison(term: Term) -> bool:
    return isinstance(term, Compare) or (isinstance(term, Call) and term.function == "share_at_least")


def _explained(telling: _Telling, outcome: Outcome, found: str) -> None:
    source, marks, term = telling.bench.source, telling.marks, asked(telling.demand)
    told = facts_told(marks, term, outcome == "met")
    facts, values = _one_text(source, told.clauses, outcome), in_tuple(told.values)
    if repeats(term):
        values = f"tuple(each_once({values}))"
    remedy = remedy_told(marks, term) if outcome == "not_met" else "''"
    before, after = around(telling.demand.rule)
    because = marks.said(Phrase((before, after), (facts,)))
    if outcome == "not_met":
        helped = marks.said(Phrase((before, after + say("；"), ""), (facts, remedy)))
        because = f"{helped} if {remedy} else {because}"
    _make(telling, found, outcome, because, facts, remedy, values)


def _one_text(source: Source, clauses: Sequence[str], outcome: Outcome) -> str:
    if len(clauses) == 1 and not clauses[0].startswith("*"):
        return clauses[0]
    every = source.assign(in_tuple(clauses))
    nothing = source.constant(say("不附条件") if outcome == "met" else say("不可能符合"))
    return source.assign(f"{every}[0] if size({every}) == 1 else join(each_once({every})) or {nothing}")


def _make(
    telling: _Telling, found: str, outcome: Outcome, because: str, facts: str, remedy: str, values: str
) -> None:
    rule, constant = telling.demand.rule, telling.bench.source.constant
    head = ", ".join(map(constant, (rule.id, rule.name, rule.clause, rule.strength)))
    words, reading = constant(words_of(rule)), constant(rule.reading)
    telling.bench.source.line(
        f"{found} = finding(({head}, '{outcome}', (), {words}, {because}, {reading}, {facts}, {remedy}, {values}))"
    )


# ── what is not known ──


def _unknown(telling: _Telling, found: str) -> None:
    """Once for each state of the rule's parts: what it waits for depends on nothing else."""
    source = telling.bench.source
    try:
        with source.attempt():
            states = _waiting_for(telling)
            _remember(telling, "'unknown'", states, found)
    except Unsupported:
        _judged(telling, "unknown", found)


def _waiting_for(telling: _Telling) -> str:
    """Return the states of all parts, and of what would settle a parameter."""
    bench, demand = telling.bench, telling.demand
    open_ones = open_in(bench, asked(demand))
    if open_ones and demand.when:
        raise Unsupported(demand)
    terms = [asked(demand), *([demand.when] if demand.when else [])]
    terms += [case.when.term for each in open_ones for case in each.values]
    states = states_of(telling.marks, asked_by(bench.rules.call), *terms)
    return "".join(f"{possible(bench, each)}, " for each in open_ones) + states


# ── kept ready ──


def findings(
    call: definition.Call, procedure: str, *, on: date | None, overrides: Mapping[str, ParameterValue]
) -> Callable[[Answers], Findings]:
    """Return a function from typed answers to the finding of each rule, None where it has none.

    The first few are told by their judges: making code costs as much as a few hundred of them.
    """
    return _ready(ruleset(call, procedure), as_settled(overrides), on, current_language()).function()


class _Ready:
    """The findings of a rule set: told by judges at first, by code once they are asked for again and again."""

    def __init__(
        self, judged: Callable[[Answers], Findings], make: Callable[[], Callable[[Answers], Findings]]
    ) -> None:
        self._told, self._make, self._asked = judged, make, 0

    def function(self) -> Callable[[Answers], Findings]:
        """Return what tells them now."""
        if self._asked < _FEW:
            self._asked += 1
            if self._asked == _FEW:
                self._told = self._make()
        return self._told


@lru_cache(maxsize=_MOST_KEPT)
def _ready(rules: RuleSet, settled: Overrides, on: date | None, language: str) -> _Ready:
    overrides = {id: value for id, _, value in settled}
    return _Ready(partial(by_judges, rules, on, overrides), partial(generated, rules, settled, on, language))


def generated(
    rules: RuleSet, settled: Overrides, on: date | None, language: str
) -> Callable[[Answers], Findings]:
    """Return the code of the findings, in the language in use, bound to a day."""
    overrides, code = {id: value for id, _, value in settled}, _sentences(rules, settled, language)
    record = partial(record_of, rules.call, rules.procedure, on=on, overrides=overrides)
    unusual = partial(by_judges, rules, on, overrides)
    return bound(code.code, code.namespace, on=on, record=record, unusual=unusual)


@lru_cache(maxsize=_MOST_KEPT)
def _sentences(rules: RuleSet, settled: Overrides, _language: str) -> Written:
    return sentences(rules, {id: value for id, _, value in settled})


def by_judges(
    rules: RuleSet, on: date | None, overrides: Mapping[str, ParameterValue], answers: Answers
) -> Findings:
    """Return the finding of each rule as its judge tells it over a record: what generated code is held to."""
    record = record_of(rules.call, rules.procedure, answers, on=on, overrides=overrides)
    judges = judges_of(rules.call, rules.procedure, current_language())
    several = zip(judges, outcomes_of(rules, overrides, record), strict=True)
    return tuple(outcome and judge(record, overrides, outcome) for judge, outcome in several)
