"""GoRules zen-engine, in the forms that it offers for one record, and in batches.

- `expressions`: each rule compiled once with `compile_expression`, and evaluated one by one, each handed
  only the fields that it mentions (the engine copies what it is handed);
- `graph`: all rules in the expression node of one decision graph (JDM), which the engine holds compiled
  under a key; a record is one call. Its other doors (`create_decision`, `get_decision`) are slower;
- `batch`: the same graph through `evaluate_batch`;
- `one_expression`: all rules as one compiled expression that gives a list. No tool of theirs writes rules
  like this, and a fault in one takes the others with it; it is measured because it is the quickest.

Each with the rules as written or guarded by hand, see zen_rules.py. To be fair: amounts are numbers, which
it takes as exact decimals; dates are ISO text, its own form; only fields that rules mention are handed
over; missing values are null. Where it raises there is no answer, for the rule or for the whole record.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import zen

from bench.rules.cells import RULES, Cells
from bench.rules.columns import COLUMNS
from bench.rules.engine import Engine
from bench.rules.peers.values import as_numbers, renamed
from bench.rules.peers.zen_rules import AS_WRITTEN, GUARDED
from bench.rules.records import Row

Rules: TypeAlias = Mapping[str, str]
Context: TypeAlias = dict[str, Any]

KEY = "rules"
_NO_ANSWER: Cells = [None] * len(RULES)
_RAISED = (RuntimeError, ValueError, TypeError)


def expressions_as_written() -> Engine:
    """Rule by rule, as one would write them from the notice."""
    return _expressions(AS_WRITTEN)


def expressions_guarded() -> Engine:
    """Rule by rule, every missing value guarded by hand."""
    return _expressions(GUARDED)


def graph_as_written() -> Engine:
    """One decision graph, the rules as one would write them from the notice."""
    return _graph(AS_WRITTEN)


def graph_guarded() -> Engine:
    """One decision graph, every missing value guarded by hand."""
    return _graph(GUARDED)


def one_expression() -> Engine:
    """One expression that gives a list, every missing value guarded by hand."""
    program = zen.compile_expression(f"[{', '.join(GUARDED[rule] for rule in RULES)}]")

    def evaluate(context: Context) -> Any:
        try:
            return program.evaluate(context)
        except _RAISED:
            return _NO_ANSWER

    return Engine(_context, evaluate)


def batch_guarded() -> Engine:
    """Many records at once by one decision graph, every missing value guarded by hand."""
    engine = _engine(GUARDED)

    def evaluate(contexts: Sequence[Context]) -> list[Any]:
        answers = engine.evaluate_batch([{"key": KEY, "context": context} for context in contexts])
        return [answer["data"] if answer["success"] else None for answer in answers]

    return Engine(_context, evaluate, _cells)


def _expressions(rules: Rules) -> Engine:
    programs = [(zen.compile_expression(rules[rule]).evaluate, _mentioned(rules[rule])) for rule in RULES]

    def evaluate(context: Context) -> Cells:
        return [_said(program, {name: context[name] for name in names}) for program, names in programs]

    return Engine(_context, evaluate)


def _said(program: Callable[[Context], Any], context: Context) -> bool | None:
    try:
        answer: bool | None = program(context)
    except _RAISED:
        return None
    return answer


def _graph(rules: Rules) -> Engine:
    engine = _engine(rules)

    def evaluate(context: Context) -> Any:
        try:
            return engine.evaluate(KEY, context)
        except _RAISED:
            return None

    return Engine(_context, evaluate, _cells)


def _engine(rules: Rules) -> zen.ZenEngine:
    return zen.ZenEngine({"loader": {"type": "static", "content": {KEY: _decision(rules)}}})


def _cells(answer: Mapping[str, Any] | None) -> Cells:
    return [answer["result"].get(rule) for rule in RULES] if answer else _NO_ANSWER


def _context(row: Row) -> Context:
    return {
        renamed(name): as_numbers(value) for name, value in row.items() if renamed(name) in _ALL_MENTIONED
    }


def _mentioned(rule: str) -> tuple[str, ...]:
    return tuple(name for name in map(renamed, COLUMNS) if re.search(rf"\b{name}\b", rule))


_ALL_MENTIONED = frozenset(name for rule in AS_WRITTEN.values() for name in _mentioned(rule))


def _decision(rules: Rules) -> dict[str, Any]:
    expressions = [{"id": rule, "key": rule, "value": rules[rule]} for rule in RULES]
    nodes: list[dict[str, Any]] = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [_edge("in", "rules"), _edge("rules", "out")]
    return {"nodes": [{**node, "position": {"x": 0, "y": 0}} for node in nodes], "edges": edges}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
