"""What stands on papers that are made of something that happened: a receipt, a return, names, a title, a report.

Each is a `LetterPaper`, so that one sort of content is laid out as PDF and as a document to go on editing.
Papers are Chinese whatever the reader's language.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils import translation

from linxuan.language import CHINESE, speaking
from linxuan.programme.definition import Call, Paper, Stage
from linxuan_site.documents.applicant_notices import receipt, return_notice
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.documents.designated_list import designated_list
from linxuan_site.documents.evaluation_report import report_parts
from linxuan_site.documents.letter_words import basis, in_words, nth, official_name, title_of
from linxuan_site.documents.notice_frame import Made, table
from linxuan_site.documents.round_report import round_report
from linxuan_site.models import Office
from linxuan_site.queries.notices import names_of
from linxuan_site.queries.paper_subjects import Subject

OBJECTIONS = {
    "named": "异议应当署真实姓名或者单位名称。",
    "written": "异议应当以书面形式提出，写明异议的对象、内容和理由，并附证据或者线索。",
    "unit_seal": "以单位名义提出的，应当加盖单位公章。",
    "hand": "以个人名义提出的，应当由本人亲笔签名。",
}
UNITS = {"working_days": "个工作日", "calendar_days": "日"}


def notice(call: Call, paper: Paper, office: Office, subject: Subject, day: date) -> LetterPaper:
    """Return what stands on a paper of a kind, made by an office on a day."""
    with speaking(CHINESE), translation.override("zh-hans"):
        made = Made(call, paper, official_name(call, office), subject, day, not office.key)
        return WRITERS[paper.kind](made)


# ── to everybody ──


def _announcement(made: Made) -> LetterPaper:
    call, publicity = made.call, made.subject.publicity
    assert publicity is not None
    stage = call.stages[publicity.stage]
    names = names_of(call, publicity, stage)
    rows = tuple((str(at), *row) for at, row in enumerate(names.rows, start=1))
    terms = stage.publicity
    length = f"（{terms.days}{UNITS[terms.unit]}）" if terms else ""
    period = f"{in_words(publicity.opens_on)}至{in_words(publicity.closes_on)}{length}"
    what = stage.name.removesuffix("公示")
    return made.letter(
        opening=(
            f"根据{basis(call, made.office)}，现将{what}名单（共{len(rows)}个）予以公示，接受社会监督。",
        ),
        parts=(
            table("一、公示名单", ("序号", *names.columns), rows),
            LetterPart("二、公示时间", words=(f"{period}，至最后一日24:00止。",)),
            LetterPart("三、异议的提出", words=(_how_to_object(made, stage, publicity.closes_on),)),
        ),
        statement=("提出异议的单位和个人的身份，只有公示的部门看得到，不向申报主体透露，也不公开。",),
    )


def _how_to_object(made: Made, stage: Stage, last: date) -> str:
    terms = stage.publicity.objections if stage.publicity else {}
    signed = terms.get("signed")
    keys = [key for key in ("named", "written") if terms.get(key)]
    keys += [key for key in (signed if isinstance(signed, list | tuple) else ()) if key in OBJECTIONS]
    wanted = "".join(OBJECTIONS[key] for key in keys)
    until = f"请于{in_words(last)}24:00前向{made.office}提出，也可以在申报网站提出。"
    return f"任何单位和个人对名单有异议的，{until}{wanted}"


# ── of a title ──


def _certificate(made: Made) -> LetterPaper:
    designation = made.subject.designation
    assert designation is not None
    title = title_of(made.call, designation)
    facts = [("称号", title)]
    if designation.item:
        facts.append(("认定对象", designation.item))
    if designation.mode:
        facts.append(("模式", designation.mode))
    facts.append(("批次", f"第{nth(designation.cohort)}批"))
    if designation.designated_on:
        facts.append(("认定日期", in_words(designation.designated_on)))
    return made.letter(
        addressee=designation.name,
        opening=(f"依据{designation.document}，被认定为",),
        parts=(LetterPart(facts=tuple(facts)),),
        above=made.call.programme,
    )


def _evaluation(made: Made) -> LetterPaper:
    subject, call = made.subject, made.call
    designation, entity, submission = subject.designation, subject.entity, subject.submission
    assert designation is not None
    assert entity is not None
    assert submission is not None
    round_ = call.rounds[made.application.procedure]
    return made.letter(
        addressee=designation.name,
        opening=(
            f"根据{basis(call, made.office)}，{round_.name}已经完成，现将你单位{title_of(call, designation)}的评估评价情况告知如下。",
        ),
        parts=report_parts(call, round_, entity, submission),
        statement=("指标由示范主体填报，等次以所列文件为准。",),
        above=f"{call.programme}{round_.name}",
    )


def _revocation(made: Made) -> LetterPaper:
    designation, revocation, case = made.subject.designation, made.subject.revocation, made.subject.case
    assert designation is not None
    assert revocation is not None
    assert revocation.holds_from is not None
    title = title_of(made.call, designation)
    reason = revocation.reason.strip().rstrip("。；")
    words = [
        f"经查，你单位取得的“{title}”称号（认定文件：{designation.document}）有应当取消的情形：{reason}。",
        f"依据{revocation.document}，自{in_words(revocation.holds_from)}起取消你单位“{title}”称号。",
    ]
    if case is not None and case.appeal_until is not None:
        last = in_words(case.appeal_until)
        words.append(f"对本决定不服的，可以在{last}24:00以前向{made.office}申诉，写明理由并附证明材料。")
    return made.letter(
        addressee=designation.name,
        opening=words,
        statement=("原认定证书同时失效，公开的示范主体名录已作相应注明。",),
        above=made.call.programme,
    )


def _revocation_proposal(made: Made) -> LetterPaper:
    designation, case = made.subject.designation, made.subject.case
    assert designation is not None
    assert case is not None
    assert case.answer_until is not None
    title, because = title_of(made.call, designation), case.reason.strip().rstrip("。；")
    last = in_words(case.answer_until)
    return made.letter(
        addressee=designation.name,
        opening=(
            f"经核查，你单位“{title}”称号（认定文件：{designation.document}）有下列情形：{because}。",
            f"根据{basis(made.call, '')}，拟取消你单位上述称号，现予告知。",
            f"你单位对上述事实、理由有意见的，可以在{last}24:00以前向{made.office}书面陈述和申辩，并附证明材料。",
            "逾期没有陈述和申辩的，将依法作出决定。",
        ),
        statement=("作出决定以前，称号仍然有效。",),
        above=made.call.programme,
    )


WRITERS: Mapping[str, Callable[[Made], LetterPaper]] = {
    "receipt": receipt,
    "return_notice": return_notice,
    "announcement": _announcement,
    "certificate": _certificate,
    "designated": designated_list,
    "round_report": round_report,
    "evaluation": _evaluation,
    "revocation": _revocation,
    "revocation_proposal": _revocation_proposal,
}
