"""A summary table that came back is looked at cell by cell, by the office that made it or that receives it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linxuan.errors import BadInput
from linxuan.workbooks.comparing import WrongCell
from linxuan_site.actions.placements import Placing, place_all
from linxuan_site.documents.compared_tables import ComparedTable, compare_upload
from linxuan_site.permissions import guarded, is_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.uploading import was_too_large
from linxuan_site.queries.calls import own_definition

MOST_SHOWN = 300
"""Cells of one kind on a page: beyond it the file is another table, and an officer wants to know that first."""


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(is_officer)
def compare(request: HttpRequest, call: str) -> HttpResponse:
    """Tell what in a table is not as the system has it now; nothing of it is kept."""
    account = signed_in(request.user)
    definition = own_definition(account, call)
    if definition is None:
        raise Http404
    page: dict[str, object] = {"call": definition}
    if request.method != "POST":
        return show(request, "office/compare.html", page)
    found = attempt(lambda: compare_upload(account, definition, _sent(request).chunks()))
    if isinstance(found, Fault):
        return show(request, "office/compare.html", page, faults=[found])
    return show(request, "office/compare.html", page | _shown(found))


@require_POST
@guarded(is_officer)
def take_order(request: HttpRequest, call: str) -> HttpResponse:
    """Rank what lies on the desk as a table did that was compared: by the act by which it is ranked by hand."""
    account = signed_in(request.user)
    definition = own_definition(account, call)
    if definition is None:
        raise Http404
    done = attempt(lambda: place_all(_placings(request), account=account, reason=_reason(request)))
    if isinstance(done, Fault):
        return show(request, "office/compare.html", {"call": definition}, faults=[done])
    messages.success(request, _("已按表里的次序记录 %(count)s 家。") % {"count": len(done)})
    return redirect("compare-table", call)


def _placings(request: HttpRequest) -> list[Placing]:
    """The ranks that the page showed and the person confirmed, each with what he saw."""
    found = []
    for written in request.POST.getlist("rank"):
        parts = written.split(":")
        if len(parts) != 3 or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in parts):
            raise BadInput(_("次序没有收到，请重新选表比对"), field="file")
        application, rank, seen = map(int, parts)
        found.append(Placing(application, rank=rank, seen=seen))
    if not found:
        raise BadInput(_("次序没有收到，请重新选表比对"), field="file")
    return found


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")[:500]


def _sent(request: HttpRequest) -> "UploadedFile[Any]":
    upload = request.FILES.get("file")
    limit = settings.UPLOAD_LIMIT
    if was_too_large(request) or (upload is not None and (upload.size or 0) > limit):
        told = _("文件超过 %(limit)s MB，不像是一张汇总表") % {"limit": limit // 2**20}
        raise BadInput(told, field="file")
    if upload is None:
        raise BadInput(_("请选一个xlsx或CSV文件"), field="file")
    return upload


def _shown(found: ComparedTable) -> dict[str, object]:
    wrong = found.compared.wrong
    differing = [one for one in wrong if one.level == "differs"]
    written = [one for one in wrong if one.level == "form"]
    return {
        "found": found,
        "is_old": bool(found.issued and found.newest != found.issued.revision),
        "groups": [_group("differs", differing), _group("form", written)],
        "most": MOST_SHOWN,
    }


def _group(kind: str, cells: Sequence[WrongCell]) -> dict[str, object]:
    return {"kind": kind, "cells": cells[:MOST_SHOWN], "count": len(cells), "more": len(cells) > MOST_SHOWN}
