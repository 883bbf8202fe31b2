"""Who: the offices that act, the tracks under which applicants file, the titles that they may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linxuan.programme.definition.element import Element, Length


@dataclass(frozen=True, kw_only=True)
class Office(Element):
    """`each` is the id of the list that has one office a row; `field` the answer that names the row."""

    each: str = ""
    field: str = ""
    recorded_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Track(Element):
    """What one may apply for. `modes` and `categories` are the choices of the fields of these kinds."""

    applicants: tuple[str, ...] = ("legal_person",)
    identified_by: str = "credit_code"
    item: str = ""
    form: str = ""
    modes: tuple[str, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class Title(Element):
    """What somebody may hold: the keys of `list` hold it, and so do all who hold one that `gives` it.

    Those that this call designates under one of `tracks` hold it from that day, for `valid` where it has a
    term, else until it is revoked.
    """

    list: str = ""
    tracks: tuple[str, ...] = ()
    valid: Length | None = None
    gives: tuple[str, ...] = ()
