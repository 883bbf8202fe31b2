"""From what somebody typed to answers with a type, or to one sentence that says what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from linxuan import credit_code
from linxuan.answers.changes import same
from linxuan.answers.choices import as_yes_no, choosing, choosing_several, offered
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
from linxuan.language import current_language, say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.programme.ready import once_per_call
from linxuan.rules.terms import Value

Read: TypeAlias = Callable[[object], Value | None]

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
    readings = _readings(call, procedure, current_language())
    values: dict[str, Value] = {}
    notes = []
    for key, given in raw.items():
        try:
            value, note = _answered(call, procedure, readings, key, given)
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
    if same(one, other):
        return True
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


def reader_of(call: Call, procedure: str, field_id: str) -> Read:
    """Return what reads answers to one field, for whoever has many of them; it does as `read_answer`."""
    field = field_of(call, procedure, field_id)
    return partial(_told, field, _readings(call, procedure, current_language())[field.id][1])


def _answered(
    call: Call, procedure: str, readings: Mapping[str, tuple[Field, Read]], key: str, given: object
) -> tuple[Value | None, str]:
    """One entry of a file of answers: its value, and a note where there is something to say."""
    if key not in readings:
        name = lookup.procedure(call, procedure).name
        return None, say("“{field}”不是“{name}”的栏目，未采用", field=shown(key), name=name)
    field, read = readings[key]
    if field.kind in DERIVED:
        return None, say("“{label}”（{field}）由系统计算，未采用所填的值", label=field.name, field=key)
    value = _told(field, read, given)
    return value, _note(field, value)


def _told(field: Field, read: Read, raw: object) -> Value | None:
    try:
        return read(raw)
    except Unfit as fault:
        told = say(
            "“{label}”（{field}）不能填“{value}”：{allowed}",
            label=field.name,
            field=field.id,
            value=shown(raw if fault.value is None else fault.value),
            allowed=fault.allowed,
        )
        raise BadInput(told, field=field.id, allowed=fault.allowed) from None


@once_per_call
def _readings(call: Call, procedure: str, _language: str) -> Mapping[str, tuple[Field, Read]]:
    """Each field of the form with what reads its answers; that of filing has a name in the language in use."""
    fields = {FILED_ON: filing_date(), **fields_of(call, procedure)}
    return {id: (field, _reader(call, procedure, field)) for id, field in fields.items()}


def _reader(call: Call, procedure: str, field: Field) -> Read:
    """Return what reads an answer to a field. It raises Unfit."""
    if field.kind in DERIVED:
        return lambda _: None
    read = _reader_of_kind(call, procedure, field)
    return lambda raw: None if is_blank(raw) else read(raw)


def _reader_of_kind(call: Call, procedure: str, field: Field) -> Read:
    if field.years:
        number = partial(as_integer if field.kind == "integer" else as_decimal, field)
        return lambda raw: as_year_table(field, raw, number)
    if field.kind == "group":
        columns = columns_of(call, field)
        cells = {id: _reader(call, procedure, column) for id, column in columns.items()}
        return lambda raw: as_rows(field, columns, raw, cells)
    if field.kind in _BY_FIELD:
        return partial(_BY_FIELD[field.kind], field)
    choose = choosing_several if field.kind == "choices" else choosing
    return choose(offered(call, procedure, field))


def _note(field: Field, value: Value | None) -> str:
    """A doubt about an answer that is taken all the same."""
    if (
        field.kind != "credit_code"
        or not isinstance(value, str)
        or credit_code.organisation_code_holds(value)
    ):
        return ""
    return say("“{label}”内含的组织机构代码校验不符，请对照营业执照核对", label=field.name)
