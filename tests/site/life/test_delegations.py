"""Somebody is away: a colleague acts for him, from day to day, and both are named."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.delegations import act_for, end_delegation, name_delegate
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.people import Duty, set_active, set_duty
from linxuan_site.models import Account, Delegation
from linxuan_site.permissions import manages_people, may_sign
from linxuan_site.queries.delegations import stand_ins, who_acted
from tests.site.life.conftest import Life, On

FIRST, LAST = date(2023, 5, 12), date(2023, 5, 14)


def away(life: Life, delegate: Account, absent: Account | None = None) -> Delegation:
    absent = absent or life.applicant(1)
    return name_delegate(absent, delegate=delegate.pk, from_day=FIRST, until_day=LAST)


@pytest.fixture
def editor(life: Life) -> Account:
    return life.colleague(life.applicant(1), "editor")


def test_a_delegate_submits_for_a_signatory_and_the_record_names_both(life: Life, editor: Account) -> None:
    application = life.draft(1)
    away(life, editor)

    act_for(editor, life.applicant(1).username)
    step = life.act(application, "submit", editor)

    assert (step.actor, step.on_behalf_of) == (editor, life.applicant(1))
    assert who_acted(step) == f"{editor.full_name}（代{life.applicant(1).full_name}办理）"


def test_an_officer_stands_in_for_a_colleague(life: Life) -> None:
    application = life.submitted(1)
    second = life.colleague(life.district, "second")
    away(life, second, life.district)

    act_for(second, life.district.username)
    step = life.act(application, "return", second, opinion="请核对")

    assert step.on_behalf_of == life.district
    assert (step.office, step.office_key) == ("district", "210211")


def test_what_a_delegate_fills_in_names_both_as_well(life: Life, editor: Account) -> None:
    application = life.draft(1)
    away(life, editor)
    act_for(editor, life.applicant(1).username)

    save_answers(application.pk, {"address": "乙路2号"}, account=editor, version=application.version)

    change = application.answer_changes.latest("version")
    assert who_acted(change) == f"{editor.full_name}（代{life.applicant(1).full_name}办理）"


def test_an_agent_is_named_with_his_firm(life: Life) -> None:
    application = life.draft(1)
    agent = life.colleague(life.applicant(1), "agent", role="signatory", firm="示例代理有限公司")

    step = life.act(application, "submit", agent)
    set_duty(agent.pk, Duty("editor"), by=life.applicant(1))

    step.refresh_from_db()
    assert who_acted(step) == f"{agent.full_name}（代办，示例代理有限公司）"


def test_a_delegation_counts_from_its_first_day_to_its_last(life: Life, editor: Account, on: On) -> None:
    away(life, editor)

    for day, counts in (("2023-05-11", 0), ("2023-05-12", 1), ("2023-05-14", 1), ("2023-05-15", 0)):
        with on(day):
            assert len(stand_ins(editor)) == counts, day


def test_what_ended_meanwhile_is_refused_at_the_act(life: Life, editor: Account) -> None:
    application = life.draft(1)
    delegation = away(life, editor)
    act_for(editor, life.applicant(1).username)
    end_delegation(delegation.pk, by=life.applicant(1))

    with pytest.raises(Refused) as refused:
        life.act(application, "submit", editor)

    assert refused.value.code == "stand-in"
    assert application.steps.count() == 0


def test_who_left_or_became_an_agent_stands_in_for_nobody(life: Life, editor: Account) -> None:
    first = life.applicant(1)
    other = life.colleague(first, "other", role="signatory")
    away(life, editor)

    set_duty(editor.pk, Duty("editor", "示例代理有限公司"), by=first)
    assert stand_ins(editor) == []
    set_duty(editor.pk, Duty("editor"), by=first)
    assert len(stand_ins(editor)) == 1
    set_active(first.pk, False, by=other)
    assert stand_ins(editor) == []


def test_who_stands_in_for_an_editor_has_only_his_rights(life: Life) -> None:
    first = life.applicant(1)
    away(life, first, life.colleague(first, "editor"))

    act_for(first, "editor")

    assert not may_sign(first)


def test_people_are_not_managed_for_somebody(life: Life, editor: Account) -> None:
    away(life, editor)
    act_for(editor, life.applicant(1).username)

    assert may_sign(editor)
    assert not manages_people(editor)


@pytest.mark.parametrize("who", ["himself", "stranger", "agent", "nobody"])
def test_only_a_colleague_stands_in(life: Life, who: str) -> None:
    first = life.applicant(1)
    people = {
        "himself": first,
        "stranger": life.applicant(2),
        "agent": life.colleague(first, "agent", firm="示例代理有限公司"),
    }
    delegate = people[who].pk if who in people else None

    with pytest.raises(BadInput) as wrong:
        name_delegate(first, delegate=delegate, from_day=FIRST, until_day=LAST)

    assert wrong.value.field == "delegate"


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (LAST, FIRST, "until_day"),
        (date(2023, 5, 1), date(2023, 5, 11), "until_day"),
        (date(2023, 5, 14), date(2023, 5, 20), "from_day"),
    ],
)
def test_days_that_cannot_be_are_said_at_their_field(
    life: Life, editor: Account, first: date, last: date, field: str
) -> None:
    away(life, editor)

    with pytest.raises(BadInput) as wrong:
        name_delegate(life.applicant(1), delegate=editor.pk, from_day=first, until_day=last)

    assert wrong.value.field == field


def test_either_of_the_two_ends_it_nobody_else_and_the_row_stays(life: Life, editor: Account) -> None:
    delegation = away(life, editor)

    with pytest.raises(Refused):
        end_delegation(delegation.pk, by=life.colleague(life.applicant(1), "third"))
    end_delegation(delegation.pk, by=editor)
    end_delegation(delegation.pk, by=life.applicant(1))

    delegation.refresh_from_db()
    assert (delegation.ended_by, stand_ins(editor)) == (editor, [])


def test_the_database_refuses_who_stands_in_for_himself(life: Life, editor: Account) -> None:
    delegation = away(life, editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=delegation.pk).update(delegate=delegation.absent)
