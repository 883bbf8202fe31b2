"""What comes with a form is looked at before it is kept: a file that is too large is never stored."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from linxuan.language import say
from linxuan_site.permissions import is_central_officer

ROOM = 2**20
"""Bytes that the other inputs of a form may take beside the largest file."""
MOST_FILES = 10
"""Files of the usual size that one form may bring."""


class SkipWhatIsTooLarge(FileUploadHandler):
    """Drop the files of a request that is longer than anything its sender may send.

    The page then finds no file; from the length of the request it can tell why, see `was_too_large`.
    """

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        """Note whether the request is too long."""
        self._too_large = self.request is not None and was_too_large(self.request)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip the file, or leave it to the next handler."""
        super().new_file(*args, **kwargs)
        if self._too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django passes it
        """Pass the bytes on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def too_large() -> str:
    """Return what to do about a request that was too long for its files to be looked at."""
    limit = settings.UPLOAD_LIMIT // 2**20
    return say("这次的文件合起来太大，没有收下。每个不超过 {limit} MB，请分几次上传", limit=limit)


def was_too_large(request: HttpRequest) -> bool:
    """Tell whether a request is longer than its sender may send: registers come from those who select."""
    registers = is_central_officer(getattr(request, "user", AnonymousUser()))
    most = settings.SCREENING_UPLOAD_LIMIT if registers else MOST_FILES * settings.UPLOAD_LIMIT
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return length.isdigit() and int(length) > most + ROOM
