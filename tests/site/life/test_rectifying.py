"""What has to be put right by a day: ordered, seen to be done, or what else follows."""

from collections.abc import Iterator
from datetime import date

import pytest

from linxuan.errors import BadInput, Refused
from linxuan.programme.definition import Length
from linxuan_site.actions.grades import record_grade
from linxuan_site.actions.rectifying import order_rectification, record_put_right
from linxuan_site.models import Designation
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.entities import entity_of
from linxuan_site.queries.proposals import due_proposals
from tests.site.life.conftest import Life, On
from tests.site.life.test_evaluation import designated

WHAT = "补齐服务收入的凭证"


@pytest.fixture
def low(life: Life) -> Iterator[Designation]:
    """An entity of a programme by whose rule a low grade has to be put right in two months, else the title goes."""
    rule = definition_of(life.published).standings["low"]
    before = {name: getattr(rule, name) for name in ("leads_to", "within", "otherwise")}
    for name, value in {"leads_to": "rectify", "within": Length(2, "m"), "otherwise": "revoke"}.items():
        object.__setattr__(rule, name, value)
    entity = designated(life)
    call = definition_of(life.published)
    record_grade(call, entity, 2023, "basically_qualified", source="部函", account=None)
    yield entity
    for name, value in before.items():
        object.__setattr__(rule, name, value)


def standing_of(life: Life, entity: Designation) -> str:
    found = entity_of(life.city, entity.pk)
    assert found is not None
    return found[1].standing.standing


def test_it_is_ordered_once_with_the_last_day_of_the_rule(life: Life, low: Designation) -> None:
    call = definition_of(life.published)
    assert standing_of(life, low) == "rectify"
    with pytest.raises(Refused, match="主管部门"):
        order_rectification(call, low, reason=WHAT, account=life.district)
    with pytest.raises(BadInput, match="整改什么"):
        order_rectification(call, low, reason=" ", account=life.city)
    order = order_rectification(call, low, reason=WHAT, account=life.city)

    assert (order.until, order.year) == (date(2023, 7, 12), 2023)
    with pytest.raises(Refused, match="已经要求过"):
        order_rectification(call, low, reason=WHAT, account=life.city)


def test_what_is_put_right_in_time_keeps_the_title(life: Life, low: Designation, on: On) -> None:
    order = order_rectification(definition_of(life.published), low, reason=WHAT, account=life.city)
    with on("2023-07-12"):
        with pytest.raises(BadInput, match="整改之后"):
            record_put_right(order.pk, done_on=date(2023, 5, 1), reason="凭证齐", account=life.city)
        record_put_right(order.pk, done_on=date(2023, 7, 11), reason="凭证齐", account=life.city)
    with on("2023-07-13"):
        assert standing_of(life, low) == "keep"
        with pytest.raises(Refused, match="已经登记过"):
            record_put_right(order.pk, done_on=date(2023, 7, 12), reason="凭证齐", account=life.city)


def test_what_is_not_put_right_by_then_leads_to_what_the_rule_says(
    life: Life, low: Designation, on: On
) -> None:
    order_rectification(definition_of(life.published), low, reason=WHAT, account=life.city)
    with on("2023-07-12"):
        assert (standing_of(life, low), due_proposals(life.city)) == ("rectify", [])
    with on("2023-07-13"):
        assert standing_of(life, low) == "revoke"
        assert [one.row.designation for one in due_proposals(life.city)] == [low]
