"""Reading a programme package: from a folder, or from its files in memory."""

from collections.abc import Mapping
from pathlib import Path

from linxuan.errors import BadInput, DefinitionError, InvalidProgramme
from linxuan.language import say
from linxuan.programme.build import build
from linxuan.programme.checks import check_all
from linxuan.programme.definition import Call
from linxuan.programme.faults import Faults, Hopeless
from linxuan.programme.lowering import lowered
from linxuan.programme.package import open_package
from linxuan.programme.resolve import resolve
from linxuan.programme.sizes import MOST_BYTES

PATTERNS = (
    *("call.toml", "*.txt", "forms/*.toml", "lists/*.csv", "cases/*.toml"),
    *("templates/*.typ", "templates/*.xlsx", "templates/*.docx"),
)
"""What belongs to a package; whatever else lies in its folder is left alone."""
MOST_FILES = 500


def read_programme(folder: Path) -> Call:
    """Read the package in a folder; the id of the call is the name of the folder.

    Raises BadInput where there is no such folder, and InvalidProgramme with every fault of the package.
    """
    return read_files(package_files(folder), folder.resolve().name)


def package_files(folder: Path) -> dict[str, bytes]:
    """Return the files of the package in a folder: content by path. Raises BadInput."""
    if not folder.is_dir():
        raise BadInput(say("没有文件夹 {folder}", folder=folder))
    root = folder.resolve()
    found = sorted(path for pattern in PATTERNS for path in folder.glob(pattern) if path.is_file())
    if len(found) > MOST_FILES:
        raise BadInput(say("{folder} 里的文件超过{most}个，不像程序包", folder=folder, most=MOST_FILES))
    # A link out of the folder would read what is none of the package.
    own = (path for path in found if path.resolve().is_relative_to(root))
    return {path.relative_to(folder).as_posix(): _content(path) for path in own}


def _content(path: Path) -> bytes:
    """At most one byte more than may be: enough to see that a file is too large."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def read_files(files: Mapping[str, bytes], id: str) -> Call:
    """Read a package from its files. Raises InvalidProgramme with every fault found, in order."""
    call, errors = read_with_errors(files, id)
    if errors:
        raise InvalidProgramme(errors)
    return call


def read_with_errors(files: Mapping[str, bytes], id: str) -> tuple[Call, tuple[DefinitionError, ...]]:
    """Return the call of a package together with its faults; with any, it is only good for finding more."""
    faults = Faults()
    try:
        return _read(files, id, faults), faults.errors()
    except Hopeless:
        return build(open_package({}, Faults()), id, files), faults.errors()


def _read(files: Mapping[str, bytes], id: str, faults: Faults) -> Call:
    package = open_package(files, faults)
    call = resolve(build(package, id, files))
    check_all(call, package)
    return call if faults else lowered(call)
