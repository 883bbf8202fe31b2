"""Two people at once: one wins, the other is told; nothing is lost, on either database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.accounts import NewPerson, create_account
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.placements import place
from linxuan_site.demo.people import PASSWORD
from linxuan_site.models import Account, Application, Place
from tests.site.life.conftest import Life

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do several acts at the same moment, each on a connection of its own; a refusal is an outcome."""
    barrier = Barrier(len(acts))

    def do(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            with clock.on_day(date(2023, 5, 12)):
                return act()
        except (BadInput, Refused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def test_of_two_officers_who_decide_at_once_one_wins_and_one_is_told(life: Life) -> None:
    application = life.submitted(1)
    seen = application.steps.count()

    outcomes = at_once(
        lambda: life.act(application, "return", life.district, opinion="请更正", seen=seen),
        lambda: life.act(application, "decline", life.district, opinion="不予推荐", seen=seen),
    )

    refusals = [one for one in outcomes if isinstance(one, Refused)]
    assert [one.code for one in refusals] == ["overtaken"]
    assert application.steps.count() == seen + 1


def test_the_last_place_is_taken_once(life: Life) -> None:
    applications = [life.recommended(number) for number in range(1, 5)]
    for number, application in enumerate(applications):
        place(application.pk, account=life.city, score=Decimal(90 - number))
    for application in applications[:2]:
        life.act(application, "nominate", life.city)

    outcomes = at_once(
        *(lambda one=one: life.act(one, "nominate", life.city) for one in applications[2:])  # type: ignore[misc]
    )

    assert [one.code for one in outcomes if isinstance(one, Refused)] == ["quota"]
    assert Place.objects.filter(quota="enterprise", released_by=None).count() == 3


def test_numbers_are_given_once_each(life: Life) -> None:
    drafts = [life.draft(number) for number in range(1, 5)]

    at_once(
        *(
            lambda number=number, one=one: life.act(one, "submit", life.applicant(number))  # type: ignore[misc]
            for number, one in enumerate(drafts, start=1)
        )
    )

    numbers = sorted(Application.objects.values_list("number", flat=True))
    assert numbers == ["5-EN-0001", "5-EN-0002", "5-EN-0003", "5-EN-0004"]


def test_saves_of_different_answers_at_once_both_stay(life: Life) -> None:
    application = life.draft(1)
    account, version = life.applicant(1), application.version

    at_once(
        lambda: save_answers(application.pk, {"address": "甲路1号"}, account=account, version=version),
        lambda: save_answers(application.pk, {"contact_person": "李示例"}, account=account, version=version),
    )

    application.refresh_from_db()
    assert (application.answers["address"], application.answers["contact_person"]) == ("甲路1号", "李示例")


def test_a_name_for_an_account_is_taken_once_and_the_second_is_told(life: Life) -> None:
    def chooses() -> Account:
        return create_account(NewPerson("wang", PASSWORD, "王示例"), office=life.district.office)

    outcomes = at_once(chooses, chooses)

    told = [one for one in outcomes if isinstance(one, BadInput)]
    assert [one.field for one in told] == ["username"]
    assert Account.objects.filter(username="wang").count() == 1
