"""All grades of a programme, read from one table: by entity and year, with the rows that are left out."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linxuan.evaluation.history import FIRST_YEAR, LAST_YEAR
from linxuan.evaluation.table_rows import Columns, Fault, open_rows, shortened, width_problem
from linxuan.language import say
from linxuan.programme import shapes
from linxuan.programme.definition import Call

NOT_FILED = "not_filed"
"""What stands in the column of grades for somebody who did not file."""
_YEARS = {str(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}


@dataclass
class GradeBook:
    """Grades by entity and year, the years without a report, and scores where places among all count.

    `lines` has the line on which each entity first stands. `wrong` are those of whose rows one was left out:
    what is left of them must not be taken for the whole.
    """

    grades: dict[str, dict[int, str]] = field(default_factory=dict)
    not_filed: dict[str, frozenset[int]] = field(default_factory=dict)
    scores: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    @property
    def last_year(self) -> int | None:
        """The last year that anything is known of; None where nothing is."""
        known = (*self.grades.values(), *self.not_filed.values())
        return max((max(years) for years in known if years), default=None)


def read_grade_book(call: Call, lines: Iterable[str]) -> GradeBook:
    """Read a CSV table with the columns entity, year and grade; other columns but `score` are left aside.

    A grade is given by its id or its name, and an empty one says nothing. `not_filed` stands for silence, and
    for the grade that silence gets where the programme has one.
    Raises BadInput where a column is missing or the text is no CSV.
    """
    columns, rows = open_rows(lines, "grades", ("year", "grade"))
    book, names = GradeBook(), _grade_names(call)
    key, year_at, grade_at, width = columns.key, columns.at["year"], columns.at["grade"], columns.width
    score_at = columns.at.get("score")
    grades, lines_of = book.grades, book.lines
    plain = {name: id for name, id in names.items() if name != NOT_FILED}
    for line, cells in rows:
        # Nearly every row is plain and new: it is entered at once, and only the others are looked at closely.
        if len(cells) == width and score_at is None:
            year, grade, known = (
                _YEARS.get(cells[year_at]),
                plain.get(cells[grade_at]),
                grades.get(cells[key]),
            )
            if known is not None and year is not None and grade and year not in known:
                known[year] = grade
                continue
        _enter(book, columns, names, line, cells)
        entity = cells[key].strip() if len(cells) > key else ""
        if entity and entity not in lines_of:
            lines_of[entity] = line
    return book


def _grade_names(call: Call) -> dict[str, str]:
    """The id of each grade by what a table may call it: one text for all rows that have it.

    Of silence it is the grade that it gets, '' where there is none.
    """
    ids = {grade.id: sys.intern(grade.id) for grade in call.grades.values()}
    silent = next((ids[grade.id] for grade in call.grades.values() if grade.not_filed), "")
    return {grade.name: ids[grade.id] for grade in call.grades.values()} | {NOT_FILED: silent} | ids


def _enter(book: GradeBook, columns: Columns, names: dict[str, str], line: int, cells: Sequence[str]) -> None:
    problem = _problem(book, columns, names, cells)
    if problem:
        book.faults.append(Fault("grades", line, problem))
        if len(cells) > columns.key:
            book.wrong.add(cells[columns.key].strip())


def _problem(book: GradeBook, columns: Columns, names: dict[str, str], cells: Sequence[str]) -> str:
    """Enter one row; return what is wrong with it, '' where it was entered."""
    if len(cells) != columns.width:
        return width_problem(cells, columns)
    entity, word = cells[columns.key].strip(), cells[columns.at["grade"]].strip()
    year = _YEARS.get(cells[columns.at["year"]].strip())
    if not entity:
        return say("没有写是哪一家")
    if year is None:
        return say("“{year}”不是年份，要写成四位数，如 2025", year=shortened(cells[columns.at["year"]]))
    book.grades.setdefault(entity, {})
    if word == NOT_FILED:
        book.not_filed[entity] = book.not_filed.get(entity, frozenset()) | {year}
    if word and (word != NOT_FILED or names[NOT_FILED]):
        score = columns.cell(cells, "score")
        return _graded(book, names, entity, year, word) or _scored(book, entity, year, score)
    return ""


def _graded(book: GradeBook, names: dict[str, str], entity: str, year: int, word: str) -> str:
    grade, known = names.get(word), book.grades[entity]
    if grade is None:
        words = say("、").join(names)
        return say("没有“{grade}”这个等次，可以是：{names}", grade=shortened(word), names=words)
    if known.get(year, grade) != grade:
        return say("{year}年已有另一个等次“{grade}”", year=year, grade=known[year])
    known[year] = grade
    return ""


def _scored(book: GradeBook, entity: str, year: int, word: str) -> str:
    if not word:
        return ""
    try:
        book.scores[entity, year] = shapes.decimal_number(word)
    except shapes.Misshapen:
        return say("得分“{score}”不是数字", score=shortened(word))
    return ""
