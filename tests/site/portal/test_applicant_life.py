"""An applicant's way through the portal: start, submit, hand in, withdraw; and whose pages these are."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linxuan_site.actions.accounts import register_organisation
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Application
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, PDF, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def page_of(application: Application) -> str:
    return f"/applications/{application.pk}/"


def act_of(application: Application, action: str) -> str:
    return f"{page_of(application)}act/{action}/"


def test_what_one_may_apply_for_asks_once_for_bans(visitor: Visitor, life: Life) -> None:
    client = visitor(life.applicant(1))

    with CaptureQueriesContext(connection) as asked:
        page = read(client.get("/my/").content)

    assert "申报示范企业" in page.text
    assert "申报示范平台" in page.text
    assert sum('FROM "linxuan_site_ban"' in one["sql"] for one in asked.captured_queries) == 1


def test_an_applicant_starts_where_it_may_and_continues_there(visitor: Visitor, life: Life) -> None:
    client = visitor(life.applicant(1))
    offered = read(client.get("/my/").content)
    assert "申报示范企业" in offered.text
    assert "申报示范城市" not in offered.text
    assert "没有填统一社会信用代码" not in offered.text

    started = client.post(f"/my/{CALL}/enterprise/")
    again = client.post(f"/my/{CALL}/enterprise/")

    assert started.status_code == 302
    assert again.status_code == 409
    assert "继续已有的一份" in read(client.get("/my/").content).text


def test_a_region_is_offered_what_regions_file(visitor: Visitor, life: Life) -> None:
    region = register_organisation(
        name="示例市", credit_code="", username="region", password="a-long-password-7", full_name="李示例"
    )
    client = visitor(region)

    offered = read(client.get("/my/").content).text
    assert "申报示范城市" in offered
    assert "登记时没有填统一社会信用代码，所以不能申报示范企业、示范平台" in offered
    page = read(client.get(client.post(f"/my/{CALL}/city/")["Location"]).content)
    assert "提交" in page.text


def test_the_overview_tells_what_is_missing_and_leads_there(visitor: Visitor, life: Life) -> None:
    client = visitor(life.applicant(1))
    overview = client.post(f"/my/{CALL}/enterprise/")["Location"]
    page = read(client.get(overview).content)
    link = next(one for one in page.links if "#id_district" in one)

    assert "填完这些才能“提交”" in page.text
    assert "id_district" in read(client.get(link.partition("#")[0]).content).ids
    refused = client.post(f"{overview}act/submit/")
    assert refused.status_code == 409
    assert "有 1 处要处理" in refused.content.decode()


def test_a_complete_form_is_submitted_numbered_and_frozen(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    client = visitor(life.applicant(1))

    answer = client.post(act_of(application, "submit"), {"seen": "0"}, follow=True)

    assert "已提交，申报号 5-EN-0001" in answer.content.decode()
    page = read(client.get(f"{page_of(application)}form/economics/").content)
    assert page.count("textarea") == 0
    frozen = client.post(f"{page_of(application)}form/economics/", {"staff.2022": "1", "version": "99"})
    assert frozen.status_code == 409
    assert "现在不能改" in frozen.content.decode()


def test_an_ineligible_form_is_submitted_with_a_warning(visitor: Visitor, life: Life) -> None:
    application = life.draft(1, under_investigation=True)
    client = visitor(life.applicant(1))

    page = read(client.get(page_of(application)).content)
    answer = client.post(act_of(application, "submit"))

    assert "按现在的内容不能被推荐" in page.text
    assert answer.status_code == 302


def test_the_filed_form_is_downloaded_and_its_sealed_scan_handed_in(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    client = visitor(life.applicant(1))
    assert client.get(f"{page_of(application)}form.pdf").status_code == 404
    client.post(act_of(application, "submit"))

    _before, _heading, following = client.get(page_of(application)).content.decode().partition("next-title")
    assert f"{page_of(application)}form.pdf" in following.partition("paper.application")[0]
    pdf = client.get(f"{page_of(application)}form.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "5-EN-0001" in pdf["Content-Disposition"]

    scan = SimpleUploadedFile("盖章.pdf", PDF.content)
    wrong = client.post(
        act_of(application, "hand-in"), {"paper.application": SimpleUploadedFile("a.pdf", b"x")}
    )
    right = client.post(act_of(application, "hand-in"), {"paper.application": scan}, follow=True)
    assert wrong.status_code == 422
    assert "盖章扫描件已收到" in right.content.decode()
    assert "盖章.pdf" in right.content.decode()
    assert "您这边暂时没有要办的" not in wrong.content.decode()
    assert "您这边暂时没有要办的" in right.content.decode()


def test_withdrawing_has_to_be_confirmed(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client = visitor(life.applicant(1))

    asked = client.post(act_of(application, "withdraw"), {"confirm": "wanted", "reason": "另有安排"})
    assert asked.status_code == 409
    assert "另有安排" in asked.content.decode()

    done = client.post(
        act_of(application, "withdraw"), {"confirm": "wanted", "confirmed": "yes"}, follow=True
    )
    assert "已撤回" in done.content.decode()


def test_a_return_remark_stands_on_every_page_of_the_form(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    life.act(application, "return", life.district, opinion="专项说明第 4 页与此处不一致")
    client = visitor(life.applicant(1))

    for address in (page_of(application), f"{page_of(application)}form/economics/"):
        text = client.get(address).content.decode()
        assert "专项说明第 4 页与此处不一致" in text
        assert "甘井子区" in text


def test_one_who_is_overtaken_is_told_and_keeps_the_words(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    client = visitor(life.applicant(1))
    seen = str(application.steps.count())
    life.act(application, "return", life.district, opinion="请修改")

    late = client.post(
        act_of(application, "withdraw"), {"seen": seen, "confirmed": "yes", "reason": "不再申报"}
    )

    assert late.status_code == 409
    assert "刚刚已办理“退回修改”，您的操作没有执行" in late.content.decode()
    assert "不再申报" in late.content.decode()


def test_after_the_deadline_nothing_new_is_accepted_and_the_page_says_so(
    visitor: Visitor, life: Life, on: On
) -> None:
    application = life.draft(1)
    client = visitor(life.applicant(1))

    with on("2023-05-15"):
        assert "不再接收" not in client.get("/my/").content.decode()
    with on("2023-05-16"):
        assert "不再接收新的申报" in visitor(life.applicant(2)).get("/my/").content.decode()
        page = client.get(page_of(application)).content.decode()
        late = client.post(act_of(application, "submit"))

    assert "24:00 已过，不能再“提交”" in page
    assert late.status_code == 409
    assert Application.objects.get(pk=application.pk).number is None


def test_an_earlier_day_of_the_district_is_named(visitor: Visitor, life: Life) -> None:
    from linxuan_site.actions.offices import set_earlier_day

    application = life.draft(1)
    set_earlier_day(CALL, "delivery", date(2023, 5, 13), account=life.district)

    page = read(visitor(life.applicant(1)).get(page_of(application)).content)

    assert "2023年5月13日（周六）24:00 前" in page.text
    assert "甘井子区定的日子；通知的截止日是 5月15日" in page.text


def test_a_designated_entity_files_its_report_on_the_same_pages(visitor: Visitor, life: Life, on: On) -> None:
    account = life.applicant(8)
    row = {
        "name": "示例8号有限公司",
        "credit_code": credit_code(8),
        "cohort": "3",
        "track": "enterprise",
        "in_charge": "210211",
        "document": "示例文件〔2020〕1号",
    }
    enter_designation(definition_of(life.published), row)
    client = visitor(account)
    with on("2023-05-04"):
        open_round(CALL, "evaluation-2023")
        page = read(client.get("/my/").content)
        report = Application.objects.get(procedure="evaluation-2023")

        assert "2023年评估评价" in page.text
        assert page_of(report) in page.links
        assert client.get(f"{page_of(report)}form/year/").status_code == 200
        assert client.get(f"{page_of(report)}form/lodged/").status_code == 404


ADDRESSES = ("", "form/identity/", "findings/", "form.pdf")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_application_of_another_is_not_there(visitor: Visitor, life: Life, address: str) -> None:
    application = life.submitted(1)

    assert visitor(life.applicant(2)).get(page_of(application) + address).status_code == 404


@pytest.mark.parametrize(
    "address", ["form/identity/", "files/file_licence/", "act/withdraw/", "files/1/remove/"]
)
def test_nobody_writes_into_the_application_of_another(visitor: Visitor, life: Life, address: str) -> None:
    application = life.submitted(1)

    assert visitor(life.applicant(2)).post(page_of(application) + address).status_code == 404


@pytest.mark.parametrize("address", ["/my/", "/applications/1/"])
def test_these_pages_are_an_applicants(visitor: Visitor, life: Life, address: str) -> None:
    assert visitor().get(address)["Location"].startswith("/sign-in/?next=")
    assert visitor(life.district).get(address).status_code == 403


def test_what_is_not_there_cannot_be_acted_on(visitor: Visitor, life: Life) -> None:
    client = visitor(life.applicant(1))
    application = life.draft(1)

    assert client.get("/applications/999999/").status_code == 404
    assert client.get(f"{page_of(application)}form/nothing/").status_code == 404
    assert client.get(f"{page_of(application)}form/district-review/").status_code == 404
    assert client.post(act_of(application, "nothing")).status_code == 409
    assert client.post(act_of(application, "recommend")).status_code == 409
    assert client.post("/my/nowhere/enterprise/").status_code == 422
    assert client.post(f"/my/{CALL}/project/").status_code == 409
