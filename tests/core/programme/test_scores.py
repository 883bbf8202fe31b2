"""Scores in a package: what is wrong is told at its line, and points come out as the notice means them."""

import re
from decimal import Decimal

import pytest

from linxuan.completeness import visible_fields
from linxuan.errors import DefinitionError
from linxuan.inspection import inspect
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_files
from linxuan.programme.scope import scope_of
from linxuan.rules.check import inlined
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.terms import Name, Value
from tests.core.programme.packages import CALL, CRAFT, FIELDS, Files, added, changed, errors, line_of

AUTHORITY = 'source = "authority"\nwhy = "试"'


def at(place: str, files: Files, problem: str = "") -> DefinitionError:
    """Return the error at a place, of several the one with these words."""
    found = [error for error in errors(files) if error.place == place and problem in error.problem]
    assert found, "\n".join(map(str, errors(files)))
    return found[0]


def craft(old: str, new: str, files: Files = CRAFT) -> Files:
    """Return the package of the workshops with something of `call.toml` changed."""
    return changed(CALL, old, new, files)


# ── what is wrong with a score sheet ──


@pytest.mark.parametrize(
    ("place", "old", "new", "problem", "hint"),
    [
        ("score.craft.item.trademarks.bands[2].from", "{ from = 2, points = 8 }", "{ from = 6, points = 8 }",
         "永远轮不到", "由高到低"),
        ("score.craft.item.trademarks.bands[2].from", "{ from = 2, points = 8 }", "{ from = 5, points = 8 }",
         "永远轮不到", ""),
        ("score.craft.item.returns.bands[2].upto", '{ upto = "0.03", points = 12 }', '{ upto = "0.01", points = 12 }',
         "永远轮不到", "由低到高"),
        ("score.craft.item.age.bands[2].upto", "upto = 2014-12-31", "upto = 2003-12-31", "永远轮不到", ""),
        ("score.craft.item.trademarks.bands[2].points", "{ from = 2, points = 8 }", "{ from = 2, points = 15 }",
         "不低于上一档", "最前"),
        ("score.craft.item.trademarks.below", 'measure = "trademarks"', 'measure = "trademarks"\nbelow = 3',
         "不低于最后一档", ""),
        ("score.craft.item.trademarks.bands", "{ from = 2, points = 8 }", "{ upto = 2, points = 8 }", "同一种写法", ""),
        ("score.craft.item.trademarks.bands[2]", "{ from = 2, points = 8 }", "{ from = 2 }", "缺少“points”", ""),
        ("score.craft.item.trademarks.bands[2]", "{ from = 2, points = 8 }", "{ points = 8 }", "现有0个", ""),
        ("score.craft.item.trademarks.bands[2]", "{ from = 2, points = 8 }", "{ from = 2, upto = 3, points = 8 }",
         "现有2个", ""),
        ("score.craft.item.returns.bands[1].upto", 'upto = "0.01"', "upto = 0.01", "小数要放在引号里", "$代号"),
        ("score.craft.item.returns.bands[1].upto", 'upto = "0.01"', 'upto = "$few"', "没有参数“$few”", ""),
        ("score.craft.item.returns.bands[1].upto", 'upto = "0.01"', "upto = 2020-01-01", "不能与日期比较", ""),
        ("score.craft.item.returns.measure", '"share(returned, sold)"', '"share(retured, sold)"', "retured", "returned"),
        ("score.craft.item.trademarks.measure", 'measure = "trademarks"', 'measure = "craft"', "要是数字", "when"),
        ("score.craft.item.apprentices.measure", 'part  = "heritage"\nbands', 'part  = "heritage"\nmeasure = "staff"\nbands',
         "用不到 measure", ""),
        ("score.craft.item.trademarks", 'measure = "trademarks"\n', "", "缺少“measure”", ""),
        ("score.craft.item.trademarks.part", 'name    = "有效注册商标"\npart    = "business"',
         'name    = "有效注册商标"\npart    = "busines"', "没有“busines”这一部分", "business"),
        ("score.craft.item.masters.max", "max  = 30\ncite = \"二(一)1", "max  = 20\ncite = \"二(一)1", "超过 max", ""),
        ("score.craft.part.skill.max", "max  = 50", "max  = 60", "合计 50", "不会封顶"),
        ("score.craft.max", "max  = 100", "max  = 90", "合计 100", ""),
        ("score.craft.pass", "pass = 60", "pass = 101", "达不到 101 分", ""),
        ("score.craft.part.business.min", "min  = 10\nmax  = 30", "min  = 31\nmax  = 30", "达不到 31 分", ""),
        ("score.craft.when", "pass = 60", 'pass = 60\nwhen = "accident"', "没有“when”这个键", ""),
        ("score.craft.since", "pass = 60", "pass = 60\nsince = 2024-01-01", "起止的日子", ""),
        ("score.craft.item.masters.by", "max  = 30\ncite = \"二(一)1", 'max  = 30\nby = "expert"\ncite = "二(一)1', "本版本还不能执行", "judgement"),
        ("score.craft.item.masters.merge", "max  = 30\ncite = \"二(一)1", 'max  = 30\nmerge = "mean"\ncite = "二(一)1', "本版本还不能执行", ""),
        ("score.craft.pass", "pass = 60", "pass = 70", "不在引文", "reading"),
        ("score.craft.part.skill.min", "min  = 20", "min  = 25", "不在引文", ""),
        ("score.craft.item.trademarks.bands[1].points", "{ from = 5, points = 15 }", "{ from = 5, points = 14 }", "不在引文", ""),
        ("score.craft.item.returns.bands[1].upto", 'upto = "0.01"', 'upto = "0.02"', "不在引文", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_score_is_told_at_its_line(
    place: str, old: str, new: str, problem: str, hint: str
) -> None:
    files = craft(old, new)

    error = at(place, files, problem)

    assert hint in error.hint
    line = files[CALL].decode().splitlines()[error.line - 1]
    key = place.rpartition(".")[2]
    assert key.partition("[")[0] in line or (key.endswith("]") and "{" in line)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("rule.extra.holds", f'[rule.extra]\nholds = "score_crafts > 1"\n{AUTHORITY}'),
        ("rule.extra.holds", f'[rule.extra]\nholds = "score_craft_skil > 1"\n{AUTHORITY}'),
    ],
)
def test_a_score_that_is_not_there_names_the_nearest(kind: str, text: str) -> None:
    error = at(kind, added(CALL, text, CRAFT))

    assert "没有评分" in error.problem
    assert "score_craft" in error.hint


def test_a_score_that_nothing_uses_is_a_slip() -> None:
    sheet = f'[score.spare]\n{AUTHORITY}\n[score.spare.item.one]\nmeasure = "staff"\nbands = [{{ from = 1, points = 1 }}]'

    assert "没有表达式用到这张评分表" in at("score.spare", added(CALL, sheet, CRAFT)).problem


def test_a_score_cannot_stand_on_a_score() -> None:
    files = craft('measure = "trademarks"', 'measure = "score_craft"')

    assert "这里不能用评分" in at("score.craft.item.trademarks.measure", files).problem


def test_a_computed_field_cannot_stand_on_a_score() -> None:
    files = added(
        FIELDS, '[field.double]\nlabel = "双倍"\nkind = "computed"\nvalue = "score_craft * 2"', CRAFT
    )
    files = changed("forms/workshop.toml", '"accident", ', '"accident", "double", ', files)

    assert "这里不能用评分" in at("field.double.value", files).problem


def test_two_scores_cannot_give_one_name() -> None:
    sheet = (
        f'[score.craft_skill]\n{AUTHORITY}\n[score.craft_skill.item.one]\nmeasure = "staff"\n'
        "bands = [{ from = 1, points = 1 }]\n"
        f'[rule.extra]\nholds = "score_craft_skill >= 1"\n{AUTHORITY}'
    )

    assert "有了两个意思" in at("score.craft_skill", added(CALL, sheet, CRAFT)).problem


def test_a_field_cannot_have_the_name_of_a_score() -> None:
    files = added(FIELDS, '[field.score_craft]\nlabel = "分"\nkind = "integer"', CRAFT)
    files = changed("forms/workshop.toml", '"accident", ', '"accident", "score_craft", ', files)

    assert "“score_craft”有了两个意思" in at("score.craft", files).problem


@pytest.mark.parametrize("id", ["Craft", "craft-1", "1"])
def test_ids_of_a_score_stand_in_expressions(id: str) -> None:
    found = errors(craft("[score.craft.item.age]", f'[score.craft.item."{id}"]'))

    assert any(f"“{id}”不能作代号" in error.problem for error in found)


def test_order_is_looked_at_through_parameters() -> None:
    files = craft(
        "{ from = 5, points = 15 },\n  { from = 2, points = 8 }",
        '{ from = 5, points = 15 },\n  { from = "$apprentices_good", points = 8 }',
    )

    assert "永远轮不到" in at("score.craft.item.trademarks.bands[2].from", files, "永远").problem


def test_a_rule_that_grows_too_large_by_its_exceptions_is_told() -> None:
    exceptions = ", ".join(
        f'{{ when = "staff = {n} AND passes_craft", {AUTHORITY.replace(chr(10), ", ")} }}' for n in range(4)
    )
    rule = (
        f'[rule.extra]\nholds = "passes_craft OR score_craft > 90"\n{AUTHORITY}\nexceptions = [{exceptions}]'
    )

    assert "连同例外展开后超过" in at("rule.extra", added(CALL, rule, CRAFT)).problem


# ── `[[score]]` tables ──


def as_arrays(text: str) -> str:
    """Write `[score.ID…]` as `[[score]]`, with the id as a key."""
    text = re.sub(r"^\[score\.(\w+)\]$", r'[[score]]\nid = "\1"', text, flags=re.MULTILINE)
    return re.sub(
        r"^\[score\.\w+\.(part|item)\.(\w+)\]$", r'[[score.\1]]\nid = "\2"', text, flags=re.MULTILINE
    )


ARRAYS: Files = {**CRAFT, CALL: as_arrays(CRAFT[CALL].decode()).encode()}


def test_a_score_in_arrays_is_the_same_score() -> None:
    assert "[[score.item]]" in ARRAYS[CALL].decode()
    found = inspect(ARRAYS, "craft-2024")

    assert found.errors == ()
    sheet, same = found.call.scores["craft"], read_files(CRAFT, "craft-2024").scores["craft"]
    assert (sheet.parts, sheet.items, sheet.pass_mark) == (same.parts, same.items, same.pass_mark)


def test_a_fault_in_an_array_is_told_at_its_line() -> None:
    files = craft("{ from = 2, points = 8 }", "{ from = 6, points = 8 }", ARRAYS)

    error = at("score.craft.item.trademarks.bands[2].from", files)

    assert error.line == line_of(files, CALL, "{ from = 6, points = 8 }")


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ('[[score]]\nid = "craft"\n', "[[score]]\n", "score[1]", "缺少“id”"),
        ('[[score.item]]\nid = "age"\n', "[[score.item]]\n", "score.craft.item[6]", "缺少“id”"),
        (
            '[[score.item]]\nid = "age"\n',
            '[[score.item]]\nid = "growth"\n',
            "score.craft.item[6].id",
            "写了两次",
        ),
    ],
)
def test_an_entry_of_an_array_has_an_id_of_its_own(old: str, new: str, place: str, problem: str) -> None:
    assert problem in at(place, craft(old, new, ARRAYS)).problem


