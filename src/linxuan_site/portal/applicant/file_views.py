"""The files of a form, one request each: attached or put in the place of another, taken away, put back.

Scripts get the parts of the page that follow; who has none is led back to the section.
"""

import re
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Section
from linxuan_site.actions.attachments import attach, remove_attachment, restore_attachment
from linxuan_site.permissions import fills_in, guarded, signed_in
from linxuan_site.portal.acting import posted_files
from linxuan_site.portal.answering import Fault, attempt, input_id, show
from linxuan_site.portal.applicant.controls import Control, slot_of
from linxuan_site.portal.applicant.duties import turn_of
from linxuan_site.portal.applicant.overview import overview
from linxuan_site.portal.applicant.pages import Filing
from linxuan_site.portal.applicant.section_page import section_page, section_with
from linxuan_site.portal.applicant.views import found
from linxuan_site.portal.uploading import too_large, was_too_large
from linxuan_site.queries.applications import own_attachment

STATUS = {"input": 422}
REFUSED = 409


@require_POST
@guarded(fills_in)
def attach_file(request: HttpRequest, application_id: int, slot: str) -> HttpResponse:
    """Attach the file that was sent for a field; with `replaces` in the place of that one."""
    found(request, application_id)
    done = attempt(lambda: _attached(request, application_id, slot))
    return _answer(request, application_id, slot, done, text="" if isinstance(done, Fault) else done)


@require_POST
@guarded(fills_in)
def remove_file(request: HttpRequest, application_id: int, attachment_id: int) -> HttpResponse:
    """Take a file away from a draft."""
    return _change(request, application_id, attachment_id, away=True)


@require_POST
@guarded(fills_in)
def restore_file(request: HttpRequest, application_id: int, attachment_id: int) -> HttpResponse:
    """Put back a file that was taken away."""
    return _change(request, application_id, attachment_id, away=False)


def _attached(request: HttpRequest, application_id: int, slot: str) -> str:
    """Attach what came and return the name that the last file got."""
    replaced = request.POST.get("replaces", "")
    replaces = int(replaced) if re.fullmatch(r"[0-9]{1,18}", replaced) else None
    put = partial(attach, application_id, slot, account=signed_in(request.user), replaces=replaces)
    names = [put(upload).name for _name, upload in posted_files(request)]
    if not names:
        raise BadInput(too_large() if was_too_large(request) else say("没有收到文件，请再选一次"), field=slot)
    return names[-1]


def _change(request: HttpRequest, application_id: int, attachment_id: int, *, away: bool) -> HttpResponse:
    found(request, application_id)
    attachment = own_attachment(request.user, application_id, attachment_id)
    if attachment is None:
        raise Http404
    change = remove_attachment if away else restore_attachment
    done = attempt(lambda: change(attachment_id, account=signed_in(request.user)))
    if isinstance(done, Fault):
        return _answer(request, application_id, attachment.slot, done)
    gone, text = (done, "") if away else (None, done.name)
    return _answer(request, application_id, attachment.slot, done, text=text, gone=gone)


def _answer(
    request: HttpRequest, application_id: int, slot: str, done: object, *, text: str = "", gone: object = None
) -> HttpResponse:
    filing, fault = found(request, application_id), done if isinstance(done, Fault) else None
    section = section_with(filing, slot.partition(".")[0])
    if section is None:
        return show(request, "applicant/overview.html", overview(filing), faults=[fault] if fault else [])
    name = _input(request, slot)
    if not request.headers.get("HX-Request"):
        return _whole_page(request, filing, section, name, fault)
    sheet = filing.sheet_with(filing.dossier.answers, removed={name: gone} if gone else {})
    # What a row names is in the page and not here: where nothing was done, nothing of it is shown anew.
    control = None if fault and "." in slot else sheet.file_control(name, text)
    return _parts(request, filing, section, control, fault)


def _parts(
    request: HttpRequest, filing: Filing, section: Section, control: Control | None, fault: Fault | None
) -> HttpResponse:
    page = {
        "filing": filing,
        "section": section,
        "control": control,
        "fault": fault,
        "turn": turn_of(filing, section),
        "editable": filing.is_open(request.user, section),
    }
    status = STATUS.get(fault.code, REFUSED) if fault else 200
    return render(request, "applicant/attached.html", page, status=status)


def _whole_page(
    request: HttpRequest, filing: Filing, section: Section, name: str, fault: Fault | None
) -> HttpResponse:
    if fault is None:
        address = reverse("section", args=[filing.dossier.application.pk, section.id])
        return redirect(f"{address}#files_{name}")
    sheet = filing.sheet_with(filing.dossier.answers, refused={name: fault.text})
    told = Fault(fault.text, target=input_id(name), code=fault.code)
    return show(
        request, "applicant/section.html", section_page(request, filing, section, sheet), faults=[told]
    )


def _input(request: HttpRequest, slot: str) -> str:
    """The name of the input that sent it, `at`: in a row of a group it says which row."""
    name = request.POST.get("at", "")
    rows = re.fullmatch(r"[a-z][a-z0-9_]*\.[0-9]{1,3}\.[a-z][a-z0-9_]*", name)
    if "." not in slot:
        return slot
    return name if rows and slot_of(name) == slot else slot.replace(".", ".0.")
