"""One walk through a term in search of faults: what is in reach, and the faults found so far."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from linxuan.language import say
from linxuan.rules import nearest
from linxuan.rules.days import iso_day
from linxuan.rules.kinds import WORDS, Kind, comparable, wording
from linxuan.rules.problems import Problem
from linxuan.rules.scope import Scope, Type
from linxuan.rules.terms import Located, Options, Param, Term

_ORDERED = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True)
class Inspection:
    """What a term is looked at with. A term with a fault has no kind, and spoils nothing around it."""

    scope: Scope
    kind_in: Callable[["Inspection", Term], Kind | None]
    problems: list[Problem]
    years_back: int = 0

    def kind(self, term: Term) -> Kind | None:
        """Return what `term` is; None where a fault leaves it open."""
        return self.kind_in(self, term)

    def in_row(self, group: str) -> "Inspection":
        """Return the same walk inside a row of a group."""
        return replace(self, scope=self.scope.row(group))

    def back(self, years: int) -> "Inspection":
        """Return the same walk where year tables are read up to `years` further back."""
        return replace(self, years_back=self.years_back + years)

    def fault(self, at: Located, problem: str, hint: str = "") -> Kind | None:
        """Note a fault at a term, and return None: the kind of a term with a fault."""
        self.problems.append(Problem(problem, hint, at.position))
        return None

    def want(self, term: Term, *types: Type) -> Kind | None:
        """Return what `term` is, and note a fault where it is none of `types`."""
        kind = self.kind(term)
        if kind and kind.type not in types:
            return self.fault(term, *_misfit(kind, types))
        return kind

    def compare(self, sign: str, left: Kind | None, right: Kind | None, at: Located) -> None:
        """Note why two kinds cannot be compared by `sign`."""
        if not left or not right:
            return
        if not (comparable(left, right) or _is_day(left, right) or _is_day(right, left)):
            self.fault(at, *_incomparable(left, right))
        elif sign in _ORDERED and left.type in WORDS | {Type.YES_NO} and not _has_day(left, right):
            problem = say("{kind}没有大小先后", kind=wording(left.type))
            self.fault(at, problem, say("只能用 =、<>、IN 或 starts_with"))
        else:
            self._check_option(left, right, at)
            self._check_option(right, left, at)

    def check_entries(self, kind: Kind | None, options: Options | Param, at: Located) -> None:
        """Note entries of a list, or of a parameter of kind choices, that cannot equal `kind`."""
        if isinstance(options, Param):
            self._check_choices(kind, options)
            return
        for value in options.values:
            self.compare("=", kind, Kind.of_literal(value), at)

    def _check_choices(self, kind: Kind | None, options: Param) -> None:
        listed = self.want(options, Type.CHOICES)
        if not kind or not listed:
            return
        if kind.type not in WORDS:
            self.fault(options, *_incomparable(kind, listed))
        elif kind.options and (strange := [each for each in listed.options if each not in kind.options]):
            self.fault(options, *nearest.unknown_option(strange[0], kind.options))

    def _check_option(self, kind: Kind, other: Kind, at: Located) -> None:
        if kind.options and isinstance(other.literal, str) and other.literal not in kind.options:
            self.fault(at, *nearest.unknown_option(other.literal, kind.options))


def _is_day(day: Kind, text: Kind) -> bool:
    """A day may be written as plain text where a date is wanted."""
    return day.type is Type.DATE and isinstance(text.literal, str) and iso_day(text.literal) is not None


def _has_day(left: Kind, right: Kind) -> bool:
    return Type.DATE in (left.type, right.type)


def _incomparable(left: Kind, right: Kind) -> tuple[str, str]:
    problem = say("{left}不能与{right}比较", left=left.wording, right=right.wording)
    return problem, _way_out(left, right) or _way_out(right, left)


def _way_out(kind: Kind, other: Kind) -> str:
    match kind.type:
        case Type.CHOICES:
            return say("多选用 has_any(字段, ('…', '…'))、has_all 或 size(字段)")
        case Type.GROUP:
            return say("多行表用 size(表) 或 count_where(表, 条件)")
        case Type.DATE:
            return say("日期写成 DATE '2021-01-01'，早晚几年用 add_years(日期, 2)")
        case Type.TEXT | Type.CHOICE if isinstance(other.literal, int):
            return say("文字写在单引号里：'{value}'", value=other.literal)
    return ""


def _misfit(kind: Kind, types: Collection[Type]) -> tuple[str, str]:
    wanted = say("或").join(wording(each) for each in Type if each in types)
    problem = say("这里要{wanted}，写的是{kind}", wanted=wanted, kind=kind.wording)
    if Type.YES_NO in types and kind.type is not Type.GROUP:
        return problem, say("写成一个比较，如 字段 = '…' 或 字段 >= 1")
    return problem, ""
