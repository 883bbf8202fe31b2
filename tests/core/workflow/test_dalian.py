"""Whole lives under the notice of Dalian: an enterprise, a platform, a city, a yearly report."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import Refused
from linxuan.programme import lookup
from linxuan.workflow import Actor, possible_actions
from tests.core.workflow.lives import BUREAU, DALIAN, ELSEWHERE, OWNER, REVIEWER, Life, begun

EARLY = date(2023, 4, 20)
FILING = date(2023, 5, 5)
LAST = date(2023, 5, 15)
LATE = date(2023, 5, 16)
JUNE = date(2023, 6, 1)


def refusal_of(life: Life, *arguments: Any, **typed: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        life.act(*arguments, **typed)
    return refusal.value


def at_district(**answers: Any) -> Life:
    life = begun("enterprise", **answers)
    life.act("submit", OWNER, EARLY)
    life.act("hand-in", OWNER, EARLY, papers=("application",))
    life.fill_section("district-review")
    life.knows(ranked=frozenset({"district"}))
    return life


def at_city() -> Life:
    life = at_district()
    life.act("recommend", REVIEWER, LAST, opinion="同意推荐")
    life.act("receive", BUREAU, LATE, papers=("application",), received_on=LAST, copies=3)
    life.knows(ranked=frozenset({"city"}))
    return life


def test_an_enterprise_from_its_form_to_its_title() -> None:
    life = at_city()

    life.act("nominate", BUREAU, JUNE)
    life.knows(publicity_over=True, issued=frozenset({"city-summary", "city-letter"}))
    life.act("report", BUREAU, JUNE)
    done = life.act("designate", BUREAU, JUNE, document="工信部公告")

    assert (done.target, done.office, done.recorded_by) == ("designated", "ministry", "city")
    assert life.case.filed_on == EARLY


def test_below_the_share_in_principle_it_is_recommended_with_a_reason() -> None:
    life = at_district(operating_income={2020: 9000, 2021: 9000, 2022: 9000})

    assert refusal_of(life, "recommend", REVIEWER, LAST, opinion="同意").element == "service-income-share"
    life.knows(reasons={"service-income-share": "服务子公司今年并表"})
    assert life.act("recommend", REVIEWER, LAST, opinion="同意").target == "city"


def test_a_blocking_condition_is_submitted_and_not_recommended() -> None:
    life = at_district(has_violation=True)

    refusal = refusal_of(life, "recommend", REVIEWER, LAST, opinion="同意")

    assert (refusal.code, refusal.element, refusal.clause) == ("need:eligible", "no-violation", "一(二)1")


@pytest.mark.parametrize(
    ("action", "actor", "typed"),
    [
        ("recommend", REVIEWER, {"opinion": "同意"}),
        ("hand-in", OWNER, {"papers": ("application",)}),
    ],
)
def test_after_the_fifteenth_nothing_new_is_accepted(
    action: str, actor: Actor, typed: dict[str, Any]
) -> None:
    refusal = refusal_of(at_district(), action, actor, LATE, **typed)

    assert (refusal.code, refusal.element, refusal.clause) == ("deadline", "delivery", "二(三)")


def test_a_return_keeps_the_filing_date_and_a_late_resubmission_is_refused() -> None:
    life = at_district()
    life.act("return", REVIEWER, FILING, opinion="请核对第4页")
    life.act("submit", OWNER, LAST)
    assert life.case.filed_on == EARLY

    life.act("return", REVIEWER, LAST, opinion="请再核对")
    assert refusal_of(life, "submit", OWNER, LATE).code == "deadline"


def test_the_neighbouring_district_has_nothing_to_do_here() -> None:
    life = at_district()

    assert refusal_of(life, "recommend", ELSEWHERE, LAST, opinion="同意").code == "office"
    assert possible_actions(DALIAN, life.case, actor=ELSEWHERE, on=LAST) == ()


def test_the_fourth_enterprise_is_refused_with_the_clause() -> None:
    life = at_city()
    life.taken["enterprise"] = 3

    refusal = refusal_of(life, "nominate", BUREAU, JUNE)

    assert (refusal.code, refusal.clause) == ("quota", "一(二)2(1)")
    assert refusal.reason.startswith("名额 3 个以内，已用 3 个")


@pytest.mark.parametrize(
    ("category", "functions"),
    [
        ("sharing", ("publication", "matching", "production", "payment", "credit")),
        ("other", ("online_service", "online_offline")),
    ],
)
def test_a_platform_takes_the_place_of_its_own_category(category: str, functions: tuple[str, ...]) -> None:
    life = begun("platform", category=category, functions=functions)
    life.act("submit", OWNER, EARLY)
    life.act("hand-in", OWNER, EARLY, papers=("application",))
    life.fill_section("district-review")
    life.knows(ranked=frozenset({"district", "city"}))
    life.act("recommend", REVIEWER, LAST, opinion="同意")
    life.act("receive", BUREAU, LAST, papers=("application",), received_on=LAST, copies=3)

    life.act("nominate", BUREAU, JUNE)

    assert life.taken == {f"platform-{category}": 1}


def test_a_city_goes_to_the_bureau_without_a_district() -> None:
    life = begun("city", category="comprehensive", designated_entities=3)

    assert life.act("submit-city", OWNER, LAST).target == "city"
    life.act("hand-in", OWNER, LAST, papers=("application-city",))
    life.act("receive", BUREAU, LAST, papers=("application-city",), received_on=LAST, copies=3)
    life.knows(ranked=frozenset({"city"}))
    assert life.act("nominate", BUREAU, JUNE).target == "nominated"


def test_the_next_can_move_up_when_one_withdraws() -> None:
    life = at_city()
    life.act("nominate", BUREAU, JUNE)

    assert life.act("withdraw", OWNER, JUNE).target == "withdrawn"


def test_a_yearly_report_is_filed_by_the_fifth_of_may() -> None:
    assert begun("evaluation-2023").act("file-report", OWNER, FILING).target == "evaluation-filed"

    late = refusal_of(begun("evaluation-2023"), "file-report", OWNER, date(2023, 5, 6))

    assert (late.code, late.element) == ("deadline", "evaluation")


def test_for_one_that_cannot_file_its_district_lodges_written_material_with_a_reason() -> None:
    life = begun("evaluation-2023", operating_status="suspended")
    life.fill_section("lodged")
    life.knows(papers=frozenset({"written-material"}))

    assert refusal_of(life, "lodge-report", REVIEWER, LAST).code == "need:reason"
    assert refusal_of(life, "lodge-report", REVIEWER, LATE, reason="停业").element == "written-material"
    assert refusal_of(life, "lodge-report", ELSEWHERE, LAST, reason="停业").code == "office"
    done = life.act("lodge-report", REVIEWER, LAST, reason="停业，无人填报")

    assert (done.kind, done.target, done.filed_on) == ("lodge", "evaluation-filed", LAST)


def test_a_grade_is_recorded_for_the_ministry_with_its_document() -> None:
    life = begun("evaluation-2023")
    life.act("file-report", OWNER, FILING)

    assert refusal_of(life, "grade", BUREAU, JUNE).code == "need:document"
    assert life.act("grade", BUREAU, JUNE, document="工信厅政法函").target == "graded"


ACTORS = st.sampled_from([OWNER, REVIEWER, ELSEWHERE, BUREAU])
STEPS = st.lists(
    st.tuples(st.sampled_from(list(DALIAN.actions)), ACTORS, st.dates(date(2023, 4, 1), JUNE)), max_size=25
)


@given(st.sampled_from(["enterprise", "city", "evaluation-2023"]), STEPS)
def test_whatever_is_tried_a_case_stays_on_the_road_of_its_procedure(
    procedure: str, steps: list[Any]
) -> None:
    life = begun(procedure, **({"category": "comprehensive"} if procedure == "city" else {}))
    road = {stage.id for stage in lookup.stages_of(DALIAN, procedure)}
    everything = {"opinion": "意见", "reason": "理由", "document": "文件"}

    for action, actor, day in steps:
        before = life.case
        papers = DALIAN.actions[action].papers[:1]
        with suppress(Refused):
            life.act(action, actor, day, papers=papers, received_on=day, **everything)

        assert life.case.stage in road
        assert life.case == before or before.stage in DALIAN.actions[action].from_stages
