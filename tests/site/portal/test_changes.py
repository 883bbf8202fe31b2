"""Every change of an answer can be read afterwards: who, when, from what to what."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan_site.actions.attachments import attach, remove_attachment
from linxuan_site.actions.drafts import Conflict, save_answers, start_application
from linxuan_site.actions.files import Upload
from linxuan_site.models import Account, AnswerChange, Application
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, REVIEW, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read

LONG = "本单位围绕服务型制造制定了年度计划，明确了负责部门和完成时限。" * 5


@pytest.fixture
def draft(life: Life) -> Application:
    return start_application(life.applicant(1), CALL, "enterprise")


@pytest.fixture
def colleague(life: Life) -> Account:
    """A second person of the applicant."""
    own = life.applicant(1)
    return Account.objects.create(
        username="colleague",
        full_name="李示例",
        organisation=own.organisation,
        role="editor",
        created_at=own.created_at,
    )


def save(draft: Application, account: Account, version: int | None = None, **answers: Any) -> int:
    seen = Application.objects.get(pk=draft.pk).version if version is None else version
    return save_answers(draft.pk, answers, account=account, version=seen).version


def page_of(client: Client, draft: Application, query: str = "") -> Page:
    answer = client.get(f"/applications/{draft.pk}/changes/{query}")
    assert answer.status_code == 200
    return read(answer.content)


def said(page: Page) -> str:
    """The words of a page without the spaces between them."""
    return "".join(page.text.split())


def test_a_change_says_who_changed_what_from_what_to_what(
    visitor: Visitor, life: Life, draft: Application, colleague: Account
) -> None:
    save(draft, life.applicant(1), address="一号路", operating_income={"2022": "1000"})
    save(draft, colleague, address="二号路", operating_income={"2022": "1200.5"})

    text = said(page_of(visitor(life.applicant(1)), draft))

    assert "李示例" in text
    assert text.count("一号路→改为二号路") == 1
    assert "2022年1,000→改为1,200.5" in text


def test_saves_that_follow_each_other_stand_as_one_and_each_can_be_traced(
    visitor: Visitor, life: Life, draft: Application
) -> None:
    for typed in ("优", "优势", "优势明显"):
        save(draft, life.applicant(1), advantage=typed)

    text = said(page_of(visitor(life.applicant(1)), draft, "?field=advantage"))

    assert "未填→改为优势明显" in text
    assert "逐次看（共保存3次）" in text
    assert "优→改为优势" in text


def test_of_a_long_text_only_what_was_cut_and_written_is_told_and_kept(
    visitor: Visitor, life: Life, draft: Application
) -> None:
    save(draft, life.applicant(1), advantage=LONG)
    save(draft, life.applicant(1), advantage=LONG[:12] + "新的" + LONG[14:])

    row = AnswerChange.objects.latest("version")
    text = said(page_of(visitor(life.applicant(1)), draft, "?field=advantage"))

    assert row.changes == {"advantage": {"at": 12, "cut": LONG[12:14], "put": "新的"}}
    assert f"第13字起删去{LONG[12:14]}写上新的" in text


def test_files_that_come_and_go_are_changes_too(visitor: Visitor, life: Life, draft: Application) -> None:
    account = life.applicant(1)
    file = attach(draft.pk, "file_licence", Upload("执照.pdf", b"%PDF-1.7"), account=account)
    remove_attachment(file.pk, account=account)

    text = said(page_of(visitor(account), draft, "?field=file_licence"))

    assert "上传了执照.pdf" in text
    assert "删除了执照.pdf" in text


def test_each_field_leads_to_its_own_record_once_it_was_changed_and_the_record_says_so(
    visitor: Visitor, life: Life, draft: Application
) -> None:
    client, own = visitor(life.applicant(1)), f"/applications/{draft.pk}/changes/?field="
    form = f"/applications/{draft.pk}/form/identity/"
    empty = read(client.get(form).content)
    assert not any(link.startswith(own) for link in empty.links)

    given = {**empty.values, "address": "一号路"}
    part = client.post(form, given, headers={"HX-Request": "true"})
    assert own + "address" in read(part.content).links
    client.post(form, {**given, "legal_representative": "张示例", "version": "2"})
    links = [link for link in read(client.get(form).content).links if link.startswith(own)]
    assert links == [own + "address", own + "legal_representative"]

    page = page_of(client, draft, "?field=address")
    assert "“通讯地址”的修改记录" in page.text
    assert "只列这一项的修改" in page.text
    assert "一号路" in page.text
    assert "张示例" not in page.text
    assert f"{form}#id_address" in page.links
    filed = life.submitted(2)
    read_only = visitor(life.applicant(2)).get(f"/applications/{filed.pk}/form/identity/").content
    assert f"/applications/{filed.pk}/changes/?field=district" in read(read_only).links
    assert "这一项还没有修改过" in page_of(client, draft, "?field=advantage").text


def test_files_in_the_rows_of_a_group_belong_to_its_record(visitor: Visitor, life: Life) -> None:
    account = life.applicant(1)
    draft = start_application(account, CALL, "platform")
    attach(draft.pk, "functions_evidence.function_file", Upload("证明.pdf", b"%PDF-1.7"), account=account)

    assert "上传了证明.pdf" in said(page_of(visitor(account), draft, "?field=functions_evidence"))


def test_an_office_reads_the_changes_once_it_was_filed(visitor: Visitor, life: Life) -> None:
    filed, draft = life.submitted(1), life.draft(2)

    assert page_of(visitor(life.district), filed).count("h1") == 1
    assert visitor(life.district).get(f"/applications/{draft.pk}/changes/").status_code == 404
    assert visitor(life.other_district).get(f"/applications/{filed.pk}/changes/").status_code == 404


def test_what_only_offices_see_is_not_told_to_the_applicant(visitor: Visitor, life: Life) -> None:
    filed = life.submitted(1)
    save(filed, life.district, **REVIEW)
    fields = definition_of(filed.published_call).fields
    hidden = [one for one in REVIEW if fields[one].visible == "offices"]

    own, theirs = (page_of(visitor(one), filed) for one in (life.applicant(1), life.district))

    assert hidden
    assert all(f"?field={one}" in theirs.links for one in hidden)
    assert not any(f"?field={one}" in own.links for one in hidden)
    offered = [{given["value"] for tag, given in page.tags if tag == "option"} for page in (own, theirs)]
    assert offered[0].isdisjoint(hidden)
    assert offered[1] >= set(hidden)


def test_a_long_record_is_read_in_pages_with_the_same_number_of_queries(
    visitor: Visitor, life: Life, draft: Application
) -> None:
    client, account = visitor(life.applicant(1)), life.applicant(1)
    save(draft, account, address="0")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page_of(client, draft)
    for number in range(1, 60):
        save(draft, account, address=str(number))
    with CaptureQueriesContext(connection) as many:
        page = page_of(client, draft)

    assert len(many) == len(few)
    older = next(link for link in page.links if "before=" in link)
    assert page_of(client, draft, older).count("h1") == 1


class TestNobodyIsOverwritten:
    def test_an_answer_that_i_did_not_touch_is_no_change_of_mine(
        self, life: Life, draft: Application, colleague: Account
    ) -> None:
        seen = save(draft, life.applicant(1), address="一号路", advantage="甲")
        save(draft, colleague, address="二号路")

        saved = save_answers(
            draft.pk, {"address": "一号路", "advantage": "乙"}, account=life.applicant(1), version=seen
        )

        draft.refresh_from_db()
        assert (draft.answers["address"], draft.answers["advantage"]) == ("二号路", "乙")
        assert saved.theirs == {"address"}

    def test_an_answer_that_both_changed_is_a_conflict_with_a_name(
        self, life: Life, draft: Application, colleague: Account
    ) -> None:
        seen = save(draft, life.applicant(1), address="一号路")
        save(draft, colleague, address="二号路")

        with pytest.raises(Conflict) as caught:
            save(draft, life.applicant(1), version=seen, address="三号路")

        assert caught.value.theirs == {"address": "二号路"}
        assert caught.value.by == {"address": "李示例"}

    def test_the_same_amount_written_otherwise_is_no_change(
        self, life: Life, draft: Application, colleague: Account
    ) -> None:
        seen = save(draft, life.applicant(1), registered_capital="1234.00")
        save(draft, colleague, registered_capital="99")

        save(draft, life.applicant(1), version=seen, registered_capital="1,234.00")

        draft.refresh_from_db()
        assert draft.answers["registered_capital"] == "99"
