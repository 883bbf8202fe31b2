"""A picture: whole, no larger than anybody takes, and nothing behind its end; runs in the confined child only."""

from collections import Counter
from io import BytesIO
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.uploads.inside import findings
from linxuan.uploads.kinds import PICTURES
from linxuan.uploads.told import Look

MOST_PIXELS = 120_000_000
"""The cameras of telephones make up to 108 million."""
MOST_FRAMES = 500
_SMALL = (64, 64)
_LEAST = 64
"""Bytes behind the end of a picture that are worth a word."""


def looked_at(content: bytes, kind: str, name: str) -> Look:
    """Look at a picture; raises `BadInput`."""
    from PIL import Image, UnidentifiedImageError

    # Looked at by us: Pillow only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(content), formats=[PICTURES[kind]]) as picture:
            frames = _checked(picture, name)
    except UnidentifiedImageError:
        told = say("“{name}”的内容不是 {kind} 文件，请检查后重新上传", name=name, kind=kind.upper())
        raise BadInput(told) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError):
        raise BadInput(say("“{name}”已损坏或不完整，打不开；请重新拍照或扫描", name=name)) from None
    end = _end(content, kind)
    if len(content) - end < _LEAST:
        return Look(kind, frames)
    return Look(kind, frames, findings(Counter(appended=1)), copy=content[:end])


def _checked(picture: Any, name: str) -> int:
    """How many frames there are; each is looked at, and read to its end."""
    frames = int(getattr(picture, "n_frames", 1))
    if frames > MOST_FRAMES:
        raise BadInput(
            say(
                "“{name}”共{count}页，超过{most}页；请分成几个再上传",
                name=name,
                count=frames,
                most=MOST_FRAMES,
            )
        )
    for number in range(frames):
        picture.seek(number)
        if picture.width * picture.height > MOST_PIXELS:
            raise BadInput(say("“{name}”太大（超过1.2亿像素）；请缩小或重新拍照", name=name))
        # A JPEG is read small, which costs an eighth.
        picture.draft("L", _SMALL)
        picture.load()
    return frames


def _end(content: bytes, kind: str) -> int:
    """Where a picture ends, as far as its kind says."""
    if kind == "png":
        return _end_of_png(content)
    if kind == "jpg":
        return _end_of_jpeg(content)
    if kind == "webp":
        return min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    return len(content)


def _end_of_png(content: bytes) -> int:
    place = 8
    while place + 12 <= len(content):
        length, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        place += 12 + length
        if kind == b"IEND":
            return place
    return len(content)


def _end_of_jpeg(content: bytes) -> int:
    """Behind its last mark of an end: telephones put further pictures behind the first."""
    end = content.rfind(b"\xff\xd9")
    return end + 2 if end > 0 else len(content)