# ── what it comes to ──


@pytest.fixture(scope="module")
def call() -> Call:
    return read_files(CRAFT, "craft-2024")


def points(call: Call, name: str, **values: Value | None) -> Value | None:
    """Return what a name of a score comes to over some answers, and nothing else."""
    parameters = {"master_years_min": 5, "apprentices_good": 5}
    return evaluate(inlined(Name(name), scope_of(call, "workshop")), Record(values, parameters))


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 3), (2, 8), (4, 8), (5, 15), (9, 15)])
def test_the_boundary_belongs_to_the_better_band(call: Call, count: int, expected: int) -> None:
    assert points(call, "score_craft_trademarks", trademarks=count) == expected


def test_an_unknown_measure_makes_item_part_and_sum_unknown(call: Call) -> None:
    assert points(call, "score_craft_trademarks") is None
    assert points(call, "score_craft_business", trademarks=5) is None
    assert points(call, "score_craft", trademarks=5) is None
    assert points(call, "passes_craft", trademarks=5) is None


def test_a_part_that_is_too_low_decides_while_the_sum_is_open(call: Call) -> None:
    income = {2021: Decimal(3), 2022: Decimal(2), 2023: Decimal(1)}

    assert points(call, "passes_craft", income=income, trademarks=0) is False


def test_a_ratio_over_nothing_reaches_no_band(call: Call) -> None:
    assert points(call, "score_craft_returns", returned=0, sold=0) == 0
    assert points(call, "score_craft_returns", sold=0) == 0


