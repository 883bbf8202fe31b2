"""Grades that are computed: bands in order, a grade for every score, a score to grade by; rounds in step."""

from collections.abc import Iterator
from itertools import pairwise

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Grade, Round, StandingRule, Title
from linxuan.programme.faults import listed, suggestion
from linxuan.programme.known import FIELDS
from linxuan.programme.package import Package

NUMBERS = ("integer", "decimal", "computed")
"""Kinds of fields that may be a score."""
_KEYS = {"from": "least", "forced_when": "forced_when", "at_most": "at_most", "lowest": "lowest"}


def check_grades(call: Call, package: Package) -> None:
    """Check the grades of every round, the years between rounds, and what tracks are designated for."""
    computed = {round_.id: round_ for round_ in call.rounds.values() if round_.graded == "computed"}
    for round_ in computed.values():
        _check_score(call, package, round_)
        _check_ties(call, package, round_)
        _check_ladder(call, package, round_)
    for grade in call.grades.values():
        if not computed.keys() & set(grade.concerns):
            _check_recorded(package, grade)
    for rule in call.standings.values():
        _check_in_step(call, package, rule)
        _check_decider(call, package, rule)
    _check_titles(call, package)


# ── the score ──


def _check_score(call: Call, package: Package, round_: Round) -> None:
    """A computed round is graded by one of its score sheets, or by a number on its form."""
    place, score = Part("round", round_).place / "score", round_.score
    if not score or package.is_broken(FIELDS):
        return
    if score in call.scores:
        if round_.id not in call.scores[score].concerns:
            hint = say('在 [score.{score}] 里写 for = ["{round}"]', score=score, round=round_.id)
            package.faults.add(place, say("评分表“{score}”不给这一轮评分", score=score), hint)
        _check_reach(call, package, round_)
        return
    fields = _numbers(call, round_)
    if score not in fields:
        hint = suggestion(score, (*call.scores, *fields))
        problem = say("没有评分表“{score}”，这一轮的申报书上也没有这样一个数字栏目", score=score)
        package.faults.add(place, problem, hint or say("写 [score.代号]，或申报书上的一个数字栏目"))


def _check_reach(call: Call, package: Package, round_: Round) -> None:
    """A boundary that no bands can add up to would be reached by nobody."""
    most = sum((item.most for item in call.scores[round_.score].items.values()), 0)
    for grade in lookup.grades_of(call, round_.id):
        if grade.least is not None and grade.least > most:
            problem = say("最多只能得 {most} 分，达不到 {mark} 分", most=most, mark=grade.least)
            package.faults.add(
                Part("grade", grade).place / "from", problem, say("改这个分数线，或改各档的分值")
            )


def _check_ties(call: Call, package: Package, round_: Round) -> None:
    """Equal scores are told apart by numbers on the form of the round."""
    if package.is_broken(FIELDS):
        return
    fields = _numbers(call, round_)
    for id in round_.ties:
        if id not in fields:
            problem = say("这一轮的申报书上没有“{field}”这样一个数字栏目", field=id)
            package.faults.add(Part("round", round_).place / "ties", problem, suggestion(id, fields))


def _numbers(call: Call, round_: Round) -> tuple[str, ...]:
    if round_.form not in call.forms:
        return ()
    sections = lookup.sections_of(call, round_.id)
    ids = (id for section in sections for id in section.fields if id in call.fields)
    return tuple(id for id in ids if call.fields[id].kind in NUMBERS and not call.fields[id].years)


# ── the ladder of grades ──


