"""Each person of an organisation is told what is left for him to do."""

from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def test_an_editor_is_told_that_all_is_filled_in_and_who_submits(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    editor = visitor(life.colleague(life.applicant(1), "editor"))

    page = read(editor.get(f"/applications/{application.pk}/").content)

    assert "都填好了，您这边没有要补的" in page.text
    assert f"要由本单位的签署人办理，请告诉{life.applicant(1).full_name}" in page.text
    assert ("form", f"/applications/{application.pk}/act/submit/") not in _forms(page.tags)


def test_an_editor_sees_what_is_missing_and_that_another_submits(visitor: Visitor, life: Life) -> None:
    application = life.draft(1, address="")
    editor = visitor(life.colleague(life.applicant(1), "editor"))
    signatory = visitor(life.applicant(1))

    assert "填完这些，再由签署人“提交”" in editor.get(f"/applications/{application.pk}/").content.decode()
    assert "填完这些才能“提交”" in signatory.get(f"/applications/{application.pk}/").content.decode()


def test_an_editor_who_posts_the_act_all_the_same_is_told_whom_to_ask(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    editor = visitor(life.colleague(life.applicant(1), "editor"))

    answer = editor.post(f"/applications/{application.pk}/act/submit/", {"seen": "0"})

    assert answer.status_code == 409
    assert "请告诉" in answer.content.decode()
    assert application.steps.count() == 0


def _forms(tags: list[tuple[str, dict[str, str]]]) -> list[tuple[str, str]]:
    return [(tag, given.get("action", "")) for tag, given in tags if tag == "form"]
