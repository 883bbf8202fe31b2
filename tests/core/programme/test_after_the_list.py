"""What a package says of grades that are computed, of standings and of terms: its slips are told with their place."""

from datetime import date

import pytest

from linxuan.programme import lookup
from linxuan.programme.definition import Length
from linxuan.programme.differences import differences
from linxuan.programme.reading import read_files, read_with_errors
from tests.core.evaluation.centres import CALL, FILES, READING, changed
from tests.core.programme.packages import Files, line_of


def faults(*pairs: tuple[str, str]) -> dict[str, tuple[int, str, str]]:
    """What is wrong with the package with some words replaced: line, problem and hint by place."""
    files = changed(*pairs)
    return {
        each.place: (each.line, each.problem, each.hint) for each in read_with_errors(files, "centre-2025")[1]
    }


def after(header: str, *lines: str) -> tuple[str, str]:
    return header, "\n".join([header, *lines, READING.strip()])


@pytest.mark.parametrize(
    ("place", "pair", "words"),
    [
        ("grade.good.from", ("from = 65", "from = 90"), "分数线不低于上一等“优秀”"),
        ("grade.good.from", ("from = 65", 'from = "65分"'), "要写数字"),
        ("grade.good", ("from = 65\n", ""), "谁也到不了"),
        ("grade.failed.from", ("[grade.failed]", "[grade.failed]\nfrom = 10"), "最低的等次"),
        ("grade.failed.at_most", after("[grade.failed]", 'at_most = "0.5"'), "最低的等次"),
        ("grade.excellent.at_most", after("[grade.excellent]", 'at_most = "20%"'), "要写数字"),
        ("grade.excellent.at_most", after("[grade.excellent]", "at_most = 1"), "大于 0、小于 1"),
        ("grade.excellent.at_most", ("[grade.excellent]", '[grade.excellent]\nat_most = "0.20"'), "不在引文"),
        ("grade.good.from", ("from = 65", "from = 66"), "“66”不在引文"),
        ("grade.failed.not_filed", ("[grade.good]", "[grade.good]\nnot_filed = true"), "“良好”已经写了 not_filed"),
        ("grade.failed.lowest", ("[grade.failed]", '[grade.failed]\nlowest = "0.1"'), "不在引文"),
        ("grade.failed.forced_when", ("research_staff <", "reserch_staff <"), "没有"),
        ("grade.failed.forced_when", ("research_staff < $staff_min", "research_staff"), "是或否"),
        ("grade.failed.forced_when", ("research_staff <", "is_legal_person OR research_staff <"), "不在“2025年评价”的申报书上"),
        ("round.biennial-2025", ('score  = "assessed_points"\n', ""), "缺少“score”"),
        ("round.biennial-2025.score", ('"assessed_points"', '"assesed_points"'), "没有评分表"),
        ("round.biennial-2025.score", ('"assessed_points"', '"name"'), "没有评分表"),
        ("round.biennial-2025.score", ('graded = "computed"', 'graded = "recorded"'), "用不到 score"),
        ("grade.failed.forced_when", ('graded = "computed"', 'graded = "recorded"'), "用不到 forced_when"),
        ("round.biennial-2025.every", ('every  = "2y"', 'every  = "6m"'), "至少一年"),
        ("round.biennial-2025.every", ('every  = "2y"', 'every  = "two"'), "要写多久"),
        ("standing.basic.within", ('else     = "revoke"\n', ""), "else"),
        ("standing.basic.within", ('within   = "1y"', 'within   = "one"'), "要写多久"),
        ("standing.basic.within", ('within   = "1y"', 'within   = "2y"'), "“2”不在引文"),
        ("standing.basic.else", ('else     = "revoke"', 'else     = "rectify"'), "不能写"),
        ("standing.failed.ban", ('leads_to   = "revoke"\nban        = "3y"', 'leads_to   = "ask"\nban        = "3y"'), "这里不取消"),
        ("standing.failed.ban", ('ban        = "3y"', 'ban        = "0y"'), "要写多久"),
        ("standing.failed.ban", ('ban        = "3y"', 'ban        = "5y"'), "“5”不在引文"),
        ("standing.failed.office_ban.office", ('{ office = "city"', '{ office = "town"'), "没有 [office.town]"),
        ("standing.failed.office_ban", (', length = "1y"', ""), "缺少“length”"),
        ("standing.basic-twice.within", ("consecutive = 2", 'consecutive = 2\nwithin = "1y"\nelse = "ask"'), "只有 rectify"),
        ("standing.among-the-last.lowest", ('lowest      = "0.05"', 'lowest      = "0.04"'), "不在引文"),
        ("standing.among-the-last", ('lowest      = "0.05"', 'lowest      = "0.05"\ngrades = ["basic"]'), "现有2个"),
        ("title.centre", ('tracks = ["centre"]\n', ""), "谁持有"),
        ("title.centre.valid", ('tracks = ["centre"]\n', 'list = "cities"\n'), "valid_from"),
        ("title.centre.valid", ('valid  = "4y"', 'valid  = "5y"'), "“5”不在引文"),
        ("title.centre.tracks", ('tracks = ["centre"]', 'tracks = ["center"]'), "没有 [track.center]"),
    ],
)  # fmt: skip
def test_a_slip_is_told_at_its_place_with_its_line(place: str, pair: tuple[str, str], words: str) -> None:
    line, problem, hint = faults(pair)[place]

    assert words in f"{problem} {hint}"
    assert line > 1


