"""The files of an installation as a backup takes them and brings them back: in a folder, or in an object store."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages

from linxuan_site.backup.manifest import member_of


def stored_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file by its name, as a path here; what an object store has is fetched into `folder` first."""
    if _is_a_folder():
        yield from _in_the_folder(Path(settings.MEDIA_ROOT))
        return
    for name in sorted(_names("")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with default_storage.open(name) as stored, path.open("wb") as file:
            copyfileobj(stored, file)
        yield name, path


def put(path: Path, name: str) -> bool:
    """Put a file where it belongs unless it is there, the same; tell whether there was none before."""
    if not _is_a_folder():
        is_new = not default_storage.exists(name)
        with path.open("rb") as file:
            default_storage.save(name, File(file))
        return is_new
    target = Path(settings.MEDIA_ROOT) / name
    if target.exists() and member_of(target) == member_of(path):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    is_new = not target.exists()
    path.replace(target)
    return is_new


def _is_a_folder() -> bool:
    return isinstance(storages["default"], FileSystemStorage)


def _in_the_folder(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and not inside.parts[0].startswith("."):
            yield inside.as_posix(), path


def _names(folder: str) -> Iterator[str]:
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files if name)
    for one in folders:
        yield from _names(f"{folder}{one}/")
