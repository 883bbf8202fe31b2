"""An office fills in its own section of a form, such as the findings of a preliminary review."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from linxuan.programme import lookup
from linxuan.programme.definition import Section
from linxuan_site.actions.drafts import attach, save_answers
from linxuan_site.permissions import signed_in
from linxuan_site.portal.acting import posted_files
from linxuan_site.portal.answering import Fault, attempt, input_id, show
from linxuan_site.portal.applicant.pages import filing_of
from linxuan_site.portal.applicant.typed import typed_answers
from linxuan_site.queries.desk import kinds_recorded_by
from linxuan_site.queries.dossiers import Dossier


def own_section_of(request: HttpRequest, dossier: Dossier, section: str) -> Section:
    """Return a section that the reader's office fills at this stage, or answer 404."""
    kinds = kinds_recorded_by(dossier.call, signed_in(request.user))
    stage = dossier.application.stage
    sections = lookup.sections_of(dossier.call, dossier.application.procedure, stage=stage)
    found = next((one for one in sections if one.id == section and one.by in kinds), None)
    if found is None:
        raise Http404
    return found


def section_page(request: HttpRequest, dossier: Dossier, section: Section, *faults: Fault) -> HttpResponse:
    """Show the section with what is kept, or with what was typed and could not be saved."""
    filing = filing_of(dossier)
    typed = _typed(request, dossier, section) if faults else {}
    sheet = filing.sheet_with({**dossier.answers, **typed})
    fields = [dossier.call.fields[one] for one in section.fields]
    page = {
        "filing": filing,
        "dossier": dossier,
        "application": dossier.application,
        "call": dossier.call,
        "section": section,
        "controls": [sheet.control(one) for one in fields],
        "version": dossier.application.version,
    }
    return show(request, "office/section.html", page, faults=faults)


def save_section(request: HttpRequest, dossier: Dossier, section: Section) -> HttpResponse:
    """Save the section and its files; what cannot be read is kept as typed, and named."""
    saved = attempt(lambda: _save(request, dossier, section))
    if isinstance(saved, Fault):
        return section_page(request, dossier, section, saved)
    if saved:
        faults = [Fault(text, target=input_id(field)) for field, text in saved.items()]
        return section_page(request, dossier, section, *faults)
    return redirect("review", dossier.application.pk)


def _save(request: HttpRequest, dossier: Dossier, section: Section) -> dict[str, str]:
    account, key = signed_in(request.user), dossier.application.pk
    for name, upload in posted_files(request).items():
        attach(key, name.removeprefix("upload."), upload, account=account)
    version = request.POST.get("version", "")
    if not version.isdecimal():
        return {section.fields[0]: _("页面已经过期，请重新打开这一节")}
    saved = save_answers(key, _typed(request, dossier, section), account=account, version=int(version))
    return saved.problems


def _typed(request: HttpRequest, dossier: Dossier, section: Section) -> dict[str, object]:
    fields = [dossier.call.fields[one] for one in section.fields]
    procedure = dossier.application.procedure
    return typed_answers(dossier.call, procedure, fields, request.POST, dossier.answers)
