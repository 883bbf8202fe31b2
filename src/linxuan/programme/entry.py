"""One table of a package while it is read: a getter for every sort of key, and a word for every fault.

A getter that finds its key wrong notes the fault and gives what an absent key would give, so that
reading goes on and all faults are told at once. `close` tells of the keys that nobody asked for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from linxuan.language import say
from linxuan.programme import shapes
from linxuan.programme.definition import Expression, Length, WorkingDays
from linxuan.programme.faults import Faults, Place, suggestion
from linxuan.programme.known import Known
from linxuan.rules.parse import parse
from linxuan.rules.problems import ExpressionError, excerpt
from linxuan.rules.terms import Literal

Word = TypeVar("Word", bound=str)
Read = TypeVar("Read")


class Entry:
    """A table at its place. `inherited` holds the keys that its file gives once for all.

    `id` is the element's own name: the last word of its header, unless it is given.
    """

    def __init__(
        self,
        table: Mapping[str, object],
        place: Place,
        faults: Faults,
        known: Known,
        inherited: Mapping[str, object] | None = None,
        *,
        id: str = "",
    ) -> None:
        self.id = id or str(place.path[-1])
        self.place = place
        self.faults = faults
        self.known = known
        self.inherited = inherited or {}
        self._table = table
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Tell whether the key is written, whatever its value."""
        return key in self._table

    def fault(self, key: str, problem: str, hint: str = "") -> None:
        """Note a fault at a key, or at the table itself for an empty key."""
        self.faults.add(self.place / key if key else self.place, problem, hint)

    def ask(self, key: str) -> object:
        """Return the value of a key as TOML has it, and remember that the key is one of this table."""
        self._asked.add(key)
        return self._table.get(key)

    def close(self) -> None:
        """Tell of every key that no getter asked for."""
        for key in self._table:
            if key not in self._asked:
                self.fault(key, say("没有“{key}”这个键", key=key), suggestion(key, sorted(self._asked)))

    # ── one value ──

    def text(self, key: str, *, wanted: bool = False) -> str:
        """Return a text; with `wanted`, its absence is a fault."""
        found = self._read(key, shapes.text_of)
        if found is None and wanted and not self.has(key):
            self._missing(key)
        return found or ""

    def word(self, key: str, words: Sequence[Word], default: Word) -> Word:
        """Return one of a closed set of words."""
        found = self.text(key)
        for word in words:
            if word == found:
                return word
        if found:
            self.fault(key, say("不能写“{value}”", value=found), suggestion(found, words))
        return default

    def whole(self, key: str, *, least: int = 0, wanted: bool = False) -> int | None:
        """Return a whole number of at least `least`; None where the key is absent."""
        found = self._read(key, lambda raw: shapes.whole_number(raw, least))
        if found is None and wanted and not self.has(key):
            self._missing(key)
        return found

    def decimal(self, key: str) -> Decimal | None:
        """Return a decimal, written as a text in quotes, or a whole number."""
        return self._read(key, shapes.decimal_number)

    def part(self, key: str) -> Decimal | None:
        """Return a share that is more than nothing and less than all."""
        return self._read(key, shapes.part_of)

    def length(self, key: str) -> Length | None:
        """Return a length of time such as `"3y"`."""
        return self._read(key, shapes.length_of)

    def time(self, key: str) -> Length | WorkingDays | None:
        """Return a length of time that may be in working days, such as `"10wd"`."""
        return self._read(key, shapes.time_of)

    def times(self, key: str) -> tuple[Length | WorkingDays, ...]:
        """Return a list of lengths of time such as `["7d", "3wd"]`, each once."""
        return self._read(key, lambda raw: tuple(map(shapes.time_of, shapes.texts_of(raw)))) or ()

    def yes_no(self, key: str, default: bool) -> bool:
        """Return true or false."""
        found = self._read(key, shapes.yes_no_of)
        return default if found is None else found

    def day(self, key: str) -> date | None:
        """Return a date of TOML, without a time."""
        return self._read(key, shapes.day_of)

    def expression(self, key: str, *, wanted: bool = False) -> Expression | None:
        """Return an expression, parsed; what it speaks of is checked later.

        One that cannot be parsed is kept with its text and always holds, so that reading goes on.
        """
        written = self.text(key, wanted=wanted)
        return self.parsed(key, written) if written else None

    def parsed(self, key: str, written: str) -> Expression:
        """Return the expression `written` at a key."""
        try:
            return Expression(written, parse(written))
        except ExpressionError as error:
            self.fault(key, _pointed(error, written), error.hint)
            return Expression(written, Literal(True))

    # ── several values ──

    def texts(self, key: str, *, wanted: bool = False) -> tuple[str, ...]:
        """Return one text or a list of texts."""
        found = self._read(key, shapes.texts_of)
        if not found and wanted:
            self._missing(key)
        return found or ()

    def words(self, key: str, words: Sequence[Word]) -> tuple[Word, ...]:
        """Return a list of words of a closed set."""
        found = self.texts(key)
        for place, each in enumerate(found):
            if each not in words:
                self._fault_in(key, place, say("不能写“{value}”", value=each), suggestion(each, words))
        return tuple(word for word in words if word in found)

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of dates."""
        return self._read(key, lambda raw: tuple(map(shapes.day_of, shapes.list_of(raw)))) or ()

    def wholes(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        return (
            self._read(key, lambda raw: tuple(shapes.whole_number(each, 0) for each in shapes.list_of(raw)))
            or ()
        )

    def decimals(self, key: str) -> tuple[Decimal, ...]:
        """Return a list of decimals."""
        return self._read(key, lambda raw: tuple(map(shapes.decimal_number, shapes.list_of(raw)))) or ()

    # ── tables inside ──

    def table(self, key: str) -> "Entry | None":
        """Return the table at a key; the caller closes it."""
        found = self._read(key, shapes.table_of)
        return None if found is None else self._inside(found, self.place / key)

    def tables(self, key: str) -> Iterator["Entry"]:
        """Yield the tables of a list; each is closed when the next is asked for."""
        for place, raw in enumerate(self._read(key, shapes.list_of) or ()):
            if not isinstance(raw, Mapping):
                self._fault_in(key, place, say("这里要写表：{ … }"))
                continue
            entry = self._inside(raw, self.place / key / place)
            yield entry
            entry.close()

    def named(self, key: str) -> Mapping[str, object]:
        """Return a table id = value as it is written, for a key whose entries are not all of one sort."""
        return self._read(key, shapes.table_of) or {}

    def _inside(self, table: Mapping[str, object], place: Place) -> "Entry":
        return Entry(table, place, self.faults, self.known)

    # ── references ──

    def reference(self, key: str, to: str, *, wanted: bool = False, also: Sequence[str] = ()) -> str:
        """Return the id of an element of the kind `to`, or one of the words in `also`."""
        found = self.text(key, wanted=wanted)
        if found and found not in also:
            self.check_reference(key, found, to, also)
        return found

    def references(
        self, key: str, to: str, *, wanted: bool = False, also: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return a list of ids of the kind `to`; one alone may stand without its brackets."""
        found = self.texts(key, wanted=wanted)
        for each in found:
            if each not in also:
                self.check_reference(key, each, to, also)
        return found

    def check_reference(self, key: str, id: str, to: str, also: Sequence[str] = ()) -> None:
        """Note a fault where the package has no element `id` of the kind `to`."""
        if self.known.lacks(to, id):
            problem = say("没有 [{kind}.{id}]", kind=to, id=id)
            if to == "list":
                problem = say("没有名单 lists/{id}.csv", id=id)
            if to == "form":
                problem = say("没有申报书 forms/{id}.toml", id=id)
            self.fault(key, problem, suggestion(id, (*(self.known.of(to) or ()), *also)))

    # ── how ──

    def _read(self, key: str, read: Callable[[object], Read]) -> Read | None:
        raw = self.ask(key)
        if raw is None:
            return None
        try:
            return read(raw)
        except shapes.Misshapen as fault:
            self.fault(key, str(fault))
            return None

    def _fault_in(self, key: str, place: int, problem: str, hint: str = "") -> None:
        within = self.place / key
        self.faults.add(within / place if isinstance(self._table.get(key), list) else within, problem, hint)

    def _missing(self, key: str) -> None:
        self.fault("", say("缺少“{key}”", key=key), say("在这一段里写上 {key} = …", key=key))


def _pointed(error: ExpressionError, written: str) -> str:
    around = excerpt(written, error.position)
    return (
        say("{problem}（在“{around}”处）", problem=error.problem, around=around) if around else error.problem
    )
