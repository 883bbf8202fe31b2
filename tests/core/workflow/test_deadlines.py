"""A last day ends at 24:00; what is received counts on the day it came; a district may be earlier."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from linxuan.errors import Refused
from linxuan.programme.definition import Deadline, EarlierDay
from linxuan.workflow import due
from tests.core.build import table
from tests.core.workflow.invented import CITY, DELIVERY, FILED, LAST, LATE, NORTH, OWNER, case, do, programme

NEXT_YEAR = date(2031, 1, 1)


def refused(*arguments: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        do(*arguments, **more)
    return refusal.value


def test_the_last_day_itself_is_in_time() -> None:
    assert do("recommend", NORTH, on=LAST, opinion="同意").target == "city"


def test_the_day_after_is_refused_with_the_clause_of_the_deadline() -> None:
    refusal = refused("recommend", NORTH, on=LATE, opinion="同意")

    assert (refusal.code, refusal.element, refusal.clause) == ("deadline", "delivery", "二(三)")
    assert refusal.reason == "申报截止：2030年5月15日 24:00 已过，不能再“recommend”。已提交的仍可查看。"


def test_before_it_opens_nothing_is_taken() -> None:
    refusal = refused("submit", OWNER, at=case("draft", filed_on=None), on=date(2030, 3, 31))

    assert (refusal.code, refusal.reason) == ("deadline", "申报截止：2030年4月1日起才能“submit”。")


def test_the_day_on_which_it_opens_belongs_to_it() -> None:
    assert do("submit", OWNER, at=case("draft", filed_on=None), on=date(2030, 4, 1)).target == "district"


def test_paper_counts_on_the_day_it_came_though_it_is_noted_later() -> None:
    done = do("receive", CITY, on=LATE, received_on=LAST, papers=("application",))

    assert (done.received_on, done.papers) == (LAST, ("application",))


def test_paper_that_came_late_is_refused_though_nobody_noted_when() -> None:
    refusal = refused("receive", CITY, on=LATE, received_on=LATE, papers=("application",))

    assert refusal.code == "deadline"
    assert refusal.reason == "申报截止：2030年5月15日 24:00。2030年5月16日收到的材料不再接收。"


def test_an_act_that_no_deadline_names_has_none() -> None:
    assert do("return", NORTH, on=NEXT_YEAR, opinion="请补正").target == "draft"
    assert due(programme(), case(), "return", on=LAST) is None


def test_a_district_may_set_its_applicants_an_earlier_day() -> None:
    early = case(earlier_days={"delivery": date(2030, 5, 8)})

    refusal = refused("hand-in", OWNER, at=early, on=date(2030, 5, 9), papers=("application",))

    assert refusal.reason == (
        "北区规定的截止时间是2030年5月8日 24:00，已经过了，不能再“hand-in”。请与北区联系。"
    )


def test_the_earlier_day_binds_only_the_acts_it_was_set_for() -> None:
    early = case(earlier_days={"delivery": date(2030, 5, 8)})

    assert do("recommend", NORTH, at=early, on=LAST, opinion="同意").target == "city"


def test_a_day_that_is_not_earlier_changes_nothing() -> None:
    later = case(earlier_days={"delivery": NEXT_YEAR})

    assert refused("hand-in", OWNER, at=later, on=LATE, papers=("application",)).code == "deadline"


def test_earlier_days_can_stand_in_a_list_of_the_package() -> None:
    days = table("days", north={"day": "2030-05-09"}, south={})
    listed = replace(DELIVERY, earlier=EarlierDay("district", ("submit",), "days"))
    definition = programme(deadlines=(listed,))
    definition = replace(definition, lists={**definition.lists, "days": days})

    def last(recommender: str, **changed: Any) -> date | None:
        found = due(definition, case("draft", recommender=recommender, **changed), "submit", on=FILED)
        return found and found.day

    assert (last("north"), last("south")) == (date(2030, 5, 9), LAST)
    assert last("north", earlier_days={"delivery": date(2030, 5, 7)}) == date(2030, 5, 7)


def batches(*actions: str) -> Deadline:
    return replace(DELIVERY, days=(LAST, NEXT_YEAR), opens=None, actions=actions, earlier=None)


def test_a_filing_belongs_to_the_first_batch_that_is_not_past() -> None:
    definition = programme(deadlines=(batches("submit", "recommend"),))

    assert (
        do("submit", OWNER, at=case("draft", filed_on=None), on=LATE, definition=definition).filed_on == LATE
    )
    assert refused("recommend", NORTH, on=LATE, definition=definition, opinion="同意").code == "deadline"
    assert do("recommend", NORTH, at=case(filed_on=LATE), on=NEXT_YEAR, definition=definition, opinion="同意")


def test_after_the_last_batch_nothing_is_taken() -> None:
    definition = programme(deadlines=(batches("submit"),))

    late = NEXT_YEAR + timedelta(days=1)

    assert refused("submit", OWNER, at=case("draft"), on=late, definition=definition).code == "deadline"


def test_a_deadline_of_another_time_is_not_asked() -> None:
    definition = programme(deadlines=(replace(DELIVERY, since=NEXT_YEAR),))

    assert do("recommend", NORTH, on=LATE, definition=definition, opinion="同意").target == "city"


def test_the_deadline_that_ends_first_is_the_one_that_is_due() -> None:
    sooner = replace(DELIVERY, id="sooner", days=(FILED,), earlier=None)

    found = due(programme(deadlines=(DELIVERY, sooner)), case(), "recommend", on=FILED)

    assert found is not None
    assert (found.deadline.id, found.day, found.set_by) == ("sooner", FILED, "")