def test_the_better_of_two_is_known_once_the_other_cannot_be_better(call: Call) -> None:
    masters = tuple({"master_name": "甲", "years_at_craft": 9} for _ in range(15))

    assert points(call, "score_craft_masters", masters=masters) == 30
    assert points(call, "score_craft_masters", masters=masters[:8]) is None
    assert points(call, "score_craft_masters", masters=masters[:8], staff=100) == 18


def test_a_case_may_expect_points() -> None:
    files = changed(
        "cases/scores.toml", "scores  = { craft = 58,", 'scores  = { craft = 57, "craft.skil" = 1,', CRAFT
    )

    told = [error.problem for error in inspect(files, "craft-2024").errors]

    assert any("匠艺评分：应为 57，得到 58" in each for each in told)
    assert any("“craft.skil”没有这一部分或评分项" in each for each in told)


# ── outside rules ──


def test_a_score_outside_rules_is_there_as_its_points() -> None:
    files = craft("has_title('national-base')", "has_title('national-base') OR score_craft_trademarks >= 15")
    quota = read_files(files, "craft-2024").quotas["county"].not_counted
    assert quota

    lists = {"national_bases": frozenset({"91990300MA0000031X"})}
    counted = [
        evaluate(quota.term, Record({"credit_code": "1", "trademarks": count}, {}, lists))
        for count in (4, 5, None)
    ]

    assert counted == [False, True, None]


def test_a_section_may_be_asked_by_a_score() -> None:
    files = changed(
        "forms/workshop.toml",
        'name   = "其他"',
        'name   = "其他"\nwhen = "score_craft_trademarks >= 8"',
        CRAFT,
    )
    call = read_files(files, "craft-2024")

    section = call.forms["workshop"].sections["other"]

    seen = [visible_fields(call, "workshop", section, {"trademarks": count}) for count in (1, 2)]

    assert [bool(each) for each in seen] == [False, True]
