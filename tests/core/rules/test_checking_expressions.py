"""Faults of an expression that reads well but makes no sense over the form: all at once, each with a way out."""

import pytest

from linxuan.rules.check import check, inlined, lists_in, names_in, parameters_in
from linxuan.rules.parse import parse
from linxuan.rules.problems import Problem
from linxuan.rules.scope import Scope, Type, Variable
from tests.core.rules.vocabulary import SCOPE


def problems(text: str) -> tuple[Problem, ...]:
    return check(parse(text), SCOPE, wanted=Type.YES_NO)[1]


def type_of(text: str) -> Type | None:
    type, faults = check(parse(text), SCOPE)
    assert not faults
    return type


@pytest.mark.parametrize(
    "text",
    [
        "legal",
        "legal = TRUE AND NOT accident",
        "share_at_least(direct + indirect, income, $least_share)",
        "share(direct, income) >= 0.3",
        "share(direct, income) >= $least_share",
        "share(direct, income) > share(indirect, income)",
        "growth(income) >= 0.1 AND mean_growth(income, 2) > 0",
        "compound_growth_at_least(income, 2, $least_share)",
        "add_years(live_on, $least_years) <= filed_on",
        "add_months('2021-01-31', 1) <= filed_on",
        "add_years(live_on, 299) <= filed_on",
        "live_on < '2021-01-01'",
        "live_on BETWEEN DATE '2021-01-01' AND filed_on",
        "status IN ('active', 'halted')",
        "status NOT IN $unsound",
        "status = category",
        "has_all(functions, ('a', 'b'))",
        "has_any(functions, ('c'))",
        "size(functions) >= 2",
        "in_list(district, 'districts')",
        "district = '110101'",
        "starts_with(district, '9901')",
        "industry_section(industry) = 'C'",
        "industry_section(industry) IN ('C', 'I')",
        "total(income, 3) >= 1000 AND latest(staff) > 20 AND mean(income, 2) > 1",
        "total(income, $least_years) > 1",
        "each_year(income > 0 AND direct > 0, 3)",
        "each_year(growth(income) > 0, 2)",
        "count_where(patents, granted AND granted_on <= filed_on) >= 2",
        "$least_share * income <= direct",
        "income * staff > 3",
        "capital + 5 > 3 AND capital - capital <= 0",
    ],
)
def test_a_sound_expression_has_no_fault(text: str) -> None:
    assert problems(text) == ()


