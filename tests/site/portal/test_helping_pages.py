"""A draft on the pages of an office, and help with it on both sides."""

from linxuan_site.actions.helping import start_help
from linxuan_site.models import Help
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def test_the_page_of_a_draft_tells_an_office_how_far_it_is_and_nothing_of_it(
    visitor: Visitor, life: Life
) -> None:
    application = life.draft(1, address="", contact_person="某联系人")

    page = read(visitor(life.district).get(f"/desk/applications/{application.pk}/").content).text

    assert "示例1号有限公司" in page
    assert "还差 1 处没有填好" in page
    assert "提交以前，草稿的内容只有申报主体能看" in page
    assert "某联系人" not in page
    assert "条件与证据" not in page


def test_the_api_gives_an_office_nothing_of_a_draft(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)

    whole = visitor(life.district).get(f"/api/applications/{application.pk}").json()

    assert whole["answers"] == {}
    assert {one["outcome"] for one in whole["findings"]} == {"unknown"}


def test_the_form_is_no_page_of_an_office_that_does_not_help(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    client = visitor(life.district)

    for path in ("form/identity/", "findings/"):
        assert client.get(f"/applications/{application.pk}/{path}").status_code == 404


def test_an_officer_helps_through_the_applicants_form_and_comes_back_to_his_desk(
    visitor: Visitor, life: Life
) -> None:
    application = life.draft(1)
    client = visitor(life.district)
    client.post(f"/applications/{application.pk}/help/start/", {"reason": "单位来电，网络故障"})
    form = f"/applications/{application.pk}/form/files/"

    page = read(client.get(form).content)
    answer = client.post(form, {"version": page.values["version"], "go": "next"})

    assert f"/desk/applications/{application.pk}/" in page.links
    assert answer["Location"] == f"/desk/applications/{application.pk}/"
    assert "您正在协助填写" in read(client.get(answer["Location"]).content).text


def test_the_applicant_sees_who_helps_and_ends_it(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    start_help(application.pk, account=life.district, reason="单位来电")
    client = visitor(life.applicant(1))

    page = read(client.get(f"/applications/{application.pk}/").content).text
    answer = client.post(f"/applications/{application.pk}/help/end/")

    assert "正在协助您填写" in page
    assert "理由：单位来电" in page
    assert answer.status_code == 302
    assert Help.objects.get().ended_by == life.applicant(1)


def test_the_applicant_asks_for_help(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    client = visitor(life.applicant(1))
    assert "请主管部门协助填写" in read(client.get(f"/applications/{application.pk}/").content).text

    client.post(f"/applications/{application.pk}/help/start/", {"office": str(life.district.office_id)})

    assert Help.objects.get().office_key == "210211"
