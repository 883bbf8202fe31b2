"""Grades that a programme says how to compute, each with its reason."""

from decimal import Decimal
from typing import Any

import pytest

from linxuan.errors import BadInput
from linxuan.evaluation import Decided, Graded, Report, Tie, grade_all
from linxuan.programme.reading import read_files
from tests.core.evaluation.centres import CALL, FILES, READING, ROUND, SHARES, changed, filed, with_shares
from tests.core.programme.packages import DALIAN, only_error

LAST = 'lowest = "0.10"'


def graded(*reports: Report, call: Any = CALL) -> tuple[Graded, ...]:
    return grade_all(call, ROUND, reports)


def grades(*reports: Report, call: Any = CALL) -> list[str]:
    return [each.grade for each in graded(*reports, call=call)]


def test_a_score_on_a_boundary_is_in_the_better_grade_and_says_so() -> None:
    (found,) = graded(filed("甲", 90))

    assert (found.grade, found.by, found.clause, found.score) == ("excellent", "from", "二(二)", Decimal(90))
    assert found.because == "得分90，达到“优秀”的90分。"


def test_a_score_below_every_boundary_gets_what_is_left() -> None:
    (found,) = graded(filed("甲", "59.99"))

    assert (found.grade, found.because) == ("failed", "得分59.99，不到“基本合格”的60分，等次为“不合格”。")


def test_a_condition_forces_a_grade_whatever_the_score_and_tells_its_number() -> None:
    (found,) = graded(filed("甲", 95, staff=149))

    assert (found.grade, found.by) == ("failed", "forced_when")
    assert "149 人" in found.because
    assert "不论得分（95分）" in found.because


def test_silence_gets_the_grade_of_silence() -> None:
    (found,) = graded(Report("甲", filed=False))

    assert (found.grade, found.by, found.because) == ("failed", "not_filed", "没有填报，等次为“不合格”。")


def test_silence_gets_no_grade_where_the_programme_does_not_say() -> None:
    call = read_files(changed(("not_filed   = true\n", "")), "centre-2025")
    (found,) = graded(Report("甲", filed=False), call=call)

    assert (found.grade, found.choices, found.by) == ("", (), "")
    assert found.because == "没有填报，没有规定由此得到哪个等次。"


def test_who_may_still_file_has_no_grade_yet() -> None:
    (found,) = graded(Report("甲", filed=None))

    assert found.grade == ""
    assert found.choices == ("excellent", "good", "basic", "failed")


def test_without_a_score_there_is_no_grade_but_what_it_waits_for() -> None:
    (found,) = graded(filed("甲", None))

    assert (found.grade, found.missing) == ("", ("assessed_points",))
    assert found.because == "还没有得分：缺评价得分；等次还不能确定，可能是优秀、良好、基本合格、不合格。"


def test_an_open_condition_leaves_only_the_grades_that_are_still_possible() -> None:
    (found,) = graded(filed("甲", 92, staff=None))

    assert (found.grade, found.choices, found.missing) == ("", ("excellent", "failed"), ("research_staff",))


def test_what_is_open_does_not_matter_where_every_way_leads_to_one_grade() -> None:
    (found,) = graded(filed("甲", 50, staff=None))

    assert (found.grade, found.missing, found.choices) == ("failed", (), ())


def test_the_worst_of_several_forced_grades_wins() -> None:
    forced = ("[grade.basic]\n", '[grade.basic]\nforced_when = "research_staff < 300"\n')
    call = read_files(changed(forced), "centre-2025")

    assert grades(filed("甲", 95, staff=299), filed("乙", 95, staff=149), call=call) == ["basic", "failed"]


def test_a_better_forced_grade_is_open_while_a_worse_one_may_still_be_forced() -> None:
    forced = ("[grade.good]\n", '[grade.good]\nforced_when = "is_legal_person"\n')
    files = changed(forced)
    files["forms/report.toml"] = files["forms/report.toml"].replace(
        b'["research_staff"]', b'["research_staff", "is_legal_person"]'
    )
    call = read_files(files, "centre-2025")
    (found,) = graded(Report("甲", {"is_legal_person": True}, score=Decimal(95)), call=call)

    assert (found.grade, found.choices) == ("", ("good", "failed"))


