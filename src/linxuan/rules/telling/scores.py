"""A score with the points of its items: 综合得分 58 分（技术 30 分、管理 28 分）."""

from collections.abc import Callable, Iterator
from typing import Any

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.evaluate import compiled
from linxuan.rules.record import Record
from linxuan.rules.telling.naming import Named
from linxuan.rules.telling.speaker import Speaker, SubValue, Values
from linxuan.rules.terms import Arithmetic, Term
from linxuan.rules.walk import names_in


def described_score(
    speaker: Speaker, term: Term, named: Named, figure: Callable[[Record, Any], str], unit: str
) -> Callable[[Record, Any, Values], str]:
    """Return what tells a total and, where it is a sum, the points of each item."""
    items = [(*_item(speaker, each), compiled(each)) for each in _items(speaker, term)]
    id, label = _item(speaker, term)
    total, among = say("{label} {value}").format, say("（{inside}）").format
    separator = say("、")

    def described(record: Record, value: Any, values: Values) -> str:
        values.append(SubValue(id, named(record) or label, figure(record, value), unit))
        told = total(label=named(record), value=figures.with_unit(figure(record, value), unit))
        if len(items) < 2:
            return told
        points = []
        for item_id, item_label, read in items:
            text = figures.written(read(record))
            values.append(SubValue(item_id, item_label, text, unit))
            points.append(total(label=item_label, value=figures.with_unit(text, unit)))
        return told + among(inside=separator.join(points))

    return described


def _items(speaker: Speaker, term: Term, *, top: bool = True) -> Iterator[Term]:
    """Yield what a score is the sum of, down to what has a name."""
    if isinstance(term, Arithmetic) and term.operator == "+" and (top or term not in speaker.computed):
        yield from _items(speaker, term.left, top=False)
        yield from _items(speaker, term.right, top=False)
    else:
        yield term


def _item(speaker: Speaker, term: Term) -> tuple[str, str]:
    """Return id and label of an item; one without a name goes by the first field that it looks at."""
    known = speaker.computed.get(term)
    if known:
        return known.id, known.name
    name = next(iter(names_in(term)), "")
    return name, speaker.label(name)
