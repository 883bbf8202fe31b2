"""Files that people hand in: stored under their digest, and never served as anything but a download."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.queries.file_limits import SPELLINGS, FileLimits, limits_of

# What a file must begin with, by type: a name alone proves nothing.
BEGINNINGS: dict[str, bytes] = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "xlsx": b"PK\x03\x04",
    "docx": b"PK\x03\x04",
    "zip": b"PK\x03\x04",
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
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


def store(upload: Upload, *, field: str = "", limits: FileLimits | None = None) -> StoredFile:
    """Check a file and store it under its digest; raises `BadInput` that says what is wrong and what to do."""
    type_ = _type_of(upload)
    _check(upload, type_, field, limits or limits_of())
    digest = sha256(upload.content).hexdigest()
    path = stored_path(digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(upload.content))
    return StoredFile(plain_name(upload.name), CONTENT_TYPES[type_], len(upload.content), digest)


def plain_name(name: str) -> str:
    """Return the name of a file without its folders, as long as a column takes it; its end stays."""
    return PurePath(name.replace("\\", "/")).name[-200:]


def stored_path(digest: str) -> str:
    """Return the storage path of a digest."""
    return f"{digest[:2]}/{digest}"


def stored_content(digest: str) -> bytes:
    """Return the bytes of a stored file."""
    with default_storage.open(stored_path(digest)) as file:
        content: bytes = file.read()
    return content


def _type_of(upload: Upload) -> str:
    extension = PurePath(upload.name).suffix.lower().removeprefix(".")
    return SPELLINGS.get(extension, extension)


def _check(upload: Upload, type_: str, field: str, limits: FileLimits) -> None:
    name = upload.name
    if type_ not in limits.types:
        kinds = say("、").join(one.upper() for one in limits.types)
        raise BadInput(say("“{name}”：这里只收 {kinds}，请另存后再上传", name=name, kinds=kinds), field=field)
    if not upload.content:
        raise BadInput(say("“{name}”是空文件，请检查后重新上传", name=name), field=field)
    if len(upload.content) > limits.size:
        raise BadInput(
            say("“{name}”超过 {limit} MB，请压缩后再上传", name=name, limit=limits.mb), field=field
        )
    if not upload.content.startswith(BEGINNINGS[type_]):
        raise BadInput(
            say("“{name}”的内容不是 {kind} 文件，请检查后重新上传", name=name, kind=type_.upper()),
            field=field,
        )
