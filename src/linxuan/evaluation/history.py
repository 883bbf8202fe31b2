"""The history of a designated entity: its grades, its operating status, and the year it is looked at."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from linxuan.errors import BadInput
from linxuan.evaluation.positions import Position
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.rules.days import iso_day

FIRST_YEAR, LAST_YEAR = 1900, 2199
STATUS = "operating_status"
_KEYS = ("entity", "cohort", "grades", STATUS, "as_of", "not_filed", "positions", "orders", "on")
_POSITION = ("worse", "equal", "of")
_ORDER = ("rule", "year", "ordered_on", "by", "done_on")


@dataclass(frozen=True)
class Order:
    """What was ordered to be put right: under which rule, for the grade of which year, and on which day.

    `by` is the last day, where it is not the one that the rule's `within` gives; `done_on` is when it was
    put right, None as long as it was not.
    """

    rule: str
    year: int
    ordered_on: date
    by: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class History:
    """What is known of an entity. `grades` are ids by year; a year that is not there has no grade.

    `operating_status` is None where it is not known; `not_filed` are the years without a report.
    `positions` tell where it stood among all of a year, `orders` what it had to put right; `on` is the day
    on which it is looked at, without it the last of `as_of`.
    """

    entity: str
    cohort: int | None
    grades: Mapping[int, str]
    operating_status: str | None
    as_of: int
    not_filed: frozenset[int] = field(default_factory=frozenset)
    positions: Mapping[int, Position] = field(default_factory=dict)
    orders: tuple[Order, ...] = ()
    on: date | None = None

    @cached_property
    def graded_years(self) -> tuple[int, ...]:
        """The years that have a grade, the last one first."""
        return tuple(sorted(self.grades, reverse=True))

    @cached_property
    def known_years(self) -> tuple[int, ...]:
        """The years that have a grade or no report, the last one first."""
        return tuple(sorted({*self.grades, *self.not_filed}, reverse=True))

    @property
    def day(self) -> date:
        """The day on which it is looked at."""
        return self.on or date(self.as_of, 12, 31)


def read_history(call: Call, raw: object) -> History:
    """Read one history from JSON. Raises BadInput with one sentence on the first thing that is wrong."""
    if not isinstance(raw, Mapping):
        raise BadInput(
            say("一份历史应是一个JSON对象，如 {example}", example='{"entity": "…", "as_of": 2025}')
        )
    for key in raw:
        _refuse_unknown_key(str(key))
    if raw.get("as_of") is None:
        raise BadInput(say("请写明 as_of：看到哪一年为止，如 2025"), field="as_of")
    return History(
        entity=_text(raw.get("entity"), "entity"),
        cohort=None if raw.get("cohort") is None else read_cohort(raw["cohort"]),
        grades=_grades(call, raw.get("grades")),
        operating_status=None if raw.get(STATUS) is None else read_status(call, raw[STATUS]),
        as_of=_year(raw["as_of"], "as_of"),
        not_filed=_years(raw.get("not_filed")),
        positions=dict(_positions(raw.get("positions"))),
        orders=tuple(_orders(call, raw.get("orders"))),
        on=None if raw.get("on") is None else _day(raw["on"], "on"),
    )


def _refuse_unknown_key(key: str, keys: tuple[str, ...] = _KEYS) -> None:
    if key not in keys:
        near = difflib.get_close_matches(key, keys, n=1)
        known = near[0] if near else say("、").join(keys)
        raise BadInput(say("历史里没有“{key}”这一项，可以是：{known}", key=key, known=known), field=key)


def _grades(call: Call, raw: object) -> dict[int, str]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise BadInput(
            say("grades 应是年份到等次，如 {example}", example='{"2022": "qualified"}'), field="grades"
        )
    names = {grade.id: grade.name for grade in call.grades.values()}
    found: dict[int, str] = {}
    for year, grade in ((_year(key, "grades"), raw[key]) for key in raw):
        if year in found:
            raise BadInput(say("grades：{year}年写了两次，请只留一个", year=year), field="grades")
        if grade is not None:
            found[year] = _one_of(names, grade, "grades", str(year))
    return found


def _positions(raw: object) -> Iterator[tuple[int, Position]]:
    example = '{"2023": {"worse": 0, "equal": 1, "of": 40}}'
    for year, given in _table(raw, "positions", example).items():
        each = _table(given, "positions", example)
        for key in each:
            _refuse_unknown_key(str(key), _POSITION)
        worse, equal, of = (_whole(each.get(key), "positions") for key in _POSITION)
        if worse < 0 or equal < 1 or worse + equal > of:
            told = say("positions：{year}年的名次对不上：worse + equal 不超过 of，equal 至少是1", year=year)
            raise BadInput(told, field="positions")
        yield _year(year, "positions"), Position(worse, equal, of)


def _orders(call: Call, raw: object) -> Iterator[Order]:
    example = '[{"rule": "low", "year": 2023, "ordered_on": "2024-03-01"}]'
    if raw is not None and not isinstance(raw, list | tuple):
        raise BadInput(say("{key} 应写成 {example}", key="orders", example=example), field="orders")
    for given in raw or ():
        each = _table(given, "orders", example)
        for key in each:
            _refuse_unknown_key(str(key), _ORDER)
        days = {key: _day(each[key], key) for key in ("by", "done_on") if each.get(key) is not None}
        names = {id: rule.name for id, rule in call.standings.items()}
        yield Order(
            _one_of(names, each.get("rule"), "orders", "orders"),
            _year(each.get("year"), "orders"),
            _day(each.get("ordered_on"), "ordered_on"),
            **days,
        )


def _table(raw: object, key: str, example: str) -> Mapping[object, object]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise BadInput(say("{key} 应写成 {example}", key=key, example=example), field=key)
    return raw


def read_cohort(raw: object) -> int:
    """Return a cohort from a number or a text. Raises BadInput."""
    return _whole(raw, "cohort")


def read_status(call: Call, raw: object) -> str:
    """Return an operating status by the package's id for it, given by its id or name. Raises BadInput."""
    if STATUS not in call.fields:
        return _text(raw, STATUS)
    names = {key: option.label for key, option in call.fields[STATUS].options.items()}
    return _one_of(names, raw, STATUS, STATUS)


