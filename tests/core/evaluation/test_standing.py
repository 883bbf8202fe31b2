from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from linxuan.evaluation import History, Order, Position, Standing, standing
from linxuan.evaluation.years import Gap
from linxuan.programme.definition import Call, Option
from tests.core.build import call, cite, expression, field, grade, standing_rule
from tests.core.evaluation.centres import CALL

LOW = "basically_qualified"
STATUS = field(
    "operating_status",
    "choice",
    options={"active": Option("存续"), "deregistered": Option("注销"), "suspended": Option("停业")},
)


def programme(*extra: Any, **three_low: Any) -> Call:
    """Three low years running revoke, a status asks or revokes, a low latest year warns."""
    return call(
        fields=(STATUS,),
        grades=(grade("excellent", "优秀"), grade("qualified", "合格"), grade(LOW, "基本合格")),
        standings=(
            standing_rule(
                "three-low", "revoke", grades=(LOW,), consecutive=3, cites=cite("三(一)"), **three_low
            ),
            standing_rule("ceased", "revoke", condition=expression("operating_status = 'deregistered'")),
            standing_rule("perhaps", "ask", condition=expression("operating_status = 'suspended'")),
            standing_rule("low", "warn", grades=(LOW,)),
            *extra,
        ),
    )


def found(
    grades: dict[int, str], as_of: int, *, status: str | None = "active", gap: Gap | None = None, **more: Any
) -> Standing:
    history = History("示例企业", 2, grades, status, as_of, **more)
    return standing(programme(), history, gap=gap)


def low(*years: int) -> dict[int, str]:
    return dict.fromkeys(years, LOW)


def test_three_low_years_running_revoke_with_years_grade_and_clause() -> None:
    answer = found(low(2023, 2024, 2025), 2025)

    assert (answer.standing, answer.rule, answer.clause) == ("revoke", "three-low", "三(一)")
    assert answer.because == "2023年、2024年、2025年的等次是“基本合格”，连续3年。"


def test_two_low_years_running_only_warn() -> None:
    assert found({2023: "qualified", **low(2024, 2025)}, 2025).standing == "warn"


def test_a_good_year_between_breaks_the_run() -> None:
    assert found({**low(2023, 2025), 2024: "qualified"}, 2025).standing == "warn"


def test_a_good_latest_year_keeps_whatever_came_before() -> None:
    answer = found({**low(2022, 2023, 2024), 2025: "excellent"}, 2025)

    assert (answer.standing, answer.rule) == ("keep", "")
    assert answer.because == "2025年的等次是“优秀”，“operating_status”是“存续”。"


def test_nothing_known_keeps() -> None:
    answer = found({}, 2025)

    assert (answer.standing, answer.clause) == ("keep", "")
    assert answer.because == "还没有等次，“operating_status”是“存续”。"


@pytest.mark.parametrize(
    ("gap", "expected"), [(None, "ask"), ("ask", "ask"), ("break", "warn"), ("ignore", "revoke")]
)
@pytest.mark.parametrize(
    ("years", "as_of"),
    [((2022, 2023, 2025), 2025), ((2023, 2024, 2025), 2026), ((2021, 2023, 2024), 2025)],
    ids=["between", "after", "both"],
)
def test_a_year_without_a_grade_between_or_after_low_ones(
    years: tuple[int, ...], as_of: int, gap: Gap | None, expected: str
) -> None:
    assert found(low(*years), as_of, gap=gap).standing == expected


def test_what_a_person_is_asked_names_the_years_without_a_grade() -> None:
    answer = found(low(2022, 2023, 2025), 2026)

    assert answer.rule == "three-low"
    assert (
        answer.because
        == "2022年、2023年、2025年的等次是“基本合格”，2024年、2026年没有等次：是否算连续3年，由人判断。"
    )


def test_years_that_do_not_count_are_named() -> None:
    assert found(low(2022, 2023, 2025), 2025, gap="ignore").because == (
        "2022年、2023年、2025年的等次是“基本合格”，没有等次的年份（2024年）不计。"
    )


