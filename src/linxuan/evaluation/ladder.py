"""The grades of a round made ready: what one report reaches by itself, before it is held against the others."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from linxuan.checking.judging import asked_by
from linxuan.derive.record import record_of
from linxuan.evaluation import grade_words as words
from linxuan.evaluation.reports import Deciding, Report, Tie
from linxuan.language import current_language
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Grade, Round
from linxuan.programme.ready import once_per_call
from linxuan.programme.scope import scope_of
from linxuan.rules.evaluate import compiled
from linxuan.rules.explain import Explainer, explainer
from linxuan.rules.inlining import inlined
from linxuan.rules.missing import waiting
from linxuan.rules.record import Record
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import Name, Term

_PLACES = 6
_BY_SCORE: tuple[Deciding, ...] = ("from", "at_most")


@dataclass(frozen=True)
class Own:
    """What a report reaches by itself: places of grades that are `possible`, the best (0) first.

    `by` is the key of the package that decides, as far as it was looked at.
    """

    report: Report
    possible: tuple[int, ...]
    because: str
    score: Fraction | None = None
    by: Deciding = ""
    missing: tuple[str, ...] = ()
    tie: Tie | None = None
    """The first line at which it is tied: what is decided there may settle the others."""
    told_apart: tuple[Fraction | None, ...] = ()
    """The numbers by which the package tells equal scores apart, None where one is not known."""
    is_sure_of_one: bool = True
    """Whether it will have a grade at all."""

    @property
    def by_score(self) -> bool:
        """Whether its score decides, alone or among others."""
        return self.by in _BY_SCORE

    @property
    def place(self) -> int | None:
        """The place of its grade; None where that is open or there is none."""
        return self.possible[0] if len(self.possible) == 1 else None

    def at(self, *places: int, by: Deciding, because: str, tie: Tie | None = None) -> "Own":
        """Return the same at other places, with one more reason."""
        told = words.joined(self.because, because)
        possible = tuple(sorted({*places}))
        return replace(self, possible=possible, by=by, because=told, tie=self.tie or tie)


@dataclass(frozen=True, eq=False)
class _Forced:
    """A grade that a condition forces, whatever the score."""

    place: int
    holds: Callable[[Record], bool | None]
    explain: Explainer


@dataclass(frozen=True, eq=False)
class Ladder:
    """The grades of a round on a day, in the language in which it was made ready."""

    call: Call
    round: Round
    on: date | None
    grades: tuple[Grade, ...]
    forced: tuple[_Forced, ...]
    """The worst first: of several that are forced it wins."""
    score: Callable[[Record], Fraction | None]
    asked: Callable[[Record], tuple[str, ...]]
    """The fields that an unknown score waits for."""
    ties: tuple[tuple[str, Callable[[Record], Fraction | None]], ...] = ()
    """The numbers that tell equal scores apart, in their order, with their names."""

    def own(self, report: Report) -> Own:
        """Return what a report reaches by itself."""
        silent = tuple(place for place, grade in enumerate(self.grades) if grade.not_filed)
        if report.filed is None:
            every = tuple(range(len(self.grades)))
            return Own(report, every, words.not_filed_yet(), is_sure_of_one=bool(silent))
        if not report.filed:
            silent_grade = self.grades[silent[0]] if silent else None
            return Own(report, silent, words.silent(silent_grade), by="not_filed")
        record = record_of(self.call, self.round.id, report.answers, on=self.on)
        told_apart = tuple(value(record) for _name, value in self.ties)
        return replace(self._filed(report, record), told_apart=told_apart)

    def reached(self, score: Fraction) -> tuple[int, ...]:
        """Return the places that a score is enough for, the best first; the last is for whatever is left."""
        return tuple(
            place
            for place, grade in enumerate(self.grades)
            if self._is_banded(place) and (grade.least is None or score >= Fraction(grade.least))
        )

    def _is_banded(self, place: int) -> bool:
        """Tell whether a score leads to a grade, and not only a condition, silence or the end of the line."""
        grade = self.grades[place]
        return grade.least is not None or grade.at_most is not None or place == len(self.grades) - 1

    def _filed(self, report: Report, record: Record) -> Own:
        score = self.score(record) if report.score is None else Fraction(report.score)
        open_ones: dict[int, tuple[str, tuple[str, ...]]] = {}
        for forced in self.forced:
            outcome = forced.holds(record)
            if outcome is None:
                told = forced.explain(record, None)
                open_ones[forced.place] = told.facts, told.missing
            elif outcome:
                because = words.forced(
                    forced.explain(record, True).facts, shown(score), self.grades[forced.place]
                )
                return self._settled(Own(report, (forced.place,), because, score, "forced_when"), open_ones)
        return self._settled(self._by_score(report, record, score), open_ones)

    def _by_score(self, report: Report, record: Record, score: Fraction | None) -> Own:
        if score is None:
            asked = self.asked(record)
            banded = tuple(place for place in range(len(self.grades)) if self._is_banded(place))
            because = words.no_score([self.call.fields[id].name for id in asked if id in self.call.fields])
            return Own(report, banded, because, None, "from", missing=asked)
        place = self.reached(score)[0]
        better = next((one for one in reversed(self.grades[:place]) if one.least is not None), None)
        because = words.by_score(shown(score), self.grades[place], better)
        return Own(report, (place,), because, score, "from")

    def _settled(self, own: Own, open_ones: dict[int, tuple[str, tuple[str, ...]]]) -> Own:
        """The same with what open conditions may still force; they matter where it would be another grade."""
        others = {place: told for place, told in open_ones.items() if own.possible != (place,)}
        if not others:
            return own
        missing = dict.fromkeys((*(name for _, asked in others.values() for name in asked), *own.missing))
        because = words.joined(own.because, *dict.fromkeys(facts for facts, _ in others.values()))
        possible = tuple(sorted({*own.possible, *others}))
        return replace(own, possible=possible, because=because, missing=tuple(missing), by="")


def ladder_of(call: Call, round_id: str, on: date | None = None) -> Ladder:
    """Return the grades of a computed round made ready; the same call gets the same again."""
    return _ladder(call, round_id, on, current_language())


@once_per_call
def _ladder(call: Call, round_id: str, on: date | None, _language: str) -> Ladder:
    scope, round_ = scope_of(call, round_id), call.rounds[round_id]
    speaker, asked = Speaker.of(scope), asked_by(call)
    grades = tuple(one for one in lookup.grades_of(call, round_id) if on is None or one.holds_on(on))
    forced = []
    for place, grade in reversed(list(enumerate(grades))):
        if grade.forced_when:
            term = inlined(grade.forced_when.term, scope)
            forced.append(_Forced(place, compiled(term), explainer(term, speaker, asked)))
    name = f"score_{round_.score}" if round_.score in call.scores else round_.score
    term = inlined(Name(name), scope)
    awaited = waiting(term)
    return Ladder(
        call,
        round_,
        on,
        grades,
        tuple(forced),
        _score(term),
        lambda record: asked(awaited(record)),
        tuple((call.fields[id].name, _score(inlined(Name(id), scope))) for id in round_.ties),
    )


def _score(term: Term) -> Callable[[Record], Fraction | None]:
    """A score exactly as it is worked out: rounded it could be on the other side of a boundary."""
    value = compiled(term)

    def score(record: Record) -> Fraction | None:
        found = value(record)
        return Fraction(found) if isinstance(found, int | Decimal | Fraction) else None

    return score


def shown(score: Fraction | None) -> Decimal | None:
    """Return a score as it is shown: six places, rounded down, so that it never shows a boundary it misses."""
    if score is None:
        return None
    return Decimal(score.numerator * 10**_PLACES // score.denominator).scaleb(-_PLACES).normalize() + 0
