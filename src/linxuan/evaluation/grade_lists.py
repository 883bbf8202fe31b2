"""The grades of a letter, pasted or read from a table, held against who had to file: every wrong line is named."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from linxuan.credit_code import is_credit_code, normalised
from linxuan.designations.names import Near, comparable
from linxuan.headings import Headings, headings_of, words_of
from linxuan.language import say

MOST_LINES = 5_000
HEADS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "名称",
        "企业名称",
        "单位名称",
        "示范主体",
        "示范主体名称",
        "申报主体",
        "申报主体名称",
        "企业",
        "单位",
    ),
    "code": ("统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "统一代码", "credit_code"),
    "grade": ("等次", "评估等次", "评价等次", "评估结果", "评价结果", "结果", "等级"),
    "score": ("参考分", "得分", "分值", "评分", "总分"),
}
"""What the columns of a letter are called; other columns are passed over."""
_NUMBERED = re.compile(r"\d{1,5}[.、)）]?")


@dataclass(frozen=True)
class OnList:
    """One who had to file. `names` are all that it had, as designated and later, with its thing in brackets or without."""

    key: int
    name: str
    credit_code: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class GradeLine:
    """A line that can be taken: whose grade it is, and a score for reference where one stands there."""

    line: int
    entity: OnList
    grade: str
    score: Decimal | None = None


@dataclass(frozen=True)
class LineFault:
    """A line that cannot be taken, as it stands, and why."""

    line: int
    text: str
    problem: str


@dataclass(frozen=True)
class ReadGrades:
    """What a letter says: lines that can be taken, wrong ones, and who had to file and stands in none."""

    lines: tuple[GradeLine, ...]
    faults: tuple[LineFault, ...]
    missing: tuple[OnList, ...]


@dataclass(frozen=True)
class _Cells:
    line: int
    text: str
    name: str = ""
    code: str = ""
    grade: str = ""
    score: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)
    """The headings above the cells, by id; none where the line was read by its looks."""


class _Wrong(Exception):
    """Why a line cannot be taken, and in which column that is seen; '' where in none."""

    def __init__(self, problem: str, column: str = "") -> None:
        super().__init__(problem)
        self.column = column


def read_grades(
    text: str, grades: Mapping[str, str], listed: Sequence[OnList], others: Sequence[OnList] = ()
) -> ReadGrades:
    """Read the lines of a letter: cells apart by tabs, commas or spaces, with a heading or without.

    `grades` are the names by id; `listed` those on the filing list; `others` those of the register that are not on
    it. Every line that is neither empty nor a heading comes back as one that can be taken or as a fault.
    """
    finding = _Finding(listed, others)
    taken: list[GradeLine] = []
    faults: list[LineFault] = []
    for cells in _cells(text, grades):
        try:
            if cells.line > MOST_LINES:
                raise _Wrong(say("超过{most}行，请分几次", most=MOST_LINES))
            taken.append(
                GradeLine(cells.line, finding.one(cells), _grade(cells.grade, grades), _score(cells))
            )
        except _Wrong as wrong:
            faults.append(LineFault(cells.line, cells.text, _told(cells, wrong)))
    repeated = dict(_repeated(taken))
    faults += [LineFault(line, _text_at(text, line), told) for line, told in repeated.items()]
    named = {one.entity.key for one in taken}
    return ReadGrades(
        lines=tuple(one for one in taken if one.line not in repeated),
        faults=tuple(sorted(faults, key=lambda one: one.line)),
        missing=tuple(one for one in listed if one.key not in named),
    )


def _told(cells: _Cells, wrong: _Wrong) -> str:
    """Why a line cannot be taken, with the heading of the cell where there is one."""
    head = cells.heads.get(wrong.column)
    return say("“{head}”：{problem}", head=head, problem=str(wrong)) if head else str(wrong)


def _text_at(text: str, line: int) -> str:
    return text.splitlines()[line - 1].strip()


def _repeated(taken: Iterable[GradeLine]) -> Iterator[tuple[int, str]]:
    """Lines of an entity that stands in several: none of them is taken, a person says which one is meant."""
    by_entity: dict[int, list[GradeLine]] = defaultdict(list)
    for one in taken:
        by_entity[one.entity.key].append(one)
    for lines in by_entity.values():
        for one in lines if len(lines) > 1 else ():
            others = say("、").join(str(other.line) for other in lines if other is not one)
            yield one.line, say("“{name}”写了不止一次，还在第{lines}行", name=one.entity.name, lines=others)


# ── cells ──


def _cells(text: str, grades: Mapping[str, str]) -> Iterator[_Cells]:
    head, words = None, words_of(HEADS)
    for line, raw in enumerate(text.splitlines(), start=1):
        cells = _split(raw)
        if not any(cells):
            continue
        found = headings_of(cells, line, words)
        if _is_heading(found):
            head = found
        elif head is not None:
            name, code, grade, score = (head.text(cells, id) for id in HEADS)
            yield _Cells(line, raw.strip(), name, code, grade, score, head.written)
        else:
            yield _Cells(line, raw.strip(), *_by_looks(cells, grades))


def _split(raw: str) -> list[str]:
    """The cells of a line: by tabs, else by commas of either width, else by spaces."""
    if "\t" in raw:
        cells = raw.split("\t")
    elif "," in raw or "，" in raw:
        cells = re.split("[,，]", raw)
    else:
        cells = raw.split()
    return [cell.strip().strip('"“”').strip() for cell in cells]


def _is_heading(found: Headings) -> bool:
    """Whether a line is one of headings: it names the grade and who has it."""
    return found.has("grade") and found.has("name", "code")


def _by_looks(cells: Sequence[str], grades: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Name, code, grade and score of a line without a heading: a code and a grade are known by their looks, a number in front only counts."""
    left = [cell for cell in cells if cell]
    if len(left) > 1 and _NUMBERED.fullmatch(left[0]):
        left = left[1:]
    code = next((cell for cell in left if is_credit_code(normalised(cell))), "")
    left = [cell for cell in left if cell != code]
    words = {*grades, *grades.values()}
    grade = next((cell for cell in reversed(left) if cell in words), "")
    score = next((cell for cell in left if _is_number(cell)), "")
    left = [cell for cell in left if cell not in (grade, score)]
    name = left[0] if left else ""
    return name, code, grade or (left[-1] if len(left) > 1 else ""), score


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\d{1,4}(\.\d{1,4})?", cell) is not None


