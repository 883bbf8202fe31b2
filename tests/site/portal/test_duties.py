"""What is still missing, section by section, and for whom: who fills in, who signs, an agent."""

import pytest

from linxuan.completeness import incomplete
from linxuan_site.actions.drafts import start_application
from linxuan_site.models import Application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import answers_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


@pytest.fixture
def empty(life: Life) -> Application:
    return start_application(life.applicant(1), CALL, "enterprise")


def test_everything_that_is_missing_is_listed_under_its_section(
    visitor: Visitor, life: Life, empty: Application
) -> None:
    page = read(visitor(life.applicant(1)).get(f"/applications/{empty.pk}/").content)

    form = f"/applications/{empty.pk}/form/"
    fields = {one.partition("#")[2] for one in page.links if one.startswith(form) and "?check=1#" in one}
    missing = incomplete(definition_of(life.published), "enterprise", answers_of(empty).values)
    assert len(missing) > 12
    assert {one.field for one in missing} == {one.removeprefix("id_").partition(".")[0] for one in fields}
    assert f"还差 {len(missing)} 处没有填好" in page.text
    own = sum(one.section == "economics" for one in missing)
    assert f"近三年经济情况 差 {own} 处" in " ".join(page.text.split())


def test_each_person_sees_what_is_left_for_whom(visitor: Visitor, life: Life) -> None:
    application = life.draft(1, address="")
    signatory = life.applicant(1)
    editor = life.colleague(signatory, "editor")
    agent = life.colleague(signatory, "agent", firm="示例咨询公司")

    for person in (signatory, editor, agent):
        page = " ".join(read(visitor(person).get(f"/applications/{application.pk}/").content).text.split())
        assert "填报人 您" in page if person == editor else "填报人 您" not in page
        assert "填好还差的 1 处" in page
        assert "填完后“提交”（也可以一起填）" in page
        assert "（示例咨询公司）" in page


def test_who_works_alone_is_told_no_division_of_work(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)

    page = read(visitor(life.applicant(1)).get(f"/applications/{application.pk}/").content).text

    assert "谁还要做什么" not in page


def test_after_submission_the_sealed_scan_is_left_for_the_signatory(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    editor = life.colleague(life.applicant(1), "editor")
    life.act(application, "submit", life.applicant(1))

    page = read(visitor(editor).get(f"/applications/{application.pk}/").content).text

    assert "没有要补的，等签署人办理" in page
    assert "“上传盖章扫描件”" in page


def test_a_section_tells_at_its_top_what_it_lacks_and_who_submits(visitor: Visitor, life: Life) -> None:
    application = life.draft(1, address="")
    signatory = life.applicant(1)
    editor = life.colleague(signatory, "editor")
    form = f"/applications/{application.pk}/form/"

    own = read(visitor(signatory).get(f"{form}identity/").content).text
    other = read(visitor(editor).get(f"{form}economics/").content).text

    assert "这一节还差 1 处。 都填好后，由您“提交”。" in own
    assert f"这一节填好了，别的节还差 1 处。 都填好后，由签署人{signatory.full_name}“提交”。" in other


def test_the_line_follows_what_is_saved_by_itself(visitor: Visitor, life: Life) -> None:
    application = life.draft(1, address="")
    client = visitor(life.applicant(1))
    address = f"/applications/{application.pk}/form/identity/"
    given = read(client.get(address).content).values | {"address": "示例路1号"}

    part = read(client.post(address, given, headers={"HX-Request": "true"}).content).text

    assert "整份都填好了。 下一步由您“提交”。" in part
