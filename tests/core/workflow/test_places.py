"""Places: refused above the quota with the clause, or asked a reason for where it says in principle."""

from typing import Any

import pytest

from linxuan.errors import Refused
from linxuan.programme.definition import Call, LimitCase, Quota
from linxuan.workflow import limit_for, quota_key, quotas_for
from tests.core.build import cite, expression, quota, table
from tests.core.workflow.invented import CITY, case, do, programme


def nominating(definition: Call, taken: dict[str, int], **typed: Any) -> str:
    return do("nominate", CITY, definition=definition, taken=taken, **typed).target


def refused(definition: Call, taken: dict[str, int]) -> Refused:
    with pytest.raises(Refused) as refusal:
        nominating(definition, taken)
    return refusal.value


def test_the_last_place_is_taken() -> None:
    assert nominating(programme(), {"enterprises": 1}) == "nominated"


def test_above_the_quota_is_refused_with_its_clause() -> None:
    refusal = refused(programme(), {"enterprises": 2})

    assert (refusal.code, refusal.element, refusal.clause) == ("quota", "enterprises", "一(二)2(1)")
    assert refusal.reason == "名额 2 个以内，已用 2 个，不能再加。要加入，请先移出一家。"


def test_above_a_quota_in_principle_wants_a_reason() -> None:
    soft = programme(quotas=(quota("soft", 2, "enterprise", strength="in_principle", cites=cite("四")),))

    refusal = refused(soft, {"soft": 2})

    assert (refusal.code, refusal.element, refusal.clause) == ("need:reason", "soft", "四")
    assert nominating(soft, {"soft": 2}, reason="上级同意增加") == "nominated"


def names(*quotas: Quota, **changed: Any) -> list[str]:
    definition = programme(quotas=quotas)
    return [one.id for one in quotas_for(definition, case("city", **changed), definition.actions["nominate"])]


def test_several_quotas_count_one_case() -> None:
    lines = (
        quota("total", 5, "enterprise", "platform"),
        quota("own", 3, "enterprise"),
        quota("others", 1, "platform"),
    )

    assert names(*lines) == ["total", "own"]


def test_a_quota_of_a_category_counts_that_category() -> None:
    lines = (quota("sharing", 1, "platform/sharing"), quota("plain", 1, "platform/plain"))

    assert names(*lines, procedure="platform", answers={"category": "plain"}) == ["plain"]


def test_a_case_outside_the_quota_takes_no_place() -> None:
    outside = quota("q", 0, "enterprise", not_counted=expression("share > 90"))

    assert names(outside, answers={"share": 91}) == []
    assert names(outside, answers={"share": 90}) == ["q"]
    assert names(outside, answers={}) == ["q"]


def test_a_quota_with_a_condition_counts_what_it_holds_for() -> None:
    conditional = quota("q", 1, "enterprise", when=expression("share > 90"))

    assert names(conditional, answers={"share": 1}) == []
    assert names(conditional, answers={}) == ["q"]


def test_places_are_counted_apart_by_district_and_answer() -> None:
    definition = programme()
    by_both = quota("q", 1, per=("recommender", "share"))

    assert quota_key(definition, by_both, case()) == "north/35"
    assert quota_key(definition, by_both, case(answers={})) == "north/"
    assert quota_key(definition, quota("q", 1), case()) == ""


def test_limits_follow_their_conditions_and_lists_their_key() -> None:
    definition = programme(lists=(table("places", north={"limit": "7"}),))
    larger = LimitCase(expression("share > 90"), 9)

    limits = [
        limit_for(definition, quota("q", 5, limits=(larger,)), case(answers={"share": 91})),
        limit_for(definition, quota("q", 5, limits=(larger,)), case(answers={"share": 90})),
        limit_for(definition, quota("q", 5, limits=(larger,)), case(answers={})),
        limit_for(definition, quota("q", None, list="places", per=("recommender",)), case()),
        limit_for(
            definition, quota("q", None, list="places", per=("recommender",)), case(recommender="south")
        ),
    ]

    assert limits == [9, 5, 5, 7, 0]
