"""What can go wrong, in words for the person who can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class DefinitionError:
    """One fault in a programme package.

    `file` is relative to the package, `line` counts from 1 (0 where it is not known), `place` is the
    element and key, such as `rule.accident-free.holds`; `hint` says what to do.
    """

    file: str
    line: int
    place: str
    problem: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        head = f"{where}: {self.place}: {self.problem}" if self.place else f"{where}: {self.problem}"
        return f"{head} → {self.hint}" if self.hint else head


class InvalidProgramme(Exception):
    """A package that cannot be used; `errors` holds every fault found, in the order of the files."""

    def __init__(self, errors: Iterable[DefinitionError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))


class Refused(Exception):
    """An act that is not possible: `reason` says why and what to do, `clause` is the address behind it.

    `code` is one of the words that the acts use (`stage`, `office`, `deadline`, `quota`,
    `need:opinion`, …), `element` the id of the deadline, quota, rule or paper that refused.
    """

    def __init__(self, reason: str, *, clause: str = "", code: str = "", element: str = "") -> None:
        self.reason = reason
        self.clause = clause
        self.code = code
        self.element = element
        super().__init__(reason)


class BadInput(Exception):
    """A file, value or call that cannot be read; the text is one sentence for the person who gave it.

    `field` names the answer that is wrong, where there is one, and `allowed` says what its field takes:
    enough beside an input that still holds what was typed.
    """

    def __init__(self, problem: str, *, field: str = "", allowed: str = "") -> None:
        self.problem = problem
        self.field = field
        self.allowed = allowed
        super().__init__(problem)
