"""Score sheets and titles: bands in order, points that add up, names that mean one thing, no circles."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise

from linxuan.language import say
from linxuan.programme import score_parts
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Band, Call, Indicator, Score, Title
from linxuan.programme.definition.scores import Number
from linxuan.programme.faults import Place
from linxuan.programme.package import Package
from linxuan.programme.points import names_of
from linxuan.programme.scope import LIFE
from linxuan.programme.titles import MOST_TITLES, given_with


def check_scores(call: Call, package: Package) -> None:
    """Check every score sheet and every title."""
    for score in call.scores.values():
        place = Part("score", score).place
        for path, _, indicator in score_parts.indicators(score):
            _check_bands(call, package, indicator, Place(place.file, (*place.path, *path)))
        if all(item.indicators for item in score.items.values()):
            _check_sums(package, score, place)
            _check_reach(package, score, place)
    _check_names(call, package)
    for title in call.titles.values():
        _check_title(call, package, title)


# ── bands ──


def _check_bands(call: Call, package: Package, indicator: Indicator, place: Place) -> None:
    """The best band stands first; each below it is easier to reach and gives less."""
    for number, (better, band) in enumerate(pairwise(indicator.bands), 1):
        at = place / "bands" / number
        if band.points >= better.points:
            problem = say("这一档的分值不低于上一档：{points} 分", points=band.points)
            package.faults.add(at / "points", problem, say("最好的一档写在最前，分值逐档降低"))
        if _is_out_of_order(call, better, band):
            hint = say("from 由高到低，upto 由低到高，不重复")
            package.faults.add(at / band.key, say("这一档的界限不比上一档容易达到，永远轮不到"), hint)
    if indicator.bands and indicator.below >= indicator.bands[-1].points:
        problem = say("below（各档都不到时的分值）不低于最后一档：{points} 分", points=indicator.below)
        package.faults.add(place / "below", problem, say("below 比最后一档低；不写就是0"))


def _is_out_of_order(call: Call, better: Band, band: Band) -> bool:
    high, low = _bound(call, better), _bound(call, band)
    if band.key != better.key or high is None or low is None:
        return False
    return low >= high if band.key == "from" else low <= high


def _bound(call: Call, band: Band) -> Number | None:
    """The bound of a band as a number; of a parameter its value, where it has only one."""
    value: object = band.bound
    if band.parameter in call.parameters and not call.parameters[band.parameter].values:
        value = call.parameters[band.parameter].value
    if isinstance(value, date):
        return value.toordinal()
    return value if isinstance(value, int | Decimal) else None


# ── sums ──


def _check_sums(package: Package, score: Score, place: Place) -> None:
    for item in score.items.values():
        if item.max is not None and item.most > item.max:
            problem = say("各档最高 {most} 分，超过 max = {max}", most=item.most, max=item.max)
            package.faults.add(place / "item" / item.id / "max", problem, say("改 max，或改分值"))
    for part in score.parts.values():
        at = place / "part" / part.id
        if not score.of_part(part.id):
            package.faults.add(
                at, say("这一部分没有评分项"), say('在评分项里写 part = "{part}"', part=part.id)
            )
        else:
            _check_sum(package, at, part.max, _most_of_part(score, part.id))
    _check_sum(package, place, score.max, _most(score))


def _check_sum(package: Package, place: Place, max: Number | None, total: Number) -> None:
    if max is not None and max != total:
        problem = say("各项最高分合计 {total}，与 max = {max} 不符", total=total, max=max)
        package.faults.add(place / "max", problem, say("改 max，或改各项的 max 和分值；合计不会封顶"))


def _most_of_part(score: Score, part: str) -> Number:
    """The most points of a part: what its items say, else what their bands give."""
    items = score.of_part(part)
    return sum((item.most if item.max is None else item.max for item in items), 0)


def _most(score: Score) -> Number:
    parts = score.parts.values()
    in_parts = (_most_of_part(score, each.id) if each.max is None else each.max for each in parts)
    return sum(in_parts, 0) + _most_of_part(score, "")


def _check_reach(package: Package, score: Score, place: Place) -> None:
    """A mark that no bands can add up to would let nobody pass."""
    marks = [(place / "pass", score.pass_mark, sum((item.most for item in score.items.values()), 0))]
    for part in score.parts.values():
        most = sum((item.most for item in score.of_part(part.id)), 0)
        marks.append((place / "part" / part.id / "min", part.min, most))
    for at, mark, most in marks:
        if mark is not None and mark > most:
            problem = say("最多只能得 {most} 分，达不到 {mark} 分", most=most, mark=mark)
            package.faults.add(at, problem, say("改这个分数线，或改各档的分值"))


# ── names ──


def _check_names(call: Call, package: Package) -> None:
    """Every name that a score gives means one thing."""
    given = Counter(each.id for score in call.scores.values() for each in names_of(score))
    for score in call.scores.values():
        for name in dict.fromkeys(each.id for each in names_of(score)):
            if given[name] > 1 or name in call.fields or name in LIFE:
                problem = say("表达式里的“{name}”有了两个意思", name=name)
                hint = say("给评分表、部分或评分项换一个代号")
                package.faults.add(Part("score", score).place, problem, hint)


# ── titles ──


def _check_title(call: Call, package: Package, title: Title) -> None:
    if title.id in given_with(call, title.id):
        place = Part("title", title).place / "gives"
        package.faults.add(place, say("绕了一圈又给出自己"), say("高的称号带低的称号，不反过来"))
    if title.list in call.lists and len(call.titles) > MOST_TITLES:
        problem = say("称号超过{most}个", most=MOST_TITLES)
        package.faults.add(Part("title", title).place, problem, say("只写规则里用到的称号"))
