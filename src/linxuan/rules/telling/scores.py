"""A score with the points of its items: 综合得分 58 分（技术 30 分、管理 28 分）."""

from collections.abc import Callable, Iterator
from typing import Any

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.evaluate import compiled
from linxuan.rules.record import Record
from linxuan.rules.telling.sentences import NUMBER, unmarked
from linxuan.rules.telling.speaker import Speaker, Values, sub_value
from linxuan.rules.terms import Arithmetic, Term
from linxuan.rules.walk import names_in


def told_score(
    speaker: Speaker, term: Term, name: str, unit: str
) -> tuple[str, Callable[[Record, Any, list[str], Values], None]]:
    """Return the text of a total and, where it is a sum, of the points of each item; and what writes them."""
    items = [(*_item(speaker, each), compiled(each)) for each in _items(speaker, term)]
    if len(items) == 1:
        items = []
    id = _item(speaker, term)[0]
    whole = say("{label} {value}", label=unmarked(name), value=NUMBER)
    inside = say("、").join(
        say("{label} {value}", label=unmarked(_short(label, name)), value=NUMBER) for _, label, _ in items
    )

    def write(record: Record, value: Any, written: list[str], values: Values) -> None:
        # With their unit, which their marks have not: one point is not 1 points.
        text = figures.amount(value) if isinstance(value, int) else figures.written(value)
        written.append(figures.with_unit(text, unit))
        values.append(sub_value((id, name, text, unit)))
        for item_id, label, read in items:
            text = figures.written(read(record))
            written.append(figures.with_unit(text, unit))
            values.append(sub_value((item_id, label, text, unit)))

    return say("{name}（{inside}）", name=whole, inside=inside) if items else whole, write


def _short(label: str, name: str) -> str:
    """An item that is called after its score is not called so again beside it."""
    score = name.partition("·")[0]
    return label.removeprefix(f"{score}·") or label


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
