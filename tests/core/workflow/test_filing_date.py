"""The filing date: set by the first submission, kept by the next, or restated in so many words."""

from dataclasses import replace
from datetime import date

import pytest

from linxuan.errors import Refused
from tests.core.workflow.invented import ACTIONS, FILED, LAST, LATE, NORTH, OWNER, case, do, programme


def test_the_first_submission_sets_the_filing_date() -> None:
    assert do("submit", OWNER, at=case("draft", filed_on=None), on=LAST).filed_on == LAST


def test_a_resubmission_keeps_it() -> None:
    assert do("submit", OWNER, at=case("draft"), on=LAST).filed_on == FILED


@pytest.mark.parametrize("restated_on", [FILED, LAST], ids=["the first day", "today"])
def test_a_resubmission_may_restate_it(restated_on: date) -> None:
    assert do("submit", OWNER, at=case("draft"), on=LAST, restated_on=restated_on).filed_on == restated_on


@pytest.mark.parametrize("restated_on", [FILED.replace(day=9), LATE], ids=["earlier", "to come"])
def test_it_is_never_restated_to_before_the_first_or_to_the_future(restated_on: date) -> None:
    with pytest.raises(Refused) as refusal:
        do("submit", OWNER, at=case("draft"), on=LAST, restated_on=restated_on)

    assert refusal.value.code == "restated_on"


def test_a_first_submission_has_nothing_to_restate() -> None:
    with pytest.raises(Refused) as refusal:
        do("submit", OWNER, at=case("draft", filed_on=None), on=LAST, restated_on=FILED)

    assert refusal.value.code == "restated_on"


def test_where_a_return_asks_for_it_anew_it_has_to_be_said() -> None:
    returning = tuple(replace(one, filed_on="restated") if one.kind == "return" else one for one in ACTIONS)
    definition = programme(actions=returning)

    with pytest.raises(Refused) as refusal:
        do("submit", OWNER, at=case("draft"), on=LAST, definition=definition)

    assert refusal.value.code == "need:restated_on"
    assert (
        do("submit", OWNER, at=case("draft"), on=LAST, definition=definition, restated_on=LAST).filed_on
        == LAST
    )


def test_no_other_act_touches_it() -> None:
    assert do("return", NORTH, opinion="请补正").filed_on == FILED
