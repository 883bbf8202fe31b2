"""From what somebody typed to answers with a type, or to one sentence that says what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from linxuan import credit_code
from linxuan.answers.choices import as_choice, as_choices, as_yes_no, offered
from linxuan.answers.dates import as_date
from linxuan.answers.fields import DERIVED, FILED_ON, columns_of, field_of, fields_of, filing_date
from linxuan.answers.numbers import amount_as_shown, as_decimal, as_integer
from linxuan.answers.raw import Unfit, is_blank, shown
from linxuan.answers.tables import as_rows, as_year_table
from linxuan.answers.texts import (
    as_credit_code,
    as_email,
    as_file,
    as_industry,
    as_long_text,
    as_phone,
    as_region,
    as_text,
)
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Value

_BY_FIELD: Mapping[str, Callable[[Field, object], Value]] = {
    "text": as_text,
    "long_text": as_long_text,
    "integer": as_integer,
    "decimal": as_decimal,
    "credit_code": as_credit_code,
    "region": as_region,
    "industry": as_industry,
    "phone": as_phone,
    "email": as_email,
    "file": as_file,
    "date": lambda _, raw: as_date(raw),
    "yes_no": lambda _, raw: as_yes_no(raw),
}


@dataclass(frozen=True)
class Answers:
    """What was answered, by field id, and notes for whoever gave it. An id that is not here is unknown."""

    values: Mapping[str, Value]
    notes: tuple[str, ...] = ()


def read_answers(call: Call, procedure: str, raw: Mapping[str, object], strict: bool = True) -> Answers:
    """Read the answers given under a track or round; keys that its form lacks are left out with a note.

    Raises BadInput on the first answer that its field cannot take, naming the field, the value and
    what is allowed; with `strict=False` such an answer stays unknown and the sentence becomes a note.
    """
    fields = {FILED_ON: filing_date(), **fields_of(call, procedure)}
    values: dict[str, Value] = {}
    notes = []
    for key, given in raw.items():
        try:
            value, note = _answered(call, procedure, fields, key, given)
        except BadInput as fault:
            if strict:
                raise
            value, note = None, fault.problem
        if value is not None:
            values[key] = value
        notes += [note] if note else []
    return Answers(values, tuple(notes))


def read_answer(call: Call, procedure: str, field_id: str, raw: object) -> Value | None:
    """Read one answer; nothing answered is None. Raises BadInput as `read_answers` does."""
    return reader_of(call, procedure, field_id)(raw)


def same_answer(call: Call, procedure: str, field_id: str, one: object, other: object) -> bool:
    """Tell whether two raw answers say the same: `1,234.00` says what 1234 says, beside an unreadable one too."""
    try:
        return read_answer(call, procedure, field_id, one) == read_answer(call, procedure, field_id, other)
    except BadInput:
        field = field_of(call, procedure, field_id)
        return bool(_amounts_read(call, field, one) == _amounts_read(call, field, other))


def _amounts_read(call: Call, field: Field, raw: object) -> object:
    """A raw answer in which every amount that can be read is written alike."""
    if field.kind == "group" and isinstance(raw, list):
        return [_amounts_read(call, field, row) for row in raw]
    if field.kind == "group" and isinstance(raw, Mapping):
        columns = columns_of(call, field)
        return {
            key: _amounts_read(call, columns[key], each) if key in columns else each
            for key, each in raw.items()
        }
    if field.years and isinstance(raw, Mapping):
        return {key: amount_as_shown(field, each) or each for key, each in raw.items()}
    return (field.kind in ("integer", "decimal") and amount_as_shown(field, raw)) or raw


def reader_of(call: Call, procedure: str, field_id: str) -> Callable[[object], Value | None]:
    """Return what reads answers to one field, for whoever has many of them; it does as `read_answer`."""
    return partial(_read, call, procedure, field_of(call, procedure, field_id))


def _answered(
    call: Call, procedure: str, fields: Mapping[str, Field], key: str, given: object
) -> tuple[Value | None, str]:
    """One entry of a file of answers: its value, and a note where there is something to say."""
    if key not in fields:
        name = lookup.procedure(call, procedure).name
        return None, say("“{field}”不是“{name}”的栏目，未采用", field=shown(key), name=name)
    if fields[key].kind in DERIVED:
        return None, say("“{label}”（{field}）由系统计算，未采用所填的值", label=fields[key].name, field=key)
    value = _read(call, procedure, fields[key], given)
    return value, _note(fields[key], value)


def _read(call: Call, procedure: str, field: Field, raw: object) -> Value | None:
    try:
        return _value(call, procedure, field, raw)
    except Unfit as fault:
        told = say(
            "“{label}”（{field}）不能填“{value}”：{allowed}",
            label=field.name,
            field=field.id,
            value=shown(raw if fault.value is None else fault.value),
            allowed=fault.allowed,
        )
        raise BadInput(told, field=field.id, allowed=fault.allowed) from None


def _value(call: Call, procedure: str, field: Field, raw: object) -> Value | None:
    """Raises Unfit."""
    if is_blank(raw) or field.kind in DERIVED:
        return None
    if field.years:
        number = as_integer if field.kind == "integer" else as_decimal
        return as_year_table(field, raw, partial(number, field))
    if field.kind == "group":
        return as_rows(field, columns_of(call, field), raw, partial(_value, call, procedure))
    if field.kind in _BY_FIELD:
        return _BY_FIELD[field.kind](field, raw)
    choose = as_choices if field.kind == "choices" else as_choice
    return choose(offered(call, procedure, field), raw)


def _note(field: Field, value: Value | None) -> str:
    """A doubt about an answer that is taken all the same."""
    if (
        field.kind != "credit_code"
        or not isinstance(value, str)
        or credit_code.organisation_code_holds(value)
    ):
        return ""
    return say("“{label}”内含的组织机构代码校验不符，请对照营业执照核对", label=field.name)
