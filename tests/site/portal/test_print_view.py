"""The whole form on one page: all of it for its applicant, what was filed for the offices in charge."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from linxuan_site.actions.attachments import attach
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.files import Upload
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.queries.cases import kept_attachments
from linxuan_site.queries.dossiers import dossier_of
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def test_a_draft_is_marked_as_one_and_shows_every_section_with_its_files(
    visitor: Visitor, life: Life
) -> None:
    draft = life.draft(1, address="印在纸上的地址")
    dossier = dossier_of(life.applicant(1), draft.pk)
    assert dossier is not None

    page = read(visitor(life.applicant(1)).get(f"/applications/{draft.pk}/print/").content).text

    assert "草稿" in page
    assert "还没有提交，不能作为正式材料" in page
    assert "印在纸上的地址" in page
    form = dossier.call.forms["enterprise"]
    assert [
        one.name for one in form.sections.values() if one.by == "applicant" and one.name not in page
    ] == []
    assert kept_attachments(draft)[0].digest[:12] in page


def test_what_was_filed_bears_its_number_and_no_mark_of_a_draft(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)

    page = read(visitor(life.district).get(f"/applications/{application.pk}/print/").content).text

    assert str(application.number) in page
    assert "第 1 稿" in page
    assert "草稿" not in page
    assert "盖章材料的扫描件" in page


def test_an_office_sees_nothing_of_a_draft_and_a_stranger_nothing_at_all(
    visitor: Visitor, life: Life
) -> None:
    draft, filed = life.draft(1), life.submitted(2)
    stranger = member_of("示例旁人有限公司", credit_code(77), "stranger")

    assert visitor(life.district).get(f"/applications/{draft.pk}/print/").status_code == 404
    for person in (stranger, life.other_district):
        assert visitor(person).get(f"/applications/{filed.pk}/print/").status_code == 404


def test_while_its_applicant_changes_it_an_office_prints_what_was_filed(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1, address="提交时的地址")
    life.act(application, "return", life.district, opinion="请核对地址")
    application.refresh_from_db()
    save_answers(
        application.pk, {"address": "正在改的地址"}, account=life.applicant(1), version=application.version
    )

    office = read(visitor(life.district).get(f"/applications/{application.pk}/print/").content).text
    own = read(visitor(life.applicant(1)).get(f"/applications/{application.pk}/print/").content).text

    assert "提交时的地址" in office
    assert "正在改的地址" not in office
    assert "这里是上次提交的第 1 稿" in office
    assert "正在改的地址" in own
    assert "与已提交的第 1 稿可能不同" in own


def test_what_an_office_filled_in_is_printed_for_offices_alone(visitor: Visitor, life: Life) -> None:
    application = life.recommended(1)

    office = read(visitor(life.district).get(f"/applications/{application.pk}/print/").content).text
    own = read(visitor(life.applicant(1)).get(f"/applications/{application.pk}/print/").content).text

    assert "材料齐全" in office
    assert "由甘井子区填写" in office
    assert "材料齐全" not in own


def test_both_sides_find_the_page_where_they_work(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)
    address = f"/applications/{application.pk}/print/"

    assert address in read(visitor(life.applicant(1)).get(f"/applications/{application.pk}/").content).links
    assert address in read(visitor(life.district).get(f"/desk/applications/{application.pk}/").content).links


def test_the_page_reads_as_often_with_many_files_as_with_few(visitor: Visitor, life: Life) -> None:
    draft, client = life.draft(1), visitor(life.applicant(1))
    client.get(f"/applications/{draft.pk}/print/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/applications/{draft.pk}/print/")
    for number in range(10):
        upload = Upload(f"{number}.pdf", b"%PDF-1.7 " + str(number).encode())
        attach(draft.pk, "file_licence", upload, account=life.applicant(1))

    with CaptureQueriesContext(connection) as many:
        client.get(f"/applications/{draft.pk}/print/")

    assert len(many) == len(few)
