"""An archive: how much it becomes, how deep it goes, and what in it acts; runs in the confined child only.

No size that an archive states is believed: every entry is unpacked and counted, and nothing is written.
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.uploads.inside import findings, inner
from linxuan.uploads.kinds import BEGINNINGS, MAIN_PARTS
from linxuan.uploads.told import Look

MOST_ENTRIES = 3_000
MOST_UNPACKED = 300 * 2**20
"""Bytes of all entries together."""
MOST_TIMES = 200
"""How many times its size an archive may become, beyond the first 10 MB: text packs into a tenth or twentieth."""
_UNSUSPECTED = 10 * 2**20
DEEPEST = 2
"""Archives inside archives."""
LONGEST_NAME = 255
_LARGEST_INNER = 40 * 2**20
_PIECE = 2**18
_PROGRAMS = (
    "app apk appref-ms bat chm cmd com cpl dll docm dotm exe gadget hta htm html inf ins iso jar js jse lnk "
    "mht msc msi msp pif ps1 psm1 py reg scf scr sct sh shtml svg sys url vb vbe vbs wsc wsf wsh xhtml "
    "xlam xlsb xlsm xltm pptm potm ppam ppsm sldm"
)
PROGRAMS = frozenset(_PROGRAMS.split())
"""What starts, or is opened in the name of a site, when somebody opens it."""


class Bomb(BadInput):
    """An archive that becomes too much: what it lies in is refused with it."""


def looked_at(content: bytes, kind: str, name: str, depth: int) -> Look:
    """Look at an archive; raises `BadInput`."""
    with opened(content, kind, name) as archive:
        seen: Counter[str] = Counter()
        for entry, member in unpacked(archive, len(content), name):
            seen += _inside(entry, member, name, depth)
        entries = len(archive.infolist())
    return Look(kind, entries, findings(seen))


def opened(content: bytes, kind: str, name: str) -> ZipFile:
    """Open an archive and check what it says of itself; raises `BadInput`."""
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged(name) from None
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Bomb(
            say(
                "“{name}”里有{count}个文件，超过{most}个；请分成几个再上传",
                name=name,
                count=len(entries),
                most=MOST_ENTRIES,
            )
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadInput(say("“{name}”设有密码，打不开；请去掉密码再上传", name=name))
    if any(not _is_plain(entry.filename) for entry in entries):
        raise BadInput(say("“{name}”里有的文件名太长或指向外面；请改短、重新打包再上传", name=name))
    main = MAIN_PARTS.get(kind)
    if main and main not in archive.namelist():
        raise BadInput(say("“{name}”的内容不是 {kind} 文件，请检查后重新上传", name=name, kind=kind.upper()))
    return archive


def unpacked(archive: ZipFile, size: int, name: str) -> Iterator[tuple[ZipInfo, bytes]]:
    """Yield the entries with their bytes, counted while they are unpacked; raises `BadInput`.

    Of an entry that is too large to be looked at only its beginning is yielded.
    """
    most = min(MOST_UNPACKED, max(_UNSUSPECTED, size * MOST_TIMES))
    so_far = 0
    for entry in archive.infolist():
        kept = bytearray()
        for piece in _pieces(archive, entry, name):
            so_far += len(piece)
            if so_far > most:
                raise Bomb(
                    say("“{name}”解开后超过{mb}MB，没有收；请分成几个再上传", name=name, mb=most // 2**20)
                )
            if len(kept) < _LARGEST_INNER:
                kept += piece
        yield entry, bytes(kept)


def damaged(name: str) -> BadInput:
    """What is told of an archive that cannot be read."""
    return BadInput(say("“{name}”已损坏或不完整，打不开；请重新保存或打包再上传", name=name))


def _pieces(archive: ZipFile, entry: ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(entry) as file:
            while piece := file.read(_PIECE):
                yield piece
    except NotImplementedError:
        told = say("“{name}”用了少见的压缩方式，打不开；请用普通方式打包再上传", name=name)
        raise BadInput(told) from None
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        raise damaged(name) from None


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    short = len(name) <= LONGEST_NAME * 4 and all(len(part) <= LONGEST_NAME for part in parts)
    return short and not path.is_absolute() and ".." not in parts and ":" not in parts[:1]


def _inside(entry: ZipInfo, member: bytes, name: str, depth: int) -> Counter[str]:
    """What acts in one entry. Archives in archives are opened up to a depth, and deeper ones refuse the whole."""
    extension = PurePosixPath(entry.filename).suffix.lower().removeprefix(".")
    if extension in PROGRAMS or member.startswith((b"MZ", b"\x7fELF")):
        return Counter(program=1)
    if entry.filename.lower().endswith("vbaproject.bin"):
        return Counter(macro=1)
    kind = extension if extension in BEGINNINGS else "zip" if member.startswith(b"PK\x03\x04") else ""
    if kind not in ("pdf", "zip", *MAIN_PARTS):
        return Counter()
    if kind != "pdf" and depth >= DEEPEST:
        raise Bomb(say("“{name}”里压缩包套压缩包，超过{most}层；请解开后再上传", name=name, most=DEEPEST))
    return inner(member, kind, name, depth + 1)