@pytest.mark.parametrize(
    ("text", "place", "problem", "hint"),
    [
        ("incme > 1", "incme", "没有字段“incme”", "income"),
        ("$least_shar > 1", "$least_shar", "没有参数", "least_share"),
        ("least_share > 1", "least_share", "没有字段", "$least_share"),
        ("$income > 1", "$income", "没有参数", "不写 $"),
        ("foo(1)", "foo", "没有函数", ""),
        ("shar(direct, income) > 1", "shar", "没有函数", "share"),
        ("income(1) > 1", "income", "没有函数", "是字段"),
        ("size > 1", "size", "没有字段", "括号"),
        ("sharing", "sharing", "没有字段", "'sharing'"),
        ("has_title('medal')", "'medal'", "没有称号", "[title."),
        ("has_title(district)", "has_title", "称号的编号", "has_title('medal')"),
        ("has_titel('medal')", "has_titel", "没有函数", "has_title"),
        ("group_has_title('medal')", "group_has_title", "还不能用", ""),
        ("score_craft > 50", "score_craft", "没有评分", "[score."),
        ("passes_craft", "passes_craft", "没有评分", ""),
        ("status = 'activ'", "=", "选项里没有“activ”", "active"),
        ("status = '注销'", "=", "选项里没有", "'closed'"),
        ("status IN ('active', 'gone')", "IN", "选项里没有“gone”", "active"),
        ("category IN $unsound", "$unsound", "选项里没有“active”", "sharing"),
        ("industry_section(industry) = 'Z'", "=", "选项里没有“Z”", ""),
        ("has_all(functions, ('a', 'd'))", "('a'", "选项里没有“d”", "a、b、c"),
        ("functions = 'a'", "=", "多选", "has_any"),
        ("patents > 1", ">", "多行表", "count_where"),
        ("status < 'closed'", "<", "没有大小先后", "IN"),
        ("district >= '99'", ">=", "没有大小先后", "starts_with"),
        ("legal > accident", ">", "没有大小先后", ""),
        ("legal = 1", "=", "不能与", ""),
        ("district = 990101", "=", "不能与", "'990101'"),
        ("income = '1'", "=", "不能与", ""),
        ("filed_on > 2021", ">", "不能与", "DATE '2021-01-01'"),
        ("filed_on > '2021'", ">", "不能与", "DATE '2021-01-01'"),
        ("filed_on > '2021-02-30'", ">", "不能与", "DATE '2021-01-01'"),
        ("income > staff", ">", "不能与", ""),
        ("income + staff > 1", "+", "不能相加减", "同一单位"),
        ("share(direct, staff) > 1", "share", "不能与", "同一单位"),
        ("share_at_least(direct, income, 30)", "30", "3,000 %", "0.30"),
        ("share_at_least(direct, staff, 0.3)", "share_at_least", "不能与", "同一单位"),
        ("share(direct, income) + 1 > 1", "+", "不能加减乘", "只能比较"),
        ("share(direct, income) > income", ">", "不能与", ""),
        ("live_on + 2 <= filed_on", "+", "不能加减乘", "add_years"),
        ("legal * 2 > 1", "*", "不能加减乘", ""),
        ("income", "income", "这里要是或否", "比较"),
        ("NOT income", "income", "这里要是或否", "比较"),
        ("legal AND income", "income", "这里要是或否", "比较"),
        ("add_years(income, 2) < filed_on", "income", "这里要日期", ""),
        ("add_years(live_on, 0.5) < filed_on", "0.5", "这里要整数", ""),
        ("add_years(live_on, 300) < filed_on", "300", "超出1900年至2199年", ""),
        ("add_days(live_on, -200000) < filed_on", "-200000", "超出1900年至2199年", ""),
        ("add_years('x', 2) < filed_on", "'x'", "不能与", "DATE"),
        ("size(income) > 1", "income", "这里要多选或多行表", ""),
        ("starts_with(income, '1')", "income", "这里要文字或单选", ""),
        ("in_list(district, 'district')", "'district'", "没有名单", "districts"),
        ("in_list(district, district)", ", district", "写得不对", "in_list"),
        ("count_where(legal, legal) > 1", "legal", "这里要多行表", ""),
        ("count_where(patents, granted_no) > 1", "granted_no", "没有字段", "granted_on"),
        ("count_where(patents, 1) > 1", "1)", "这里要是或否", ""),
        ("total(income + direct, 2) > 1", "+", "年度表", "total"),
        ("total(capital, 2) > 1", "capital", "年度表", "total"),
        ("total(income, 4) > 1", "income,", "只有3年", "2020、2021、2022"),
        ("total(income, 0) > 1", "0", "年数", "total"),
        ("total(income, capital) > 1", "capital", "年数", "total"),
        ("mean_growth(income, 3) > 1", "income", "只有3年", ""),
        ("each_year(income > 0, 4)", "income", "只有3年", ""),
        ("each_year(growth(income) > 0, 3)", "income", "只有3年", ""),
        ("each_year(legal, 2)", "legal", "没有年度表", "each_year"),
        ("each_year(income, 2)", "income", "这里要是或否", ""),
        ("share(direct) > 1", "share", "要2项", "share(part, whole)"),
    ],
)
def test_a_fault_is_told_at_its_place_with_a_way_out(text: str, place: str, problem: str, hint: str) -> None:
    found = problems(text)
    assert len(found) == 1, found
    assert problem in found[0].problem
    assert hint in found[0].hint
    offset = len(place) - len(place.lstrip(", "))
    assert found[0].position == text.index(place) + offset


