"""Help with filling in, for both sides: who helps, begin it, end it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linxuan.programme import lookup
from linxuan_site.actions.helping import end_help, start_help
from linxuan_site.permissions import (
    Reader,
    guarded,
    helps,
    is_applicant,
    is_signed_in,
    lies_with_applicant,
    signed_in,
)
from linxuan_site.portal.answering import Fault, attempt
from linxuan_site.queries.applications import readable_dossier
from linxuan_site.queries.beside import nothing_beside
from linxuan_site.queries.dossiers import Dossier
from linxuan_site.queries.helping import helper_name, open_help, possible_helpers


@dataclass(frozen=True)
class Helping:
    """How help stands with an application, for one reader."""

    reader: Reader | None
    """None where only the applicant reads."""
    dossier: Dossier

    @cached_property
    def now(self) -> Any:
        """The help that goes on; None if nobody helps."""
        return open_help(self.dossier.application)

    @property
    def office(self) -> str:
        """Who helps."""
        return helper_name(self.dossier.call, self.now) if self.now else ""

    @property
    def mine(self) -> bool:
        """Whether the reader's office helps."""
        application = self.dossier.application
        if self.reader is None or nothing_beside(application, "help"):
            return False
        return helps(self.reader, application)

    @property
    def possible(self) -> bool:
        """Whether help could begin: the application lies with its applicant, and nobody helps."""
        application, call = self.dossier.application, self.dossier.call
        has_form = bool(lookup.sections_of(call, application.procedure, by="applicant"))
        with_applicant = lies_with_applicant(application, call) and not application.closed
        return with_applicant and self.now is None and has_form

    @cached_property
    def offices(self) -> list[Any]:
        """Whom the applicant may ask."""
        return list(possible_helpers(self.dossier.call, self.dossier.application))

    @property
    def first_section(self) -> str:
        """Where the form begins."""
        sections = lookup.sections_of(self.dossier.call, self.dossier.application.procedure, by="applicant")
        return sections[0].id


@require_POST
@guarded(is_signed_in)
def start(request: HttpRequest, application_id: int) -> HttpResponse:
    """Begin help: an applicant asks an office, an office says why."""
    _known(request, application_id)
    given = request.POST.get("office", "")
    office = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
    account, reason = signed_in(request.user), request.POST.get("reason", "")
    done = attempt(lambda: start_help(application_id, account=account, office=office, reason=reason))
    if isinstance(done, Fault):
        messages.error(request, done.text)
    else:
        messages.success(request, _("已开始协助填写，改动都有记录。"))
    return _back(request, application_id)


@require_POST
@guarded(is_signed_in)
def end(request: HttpRequest, application_id: int) -> HttpResponse:
    """End help: the applicant or the office that helps."""
    _known(request, application_id)
    done = attempt(lambda: end_help(application_id, account=signed_in(request.user)))
    if isinstance(done, Fault):
        messages.error(request, done.text)
    else:
        messages.success(request, _("协助填写已结束。"))
    return _back(request, application_id)


def _known(request: HttpRequest, application_id: int) -> Dossier:
    dossier = readable_dossier(request.user, application_id)
    if dossier is None:
        raise Http404
    return dossier


def _back(request: HttpRequest, application_id: int) -> HttpResponse:
    return redirect("application" if is_applicant(request.user) else "review", application_id)
