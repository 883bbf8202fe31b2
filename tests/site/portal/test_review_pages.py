"""The review of one application: the checklist, what changed in place."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from linxuan_site import clock
from linxuan_site.actions.credit import Found, record_credit_check
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.remarks import note_remark
from linxuan_site.models import Application, ConditionJudgement, CreditCheck
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.reviewing import conditions_to_judge
from tests.site.life.conftest import PDF, Life
from tests.site.life.test_judging import ADVANTAGE, SHARE, resubmitted
from tests.site.life.test_remarks import returned
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read

LEGAL = "rule:legal-person"
MORE = {"2020": "540.00", "2021": "860.00", "2022": "1460.00"}


def page_of(application: Application) -> str:
    return f"/desk/applications/{application.pk}/"


def shown(visitor: Visitor, life: Life, application: Application) -> Page:
    return read(visitor(life.district).get(page_of(application)).content)


def test_each_condition_stands_beside_the_files_that_are_evidence_for_it(
    visitor: Visitor, life: Life
) -> None:
    page = shown(visitor, life, life.submitted(1)).text

    row = page[page.index("独立法人资格") : page.index("运营状况良好")]
    assert "是否独立法人" in row
    assert "盖章扫描件.pdf" in row
    assert "一(二)1" in row


def test_judgements_are_kept_by_the_button_and_shown_again(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    given = {
        f"verdict.{SHARE}": "doubted",
        f"remark.{SHARE}": "请附合同",
        f"seen.{SHARE}": "0",
        f"verdict.{LEGAL}": "confirmed",
        f"seen.{LEGAL}": "0",
        f"seen.{ADVANTAGE}": "0",
    }

    answer = visitor(life.district).post(f"{page_of(application)}judge/", given)

    page = shown(visitor, life, application)
    assert answer.status_code == 302
    assert page.values[f"verdict.{SHARE}"] == "doubted"
    assert page.values[f"remark.{SHARE}"].strip() == "请附合同"
    assert "满足并已核为属实的 1 项" in page.text
    assert "1 项存疑没有结论。" in page.text
    assert ConditionJudgement.objects.count() == 2


def test_a_judgement_saved_by_itself_brings_back_only_what_follows_from_it(
    visitor: Visitor, life: Life
) -> None:
    application = life.submitted(1)
    given = {
        f"verdict.{SHARE}": "doubted",
        f"remark.{SHARE}": "请附合同",
        f"seen.{SHARE}": "0",
        f"seen.{LEGAL}": "0",
    }
    client, own = visitor(life.district), {"HX-Request": "true"}

    once, again = (
        read(client.post(f"{page_of(application)}judge/", given, headers=own).content) for _ in range(2)
    )

    assert "已自动保存" in once.text
    assert "退回时一并发出 1 条意见" in once.text
    assert once.values == {f"seen.{SHARE}": str(ConditionJudgement.objects.get().pk)}
    assert once.count("h1") == 0
    assert again.values == once.values


def test_what_an_officer_left_as_he_found_it_is_not_judged_anew(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    row = judge(application.pk, [Judged(SHARE, "confirmed")], account=life.district)[0]
    resubmitted(life, application, address="示例新址")
    given = {f"verdict.{SHARE}": "confirmed", f"seen.{SHARE}": str(row.pk)}

    visitor(life.district).post(f"{page_of(application)}judge/", given)

    assert ConditionJudgement.objects.get().revision == 1


def test_a_judgement_whose_evidence_changed_is_asked_for_again(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    judge(application.pk, [Judged(SHARE, "confirmed"), Judged(LEGAL, "confirmed")], account=life.district)
    resubmitted(life, application, service_income_indirect=MORE)

    page = shown(visitor, life, application)

    assert f"verdict.{SHARE}" not in page.values
    assert page.values[f"verdict.{LEGAL}"] == "confirmed"
    assert "是对第 1 稿的判断，证据改过，请再看" in page.text


def test_what_changed_is_marked_where_it_stands(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    resubmitted(life, application, address="示例新址", service_income_indirect=MORE)

    page = shown(visitor, life, application).text

    sections = page[page.index("申报主体名称") :]
    assert "本稿改过 1 处" in page
    assert "示例新址" in sections
    assert "原为" in sections
    assert sections.index("1,200.00") < sections.index("1,460.00")


def test_the_city_reads_what_the_district_held(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    judge(application.pk, [Judged(SHARE, "refused", "收入不能计入")], account=life.district)

    page = read(visitor(life.city).get(page_of(application)).content)

    assert "收入不能计入" in page.text
    assert f"verdict.{SHARE}" not in {attributes.get("name") for _tag, attributes in page.tags}


def test_an_applicant_sees_no_judgement(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    judge(application.pk, [Judged(SHARE, "refused", "收入不能计入")], account=life.district)

    page = read(visitor(life.applicant(1)).get(f"/applications/{application.pk}/").content)

    assert "收入不能计入" not in page.text


def test_a_remark_is_noted_at_its_field_and_counted_beside_the_return(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client = visitor(life.district)
    address = f"{page_of(application)}remarks/address/"
    form = read(client.get(address).content)

    answer = client.post(address, {"text": "门牌号与执照不符", "seen": form.values["seen"]})

    page = read(client.get(page_of(application)).content)
    assert answer["Location"].endswith("#field-address")
    assert "门牌号与执照不符" in page.text
    assert "1 条意见随退回一并发出" in page.text
    assert "field-address" in page.ids


def test_a_remark_saved_by_itself_brings_back_the_line_and_what_will_be_sent(
    visitor: Visitor, life: Life
) -> None:
    application = life.submitted(1)
    address = f"{page_of(application)}remarks/address/"

    answer = visitor(life.district).post(
        address, {"text": "门牌号不符", "seen": ""}, headers={"HX-Request": "true"}
    )

    page = read(answer.content)
    assert "已自动保存" in page.text
    assert page.values == {"seen": "门牌号不符"}
    assert "退回时一并发出 1 条意见" in page.text


def test_the_applicant_reads_each_remark_at_its_field_until_it_is_changed(
    visitor: Visitor, life: Life
) -> None:
    application = returned(life)
    client = visitor(life.applicant(1))
    section = f"/applications/{application.pk}/form/identity/"

    overview, page = (
        read(client.get(path).content) for path in (f"/applications/{application.pk}/", section)
    )

    assert "退回意见 3 条，还有 3 条没有改" in overview.text
    assert f"{section}#id_address" in overview.links
    assert "told_address" in page.ids
    assert "门牌号与执照不符" in page.text
    save_answers(
        application.pk, {"address": "示例新址"}, account=life.applicant(1), version=application.version
    )
    assert "已修改" in read(client.get(section).content).text


def test_the_office_sees_at_the_next_submission_what_became_of_its_remarks(
    visitor: Visitor, life: Life
) -> None:
    application = returned(life)
    save_answers(
        application.pk, {"address": "示例新址"}, account=life.applicant(1), version=application.version
    )
    life.act(application, "submit", life.applicant(1))

    page = shown(visitor, life, application).text

    assert "以前发出的 3 条" in page
    assert "已修改" in page
    assert "没有改" in page


def test_an_applicant_sees_no_remark_before_it_is_sent(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    note_remark(application.pk, "address", "门牌号与执照不符", account=life.district)
    client = visitor(life.applicant(1))

    for path in ("", "form/identity/"):
        assert "门牌号" not in read(client.get(f"/applications/{application.pk}/{path}").content).text


def test_a_look_up_is_recorded_with_its_proof_and_listed(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client = visitor(life.district)
    given = {
        "source": "信用中国",
        "checked_at": "2023-05-09T10:12",
        "outcome": "found",
        "result": "1 条行政处罚",
    }
    proof = SimpleUploadedFile("报告.pdf", PDF.content, "application/pdf")

    answer = client.post(f"{page_of(application)}credit/", {**given, "proof": proof})

    page = read(client.get(page_of(application)).content)
    assert answer.status_code == 302
    assert "2023年5月9日 10:12" in page.text
    assert "1 条行政处罚" in page.text
    proof_at = f"/files/{CreditCheck.objects.get().file_id}/"
    assert proof_at in page.links
    assert visitor(life.applicant(1)).get(proof_at).status_code == 404


def test_a_look_up_without_words_is_refused_at_its_input_and_what_was_typed_stays(
    visitor: Visitor, life: Life
) -> None:
    application = life.submitted(1)
    given = {"source": "信用中国", "checked_at": "2023-05-09T10:12", "outcome": "found", "result": ""}

    answer = visitor(life.district).post(f"{page_of(application)}credit/", given)

    page = read(answer.content)
    assert answer.status_code == 422
    assert "#id_result" in page.links
    assert "请写明查到什么" in page.text
    assert page.values["source"] == "信用中国"


def test_an_act_that_ends_an_application_is_asked_for_twice(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client, address = visitor(life.district), f"{page_of(application)}act/decline/"

    silent = client.post(address, {"opinion": ""})
    hasty = client.post(address, {"opinion": "不在范围内"})
    back = client.post(address, {"opinion": "不在范围内", "back": "1"})
    stage = Application.objects.get(pk=application.pk).stage
    sure = client.post(address, {"opinion": "不在范围内", "sure": "1"})

    page = read(hasty.content)
    assert (silent.status_code, hasty.status_code, back.status_code, stage) == (409, 200, 200, "district")
    assert "这一件在“不予推荐”" in page.text
    assert "给申报主体发 1 封电子邮件" in page.text
    assert page.values["opinion"] == "不在范围内"
    assert read(back.content).values["opinion"].strip() == "不在范围内"
    assert sure.status_code == 302
    assert Application.objects.get(pk=application.pk).stage == "declined"


@pytest.mark.parametrize(
    ("many", "most"), [(False, 15), (True, 19)], ids=["untouched", "judged, remarked and looked up"]
)
def test_a_review_asks_as_little_with_much_on_it_as_with_nothing(
    visitor: Visitor,
    life: Life,
    many: bool,
    most: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    application = life.submitted(1)
    if many:
        conditions = conditions_to_judge(definition_of(life.published), application)
        judge(application.pk, [Judged(one, "doubted", "疑点") for one in conditions], account=life.district)
        for field in ("address", "name", "district", "contact_person"):
            note_remark(application.pk, field, "不对", account=life.district)
        for _time in range(9):
            found = Found("信用中国", clock.now(), clear=True)
            record_credit_check(application.pk, found, account=life.district)
    client = visitor(life.district)
    client.get(page_of(application))

    # One of them keeps who read it: once a day, but here the second time too, as nothing is committed.
    with django_assert_max_num_queries(most):
        client.get(page_of(application))


HOSTILE = "<script>alert(1)</script>\n\"'><b>粗"


def test_nothing_that_was_typed_becomes_markup_on_a_first_look_or_a_later_one(
    visitor: Visitor, life: Life
) -> None:
    application = life.submitted(1, address=HOSTILE)
    judge(application.pk, [Judged(ADVANTAGE, "doubted", HOSTILE)], account=life.district)
    note_remark(application.pk, "address", HOSTILE, account=life.district)
    office = visitor(life.district)

    looks = [office.get(page_of(application)).content.decode() for _look in range(2)]

    for look in looks:
        assert look.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4
        assert "<script>alert" not in look
        assert "<b>粗" not in look


def test_a_later_look_shows_what_was_judged_noted_and_sent_meanwhile(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    before = shown(visitor, life, application)
    judge(application.pk, [Judged(SHARE, "doubted", "请附合同")], account=life.district)
    note_remark(application.pk, "address", "门牌号不符", account=life.district)

    noted = shown(visitor, life, application)
    life.act(application, "return", life.district, opinion="请修改")
    sent = shown(visitor, life, application)

    assert "门牌号不符" not in before.text
    assert before.values.get(f"verdict.{SHARE}") is None
    assert noted.values[f"verdict.{SHARE}"] == "doubted"
    assert "将随退回发出门牌号不符" in noted.text
    assert "将随退回发出" not in sent.text
    assert "门牌号不符" in sent.text
