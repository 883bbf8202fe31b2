"""A whole register evaluated: each row with its history, in the order of the register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linxuan.errors import BadInput
from linxuan.evaluation.book_positions import BookPositions
from linxuan.evaluation.grade_book import GradeBook
from linxuan.evaluation.history import STATUS, History, read_cohort, read_status
from linxuan.evaluation.positions import Position
from linxuan.evaluation.standing import Standing, standing
from linxuan.evaluation.table_rows import Columns, Fault, open_rows, shortened, width_problem
from linxuan.evaluation.years import Gap
from linxuan.language import say
from linxuan.programme.definition import Call

_MOST_REMEMBERED = 1000
_TOLD = (("cohort",), ("track",), (STATUS, "status"))
"""The columns of the register beside the one that tells entities apart."""
_NONE: Mapping[int, str] = {}
_NOWHERE: Mapping[int, Position] = {}
_NEVER: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Evaluated:
    """One row of the register, and what follows for it."""

    line: int
    cohort: int | None
    track: str
    standing: Standing


@dataclass(frozen=True)
class Asked:
    """What is asked of all: up to which year, under the rules of which round, and what a gap does."""

    as_of: int
    round_id: str | None = None
    gap: Gap | None = None


def evaluate_all(
    call: Call, register: Iterable[str], book: GradeBook, asked: Asked
) -> Iterator[Evaluated | Fault]:
    """Yield the standing of each row of a register, or why it has none, as the rows come.

    The register is CSV with the column entity (or credit_code, or name) and, where they are known, cohort,
    track and operating_status (or status). Who stands among the grades and not in the register is told at
    the end. Raises BadInput where a column is missing or the text is no CSV.
    """
    columns, rows = open_rows(register, "register", ())
    register_of = _Register(call, book, asked, columns)
    for line, cells in rows:
        yield register_of.evaluated(line, cells)
    yield from register_of.strangers()


class _Register:
    """What is kept while the rows pass: the grades, places among all, and where each entity stood."""

    def __init__(self, call: Call, book: GradeBook, asked: Asked, columns: Columns) -> None:
        self._call, self._book, self._asked, self._columns = call, book, asked, columns
        wants_positions = any(rule.lowest is not None for rule in call.standings.values())
        self._positions = BookPositions(call, book) if wants_positions else None
        self._seen: dict[str, int] = {}
        self._told = [columns.at[name] for names in _TOLD for name in names if name in columns.at]
        self._read: dict[tuple[str, ...], tuple[int | None, str, str | None]] = {}

    def evaluated(self, line: int, cells: Sequence[str]) -> Evaluated | Fault:
        """Return the standing of one row, or why it has none."""
        columns = self._columns
        if len(cells) != columns.width:
            return Fault("register", line, width_problem(cells, columns))
        entity = cells[columns.key].strip()
        problem = self._problem(entity)
        if problem:
            return Fault("register", line, problem)
        self._seen[entity] = line
        try:
            cohort, track, status = self._facts(cells)
        except BadInput as fault:
            return Fault("register", line, fault.problem)
        history = self._history(entity, cohort, status)
        found = standing(self._call, history, round_id=self._asked.round_id, gap=self._asked.gap)
        return Evaluated(line, cohort, track, found)

    def strangers(self) -> Iterator[Fault]:
        """Yield, at their first line, those that have grades and are not in the register."""
        for entity, line in self._book.lines.items():
            if entity not in self._seen:
                yield Fault("grades", line, say("名录里没有“{entity}”", entity=shortened(entity)))

    def _problem(self, entity: str) -> str:
        if not entity:
            return say("没有写是哪一家")
        if entity in self._seen:
            return say("“{entity}”在第{line}行已经有了", entity=shortened(entity), line=self._seen[entity])
        if entity in self._book.wrong:
            self._seen[entity] = 0
            return say("“{entity}”的等次表里有错行，先改好", entity=shortened(entity))
        return ""

    def _facts(self, cells: Sequence[str]) -> tuple[int | None, str, str | None]:
        """Cohort, track and status: few combinations, each read once. Raises BadInput."""
        told = tuple([cells[place] for place in self._told])
        found = self._read.get(told)
        if found is None:
            cohort, track, status = (self._cell(cells, *names) for names in _TOLD)
            found = (
                read_cohort(cohort) if cohort else None,
                self._track(track),
                read_status(self._call, status) if status else None,
            )
            if len(self._read) < _MOST_REMEMBERED:
                self._read[told] = found
        return found

    def _cell(self, cells: Sequence[str], *names: str) -> str:
        return next(filter(None, (self._columns.cell(cells, name) for name in names)), "")

    def _track(self, word: str) -> str:
        names: Mapping[str, str] = {id: track.name for id, track in self._call.tracks.items()}
        found = next((id for id, name in names.items() if word in ("", id, name)), None)
        if found is None:
            raise BadInput(say("没有“{track}”这个类别", track=shortened(word)), field="track")
        return found if word else ""

    def _history(self, entity: str, cohort: int | None, status: str | None) -> History:
        return History(
            entity,
            cohort,
            self._book.grades.get(entity, _NONE),
            status,
            self._asked.as_of,
            self._book.not_filed.get(entity, _NEVER),
            self._positions.of(entity) if self._positions else _NOWHERE,
        )