def test_a_fault_stands_at_the_line_of_its_key() -> None:
    pair = ("from = 65", "from = 90")

    assert faults(pair)["grade.good.from"][0] == line_of(
        changed(pair), "call.toml", 'from = 90\ncite = "二(二)#1 65分'
    )


def test_a_boundary_that_no_points_add_up_to_is_told() -> None:
    sheet = """[score.sheet]
for    = ["biennial-2025"]
source = "authority"
why    = "虚构"
[score.sheet.item.people]
measure = "research_staff"
bands   = [{ from = 400, points = 89 }, { from = 200, points = 65 }]

[grade.excellent]"""
    found = faults(('score  = "assessed_points"', 'score  = "sheet"'), ("[grade.excellent]", sheet))

    assert found["grade.excellent.from"][1] == "最多只能得 89 分，达不到 90 分"
    assert "grade.good.from" not in found


def test_a_rule_that_counts_rounds_of_different_lengths_has_to_be_split() -> None:
    more = """[round.yearly]
name   = "每年一次"
year   = 2025
tracks = ["centre"]
form   = "report"
source = "authority"
why    = "虚构"

[grade.excellent]"""
    found = faults(("[grade.excellent]", more))

    assert "间隔不同（1、2 年）" in found["standing.basic-twice.consecutive"][1]


def test_a_track_is_designated_for_one_title() -> None:
    title = '[title.other]\nname = "又一个"\ntracks = ["centre"]\nsource = "authority"\nwhy = "虚构"\n\n[rule.legal-person]'

    assert "已是“企业技术中心”" in faults(("[rule.legal-person]", title))["title.other.tracks"][1]


def test_whom_this_call_designates_cannot_be_asked_for_while_it_runs() -> None:
    found = faults(('holds = "is_legal_person"', "holds = \"has_title('centre')\""))

    assert "没有称号“centre”" in found["rule.legal-person.holds"][1]


def test_a_title_of_this_call_expires_after_its_term() -> None:
    title = lookup.designated_title(CALL, "centre")

    assert title is not None
    assert (title.valid, title.list) == (Length(4, "y"), "")
    assert lookup.expires_on(CALL, "centre", date(2025, 6, 1)) == date(2029, 6, 1)
    assert lookup.expires_on(CALL, "centre", date(2024, 2, 29)) == date(2028, 2, 29)


def test_a_title_without_a_term_does_not_expire() -> None:
    call = read_files(changed(('valid  = "4y"\n', "")), "centre-2025")

    assert lookup.expires_on(call, "centre", date(2025, 6, 1)) is None


@pytest.mark.parametrize(
    ("length", "day", "expected"),
    [
        (Length(1, "y"), date(2024, 2, 29), date(2025, 2, 28)),
        (Length(6, "m"), date(2024, 8, 31), date(2025, 2, 28)),
        (Length(90, "d"), date(2024, 12, 31), date(2025, 3, 31)),
        (Length(999, "y"), date(2024, 1, 1), date(2199, 12, 31)),
    ],
)
def test_a_length_of_time_is_one_of_the_calendar(length: Length, day: date, expected: date) -> None:
    assert length.after(day) == expected


def test_a_changed_length_is_told_as_it_is_written() -> None:
    files: Files = changed(('ban        = "3y"', 'ban        = "3m"'))
    (found,) = differences(CALL, read_files(files, "centre-2025"))

    assert [(each.key, each.before, each.after) for each in found.keys] == [("ban", "3y", "3m")]


def test_the_package_says_how_its_grades_are_reached() -> None:
    grades = lookup.grades_of(CALL, "biennial-2025")

    assert [grade.least for grade in grades] == [90, 65, 60, None]
    assert CALL.rounds["biennial-2025"].every == 2
    assert b"lowest" in FILES["call.toml"]
