"""What people see of an examination: at the file, on the review, on the work list, on its own page."""

import pytest
from django.test import Client

from linxuan.errors import BadInput
from linxuan_site.models import Application
from tests.site.life.conftest import PDF, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read
from tests.site.scans.sealed import CLEAR, DOUBTED, Looks, picture


@pytest.fixture
def application(life: Life, looks: Looks) -> Application:
    application = life.submitted(1)
    looks.at(application, DOUBTED)
    return application


def page_of(application: Application, rest: str = "") -> str:
    return f"/applications/{application.pk}/scans/{application.scan_examinations.latest('pk').pk}/{rest}"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer.content).text


def test_the_applicant_is_told_at_the_file_that_it_is_being_read(life: Life, visitor: Visitor) -> None:
    application = life.submitted(1)

    page = visitor(life.applicant(1)).get(f"/applications/{application.pk}/").content.decode()

    assert "正在核对" in page
    assert f'hx-get="{page_of(application, "status/")}"' in page


def test_the_applicant_is_told_each_doubt_with_its_picture_and_what_to_do(
    life: Life, visitor: Visitor, application: Application
) -> None:
    client = visitor(life.applicant(1))

    page = text(client, f"/applications/{application.pk}/")
    drawn = client.get(page_of(application, "doubts/1/"))

    assert (
        page.index("有 3 处疑点，不妨碍办理")
        < page.index("第1页有一处不一样")
        < page.index("没有找到打印件的第2页")
    )
    assert "请补扫这一页" in page
    assert "请下载最新一稿的申报书" in page
    assert (drawn.content, drawn["Content-Type"]) == (picture(), "image/jpeg")
    assert "sandbox" in drawn["Content-Security-Policy"]
    assert client.get(page_of(application, "doubts/2/")).status_code == 404


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (CLEAR, "2 页，都是第1稿的"),
        (BadInput("这个PDF设有密码，打不开"), "请重新扫描或换一个文件"),
    ],
)
def test_the_applicant_is_told_that_all_fits_or_why_it_was_not_read(
    life: Life, visitor: Visitor, looks: Looks, found: object, words: str
) -> None:
    application = life.submitted(1)
    looks.at(application, found)  # type: ignore[arg-type]

    page = text(visitor(life.applicant(1)), f"/applications/{application.pk}/").replace("逐页看 ", "")

    assert words in page
    assert "处疑点" not in page


def test_the_applicant_is_told_that_the_scan_is_of_an_older_print(
    life: Life, visitor: Visitor, application: Application
) -> None:
    life.act(application, "return", life.district, opinion="请改")
    life.act(application, "submit", life.applicant(1))

    page = text(visitor(life.applicant(1)), f"/applications/{application.pk}/")

    assert "扫描件是第1稿的，申报书已是第2稿" in page
    assert "处疑点，不妨碍办理" not in page


def test_the_office_sees_doubts_on_its_list_and_its_review_before_it_acts(
    life: Life, visitor: Visitor, application: Application
) -> None:
    client = visitor(life.district)

    assert "扫描件有 3 处疑点" in text(client, "/desk/")
    assert "盖章扫描件有 3 处疑点还没有处理" in text(client, f"/desk/applications/{application.pk}/")


def test_an_officer_decides_and_the_applicant_reads_it(
    life: Life, visitor: Visitor, application: Application
) -> None:
    client = visitor(life.district)
    page = text(client, page_of(application))
    typed = {
        "verdict.1": "accepted",
        "why.1": "骑缝章",
        "verdict.3": "asked_again",
        "why.3": "请补扫第2页",
        "seen.1": "0",
    }

    answer = client.post(page_of(application, "decide/"), typed)

    assert page.index("没有找到") < page.index("疑点 3")
    assert answer.status_code == 302
    after = text(client, page_of(application))
    assert after.index("已认可") < after.index("骑缝章")
    told = text(visitor(life.applicant(1)), f"/applications/{application.pk}/")
    assert told.index("请重交") < told.index("请补扫第2页")
    assert "扫描件有 1 处疑点" in text(client, "/desk/")


def test_what_was_typed_stays_where_a_reason_is_missing(
    life: Life, visitor: Visitor, application: Application
) -> None:
    typed = {"verdict.1": "accepted", "why.1": "骑缝章", "verdict.2": "asked_again", "why.2": ""}

    answer = visitor(life.district).post(page_of(application, "decide/"), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 2 处疑点：请写明理由" in page
    assert ">骑缝章</textarea>" in page
    assert 'value="asked_again" checked' in page


def test_who_only_reads_is_shown_no_form(life: Life, visitor: Visitor, application: Application) -> None:
    for account in (life.applicant(1), life.city):
        page = visitor(account).get(page_of(application)).content.decode()
        assert "没有找到打印件的第2页" in page
        assert "decide/" not in page


def test_strangers_and_the_public_see_nothing(life: Life, visitor: Visitor, application: Application) -> None:
    for rest in ("", "status/", "doubts/1/"):
        assert visitor().get(page_of(application, rest)).status_code == 302
        for account in (life.other_district, life.applicant(2)):
            assert visitor(account).get(page_of(application, rest)).status_code == 404


def test_an_examination_is_not_found_under_another_application(
    life: Life, visitor: Visitor, application: Application
) -> None:
    other = life.submitted(2)
    own = application.scan_examinations.get().pk

    assert visitor(life.applicant(2)).get(f"/applications/{other.pk}/scans/{own}/").status_code == 404


def test_an_officer_has_it_looked_at_once_more(
    life: Life, visitor: Visitor, application: Application
) -> None:
    before = page_of(application)
    client = visitor(life.district)

    answer = client.post(f"/applications/{application.pk}/scans/again/")

    assert answer.status_code == 302
    assert answer["Location"] == page_of(application) != before
    assert "后来又核对过一次" in text(client, before)


def test_several_photos_are_handed_in_at_once(life: Life, visitor: Visitor, looks: Looks) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    application = life.draft(1)
    life.act(application, "submit", life.applicant(1))
    photos = [SimpleUploadedFile(f"{one}.pdf", PDF.content + one.encode()) for one in "ab"]

    visitor(life.applicant(1)).post(
        f"/applications/{application.pk}/act/hand-in/", {"paper.application": photos}
    )

    looks.at(application, CLEAR)
    assert looks.asked[0][0] == [PDF.content + b"a", PDF.content + b"b"]
