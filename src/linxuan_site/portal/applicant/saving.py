"""A section is saved: by its button, or by itself while somebody types."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from linxuan.programme.definition import Section
from linxuan_site import clock
from linxuan_site.actions.drafts import fixed_fields, save_answers
from linxuan_site.permissions import is_applicant, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.applicant.duties import turn_of
from linxuan_site.portal.applicant.files_typed import FilesDone, with_files
from linxuan_site.portal.applicant.pages import Filing, filing_of
from linxuan_site.portal.applicant.section_page import faults_in, section_page
from linxuan_site.portal.applicant.sections import blocks, fields_shown
from linxuan_site.portal.applicant.typed import amounts_rewritten, typed_answers
from linxuan_site.queries.applications import readable_dossier
from linxuan_site.queries.changes import changed_by
from linxuan_site.queries.dossiers import dossier_with


@dataclass(frozen=True)
class Typed:
    """What came with a section.

    `undecided` are conflicts in which nobody has chosen yet; in those of `yielded` the other's stays.
    """

    answers: dict[str, Any]
    version: int
    undecided: tuple[str, ...] = ()
    yielded: tuple[str, ...] = ()
    files: FilesDone = field(default_factory=lambda: FilesDone(QueryDict()))

    @property
    def to_save(self) -> dict[str, Any]:
        """The answers without those that are still in question."""
        return {key: value for key, value in self.answers.items() if key not in self.undecided}


def saved_page(request: HttpRequest, filing: Filing, section: Section) -> HttpResponse:
    """Save a section and its files, and go on; what cannot be saved stays on the page, with why."""
    typed, fault, fresh = _save(request, filing, section)
    theirs = _theirs(fresh, typed, fault)
    faults = [
        *([fault] if fault else []),
        *typed.files.faults,
        *faults_in(fresh, section, fresh.sheet.problems),
    ]
    if theirs and not fault:
        faults.append(Fault(_("请选择保留哪一个"), code="conflict"))
    if not faults:
        return _go_on(request, fresh, section, typed.files.removed)
    unsaved = typed.answers if fault else {key: typed.answers[key] for key in theirs}
    others = changed_by(fresh.dossier.application, theirs, after=typed.version)
    answers = {**fresh.dossier.answers, **unsaved}
    sheet = fresh.sheet_with(answers, theirs=theirs, others=others, refused=typed.files.refused)
    return show(
        request, "applicant/section.html", section_page(request, fresh, section, sheet), faults=faults
    )


def saved_part(request: HttpRequest, filing: Filing, section: Section) -> HttpResponse:
    """Save a section by itself and return the parts of the page that follow from it."""
    typed, fault, fresh = _save(request, filing, section)
    theirs = _theirs(fresh, typed, fault)
    unsaved = typed.answers if fault else {key: typed.answers[key] for key in theirs}
    refreshed = set() if fault else {*_newer(filing, typed), *typed.yielded} - theirs.keys()
    others = changed_by(fresh.dossier.application, refreshed | theirs.keys(), after=typed.version)
    sheet = fresh.sheet_with({**fresh.dossier.answers, **unsaved}, theirs=theirs, others=others)
    page = {
        "refreshed": refreshed,
        "written": amounts_rewritten(
            fresh.dossier.call, fields_shown(fresh.dossier.call, fresh.procedure, section), request.POST
        ),
        "filing": fresh,
        "call": fresh.dossier.call,
        "section": section,
        "turn": turn_of(fresh, section),
        "blocks": blocks(sheet, section),
        "version": fresh.dossier.application.version,
        "editable": True,
        "fault": fault,
        "now": clock.now(),
    }
    return render(request, "applicant/saved.html", page)


def _newer(filing: Filing, typed: Typed) -> set[str]:
    """Fields that somebody changed since the person read the page: what stands there now is not on it."""
    application = filing.dossier.application
    return {field for field, at in application.touched.items() if at > typed.version}


def _save(request: HttpRequest, filing: Filing, section: Section) -> tuple[Typed, Fault | None, Filing]:
    """Save, and go on with what stands then; the fault says why nothing was saved."""
    typed = _typed(request, filing, section)
    account = signed_in(request.user)
    application = filing.dossier.application.pk
    saved = attempt(lambda: save_answers(application, typed.to_save, account=account, version=typed.version))
    if not isinstance(saved, Fault):
        return typed, None, filing_of(dossier_with(account, saved.application))
    dossier = readable_dossier(request.user, application)
    return typed, saved, filing_of(dossier) if dossier else filing


def _typed(request: HttpRequest, filing: Filing, section: Section) -> Typed:
    files = with_files(request, filing)
    given = files.given
    shown = fields_shown(filing.dossier.call, filing.procedure, section)
    fixed = fixed_fields(filing.dossier.call, filing.dossier.application)
    fields = [one for one in shown if one.id in given or one.id not in fixed]
    answers = typed_answers(filing.dossier.call, filing.procedure, fields, given, filing.dossier.answers)
    asked = [one for one in given.getlist("conflict") if one in answers]
    chosen = {one: given.get(f"choose.{one}") for one in asked}
    yielded = tuple(one for one in asked if chosen[one] == "theirs")
    mine = {key: value for key, value in answers.items() if key not in yielded}
    undecided = tuple(one for one in asked if chosen[one] not in ("mine", "theirs"))
    return Typed(mine, _number(given.get("version", "")), undecided, yielded, files)


def _theirs(fresh: Filing, typed: Typed, fault: Fault | None) -> dict[str, Any]:
    if fault:
        return dict(fault.theirs)
    return {one: fresh.dossier.answers.get(one) for one in typed.undecided}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _go_on(request: HttpRequest, filing: Filing, section: Section, removed: str) -> HttpResponse:
    """Go where the button says: one more row, this section again, the next one, or the overview."""
    here = reverse("section", args=[filing.dossier.application.pk, section.id])
    go = request.POST.get("go", "")
    if go.startswith("more."):
        group = go.removeprefix("more.")
        return redirect(f"{here}?more={group}#more_{group}")
    if removed:
        return redirect(f"{here}?removed={removed}#removed")
    if go != "next":
        return redirect(here)
    ids = [one.section.id for one in filing.progress]
    after = ids[ids.index(section.id) + 1 :] if section.id in ids else []
    if after:
        return redirect("section", filing.dossier.application.pk, after[0])
    return redirect("application" if is_applicant(request.user) else "review", filing.dossier.application.pk)
