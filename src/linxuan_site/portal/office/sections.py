"""An office fills in its own section of a form, such as the findings of a preliminary review."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from linxuan.programme import lookup
from linxuan.programme.definition import Section
from linxuan_site.actions.attachments import attach
from linxuan_site.actions.drafts import Saved, save_answers
from linxuan_site.permissions import signed_in
from linxuan_site.portal.acting import posted_files
from linxuan_site.portal.answering import Fault, attempt, input_id, show
from linxuan_site.portal.applicant.files_typed import UPLOAD
from linxuan_site.portal.applicant.pages import filing_of
from linxuan_site.portal.applicant.typed import typed_answers
from linxuan_site.queries.desk_rows import kinds_recorded_by
from linxuan_site.queries.dossiers import Dossier, dossier_of


def own_section_of(request: HttpRequest, dossier: Dossier, section: str) -> Section:
    """Return a section that the reader's office fills at this stage, or answer 404."""
    kinds = kinds_recorded_by(dossier.call, signed_in(request.user))
    application = dossier.application
    sections = lookup.sections_of(dossier.call, application.procedure, stage=application.stage)
    found = next((one for one in sections if one.id == section and one.by in kinds), None)
    if found is None or application.closed:
        raise Http404
    return found


def section_page(request: HttpRequest, dossier: Dossier, section: Section, *faults: Fault) -> HttpResponse:
    """Show the section with what is kept, or with what was typed and could not be saved."""
    filing = filing_of(dossier)
    theirs = {key: value for fault in faults for key, value in fault.theirs.items()}
    typed = _typed(request, dossier, section) if faults else {}
    sheet = filing.sheet_with({**dossier.answers, **typed}, theirs=theirs)
    versions = [fault.version for fault in faults if fault.version is not None]
    page = {
        "filing": filing,
        "dossier": dossier,
        "application": dossier.application,
        "call": dossier.call,
        "section": section,
        "controls": [sheet.control(dossier.call.fields[one]) for one in section.fields],
        "version": versions[0] if versions else dossier.application.version,
    }
    return show(request, "office/section.html", page, faults=faults)


def save_section(request: HttpRequest, dossier: Dossier, section: Section) -> HttpResponse:
    """Save the section and its files; what cannot be read is kept as typed, and named."""
    fault = _refuse_undecided(request) or _attach_files(request, dossier)
    if fault:
        return section_page(request, dossier, section, fault)
    saved = attempt(lambda: _save(request, dossier, section))
    if isinstance(saved, Fault):
        return section_page(request, dossier, section, saved)
    if saved.problems:
        fresh = dossier_of(signed_in(request.user), dossier.application.pk) or dossier
        return section_page(request, fresh, section, *_problems(dossier, saved.problems))
    messages.success(request, _("已保存：%(section)s。") % {"section": section.name})
    return redirect("review", dossier.application.pk)


def _problems(dossier: Dossier, problems: Mapping[str, str]) -> list[Fault]:
    names = {field: dossier.call.fields[field].name for field in problems}
    colon = _("：")
    return [Fault(names[field] + colon + text, target=input_id(field)) for field, text in problems.items()]


def _refuse_undecided(request: HttpRequest) -> Fault | None:
    """Where two changed the same answer, this person chooses before anything is saved."""
    asked = request.POST.getlist("conflict")
    if all(request.POST.get(f"choose.{one}") in ("mine", "theirs") for one in asked):
        return None
    return Fault(_("请选择保留哪一个"), code="conflict")


def _attach_files(request: HttpRequest, dossier: Dossier) -> Fault | None:
    def attach_all() -> None:
        for name, upload in posted_files(request):
            slot = name.removeprefix(UPLOAD)
            attach(dossier.application.pk, slot, upload, account=signed_in(request.user))

    return attempt(attach_all)


def _save(request: HttpRequest, dossier: Dossier, section: Section) -> Saved:
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    answers = _typed(request, dossier, section)
    mine = {key: raw for key, raw in answers.items() if request.POST.get(f"choose.{key}") != "theirs"}
    return save_answers(dossier.application.pk, mine, account=signed_in(request.user), version=seen)


def _typed(request: HttpRequest, dossier: Dossier, section: Section) -> dict[str, object]:
    fields = [dossier.call.fields[one] for one in section.fields]
    procedure = dossier.application.procedure
    return typed_answers(dossier.call, procedure, fields, request.POST, dossier.answers)
