"""What an applicant gets: the receipt of what it submitted, and the notice of a return."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.timezone import localtime

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper
from linxuan.workflow import APPLICANT, Case, due
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.documents.forms import FILING, form_paper
from linxuan_site.documents.letter_words import basis, in_words
from linxuan_site.documents.notice_frame import Made, table
from linxuan_site.models import Application, Step, Submission
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.cases import case_of

NO_REFUSAL = "退回不是不予推荐，补正后可以重新提交。"


def receipt(made: Made) -> LetterPaper:
    """Return the receipt of a submission: what came when, what comes next and by when."""
    submission = made.subject.submission
    assert submission is not None
    form = form_paper(submission)
    at = localtime(submission.submitted_at)
    facts = (
        *((label, value) for label, value in form.cover if value and label not in ("申报主体", "申报日期")),
        ("申报编号", f"{form.number}（第{submission.revision}稿）"),
        ("提交时间", f"{in_words(at.date())}{at:%H:%M}"),
        ("申报日", in_words(submission.filed_on)),
        ("申报书校验码", form.digest),
    )
    files = tuple((str(at), one.label, one.name, one.size) for at, one in enumerate(form.evidence, start=1))
    sections = "、".join(section.name for section in form.sections)
    return made.letter(
        addressee=form.applicant,
        opening=(f"《{form.title}》已于{in_words(at.date())}{at:%H:%M}提交，系统已收存，特此回执。",),
        parts=(
            LetterPart("回执事项", facts=facts),
            table(
                "收到的内容",
                ("序号", "材料", "文件名", "大小") if files else (),
                files,
                f"申报书{len(form.sections)}个部分：{sections}。佐证材料{len(files)}份。",
            ),
            LetterPart("接下来", words=tuple(_what_comes(made.call, submission, made.day))),
        ),
        statement=("本回执只说明材料已经提交，不表示申报条件已经审核通过。",),
    )


def _what_comes(call: Call, submission: Submission, on: date) -> Iterator[str]:
    """What its applicant still hands in, with the last day; then who looks at it next."""
    application = submission.application
    case = replace(case_of(application), stage=_stage_after(call, submission))
    papers = {one.id: one for one in lookup.papers_of(call, application.procedure) if one.sender == APPLICANT}
    for action in lookup.actions_from(call, application.procedure, case.stage):
        named = "、".join(f"《{papers[one].name}》" for one in action.papers if one in papers)
        if named and APPLICANT in action.by:
            yield f"{_until(call, case, action.id, on)}{action.name}：{named}，按要求签字盖章。"
    for paper in papers.values():
        if paper.copies and paper.receiver in call.offices:
            to = office_name(call, paper.receiver, application.offices.get(paper.receiver, ""))
            last = _until(call, case, _receiving(call, paper), on)
            yield f"{last}将纸质《{paper.name}》一式{paper.copies}份报送{to}。"
    stage = call.stages[case.stage]
    if stage.office in call.offices:
        name = office_name(call, stage.office, application.offices.get(stage.office, ""))
        yield f"{name}将办理“{stage.name}”，结果在申报网站通知。"


def _stage_after(call: Call, submission: Submission) -> str:
    """The stage to which the submission led, wherever its application is now."""
    steps = submission.application.steps.filter(kind__in=FILING).order_by("position")
    targets = list(steps.values_list("target", flat=True))
    target = targets[submission.revision - 1] if len(targets) >= submission.revision else ""
    return target if target in call.stages else submission.application.stage


def _receiving(call: Call, paper: Paper) -> str:
    acts = (one.id for one in call.actions.values() if paper.id in one.papers and one.kind == "receive")
    return next(acts, "")


def _until(call: Call, case: Case, action: str, on: date) -> str:
    last = due(call, case, action, on=on) if action else None
    return f"请于{in_words(last.day)}24:00前" if last else "请"


def return_notice(made: Made) -> LetterPaper:
    """Return what an applicant is told with a return: the opinion, each remark at its field, the last day."""
    step, application = made.subject.step, made.application
    assert step is not None
    procedure = lookup.procedure(made.call, application.procedure)
    stage = made.call.stages[step.source].name
    revision = application.submissions.filter(submitted_at__lte=step.recorded_at).count()
    what = f"{procedure.name}申报（编号{application.number}，第{revision or 1}稿）"
    return made.letter(
        addressee=application.organisation.name,
        opening=(
            f"你单位的{what}收悉。根据{basis(made.call, '')}，我单位在{stage}中认为需要补正，现予退回。{NO_REFUSAL}",
        ),
        parts=_return_parts(made.call, application, step),
        statement=_return_until(made, application, step),
    )


def _return_parts(call: Call, application: Application, step: Step) -> Iterator[LetterPart]:
    opinion = (step.opinion or step.reason or step.document).strip()
    if opinion:
        yield LetterPart("一、总的意见", words=(opinion,))
    remarks = list(step.remarks.order_by("pk"))
    sections = lookup.sections_of(call, application.procedure)
    rows = []
    for number, remark in enumerate(remarks, start=1):
        section = next((one.name for one in sections if remark.field in one.fields), "")
        label = call.fields[remark.field].name if remark.field in call.fields else "整份申报"
        rows.append((str(number), section, label, remark.text.strip()))
    if rows:
        heading = "二、需要补正的内容" if opinion else "需要补正的内容"
        yield table(heading, ("序号", "所在部分", "填报项", "意见和理由"), tuple(rows))


def _return_until(made: Made, application: Application, step: Step) -> Iterator[str]:
    case = case_of(application)
    again = [
        one.id
        for one in lookup.actions_from(made.call, application.procedure, step.target)
        if one.kind == "submit"
    ]
    last = due(made.call, case, again[0], on=made.day) if again else None
    if last:
        yield f"请于{in_words(last.day)}24:00前在申报网站补正并重新提交；逾期不能再提交。"
    else:
        yield "请在申报网站补正并重新提交。"
    action = made.call.actions.get(step.action)
    if action and action.filed_on == "kept" and application.filed_on:
        yield f"申报日仍为{in_words(application.filed_on)}，不因补正而改变。"
