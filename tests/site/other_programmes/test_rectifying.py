"""What a programme wants put right is ordered and seen to be done by API, with nothing of it in the code."""

from datetime import date

import pytest
from django.http import HttpResponse

from linxuan_site import clock
from linxuan_site.models import Designation
from linxuan_site.queries.entities import entity_now
from tests.site.other_programmes.conftest import Province
from tests.site.other_programmes.test_centre import held, scheme

__all__ = ["scheme"]
MARCH = date(2025, 3, 3)


@pytest.fixture
def entity(scheme: Province) -> Designation:
    """A centre whose last grade has to be put right within a year."""
    return held(scheme, 970, in_2023="basic")


def post(
    scheme: Province, entity: Designation, path: str = "", *, on: date = MARCH, **body: str
) -> HttpResponse:
    with clock.on_day(on):
        address = f"/api/entities/{entity.pk}/rectifications{path}"
        return scheme.office("bureau").post(address, body, "application/json")


def standing_of(scheme: Province, entity: Designation, day: date) -> tuple[str, date | None]:
    with clock.on_day(day):
        found = entity_now(scheme.call, Designation.objects.get(pk=entity.pk)).standing
        return found.standing, found.until


def test_an_order_is_due_a_year_later_and_what_follows_comes_the_day_after(
    scheme: Province, entity: Designation
) -> None:
    assert standing_of(scheme, entity, MARCH) == ("rectify", None)
    (told,) = post(scheme, entity, reason="补充研发人员").json()

    assert (told["rule"], told["year"], told["until"], told["done_on"]) == ("basic", 2023, "2026-03-03", None)
    assert standing_of(scheme, entity, date(2026, 3, 3)) == ("rectify", date(2026, 3, 3))
    assert standing_of(scheme, entity, date(2026, 3, 4))[0] == "revoke"


def test_what_was_put_right_in_time_is_over_until_another_low_grade(
    scheme: Province, entity: Designation
) -> None:
    (told,) = post(scheme, entity, reason="补充研发人员").json()
    done = post(
        scheme, entity, f"/{told['id']}/done", on=date(2025, 8, 2), done_on="2025-08-01", reason="核查"
    )

    assert (done.status_code, done.json()[0]["done_on"]) == (201, "2025-08-01")
    assert standing_of(scheme, entity, date(2026, 3, 4)) == ("keep", None)


def test_what_is_put_right_late_leads_to_what_the_rule_says(scheme: Province, entity: Designation) -> None:
    (told,) = post(scheme, entity, reason="补充研发人员").json()
    post(scheme, entity, f"/{told['id']}/done", on=date(2026, 3, 5), done_on="2026-03-04", reason="核查")

    assert standing_of(scheme, entity, date(2026, 3, 6))[0] == "revoke"


def test_nothing_is_ordered_twice_nor_where_no_rule_asks(scheme: Province, entity: Designation) -> None:
    assert post(scheme, entity, reason=" ").status_code == 400
    assert post(scheme, entity, reason="补充研发人员").status_code == 201
    assert post(scheme, entity, reason="补充研发人员").status_code == 409
    assert post(scheme, held(scheme, 971, in_2023="good"), reason="补充").status_code == 409


def test_the_order_of_another_title_is_not_found(scheme: Province, entity: Designation) -> None:
    (told,) = post(scheme, entity, reason="补充研发人员").json()
    other = held(scheme, 972, in_2023="basic")

    given = {"done_on": "2025-03-03", "reason": "核查"}
    assert post(scheme, other, f"/{told['id']}/done", **given).status_code == 404


def test_only_the_authority_sees_and_orders(scheme: Province, entity: Designation) -> None:
    address = f"/api/entities/{entity.pk}/rectifications"

    assert scheme.office("city", "990101").get(address).status_code == 403
    assert scheme.office("bureau").get(address).json() == []
