"""An office judges each condition beside its evidence; a newer row corrects an older one."""

import pytest

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.accounts import create_officer
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.judging import DOUBTED, Judged, judge
from linxuan_site.models import Application, ConditionJudgement
from linxuan_site.queries.reviewing import judgements_of
from tests.site.life.conftest import Life

SHARE, ADVANTAGE = "rule:service-income-share", "judgement:advantage"


def test_the_newest_judgement_counts_and_the_older_one_stays(life: Life) -> None:
    application = life.submitted(1)
    judge(application.pk, [Judged(SHARE, "doubted", "与审计报告不符")], account=life.district)
    judge(application.pk, [Judged(SHARE, "confirmed")], account=life.district)

    assert [one.verdict for one in judgements_of(application)] == ["confirmed"]
    assert ConditionJudgement.objects.filter(verdict=DOUBTED, remark="与审计报告不符").exists()


def test_what_was_said_already_makes_no_new_row(life: Life) -> None:
    application = life.submitted(1)
    for _time in range(2):
        judge(
            application.pk, [Judged(SHARE, "confirmed"), Judged(ADVANTAGE, "doubted")], account=life.district
        )

    assert ConditionJudgement.objects.count() == 2


@pytest.mark.parametrize(
    "judged",
    [Judged("rule:nothing", "confirmed"), Judged(SHARE, "perhaps"), Judged(SHARE, "doubted", "疑" * 2001)],
)
def test_a_judgement_that_is_none_is_refused_and_takes_the_others_with_it(life: Life, judged: Judged) -> None:
    application = life.submitted(1)

    with pytest.raises(BadInput):
        judge(application.pk, [Judged(ADVANTAGE, "confirmed"), judged], account=life.district)

    assert not ConditionJudgement.objects.exists()


def test_only_the_office_on_whose_desk_it_lies_judges(life: Life) -> None:
    application = life.submitted(1)

    for account in (life.other_district, life.city, life.applicant(1)):
        with pytest.raises(Refused):
            judge(application.pk, [Judged(SHARE, "confirmed")], account=account)


def test_a_colleague_who_was_faster_is_named(life: Life) -> None:
    application = life.submitted(1)
    colleague = create_officer(
        life.district.office, username="second", password="linxuan-demo", full_name="孙示例"
    )  # type: ignore[arg-type]
    judge(application.pk, [Judged(SHARE, "doubted", "疑点")], account=colleague)

    with pytest.raises(Refused, match="孙示例刚刚也判断了这一项"):
        judge(application.pk, [Judged(SHARE, "confirmed", seen=0)], account=life.district)


def resubmitted(life: Life, application: Application, **answers: object) -> None:
    life.act(application, "return", life.district, opinion="请核对")
    application.refresh_from_db()
    save_answers(application.pk, answers, account=life.applicant(1), version=application.version)
    life.act(application, "submit", life.applicant(1))
    application.refresh_from_db()
