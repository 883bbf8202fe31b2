"""The pages on which grades are pasted, looked at, checked, published and objected to."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from pytest_django import DjangoAssertNumQueries

from linxuan_site.actions.grading import propose_from_letter, take_grades_on
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Designation, GradeRecord
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read

ROUND = "evaluation-2023"
GRADES = f"/evaluation/{CALL}/{ROUND}/grades/"
LETTER = f"{GRADES}letter/"
STEP = f"{GRADES}step/"
DOCUMENT = "示例部评估通报〔2023〕2号"
TEXT = "示例主体601\t优秀\r\n示例主体602\t合格"


def entities(life: Life, count: int = 2) -> list[Designation]:
    more = {"cohort": "2", "track": "enterprise", "document": "认定文件（示例）", "in_charge": "210211"}
    call = definition_of(life.published)
    found = [
        enter_designation(call, {"name": f"示例主体{601 + n}", "credit_code": credit_code(601 + n), **more})
        for n in range(count)
    ]
    open_round(CALL, ROUND)
    return found


def posted(client: Client, text: str = TEXT, **more: object) -> tuple[int, Page]:
    answer = client.post(LETTER, {"document": DOCUMENT, "text": text, **more})
    return answer.status_code, read(answer.content)


def test_a_letter_is_looked_at_before_anything_is_kept(visitor: Visitor, life: Life) -> None:
    entities(life)

    status, page = posted(visitor(life.city))

    assert status == 200
    assert "读到 2 家" in page.text
    assert "确认拟定这 2 个等次" in page.text
    assert page.values["text"] == TEXT.replace("\r\n", "\n") or page.values["text"] == TEXT
    assert not GradeRecord.objects.filter(year=2023).exists()


def test_wrong_lines_are_named_and_nothing_typed_is_lost(visitor: Visitor, life: Life) -> None:
    entities(life)
    text = "示例主体601\t良好\n示例主体609\t优秀"

    _status, page = posted(visitor(life.city), text)

    assert "有 2 行要改" in page.text
    assert "没有“良好”这个等次" in page.text
    assert "名录里没有“示例主体609”" in page.text
    assert page.values["text"] == text
    assert page.values["document"] == DOCUMENT
    assert "确认拟定" not in page.text


def test_wrong_lines_cannot_be_confirmed_past_the_preview(visitor: Visitor, life: Life) -> None:
    entities(life)

    status, page = posted(visitor(life.city), "示例主体601\t良好", confirm="1")

    assert status == 422
    assert "第1行" in page.text
    assert not GradeRecord.objects.filter(year=2023).exists()


def test_a_table_is_read_into_the_box(visitor: Visitor, life: Life) -> None:
    entities(life)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("名称", "等次", "得分"), ("示例主体601", "优秀", 91.5), ("示例主体602", "合格", 80)):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)

    _status, page = posted(visitor(life.city), "", table=SimpleUploadedFile("名单.xlsx", content.getvalue()))

    assert "读到 2 家" in page.text
    assert "示例主体601\t优秀\t91.5" in page.values["text"]
    assert "得分（参考）" in page.text


def test_a_file_that_is_no_table_is_refused_and_the_text_stays(visitor: Visitor, life: Life) -> None:
    entities(life)

    status, page = posted(visitor(life.city), table=SimpleUploadedFile("名单.xlsx", b"\x00\x01\x02"))

    assert status == 422
    assert "示例主体601" in page.values["text"]


def test_grades_go_from_the_letter_to_the_entity(visitor: Visitor, life: Life) -> None:
    one, _other = entities(life)
    own = visitor(member_of("示例主体601", credit_code(601), "entity-601"))
    city, checker = visitor(life.city), visitor(life.colleague(life.city, "checker"))
    posted(city, confirm="1")
    group = {"document": DOCUMENT, "seen": "2"}
    assert "优秀" not in read(own.get(f"/register/{one.pk}/").content).text

    refused = city.post(STEP, {"step": "checked", "state": "proposed", **group})
    assert "另一位" in read(refused.content).text
    checker.post(STEP, {"step": "checked", "state": "proposed", **group})
    city.post(STEP, {"step": "published", "state": "checked", **group})

    assert "优秀" in read(own.get(f"/register/{one.pk}/").content).text
    assert "已公布" in read(city.get(GRADES).content).text


def test_an_entity_objects_on_its_page_and_an_officer_decides(visitor: Visitor, life: Life) -> None:
    one, _other = entities(life)
    ids = [r.pk for r in propose_from_letter(CALL, ROUND, TEXT, document=DOCUMENT, account=life.city)]
    take_grades_on(CALL, ROUND, "checked", ids, account=life.colleague(life.city, "checker"))
    take_grades_on(CALL, ROUND, "published", ids, account=life.city)
    own, city = visitor(member_of("示例主体601", credit_code(601), "entity-601")), visitor(life.city)
    record = GradeRecord.objects.get(designation=one, year=2023)

    own.post(f"/register/{one.pk}/grades/{record.pk}/objection/", {"reason": "口径有误"})

    page = read(city.get(f"{GRADES}?state=objected").content)
    assert "口径有误" in page.text
    refused = city.post(STEP, {"step": "final", "grade": record.pk, "reason": " "})
    assert refused.status_code == 409
    city.post(STEP, {"step": "final", "grade": record.pk, "reason": "核对后维持"})
    assert "核对后维持" in read(city.get(GRADES).content).text


def test_whoever_comes_second_is_told(visitor: Visitor, life: Life) -> None:
    entities(life)
    posted(visitor(life.city), confirm="1")
    checker = visitor(life.colleague(life.city, "checker"))

    answer = checker.post(STEP, {"step": "checked", "state": "proposed", "document": DOCUMENT, "seen": "1"})

    assert answer.status_code == 409
    assert "刚刚有变化" in read(answer.content).text


@pytest.mark.parametrize("address", [GRADES, LETTER])
def test_grades_are_for_the_office_that_publishes_them(visitor: Visitor, life: Life, address: str) -> None:
    entities(life)

    assert visitor(life.city).get(address).status_code == 200
    assert visitor(life.district).get(address).status_code == 403
    assert visitor(life.city).get(address.replace(ROUND, "nothing")).status_code == 404


@pytest.mark.parametrize("rows", [1, 12])
def test_the_grades_ask_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    entities(life, rows)
    text = "\n".join(f"示例主体{601 + n}\t优秀" for n in range(rows))
    propose_from_letter(CALL, ROUND, text, document=DOCUMENT, account=life.city)
    client = visitor(life.city)
    client.get(GRADES)

    with django_assert_max_num_queries(18):
        client.get(GRADES)
    with django_assert_max_num_queries(14):
        client.post(LETTER, {"document": DOCUMENT, "text": text})
