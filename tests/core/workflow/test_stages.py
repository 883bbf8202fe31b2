"""Only the rows of the table move a case; elsewhere it says what is possible and whose it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from linxuan.errors import Refused
from linxuan.programme.definition import Call
from linxuan.workflow import Actor, Case, possible_actions
from tests.core.build import action, expression, form, section
from tests.core.workflow.invented import ACTIONS, BOTH, CITY, LAST, LATE, NORTH, OWNER, case, do, programme


def refused(*arguments: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        do(*arguments, **more)
    return refusal.value


def test_an_act_of_another_stage_is_refused_with_what_is_possible_here() -> None:
    refusal = refused("recommend", NORTH, at=case("draft"), opinion="同意")

    assert (refusal.code, refusal.clause) == ("stage", "二(一)")
    assert refusal.reason == "现在处于“draft”，不能“recommend”。现在可以：submit（申报主体）。"


def test_an_act_that_the_call_does_not_know_is_refused() -> None:
    assert refused("applaud", NORTH).code == "action"


def test_at_an_end_nothing_is_possible() -> None:
    refusal = refused("withdraw", OWNER, at=case("withdrawn"))

    assert refusal.reason == "现在处于“withdrawn”，已经办结，不能“withdraw”。"


def test_an_action_without_a_target_leaves_the_case_where_it_is() -> None:
    assert do("hand-in", OWNER, papers=("application",)).target == "district"


def test_an_action_of_another_time_does_not_exist() -> None:
    amended = action("amend", "district", "district", "city", concerns=BOTH, since=LATE)
    definition = programme(actions=(*ACTIONS, amended))

    assert refused("amend", NORTH, definition=definition).code == "stage"
    assert do("amend", NORTH, definition=definition, at=case(filed_on=LATE), on=LATE).target == "city"


def test_an_action_with_a_condition_is_there_unless_it_is_false() -> None:
    fast = action("fast", "district", "district", "city", concerns=BOTH, when=expression("share >= 90"))
    definition = programme(actions=(*ACTIONS, fast))

    assert refused("fast", NORTH, definition=definition).code == "stage"
    assert do("fast", NORTH, definition=definition, at=case(answers={"share": 90})).target == "city"


def test_an_action_of_another_track_does_not_exist() -> None:
    other = action("other", "district", "district", "city", concerns=("platform",))

    assert refused("other", NORTH, definition=programme(actions=(*ACTIONS, other))).code == "stage"


def test_an_office_above_may_forbid_from_any_stage_of_its_row() -> None:
    veto = action("veto", "city", "district", "withdrawn", concerns=BOTH, needs=("reason",))
    definition = programme(actions=(*ACTIONS, veto))

    assert do("veto", CITY, definition=definition, reason="上级通报").target == "withdrawn"
    assert refused("veto", CITY, definition=definition).code == "need:reason"


def test_an_office_can_file_in_the_place_of_who_cannot() -> None:
    lodge = action("lodge", "district", "draft", "district", concerns=BOTH, needs=("reason",))
    definition = programme(actions=(*ACTIONS, lodge))

    done = do("lodge", NORTH, definition=definition, at=case("draft", filed_on=None), on=LAST, reason="停业")

    assert (done.kind, done.filed_on, done.target) == ("lodge", LAST, "district")


def test_a_section_of_a_later_stage_is_not_asked_for_before_it() -> None:
    form_ = form(section("main", "district"), section("full", "finding", stage="district"))
    again = action("submit", "applicant", "district", "city", concerns=BOTH, needs=("complete",))
    definition = programme(forms=(form_,), actions=(*ACTIONS, replace(again, id="submit-full")))
    first = {"district": "north"}

    assert do("submit", OWNER, definition=definition, at=case("draft", answers=first)).target == "district"
    refusal = refused("submit-full", OWNER, definition=definition, at=case("district", answers=first))

    assert (refusal.code, refusal.element) == ("need:complete", "finding")


def test_a_section_of_an_earlier_stage_stays_asked_for() -> None:
    again = action("submit", "applicant", "district", "city", concerns=BOTH, needs=("complete",))
    definition = programme(actions=(*ACTIONS, replace(again, id="submit-full")))

    refusal = refused("submit-full", OWNER, definition=definition, at=case("district", answers={}))

    assert (refusal.code, refusal.element) == ("need:complete", "district")


def offered(definition: Call, at: Case, actor: Actor, on: date) -> list[str]:
    return [one.action.id for one in possible_actions(definition, at, actor=actor, on=on)]


@pytest.mark.parametrize(
    ("condition", "other"),
    [
        ("filed_on = DATE '2030-05-10'", case(filed_on=LATE)),
        ("recommender = 'north'", case(recommender="south")),
        ("recommender_kind = 'district'", case(recommender="west")),
        ("number = '1-E-0001'", case(number="2")),
    ],
    ids=["filing date", "recommender", "its kind", "number"],
)
def test_a_condition_sees_what_the_life_of_a_case_gives(condition: str, other: Case) -> None:
    known = action("known", "city", "district", concerns=BOTH, when=expression(condition))
    contrary = action("contrary", "city", "district", concerns=BOTH, when=expression(f"NOT ({condition})"))
    definition = programme(actions=(known, contrary))

    assert offered(definition, case(), CITY, LAST) == ["known"]
    assert "contrary" in offered(definition, other, CITY, LATE)


def test_before_the_filing_the_day_of_the_act_decides_what_is_in_force() -> None:
    definition = programme(actions=(action("old", "applicant", "draft", concerns=BOTH, until=LAST),))

    assert offered(definition, case("draft", filed_on=None), OWNER, LATE) == []
    assert offered(definition, case("draft", filed_on=None), OWNER, LAST) == ["old"]
    assert offered(definition, case("draft"), OWNER, LATE) == ["old"]