def test_a_gap_that_changes_nothing_asks_nobody() -> None:
    assert found(low(2023, 2025), 2025).standing == "warn"
    assert found(low(2021, 2023, 2024, 2025), 2025).standing == "revoke"


def test_the_package_says_what_a_gap_does_where_nobody_else_does() -> None:
    history = History("示例企业", 2, low(2022, 2023, 2025), "active", 2025)

    assert standing(programme(gap="break"), history).standing == "warn"
    assert standing(programme(gap="ignore"), history).standing == "revoke"


def test_grades_after_the_year_looked_at_do_not_count() -> None:
    assert found(low(2023, 2024, 2025), 2024).standing == "warn"
    assert found({2024: "qualified", **low(2025)}, 2024).standing == "keep"


def test_a_status_that_revokes_goes_before_a_gap_that_asks() -> None:
    answer = found(low(2022, 2023, 2025), 2025, status="deregistered")

    assert (answer.standing, answer.rule) == ("revoke", "ceased")
    assert answer.because == "“operating_status”是“注销”。"


def test_a_status_that_is_open_goes_before_a_warning() -> None:
    assert found(low(2025), 2025, status="suspended").standing == "ask"


def test_a_status_that_is_not_known_is_asked_for() -> None:
    answer = found({2025: "qualified"}, 2025, status=None)

    assert (answer.standing, answer.because) == ("ask", "“operating_status”尚不清楚，请先核实。")


def test_rules_of_another_round_are_not_asked() -> None:
    history = History("示例企业", 2, low(2023, 2024, 2025), "active", 2025)

    assert standing(programme(), history, round_id="another").standing == "keep"


def test_silence_in_the_latest_year_is_looked_at() -> None:
    silent = standing_rule("silent", "rectify", not_filed=True)
    history = History("示例企业", 2, {2024: "qualified"}, "active", 2025, not_filed=frozenset({2025}))

    answer = standing(programme(silent), history)

    assert (answer.standing, answer.because) == ("rectify", "2025年没有填报。")


@pytest.mark.parametrize(
    ("since", "until", "expected"), [(2025, 2025, "ask"), (2026, 2027, "keep"), (2023, 2024, "keep")]
)
def test_a_rule_holds_for_the_years_of_its_time(since: int, until: int, expected: str) -> None:
    rule = standing_rule(
        "dated", "ask", grades=("qualified",), since=date(since, 6, 1), until=date(until, 6, 30)
    )

    assert (
        standing(programme(rule), History("", None, {2025: "qualified"}, "active", 2025)).standing == expected
    )


def test_of_a_run_with_an_older_gap_only_the_years_that_count_are_told() -> None:
    assert (
        found(low(2021, 2023, 2024, 2025), 2025).because
        == "2023年、2024年、2025年的等次是“基本合格”，连续3年。"
    )


def test_a_status_is_called_by_its_id_where_the_call_does_not_ask_for_it() -> None:
    definition = call(standings=(standing_rule("old", "ask", condition=expression("cohort <= 2")),))

    assert standing(definition, History("", 2, {}, None, 2025)).because == "“cohort”是“2”。"


def test_the_rule_tells_its_years_and_the_setting_used_for_gaps_as_data() -> None:
    answer = found(low(2022, 2023, 2025), 2025, gap="ignore")

    assert (answer.years, answer.gap) == ((2022, 2023, 2025), "ignore")
    assert found(low(2023, 2024, 2025), 2025).gap == "ask"


def test_a_condition_counts_no_years() -> None:
    answer = found({2025: "qualified"}, 2025, status="deregistered")

    assert (answer.years, answer.gap, answer.until) == ((), "", None)


# ── rounds every second year ──


def test_the_year_between_two_rounds_is_no_gap() -> None:
    answer = biennial({2023: "basic", 2025: "basic"}, 2026)

    assert (answer.standing, answer.rule, answer.years) == ("revoke", "basic-twice", (2023, 2025))
    assert answer.because == "2023年、2025年的等次是“基本合格”，连续2次（每2年一次）。"