def test_a_score_sheet_adds_up_what_was_filed() -> None:
    sheet = """
[score.sheet]
name   = "评分表"
for    = ["biennial-2025"]
source = "authority"
why    = "虚构"
[score.sheet.item.people]
measure = "research_staff"
bands   = [{ from = 400, points = 90 }, { from = 200, points = 65 }]
"""
    files = changed(
        ('score  = "assessed_points"', 'score  = "sheet"'),
        ("[grade.excellent]", f"{sheet}\n[grade.excellent]"),
    )
    call = read_files(files, "centre-2025")
    reports = [Report(str(staff), {"research_staff": staff}) for staff in (400, 399, 199)]

    assert grades(*reports, Report("丁"), call=call) == ["excellent", "good", "failed", ""]


def test_a_round_whose_grades_are_recorded_computes_none() -> None:
    with pytest.raises(BadInput, match="不是算出来的"):
        grade_all(read_files(DALIAN, "dalian-2023"), "evaluation-2023", [])


# ── shares of all ──


def test_no_more_than_the_share_get_the_best_grade_and_the_next_get_the_next() -> None:
    reports = [filed(str(score), score) for score in (99, 98, 97, 80, 79, 78, 77, 76, 75, 74)]
    found = graded(*reports, call=with_shares())

    assert [each.grade for each in found[:4]] == ["excellent", "excellent", "good", "good"]
    assert found[2].by == "at_most"
    assert found[2].because == (
        "得分97，达到“优秀”的90分；排第3，“优秀”至多2家（10家的20 %），归入下一等；排第1，在至多5家（10家的50 %）“良好”之内。"
    )


def test_a_share_is_rounded_down_so_that_it_is_never_exceeded() -> None:
    nine = [filed(str(score), score) for score in range(90, 99)]

    assert grades(*nine, call=with_shares()).count("excellent") == 1
    assert "excellent" not in grades(*nine[:4], call=with_shares())


def test_a_tie_across_the_line_is_a_persons() -> None:
    reports = [filed("甲", 99), filed("乙", 95), filed("丙", 95), *(filed(str(n), 70 + n) for n in range(7))]
    found = graded(*reports, call=with_shares())

    assert [each.grade for each in found[:3]] == ["excellent", "", ""]
    assert [each.is_tied for each in found[:3]] == [False, True, True]
    assert found[1].choices == ("excellent", "good")
    assert "与另外1家同分" in found[1].because
    assert found[1].because.endswith("由人判断：优秀、良好。")


def test_a_tie_names_its_line_who_is_in_it_and_how_many_have_room() -> None:
    reports = [filed(name, 95) for name in "乙甲丙丁"]
    reports += [filed(str(n), 70 + n) for n in range(6)]

    first = graded(*reports, call=with_shares())[0]

    assert first.tie == Tie("excellent", "at_most", ("丁", "丙", "乙", "甲"), 2)


def test_what_a_person_said_of_a_tie_settles_it_with_the_reason() -> None:
    reports = [filed("甲", 99), filed("乙", 95), filed("丙", 95), *(filed(str(n), 70 + n) for n in range(7))]
    said = Decided("excellent", "at_most", frozenset("乙丙"), frozenset("丙"), "研发投入较高")

    found = grade_all(with_shares(), ROUND, reports, decided=[said])

    assert [each.grade for each in found[:3]] == ["excellent", "good", "excellent"]
    assert (found[1].by, found[2].by) == ("at_most", "from")
    assert "研发投入较高" in found[1].because


@pytest.mark.parametrize(
    "said",
    [
        Decided("excellent", "at_most", frozenset("乙丁"), frozenset("乙"), "另一次并列"),
        Decided("excellent", "at_most", frozenset("乙丙"), frozenset("乙丙"), "排不下"),
        Decided("good", "at_most", frozenset("乙丙"), frozenset("乙"), "另一条线"),
    ],
    ids=["others", "too many", "another line"],
)
def test_what_was_said_of_another_tie_settles_nothing(said: Decided) -> None:
    reports = [filed("甲", 99), filed("乙", 95), filed("丙", 95), *(filed(str(n), 70 + n) for n in range(7))]

    found = grade_all(with_shares(), ROUND, reports, decided=[said])

    assert [each.is_tied for each in found[:3]] == [False, True, True]


