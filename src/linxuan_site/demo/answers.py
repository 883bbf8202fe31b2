"""Plausible synthetic answers, made from the form: whatever a story does not say is filled in by kind."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from linxuan.answers import read_answers
from linxuan.completeness import incomplete
from linxuan.programme.definition import Call, Field

LONG = (
    "本单位围绕这一方面制定了年度计划，明确了负责部门和完成时限，建立了跟踪和评价办法。"
    "相关工作已经覆盖主要产品和服务，客户反馈和内部统计均有记录，佐证材料见附件。（示例文字）"
)


def synthetic_answer(field: Field, number: int) -> Any:
    """Return an answer that the field takes; `number` makes applicants differ."""
    if field.years:
        return {str(year): _number(field, number + year - field.years[0]) for year in field.years}
    makers: dict[str, Callable[[], Any]] = {
        "text": lambda: f"示例{field.name}{number}",
        "long_text": lambda: (LONG * 8)[: min(field.chars or 400, 160 + 40 * (number % 5))],
        "integer": lambda: _number(field, number),
        "decimal": lambda: _number(field, number),
        "date": lambda: date(2008 + number % 9, 1 + number % 12, 1 + number % 28).isoformat(),
        "yes_no": lambda: field.must_be if field.must_be is not None else True,
        "phone": lambda: f"0411-8{number:07d}",
        "email": lambda: f"contact{number}@example.com",
        "industry": lambda: "3484",
        "choice": lambda: next(iter(field.options), ""),
    }
    maker = makers.get(field.kind)
    return maker() if maker else None


def _made(call: Call, field: Field, number: int) -> Any:
    if field.kind != "group":
        return synthetic_answer(field, number)
    columns = [call.fields[one] for one in field.fields]
    row = {
        one.id: sample_name(one) if one.kind == "file" else synthetic_answer(one, number) for one in columns
    }
    return [row] * max(1, field.rows[0])


def sample_name(field: Field) -> str:
    """Return the name of the file that the demonstration attaches for a field."""
    return f"{field.name}（示例）.pdf"


def _number(field: Field, number: int) -> str:
    low = int(field.min or 0)
    return (
        str(low + 100 + 37 * (number % 23))
        if field.kind == "integer"
        else f"{low + 1200 + 431 * (number % 17)}.00"
    )


def filled_in(call: Call, procedure: str, given: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return `given` with everything else that a complete form wants."""
    answers = dict(given)
    for _again in range(4):  # an answer may bring further questions
        values = read_answers(call, procedure, answers, strict=False).values
        wanted = {one.field for one in incomplete(call, procedure, values)}
        made = {one: _made(call, call.fields[one], number) for one in wanted if one in call.fields}
        new = {key: value for key, value in made.items() if value is not None and key not in given}
        if not new:
            break
        answers |= new
    return answers