def test_a_round_left_out_is_a_gap_and_named() -> None:
    answer = biennial({2021: "basic", 2025: "basic"}, 2025)

    assert answer.standing == "ask"
    assert "2023年没有等次" in answer.because


def test_a_round_that_is_overdue_is_a_gap() -> None:
    assert biennial({2021: "basic", 2023: "basic"}, 2024).standing == "revoke"
    assert biennial({2021: "basic", 2023: "basic"}, 2025).standing == "ask"


# ── places among all ──


def test_the_last_three_rounds_running_are_told_with_their_numbers() -> None:
    last = Position(0, 1, 40)
    answer = biennial(
        dict.fromkeys((2021, 2023, 2025), "good"), 2025, positions=dict.fromkeys((2021, 2023, 2025), last)
    )

    assert (answer.standing, answer.rule, answer.years) == ("suspend", "among-the-last", (2021, 2023, 2025))
    assert answer.because.startswith("2021年（40家里最后2家）、2023年（40家里最后2家）")


def test_a_place_that_is_not_known_is_asked_for() -> None:
    places = dict.fromkeys((2021, 2025), Position(0, 1, 40))
    answer = biennial(dict.fromkeys((2021, 2023, 2025), "good"), 2025, positions=places)

    assert answer.standing == "ask"
    assert "2023年的名次尚不清楚" in answer.because


# ── to be put right ──

ORDERED = Order("basic", 2025, date(2025, 12, 1))


@pytest.mark.parametrize(
    ("on", "done_on", "expected"),
    [
        (date(2026, 12, 1), None, "rectify"),
        (date(2026, 12, 2), None, "revoke"),
        (date(2026, 12, 2), date(2026, 12, 1), "keep"),
        (date(2026, 12, 3), date(2026, 12, 2), "revoke"),
        (date(2026, 3, 1), date(2026, 12, 1), "rectify"),
        (date(2025, 11, 30), None, "rectify"),
    ],
    ids=["last-day", "late", "in-time", "done-late", "done-later", "not-yet-ordered"],
)
def test_what_is_to_be_put_right_is_due_on_the_same_day_a_year_later(
    on: date, done_on: date | None, expected: str
) -> None:
    order = replace(ORDERED, done_on=done_on)

    assert biennial({2025: "basic"}, 2026, orders=(order,), on=on).standing == expected


def test_an_order_tells_its_last_day() -> None:
    answer = biennial({2025: "basic"}, 2026, orders=(ORDERED,), on=date(2026, 1, 1))

    assert (answer.standing, answer.until) == ("rectify", date(2026, 12, 1))
    assert "2026" in answer.because


def test_a_day_set_by_hand_wins_over_the_length() -> None:
    order = replace(ORDERED, by=date(2026, 6, 30))

    assert biennial({2025: "basic"}, 2026, orders=(order,), on=date(2026, 7, 1)).standing == "revoke"


def test_without_an_order_there_is_no_last_day_yet() -> None:
    answer = biennial({2025: "basic"}, 2025)

    assert (answer.standing, answer.until) == ("rectify", None)


def test_what_was_put_right_once_has_to_be_put_right_again_after_another_low_grade() -> None:
    done = replace(ORDERED, done_on=date(2026, 5, 1))

    assert biennial({2025: "basic"}, 2026, orders=(done,)).standing == "keep"
    assert biennial({2025: "good", 2027: "basic"}, 2028, orders=(done,)).standing == "rectify"


def test_an_order_that_was_not_obeyed_stays_due_after_a_better_grade() -> None:
    history = History("", 5, {2025: "basic", 2027: "good"}, None, 2027, orders=(ORDERED,))

    assert standing(CALL, history).standing == "revoke"


def biennial(grades: dict[int, str], as_of: int, **more: Any) -> Standing:
    return standing(CALL, History("", 5, grades, None, as_of, **more))
