"""Answers of an application: read from what people type, shown to people, kept as JSON."""

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
