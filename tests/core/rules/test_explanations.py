"""One sentence with the values, that says as much as a clerk would say."""

from datetime import date
from decimal import Decimal

import pytest

from linxuan.language import speaking
from linxuan.rules.explain import explain
from linxuan.rules.parse import parse
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.terms import Value
from tests.core.rules.vocabulary import SCOPE, explained, latest, record, yearly

SHARE = "share_at_least(direct + indirect, income, $least_share)"


def because(text: str, **values: Value | None) -> str:
    return explained(text, **values).because


def test_a_share_is_told_with_both_amounts_and_what_is_wanting() -> None:
    assert because(SHARE, direct=latest(2000), indirect=latest(740), income=latest(10000)) == (
        "（直接服务收入 + 间接服务收入）2,740.00 万元 ÷ 营业收入 10,000.00 万元 = 27.40 %，低于 30 %；还差 260.00 万元"
    )


def test_a_sum_that_a_computed_field_stands_for_is_called_by_its_label() -> None:
    service = Variable("service", Type.DECIMAL, "服务收入", "万元", meaning=parse("direct + indirect"))
    scope = Scope({**SCOPE.names, "service": service}, SCOPE.parameters, SCOPE.lists)
    values = {"direct": latest(2000), "indirect": latest(740), "income": latest(10000)}
    assert explain(parse(SHARE), record(**values), scope).because.startswith(
        "服务收入 2,740.00 万元 ÷ 营业收入"
    )


def test_a_share_on_the_bound_reaches_it_and_one_above_is_above() -> None:
    at_bound = {"direct": latest(3000), "indirect": latest(0), "income": latest(10000)}
    assert because(SHARE, **at_bound).endswith("= 30.00 %，达到 30 %")
    assert because(SHARE, **at_bound | {"direct": latest(3001)}).endswith("= 30.01 %，高于 30 %")


def test_a_share_just_under_the_bound_is_never_shown_as_the_bound() -> None:
    told = because(SHARE, direct=latest("2999.9999"), indirect=latest(0), income=latest(10000))
    assert told.endswith("= 29.999999 %，低于 30 %；还差 0.0001 万元")


def test_a_share_over_nothing_says_so() -> None:
    told = because(SHARE, direct=latest(0), indirect=latest(0), income=latest(0))
    assert told == "营业收入 0.00 万元，不大于零，算不出比重；营业收入须大于零"


def test_a_moved_day_is_told_with_where_it_falls() -> None:
    told = because(
        "add_years(live_on, $least_years) <= filed_on", live_on=date(2021, 5, 16), filed_on=date(2023, 5, 15)
    )
    assert told == (
        "平台正式投入运营日期 2021年5月16日加 2 年为 2023年5月16日，晚于申报日 2023年5月15日；2023年5月16日起申报才符合"
    )


VALUES: dict[str, Value] = {
    "income": yearly(0, 8000, 10000),
    "staff": {2022: 1200},
    "capital": Decimal("1234567.5"),
    "designated": 0,
    "filed_on": date(2023, 5, 15),
    "legal": True,
    "accident": True,
    "accident_on": date(2020, 12, 31),
    "status": "closed",
    "category": "other",
    "functions": ("a", "b"),
    "district": "990101",
    "industry": "6513",
    "patents": ({"granted": True}, {"granted": False}),
}


