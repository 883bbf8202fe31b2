"""Files by their digest: kept once, whoever hands them in."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

HELD = "held"
"""The folder of what belongs to nothing yet, beside those of what is kept."""


def keep(content: bytes) -> str:
    """Store a file unless it is there already, and return its SHA-256."""
    digest = sha256(content).hexdigest()
    path = stored_path(digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return digest


def hold(content: bytes) -> str:
    """Store a file aside that belongs to nothing yet, and return its SHA-256; it is cleared after some days."""
    digest = sha256(content).hexdigest()
    path = f"{HELD}/{digest}"
    # Held again is held from now on.
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))
    return digest


def held_content(digest: str) -> bytes | None:
    """Return the bytes of a file that is held; None where it is not, or no more."""
    try:
        with default_storage.open(f"{HELD}/{digest}") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content


def held_before(moment: datetime) -> list[str]:
    """Return the digests of the files that are held since before a moment."""
    try:
        _folders, names = default_storage.listdir(HELD)
    except FileNotFoundError:  # nothing was ever held
        return []
    return [one for one in names if default_storage.get_modified_time(f"{HELD}/{one}") < moment]


def let_go(digest: str) -> None:
    """Remove a file that was held."""
    default_storage.delete(f"{HELD}/{digest}")


def stored_path(digest: str) -> str:
    """Return the storage path of a digest."""
    return f"{digest[:2]}/{digest}"


def stored_content(digest: str) -> bytes:
    """Return the bytes of a stored file."""
    with default_storage.open(stored_path(digest)) as file:
        content: bytes = file.read()
    return content