def _grade(word: str, grades: Mapping[str, str]) -> str:
    found = next((id for id, name in grades.items() if word in (id, name)), None)
    if found is None:
        known = say("、").join(grades.values())
        if not word:
            raise _Wrong(say("没有写等次，可以是：{known}", known=known), "grade")
        told = say("没有“{word}”这个等次，可以是：{known}", word=word[:40], known=known)
        raise _Wrong(told, "grade")
    return found


def _score(cells: _Cells) -> Decimal | None:
    if not cells.score:
        return None
    try:
        score = Decimal(cells.score)
    except InvalidOperation:
        score = Decimal(-1)
    if not (score.is_finite() and 0 <= score < 10_000 and score == round(score, 2)):
        told = say("参考分“{word}”不是0到9999.99之间、最多两位小数的数", word=cells.score[:20])
        raise _Wrong(told, "score")
    return score


# ── whose line it is ──


class _Finding:
    """Those on the filing list, and the rest of the register, by code and by name."""

    def __init__(self, listed: Sequence[OnList], others: Sequence[OnList]) -> None:
        self._listed = {one.key for one in listed}
        self._by_code: dict[str, list[OnList]] = defaultdict(list)
        self._by_name: dict[str, list[OnList]] = defaultdict(list)
        for one in (*listed, *others):
            if one.credit_code:
                self._by_code[one.credit_code].append(one)
            for name in dict.fromkeys(comparable(each) for each in (one.name, *one.names)):
                self._by_name[name].append(one)
        self._near = Near(comparable(name) for one in listed for name in (one.name, *one.names))

    def one(self, cells: _Cells) -> OnList:
        """Return whose line it is; raises `_Wrong` for nobody's, for several's, and for who is not on the list."""
        by_code = self._of_code(cells.code)
        by_name = self._by_name.get(comparable(cells.name), []) if cells.name else []
        if by_code and cells.name and not any(one in by_name for one in by_code):
            told = say(
                "代码是“{name}”的，名称写的却是“{written}”", name=by_code[0].name, written=cells.name[:60]
            )
            raise _Wrong(told, "name")
        found = [one for one in by_code if one in by_name] or by_code or by_name
        on_list = [one for one in found if one.key in self._listed]
        if len(on_list) == 1:
            return on_list[0]
        if on_list:
            raise _Wrong(say("名单里有{count}家叫这个名称，请写明代码或称号的全名", count=len(on_list)))
        if found:
            raise _Wrong(say("“{name}”在名录里，但不在这一轮的填报名单里", name=found[0].name))
        raise _Wrong(self._unknown(cells), "name" if cells.name else "code")

    def _of_code(self, code: str) -> list[OnList]:
        if not code:
            return []
        plain = normalised(code)
        if not is_credit_code(plain):
            raise _Wrong(say("“{code}”不是18位统一社会信用代码", code=code[:40]), "code")
        return self._by_code.get(plain, [])

    def _unknown(self, cells: _Cells) -> str:
        written = cells.name or cells.code
        if not written:
            return say("没有写是哪一家")
        near = self._near.to(comparable(cells.name)) if cells.name else []
        if near:
            meant = self._by_name[near[0]][0].name
            return say("名录里没有“{written}”，是不是“{meant}”？", written=written[:60], meant=meant)
        return say("名录里没有“{written}”", written=written[:60])