@pytest.mark.parametrize(
    ("text", "facts", "remedy"),
    [
        ("legal",
         "是否独立法人：是",
         ""),
        ("NOT legal",
         "是否独立法人：是",
         "须为“否”"),
        ("legal = TRUE",
         "是否独立法人：是",
         ""),
        ("legal = (designated >= 1)",
         "是否独立法人：是；示范主体 0 个，低于 1 个",
         "示范主体还差 1 个，或者“是否独立法人”须为“否”"),
        ("status = category",
         "经营状态：注销，不是申报类别（其他类）",
         "经营状态须与申报类别（其他类）相同"),
        ("status = status",
         "经营状态：注销，与经营状态（注销）相同",
         ""),
        ("legal = accident",
         "是否独立法人：是；是否发生过重大事故：是",
         ""),
        ("NOT accident OR accident_on < $since",
         "最近一次重大事故日期 2020年12月31日，早于 2021年1月1日",
         ""),
        ("NOT accident OR accident_on < DATE '2020-01-01'",
         "是否发生过重大事故：是；最近一次重大事故日期 2020年12月31日，晚于 2020年1月1日",
         "“是否发生过重大事故”须为“否”，或者最近一次重大事故日期须早 366 天"),
        ("legal AND status NOT IN $unsound",
         "经营状态：注销，属于注销、停业之列",
         "不能是注销、停业"),
        ("status NOT IN ('active')",
         "经营状态：注销",
         ""),
        ("status IN ('active', 'halted')",
         "经营状态：注销，不在存续、停业之列",
         "须为存续、停业之一"),
        ("status = 'active'",
         "经营状态：注销，不是存续",
         "须为存续"),
        ("'closed' = status",
         "经营状态：注销",
         ""),
        ("status <> 'closed'",
         "经营状态：注销",
         "不能是注销"),
        ("designated >= 1",
         "示范主体 0 个，低于 1 个",
         "还差 1 个"),
        ("1 <= designated",
         "示范主体 0 个，低于 1 个",
         "还差 1 个"),
        ("NOT designated >= 1",
         "示范主体 0 个，低于 1 个",
         ""),
        ("designated < 1",
         "示范主体 0 个，低于 1 个",
         ""),
        ("designated = 0",
         "示范主体 0 个，等于 0 个",
         ""),
        ("capital > 1000",
         "注册资本 1,234,567.50 万元，高于 1,000 万元",
         ""),
        ("capital BETWEEN 1 AND 1000",
         "注册资本 1,234,567.50 万元，不在 1 万元至 1,000 万元之间",
         "超出 1,233,567.50 万元"),
        ("capital - 1234567 > 1",
         "（注册资本 − 1,234,567）0.50 万元，低于 1 万元",
         "须多于 1 万元"),
        ("-capital < 0",
         "（−注册资本）-1,234,567.50 万元，低于 0 万元",
         ""),
        ("2 * (capital + 1) > 1",
         "（2 × （注册资本 + 1））2,469,137.00 万元，高于 1 万元",
         ""),
        ("staff >= 1000",
         "从业人数 1,200 人，高于 1,000 人",
         ""),
        ("filed_on = '2023-05-15'",
         "申报日 2023年5月15日，就是 2023年5月15日",
         ""),
        ("has_all(functions, ('a', 'b'))",
         "平台功能：在线发布、订单匹配",
         ""),
        ("has_all(functions, ('a', 'c'))",
         "平台功能：在线发布、订单匹配",
         "还缺生产管理"),
        ("has_any(functions, ('b', 'c'))",
         "平台功能：有订单匹配",
         ""),
        ("has_any(functions, ('c'))",
         "平台功能：没有生产管理",
         "还缺生产管理"),
        ("size(functions) >= 3",
         "平台功能 2 项，低于 3 项",
         "还差 1 项"),
        ("in_list(district, 'districts')",
         "所在地：甲区，在名单内",
         ""),
        ("NOT in_list(district, 'districts')",
         "所在地：甲区，在名单内",
         "不能在名单“districts”内"),
        ("starts_with(district, '9902')",
         "所在地 990101，不以“9902”开头",
         "须以“9902”开头"),
        ("industry_section(industry) = 'C'",
         "所属行业 6513 所属门类：信息传输、软件和信息技术服务业，不是制造业",
         "须为制造业"),
        ("total(income, 2) >= 20000",
         "营业收入近2年合计 18,000.00 万元，低于 20,000 万元",
         "还差 2,000.00 万元"),
        ("mean(income, 3) >= 6000",
         "营业收入近3年平均 6,000.00 万元，达到 6,000 万元",
         ""),
        ("mean(income, 3) > 6000.001",
         "营业收入近3年平均 6,000.00 万元，低于 6,000.001 万元",
         "须多于 6,000.001 万元"),
        ("growth(income) >= 0.3",
         "营业收入比上年增长 25.00 %，低于 30 %",
         "2022年营业收入还差 400.00 万元"),
        ("mean_growth(income, 2) >= 0.3",
         "营业收入的基数不大于零，算不出增长",
         "营业收入的基数须大于零"),
        ("each_year(income > 9000, 2)",
         "2021年营业收入 8,000.00 万元，低于 9,000 万元",
         "2021年须多于 9,000 万元"),
        ("each_year(income > 1 AND legal, 2)",
         "2022年营业收入 10,000.00 万元，高于 1 万元，是否独立法人：是；2021年营业收入 8,000.00 万元，高于 1 万元，是否独立法人：是",
         ""),
        ("compound_growth_at_least(income, 1, 0.25)",
         "营业收入1年间从 8,000.00 万元到 10,000.00 万元，年均复合增长达到 25 %",
         ""),
        ("compound_growth_at_least(income, 2, 0.25)",
         "营业收入的基数不大于零，算不出增长",
         "营业收入的基数须大于零"),
        ("count_where(patents, granted) >= 2",
         "专利中符合条件的有 1 项，低于 2 项",
         "还差 1 项"),
        ("share(income, income) BETWEEN 0.5 AND 1",
         "营业收入 10,000.00 万元 ÷ 营业收入 10,000.00 万元 = 100.00 %，在 50 % 至 100 % 之间",
         ""),
        ("TRUE",
         "不附条件",
         ""),
        ("FALSE AND legal",
         "不可能符合",
         ""),
        ("designated > 0",
         "示范主体 0 个，等于 0 个",
         "还差 1 个"),
        ("capital > 2000000 OR designated >= 2",
         "注册资本 1,234,567.50 万元，低于 2,000,000 万元；示范主体 0 个，低于 2 个",
         "注册资本须多于 2,000,000 万元，或者示范主体还差 2 个"),
        ("legal AND NOT accident AND status = 'active' AND designated >= 1",
         "是否发生过重大事故：是；经营状态：注销，不是存续；示范主体 0 个，低于 1 个",
         "“是否发生过重大事故”须为“否”，并且经营状态须为存续，并且示范主体还差 1 个"),
        ("NOT has_any(functions, ('a','b'))",
         "平台功能：有在线发布、订单匹配",
         "不能有在线发布、订单匹配"),
        ("NOT has_all(functions, ('a','b'))",
         "平台功能：在线发布、订单匹配",
         "不能同时有在线发布、订单匹配"),
        ("has_any(functions, ('c', 'a')) AND has_all(functions, ('c'))",
         "平台功能：在线发布、订单匹配",
         "还缺生产管理"),
        ("status IN ('active')",
         "经营状态：注销，不在存续之列",
         "须为存续"),
        ("designated BETWEEN 1 AND 3",
         "示范主体 0 个，不在 1 个至 3 个之间",
         "还差 1 个"),
        ("NOT capital BETWEEN 1 AND 2000000",
         "注册资本 1,234,567.50 万元，在 1 万元至 2,000,000 万元之间",
         "注册资本须少于 1 万元，或者注册资本须多于 2,000,000 万元"),
        ("capital <= 1000000",
         "注册资本 1,234,567.50 万元，高于 1,000,000 万元",
         "超出 234,567.50 万元"),
        ("capital < 1000000",
         "注册资本 1,234,567.50 万元，高于 1,000,000 万元",
         "须少于 1,000,000 万元"),
        ("capital = 5",
         "注册资本 1,234,567.50 万元，高于 5 万元",
         "须等于 5 万元"),
        ("designated <> 0",
         "示范主体 0 个，等于 0 个",
         "不能等于 0 个"),
        ("NOT staff >= 1200",
         "从业人数 1,200 人，达到 1,200 人",
         "超出 1 人"),
        ("staff > 1200",
         "从业人数 1,200 人，等于 1,200 人",
         "还差 1 人"),
        ("staff < 1200",
         "从业人数 1,200 人，等于 1,200 人",
         "超出 1 人"),
        ("filed_on <= DATE '2023-05-01'",
         "申报日 2023年5月15日，晚于 2023年5月1日",
         "须早 14 天"),
        ("filed_on >= DATE '2023-06-01'",
         "申报日 2023年5月15日，早于 2023年6月1日",
         "2023年6月1日起申报才符合"),
        ("accident_on > filed_on",
         "最近一次重大事故日期 2020年12月31日，早于申报日 2023年5月15日",
         "须晚 866 天"),
        ("filed_on > '2023-05-15'",
         "申报日 2023年5月15日，就是 2023年5月15日",
         "2023年5月16日起申报才符合"),
        ("accident_on >= DATE '2021-01-01'",
         "最近一次重大事故日期 2020年12月31日，早于 2021年1月1日",
         "须晚 1 天"),
        ("accident_on = DATE '2021-01-01'",
         "最近一次重大事故日期 2020年12月31日，早于 2021年1月1日",
         "须为 2021年1月1日"),
        ("NOT (accident AND accident_on BETWEEN DATE '2020-01-01' AND filed_on)",
         "是否发生过重大事故：是；最近一次重大事故日期 2020年12月31日，在 2020年1月1日至申报日 2023年5月15日之间",
         "“是否发生过重大事故”须为“否”，或者最近一次重大事故日期须早 366 天"),
        ("share(capital, income) < 0.5",
         "注册资本 1,234,567.50 万元 ÷ 营业收入 10,000.00 万元 = 12,345.68 %，高于 50 %",
         "注册资本须少于 5,000.00 万元"),
        ("share(capital, income) <= 0.5",
         "注册资本 1,234,567.50 万元 ÷ 营业收入 10,000.00 万元 = 12,345.68 %，高于 50 %",
         "超出 1,229,567.50 万元"),
        ("share(income, capital) > 0.5",
         "营业收入 10,000.00 万元 ÷ 注册资本 1,234,567.50 万元 = 0.81 %，低于 50 %",
         "营业收入须多于 617,283.75 万元"),
        ("share(income, income) < 0.5",
         "营业收入 10,000.00 万元 ÷ 营业收入 10,000.00 万元 = 100.00 %，高于 50 %",
         "营业收入 ÷ 营业收入须低于 50 %"),
        ("income > 2 * income",
         "营业收入 10,000.00 万元，低于（2 × 营业收入）20,000.00 万元",
         "营业收入须高于 2 × 营业收入"),
        ("share(staff, staff + 1) >= 1",
         "从业人数 1,200 人 ÷ （从业人数 + 1）1,201 人 = 99.92 %，低于 100 %",
         "从业人数 ÷ （从业人数 + 1）须不低于 100 %"),
        ("NOT starts_with(district, '99')",
         "所在地 990101，以“99”开头",
         "不能以“99”开头"),
        ("compound_growth_at_least(income, 1, 0.3)",
         "营业收入1年间从 8,000.00 万元到 10,000.00 万元，年均复合增长低于 30 %",
         "2022年营业收入还差 400.00 万元"),
        ("each_year(income > 9000 AND accident = FALSE, 2)",
         "2022年是否发生过重大事故：是；2021年营业收入 8,000.00 万元，低于 9,000 万元，是否发生过重大事故：是",
         "2022年“是否发生过重大事故”须为“否”，并且2021年营业收入须多于 9,000 万元，并且2021年“是否发生过重大事故”须为“否”"),
        ("NOT each_year(income > 1, 2)",
         "2022年营业收入 10,000.00 万元，高于 1 万元；2021年营业收入 8,000.00 万元，高于 1 万元",
         "2022年营业收入超出 9,999.00 万元，或者2021年营业收入超出 7,999.00 万元"),
        ("FALSE OR designated >= 1",
         "示范主体 0 个，低于 1 个",
         "还差 1 个"),
    ],
)  # fmt: skip
def test_a_known_outcome_is_told_with_its_values_and_what_would_make_it_hold(
    text: str, facts: str, remedy: str
) -> None:
    explanation = explained(text, **VALUES)
    assert (explanation.facts, explanation.remedy) == (facts, remedy)
    assert explanation.missing == ()


