"""A package as it is uploaded: a ZIP archive of a stranger, taken apart in memory.

Nothing of it is ever written to a disk. What is not a file of the format is left aside and named; what
could only be meant to do harm (a link, a path out of the package, a bomb) is refused as a whole.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.reading import MOST_FILES, PATTERNS
from linxuan.programme.sizes import MOST_BYTES, MOST_TOGETHER

MOST_ENTRIES = 2_000
LARGEST_ARCHIVE = 5_000_000
"""Bytes of the archive itself: packages are text, and pack well."""
LONGEST_PATH = 200
MOST_LEFT = 50
_PATH = re.compile(r"[^\x00-\x1f\x7f\\:]+")
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    UnicodeDecodeError,
    ValueError,
    OSError,
)


@dataclass(frozen=True)
class Unpacked:
    """The files of a package by path, the folder that they lay in, and what was left aside."""

    files: dict[str, bytes]
    folder: str
    left: tuple[str, ...]


def unpack(archive: Path) -> Unpacked:
    """Take an archive apart. Raises BadInput with one sentence for what may not be taken."""
    if archive.stat().st_size > LARGEST_ARCHIVE:
        raise BadInput(say("压缩文件超过 {most} MB，不像程序包", most=LARGEST_ARCHIVE // 1_000_000))
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpacked(opened)
    except _BROKEN:
        raise BadInput(say("不是可以读取的ZIP文件，请重新压缩后再上传")) from None


def _unpacked(archive: zipfile.ZipFile) -> Unpacked:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise BadInput(say("压缩文件里超过{most}项，不像程序包", most=MOST_ENTRIES))
    files = [entry for entry in entries if _is_file(entry)]
    folder = _folder([PurePosixPath(entry.filename) for entry in files])
    inside = {_below(folder, entry.filename): entry for entry in files}
    if len(inside) < len(files):
        raise BadInput(say("压缩文件里同一个路径有两份，请重新压缩"))
    wanted = {path: entry for path, entry in inside.items() if belongs(path)}
    if len(wanted) > MOST_FILES:
        raise BadInput(say("程序包的文件超过{most}个", most=MOST_FILES))
    if not wanted:
        raise BadInput(say("压缩文件里没有程序包：要有 call.toml，和它旁边的通知正文"))
    left = sorted(path for path in inside if path not in wanted)
    return Unpacked(dict(_contents(archive, wanted)), folder, tuple(left[:MOST_LEFT]))


def belongs(path: str) -> bool:
    """Tell whether a file of this path is one of the format."""
    parts = path.count("/")
    return any(fnmatchcase(path, pattern) and parts == pattern.count("/") for pattern in PATTERNS)


def _is_file(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file; raises BadInput where it is neither that nor a folder, or lies elsewhere."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadInput(say("“{path}”是链接或别的特殊文件，程序包里不能有", path=_shown(entry)))
    path = PurePosixPath(entry.filename)
    outside = path.is_absolute() or ".." in path.parts
    if outside or len(entry.filename) > LONGEST_PATH or not _PATH.fullmatch(entry.filename):
        raise BadInput(say("“{path}”这个路径不能用", path=_shown(entry)))
    if entry.flag_bits & 1:
        raise BadInput(say("压缩文件有密码，读不出来"))
    return not entry.is_dir()


def _shown(entry: zipfile.ZipInfo) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in entry.filename[:60])


def _folder(paths: list[PurePosixPath]) -> str:
    """The one folder that everything lies in, as it is where a folder was packed; empty where there is none."""
    if any(str(path) == "call.toml" for path in paths):
        return ""
    holding = [path.parts[0] for path in paths if len(path.parts) == 2 and path.name == "call.toml"]
    own = [path for path in paths if path.parts[0] != "__MACOSX"]
    if len(holding) == 1 and all(path.parts[0] == holding[0] for path in own):
        return holding[0]
    return ""


def _below(folder: str, path: str) -> str:
    """A path as it is inside the folder; one that lies beside it (`__MACOSX/…`) stays as it is."""
    return path.removeprefix(f"{folder}/") if folder else path


def _contents(archive: zipfile.ZipFile, wanted: dict[str, zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Each file's bytes, never more than may be: the size that an entry states is not believed."""
    room = MOST_TOGETHER
    for path, entry in wanted.items():
        with archive.open(entry) as file:
            content = file.read(min(MOST_BYTES, room) + 1)
        room -= len(content)
        if room < 0:
            raise BadInput(say("程序包的文件合计超过 {most} MB", most=MOST_TOGETHER // 1_000_000))
        yield path, content
