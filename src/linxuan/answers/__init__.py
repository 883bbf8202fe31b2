"""Answers of an application: read from what people type, shown to people, kept as JSON.

Each name is imported when it is first asked for: a command that only reads a day should not wait for the
whole definition of a programme.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linxuan.answers.dates import read_date
    from linxuan.answers.document import parse_json_object, read_json_object
    from linxuan.answers.fields import DERIVED, FILED_ON, columns_of, field_of, fields_of
    from linxuan.answers.reading import Answers, read_answer, read_answers, same_answer
    from linxuan.answers.showing import Json, display_answer, to_json

__all__ = [
    "DERIVED",
    "FILED_ON",
    "Answers",
    "Json",
    "columns_of",
    "display_answer",
    "field_of",
    "fields_of",
    "parse_json_object",
    "read_answer",
    "read_answers",
    "read_date",
    "read_json_object",
    "same_answer",
    "to_json",
]
_MODULES = {
    "dates": ("read_date",),
    "document": ("parse_json_object", "read_json_object"),
    "fields": ("DERIVED", "FILED_ON", "columns_of", "field_of", "fields_of"),
    "reading": ("Answers", "read_answer", "read_answers", "same_answer"),
    "showing": ("Json", "display_answer", "to_json"),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            found: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
