"""Whether a print is genuine, by API: what the page `/verify` tells anybody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Router, Schema, UploadedFile

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.api.schemas import Fault, example
from linxuan_site.queries.verifying import as_data, verdict_of_code, verdict_of_number, verdicts_of_upload

router = Router(tags=["public"])
LONGEST = 400


class PrintIn(Schema):
    """The text of a page's QR code, or its number with the check code that stands beside it."""

    model_config = example(number="5-EN-0031", check="9f86 d081 884c 7d65")

    code: str = ""
    number: str = ""
    check: str = ""


class VerdictOut(Schema):
    """`outcome` is `current`, `superseded`, `ended`, `altered`, `not_ours`, `revoked` or `no_code`.

    The rest is there where the print is genuine; of a certificate whose title was taken away (`ended`) `ended_on` and
    `ended_by` say when, and by which document; `page` and `pages` where it was told by its code.
    """

    outcome: str
    number: str = ""
    revision: int | None = None
    name: str = ""
    filed_on: str = ""
    newest_revision: int | None = None
    ended_on: str = ""
    ended_by: str = ""
    page: int | None = None
    pages: int | None = None


class PageOut(VerdictOut):
    """A page of a file; `file_page` counts those of the file, from 1."""

    file_page: int


@router.post("/verify", response={200: VerdictOut, 400: Fault}, auth=None)
def verify(request: HttpRequest, body: PrintIn) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Tell what a page is a print of."""
    if body.code:
        return as_data(verdict_of_code(body.code[:LONGEST]))
    if not (body.number and body.check):
        raise BadInput(say("请给出二维码的文字，或编号和校验码"), field="code")
    return as_data(verdict_of_number(body.number[:LONGEST], body.check[:LONGEST]))


@router.post("/verify/file", response={200: list[PageOut], 400: Fault}, auth=None)
def verify_file(request: HttpRequest, file: File[UploadedFile]) -> Any:  # noqa: ARG001 - as above
    """Tell of each page of a PDF, a scan or a photo what it is a print of; nothing of the file is kept."""
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        raise BadInput(say("文件超过 {limit} MB，请只传需要核验的那几页", limit=limit), field="file")
    found = verdicts_of_upload(file.chunks())
    return [{"file_page": one.page, **as_data(one.verdict)} for one in found]
