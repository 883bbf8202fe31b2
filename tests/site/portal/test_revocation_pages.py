"""The pages of a revocation: for the authority, the district, and the entity's own people."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linxuan_site.actions.revocations import Said, take_step
from linxuan_site.models import RectifyOrder, RevocationCase, StatusRecord
from tests.site.life.conftest import PDF, Life, On
from tests.site.life.test_evaluation import designated
from tests.site.life.test_revocations import AFTER, ceased, people, revoked
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def address(case: RevocationCase, act: str = "") -> str:
    return f"/revocations/{case.pk}/" + (f"{act}/" if act else "")


def test_the_whole_course_goes_by_pages(visitor: Visitor, life: Life, on: On) -> None:
    case, member = ceased(life), people()
    city, entity = visitor(life.city), visitor(member)

    assert entity.get(address(case)).status_code == 404
    assert city.post(address(case, "notify"), {"seen": 1}).status_code == 302
    assert "看告知，陈述申辩" in read(entity.get("/my/").content).text
    file = SimpleUploadedFile("证明.pdf", PDF.content)
    answered = entity.post(address(case, "answer"), {"seen": 2, "reason": "已恢复经营", "attached": file})
    assert answered.status_code == 302
    page = read(city.get(address(case)).content)
    assert "已恢复经营" in page.text
    assert "证明.pdf" in page.text
    decision = {"seen": 3, "reason": "注销属实", "document": "文件9号", "decided_on": "2023-05-12"}
    assert city.post(address(case, "revoke"), decision).status_code == 302
    assert (
        "示范资格已于 2023年5月12日取消" in read(city.get(f"/register/{case.designation_id}/").content).text
    )
    with on("2023-06-01"):
        assert entity.post(address(case, "appeal"), {"seen": 4, "reason": "注销已撤销"}).status_code == 302
        restore = {"seen": 5, "reason": "属实", "document": "复核1号", "decided_on": "2023-06-01"}
        assert city.post(address(case, "restore"), restore).status_code == 302
        assert "已恢复" in read(city.get("/revocations/?show=closed").content).text


def test_what_was_typed_stays_when_a_step_is_refused(visitor: Visitor, life: Life) -> None:
    case = ceased(life)
    take_step(case.pk, "notify", Said(), account=life.city)
    client = visitor(life.city)

    lacking = client.post(address(case, "extend"), {"reason": "邮寄在途", "until": ""})
    shorter = client.post(address(case, "extend"), {"reason": "邮寄在途", "until": "2023-05-20"})

    for answer in (lacking, shorter):
        page = read(answer.content)
        assert answer.status_code == 422
        assert "邮寄在途" in page.text
        assert "id_extend_until" in page.ids
    assert "晚于原来的" in read(shorter.content).text


def test_a_decision_too_early_is_refused_with_its_clause(visitor: Visitor, life: Life) -> None:
    case = ceased(life)
    take_step(case.pk, "notify", Said(), account=life.city)

    answer = visitor(life.city).post(
        address(case, "revoke"), {"reason": "x", "document": "y", "decided_on": "2023-05-12"}
    )

    assert answer.status_code == 409
    assert "期限也还没有到" in read(answer.content).text


def test_the_page_says_what_is_next_and_by_when(visitor: Visitor, life: Life, on: On) -> None:
    case = ceased(life)
    client = visitor(life.city)
    assert "下一步：告知示范主体" in read(client.get(address(case)).content).text
    take_step(case.pk, "notify", Said(), account=life.city)
    assert "还有 14 天" in read(client.get(address(case)).content).text
    with on(AFTER):
        assert "没有答复，可以决定了" in read(client.get(address(case)).content).text


def test_a_district_sees_the_course_and_does_nothing(visitor: Visitor, life: Life) -> None:
    case = ceased(life)
    district = visitor(life.district)

    assert "由主管部门办理" in read(district.get(address(case)).content).text
    assert district.post(address(case, "notify")).status_code == 409
    assert visitor(life.other_district).get(address(case)).status_code == 404
    assert district.get("/revocations/").status_code == 403


def test_an_officer_proposes_with_a_reason_and_once(visitor: Visitor, life: Life) -> None:
    entity = designated(life)
    client = visitor(life.district)

    once = client.post(f"/register/{entity.pk}/propose/", {"reason": "弄虚作假"})
    twice = client.post(f"/register/{entity.pk}/propose/", {"reason": "弄虚作假"})

    assert once.status_code == 302
    assert twice.status_code == 409
    assert "弄虚作假" in read(twice.content).text


def test_files_are_for_whom_the_case_concerns(visitor: Visitor, life: Life) -> None:
    case = ceased(life)
    take_step(case.pk, "notify", Said(), account=life.city)
    step = take_step(case.pk, "answer", Said(reason="说明"), account=people(), files=[PDF])
    file = f"/revocations/files/{step.files.get().pk}/"

    assert visitor(life.city).get(file).status_code == 200
    assert visitor(life.applicant(3)).get(file).status_code == 404
    assert visitor().get(file).status_code == 302


@pytest.mark.parametrize("show", ["open", "closed"])
def test_the_list_takes_as_many_queries_for_many_cases(visitor: Visitor, life: Life, show: str) -> None:
    client = visitor(life.city)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/revocations/?show={show}").status_code == 200
        return len(seen)

    for number in (901, 902):
        one = ceased(life, number)
        if show == "closed":
            take_step(one.pk, "withdraw", Said(reason="x"), account=life.city)
    before = queries()
    for number in (903, 904, 905):
        one = ceased(life, number)
        if show == "closed":
            take_step(one.pk, "withdraw", Said(reason="x"), account=life.city)

    assert queries() == before


def test_a_revoked_title_stands_in_the_public_register_with_its_document(
    visitor: Visitor, life: Life, on: On
) -> None:
    case = revoked(life, on)
    with on(AFTER):
        page = read(visitor().get("/register/").content).text

    assert "示例工信发〔2023〕9号" in page
    assert case.reason not in page


def test_what_the_rules_propose_and_nobody_has_is_listed_and_raised_for_those_that_are_chosen(
    visitor: Visitor, life: Life
) -> None:
    entity, client = designated(life), visitor(life.city)
    StatusRecord.objects.create(
        designation=entity,
        status="liquidating",
        holds_from=date(2023, 5, 1),
        source="从旧系统带来",
        recorded_at=timezone.now(),
    )

    assert "规则现在要提出的" in read(client.get("/revocations/").content).text
    none = client.post("/revocations/raise/", follow=True)
    other = client.post("/revocations/raise/", {"title": entity.pk + 1}, follow=True)
    assert "请勾选" in read(none.content).text
    assert "已提出 0 件" in read(other.content).text
    assert not entity.revocation_cases.exists()

    assert client.post("/revocations/raise/", {"title": entity.pk}).status_code == 302
    assert entity.revocation_cases.get().rule == "ceased"
    assert "规则现在要提出的" not in read(client.get("/revocations/").content).text
    assert visitor(life.district).post("/revocations/raise/").status_code == 403


def test_what_has_to_be_put_right_stands_on_the_page_of_the_entity_with_its_day(
    visitor: Visitor, life: Life
) -> None:
    entity, client = designated(life), visitor(life.city)
    RectifyOrder.objects.create(
        designation=entity,
        rule="low",
        year=2022,
        ordered_on=date(2023, 5, 2),
        until=date(2023, 7, 2),
        reason="补齐凭证",
        by=life.city,
        recorded_at=timezone.now(),
    )
    address = f"/register/{entity.pk}/"
    done = f"{address}rectify/{RectifyOrder.objects.get().pk}/"

    assert "还有 51 天" in read(client.get(address).content).text
    refused = client.post(done, {"done_on": "2023-05-13", "reason": "凭证齐全"})
    assert refused.status_code == 422
    assert "凭证齐全" in read(refused.content).text
    assert client.post(done, {"done_on": "2023-05-11", "reason": "凭证齐全"}).status_code == 302
    assert "已整改" in read(client.get(address).content).text
    assert client.post(f"{address}rectify/", {"reason": "再补"}).status_code == 409
