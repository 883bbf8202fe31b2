"""What one look at an installation comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["ok", "warn", "fault"]
ORDER: tuple[State, ...] = ("ok", "warn", "fault")
"""From the best to the worst; the place of the worst is the exit code of `linxuan doctor`."""


@dataclass(frozen=True)
class Look:
    """What a check saw: how it is, in a sentence, and the command or setting that mends it."""

    state: State
    told: str
    mend: str = ""


@dataclass(frozen=True)
class Finding:
    """A look with the check that made it: its name for machines, and its subject in the reader's language."""

    check: str
    subject: str
    state: State
    told: str
    mend: str


@dataclass(frozen=True)
class Check:
    """One subject. `look` may raise: whoever cannot look says so. `of_database` wants one that answers."""

    name: str
    subject: Callable[[], str]
    look: Callable[[], Look]
    of_database: bool = False


def good(told: str) -> Look:
    """All is well."""
    return Look("ok", told)


def warn(told: str, mend: str) -> Look:
    """It works, and will not for ever, or not for everybody."""
    return Look("warn", told, mend)


def fault(told: str, mend: str) -> Look:
    """It does not work, or somebody is harmed by it."""
    return Look("fault", told, mend)


def worst(findings: list[Finding]) -> State:
    """Return the worst state there is."""
    return max((one.state for one in findings), key=ORDER.index, default="ok")
