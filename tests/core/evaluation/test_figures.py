"""What stands out in the figures of a report: each doubt with its numbers, and none where nothing is known."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.answers import read_answers
from linxuan.evaluation.figures import Doubt, bounds_among, doubts, figures_of
from linxuan.programme.definition import Call, Peers, Round
from linxuan.programme.reading import read_with_errors
from tests.core.programme.packages import CALL, DALIAN, changed, line_of, only_error

ROUND = "evaluation-2023"
YEARS = ("2020", "2021", "2022")
SUM = 'holds = "rd_spend <= operating_income" }'


def programme(files: Mapping[str, bytes] = DALIAN) -> tuple[Call, Round]:
    call, errors = read_with_errors(files, "dalian-2023")
    assert call is not None
    assert errors == ()
    return call, call.rounds[ROUND]


PROGRAMME = programme()


def found(raw: Mapping[str, Any], of: tuple[Call, Round] = PROGRAMME, **more: Any) -> tuple[Doubt, ...]:
    call, round_ = of
    return doubts(call, round_, read_answers(call, ROUND, raw).values, **more)


def told(raw: Mapping[str, Any], **more: Any) -> list[str]:
    return [one.told for one in found(raw, **more)]


def years(*values: object) -> dict[str, str]:
    return {year: str(value) for year, value in zip(YEARS, values, strict=True)}


def test_a_jump_is_told_with_both_figures_and_by_how_much() -> None:
    assert told({"operating_income": years(1000, 1500, 700)}) == [
        "营业收入：2022年是700万元，2021年是1,500万元，减少53.3%，超过50%。"
    ]


def test_the_bound_itself_is_no_jump() -> None:
    assert found({"operating_income": years(1000, 1500, 750)}) == ()


def test_a_field_may_have_a_bound_of_its_own() -> None:
    assert found({"net_profit": years(100, 250, -200)}) == ()
    assert [one.year for one in found({"net_profit": years(100, 250, -251)})] == [2022]


def test_what_was_filed_last_time_stands_in_for_a_year_that_is_not_asked() -> None:
    earlier = {"staff": {2019: Decimal(400)}}

    assert told({"staff": {"2020": "100"}}, earlier=earlier) == [
        "从业人数：2020年是100人，2019年是400人，减少75.0%，超过50%。"
    ]


def test_a_year_that_was_filed_otherwise_last_time_is_pointed_at() -> None:
    earlier = {"operating_income": {2021: Decimal(1400)}}

    assert told({"operating_income": years(1000, 1500, 1600)}, earlier=earlier) == [
        "营业收入：2021年这次填的是1,500万元，上次填的是1,400万元。"
    ]


def test_a_part_that_is_larger_than_the_whole_and_its_share() -> None:
    raw = {"operating_income": {"2022": "100"}, "service_income_direct": {"2022": "120"}}

    assert told(raw) == [
        "服务收入不超过营业收入：2022年服务收入 120.00 万元，高于营业收入 100.00 万元。",
        "服务收入占比：2022年是120.00%，不在0到100%之间。",
    ]


def test_a_sum_that_does_not_add_up_is_told_with_its_numbers() -> None:
    add_up = 'holds = "service_income_direct + rd_spend = operating_income" }'
    of = programme(changed(CALL, SUM, add_up))

    (one,) = found(
        {
            "service_income_direct": {"2022": "1"},
            "rd_spend": {"2022": "2"},
            "operating_income": {"2022": "4"},
        },
        of,
    )

    assert (one.kind, one.year) == ("check", 2022)
    assert "3" in one.told
    assert "4" in one.told


def test_a_share_far_from_those_of_the_peers_is_told_with_theirs() -> None:
    raw = {"operating_income": {"2022": "100"}, "service_income_direct": {"2022": "90"}}
    peers = {"service_share": [Decimal(each) / 100 for each in range(30, 38)]}

    assert told(raw, peers=peers) == ["服务收入占比：2022年是90.00%，同类8家一般在30.00%到37.00%之间。"]


def test_too_few_peers_say_nothing() -> None:
    raw = {"operating_income": {"2022": "100"}, "service_income_direct": {"2022": "90"}}

    assert found(raw, peers={"service_share": [Decimal("0.3")] * 7}) == ()


def test_a_round_that_looks_at_no_figures_raises_no_doubt() -> None:
    call, round_ = PROGRAMME
    of = (call, replace(round_, figures=None))

    assert found({"operating_income": years(1, 100, 1)}, of) == ()


def test_a_share_is_a_figure_of_every_year() -> None:
    call, round_ = PROGRAMME
    raw = {"operating_income": years(100, 200, 300), "service_income_direct": years(50, 60, 70)}

    figures = figures_of(call, round_, read_answers(call, ROUND, raw).values)

    assert figures["service_share"] == {2020: Decimal("0.5"), 2021: Decimal("0.3"), 2022: Decimal("0.2333")}


# ── laws ──

AMOUNTS = st.integers(1, 10**6)
PEERS = st.lists(st.decimals(0, 1, places=4), min_size=8, max_size=30)


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=3, max_size=3), st.integers(2, 1000))
def test_another_unit_changes_no_jump(amounts: list[int], factor: int) -> None:
    one, other = (found({"operating_income": years(*(each * by for each in amounts))}) for by in (1, factor))

    assert [(each.kind, each.year) for each in one] == [(each.kind, each.year) for each in other]


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=3, max_size=3), st.sets(st.sampled_from(YEARS)))
def test_a_figure_that_is_not_there_raises_no_doubt_of_its_own(amounts: list[int], without: set[str]) -> None:
    whole = years(*amounts)
    part = {year: each for year, each in whole.items() if year not in without}

    fewer = found({"operating_income": part}) if part else ()

    assert set(fewer) <= set(found({"operating_income": whole}))


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=3, max_size=3))
def test_a_report_held_against_itself_is_restated_nowhere(amounts: list[int]) -> None:
    call, round_ = PROGRAMME
    raw = {"operating_income": years(*amounts)}
    same = figures_of(call, round_, read_answers(call, ROUND, raw).values)

    assert found(raw, earlier=same) == found(raw)


@settings(deadline=None)
@given(PEERS, st.randoms(use_true_random=False))
def test_the_order_of_the_peers_does_not_matter(values: list[Decimal], random: Any) -> None:
    shuffled = values[:]
    random.shuffle(shuffled)

    assert bounds_among(values, Peers(())) == bounds_among(shuffled, Peers(()))


@settings(deadline=None)
@given(PEERS)
def test_the_middle_half_of_the_peers_is_never_doubted(values: list[Decimal]) -> None:
    bounds = bounds_among(values, Peers(()))

    assert bounds is not None
    inside = sorted(values)[len(values) // 4 + 1 : -(len(values) // 4 + 1)]
    assert all(bounds[0] <= each <= bounds[1] for each in inside)


# ── what the package says ──


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('"staff", "operating', '"stuff", "operating', "fields", "没有 [field.stuff]"),
        ('"staff", "operating', '"contact_person", "operating', "fields", "不是数"),
        ('"staff", "operating', '"registered_capital", "operating', "fields", "申报书上没有栏目"),
        ('jump   = "0.50"', 'jump   = "0"', "jump", "要大于0"),
        ("{ net_profit =", "{ rd_staff =", "jumps.rd_staff", "不在 fields 里"),
        ("least = 8", "least = 2", "peers.least", "4"),
        ('among = ["track", "mode"]', 'among = ["town"]', "peers.among", "不能写“town”"),
        (SUM, 'holds = "rd_spend <= name" }', "checks[2].holds", "比"),
        ("jump   =", "jumped =", "jumped", "没有“jumped”这个键"),
    ],
)
def test_a_slip_in_the_figures_of_a_round_is_told_at_its_line(
    old: str, new: str, place: str, words: str
) -> None:
    files = changed(CALL, old, new)

    error = only_error(files)

    assert error.place.startswith(f"round.{ROUND}.figures.{place}"[: len(error.place)])
    assert words in error.problem + error.hint
    assert error.line == line_of(files, CALL, new)
