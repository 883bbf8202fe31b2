"""The grades of a letter: read with a heading or without, every wrong line named, none lost."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.credit_code import check_character
from linxuan.evaluation.grade_lists import OnList, ReadGrades, read_grades


def credit_code(number: int) -> str:
    body = f"91210200{number:08d}0"
    return body + check_character(body)


GRADES = {"excellent": "优秀", "qualified": "合格", "basically_qualified": "基本合格"}
LISTED = tuple(
    OnList(number, f"示例重工{word}有限公司", credit_code(900 + number), (f"示例旧名{word}公司",))
    for number, word in enumerate("甲乙丙丁戊", start=1)
)
GONE = OnList(99, "示例退出装备有限公司", credit_code(999))


def read(text: str) -> ReadGrades:
    return read_grades(text, GRADES, LISTED, (GONE,))


def only_problem(text: str) -> str:
    found = read(text)
    assert len(found.faults) == 1
    return found.faults[0].problem


@pytest.mark.parametrize(
    "line",
    [
        "示例重工甲有限公司\t优秀",
        "示例重工甲有限公司,优秀",
        "示例重工甲有限公司，优秀",
        "示例重工甲有限公司  优秀",
        "1\t示例重工甲有限公司\texcellent",
        "1、 示例重工甲有限公司 优秀",
        f"{credit_code(901)}\t优秀",
        f"示例重工甲有限公司\t{credit_code(901).lower()}\t优秀",
        "示例旧名甲公司\t优秀",
        '"示例重工甲有限公司","优秀"',
    ],
)
def test_a_line_is_read_however_it_is_cut(line: str) -> None:
    found = read(line)

    assert [(one.entity.key, one.grade) for one in found.lines] == [(1, "excellent")]
    assert found.faults == ()
    assert [one.key for one in found.missing] == [2, 3, 4, 5]


def test_a_heading_says_which_column_is_which_and_others_are_passed_over() -> None:
    text = "序号\t等次\t所在地区\t企业名称\t得分（参考）\n1\t合格\t甘井子区\t示例重工乙有限公司\t86.5\n"

    (one,) = read(text).lines

    assert (one.line, one.entity.key, one.grade, one.score) == (2, 2, "qualified", Decimal("86.5"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("示例轻工己有限公司\t优秀", "名录里没有“示例轻工己有限公司”"),
        ("示例重工甲股份有限公司\t优秀", "是不是“示例重工甲有限公司”？"),
        ("示例退出装备有限公司\t优秀", "在名录里，但不在这一轮的填报名单里"),
        ("示例重工甲有限公司\t良好", "没有“良好”这个等次，可以是：优秀、合格、基本合格"),
        ("示例重工甲有限公司", "没有写等次"),
        ("\t优秀", "没有写是哪一家"),
        (f"示例重工乙有限公司\t{credit_code(901)}\t优秀", "代码是“示例重工甲有限公司”的"),
        ("名称\t代码\t信用代码\t等次\n示例重工甲有限公司\tx\t12345\t优秀", "不是18位统一社会信用代码"),
        ("名称\t等次\t得分\n示例重工甲有限公司\t优秀\t很高", "“得分”：参考分“很高”"),
        ("名称\t等次\t得分\n示例重工甲有限公司\t优秀\tNaN", "“得分”：参考分“NaN”"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(text: str, problem: str) -> None:
    assert problem in only_problem(text)


def test_who_stands_twice_is_told_at_both_lines_and_taken_at_none() -> None:
    found = read("示例重工甲有限公司\t优秀\n示例重工乙有限公司\t合格\n示例旧名甲公司\t合格")

    assert [(one.line, "第3行" in one.problem, "第1行" in one.problem) for one in found.faults] == [
        (1, True, False),
        (3, False, True),
    ]
    assert [one.line for one in found.lines] == [2]
    assert 1 not in {one.key for one in found.missing}


def test_two_titles_of_one_name_are_told_apart_by_their_full_name() -> None:
    two = (
        OnList(1, "某平台（示例公司）", names=("示例公司",)),
        OnList(2, "另一平台（示例公司）", names=("示例公司",)),
    )

    assert "名单里有2家" in read_grades("示例公司\t优秀", GRADES, two).faults[0].problem
    assert read_grades("另一平台（示例公司）\t优秀", GRADES, two).lines[0].entity.key == 2


def test_many_lines_are_refused_line_by_line() -> None:
    text = "\n".join(["示例重工甲有限公司\t优秀", *[""] * 4999, "示例重工乙有限公司\t优秀"])

    found = read(text)

    assert [one.line for one in found.lines] == [1]
    assert "超过5000行" in found.faults[0].problem


# ── laws ──

SEPARATORS = st.sampled_from(["\t", ",", "，", "  "])
GIVEN = st.dictionaries(st.sampled_from(LISTED), st.sampled_from(list(GRADES)), min_size=1)


@settings(deadline=None)
@given(GIVEN, SEPARATORS, st.data())
def test_a_letter_that_is_written_well_is_read_whole_in_any_order(
    given_: dict[OnList, str], separator: str, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(list(given_.items())))
    text = "\n".join(f"{one.name}{separator}{GRADES[grade]}" for one, grade in order)

    found = read(text)

    assert {one.entity: one.grade for one in found.lines} == given_
    assert found.faults == ()
    assert {one.key for one in found.missing} == {one.key for one in LISTED} - {one.key for one in given_}


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_line_with_a_word_is_lost_whatever_it_says(text: str) -> None:
    found = read(text)

    told = [*(one.line for one in found.lines), *(one.line for one in found.faults)]
    lines = enumerate(text.splitlines(), start=1)
    assert set(told) >= {number for number, line in lines if any(map(str.isalnum, line))}
    assert len(told) == len(set(told))
