"""A condition in words, without values: what an applicant is asked."""

import pytest
from hypothesis import given, settings

from linxuan.rules.parse import parse
from linxuan.rules.phrasing import phrase
from linxuan.rules.scope import Scope, Type, Variable
from tests.core.rules.vocabulary import SCOPE, SETTLED
from tests.core.rules.writing import conditions


def said(text: str) -> str:
    return phrase(parse(text), SCOPE, SETTLED)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("legal", "是否独立法人为“是”"),
        ("NOT legal", "是否独立法人为“否”"),
        ("legal = accident", "“是否独立法人为“是””与“是否发生过重大事故为“是””同真同假"),
        ("NOT (legal AND accident)", "是否独立法人为“否”，或者是否发生过重大事故为“否”"),
        ("legal AND (accident OR capital > 5)",
         "是否独立法人为“是”，并且（是否发生过重大事故为“是”，或者注册资本高于 5 万元）"),
        ("share_at_least(direct, income, $least_share)", "直接服务收入占营业收入的比重不低于服务收入占比下限（30 %）"),
        ("share(direct + indirect, income) < 0.25", "（直接服务收入 + 间接服务收入）占营业收入的比重低于 25 %"),
        ("share(direct, income) < 0.25", "直接服务收入占营业收入的比重低于 25 %"),
        ("growth(income) >= 0.1", "营业收入比上年增长不低于 10 %"),
        ("mean_growth(income, 2) >= 0.1", "营业收入近2年平均增长不低于 10 %"),
        ("compound_growth_at_least(income, 2, 0.1)", "营业收入近2年年均复合增长不低于 10 %"),
        ("each_year(income > 0, 3)", "近3年每年营业收入高于 0 万元"),
        ("total(income, 3) >= 100", "营业收入近3年合计不低于 100 万元"),
        ("2 * (capital + 1) > 1", "2 × （注册资本 + 1）高于 1 万元"),
        ("add_years(live_on, $least_years) <= filed_on",
         "平台正式投入运营日期加运营年数下限（2 年）不晚于申报日"),
        ("accident_on < $since", "最近一次重大事故日期早于事故起算日（2021年1月1日）"),
        ("NOT accident_on BETWEEN $since AND filed_on",
         "最近一次重大事故日期不在事故起算日（2021年1月1日）至申报日之间"),
        ("status NOT IN $unsound", "经营状态不是不良状态（注销、停业）"),
        ("status IN ('active', 'halted')", "经营状态是存续或停业之一"),
        ("status = 'active'", "经营状态是存续"),
        ("in_list(district, 'districts')", "所在地在名单“districts”内"),
        ("starts_with(district, '99')", "所在地以“99”开头"),
        ("has_all(functions, ('a', 'b'))", "平台功能包括在线发布、订单匹配"),
        ("NOT has_any(functions, ('a', 'b'))", "平台功能没有在线发布、订单匹配中的任何一项"),
        ("size(functions) >= 2", "平台功能的项数不低于 2 项"),
        ("count_where(patents, granted) >= 1", "专利中“是否授权为“是””的行数不低于 1 项"),
        ("industry_section(industry) = 'C'", "所属行业所属的门类是制造业"),
        ("TRUE", "不附条件"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(text: str, words: str) -> None:
    assert said(text) == words


def test_what_is_computed_is_said_with_what_it_is_computed_from() -> None:
    service = Variable("service", Type.DECIMAL, "服务收入", "万元", meaning=parse("direct + indirect"))
    scope = Scope({**SCOPE.names, "service": service}, SCOPE.parameters, SCOPE.lists)
    words = "服务收入（直接服务收入 + 间接服务收入）占营业收入的比重不低于服务收入占比下限（30 %）"
    for part in ("service", "direct + indirect"):
        assert phrase(parse(f"share_at_least({part}, income, $least_share)"), scope, SETTLED) == words


@given(text=conditions)
@settings(max_examples=100, deadline=None)
def test_every_condition_can_be_said(text: str) -> None:
    assert "None" not in said(text)
    assert said(text).strip("，（）")
