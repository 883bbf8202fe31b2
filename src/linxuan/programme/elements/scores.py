"""Score sheets: parts, items, and the bands by which a measure becomes points."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from linxuan.language import say
from linxuan.programme import shapes
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import Band, Expression, Indicator, Score, ScoreItem, ScorePart
from linxuan.programme.definition.scores import BandKey, Number
from linxuan.programme.entry import Entry
from linxuan.programme.faults import suggestion
from linxuan.programme.known import is_id
from linxuan.programme.origin import read_cites
from linxuan.programme.refused import refuse_keys, refuse_scored_by
from linxuan.rules.terms import Compare, Literal, Param

BY = ("machine", "office", "expert", "applicant")
MOST_ITEMS, MOST_INDICATORS, MOST_BANDS = 50, 10, 20
"""How much one score sheet, one item and one indicator may hold."""
KEYS: tuple[BandKey, ...] = ("from", "upto", "when")
_SIGNS: Mapping[BandKey, str] = {"from": ">=", "upto": "<="}
_PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*)")
Made = TypeVar("Made")


def read_score(entry: Entry) -> Score:
    """A score sheet: what passes it, its parts and its items."""
    parts = dict(_each(entry, "part", _part))
    items = dict(_each(entry, "item", lambda item: _item(item, parts)))
    if not items and not entry.has("item"):
        hint = say("写 [score.{id}.item.代号]，下面是 measure 和 bands", id=entry.id)
        entry.fault("", say("没有一个评分项"), hint)
    if len(items) > MOST_ITEMS:
        entry.fault("item", say("评分项超过{most}个", most=MOST_ITEMS), say("拆成几张评分表"))
    for key in ("since", "until"):
        if entry.has(key):
            entry.fault(key, say("评分表没有起止的日子"), say("写在用到它的规则上"))
    return Score(
        **read_shared(entry, default=entry.known.open_tracks, has_when=False, pairs_as_condition=False),
        pass_mark=_number(entry, "pass"),
        max=_number(entry, "max"),
        parts=parts,
        items=items,
    )


def _each(entry: Entry, key: str, read: Callable[[Entry], Made]) -> Iterator[tuple[str, Made]]:
    """Yield what stands at `[score.ID.KEY.…]` by id; ids stand in the names of expressions."""
    names = entry.named(key)
    inside = entry.table(key)
    for id in names if inside else ():
        one = inside.table(id) if inside else None
        if one is None:
            continue
        if not is_id("score", id):
            one.fault("", say("“{id}”不能作代号", id=id), say("用小写英文字母、数字和 _，字母开头"))
        yield id, read(one)
        one.close()


def _part(entry: Entry) -> ScorePart:
    return ScorePart(
        entry.id,
        entry.text("name") or entry.id,
        _number(entry, "min"),
        _number(entry, "max"),
        read_cites(entry),
        entry.text("reading"),
    )


def _item(entry: Entry, parts: Mapping[str, ScorePart]) -> ScoreItem:
    refuse_keys(entry, "item")
    part = entry.text("part")
    if part and part not in parts:
        hint = suggestion(part, parts) or say("写 [score.….part.{part}]", part=part)
        entry.fault("part", say("评分表没有“{part}”这一部分", part=part), hint)
    return ScoreItem(
        entry.id,
        entry.text("name") or entry.id,
        _indicators(entry),
        part if part in parts else "",
        _number(entry, "max"),
        read_cites(entry),
        entry.text("reading"),
    )


def _indicators(entry: Entry) -> tuple[Indicator, ...]:
    if entry.word("by", BY, "machine") != "machine":
        refuse_scored_by(entry)
        return ()
    if entry.has("best_of"):
        for key in ("measure", "bands", "below"):
            if entry.has(key):
                entry.fault(key, say("写了 best_of，这里就不再写 {key}", key=key), say("写进 best_of 的各项"))
            entry.ask(key)
        best_of = tuple(map(_indicator, entry.tables("best_of")))
        if not 2 <= len(best_of) <= MOST_INDICATORS:
            problem = say("best_of 要有2个到{most}个指标", most=MOST_INDICATORS)
            entry.fault("best_of", problem, say("只有一个的，直接写 measure 和 bands"))
        return best_of
    return (_indicator(entry),)


def _indicator(entry: Entry) -> Indicator:
    measure = entry.expression("measure")
    bands = tuple(_band(each, measure) for each in entry.tables("bands"))
    if not bands:
        entry.fault("", say("缺少“bands”"), say("写各档的分值，如 bands = [{ from = 7, points = 30 }]"))
    if len(bands) > MOST_BANDS:
        entry.fault("bands", say("最多{most}档", most=MOST_BANDS))
    keys = {band.key for band in bands}
    if len(keys) > 1:
        entry.fault("bands", say("各档要同一种写法"), say("都写 from，或都写 upto，或都写 when"))
    elif keys and (keys == {"when"}) == bool(measure):
        _tell_measure(entry, is_wanted=measure is None)
    return Indicator(bands, measure, _number(entry, "below") or 0)


def _tell_measure(entry: Entry, *, is_wanted: bool) -> None:
    if is_wanted and not entry.has("measure"):
        entry.fault("", say("缺少“measure”"), say('写按什么分档，如 measure = "share(甲, 乙)"'))
    elif not is_wanted:
        entry.fault("measure", say("when 写的档自己有条件，用不到 measure"), say("去掉 measure，或写 from"))


# ── bands ──


@dataclass(frozen=True)
class _Bound:
    """A bound as it is written, what it is as a term, and its value where it is written out."""

    text: str
    term: Literal | Param
    value: Number | date | None = None


def _band(entry: Entry, measure: Expression | None) -> Band:
    written = [key for key in KEYS if entry.has(key)]
    points, cites = _number(entry, "points"), read_cites(entry)
    if points is None and not entry.has("points"):
        entry.fault("", say("缺少“points”"), say("写这一档得几分"))
    if len(written) != 1:
        hint = say("from 是至少，upto 是至多，when 是一个条件")
        entry.fault("", say("一档要写 from、upto、when 中的一个，现有{count}个", count=len(written)), hint)
        for key in KEYS:
            entry.ask(key)
        return Band("when", _always("when"), points or 0, cites=cites)
    key = written[0]
    if key == "when":
        return Band(key, entry.expression(key) or _always(key), points or 0, cites=cites)
    bound = _bound(entry, key)
    if measure is None or bound is None:
        return Band(key, _always(key), points or 0, cites=cites)
    parameter = bound.term.id if isinstance(bound.term, Param) else ""
    return Band(key, _compared(measure, _SIGNS[key], bound), points or 0, bound.value, parameter, cites)


def _always(text: str) -> Expression:
    return Expression(text, Literal(True))


def _compared(measure: Expression, sign: str, bound: _Bound) -> Expression:
    """The condition of a band, as if it had been written out."""
    place = len(measure.text) + 1
    term = Compare(sign, measure.term, bound.term, position=place)
    return Expression(f"{measure.text} {sign} {bound.text}", term)


def _bound(entry: Entry, key: str) -> _Bound | None:
    raw = entry.ask(key)
    try:
        return _read_bound(raw)
    except shapes.Misshapen as fault:
        entry.fault(key, str(fault), say('写整数、引号里的小数（如 "0.30"）、日期，或参数 "$代号"'))
        return None


def _read_bound(raw: object) -> _Bound:
    if isinstance(raw, str) and (named := _PARAMETER.fullmatch(raw.strip())):
        return _Bound(raw.strip(), Param(named[1]))
    if isinstance(raw, date):
        day = shapes.day_of(raw)
        return _Bound(f"DATE '{day.isoformat()}'", Literal(day), day)
    if isinstance(raw, int):
        whole = shapes.whole_number(raw, -shapes.LARGEST)
        return _Bound(str(whole), Literal(whole), whole)
    number = shapes.decimal_number(raw)
    return _Bound(str(number), Literal(number), number)


def _number(entry: Entry, key: str) -> Number | None:
    """Points: a whole number as such, so that it is told without decimals."""
    found = entry.decimal(key)
    return int(found) if isinstance(found, Decimal) and found == found.to_integral_value() else found
