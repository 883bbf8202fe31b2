"""Reading a column map: TOML that says what a register calls the fields."""

import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from linxuan.answers.fields import DERIVED, FILED_ON, fields_of, filing_date
from linxuan.answers.raw import Unfit, shown
from linxuan.answers.reading import reader_of
from linxuan.answers.units import power_between, units_beside
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.programme.sizes import refusal_of_toml
from linxuan.rules.nearest import suggestion
from linxuan.screening.register.mapping import ColumnMap, Mapped
from linxuan.screening.register.wanted import without_bounds

_MOST_BYTES = 1_000_000
_PARTS = ("columns", "identity", "absent")
_KEYS = ("column", "values", "unit")


def read_map(path: Path, call: Call, procedure: str) -> ColumnMap:
    """Read a column map for the form of a procedure. Raises BadInput with one sentence."""
    try:
        with path.open("rb") as opened:
            raw = opened.read(_MOST_BYTES + 1)
    except OSError as fault:
        raise _fault(path, say("打不开这个文件（{why}）", why=fault.strerror or fault)) from None
    if len(raw) > _MOST_BYTES:
        raise _fault(path, say("文件超过1 MB，不像是列对照表"))
    try:
        return parse_map(raw.decode("utf-8-sig"), call, procedure)
    except UnicodeDecodeError:
        raise _fault(path, say("不是UTF-8编码的文本，请另存为UTF-8")) from None
    except BadInput as fault:
        raise _fault(path, fault.problem) from None


def parse_map(text: str, call: Call, procedure: str) -> ColumnMap:
    """Read the text of a column map. Raises BadInput with one sentence, without the name of a file."""
    if problem := refusal_of_toml(text.encode()):
        raise BadInput(say("不是列对照表：{problem}", problem=problem))
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as fault:
        raise BadInput(say("不是TOML：{why}", why=shown(str(fault)))) from None
    # Who has nothing to say but what the columns are called writes just that.
    if not any(part in raw for part in _PARTS) and any(map(_is_column, raw.values())):
        raw = {"columns": raw}
    _only(raw, _PARTS, say("列对照表"))
    form = _Form(call, procedure)
    identity = _table(raw, "identity")
    _only(identity, ("columns",), "[identity]")
    absent = dict(_table(raw, "absent"))
    until = absent.pop("until", None)
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise BadInput(say("[absent] 的 until 要写日期，如 2023-05-15"))
    return ColumnMap(
        columns=form.columns(_table(raw, "columns")),
        identity=tuple(_headings(identity["columns"])) if "columns" in identity else None,
        absent={key: form.absent(key, each) for key, each in absent.items()},
        until=until,
    )


def _is_column(entry: object) -> bool:
    return isinstance(entry, str) or (isinstance(entry, dict) and "column" in entry)


