"""What follows from the answers without asking; nothing of it is stored."""

from linxuan.derive.days import as_of_day, last_day_to_file
from linxuan.derive.parameters import parse_override, possible_values, read_override
from linxuan.derive.record import NO_OVERRIDES, record_of, shown_values
from linxuan.derive.values import text_at
from linxuan.derive.years import answers_as_of, shown_by_year, years_of

__all__ = [
    "NO_OVERRIDES",
    "answers_as_of",
    "as_of_day",
    "last_day_to_file",
    "parse_override",
    "possible_values",
    "read_override",
    "record_of",
    "shown_by_year",
    "shown_values",
    "text_at",
    "years_of",
]
