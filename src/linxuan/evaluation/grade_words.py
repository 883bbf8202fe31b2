"""The words of a grade that is computed: clauses with the numbers, without a stop at their end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from linxuan.evaluation.reports import LineKey
from linxuan.language import say
from linxuan.programme.definition import Grade
from linxuan.rules import figures


def joined(*clauses: str) -> str:
    """Return clauses one behind the other."""
    return say("；").join(filter(None, clauses))


def not_filed_yet() -> str:
    """Say that it is still open whether somebody files."""
    return say("还没有填报")


def silent(grade: Grade | None) -> str:
    """Say what silence leads to; None where the programme does not say."""
    if grade is None:
        return say("没有填报，没有规定由此得到哪个等次")
    return say("没有填报，等次为“{grade}”", grade=grade.name)


def forced(facts: str, score: Decimal | None, grade: Grade) -> str:
    """Say what forces a grade, whatever the score."""
    if score is None:
        return say("{facts}，不论得分，等次为“{grade}”", facts=facts, grade=grade.name)
    points = figures.written(score)
    return say("{facts}，不论得分（{score}分），等次为“{grade}”", facts=facts, score=points, grade=grade.name)


def by_score(score: Decimal | None, grade: Grade, better: Grade | None) -> str:
    """Say which boundary a score reaches, or stays below."""
    points = "" if score is None else figures.written(score)
    if grade.least is not None:
        least = figures.written(grade.least)
        return say("得分{score}，达到“{grade}”的{least}分", score=points, grade=grade.name, least=least)
    if better is not None and better.least is not None:
        least = figures.written(better.least)
        return say(
            "得分{score}，不到“{better}”的{least}分，等次为“{grade}”",
            score=points,
            better=better.name,
            least=least,
            grade=grade.name,
        )
    return say("得分{score}", score=points)


def no_score(fields: Sequence[str]) -> str:
    """Say that there is no score yet, and what it waits for."""
    if not fields:
        return say("还没有得分")
    return say("还没有得分：缺{fields}", fields=say("、").join(fields))


def undecided(grades: Sequence[Grade]) -> str:
    """Say which grades are still possible."""
    names = say("、").join(grade.name for grade in grades)
    return say("等次还不能确定，可能是{names}", names=names)


def for_a_person(grades: Sequence[Grade]) -> str:
    """Say that a person has to choose among grades."""
    return say("由人判断：{names}", names=say("、").join(grade.name for grade in grades))


def told_apart(fields: Sequence[str]) -> str:
    """Say by which numbers equal scores are told apart."""
    return say("同分的比{fields}", fields=say("、").join(fields))


def decided(reason: str) -> str:
    """Say that a person decided among equal results, and why."""
    return say("并列的由人决定（{reason}）", reason=reason.rstrip("。"))


@dataclass(frozen=True)
class Line:
    """A share of all graded for one grade: `places` of `graded`."""

    grade: Grade
    share: Decimal
    graded: int
    places: int

    def within(self, rank: int) -> str:
        """Say that a score is among the best that may have the grade."""
        return say(
            "排第{rank}，在至多{places}家（{graded}家的{share}）“{grade}”之内", rank=rank, **self._told()
        )

    def beyond(self, rank: int) -> str:
        """Say that the places of the grade are taken by better scores."""
        return say(
            "排第{rank}，“{grade}”至多{places}家（{graded}家的{share}），归入下一等",
            rank=rank,
            **self._told(),
        )

    def tied(self, others: int) -> str:
        """Say that equal scores lie across the line."""
        return say(
            "与另外{others}家同分，“{grade}”至多{places}家（{graded}家的{share}），排不下",
            others=others,
            **self._told(),
        )

    def open(self) -> str:
        """Say that it hangs on others whether there is a place."""
        return say("“{grade}”至多{places}家（{graded}家的{share}），其他几家还没有定", **self._told())

    def last(self, rank: int) -> str:
        """Say that somebody is among the last."""
        return say(
            "倒数第{rank}，在最后{places}家（{graded}家的{share}）之内，等次为“{grade}”",
            rank=rank,
            **self._told(),
        )

    def tied_last(self, others: int) -> str:
        """Say that equal results lie across the line of the last."""
        return say(
            "与另外{others}家并列，最后{places}家（{graded}家的{share}）为“{grade}”，正在线上",
            others=others,
            **self._told(),
        )

    def open_last(self) -> str:
        """Say that it hangs on others whether somebody is among the last."""
        return say("最后{places}家（{graded}家的{share}）为“{grade}”，其他几家还没有定", **self._told())

    def settled(self, how: str, key: LineKey, *, is_within: bool) -> str:
        """Say on which side of the line one of equal results comes, and how that was settled."""
        values = {"how": how, **self._told()}
        if key == "at_most" and is_within:
            return say("{how}，在至多{places}家（{graded}家的{share}）“{grade}”之内", **values)
        if key == "at_most":
            return say("{how}，“{grade}”至多{places}家（{graded}家的{share}），归入下一等", **values)
        if is_within:
            return say("{how}，在最后{places}家（{graded}家的{share}）之内，等次为“{grade}”", **values)
        return say("{how}，不在最后{places}家（{graded}家的{share}）之内", **values)

    def _told(self) -> dict[str, object]:
        return {
            "grade": self.grade.name,
            "places": self.places,
            "graded": self.graded,
            "share": figures.share(self.share),
        }
