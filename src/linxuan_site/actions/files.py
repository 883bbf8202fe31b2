"""Files that people hand in: stored under their digest, and never served as anything but a download."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from linxuan.errors import BadInput
from linxuan.language import say

# What a file must begin with, by extension: a name alone proves nothing.
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".xlsx": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",),
    ".zip": (b"PK\x03\x04",),
}
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class StoredFile:
    """A file that was checked and stored."""

    name: str
    content_type: str
    size: int
    digest: str


def store(upload: Upload, *, field: str = "") -> StoredFile:
    """Check a file and store it under its digest; raises `BadInput` that says what is wrong and what to do."""
    extension = PurePath(upload.name).suffix.lower()
    _check(upload, extension, field)
    digest = sha256(upload.content).hexdigest()
    path = stored_path(digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(upload.content))
    name = PurePath(upload.name.replace("\\", "/")).name[-200:]
    return StoredFile(name, CONTENT_TYPES[extension], len(upload.content), digest)


def stored_path(digest: str) -> str:
    """Return the storage path of a digest."""
    return f"{digest[:2]}/{digest}"


def stored_content(digest: str) -> bytes:
    """Return the bytes of a stored file."""
    with default_storage.open(stored_path(digest)) as file:
        content: bytes = file.read()
    return content


def _check(upload: Upload, extension: str, field: str) -> None:
    name = upload.name
    if extension not in BEGINNINGS:
        kinds = say("、").join(sorted(one[1:] for one in BEGINNINGS))
        raise BadInput(say("“{name}”：这里只收 {kinds}，请另存后再上传", name=name, kinds=kinds), field=field)
    if not upload.content:
        raise BadInput(say("“{name}”是空文件，请检查后重新上传", name=name), field=field)
    if len(upload.content) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        raise BadInput(say("“{name}”超过 {limit} MB，请压缩后再上传", name=name, limit=limit), field=field)
    if not upload.content.startswith(BEGINNINGS[extension]):
        raise BadInput(
            say("“{name}”的内容不是 {kind} 文件，请检查后重新上传", name=name, kind=extension[1:].upper()),
            field=field,
        )