def test_among_the_last_a_decision_lowers_who_was_chosen() -> None:
    reports = [filed("甲", 70), filed("乙", 70), *(filed(str(n), n) for n in range(71, 79))]
    said = Decided("basic", "lowest", frozenset("甲乙"), frozenset("乙"), "去年也在最后")

    found = grade_all(with_shares(basic=LAST), ROUND, reports, decided=[said])

    assert [each.grade for each in found[:2]] == ["good", "basic"]
    assert "去年也在最后" in found[1].because


def told_apart(**shares: str) -> Any:
    """The scheme with shares, where equal scores are told apart by the number of research staff."""
    pairs = [('score  = "assessed_points"', 'score  = "assessed_points"\nties   = ["research_staff"]')]
    pairs += [
        (f"[grade.{grade}]\n", f"[grade.{grade}]\n{share}\n{READING}")
        for grade, share in (shares or SHARES).items()
    ]
    return read_files(changed(*pairs), "centre-2025")


def test_the_package_tells_equal_scores_apart_by_its_own_numbers_first() -> None:
    others = [filed(str(n), 70 + n) for n in range(7)]
    reports = [filed("甲", 99), filed("乙", 95, 300), filed("丙", 95, 500), *others]

    found = graded(*reports, call=told_apart())

    assert [each.grade for each in found[:3]] == ["excellent", "good", "excellent"]
    assert "同分的比研发人员数" in found[2].because


def test_of_the_last_the_smaller_number_stands_further_back() -> None:
    reports = [filed("甲", 70, 300), filed("乙", 70, 200), *(filed(str(n), n) for n in range(71, 79))]

    assert grades(*reports, call=told_apart(basic=LAST))[:2] == ["good", "basic"]


def test_what_the_numbers_leave_equal_is_a_persons() -> None:
    staff = (500, 300, 300, 200)
    reports = [filed(name, 95, own) for name, own in zip("甲乙丙丁", staff, strict=True)]
    reports += [filed(str(n), 70 + n) for n in range(6)]

    found = graded(*reports, call=told_apart())

    assert [each.grade for each in found[:4]] == ["excellent", "", "", "good"]
    assert found[1].tie == Tie("excellent", "at_most", ("丙", "乙"), 1)


def test_numbers_that_are_not_on_the_form_tell_nobody_apart() -> None:
    score = 'score  = "assessed_points"'

    error = only_error(changed((score, f'{score}\nties   = ["city"]')))

    assert error.place.startswith(f"round.{ROUND}"[: len(error.place)])
    assert "数字栏目" in error.problem


def test_the_last_share_gets_no_better_grade() -> None:
    reports = [filed(str(score), score) for score in range(70, 90)]
    found = graded(*reports, call=with_shares(basic=LAST))

    assert [each.grade for each in found[:3]] == ["basic", "basic", "good"]
    assert [each.by for each in found[:2]] == ["lowest", "lowest"]
    assert "倒数第1，在最后2家（20家的10 %）之内" in found[0].because


def test_who_failed_already_is_among_the_last_and_stays_failed() -> None:
    reports = [
        Report("甲", filed=False),
        filed("乙", 99, staff=10),
        *(filed(str(n), n) for n in range(70, 88)),
    ]
    found = graded(*reports, call=with_shares())

    assert [each.grade for each in found[:2]] == ["failed", "failed"]
    assert "lowest" not in {each.by for each in found}


def test_a_tie_at_the_line_of_the_last_is_a_persons() -> None:
    reports = [filed("甲", 70), filed("乙", 70), *(filed(str(n), n) for n in range(80, 88))]
    found = graded(*reports, call=with_shares(basic=LAST))

    assert [each.is_tied for each in found[:3]] == [True, True, False]
    assert found[0].choices == ("good", "basic")


def test_while_a_score_is_open_nobody_gets_a_grade_that_it_could_take_away() -> None:
    reports = [
        filed("甲", 99),
        filed("乙", 98),
        filed("丙", None),
        *(filed(str(n), 70 + n) for n in range(7)),
    ]
    found = graded(*reports, call=with_shares())

    assert [each.grade for each in found[:3]] == ["excellent", "", ""]
    assert "其他几家还没有定" in found[1].because


def test_the_files_of_the_package_hold_no_share_that_the_notice_does_not_say() -> None:
    assert b"at_most" not in FILES["call.toml"]
