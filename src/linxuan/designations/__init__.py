"""A register in two times: what happened to a title, and what the register says of it on a day, as known at a moment."""

from linxuan.designations.checking import check_event
from linxuan.designations.events import (
    CHANGES,
    ENDED,
    FACTS,
    JOINED,
    KINDS,
    STATES,
    Event,
    Kind,
    State,
    counting,
)
from linxuan.designations.lines import ALWAYS, ENDLESS, STILL, Line, as_of, lines_of
from linxuan.designations.words import fact_name, kind_name, state_name

__all__ = [
    "ALWAYS",
    "CHANGES",
    "ENDED",
    "ENDLESS",
    "FACTS",
    "JOINED",
    "KINDS",
    "STATES",
    "STILL",
    "Event",
    "Kind",
    "Line",
    "State",
    "as_of",
    "check_event",
    "counting",
    "fact_name",
    "kind_name",
    "lines_of",
    "state_name",
]
