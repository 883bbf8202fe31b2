"""Programmes: upload a package, see what is to be said of it, publish it as a version."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions.packages import discard_package, publish_package, receive_package
from linxuan_site.permissions import guarded, is_administrator, signed_in
from linxuan_site.portal.administration.package_page import package_page, programme_page, programmes_page
from linxuan_site.portal.answering import Fault, attempt, input_id, show
from linxuan_site.portal.uploading import was_too_large
from linxuan_site.queries.packages import package as found_package


@require_http_methods(["GET", "POST"])
@guarded(is_administrator)
def programmes(request: HttpRequest) -> HttpResponse:
    """List the calls and what waits to be published; take an upload and go to what was found in it."""
    if request.method == "GET":
        return show(request, "administration/programmes.html", programmes_page({}))
    done = attempt(lambda: _receive(request)) if not was_too_large(request) else _too_large()
    if isinstance(done, Fault):
        return show(request, "administration/programmes.html", programmes_page(request.POST), faults=[done])
    return redirect("package", done.pk)


@require_GET
@guarded(is_administrator)
def programme(request: HttpRequest, call: str) -> HttpResponse:
    """Show the versions of a call, and how many applications stand under each."""
    page = programme_page(call)
    if not page["versions"]:
        raise Http404
    return show(request, "administration/programme.html", page)


@require_GET
@guarded(is_administrator)
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """Show what the inspection of an upload found, and what publishing it would change."""
    return show(request, "administration/package.html", package_page(found(package_id), request.GET))


@require_POST
@guarded(is_administrator)
def publish(request: HttpRequest, package_id: int) -> HttpResponse:
    """Publish an upload as the next version of its call."""
    why, account = request.POST.get("why", ""), signed_in(request.user)
    if "sure" not in request.POST:
        fault = Fault(_("请先勾选“已看过预览和差别”"), target=input_id("sure"), code="input")
        return _refused(request, package_id, fault)
    told = _("已发布第 %(version)d 版。办理中的申报仍按各自原来的版本。")
    return _act(request, package_id, lambda: publish_package(package_id, why=why, by=account), told)


@require_POST
@guarded(is_administrator)
def discard(request: HttpRequest, package_id: int) -> HttpResponse:
    """Put an upload aside."""
    account = signed_in(request.user)
    return _act(request, package_id, lambda: discard_package(package_id, by=account), _("已放弃这一份。"))


def found(package_id: int) -> Any:
    """Return an upload; a page that is not there where there is none."""
    one = found_package(package_id)
    if one is None:
        raise Http404
    return one


def _receive(request: HttpRequest) -> Any:
    file = request.FILES.get("package")
    if not isinstance(file, UploadedFile):
        return Fault(_("请选择程序包的 ZIP 文件"), target=input_id("package"), code="input")
    call, account = request.POST.get("call", ""), signed_in(request.user)
    return receive_package(file.name or "", file.read(), call=call, by=account)


def _too_large() -> Fault:
    return Fault(_("文件太大，不像程序包"), target=input_id("package"), code="input")


def _act(request: HttpRequest, package_id: int, act: Callable[[], Any], told: str) -> HttpResponse:
    call = found(package_id).call
    done = attempt(act)
    if isinstance(done, Fault):
        return _refused(request, package_id, done)
    messages.success(request, told % {"version": getattr(done, "version", 0)})
    return redirect("programme", call) if hasattr(done, "version") else redirect("programmes")


def _refused(request: HttpRequest, package_id: int, fault: Fault) -> HttpResponse:
    page = package_page(found(package_id), request.POST)
    return show(request, "administration/package.html", page, faults=[fault])
