"""A list of earlier cohorts on the page of the authority: looked at, decided row by row, confirmed."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from pytest_django import Settings

from linxuan_site.actions.list_imports import receive_list
from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Designation, ListImport, ListUpload
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.register_lines import lines_as_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

LISTS = f"/selection/{CALL}/register/"
WHOLE = {"cohort": "3", "track": "enterprise", "document": "示例发〔2021〕2号"}
DOUBTFUL = f"名称,信用代码\n示例新名公司,{credit_code(1)}\n示例乙公司,\n"


def known(life: Life) -> None:
    given = {"name": "示例旧名公司", "credit_code": credit_code(1), "cohort": "1", "track": "enterprise"}
    enter_designation(definition_of(life.published), {**given, "document": "示例发〔2019〕1号"})


def file(text: str, name: str = "第三批.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("gb18030"))


def uploaded(life: Life, text: str = DOUBTFUL) -> str:
    upload = receive_list(CALL, "第三批.csv", text.encode(), given=WHOLE, by=life.city)
    return f"{LISTS}lists/{upload.pk}/"


def seen_on(page: bytes) -> str:
    found = re.search(rb'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1].decode()


def test_an_upload_leads_to_what_it_would_do(visitor: Visitor, life: Life) -> None:
    known(life)

    answer = visitor(life.city).post(LISTS, {**WHOLE, "table": file(DOUBTFUL)}, follow=True)

    page = read(answer.content).text
    assert "表里 2 行。下面是会怎样，还没有登记。" in page
    assert "信用代码相同，名录里的名称是“示例旧名公司”：是否更名？" in page
    assert "还有 1 行等您决定。" in page
    assert Designation.objects.count() == 1


def test_a_file_survives_a_form_that_is_refused(visitor: Visitor, life: Life) -> None:
    client = visitor(life.city)
    refused = client.post(LISTS, {**WHOLE, "cohort": "头一批", "table": file(DOUBTFUL)})
    assert refused.status_code == 422
    assert "“第三批.csv”已经收到，不用再选。" in read(refused.content).text
    held = re.search(r'name="held" value="([^"]+)"', refused.content.decode())
    assert held

    answer = client.post(LISTS, {**WHOLE, "held": held[1]})

    assert answer.status_code == 302
    assert ListUpload.objects.get().file_name == "第三批.csv"


@pytest.mark.parametrize("held", ["", "nonsense"])
def test_a_form_without_a_file_asks_for_one(visitor: Visitor, life: Life, held: str) -> None:
    answer = visitor(life.city).post(LISTS, {**WHOLE, "held": held})

    assert answer.status_code == 422
    assert "请选择名单的文件" in read(answer.content).text


def test_a_file_that_is_too_large_is_said_to_be(visitor: Visitor, life: Life, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 2**20
    text = DOUBTFUL + "示例丙公司,\n" * 100_000

    answer = visitor(life.city).post(LISTS, {**WHOLE, "table": file(text)})

    assert answer.status_code == 422
    assert "文件超过 1 MB，不像是一张名单" in read(answer.content).text


def test_wrong_cells_are_named_with_row_and_column(visitor: Visitor, life: Life) -> None:
    page = read(visitor(life.city).get(uploaded(life, "名称,批次\n示例甲,头批\n")).content).text

    assert "1 格不对" in page
    assert "B2" in page
    assert "批次“头批”不是整数" in page
    assert "确认登记" not in page


def test_a_confirmation_with_an_open_row_names_it_and_keeps_what_was_decided(
    visitor: Visitor, life: Life
) -> None:
    known(life)
    two = f"名称,信用代码\n示例新名公司,{credit_code(1)}\n示例旧名公司,{credit_code(2)}\n"
    address, client = uploaded(life, two), visitor(life.city)
    seen = seen_on(client.get(address).content)

    answer = client.post(address, {"seen": seen, "enter": "1", "row-2": "renamed"})

    assert answer.status_code == 422
    assert "还有1行没有决定：第3行" in read(answer.content).text
    assert 'href="#id_row-3"' in answer.content.decode()
    assert ListUpload.objects.get().decisions == {"2": "renamed"}
    assert 'name="row-3" value="new"' in answer.content.decode()
    assert Designation.objects.count() == 1


def test_a_decided_list_is_confirmed_and_stands_in_the_register(visitor: Visitor, life: Life) -> None:
    known(life)
    address, client = uploaded(life), visitor(life.city)
    kept = client.post(address, {"row-2": "renamed", "save": "1", "then": "open"}, follow=True)
    assert "等您决定" not in read(kept.content).text

    answer = client.post(address, {"seen": seen_on(kept.content), "enter": "1"}, follow=True)

    assert "新登记 2 个称号，更名 1 家，更正 0 个" in read(answer.content).text
    assert {one.name for one in lines_as_of()} == {"示例新名公司", "示例乙公司"}
    assert ListImport.objects.get().recorded_by == life.city
    assert client.get(address).status_code == 200


def test_what_was_overtaken_is_shown_again(visitor: Visitor, life: Life) -> None:
    address, client = uploaded(life), visitor(life.city)
    seen = seen_on(client.get(address).content)
    known(life)
    client.post(address, {"row-2": "leave_out"})

    answer = client.post(address, {"seen": seen, "enter": "1"})

    assert answer.status_code == 409
    assert "请再看一遍" in read(answer.content).text


@pytest.mark.parametrize("since", ["2199-01-01", "soon"])
def test_a_day_that_cannot_be_is_refused_at_its_field(visitor: Visitor, life: Life, since: str) -> None:
    known(life)
    address, client = uploaded(life), visitor(life.city)
    seen = seen_on(client.get(address).content)

    answer = client.post(address, {"seen": seen, "enter": "1", "row-2": "renamed", "since": since})

    assert answer.status_code == 422
    assert 'href="#id_since"' in answer.content.decode()
    assert since in answer.content.decode()


def test_a_list_is_put_aside(visitor: Visitor, life: Life) -> None:
    address = uploaded(life)

    answer = visitor(life.city).post(f"{address}discard/", follow=True)

    assert "已放弃这份名单" in read(answer.content).text
    assert ListUpload.objects.get().state == "discarded"


def test_a_long_list_is_shown_a_page_at_a_time(visitor: Visitor, life: Life) -> None:
    rows = "\n".join(f"示例{number}号厂," for number in range(120))
    address, client = uploaded(life, f"名称,信用代码\n{rows}\n"), visitor(life.city)

    first, third = (
        client.get(address).content.decode(),
        client.get(f"{address}?show=new&page=3").content.decode(),
    )

    assert ("示例49号厂" in first, "示例50号厂" in first, "下一页" in first) == (True, False, True)
    assert ("示例100号厂" in third, "下一页" in third) == (True, False)


@pytest.mark.parametrize("address", ["", "lists/1/", "?x", "../register.csv", "../register.xlsx"])
def test_districts_and_applicants_do_not_come_in(visitor: Visitor, life: Life, address: str) -> None:
    uploaded(life)
    path = f"/selection/{CALL}/{address[3:]}" if address.startswith("..") else LISTS + address

    assert visitor(life.district).get(path).status_code == 403
    assert visitor(life.applicant(1)).get(path).status_code == 403


def test_the_register_goes_out_as_a_list_of_a_day(visitor: Visitor, life: Life) -> None:
    known(life)
    client = visitor(life.city)

    lines = b"".join(client.get(f"/selection/{CALL}/register.csv").streaming_content).decode("utf-8-sig")
    book = b"".join(client.get(f"/selection/{CALL}/register.xlsx?as_of=2000-01-01").streaming_content)

    assert lines.splitlines()[1].startswith(f"示例旧名公司,{credit_code(1)},")
    assert load_workbook(BytesIO(book)).active.cell(2, 1).value == "示例旧名公司"
    assert client.get(f"/selection/{CALL}/register.csv?as_of=soon").status_code == 404
