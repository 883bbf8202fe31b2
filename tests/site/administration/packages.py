"""Archives of packages, as somebody would upload them."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from linxuan.programme.reading import package_files
from tests.site.life.conftest import CALL, PACKAGE

WORKSHOP = Path(__file__).parents[2] / "core" / "programme" / "guild"


def archive(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """Return a ZIP of files, in a folder where one is named."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as opened:
        for path, bytes_ in files.items():
            opened.writestr(f"{folder}/{path}" if folder else path, bytes_)
    return content.getvalue()


def changed(old: bytes, new: bytes, *, path: str = "call.toml", package: Path = PACKAGE) -> dict[str, bytes]:
    """Return the files of a package with one change."""
    files = package_files(package)
    assert old in files[path]
    return {**files, path: files[path].replace(old, new, 1)}


def same() -> bytes:
    """The package of the life as it is."""
    return archive(package_files(PACKAGE), CALL)


def entry(name: str, mode: int = 0o100644) -> ZipInfo:
    """An entry with the mode of a file of Unix."""
    info = ZipInfo(name)
    info.external_attr = mode << 16
    return info