def _check_ladder(call: Call, package: Package, round_: Round) -> None:
    """The best stands first, each below it is easier to reach, and the last one takes what is left."""
    ladder = lookup.grades_of(call, round_.id)
    if not ladder:
        package.faults.add(Part("round", round_).place, say("没有等次"), say("写 [grade.代号]，最好的在最前"))
        return
    banded = [grade for grade in ladder if grade.least is not None]
    for better, grade in pairwise(banded):
        if (grade.least or 0) >= (better.least or 0):
            problem = say("“{grade}”的分数线不低于上一等“{better}”", grade=grade.name, better=better.name)
            package.faults.add(Part("grade", grade).place / "from", problem, say("最好的等次写在最前"))
    for grade in ladder[:-1]:
        if not _has_a_way(grade):
            hint = say("写 from（至少多少分），或 forced_when、not_filed、at_most、lowest")
            package.faults.add(Part("grade", grade).place, say("谁也到不了这一等次"), hint)
    _check_last(package, ladder)
    for key in ("not_filed", "lowest"):
        _check_only_one(package, ladder, key)


def _has_a_way(grade: Grade) -> bool:
    ways = (grade.least, grade.forced_when, grade.at_most, grade.lowest)
    return grade.not_filed or any(way is not None for way in ways)


def _check_last(package: Package, ladder: tuple[Grade, ...]) -> None:
    """The last grade is what remains: with a bound or a limit of its own some would have none."""
    place = Part("grade", ladder[-1]).place
    for key, value in (("from", ladder[-1].least), ("at_most", ladder[-1].at_most)):
        if value is not None:
            hint = say("去掉 {key}，或在它后面再写一个更低的等次", key=key)
            package.faults.add(place / key, say("最低的等次接住其余所有人，不能再设限"), hint)


def _check_only_one(package: Package, ladder: tuple[Grade, ...], key: str) -> None:
    found = [grade for grade in ladder if getattr(grade, key)]
    for grade in found[1:]:
        problem = say("“{first}”已经写了 {key}", first=found[0].name, key=key)
        package.faults.add(Part("grade", grade).place / key, problem, say("只留一个"))


def _check_recorded(package: Package, grade: Grade) -> None:
    """What says how a grade is reached says nothing where grades are typed in."""
    written = [key for key, name in _KEYS.items() if getattr(grade, name) is not None]
    for key in (*written, *(["not_filed"] if grade.not_filed else [])):
        hint = say('在 [round.…] 里写 graded = "computed"，或去掉 {key}', key=key)
        package.faults.add(Part("grade", grade).place / key, say("等次是登记的，用不到 {key}", key=key), hint)


# ── years, and titles ──


def _check_in_step(call: Call, package: Package, rule: StandingRule) -> None:
    """Years running are counted from round to round, so the rounds have to come equally often."""
    steps = {call.rounds[id].every for id in rule.concerns if id in call.rounds}
    if rule.consecutive > 1 and len(steps) > 1:
        problem = say(
            "各轮的间隔不同（{years} 年），不能一起数连续几轮", years=listed(map(str, sorted(steps)))
        )
        package.faults.add(Part("standing", rule).place / "consecutive", problem, say("用 for 分开写"))


def _check_decider(call: Call, package: Package, rule: StandingRule) -> None:
    """A title is taken away for the whole authority: by itself, or by who acts here for the office that decides."""
    office = call.offices.get(rule.decided_by)
    acts = call.offices.get(office.recorded_by, office) if office else None
    if office is None or acts is None or not acts.each:
        return
    place = Part("standing", rule).place / "decided_by"
    problem = say("“{office}”按地区分设，不能决定取消示范资格", office=acts.name)
    hint = say("写不分地区的部门，或去掉 decided_by：由主管部门自己决定")
    package.faults.add(place, problem, hint)


def _check_titles(call: Call, package: Package) -> None:
    for track, titles in _designated(call):
        for title in titles[1:]:
            problem = say("类别“{track}”认定的称号已是“{first}”", track=track, first=titles[0].name)
            hint = say("一个类别只认定一个称号；一起给的写进 gives")
            package.faults.add(Part("title", title).place / "tracks", problem, hint)


def _designated(call: Call) -> Iterator[tuple[str, list[Title]]]:
    for track in call.tracks:
        yield track, [title for title in call.titles.values() if track in title.tracks]
