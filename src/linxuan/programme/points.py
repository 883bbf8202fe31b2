"""What the names of scores stand for in expressions: `score_ID`, `score_ID_PART`, `score_ID_ITEM`, `passes_ID`."""

from collections.abc import Iterable, Iterator
from functools import reduce

from linxuan.language import say
from linxuan.programme.definition import Indicator, Score, ScoreItem
from linxuan.rules.scope import Type, Variable
from linxuan.rules.terms import And, Arithmetic, Best, Compare, Literal, Points, Term


def names_of(score: Score) -> Iterator[Variable]:
    """Yield the names by which expressions speak of a score, each with the term that it stands for.

    A score that has neither `pass` nor a least for a part has no `passes_ID`.
    """
    total = _total(score.items.values())
    yield _points(f"score_{score.id}", score.name, total)
    for part in score.parts.values():
        label = say("{score}·{part}", score=score.name, part=part.name)
        yield _points(f"score_{score.id}_{part.id}", label, _total(score.of_part(part.id)))
    for item in score.items.values():
        label = say("{score}·{part}", score=score.name, part=item.name)
        yield _points(f"score_{score.id}_{item.id}", label, of_item(item))
    wanted = tuple(_wanted(score, total))
    if wanted:
        meaning = wanted[0] if len(wanted) == 1 else And(wanted)
        label = say("{score}达标", score=score.name)
        yield Variable(f"passes_{score.id}", Type.YES_NO, label, meaning=meaning)


def of_item(item: ScoreItem) -> Term:
    """Return the points of an item: of several indicators the best counts."""
    each = tuple(map(_of_indicator, item.indicators))
    if not each:
        return Points(())
    return each[0] if len(each) == 1 else Best(each)


def _of_indicator(indicator: Indicator) -> Points:
    return Points(tuple((band.condition.term, band.points) for band in indicator.bands), indicator.below)


def _total(items: Iterable[ScoreItem]) -> Term:
    terms = [of_item(item) for item in items] or [Points(())]
    return reduce(lambda left, right: Arithmetic("+", left, right), terms)


def _wanted(score: Score, total: Term) -> Iterator[Term]:
    """What passing asks for: so much in all, and the least of every part."""
    if score.pass_mark is not None:
        yield Compare(">=", total, Literal(score.pass_mark))
    for part in score.parts.values():
        if part.min is not None:
            yield Compare(">=", _total(score.of_part(part.id)), Literal(part.min))


def _points(id: str, label: str, meaning: Term) -> Variable:
    return Variable(id, Type.DECIMAL, label, say("分"), meaning=meaning)
