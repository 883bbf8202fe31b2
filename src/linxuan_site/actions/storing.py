"""Files by their digest: kept once, whoever hands them in."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def keep(content: bytes) -> str:
    """Store a file unless it is there already, and return its SHA-256."""
    digest = sha256(content).hexdigest()
    path = stored_path(digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return digest


def stored_path(digest: str) -> str:
    """Return the storage path of a digest."""
    return f"{digest[:2]}/{digest}"


def stored_content(digest: str) -> bytes:
    """Return the bytes of a stored file."""
    with default_storage.open(stored_path(digest)) as file:
        content: bytes = file.read()
    return content
