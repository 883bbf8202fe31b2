"""Papers that are made of something that happened: what they say, for whom they are, and how long they stand."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage

from linxuan.errors import BadInput, Refused
from linxuan.papers.words import in_words
from linxuan_site import clock
from linxuan_site.actions.grades import record_status
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.proposals import enter_revocation
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.revocations import Said, take_step
from linxuan_site.demo.people import credit_code
from linxuan_site.documents.letters import Mark
from linxuan_site.documents.notices import notice
from linxuan_site.documents.office_papers import letter_file
from linxuan_site.models import (
    Account,
    Application,
    Designation,
    GradeRecord,
    GradeStep,
    IssuedPaper,
    Publicity,
    PublicityEntry,
    PublishedCall,
    Remark,
    Step,
    Submission,
)
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.paper_subjects import subject_of
from linxuan_site.queries.papers import paper_file
from linxuan_site.queries.verifying import verdict_of_number, verdicts_of_file
from tests.site.documents.life import (
    CALL,
    DAY,
    DISTRICT,
    OTHER_DISTRICT,
    act,
    application,
    attached,
    filed,
    nominated,
    officer,
    published,
)
from tests.site.documents.papers import RARE
from tests.site.documents.reading import text_of

pytestmark = pytest.mark.django_db
ON = date(2023, 5, 12)
NAME = f"示例{RARE}有限公司"


def made(paper: str, subject: int, account: Account, day: date = ON) -> IssuedPaper:
    with clock.on_day(day):
        return issue_paper_about(CALL, paper, subject, account=account)


def text(issued: IssuedPaper) -> str:
    with default_storage.open(issued.file) as file:
        return text_of(file.read())


def member(submission: Submission) -> Account:
    return submission.application.organisation.accounts.get()


def submitted() -> Submission:
    subject = application(NAME, stage="district")
    attached(subject, "file_licence", "营业执照.pdf")
    found = filed(subject)
    found.submitted_by = None
    return found


def returned() -> Step:
    submission = submitted()
    subject = submission.application
    step = act(subject, "return", key=DISTRICT, opinion="数据与年报不一致，请核对。")
    Remark.objects.create(
        application=subject,
        sent_with=step,
        field="operating_income",
        revision=1,
        text="2022年营业收入与审计报告差120万元，请更正或说明。",
        office="district",
        office_key=DISTRICT,
        written_by=officer("district", DISTRICT),
        sent_at=DAY,
    )
    subject.stage = "draft"
    subject.save()
    return step


def designated(number: int = 7) -> Designation:
    given = {"name": NAME, "credit_code": credit_code(number), "cohort": "2", "track": "enterprise"}
    document = "《工业和信息化部关于公布第二批服务型制造示范名单的通告》"
    return enter_designation(
        definition_of(published()), {**given, "document": document, "in_charge": DISTRICT}
    )


def revoked(designation: Designation) -> None:
    enter_revocation(
        definition_of(PublishedCall.objects.get()),
        designation,
        document="工信部公告〔2023〕9号",
        reason="企业已经注销",
        decided_on=date(2023, 5, 1),
        account=officer("city"),
    )


def test_a_receipt_says_what_came_when_and_what_comes_next_by_when() -> None:
    submission = submitted()
    said = text(made("receipt", submission.application_id, member(submission)))

    for words in (
        NAME,
        f"{submission.application.number}（第1稿）",
        "2023年5月12日16:00",
        "营业执照.pdf",
        "请于2023年5月15日24:00前上传盖章扫描件：《服务型制造示范遴选申报书》",
        "一式3份报送",
        "金州区将办理“区级初审”",
        "不表示申报条件已经审核通过",
    ):
        assert words in said


def test_a_receipt_asked_for_again_is_the_same_file() -> None:
    submission = submitted()
    first = made("receipt", submission.application_id, member(submission))
    second = made("receipt", submission.application_id, officer("city"), date(2023, 5, 14))

    assert first.pk == second.pk


def test_a_receipt_is_superseded_when_the_application_is_submitted_again() -> None:
    submission = submitted()
    first = made("receipt", submission.application_id, member(submission))
    assert verdict_of_number(str(first.number), str(first.said)[:16]).outcome == "current"

    again = filed(submission.application)
    assert verdict_of_number(str(first.number), str(first.said)[:16]).outcome == "superseded"

    second = made("receipt", again.application_id, member(again))
    assert (second.number, second.revision) == (first.number, 2)
    assert verdict_of_number(str(second.number), str(second.said)[:16]).outcome == "current"


def test_a_notice_of_return_names_each_field_with_the_reason_and_the_last_day() -> None:
    said = text(made("return-notice", returned().pk, officer("district", DISTRICT)))

    for words in (
        f"{NAME}：",
        "数据与年报不一致，请核对。",
        "营业收入",
        "2022年营业收入与审计报告差120万元，请更正或说明。",
        "请于2023年5月15日24:00前在申报网站补正并重新提交",
        "申报日仍为2023年5月12日",
        "金州区",
    ):
        assert words in said


def test_papers_of_an_application_are_not_for_strangers() -> None:
    submission = submitted()
    issued = made("receipt", submission.application_id, member(submission))
    stranger = application("旁人公司", stage="district").organisation.accounts.get()

    for reader in (stranger, officer("district", OTHER_DISTRICT)):
        assert paper_file(reader, issued.pk) is None
        with pytest.raises(Refused):
            made("receipt", submission.application_id, reader)
    assert paper_file(member(submission), issued.pk) is not None
    assert paper_file(officer("district", DISTRICT), issued.pk) is not None


def test_a_paper_that_lists_is_not_made_of_one_thing() -> None:
    submission = submitted()
    with pytest.raises(BadInput):
        made("summary", submission.application_id, officer("city"))


def published_names(*submitted: Application) -> Publicity:
    found = Publicity.objects.create(
        call=CALL,
        stage="nominated",
        opens_on=date(2023, 5, 23),
        closes_on=date(2023, 5, 29),
        opened_by=officer("city"),
    )
    for one in submitted:
        PublicityEntry.objects.create(publicity=found, application=one)
    return found


def graded(designation: Designation, year: int, grade: str, source: str) -> None:
    """A grade that is final."""
    by = officer("city")
    record = GradeRecord.objects.create(
        designation=designation, year=year, grade=grade, source=source, recorded_by=by, recorded_at=DAY
    )
    GradeStep.objects.create(record=record, position=1, kind="final", proposed_by=by, by=by, at=DAY)


def report() -> Application:
    """A report of the round of an entity that was graded two years running."""
    designation = designated()
    years = {"2021": "16240.5", "2022": "18600"}
    subject = application(NAME, "evaluation-2023", stage="graded", operating_income=years)
    subject.answers["operating_status"] = "active"
    subject.designation = designation
    subject.save()
    filed(subject)
    for year in (2022, 2023):
        graded(designation, year, "qualified", f"{year}年结果的通知")
    return subject


def test_an_announcement_has_the_names_the_days_and_how_to_object_and_is_for_everybody() -> None:
    publicity = published_names(nominated(NAME, "92.4"), nominated("示例乙", "88.5"))
    issued = made("announcement", publicity.pk, officer("city"))

    for words in (
        NAME,
        "示例乙",
        "2023年5月23日至2023年5月29日（5个工作日）",
        "应当加盖单位公章",
        "产业政策与园区处张刚",
    ):
        assert words in text(issued)
    assert paper_file(AnonymousUser(), issued.pk) is not None


def test_only_who_publishes_makes_an_announcement() -> None:
    publicity = published_names(nominated(NAME, "92.4"))
    with pytest.raises(Refused):
        made("announcement", publicity.pk, officer("district", DISTRICT))


def test_a_list_of_nominated_has_the_names_by_track_and_class_in_their_order() -> None:
    nominated("示例乙", "88.5")
    nominated("示例甲", "92.4")
    nominated("示例市", "70", "city")
    with clock.on_day(ON):
        said = text(issue_paper(CALL, "nominated", account=officer("city")))

    places = [
        said.index(one)
        for one in ("一、示范企业（2个）", "示例甲", "示例乙", "二、示范城市·综合类（1个）", "示例市")
    ]
    assert places == sorted(places)


def test_a_certificate_is_genuine_until_its_title_is_taken_away() -> None:
    designation = designated()
    issued = made("certificate", designation.pk, officer("city"))
    assert "第二批服务型制造示范企业" in text(issued)
    path = Path(default_storage.path(issued.file))
    assert [one.verdict.outcome for one in verdicts_of_file(path) if one.verdict] == ["current"]

    revoked(designation)

    verdict = verdict_of_number(str(issued.number), str(issued.said)[:16])
    assert verdict.outcome == "ended"
    assert in_words(verdict) == "真实，但所证明的称号已于2023-05-01取消（工信部公告〔2023〕9号），不再有效"
    with pytest.raises(Refused):
        made("certificate", designation.pk, officer("city"))


def test_a_letter_of_revocation_stands_when_its_certificate_does_not() -> None:
    designation = designated()
    with pytest.raises(Refused):
        made("revocation", designation.pk, officer("city"))
    revoked(designation)
    issued = made("revocation", designation.pk, officer("city"))

    assert "依据工信部公告〔2023〕9号，自2023年5月1日起取消你单位“第二批服务型制造示范企业”称号" in text(
        issued
    )
    assert verdict_of_number(str(issued.number), str(issued.said)[:16]).outcome == "current"


def test_a_proposal_is_a_paper_once_the_entity_is_notified_with_the_last_day_to_answer() -> None:
    designation = designated()
    with pytest.raises(Refused):
        made("revocation-proposal", designation.pk, officer("city"))
    call = definition_of(PublishedCall.objects.get())
    day = date(2023, 4, 1)
    record_status(
        call, designation, "deregistered", holds_from=day, source="公示系统", account=officer("city")
    )
    with pytest.raises(Refused):
        made("revocation-proposal", designation.pk, officer("city"))
    step = take_step(designation.revocation_cases.get().pk, "notify", Said(), account=officer("city"))

    issued = made("revocation-proposal", designation.pk, officer("city"))

    assert issued == step.paper
    assert "“注销”" in text(issued)
    assert step.until is not None
    assert f"{step.until.month}月{step.until.day}日24:00以前" in text(issued)


def test_an_evaluation_report_puts_two_years_beside_each_other_with_their_sources() -> None:
    subject = report()
    said = text(made("evaluation-report", subject.pk, officer("city")))

    for words in ("16,240.5", "18,600", "+14.5%", "2023年结果的通知", f"填报材料{subject.number}（第1稿）"):
        assert words in said


def test_a_corrected_grade_makes_a_new_revision_of_the_report() -> None:
    subject = report()
    first = made("evaluation-report", subject.pk, officer("city"))
    assert made("evaluation-report", subject.pk, officer("city")).pk == first.pk
    assert subject.designation is not None
    graded(subject.designation, 2023, "excellent", "更正的通知")

    second = made("evaluation-report", subject.pk, officer("city"))
    assert (second.number, second.revision) == (first.number, 2)
    assert verdict_of_number(str(first.number), str(first.said)[:16]).outcome == "superseded"


def test_every_kind_gives_the_same_bytes_again_and_is_kept_for_good() -> None:
    designation = designated()
    first = made("certificate", designation.pk, officer("city"))
    with default_storage.open(first.file) as file:
        kept = file.read()
    subject = subject_of(
        officer("city"),
        definition_of(published()),
        definition_of(published()).papers["certificate"],
        designation.pk,
    )
    assert subject is not None
    call = definition_of(published())
    content = notice(call, call.papers["certificate"], first.office, subject, subject.day)
    again = letter_file(call, call.papers["certificate"], content, Mark(str(first.number), 1, key_to_print()))

    assert again == kept
    assert b"<pdfaid:part>3</pdfaid:part>" in kept
    assert b"/MarkInfo" in kept
