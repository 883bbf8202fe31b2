"""Broken lines are joined, what the writer parted stays apart."""

from linxuan.notice.lines import split, tight, width, without_page_marks
from tests.core.notice.read import addresses, own, reading

LONG = "申报主体应当在本市行政区域内依法登记并且具有独立法人资格，运营和财务"


def test_a_line_that_ran_to_the_margin_goes_on() -> None:
    notice = reading(f"关于申报的通知\n一、条件\n{LONG}\n状况良好。\n")
    assert own(notice, "一") == (f"{LONG}状况良好。",)


def test_blank_lines_between_all_lines_part_nothing() -> None:
    notice = reading(f"关于申报的通知\n\n一、条件\n\n{LONG}\n\n状况良好。\n")
    assert own(notice, "一") == (f"{LONG}状况良好。",)


def test_a_short_line_without_an_end_stands_alone() -> None:
    notice = reading(f"关于申报的通知\n一、条件\n共性条件\n{LONG}\n状况良好。\n")
    assert own(notice, "一") == ("共性条件", f"{LONG}状况良好。")


def test_an_indented_line_begins_a_paragraph() -> None:
    notice = reading(f"关于申报的通知\n一、条件\n　　{LONG}\n状况良好。\n　　{LONG}\n　　状况良好。\n")
    assert own(notice, "一") == (f"{LONG}状况良好。", LONG, "状况良好。")


def test_a_number_in_a_broken_line_is_no_clause_unless_its_neighbours_are_there() -> None:
    notice = reading(f"关于申报的通知\n一、条件\n{LONG}\n3.状况良好。\n二、其他。\n")
    assert addresses(notice) == ["前言", "一", "二"]
    assert own(notice, "一") == (f"{LONG}3.状况良好。",)


def test_a_number_after_a_full_line_is_a_clause_where_it_is_the_next() -> None:
    heading = "申报主体应当具备的基本条件和有关方面的特别要求以及推荐名额的分配"
    notice = reading(f"关于申报的通知\n一、{heading}\n（一）{LONG}\n状况良好。\n（二）满二年。\n")
    assert addresses(notice) == ["前言", "一", "一(一)", "一(二)"]


def test_a_list_after_a_comma_is_a_list() -> None:
    notice = reading("关于申报的通知\n一、材料：\n1.申报书，\n2.证明，\n3.照片。\n")
    assert addresses(notice) == ["前言", "一", "一1", "一2", "一3"]


def test_page_numbers_and_ruled_lines_belong_to_the_page() -> None:
    notice = reading(f"关于申报的通知\n一、条件\n{LONG}\n— 1 —\n\f状况良好。\n————————\n第2页 共3页\n")
    assert own(notice, "一") == (f"{LONG}状况良好。",)


def test_bare_page_numbers_are_known_by_their_order() -> None:
    page = [f"第{each}行的文字。" for each in "一二三四五六七八九十"]
    lines = split("\n".join([*page, "1", *page, "2", *page, "7"]))
    kept, left = without_page_marks(lines)
    assert [line.text for line in left] == ["1", "2"]
    assert kept[-1].text == "7"


def test_the_lines_of_a_spread_heading_are_as_wide_as_they_look() -> None:
    assert width("初 审 工 作 并 出 具") > width("初审工作并出具")
    assert width("（2023年 5月）") == width("（2023年5月）")


def test_the_spaces_of_the_scanner_are_taken_out() -> None:
    assert tight("自 2021年 1月 1日 起") == "自2021年1月1日起"
    assert tight("2 0 2 3 年 5 月") == "2023年5月"
    assert tight("示 \n范") == "示范"
    assert tight("制造业 GDP增长") == "制造业GDP增长"
    assert tight("到20\n23年") == "到2023年"


def test_spaces_that_mean_something_stay() -> None:
    assert tight("service oriented") == "service oriented"
    assert tight("service\noriented") == "service oriented"
    assert tight("GB 32100") == "GB 32100"
    assert tight("市工信局        市财政局") == "市工信局 市财政局"


def test_marks_without_width_and_controls_are_left_out() -> None:
    assert tight("\ufeff示\u200b范\x07企业\x1b") == "示范企业"


def test_a_bracket_that_was_left_open_is_closed_on_the_next_line() -> None:
    notice = reading("关于申报的通知\n一、条件。\n附件：1.申报书\n2.汇总表（区市\n县填报）\n（此件公开）\n")
    assert own(notice, "附件2") == ("汇总表（区市县填报）",)
    assert own(notice, "文末") == ("（此件公开）",)


def test_a_label_begins_a_line_of_its_own() -> None:
    notice = reading(
        f"关于申报的通知\n一、条件。\n监督电话：83601234（{LONG}）\n地址：人民路22号\n2024年3月1日\n"
    )
    assert own(notice, "文末")[1] == "地址：人民路22号"


def test_a_text_that_lost_its_lines_is_parted_at_its_numbers() -> None:
    inner = f"{LONG}状况良好。" * 4
    notice = reading(f"各区： 请申报。 一、条件 （一）{inner}（二）满二年。 二、程序 1.初审。2.推荐。")
    assert addresses(notice) == ["前言", "一", "一(一)", "一(二)", "二", "二1", "二2"]
    assert notice.by_address["一"].heading == "条件"


def test_numbers_inside_a_sentence_part_nothing() -> None:
    text = f"条件：（一）{LONG}；（二）{LONG}；（三）{LONG}；（四）{LONG}。"
    notice = reading(f"关于申报的通知\n一、{text}\n二、程序。\n")
    assert own(notice, "一") == (text,)
