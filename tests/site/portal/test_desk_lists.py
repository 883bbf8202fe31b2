"""Drafts on the desk of an office, and its own summary."""

import pytest
from django.http import StreamingHttpResponse
from pytest_django import DjangoAssertNumQueries

from linxuan_site.actions.helping import start_help
from tests.site.documents.reading import rows_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

MANY = 12


def test_a_draft_is_listed_with_its_deadline_and_how_far_it_is(visitor: Visitor, life: Life) -> None:
    life.draft(2, address="")

    page = read(visitor(life.district).get("/desk/?part=applicant").content)

    assert "示例2号有限公司" in page.text
    assert "还没有提交，还差 1 处没有填好，今天改过" in page.text
    assert "还有 3 天" in page.text
    assert f"?call={CALL}&part=applicant" in page.links


def test_a_draft_that_the_office_helps_with_says_so(visitor: Visitor, life: Life) -> None:
    application = life.draft(2, address="")
    start_help(application.pk, account=life.district, reason="单位来电")

    assert "您在协助填写，还差 1 处没有填好" in read(visitor(life.district).get("/desk/").content).text


@pytest.mark.parametrize("rows", [1, MANY])
def test_drafts_ask_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, rows + 1):
        life.draft(number)
    client = visitor(life.district)
    client.get("/desk/?part=applicant")

    with django_assert_max_num_queries(21):
        page = read(client.get("/desk/?part=applicant").content)

    assert sum("/desk/applications/" in link for link in page.links) == rows


@pytest.mark.parametrize("rows", [1, MANY])
def test_the_summary_asks_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, rows + 1):
        life.submitted(number)
    client = visitor(life.district)
    client.get(f"/desk/{CALL}/summary/")

    with django_assert_max_num_queries(12):
        page = read(client.get(f"/desk/{CALL}/summary/").content)

    assert sum("/desk/applications/" in link for link in page.links) == rows


def test_the_summary_adds_up_tracks_categories_and_modes(visitor: Visitor, life: Life) -> None:
    life.submitted(1)
    life.submitted(2, "platform")
    life.draft(3)

    page = read(visitor(life.district).get(f"/desk/{CALL}/summary/").content).text

    assert "示范企业" in page
    assert "按模式" in page
    assert "示例1号有限公司" in page
    assert "示例3号有限公司" not in page


def test_the_summary_is_handed_out_as_a_workbook(visitor: Visitor, life: Life) -> None:
    life.submitted(1)

    answer = visitor(life.district).get(f"/desk/{CALL}/summary.xlsx")

    assert isinstance(answer, StreamingHttpResponse)
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    rows = rows_of(content)
    assert rows[0][:3] == ["编号", "申报主体", "遴选类别"]
    assert rows[1][1:3] == ["示例1号有限公司", "示范企业"]
