"""The filed form as a PDF to print, sign and seal. Papers are Chinese whatever the reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from linxuan.answers import display_answer, fields_of, read_answers
from linxuan.language import CHINESE, speaking
from linxuan.papers import SigningKey
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper, Track
from linxuan_site.documents.blocks import Filled, applicants_sections, typed_text
from linxuan_site.documents.carried import DIGEST_SHOWN, form_backing, in_fours
from linxuan_site.documents.content import Evidence, FormPaper, SealPlace
from linxuan_site.documents.typesetting import Typeset, typeset
from linxuan_site.models import Attachment, Submission
from linxuan_site.queries.calls import definition_of, office_name
from linxuan_site.queries.cases import first_in_charge, offices_in_charge

FILING = ("submit", "lodge")
COVER_SEAL = "（盖章）"
"""What `form-parts.typ` writes on a cover that is sealed."""
PLACES = {
    "unit": SealPlace("申报单位（公章）"),
    "office": SealPlace("推荐单位（公章）"),
    "government": SealPlace("人民政府（公章）"),
    "legal_representative": SealPlace("法定代表人（签字）", "hand"),
    "hand": SealPlace("填报人（签字）", "hand"),
}


def form_pdf(submission: Submission, key: SigningKey, lay: Typeset = typeset) -> bytes:
    """Return the form of one submission as it was filed; the same submission and key give the same bytes.

    Each page bears a code, signed by `key`, and the file carries the answers as data. What only offices
    may see never stands on it and is not carried. It is laid out by the template that the package brings
    for it, else by ours; `lay` is another way than a child for this one alone. Raises `BadInput` where it cannot be.
    """
    call = definition_of(submission.published_call)
    paper = lookup.form_paper(call, submission.application.procedure)
    with speaking(CHINESE):
        content = asdict(form_paper(submission))
    return lay(
        template_of(call, paper), content, own=call.templates, backing=form_backing(call, submission, key)
    )


def form_paper(submission: Submission) -> FormPaper:
    """Return what stands on the form of one submission."""
    return form_content(definition_of(submission.published_call), submission, _files_as_filed(submission))


def form_content(call: Call, submission: Submission, files: Sequence[Attachment]) -> FormPaper:
    """Return what stands on the form of a submission that came with `files`; nothing is read for it."""
    application = submission.application
    form = _filled(call, application.procedure, submission)
    paper = lookup.form_paper(call, application.procedure)
    seals = paper.seals if paper else ()
    return FormPaper(
        call=call.name,
        title=paper.name if paper else lookup.form_of(call, application.procedure).name,
        authority=call.authority,
        number=application.number or "",
        revision=submission.revision,
        digest=in_fours(submission.digest),
        applicant=_applicant(form, submission),
        cover=tuple(_cover(form, submission)),
        sections=applicants_sections(form),
        evidence=tuple(_evidence(form, files)),
        seals=tuple(_seal_places(call, paper)) if paper else (),
        sealed_cover="cover" in seals,
        notes=tuple(_notes(paper)) if paper else (),
        filed_on=submission.filed_on.isoformat(),
    )


def _filled(call: Call, procedure: str, submission: Submission) -> Filled:
    values = read_answers(call, procedure, submission.answers, strict=False).values
    return Filled(call, procedure, values, typed_text(submission.answers, values, fields_of(call, procedure)))


def template_of(call: Call, paper: Paper | None) -> str:
    """Return the template of a form: that of the package, else ours."""
    return paper.template if paper and paper.template in call.templates else "form.typ"


def _applicant(form: Filled, submission: Submission) -> str:
    # As filed: an organisation may change its name later.
    return str(form.values.get("name") or submission.application.organisation.name)


def _cover(form: Filled, submission: Submission) -> Iterator[tuple[str, str]]:
    procedure = lookup.procedure(form.call, form.procedure)
    category = str(form.values.get("category") or "")
    if isinstance(procedure, Track):
        label = procedure.categories.get(category)
        yield "遴选类别", f"{procedure.name}（{label}）" if label else procedure.name
        if procedure.item:
            yield _answered(form, procedure.item)
    else:
        yield "评估评价", procedure.name
    yield "申报主体", _applicant(form, submission)
    yield from (
        _answered(form, id)
        for id, field in fields_of(form.call, form.procedure).items()
        if field.kind == "mode"
    )
    yield from _recommender(form, submission)
    yield "申报日期", _day(submission)


def _answered(form: Filled, id: str) -> tuple[str, str]:
    return form.call.fields[id].name, display_answer(form.call, form.procedure, id, form.values.get(id))


def _recommender(form: Filled, submission: Submission) -> Iterator[tuple[str, str]]:
    offices = [one for one in form.call.offices.values() if one.each]
    named = offices_in_charge(form.call, form.procedure, submission.answers)
    key = first_in_charge(form.call, named) or submission.application.in_charge
    if offices and key:
        yield "推荐单位", office_name(form.call, offices[0].id, key)


def _day(submission: Submission) -> str:
    day = submission.filed_on
    return f"{day.year}年{day.month}月{day.day}日"


def _evidence(form: Filled, files: Sequence[Attachment]) -> Iterator[Evidence]:
    asked = [
        form.call.fields[id]
        for section in lookup.sections_of(form.call, form.procedure, by="applicant")
        for id in section.fields
        if not _only_for_offices(form.call, id)
    ]
    for field in asked:
        for one in files:
            group, _dot, column = one.slot.partition(".")
            if group == field.id and not _only_for_offices(form.call, column):
                label = f"{field.name}：{form.call.fields[column].name}" if column else field.name
                yield Evidence(label, one.name, _size(one.size), one.digest[:DIGEST_SHOWN])


def _only_for_offices(call: Call, id: str) -> bool:
    return id in call.fields and call.fields[id].visible == "offices"


def _files_as_filed(submission: Submission) -> list[Attachment]:
    """The files that lay there when the form was filed: brought before it, not taken away before it."""
    filings = submission.application.steps.filter(kind__in=FILING).order_by("position")
    filed_at = list(filings.values_list("recorded_at", flat=True))[submission.revision - 1]
    files = submission.application.attachments.filter(revision__lt=submission.revision).order_by("pk")
    return [one for one in files if one.removed_at is None or one.removed_at > filed_at]


def _size(size: int) -> str:
    return f"{size / 1024:.1f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def seal_words(call: Call, paper: Paper) -> tuple[str, ...]:
    """Return the words that stand beside the places for the applicant's own seal, else beside those for any seal.

    An office seals later than the applicant, whose scan is looked at.
    """
    places = {"unit": PLACES["unit"].label, "cover": COVER_SEAL}
    own = tuple(places[seal] for seal in paper.seals if seal in places)
    return own or tuple(one.label for one in _seal_places(call, paper) if one.by == "seal")


def _seal_places(call: Call, paper: Paper) -> Iterator[SealPlace]:
    yield from (PLACES[seal] for seal in paper.seals if seal in PLACES)
    for office in paper.sealed_by:
        yield SealPlace(f"{call.offices[office].name}（公章）")


def _notes(paper: Paper) -> Iterator[str]:
    if paper.copies > 1:
        yield f"纸质材料一式{paper.copies}份，每份均须签字盖章。"
    if "edge" in paper.seals:
        yield "各页之间须加盖骑缝章。"
    if paper.number:
        yield "纸质材料的编号、稿次和校验码须与网上填报的一致。"
