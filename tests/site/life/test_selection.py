from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from linxuan.errors import Refused
from linxuan_site.actions.drafts import Conflict, save_answers, start_application
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.models import Delivery, Place, Submission
from linxuan_site.queries.board import board_of
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.dossiers import dossier_of
from linxuan_site.queries.readable import readable_page
from tests.site.life.conftest import CALL, REVIEW, Life, On

LITTLE = {"2020": "100", "2021": "100", "2022": "100"}
NONE = {"2020": "0", "2021": "0", "2022": "0"}


def test_an_enterprise_goes_from_draft_to_the_list(life: Life) -> None:
    application = life.recommended(1)
    place(application.pk, account=life.city, score=Decimal("90.00"))

    life.act(application, "nominate", life.city)

    application.refresh_from_db()
    assert application.stage == "nominated"
    assert [step.action for step in application.steps.all()] == [
        "submit",
        "hand-in",
        "recommend",
        "receive",
        "nominate",
    ]
    assert Place.objects.filter(quota="enterprise", released_by=None).count() == 1


def test_a_submission_is_numbered_and_frozen(life: Life) -> None:
    application = life.draft(1)

    life.act(application, "submit", life.applicant(1))

    application.refresh_from_db()
    submission = Submission.objects.get(application=application)
    assert application.number == "5-EN-0001"
    assert submission.answers["operating_income"] == application.answers["operating_income"]
    with pytest.raises(Refused, match="现在不能改"):
        save_answers(
            application.pk, {"address": "别处"}, account=life.applicant(1), version=application.version
        )


def test_an_application_that_is_not_eligible_may_be_submitted_but_not_recommended(life: Life) -> None:
    application = life.submitted(1, has_violation=True)
    place(application.pk, account=life.district, rank=1)

    with pytest.raises(Refused) as refusal:
        life.act(application, "recommend", life.district, opinion="同意")

    assert (refusal.value.clause, refusal.value.element) == ("一(二)1", "no-violation")


def test_one_below_the_share_in_principle_is_recommended_with_a_reason(life: Life) -> None:
    application = life.recommended(1, service_income_direct=LITTLE, service_income_indirect=NONE)

    step = application.steps.get(action="recommend")

    assert application.stage == "city"
    assert step.details["reasons"]["service-income-share"] == "年底签约"


def test_one_below_the_share_without_a_reason_is_not_recommended(life: Life) -> None:
    application = life.submitted(1, service_income_direct=LITTLE, service_income_indirect=NONE)
    place(application.pk, account=life.district, rank=1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)

    with pytest.raises(Refused) as refusal:
        life.act(application, "recommend", life.district, opinion="同意")

    assert refusal.value.code == "need:reason"
    assert refusal.value.element == "service-income-share"


def test_over_quota_is_refused_with_the_clause(life: Life) -> None:
    for number in range(1, 5):
        application = life.recommended(number)
        place(application.pk, account=life.city, score=Decimal(100 - number))
        if number < 4:
            life.act(application, "nominate", life.city)

    with pytest.raises(Refused) as refusal:
        life.act(application, "nominate", life.city)

    assert (refusal.value.code, refusal.value.clause) == ("quota", "一(二)2(1)")
    assert Place.objects.filter(quota="enterprise", released_by=None).count() == 3


def test_between_equals_at_the_line_a_person_chooses_and_says_why(life: Life) -> None:
    applications = [life.recommended(number) for number in range(1, 5)]
    for application, score in zip(applications, ("95", "90", "88", "88"), strict=True):
        place(application.pk, account=life.city, score=Decimal(score))

    with pytest.raises(Refused) as refusal:
        life.act(applications[2], "nominate", life.city)
    life.act(applications[3], "nominate", life.city, reason="评审组复议")

    assert refusal.value.code == "need:reason"
    line = board_of(life.city, definition_of(life.published)).lines[0]
    assert [one.state for one in line.ranked if one.application.pk == applications[3].pk] == ["taken"]


def test_a_withdrawal_frees_the_place_for_the_next(life: Life) -> None:
    applications = [life.recommended(number) for number in range(1, 5)]
    for number, application in enumerate(applications):
        place(application.pk, account=life.city, score=Decimal(90 - number))
    for application in applications[:3]:
        life.act(application, "nominate", life.city)

    life.act(applications[0], "withdraw", life.applicant(1))
    life.act(applications[3], "nominate", life.city)

    holders = Place.objects.filter(quota="enterprise", released_by=None).values_list("application", flat=True)
    assert set(holders) == {one.pk for one in applications[1:]}


def test_a_return_keeps_the_filing_date(life: Life, on: On) -> None:
    with on("2023-05-05"):
        application = life.submitted(1)
    life.act(application, "return", life.district, opinion="第4页与此处不一致")

    life.act(application, "submit", life.applicant(1))

    application.refresh_from_db()
    assert application.filed_on is not None
    assert application.filed_on.isoformat() == "2023-05-05"
    assert application.submissions.count() == 2


