"""The rows of a table as lines of JSON, the same whichever database they come from."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Field, JSONField, Model

from linxuan.errors import BadInput
from linxuan.language import say

COUNTED = ("linxuan_site.applicationcount", "linxuan_site.filingcount", "linxuan_site.registercount")
KEPT_BY_TRIGGERS = (*COUNTED, "linxuan_site.registernamepart", "linxuan_site.countinggrade")
NOT_KEPT = frozenset(
    {"linxuan_site.session", "linxuan_site.cachedvalue", "linxuan_site.timedjob", *KEPT_BY_TRIGGERS}
)
"""What comes again by itself: who is signed in, what is remembered for a while, how the last run of a job went,
and what triggers write."""
AT_A_TIME = 1000


def kept_models() -> dict[str, type[Model]]:
    """Return every model whose rows are kept, by the name of its table in the archive."""
    models = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return {
        label: model
        for label, model in sorted(models.items())
        if model._meta.managed and label not in NOT_KEPT
    }


def write_rows(model: type[Model]) -> Iterator[str]:
    """Yield the lines of a table: its column names, then its rows by key."""
    columns = _columns(model)
    yield _line(list(columns))
    rows = model._base_manager.order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=AT_A_TIME):
        yield _line([_plain(value) for value in row])


def read_rows(model: type[Model], lines: Iterable[str]) -> Iterator[Model]:
    """Yield the rows as objects, not saved yet; raises `BadInput` where a line does not fit the table."""
    columns = _columns(model)
    numbered = enumerate(lines, start=1)
    _, names = next(numbered, (0, "null"))
    if _list(names) != list(columns):
        raise _unfit(model, 1)
    for number, line in numbered:
        values = _list(line)
        if len(values) != len(columns):
            raise _unfit(model, number)
        try:
            yield model(
                **{name: _typed(columns[name], value) for name, value in zip(columns, values, strict=True)}
            )
        except (ValidationError, TypeError, ValueError) as fault:
            raise _unfit(model, number) from fault


def _columns(model: type[Model]) -> dict[str, "Field[Any, Any]"]:
    return {field.attname: field for field in model._meta.concrete_fields if not field.generated}


def _line(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def _list(line: str) -> list[Any]:
    try:
        read = json.loads(line)
    except ValueError:
        return []
    return read if isinstance(read, list) else []


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(field: "Field[Any, Any]", value: Any) -> Any:
    return value if value is None or isinstance(field, JSONField) else field.to_python(value)


def _unfit(model: type[Model], line: int) -> BadInput:
    return BadInput(
        say("备份已损坏：{table} 第 {line} 行与数据表不符", table=model._meta.label_lower, line=line)
    )