def test_every_fault_is_told_in_the_order_of_the_text() -> None:
    found = problems("status = 'gone' AND incme > 1 OR foo(live_on + 1)")
    assert ["gone" in found[0].problem, "incme" in found[1].problem, "foo" in found[2].problem] == [True] * 3


def test_a_fault_inside_does_not_make_another_outside() -> None:
    assert len(problems("incme + 1 > 2 AND share(incme, income) > 1")) == 2


def test_tables_inside_each_year_end_in_the_same_years() -> None:
    names = {
        "a": Variable("a", Type.INTEGER, years=(2021, 2022)),
        "b": Variable("b", Type.INTEGER, years=(2020, 2021)),
    }
    found = check(parse("each_year(a > b, 2)"), Scope(names))[1]
    assert ["年份不同" in each.problem for each in found] == [True]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("1 + 2", Type.INTEGER),
        ("1 + 2.0", Type.DECIMAL),
        ("$least_share", Type.SHARE),
        ("$least_share * income", Type.DECIMAL),
        ("share(direct, income)", Type.RATIO),
        ("latest(staff)", Type.INTEGER),
        ("mean(staff, 2)", Type.DECIMAL),
        ("add_days(filed_on, 1)", Type.DATE),
        ("functions", Type.CHOICES),
        ("industry_section(industry)", Type.CHOICE),
        ("legal OR accident", Type.YES_NO),
    ],
)
def test_an_expression_has_a_type(text: str, type: Type) -> None:
    assert type_of(text) is type


def test_a_sum_keeps_the_unit_of_its_parts() -> None:
    assert problems("direct + indirect + 5 > income") == ()
    assert len(problems("direct + indirect > staff")) == 1


def test_what_an_expression_uses_is_told_once_and_in_order() -> None:
    term = parse("b = $q AND a = $p OR in_list(b, 'l') AND count_where(g, c)")
    assert names_in(term) == ("b", "a", "g", "c")
    assert parameters_in(term) == ("q", "p")
    assert lists_in(term) == ("l",)


def test_computed_names_are_put_in_place_again_and_again() -> None:
    scope = Scope(
        {
            "sum": Variable("sum", Type.DECIMAL, meaning=parse("a + b")),
            "part": Variable("part", Type.RATIO, meaning=parse("share(sum, whole)")),
        }
    )
    assert inlined(parse("NOT part >= 0.3 OR sum IN (1)"), scope) == parse(
        "NOT share(a + b, whole) >= 0.3 OR a + b IN (1)"
    )


def scope_of(**meanings: str) -> Scope:
    return Scope({name: Variable(name, Type.INTEGER, meaning=parse(text)) for name, text in meanings.items()})


def test_computed_names_that_grow_without_bound_are_a_fault_and_no_fall() -> None:
    doubling = {f"a{n}": f"a{n - 1} + a{n - 1}" for n in range(1, 40)} | {"a0": "1"}
    found = check(parse("a39 > 1"), scope_of(**doubling))[1]
    assert ["展开后太大" in each.problem for each in found] == [True]


def test_computed_names_that_circle_are_a_fault_and_no_fall() -> None:
    found = check(parse("a > 1"), scope_of(a="b + 1", b="a + 1"))[1]
    assert ["展开后太大" in each.problem for each in found] == [True]


def test_a_computed_name_is_not_taken_for_a_year_of_its_own() -> None:
    names = {"sum": Variable("sum", Type.DECIMAL, meaning=parse("income + 1")), **SCOPE.names}
    found = check(parse("each_year(sum > 0 AND income > 0, 2)"), Scope(names))[1]
    assert ["算出的字段" in each.problem for each in found] == [True]


def test_a_field_of_a_row_hides_a_computed_name_outside() -> None:
    group = Variable("g", Type.GROUP, fields={"a": Variable("a", Type.YES_NO)})
    outside = Variable("a", Type.YES_NO, meaning=parse("b"))
    term = parse("a AND count_where(g, a) > 1")
    assert inlined(term, Scope({"g": group, "a": outside})) == parse("b AND count_where(g, a) > 1")
