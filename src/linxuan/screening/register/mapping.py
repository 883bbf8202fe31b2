"""What a register calls the fields, in a file of its own: the column map."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Mapped:
    """The column of one field: its heading, what its words mean, and its unit where that differs."""

    heading: str
    values: Mapping[str, object] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True)
class ColumnMap:
    """`columns` by field id or `id@year`; `absent` says what an empty cell means, up to `until`.

    `identity` are the headings of what is carried through to the result; None leaves that to the form:
    whatever names an applicant there and tells it from others.
    """

    columns: Mapping[str, Mapped] = field(default_factory=dict)
    identity: tuple[str, ...] | None = None
    absent: Mapping[str, object] = field(default_factory=dict)
    until: date | None = None


NO_MAP = ColumnMap()
