"""What comes with a form is looked at before it is kept: a file that is too large is never stored."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

ROOM = 2**20
"""Bytes that the other inputs of a form may take beside the largest file."""


class SkipWhatIsTooLarge(FileUploadHandler):
    """Drop the files of a request that is longer than the largest register may be.

    The page then finds no file; from the length of the request it can tell why, see `was_too_large`.
    """

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - Django passes all of these by place
        META: Any,  # noqa: ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: Any = None,  # noqa: ARG002
    ) -> None:
        """Note how long the request is."""
        self._too_large = content_length > settings.SCREENING_UPLOAD_LIMIT + ROOM

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip the file, or leave it to the next handler."""
        super().new_file(*args, **kwargs)
        if self._too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - as above
        """Pass the bytes on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def was_too_large(meta: Any) -> bool:
    """Tell whether the files of a request were dropped for its length."""
    length = str(meta.get("CONTENT_LENGTH") or "0")
    return length.isdigit() and int(length) > settings.SCREENING_UPLOAD_LIMIT + ROOM
