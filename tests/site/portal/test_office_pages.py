"""The desk of an office, the page of one application, its papers and its earlier day."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from linxuan_site.actions.attachments import attach
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.placements import place
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Application, EarlierDay, Step
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, PDF, REVIEW, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

LITTLE = {"2020": "100", "2021": "100", "2022": "100"}
MANY = 12


def page_of(application: Application) -> str:
    return f"/desk/applications/{application.pk}/"


def act_of(application: Application, action: str) -> str:
    return f"{page_of(application)}act/{action}/"


def test_the_desk_tells_first_what_is_due_and_what_stands_in_the_way(visitor: Visitor, life: Life) -> None:
    life.submitted(1)
    life.draft(2)

    page = read(visitor(life.district).get("/desk/").content).text

    assert page.index("三天内") < page.index("示例1号有限公司") < page.index("等申报主体")
    assert page.index("等申报主体") < page.index("示例2号有限公司")
    assert "还有 3 天" in page
    assert "“区级初审”还有 5 项没有填好" in page
    assert "三天内要办 1 件" in page


def test_the_desk_is_narrowed_to_one_procedure(visitor: Visitor, life: Life) -> None:
    life.submitted(1)
    life.submitted(2, "platform")

    page = read(visitor(life.district).get("/desk/?procedure=platform").content).text

    assert "示例2号有限公司" in page
    assert "示例1号有限公司" not in page


def test_a_district_finds_nothing_of_another_on_its_desk(visitor: Visitor, life: Life) -> None:
    life.submitted(1)

    assert "示例1号有限公司" not in read(visitor(life.other_district).get("/desk/").content).text


@pytest.mark.parametrize("rows", [1, MANY])
def test_the_desk_asks_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, rows + 1):
        life.submitted(number)
    client = visitor(life.district)
    client.get("/desk/")

    with django_assert_max_num_queries(22):
        page = read(client.get("/desk/").content)

    assert sum("/desk/applications/" in link for link in page.links) == 2 * rows


@pytest.mark.parametrize("rows", [1, MANY])
def test_the_papers_ask_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, rows + 1):
        life.recommended(number)
    client = visitor(life.district)
    client.get(f"/desk/{CALL}/papers/")

    with django_assert_max_num_queries(35):
        page = read(client.get(f"/desk/{CALL}/papers/").content).text

    assert page.count(f"现在列入 {rows} 家") == 2


def test_the_page_of_an_application_shows_conditions_with_their_evidence(
    visitor: Visitor, life: Life
) -> None:
    application = life.submitted(1, service_income_direct=LITTLE, service_income_indirect=LITTLE)

    page = read(visitor(life.district).get(page_of(application)).content).text

    assert "还差 5,380.00 万元" in page
    assert page.index("还差") < page.index("由人判断") < page.index("独立法人资格")
    assert "服务收入证明" in page


def test_what_changed_since_the_last_submission_is_shown_answer_by_answer(
    visitor: Visitor, life: Life
) -> None:
    application = life.submitted(1)
    life.act(application, "return", life.district, opinion="请核对地址和收入")
    application.refresh_from_db()
    changed = {
        "address": "示例新址",
        "service_income_indirect": {"2020": "540.00", "2021": "860.00", "2022": "1460.00"},
    }
    save_answers(application.pk, changed, account=life.applicant(1), version=application.version)
    life.act(application, "submit", life.applicant(1))

    page = read(visitor(life.district).get(page_of(application)).content).text

    assert "与上一稿相比，4 处不同" in page
    for words in ("示例新址", "2022 年间接服务收入", "1,200.00", "1,460.00", "2022 年服务收入占比"):
        assert words in page


def test_a_return_without_a_reason_is_refused_at_its_input(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)

    answer = visitor(life.district).post(act_of(application, "return"), {"opinion": "  ", "seen": "2"})

    page = read(answer.content)
    assert answer.status_code == 409
    assert "#id_return_opinion" in page.links
    assert "请写明意见" in page.text


def test_what_was_typed_stays_when_an_act_is_refused(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1, has_violation=True)
    place(application.pk, account=life.district, rank=1)

    answer = visitor(life.district).post(act_of(application, "recommend"), {"opinion": "同意推荐此件"})

    page = read(answer.content)
    assert answer.status_code == 409
    assert "同意推荐此件" in page.text
    assert "没有违法行为" in page.text
    application.refresh_from_db()
    assert application.stage == "district"


def test_one_below_the_share_is_recommended_with_the_reason_typed(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1, service_income_direct=LITTLE, service_income_indirect=LITTLE)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    place(application.pk, account=life.district, rank=1)
    client = visitor(life.district)
    assert "原则上未达，仍要办理的理由" in read(client.get(page_of(application)).content).text

    refused = client.post(act_of(application, "recommend"), {"opinion": "同意"})
    given = {"opinion": "同意", "reason.service-income-share": "年底签约，次年计入"}
    asked = client.post(act_of(application, "recommend"), given)
    done = client.post(act_of(application, "recommend"), {**given, "sure": "1"})

    assert refused.status_code == 409
    assert "#id_recommend_reason.service-income-share" in read(refused.content).links
    assert "年底签约，次年计入" in read(asked.content).text
    assert done.status_code == 302
    assert "已说明理由：年底签约，次年计入" in read(client.get(page_of(application)).content).text


def test_an_act_that_is_gone_shows_what_was_typed_to_be_copied(visitor: Visitor, life: Life) -> None:
    application = life.recommended(1)

    answer = visitor(life.district).post(act_of(application, "return"), {"opinion": "我写了很久的意见"})

    page = read(answer.content).text
    assert answer.status_code == 409
    assert "可能已有人先办" in page
    assert "我写了很久的意见" in page


def test_who_comes_second_is_told_who_was_first(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    client = visitor(life.district)
    seen = application.steps.count()
    life.act(application, "hand-in", life.applicant(1), paper="application")

    answer = client.post(act_of(application, "return"), {"opinion": "我的意见", "seen": str(seen)})

    assert answer.status_code == 409
    assert "您的操作没有执行" in read(answer.content).text
    assert read(answer.content).values["opinion"].strip() == "我的意见"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"received_on": "五月三十二日", "copies": "3"}, "五月三十二日"),
        ({"received_on": "2023-05-12", "copies": "三份"}, "份数应是整数"),
        ({"received_on": "2023-05-12", "copies": "-3"}, "份数应是整数"),
        ({"received_on": "2023-05-12", "copies": "2"}, "要 3 份，只收到 2 份"),
        ({"received_on": "2023-05-16", "copies": "3"}, "5月16日"),
    ],
)
def test_a_receipt_that_cannot_be_says_what_is_wrong_and_keeps_it(
    visitor: Visitor, life: Life, typed: dict[str, str], told: str
) -> None:
    application = life.submitted(1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    place(application.pk, account=life.district, rank=1)
    life.act(application, "recommend", life.district, opinion="同意推荐", reasons=life.reasons())

    given = {**typed, "papers": "application"}
    answer = visitor(life.city).post(act_of(application, "receive"), given)

    page = read(answer.content)
    assert answer.status_code in (409, 422)
    assert told in page.text + "".join(page.values.values())
    assert page.values["received_on"] == typed["received_on"]
    assert page.values["copies"] == typed["copies"]
    assert not Step.objects.filter(action="receive").exists()


@pytest.mark.parametrize("rank", ["第一", "0", "-1", "99999999999999999999", ""])
def test_a_rank_that_is_none_is_refused_with_words(visitor: Visitor, life: Life, rank: str) -> None:
    application = life.submitted(1)

    answer = visitor(life.district).post(f"{page_of(application)}place/", {"rank": rank})

    assert answer.status_code == 422
    assert "处要处理" in read(answer.content).text
    assert application.placements.count() == 0


def test_a_rank_is_recorded_and_shown(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client = visitor(life.district)

    client.post(f"{page_of(application)}place/", {"rank": "2"})

    page = read(client.get(page_of(application)).content)
    assert page.values["rank"] == "2"


def test_an_office_fills_in_its_own_section_and_wrong_input_stays(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client = visitor(life.district)
    section = f"{page_of(application)}section/district-review/"
    version = read(client.get(section).content).values["version"]

    wrong = {"review_findings": "齐全", "credit_checked_on": "昨天", "version": version}
    refused = client.post(section, wrong)
    page = read(refused.content)

    assert refused.status_code == 422
    assert page.values["credit_checked_on"] == "昨天"
    assert page.values["review_findings"].strip() == "齐全"
    right = {**wrong, "credit_checked_on": "2023-05-11", "version": page.values["version"]}
    assert client.post(section, right).status_code == 302
    application.refresh_from_db()
    assert application.answers["review_findings"] == "齐全"


def test_two_who_fill_in_the_same_section_see_each_other(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client = visitor(life.district)
    section = f"{page_of(application)}section/district-review/"
    version = read(client.get(section).content).values["version"]
    other = {"review_findings": "另一位写的"}
    save_answers(application.pk, other, account=life.district, version=application.version)

    answer = client.post(section, {"review_findings": "我写的", "version": version})

    page = read(answer.content)
    assert answer.status_code == 409
    assert "填的：另一位写的" in page.text
    assert page.values["review_findings"].strip() == "我写的"
    again = {"review_findings": "我写的", "version": page.values["version"], "conflict": "review_findings"}
    assert client.post(section, again).status_code == 409
    assert client.post(section, {**again, "choose.review_findings": "mine"}).status_code == 302
    application.refresh_from_db()
    assert application.answers["review_findings"] == "我写的"


@pytest.mark.parametrize("version", ["", "旧", "9" * 5000, "-1"])
def test_a_version_that_is_none_loses_nothing(visitor: Visitor, life: Life, version: str) -> None:
    application = life.submitted(1)

    section = f"{page_of(application)}section/district-review/"
    answer = visitor(life.district).post(section, {"review_findings": "齐全", "version": version})

    assert answer.status_code in (302, 409)


def test_a_section_of_another_office_or_stage_is_not_found(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)

    assert visitor(life.district).get(f"{page_of(application)}section/identity/").status_code == 404
    assert visitor(life.city).get(f"{page_of(application)}section/district-review/").status_code == 404


def test_a_paper_says_whether_it_still_lists_what_stands_now(visitor: Visitor, life: Life) -> None:
    life.recommended(1)
    client = visitor(life.district)
    address = f"/desk/{CALL}/papers/"

    assert client.post(f"{address}summary/").status_code == 302
    assert "最近一次生成的与现在的次序一致" in read(client.get(address).content).text
    life.recommended(2)

    assert "列入的单位或次序变了" in read(client.get(address).content).text


def test_a_paper_of_another_office_is_refused_with_words(visitor: Visitor, life: Life) -> None:
    answer = visitor(life.district).post(f"/desk/{CALL}/papers/city-letter/")

    assert answer.status_code == 409
    assert "处要处理" in read(answer.content).text


@pytest.mark.parametrize(
    ("day", "told"),
    [("明天", "日期应像"), ("", "请填写"), ("2023-05-16", "不能晚于"), ("2023-05-01", "已经过去")],
)
def test_an_earlier_day_that_cannot_be_is_refused_and_kept(
    visitor: Visitor, life: Life, day: str, told: str
) -> None:
    answer = visitor(life.district).post(f"/desk/{CALL}/days/delivery/", {"day": day})

    page = read(answer.content)
    assert answer.status_code == 422
    assert told in page.text
    assert page.values["day"] == day
    assert not EarlierDay.objects.exists()


def test_an_earlier_day_is_set_and_told(visitor: Visitor, life: Life) -> None:
    client = visitor(life.district)

    client.post(f"/desk/{CALL}/days/delivery/", {"day": "2023-05-13"})

    assert EarlierDay.objects.get().day == date(2023, 5, 13)
    assert "现在定的是 2023年5月13日" in read(client.get(f"/desk/{CALL}/papers/").content).text


def test_after_the_deadline_the_page_says_what_cannot_be_done(visitor: Visitor, life: Life, on: On) -> None:
    application = life.submitted(1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    place(application.pk, account=life.district, rank=1)

    with on("2023-05-16"):
        page = read(visitor(life.district).get(page_of(application)).content).text

    assert "现在不能办的" in page
    assert "2023年5月15日 24:00 已过" in page


def test_a_scan_that_is_no_document_is_named_at_its_input(visitor: Visitor, life: Life) -> None:
    report = report_of(life)
    save_answers(report.pk, {"lodged_reason": "停用"}, account=life.district, version=report.version)
    attach(report.pk, "lodged_file", PDF, account=life.district)
    scan = SimpleUploadedFile("scan.exe", b"MZ", "application/pdf")

    given = {"reason": "账号停用", "paper.written-material": scan}
    answer = visitor(life.district).post(act_of(report, "lodge-report"), given)

    page = read(answer.content)
    assert answer.status_code == 422
    assert "#id_lodge-report_paper.written-material" in page.links
    assert "这里只收" in page.text
    assert page.values["reason"].strip() == "账号停用"


def report_of(life: Life) -> Application:
    """A report that waits for a designated entity of the district."""
    row = {"name": "示例主体", "credit_code": credit_code(90), "cohort": "2", "track": "enterprise"}
    call = definition_of(life.published)
    entity = enter_designation(call, {**row, "document": "认定文件", "in_charge": "210211"})
    open_round(CALL, "evaluation-2023")
    return Application.objects.get(designation=entity)


def test_a_paper_that_lists_very_many_says_so_and_can_be_made(
    visitor: Visitor, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan_site.portal.office.papers_page.MOST_NAMED", 1)
    life.recommended(1)
    client = visitor(life.district)
    assert "现在列入 1 家" in read(client.get(f"/desk/{CALL}/papers/").content).text

    life.recommended(2)
    page = read(client.get(f"/desk/{CALL}/papers/").content).text
    assert "超过 1 家" in page
    assert "示例1号有限公司" not in page
