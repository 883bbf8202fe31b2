"""The cases of a package: they come true, and a case that expects something else says so."""

import pytest

from linxuan.cases import run_cases
from linxuan.inspection import inspect
from linxuan.programme.reading import read_files
from tests.core.programme.packages import CENTRE, CRAFT, DALIAN, GUILD, Files, added, changed


@pytest.mark.parametrize(
    ("files", "id"),
    [(DALIAN, "dalian-2023"), (GUILD, "guild"), (CRAFT, "craft-2024"), (CENTRE, "centre-2025")],
    ids=["dalian", "guild", "craft", "centre"],
)
def test_every_case_of_a_package_comes_true(files: Files, id: str) -> None:
    results = run_cases(read_files(files, id))

    assert [result for result in results if result.failures] == []
    assert all(result.says for result in results)


@pytest.mark.parametrize(
    "case",
    [
        "exactly-30", "just-under-30", "no-income-given", "accident-on-the-first-day", "accident-the-day-before",
        "two-years-to-the-day", "one-day-short", "live-on-29-february", "sharing-is-not-for-enterprises",
        "comprehensive",
    ],
)  # fmt: skip
def test_the_cases_that_were_asked_for_are_there(case: str) -> None:
    assert case in {result.id for result in run_cases(read_files(DALIAN, "dalian-2023"))}


@pytest.mark.parametrize(
    ("file", "old", "new", "case", "words"),
    [
        ("cases/enterprise.toml", 'verdict = "eligible"\nfinds   = { registered-here = "met", legal-person = "met"',
         'verdict = "ineligible"\nfinds   = { registered-here = "met", legal-person = "not_met"', "plain",
         ("应为 ineligible，得到 eligible", "legal-person：应为 not_met，得到 met")),
        ("cases/enterprise.toml", 'missing = { service-income-share = ["operating_income"] }',
         'missing = { service-income-share = ["name"] }', "no-income-given", ("应为 name，得到 operating_income",)),
        ("cases/enterprise.toml", 'answers = { mode = "共享制造" }', 'answers = { mode = "供应链管理" }',
         "sharing-is-not-for-enterprises", ("却收下了",)),
        ("cases/city.toml", 'absent  = ["legal-person"', 'absent  = ["designated-entities", "legal-person"',
         "comprehensive", ("本不适用",)),
        ("cases/orders.toml", 'nominated = ["e1", "e2"]\n', 'nominated = ["e1", "e2", "e3"]\n', "enterprises-at-the-line",
         ("入围：应为 e1、e2、e3，得到 e1、e2",)),
        ("cases/acts.toml", 'on      = 2023-05-16\nrefused = "delivery"', 'on      = 2023-05-16\nto = "district"',
         "late-submission", ("应为 district，得到 delivery",)),
        ("cases/acts.toml", 'on      = 2023-05-15\nto      = "district"', 'on      = 2023-05-15\nrefused = "delivery"',
         "submit-on-the-last-day", ("却办成了",)),
        ("cases/histories.toml", 'standing = "revoke"\nbecause  = "three-low"', 'standing = "keep"\nbecause  = "low"',
         "three-low-years", ("应为 keep，得到 revoke", "应为 low，得到 three-low")),
    ],
)  # fmt: skip
def test_a_case_that_expects_something_else_says_what_came_out(
    file: str, old: str, new: str, case: str, words: tuple[str, ...]
) -> None:
    found = inspect(changed(file, old, new), "dalian-2023").errors

    assert {(error.file, error.place) for error in found} == {(file, f"case.{case}")}
    assert [any(each in error.problem for error in found) for each in words] == [True] * len(words)


@pytest.mark.parametrize(
    ("old", "new", "case", "words"),
    [
        ('score   = 90\ngrade   = "excellent"', 'score   = 90\ngrade   = "good"', "ninety", "应为 good，得到 excellent"),
        ('grade   = "excellent"\nbecause = "from"', 'grade   = "excellent"\nbecause = "lowest"', "ninety",
         "应为 lowest，得到 from"),
        ('missing = ["assessed_points"]', 'missing = ["name"]', "no-score-yet", "应为 name，得到 assessed_points"),
        ('grade   = "unknown"', 'grade   = "none"', "no-score-yet", "应为 none，得到 unknown"),
        ('grade = "basic"', 'grade = "basik"', "just-below-sixty-five", "没有 [grade.basik]"),
        ('score = 60\n', 'score = 60\ntrack = "centre"\n', "sixty", "要说明是哪一轮评估"),
    ],
)  # fmt: skip
def test_a_case_about_a_grade_says_what_came_out(old: str, new: str, case: str, words: str) -> None:
    found = inspect(changed("cases/grades.toml", old, new, CENTRE), "centre-2025").errors

    assert any(words in error.problem for error in found if error.place.startswith(f"case.{case}"))


def test_a_case_may_put_a_report_among_the_scores_of_others() -> None:
    files = changed(
        "call.toml", "[grade.excellent]\n", '[grade.excellent]\nat_most = "0.20"\nreading = "虚构"\n', CENTRE
    )
    case = """
[case.{id}]
says   = "五家里最多一家优秀"
score  = {score}
others = {others}
grade  = "{grade}"
"""
    cases = [
        {"id": "first", "score": 95, "others": [94, 93, 92, 91], "grade": "excellent"},
        {"id": "second", "score": 94, "others": [95, 93, 92, 91], "grade": "good"},
        {"id": "tied", "score": 95, "others": [95, 93, 92, 91], "grade": "ask"},
    ]
    text = "".join(case.format(**each) for each in cases)
    results = run_cases(read_files(added("cases/grades.toml", text, files), "centre-2025"))

    assert [result.failures for result in results if result.says == "五家里最多一家优秀"] == [(), (), ()]
