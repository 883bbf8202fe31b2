"""Operating statuses of designated entities: a file of a register, read, matched, and put into the words of a call."""

from linxuan.statuses.matching import (
    LEAVE_OUT,
    KnownEntity,
    StatusMatch,
    accepted,
    match_statuses,
)
from linxuan.statuses.tables import StatusRow, StatusTable, as_text, read_status_table
from linxuan.statuses.words import STATUS, status_of_word

__all__ = [
    "LEAVE_OUT",
    "STATUS",
    "KnownEntity",
    "StatusMatch",
    "StatusRow",
    "StatusTable",
    "accepted",
    "as_text",
    "match_statuses",
    "read_status_table",
    "status_of_word",
]
