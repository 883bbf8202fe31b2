"""How a title is taken away: proposed, notified, answered, decided, appealed; each step asked of `step`."""

from linxuan.revocation.course import (
    BEGUN,
    CLOSED,
    ENDS,
    MOVES,
    STATES,
    Course,
    Move,
    awaited_until,
    state_on,
)
from linxuan.revocation.stepping import Attempt, possible_acts, step
from linxuan.revocation.terms import Terms, terms_of

__all__ = [
    "BEGUN",
    "CLOSED",
    "ENDS",
    "MOVES",
    "STATES",
    "Attempt",
    "Course",
    "Move",
    "Terms",
    "awaited_until",
    "possible_acts",
    "state_on",
    "step",
    "terms_of",
]
