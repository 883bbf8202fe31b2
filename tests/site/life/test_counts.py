"""The kept counts: what triggers keep is what counting would find, whatever happened and however often."""

from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from linxuan_site.actions.drafts import start_application
from linxuan_site.models import Application, ApplicationCount
from linxuan_site.queries.counts import counts_of
from tests.site.life.conftest import CALL, Life

pytestmark = pytest.mark.django_db


def counted_one_by_one() -> Counter[tuple[Any, ...]]:
    return Counter(
        (one.procedure, one.category, one.stage, one.in_charge, one.number is not None, one.closed)
        for one in Application.objects.all()
    )


def kept() -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for one in counts_of(CALL).kinds:
        found[one.procedure, one.category, one.stage, one.in_charge, one.filed, one.closed] += one.number
    return found


def test_the_kept_counts_follow_an_application_through_its_life(life: Life) -> None:
    life.draft(1)
    assert kept() == counted_one_by_one()

    returned = life.submitted(2)
    life.act(returned, "return", life.district, opinion="请更正")
    assert kept() == counted_one_by_one()

    life.recommended(3)
    assert kept() == counted_one_by_one()
    assert counts_of(CALL).total() == 3
    assert counts_of(CALL).total(filed=False) == 1


def test_an_office_counts_what_it_is_in_charge_of(life: Life) -> None:
    life.submitted(1)
    offices = (life.district.office, life.other_district.office, life.city.office)

    assert [counts_of(CALL).within(one).total() for one in offices if one] == [1, 0, 1]


def test_what_is_rolled_back_is_not_counted(life: Life) -> None:
    life.draft(1)
    with transaction.atomic():
        life.draft(2)
        transaction.set_rollback(True)

    assert counts_of(CALL).total() == 1


def test_many_changes_leave_few_rows_and_the_same_counts(life: Life) -> None:
    draft = life.draft(1)
    for number in range(700):
        draft.category = "AB"[number % 2]
        draft.save(update_fields=["category"])

    assert kept() == counted_one_by_one()
    assert ApplicationCount.objects.count() < 1200


def test_an_application_that_goes_is_not_counted_any_more(life: Life) -> None:
    begun = start_application(life.applicant(1), CALL, "enterprise")
    assert counts_of(CALL).total() == 1
    begun.answer_changes.all().delete()
    begun.delete()

    assert counts_of(CALL).total() == 0
