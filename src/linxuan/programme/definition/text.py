"""The text: what a notice says that is no demand, what it leaves open, whom to ask."""

from dataclasses import dataclass

from linxuan.programme.definition.element import Element


@dataclass(frozen=True, kw_only=True)
class Statement(Element):
    """A sentence of the notice that demands nothing here; `kind` says what it is instead."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class Question(Element):
    """What the notice leaves open: what is asked of the authority, and what is assumed until it answers."""

    asks: str
    about: tuple[str, ...] = ()
    assumed: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact(Element):
    """Whom to ask; `name` is the person's. What the text lost is empty."""

    for_what: str = ""
    office: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