class _Form:
    """The fields that a map may speak of."""

    def __init__(self, call: Call, procedure: str) -> None:
        self._call = without_bounds(call)
        self._procedure = procedure
        self._fields = {FILED_ON: filing_date(), **fields_of(call, procedure)}

    def columns(self, table: Mapping[str, object]) -> dict[str, Mapped]:
        """Read [columns]: field = heading, or heading = field. Raises BadInput."""
        found: dict[str, Mapped] = {}
        for key, raw in table.items():
            if not self._is_field(key) and isinstance(raw, str) and self._is_field(raw):
                key, raw = raw, key
            if key in found:
                raise BadInput(say("[columns] 里“{field}”写了两次", field=shown(key)))
            found[key] = self.mapped(key, raw)
        return found

    def _is_field(self, key: str) -> bool:
        return key.partition("@")[0] in self._fields

    def mapped(self, key: str, raw: object) -> Mapped:
        """Read one entry of [columns]. Raises BadInput."""
        field = self._field(key)
        entry = raw if isinstance(raw, dict) else {"column": raw}
        _only(entry, _KEYS, say("[columns] 的“{key}”", key=shown(key)))
        heading = entry.get("column")
        if not isinstance(heading, str) or not heading.strip():
            raise BadInput(say("[columns] 的“{key}”要写出列名", key=shown(key)))
        return Mapped(heading.strip(), self._values(field, entry), self._unit(field, entry))

    def absent(self, key: str, raw: object) -> object:
        """Read what an empty cell of a field means. Raises BadInput."""
        self._fits(self._field(key), raw)
        return raw

    def _field(self, key: str) -> Field:
        id, at, year = key.partition("@")
        if id not in self._fields:
            raise BadInput(
                _with_hint(say("没有“{field}”这一栏", field=shown(id)), suggestion(id, self._fields))
            )
        field = self._fields[id]
        if field.kind in DERIVED:
            raise BadInput(say("“{field}”由系统计算，不用给出列", field=id))
        years = [str(each) for each in field.years]
        if at and year not in years:
            told = say("“{field}”没有“{year}”这一年", field=id, year=shown(year))
            raise BadInput(_with_hint(told, suggestion(year, years)))
        return field

    def _values(self, field: Field, entry: Mapping[str, Any]) -> dict[str, object]:
        values = entry.get("values", {})
        if not isinstance(values, dict):
            raise BadInput(
                say("“{field}”的 values 要写成 {example}", field=field.id, example='{ "有" = true }')
            )
        for each in values.values():
            self._fits(field, each)
        return {word.strip(): each for word, each in values.items()}

    def _fits(self, field: Field, raw: object) -> None:
        """Raises BadInput for a value that the field cannot have."""
        try:
            reader_of(self._call, self._procedure, field.id)(raw)
        except Unfit as fault:
            raise BadInput(fault.allowed) from None

    @staticmethod
    def _unit(field: Field, entry: Mapping[str, Any]) -> str:
        unit = entry.get("unit", "")
        if not isinstance(unit, str):
            raise BadInput(say("“{field}”的 unit 要写成文字，如 {example}", field=field.id, example='"元"'))
        if unit and (field.kind not in ("integer", "decimal") or power_between(unit, field.unit) is None):
            units = say("、").join(units_beside(field.unit))
            told = say("“{field}”的单位不能是“{unit}”", field=field.id, unit=shown(unit))
            raise BadInput(_with_hint(told, say("可以是：{units}", units=units) if field.unit else ""))
        return "" if unit == field.unit else unit


def check_headings(mapping: ColumnMap, headings: Collection[str]) -> None:
    """Raise BadInput where the data lack a heading of the map, have it twice, or a column serves twice."""
    _each_once(mapping)
    for heading in [*(each.heading for each in mapping.columns.values()), *(mapping.identity or ())]:
        count = list(headings).count(heading)
        if not count:
            told = say("数据里没有“{heading}”这一列", heading=shown(heading))
            raise BadInput(_with_hint(told, suggestion(heading, headings)))
        if count > 1:
            raise BadInput(say("数据里有{count}列都叫“{heading}”", count=count, heading=shown(heading)))


def _each_once(mapping: ColumnMap) -> None:
    """A field has one column: a year table either one for all its years or one for each."""
    bare = {key for key in mapping.columns if "@" not in key}
    for key in mapping.columns:
        id, at, _ = key.partition("@")
        if at and id in bare:
            raise BadInput(say("“{field}”有两列：分年的列和不分年的列只能用一种", field=id))


def _table(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = raw.get(key, {})
    if not isinstance(found, dict):
        raise BadInput(say("“{key}”要写成 [{key}] 一节", key=key))
    return found


def _headings(raw: object) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        raise BadInput(say("[identity] 的 columns 要写成列名的列表"))
    return list(dict.fromkeys(each.strip() for each in raw))


def _only(entry: Mapping[str, Any], known: Collection[str], where: str) -> None:
    for key in entry:
        if key not in known:
            told = say("{where}里没有“{key}”这一项", where=where, key=shown(key))
            raise BadInput(_with_hint(told, suggestion(key, known)))


def _with_hint(problem: str, hint: str) -> str:
    return say("{problem}；{hint}", problem=problem, hint=hint) if hint else problem


def _fault(path: Path, problem: str) -> BadInput:
    return BadInput(say("{file}：{problem}", file=path.name, problem=problem))