def test_of_branches_for_several_choices_only_the_chosen_one_is_told() -> None:
    text = """category = 'sharing' AND has_all(functions, ('a', 'b'))
           OR category = 'other' AND has_all(functions, ('b', 'c'))"""
    assert because(text, category="other", functions=("b",)) == "平台功能：订单匹配；还缺生产管理"
    assert because(text, category="sharing", functions=("b",)) == "平台功能：订单匹配；还缺在线发布"
    assert (
        because(text, category="sharing", functions=("a", "b"))
        == "申报类别：共享制造类；平台功能：在线发布、订单匹配"
    )


def test_a_range_that_one_bound_refutes_is_told_by_that_bound() -> None:
    assert because("centres BETWEEN designated AND 0", centres=1) == "设计中心 1 个，高于 0 个；超出 1 个"


def test_what_decides_twice_is_told_once() -> None:
    assert because("legal AND legal", legal=True) == "是否独立法人：是"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("legal AND capital > 1", "尚不清楚：还没有填是否独立法人、注册资本"),
        ("total(income, 3) > 1", "尚不清楚：没有填全营业收入"),
        ("count_where(patents, granted_on < filed_on) > 1", "尚不清楚：没有填全专利"),
        ("industry_section(industry) = 'C'", "尚不清楚：所属行业的答案用不上，请核对"),
        (
            "industry_section(industry) = 'C' OR legal",
            "尚不清楚：还没有填是否独立法人，所属行业的答案用不上，请核对",
        ),
    ],
)
def test_an_unknown_outcome_tells_what_to_fill_in(text: str, told: str) -> None:
    values = {
        "income": latest(1),
        "patents": ({"granted": True},),
        "industry": "9999",
        "filed_on": date(2023, 1, 1),
    }
    assert because(text, **values) == told


