"""Somebody is away: a colleague acts for him, from day to day, and both are named."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.contacts import set_contact
from linxuan_site.actions.credit import Found, record_credit_check
from linxuan_site.actions.delegations import act_for, end_delegation, name_delegate
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.exports import ask_export
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.grades import record_status
from linxuan_site.actions.helping import end_help, start_help
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.people import Duty, set_active, set_duty
from linxuan_site.actions.placements import Placing, place, place_all
from linxuan_site.actions.proposals import enter_revocation
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.remarks import note_remark
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Account, Delegation
from linxuan_site.models.delegations import Signed
from linxuan_site.permissions import manages_people, may_sign
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.delegations import signed_name, stand_ins, who_acted
from tests.site.life.conftest import CALL, Life, On
from tests.support.told import told

FIRST, LAST = date(2023, 5, 12), date(2023, 5, 14)


def away(life: Life, delegate: Account, absent: Account | None = None) -> Delegation:
    absent = absent or life.applicant(1)
    return name_delegate(absent, delegate=delegate.pk, from_day=FIRST, until_day=LAST)


def standing_in(life: Life, absent: Account | None = None, username: str = "second") -> Account:
    """A colleague of an officer (the district's unless it is said), who stands in for him today."""
    absent = absent or life.district
    colleague = life.colleague(absent, username)
    away(life, colleague, absent)
    act_for(colleague, absent.username)
    return colleague


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


def test_what_an_officer_leaves_while_he_reviews_names_both(life: Life) -> None:
    application, second = life.submitted(1), standing_in(life)
    both = f"{second.full_name}（代{life.district.full_name}办理）"
    found = Found("信用中国", clock.now(), clear=True)

    (judgement,) = judge(application.pk, [Judged("rule:legal-person", "doubted", "执照过期")], account=second)
    note_remark(application.pk, "address", "门牌号不符", account=second)
    check = record_credit_check(application.pk, found, account=second)
    placement = place(application.pk, rank=1, account=second)

    assert signed_name(judgement.judged_by, judgement) == both
    assert signed_name(check.checked_by, check) == both
    assert signed_name(placement.placed_by, placement) == both
    # Who sends them acts in his own name: each remark keeps the names of who wrote it.
    life.act(application, "return", life.district, opinion="请改")
    remarks = application.remarks.select_related("written_by")
    assert {signed_name(one.written_by, one) for one in remarks} == {both}
    assert remarks.count() == 2


def test_who_overtakes_a_colleague_is_told_both_names(life: Life) -> None:
    application, second = life.submitted(1), standing_in(life)
    place(application.pk, rank=1, account=second)

    with pytest.raises(Refused) as refused:
        place_all([Placing(application.pk, rank=2, seen=0)], account=life.district)

    assert f"{second.full_name}（代{life.district.full_name}办理）" in refused.value.reason


def test_help_names_both_where_it_begins_and_where_it_ends(life: Life, editor: Account) -> None:
    application, second = life.draft(1), standing_in(life)
    away(life, editor)

    begun = start_help(application.pk, account=second, reason="单位不会用电脑")
    act_for(editor, life.applicant(1).username)
    end_help(application.pk, account=editor)

    begun.refresh_from_db()
    assert (begun.on_behalf_of, begun.ended_on_behalf_of) == (life.district, life.applicant(1))
    assert begun.ended_on_behalf_of_name == life.applicant(1).full_name
    assert f"（代{life.district.full_name}办理）" in told("help.started").text


def test_papers_and_later_deadlines_name_both(life: Life) -> None:
    life.recommended(1)
    second = standing_in(life)
    third = standing_in(life, life.city, "third")

    paper = issue_paper(CALL, "summary", account=second)
    extension = extend_deadline(
        CALL, "delivery", date(2023, 5, 19), account=third, reason="暴雨", document="局务会纪要"
    )

    assert signed_name(paper.issued_by, paper) == f"{second.full_name}（代{life.district.full_name}办理）"
    assert signed_name(extension.set_by, extension) == f"{third.full_name}（代{life.city.full_name}办理）"


def test_who_publishes_names_and_closes_the_publicity_for_somebody_is_named_so(life: Life, on: On) -> None:
    application = life.recommended(1)
    place(application.pk, score=Decimal(95), account=life.city)
    life.act(application, "nominate", life.city)

    opened = open_publicity(CALL, "nominated", account=standing_in(life, life.city, "third"))
    with on("2023-06-30"):
        closed = close_publicity(opened.pk, account=life.city)

    assert signed_name(opened.opened_by, opened) == f"同事third（代{life.city.full_name}办理）"
    assert (closed.closed_by, closed.closed_on_behalf_of_name) == (life.city, None)


def test_a_day_set_earlier_and_what_becomes_of_a_title_name_both(life: Life) -> None:
    entity = {"name": "示例501", "credit_code": credit_code(501), "cohort": "2", "track": "enterprise"}
    call = definition_of(life.published)
    designation = enter_designation(call, {**entity, "document": "认定文件", "in_charge": "210211"})
    second, third = standing_in(life), standing_in(life, life.city, "third")
    day = clock.today()

    earlier = set_earlier_day(CALL, "delivery", day, account=second)
    status = record_status(call, designation, "active", holds_from=day, source="查询", account=second)
    words = {"document": "通报", "reason": "注销"}
    revoked = enter_revocation(call, designation, **words, decided_on=day, account=third).steps.get()

    assert {earlier.on_behalf_of, status.on_behalf_of} == {life.district}
    assert revoked.on_behalf_of_name == life.city.full_name
    assert designation.events.get(kind="revoked").on_behalf_of_name == life.city.full_name
    with pytest.raises(Refused):
        record_status(call, designation, "active", holds_from=day, source="查询", account=life.other_district)


NAMED_OTHERWISE = {
    "AdministrationRecord": "what administrators do: nobody stands in for them",
    "UploadedPackage": "what administrators do: nobody stands in for them",
    "PaperKey": "what administrators do: nobody stands in for them",
    "HolidayDay": "what administrators do: nobody stands in for them",
    "Delegation": "says itself who stands in for whom",
    "Application": "its first step says who began it",
    "Submission": "its step says who submitted it",
    "Attachment": "the change of the answer says who attached it",
    "ListUpload": "the import says who entered it",
    "SavedList": "one's own",
    "Invitation": "of people: only who is responsible for them himself",
    "PersonChange": "of people: only who is responsible for them himself",
    "MessageWishes": "one's own",
    "Message": "one's own",
    "PersonalRead": "who read it himself",
    "Session": "one's own",
    "SignInRecord": "one's own",
    "ThreadRead": "one's own",
    "ApiToken": "one's own",
    "Webhook": "of people: only who is responsible for them himself",
}
"""Rows that name somebody and not for whom he stood in, with the reason."""


def test_every_row_that_says_who_did_something_says_for_whom_too() -> None:
    named = {
        model.__name__
        for model in apps.get_app_config("linxuan_site").get_models()
        for field in model._meta.fields
        if field.related_model is Account and not issubclass(model, Signed)
    }
    assert named == set(NAMED_OTHERWISE)


def test_an_export_and_a_contact_of_a_delegate_name_both(life: Life, editor: Account) -> None:
    second = standing_in(life, life.city)
    export = ask_export(CALL, account=second)
    assert signed_name(second, export) == f"{second.full_name}（代{life.city.full_name}办理）"

    away(life, editor)
    act_for(editor, life.applicant(1).username)
    contact = set_contact(editor, full_name="联系示例", phone="0411-1234567", email="")
    assert contact.on_behalf_of == life.applicant(1)
