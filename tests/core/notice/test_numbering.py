"""The numbers at the front of clauses."""

import pytest

from linxuan.notice.numbering import chinese_number, number_of, read_lead
from tests.core.notice.read import addresses, own, reading


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一、总体要求", "一"),
        ("十 二、其他", "十二"),
        ("（一）范围", "(一)"),
        ("(二 )范围", "(二)"),
        ("〔三〕范围", "(三)"),
        ("㈣范围", "(四)"),
        ("1.条件", "1"),
        ("2．条件", "2"),
        ("３、条件", "3"),
        ("⒋条件", "4"),
        ("（1）条件", "(1)"),
        ("( 12)条件", "(12)"),
        ("⑸条件", "(5)"),
        ("6）条件", "6)"),
        ("⑦条件", "⑦"),
        ("第一条 为了", "第一条"),
        ("第十 二章 附则", "第十二章"),
        ("第3节 审核", "第3节"),
        ("　　（九）范围", "(九)"),
    ],
)
def test_a_number_is_read_whatever_its_width_and_spaces(text: str, label: str) -> None:
    lead = read_lead(text)
    assert lead is not None
    assert lead.label == label


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月15日前",
        "(2020)101号",
        "一、二、三等奖各一名",
        "（一）、（二）项所列",
        "第三条规定的程序",
        "第一章、第二章",
        "5、6月报送",
        "十年磨一剑",
        "010-58113937",
        "",
        "   ",
    ],
)
def test_words_that_only_look_like_a_number_are_words(text: str) -> None:
    assert read_lead(text) is None


@pytest.mark.parametrize("text", ["1.5倍以上", "3.15晚会", "—、条件", "l.条件"])
def test_what_may_be_words_as_well_is_doubtful(text: str) -> None:
    lead = read_lead(text)
    assert lead is not None
    assert lead.doubtful


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("一百零三", 103),
        ("二〇二三", 2023),
    ],
)
def test_a_chinese_numeral_has_its_value(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(
    ("label", "value"),
    [("一(二)2(1)", 1), ("第十二条", 12), ("三", 3), ("③", 3), ("2之2", 2), ("附件7", 7), ("前言", 0)],
)
def test_an_address_ends_with_its_number(label: str, value: int) -> None:
    assert number_of(label) == value


def test_the_levels_are_joined_to_addresses() -> None:
    notice = reading("""\
        关于申报的通知
        一、条件
        （一）企业
        1.基本条件
        （1）注册
        ①在本市注册。
        ②满一年。
        （2）纳税。
        2.专项条件。
        （二）平台。
        二、程序。
        """)
    assert addresses(notice) == [
        "前言",
        *("一", "一(一)", "一(一)1", "一(一)1(1)", "一(一)1(1)①", "一(一)1(1)②", "一(一)1(2)"),
        *("一(一)2", "一(二)", "二"),
    ]


def test_chapters_hold_articles_and_articles_their_points() -> None:
    notice = reading("""\
        某某认定办法
        第一章  总则
        第一条  为规范认定，制定本办法。
        第二章  条件
        第二条  申请人应当：
        （一）依法设立；
        （二）运营满二年。
        """)
    assert addresses(notice) == [
        *("前言", "第一章", "第一章第一条", "第二章", "第二章第二条"),
        *("第二章第二条(一)", "第二章第二条(二)"),
    ]
    assert notice.by_address["第一章"].heading == "总则"
    assert own(notice, "第二章第二条") == ("申请人应当：",)


def test_a_level_may_be_skipped_and_the_outer_one_comes_back() -> None:
    notice = reading("""\
        关于报送的通知
        一、材料
        1.申报书；
        2.证明。
        二、时间。
        """)
    assert addresses(notice) == ["前言", "一", "一1", "一2", "二"]


def test_decimal_numbers_are_not_written_twice() -> None:
    notice = reading("""\
        关于报送的通知
        1.材料
        1.1 申报书。
        1.2 证明。
        2.时间
        2.1 初审时间。
        2.2 终审时间。
        """)
    assert addresses(notice) == ["前言", "1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_a_number_that_comes_twice_gets_an_address_of_its_own() -> None:
    notice = reading("""\
        关于报送的通知
        一、材料。
        二、时间。
        二、地点。
        """)
    assert own(notice, "二") == ("时间。",)
    assert own(notice, "二之2") == ("地点。",)


@pytest.mark.parametrize("first", ["—、条件", "-、条件", "l、条件", "（—）条件", "(l)条件"])
def test_a_one_that_was_read_as_a_dash_or_a_letter_is_one_where_a_two_follows(first: str) -> None:
    second = first.translate({ord(each): "二" for each in "—-"} | {ord("l"): "2"})
    notice = reading(f"关于报送的通知\n{first}。\n{second}。\n")
    assert [clause.sentences for clause in notice.clauses[1:]] == [("条件。",), ("条件。",)]


def test_a_dash_that_no_two_follows_stays_a_dash() -> None:
    notice = reading("关于报送的通知\n请按时报送。\n—、条件。\n")
    assert addresses(notice) == ["前言"]
