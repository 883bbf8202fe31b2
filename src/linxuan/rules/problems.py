"""What is wrong with an expression, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault of an expression: what is wrong, what to do, and where it begins.

    `position` counts characters of the text from 0; -1 where it is not known.
    """

    problem: str
    hint: str = ""
    position: int = -1


class ExpressionError(Exception):
    """A text that is no expression; the fields are those of `Problem`."""

    def __init__(self, problem: str, position: int = -1, hint: str = "") -> None:
        self.problem = problem
        self.position = position
        self.hint = hint
        super().__init__(problem)


def excerpt(text: str, position: int, width: int = 20) -> str:
    """Return the words around `position` of `text` on one line, with ⟶ before what is meant.

    Empty where the position is not known.
    """
    if not 0 <= position <= len(text):
        return ""
    before, after = text[max(0, position - width) : position], text[position : position + width]
    return " ".join(f"{before}⟶{after}".split())
