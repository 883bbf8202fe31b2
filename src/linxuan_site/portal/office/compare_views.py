"""A summary table that came back is looked at cell by cell, by the office that made it or that receives it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linxuan.errors import BadInput
from linxuan.workbooks.comparing import WrongCell
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