def test_a_parameter_that_is_not_settled_is_told_and_no_answer_is_asked_for() -> None:
    explanation = explain(parse("capital > $least_share"), Record({"capital": Decimal(1)}), SCOPE)
    assert explanation.because == "尚不清楚：所用的参数还不能确定"
    assert explanation.missing == ()


def test_no_sentence_shows_an_id_or_none() -> None:
    for text in ("legal", "status IN ('active')", "designated >= 1", SHARE):
        for values in ({}, VALUES):
            told = because(text, **values)
            assert "None" not in told
            assert not set(told) & set("abcdefghijklmnopqrstuvwxyz_")


def values_of(text: str, **values: Value | None) -> list[tuple[str, ...]]:
    return [tuple(each) for each in explained(text, **values).values]


def test_the_values_of_a_sentence_are_listed_in_its_order() -> None:
    shares = {"direct": latest(2000), "indirect": latest(740), "income": latest(10000)}
    assert values_of(SHARE, **shares) == [
        ("direct + indirect", "直接服务收入 + 间接服务收入", "2,740.00", "万元"),
        ("income", "营业收入", "10,000.00", "万元"),
        ("share(direct + indirect, income)", "（直接服务收入 + 间接服务收入） ÷ 营业收入", "27.40", "%"),
        ("least_share", "服务收入占比下限", "30", "%"),
    ]
    assert values_of(
        "add_years(live_on, $least_years) <= filed_on", live_on=date(2021, 5, 16), filed_on=date(2023, 5, 15)
    ) == [
        ("live_on", "平台正式投入运营日期", "2021年5月16日", ""),
        ("least_years", "运营年数下限", "2", "年"),
        ("filed_on", "申报日", "2023年5月15日", ""),
    ]
    assert values_of("legal AND status = 'active'", legal=True, status="active") == [
        ("legal", "是否独立法人", "是", ""),
        ("status", "经营状态", "存续", ""),
    ]


def test_a_value_that_decides_twice_is_listed_once() -> None:
    assert len(values_of("capital > 1 AND capital > 2", capital=Decimal(3))) == 1


def test_what_is_not_known_has_neither_values_nor_a_remedy() -> None:
    unknown = explained("legal AND capital > 1", legal=True)
    assert (unknown.remedy, unknown.values, unknown.missing) == ("", (), ("capital",))


def test_a_sentence_can_be_asked_for_in_another_language() -> None:
    with speaking("en"):
        assert because("legal", legal=True)


def test_a_value_that_two_years_share_is_told_once() -> None:
    found = explained("compound_growth_at_least(income, 1, 0)", income=yearly("1", "5", "5"))

    assert [each.value for each in found.values] == ["5.00"]
