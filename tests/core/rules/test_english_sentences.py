"""Sentences that are put together of parts read as English too: spaces, plurals, lists, what is wanting."""

from collections.abc import Iterator
from datetime import date

import pytest

from linxuan.language import speaking
from linxuan.rules.parse import parse
from linxuan.rules.phrasing import phrase
from linxuan.rules.telling.sentences import sentence
from linxuan.rules.terms import Value
from tests.core.rules.vocabulary import SCOPE, SETTLED, explained, latest, yearly

VALUES: dict[str, Value] = {
    "income": yearly(7000, 8000, 10000),
    "direct": latest(2000),
    "indirect": latest(740),
    "designated": 0,
    "filed_on": date(2023, 5, 15),
    "live_on": date(2022, 5, 16),
    "accident": True,
    "accident_on": date(2021, 1, 1),
    "legal": False,
    "status": "closed",
    "functions": ("a",),
    "industry": "6513",
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("share_at_least(direct + indirect, income, $least_share)",
         "(直接服务收入 + 间接服务收入) 2,740.00 万元 ÷ 营业收入 10,000.00 万元 = 27.40 %, below 30 %; 260.00 万元 short"),
        ("legal",
         "是否独立法人: no; has to be “yes”"),
        ("status IN ('active', 'halted')",
         "经营状态: 注销, which is not among 存续, 停业; has to be 存续 or 停业"),
        ("status NOT IN $unsound",
         "经营状态: 注销, which is among 注销, 停业; cannot be 注销 or 停业"),
        ("has_all(functions, ('a', 'b', 'c'))",
         "平台功能: 在线发布; still lacks 订单匹配, 生产管理"),
        ("has_any(functions, ('b', 'c'))",
         "平台功能: without 订单匹配, 生产管理; has to have 订单匹配 or 生产管理"),
        ("size(functions) >= 2",
         "平台功能 1 entry, below 2 entries; 1 entry short"),
        ("add_years(live_on, 1) <= filed_on",
         "平台正式投入运营日期 2022-05-16 plus 1 year is 2023-05-16, after 申报日 2023-05-15; has to be filed from 2023-05-16 on"),
        ("add_months(live_on, 2) <= filed_on",
         "平台正式投入运营日期 2022-05-16 plus 2 months is 2022-07-16, before 申报日 2023-05-15"),
        ("NOT accident OR NOT accident_on BETWEEN $since AND filed_on",
         ("是否发生过重大事故: yes; 最近一次重大事故日期 2021-01-01, between 2021-01-01 and 申报日 2023-05-15; "
         "“是否发生过重大事故” has to be “no”, or 最近一次重大事故日期 has to be 1 day earlier")),
        ("each_year(income >= 9000, 2)",
         "2021: 营业收入 8,000.00 万元, below 9,000 万元; 2021: 1,000.00 万元 short"),
        ("total(income, 3) >= 30000",
         "total of 营业收入 (last 3 years) 25,000.00 万元, below 30,000 万元; 5,000.00 万元 short"),
        ("growth(income) >= 0.30",
         "yearly growth of 营业收入 25.00 %, below 30 %; 2022 营业收入 is 400.00 万元 short"),
        ("industry_section(industry) = 'C'",
         ("industry section of 所属行业 6513: Information transmission, software and information technology services, "
         "which is not Manufacturing; has to be Manufacturing")),
        ("legal AND designated >= 2",
         "是否独立法人: no; 示范主体 0 个, below 2 个; “是否独立法人” has to be “yes”, and 示范主体 is 2 个 short"),
        ("capital > 1 AND centres > 1",
         "not known yet, still to fill in: 注册资本, 设计中心"),
    ],
)  # fmt: skip
def test_a_finding_is_told_in_english(text: str, told: str) -> None:
    assert explained(text, **VALUES).because == told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("legal AND (NOT accident OR capital > 5)",
         "是否独立法人 is “yes”, and (是否发生过重大事故 is “no”, or 注册资本 is above 5 万元)"),
        ("share_at_least(direct, income, $least_share)",
         "the share of 直接服务收入 in 营业收入 is at least 服务收入占比下限 (30 %)"),
        ("add_years(live_on, $least_years) <= filed_on",
         "平台正式投入运营日期 plus 运营年数下限 (2 years) is not after 申报日"),
        ("add_years(live_on, 1) <= filed_on",
         "平台正式投入运营日期 plus 1 year is not after 申报日"),
        ("status IN ('active', 'closed', 'halted')",
         "经营状态 is 存续, 注销 or 停业"),
        ("status NOT IN $unsound",
         "经营状态 is not 不良状态 (注销 or 停业)"),
        ("each_year(income > 0, 3)",
         "in each of the last 3 years 营业收入 is above 0 万元"),
        ("count_where(patents, granted) >= 1",
         "the number of 专利 where “是否授权 is “yes”” is at least 1 entry"),
        ("mean_growth(income, 2) >= 0.1",
         "mean yearly growth of 营业收入 (last 2 years) is at least 10 %"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_english(text: str, words: str) -> None:
    assert phrase(parse(text), SCOPE, SETTLED) == words


def test_a_label_that_ends_in_a_bracket_keeps_its_space() -> None:
    assert sentence("{left} is {right}", left="服务收入（含税）", right="甲")(()) == "服务收入（含税） is 甲"
