"""What somebody wants verified, from the inputs of the page; nothing of it is kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from linxuan.errors import BadInput
from linxuan.papers import Verdict
from linxuan_site.portal.uploading import was_too_large
from linxuan_site.queries.verifying import PageVerdict, verdict_of_code, verdict_of_number, verdicts_of_upload

LONGEST_CODE = 400
LONGEST_TYPED = 100


def asked_for(request: HttpRequest) -> list[PageVerdict]:
    """Return what to hold of what was sent; raises `BadInput` where nothing was, or where it cannot be read."""
    if request.POST.get("code"):
        return [PageVerdict(1, verdict_of_code(request.POST["code"][:LONGEST_CODE]))]
    upload = request.FILES.get("photo") or request.FILES.get("file")
    if upload or was_too_large(request):
        return verdicts_of_upload(_of_fair_size(upload).chunks())
    return [PageVerdict(1, _typed(request))]


def _of_fair_size(upload: "UploadedFile[Any] | None") -> "UploadedFile[Any]":
    if upload is None or (upload.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        raise BadInput(
            _("文件超过 %(limit)s MB，请只扫描需要核验的那几页，或把照片缩小") % {"limit": limit},
            field="file",
        )
    return upload


def _typed(request: HttpRequest) -> Verdict:
    number = request.POST.get("number", "").strip()[:LONGEST_TYPED]
    check = request.POST.get("check", "").strip()[:LONGEST_TYPED]
    if not number and not check:
        raise BadInput(_("请选一个文件、拍一张照片，或输入编号和校验码"), field="file")
    if not number or not check:
        lacking = "check" if number else "number"
        raise BadInput(_("编号和校验码都要输入，纸上每页下方都有"), field=lacking)
    found = verdict_of_number(number, check)
    if found.filed is None:
        # More often a slip than a forgery: it is asked for once more.
        raise BadInput(_("系统里没有与它们相符的材料。请对照纸上的编号和校验码再输一次"), field="check")
    return found