def test_a_scan_of_an_earlier_revision_does_not_count_for_the_next(life: Life) -> None:
    application = life.submitted(1)
    life.act(application, "return", life.district, opinion="请更正")
    life.act(application, "submit", life.applicant(1))

    dossier = dossier_of(life.district, application.pk)

    assert dossier is not None
    assert "application" not in dossier.case.papers


@pytest.mark.parametrize(("day", "accepted"), [("2023-05-15", True), ("2023-05-16", False)])
def test_the_deadline_ends_at_the_end_of_its_day(life: Life, on: On, day: str, accepted: bool) -> None:
    application = life.draft(1)

    with on(day):
        if accepted:
            assert life.act(application, "submit", life.applicant(1)).target == "district"
        else:
            with pytest.raises(Refused) as refusal:
                life.act(application, "submit", life.applicant(1))
            assert (refusal.value.code, refusal.value.clause) == ("deadline", "二(三)")


def test_paper_that_came_in_time_may_be_noted_later(life: Life, on: On) -> None:
    application = life.submitted(1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    place(application.pk, account=life.district, rank=1)
    life.act(application, "recommend", life.district, opinion="同意")

    with on("2023-05-18"):
        with pytest.raises(Refused, match="截止"):
            life.act(
                application, "receive", life.city, papers=("application",), received_on=date(2023, 5, 16)
            )
        step = life.act(
            application, "receive", life.city, papers=("application",), received_on=date(2023, 5, 15)
        )

    assert step.details["received_on"] == "2023-05-15"


def test_a_district_may_set_its_applicants_an_earlier_day(life: Life, on: On) -> None:
    application = life.draft(1)
    set_earlier_day(CALL, "delivery", date(2023, 5, 12), account=life.district)

    with on("2023-05-13"), pytest.raises(Refused) as refusal:
        life.act(application, "submit", life.applicant(1))

    assert refusal.value.code == "deadline"


def test_a_district_sees_its_own_applicants_only(life: Life) -> None:
    application = life.submitted(1)

    assert [one.pk for one in readable_page(life.district).rows] == [application.pk]
    assert readable_page(life.other_district).rows == []
    assert dossier_of(life.other_district, application.pk) is None
    with pytest.raises(Refused):
        life.act(application, "decline", life.other_district, opinion="不予推荐")


def test_who_comes_second_is_told_what_happened(life: Life) -> None:
    application = life.submitted(1)
    seen = application.steps.count()
    life.act(application, "return", life.district, opinion="请更正", seen=seen)

    with pytest.raises(Refused) as refusal:
        life.act(application, "decline", life.district, opinion="不予推荐", seen=seen)

    assert refusal.value.code == "overtaken"
    assert "退回修改" in refusal.value.reason


def test_two_people_who_change_the_same_answer_do_not_overwrite_each_other(life: Life) -> None:
    application = life.draft(1)
    account, version = life.applicant(1), application.version
    save_answers(application.pk, {"address": "甲路1号"}, account=account, version=version)

    save_answers(application.pk, {"contact_person": "李示例"}, account=account, version=version)
    with pytest.raises(Conflict) as conflict:
        save_answers(application.pk, {"address": "乙路2号"}, account=account, version=version)

    assert conflict.value.theirs == {"address": "甲路1号"}


def test_what_cannot_be_read_is_kept_as_it_was_typed(life: Life) -> None:
    application = life.draft(1)

    saved = save_answers(
        application.pk,
        {"registered_capital": "一百万"},
        account=life.applicant(1),
        version=application.version,
    )

    application.refresh_from_db()
    assert application.answers["registered_capital"] == "一百万"
    assert list(saved.problems) == ["registered_capital"]
    with pytest.raises(Refused):
        life.act(application, "submit", life.applicant(1))


def test_an_organisation_has_one_open_application_in_a_track(life: Life) -> None:
    life.draft(1)

    with pytest.raises(Refused, match="已有一份"):
        start_application(life.applicant(1), CALL, "enterprise")


def test_the_publicity_ends_after_five_working_days(life: Life, on: On) -> None:
    application = life.recommended(1)
    place(application.pk, account=life.city, score=Decimal(90))
    life.act(application, "nominate", life.city)

    publicity = open_publicity(CALL, "nominated", account=life.city)

    assert (publicity.opens_on.isoformat(), publicity.closes_on.isoformat()) == ("2023-05-12", "2023-05-18")
    with on("2023-05-18"), pytest.raises(Refused):
        close_publicity(publicity.pk, account=life.city)
    with on("2023-05-19"):
        assert close_publicity(publicity.pk, account=life.city).closed_at is not None


def test_a_message_leaves_only_after_the_commit(
    life: Life, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    application = life.submitted(1)

    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        life.act(application, "return", life.district, opinion="请更正")

    assert len(callbacks) == 1
    assert Delivery.objects.filter(topic="application.step").latest("pk").state == "waiting"
