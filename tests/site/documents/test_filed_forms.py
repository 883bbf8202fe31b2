import pytest
from django.utils import timezone

from linxuan.language import ENGLISH, speaking
from linxuan_site.actions.printing import printed_form
from linxuan_site.documents.forms import form_paper
from tests.site.documents.life import application, attached, filed
from tests.site.documents.papers import RARE
from tests.site.documents.reading import pages_of, text_of

pytestmark = pytest.mark.django_db


def test_a_filed_form_bears_what_the_programme_asks_and_the_applicant_answered() -> None:
    subject = application(f"示例{RARE}公司", stage="district")
    text = text_of(printed_form(filed(subject)))
    for words in (
        f"示例{RARE}公司",
        "金州区",
        "18,600",
        "33.98%",
        "把服务写进战略。",
        "定制化服务",
        "示范企业",
    ):
        assert words in text


def test_the_cover_names_track_and_class() -> None:
    cover = pages_of(printed_form(filed(application("示例平台", "platform", stage="district"))))[0]
    assert "示范平台（共享制造类）" in cover
    assert "2023年5月12日" in cover
    assert "大连市工业和信息化局" in cover


def test_a_citys_form_is_for_the_peoples_government_to_seal() -> None:
    paper = form_paper(filed(application("示例市", "city", stage="city")))
    assert [seal.label for seal in paper.seals] == ["人民政府（公章）"]
    assert "推荐单位" not in dict(paper.cover)


def test_what_only_offices_may_see_is_not_on_the_applicants_paper() -> None:
    text = text_of(printed_form(filed(application("示例公司", stage="district"))))
    assert "只给部门看的初审情况" not in text
    assert "初审情况" not in text


def test_a_form_stays_as_it_was_filed_whatever_changes_afterwards() -> None:
    subject = application("示例公司", stage="district")
    attached(subject, "file_licence", "执照.pdf")
    first = filed(subject)
    before = printed_form(first)
    subject.answers = {**subject.answers, "name": "改名公司", "measure_strategy": "改了"}
    subject.save()
    subject.attachments.update(removed_at=timezone.now())
    attached(subject, "file_licence", "新执照.pdf")
    assert printed_form(first) == before


def test_a_second_revision_lists_its_own_files() -> None:
    subject = application("示例公司", stage="district")
    attached(subject, "file_licence", "旧执照.pdf")
    filed(subject)
    subject.attachments.update(removed_at=timezone.now())
    attached(subject, "file_licence", "新执照.pdf")
    second = filed(subject)
    assert [one.name for one in form_paper(second).evidence] == ["新执照.pdf"]
    assert "第2稿" in pages_of(printed_form(second))[0]


def test_evidence_is_listed_with_its_size_and_the_beginning_of_its_digest() -> None:
    subject = application("示例公司", stage="district")
    attached(subject, "file_licence", "执照.pdf")
    evidence = form_paper(filed(subject)).evidence
    assert [(one.label, one.name, one.size, one.digest) for one in evidence] == [
        ("营业执照", "执照.pdf", "9.8 KB", "feedbeeffeedbeef")
    ]


def test_the_sealed_scan_and_an_offices_files_are_no_evidence_of_the_applicant() -> None:
    subject = application("示例主体", "evaluation-2023", stage="evaluation-filed")
    attached(subject, "paper:application", "扫描.pdf")
    attached(subject, "lodged_file", "书面.pdf")
    assert form_paper(filed(subject)).evidence == ()


def test_a_report_of_an_evaluation_round_can_be_printed() -> None:
    subject = application("示例主体", "evaluation-2023", stage="evaluation-filed")
    assert "示例主体" in text_of(printed_form(filed(subject)))


def test_papers_are_chinese_whatever_the_reader_speaks() -> None:
    submission = filed(application("示例公司", stage="district"))
    chinese = printed_form(submission)
    with speaking(ENGLISH):
        assert printed_form(submission) == chinese
