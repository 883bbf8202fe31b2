"""Files by their digest: kept once, whoever hands them in.

A file is whole, and on the disk, before the row that names it is committed: what is acknowledged is kept even if the
power fails the moment after. Where the act comes to nothing the file stays without a row; `actions.cleaning` takes it away.
"""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

HELD = "held"
"""The folder of what belongs to nothing yet, beside those of what is kept."""
PART = ".part-"
"""What a file is called while it is written, before its digest."""


def keep(content: bytes, digest: str = "") -> str:
    """Store a file unless it is there already, and return its SHA-256, which who has it may give."""
    digest = digest or sha256(content).hexdigest()
    path = stored_path(digest)
    place = _place(path)
    if place is None:
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))
    elif not _touched(place):
        _write(place, content)
    return digest


def hold(content: bytes) -> str:
    """Store a file aside that belongs to nothing yet, and return its SHA-256; it is cleared after some days."""
    digest = sha256(content).hexdigest()
    path = f"{HELD}/{digest}"
    place = _place(path)
    # Held again is held from now on, also while another holds the same: no moment is without it.
    if place is None:
        default_storage.save(path, ContentFile(content))
    else:
        _write(place, content)
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


def _place(path: str) -> Path | None:
    """Where a file lies on this machine; None for a store elsewhere, which takes an object as a whole or not at all."""
    try:
        return Path(default_storage.path(path))
    except NotImplementedError:
        return None


def _touched(place: Path) -> bool:
    """Whether a file is there: from now on it counts as new, so that nobody cleans it away before its row is."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _write(place: Path, content: bytes) -> None:
    """Write a file under another name, and give it its own when all of it is on the disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(prefix=PART, dir=place.parent, delete=False) as part:
        part.write(content)
        part.flush()
        os.fchmod(part.fileno(), 0o644)
        os.fsync(part.fileno())
    Path(part.name).replace(place)
    for folder in (place.parent, place.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