def _one_of(names: Mapping[str, str], raw: object, key: str, place: str) -> str:
    found = next((one for one, name in names.items() if raw in (one, name)), None)
    if found is None:
        known = say("、").join(say("{key}（{label}）", key=one, label=name) for one, name in names.items())
        told = say("{place}：没有“{word}”，可以是：{known}", place=place, word=raw, known=known)
        raise BadInput(told, field=key)
    return found


def _year(raw: object, key: str) -> int:
    year = _whole(raw, key)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(say("{key}：“{year}”不是年份，要写成四位数，如 2025", key=key, year=raw), field=key)
    return year


def _years(raw: object) -> frozenset[int]:
    if raw is None:
        return frozenset()
    if not isinstance(raw, list | tuple):
        raise BadInput(
            say("not_filed 应是年份的列表，如 {example}", example="[2023, 2024]"), field="not_filed"
        )
    return frozenset(_year(year, "not_filed") for year in raw)


def _whole(raw: object, key: str) -> int:
    if isinstance(raw, str) and raw.strip().isascii() and raw.strip().isdigit() and len(raw.strip()) <= 4:
        return int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise BadInput(say("{key}：“{value}”不是整数", key=key, value=raw), field=key)
    return raw


def _day(raw: object, key: str) -> date:
    """A day as text; a case file has it as a date."""
    day = raw if type(raw) is date else iso_day(raw) if isinstance(raw, str) else None
    if day is None:
        raise BadInput(say("{key}：“{value}”不是日期，要写成 2025-03-01", key=key, value=raw), field=key)
    return day


def _text(raw: object, key: str) -> str:
    if raw is not None and not isinstance(raw, str):
        raise BadInput(say("{key}：“{value}”不是文字", key=key, value=raw), field=key)
    return raw or ""
