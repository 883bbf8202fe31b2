"""Writing Python text: lines, names of our own, constants beside the text, and what is worked out already."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact, getcontext, setcontext
from itertools import count
from types import CodeType, FunctionType
from typing import Any

from linxuan.rules.generated.operands import Operand, Unsupported
from linxuan.rules.generated.steps import STEPS

MOST_LINES = 6_000
"""A package that would make more gets closures for the rest."""
_DEEPEST = 60
"""Python refuses text that is indented a hundred times."""
_DIGITS = 5_000

EXACT = Context(prec=_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""The digits that `rules.numbers` works with; a result that would be rounded is an error here."""
EXACT.traps[Inexact] = True

_PLAIN = (str, int, Decimal, date, bool)


class Source:
    """A function that is being written. Its argument is `answers`; `unusual(answers)` answers the odd."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {
            "__builtins__": {},
            "getcontext": getcontext,
            "setcontext": setcontext,
            "exact": EXACT,
            "inexact": Inexact,
            **STEPS,
        }
        self._looks = False
        self.calculates = False
        """Whether it adds or multiplies: no result may be rounded."""
        self.at_length = False
        """Whether it multiplies so often that results are mostly longer than a context takes: see `text`."""
        self._lines: list[str] = []
        self._level = 2
        self._numbers = count(1)
        self._constants: dict[tuple[type, object], str] = {}
        self._words: dict[str, object] = {}
        """Texts and sets of them by the words that stand for them in the text, see `code`."""
        self._known: list[dict[Hashable, Operand]] = [{}]

    def line(self, text: str) -> None:
        """Add a line to the open block."""
        self._lines.append(" " * self._level + text)

    def assign(self, expression: str) -> str:
        """Give a new name to the value of an expression, and return the name."""
        name = self.name()
        self.line(f"{name} = {expression}")
        return name

    def name(self) -> str:
        """Return a name that nothing else has."""
        return f"v{next(self._numbers)}"

    def constant(self, value: object) -> str:
        """Return what stands for a value in the text, which never contains it; it is never None."""
        key = (type(value), value)
        if isinstance(value, _PLAIN) and key in self._constants:
            return self._constants[key]
        name = f"k{next(self._numbers)}"
        if type(value) in (str, frozenset):
            self._words[name] = value
            name = f"'{name}'"
        else:
            self.namespace[name] = value
        if isinstance(value, _PLAIN):
            self._constants[key] = name
        return name

    def word(self, text: str) -> str:
        """Return what stands for a text inside the text of an f-string."""
        return self.constant(text).strip("'")

    def record(self) -> str:
        """Make the record that closures look at, if nothing did yet, and return its name."""
        self._looks = True
        self.line("if seen is None: seen = record(answers)")
        return "seen"

    def is_full(self) -> bool:
        """Tell whether there is enough of it."""
        return len(self._lines) >= MOST_LINES

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Open a block under a line such as `if …:`; what is worked out in it is known only there."""
        if self._level >= _DEEPEST:
            raise Unsupported(self._level)
        self.line(head)
        self._level += 1
        self._known.append({})
        try:
            yield
        finally:
            self._known.pop()
            self._level -= 1

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Take back all that was written inside where it turns out as Unsupported."""
        lines, level, sizes = len(self._lines), self._level, [len(known) for known in self._known]
        try:
            yield
        except Unsupported:
            del self._lines[lines:]
            self._level = level
            del self._known[len(sizes) :]
            for known, size in zip(self._known, sizes, strict=True):
                for key in list(known)[size:]:
                    del known[key]
            raise

    def known(self, key: Hashable) -> Operand | None:
        """Return what was worked out under a key where this block can see it."""
        for known in reversed(self._known):
            if key in known:
                return known[key]
        return None

    def keep(self, key: Hashable, operand: Operand) -> Operand:
        """Remember what was worked out, for the rest of the open block."""
        self._known[-1][key] = operand
        return operand

    def text(self, result: str) -> str:
        """Return the whole text of the function, which returns the expression `result`.

        Where it calculates, a result that would be rounded is left to the reference. Short products are
        worked out in the context there is, whose flag tells: exchanging contexts would cost as much as
        five of them. Long ones get the exact context.
        """
        start = ["  seen = None"] if self._looks else []
        lines = [*start, *self._lines]
        if not self.calculates:
            return "\n".join(["def decide(answers):", " try:", *lines, f"  return {result}", *_OTHERWISE])
        before, last, back = _AT_LENGTH if self.at_length else _SHORT
        return "\n".join([*before, *lines, f"{last}{result}", *_OTHERWISE[:2], *back, *_OTHERWISE[2:]])

    def code(self, result: str) -> CodeType:
        """Compile the function. What its words stand for takes their place once it is compiled.

        So it is as quick to load as a constant of Python, and still no part of the text.
        """
        module = compile(self.text(result), "<rules>", "exec", dont_inherit=True)
        code = next(each for each in module.co_consts if isinstance(each, CodeType))
        constants = [self._words.get(each, each) if type(each) is str else each for each in code.co_consts]
        return code.replace(co_consts=tuple(constants))


_SHORT = (
    [
        "def decide(answers):",
        " flags = getcontext().flags",
        " before = flags[inexact]",
        " if before: flags[inexact] = False",
        " try:",
    ],
    "  if not flags[inexact]: return ",
    [" finally:", "  flags[inexact] = before"],
)
_AT_LENGTH = (
    ["def decide(answers):", " context = getcontext()", " setcontext(exact)", " try:"],
    "  return ",
    [" finally:", "  setcontext(context)"],
)
_OTHERWISE = [" except odd:", "  pass", " return unusual(answers)"]


def bound(code: CodeType, namespace: dict[str, Any], **more: object) -> Callable[[Any], Any]:
    """Return a compiled function over its constants and what else it is given."""
    return FunctionType(code, {**namespace, **more}, "decide")
