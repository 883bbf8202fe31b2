"""What follows from the answers without asking; nothing of it is stored."""

from linxuan.derive.days import as_of_day, last_day_to_file
from linxuan.derive.parameters import parse_override, possible_values, read_override
from linxuan.derive.record import NO_OVERRIDES, record_of, shown_values

__all__ = [
    "NO_OVERRIDES",
    "as_of_day",
    "last_day_to_file",
    "parse_override",
    "possible_values",
    "read_override",
    "record_of",
    "shown_values",
]
