"""Files that people hand in: stored under their digest, and never served as anything but a download."""

from dataclasses import dataclass
from pathlib import PurePath

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.uploads import CONTENT_TYPES
from linxuan_site.actions.inspecting import inspected
from linxuan_site.actions.storing import keep, stored_content, stored_path
from linxuan_site.queries.file_limits import SPELLINGS, FileLimits, limits_of

__all__ = ["StoredFile", "Upload", "plain_name", "store", "stored_content", "stored_path"]


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
    type_ = look_first(upload, field=field, limits=limits)
    digest = keep(upload.content)
    return StoredFile(plain_name(upload.name), CONTENT_TYPES[type_], len(upload.content), digest)


def look_first(upload: Upload, *, field: str = "", limits: FileLimits | None = None) -> str:
    """Check a file, which a child may take seconds for, and return its type; raises `BadInput` as `store` does.

    An act does so before it takes a lock: what was seen is kept, and `store` finds it.
    """
    type_ = _type_of(upload)
    _check(upload, type_, field, limits or limits_of())
    try:
        inspected(upload.content, CONTENT_TYPES[type_], plain_name(upload.name))
    except BadInput as fault:
        raise BadInput(fault.problem, field=field) from fault
    return type_


def plain_name(name: str) -> str:
    """Return the name of a file without its folders, as long as a column takes it; its end stays."""
    return PurePath(name.replace("\\", "/")).name[-200:]


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
