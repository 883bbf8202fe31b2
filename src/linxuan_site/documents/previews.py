"""What was handed in, as pictures: a confined child opens it (`linxuan.picturing`)."""

import logging
import threading

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.picturing import MEMORY, SECONDS, Picture, picture_confined
from linxuan.screening.confined import Stopped

AT_ONCE = 2
"""Children of one process at a time: the next one waits."""
PATIENCE = 20.0
"""Seconds that it waits."""
_room = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)


def picture_of(content: bytes, page: int = 1, *, memory: int = MEMORY, seconds: float = SECONDS) -> Picture:
    """Return a picture of a file; of a PDF one page, counted from 1, with its words.

    Raises `BadInput` for a file that cannot be opened or takes more than `memory` or `seconds`.
    """
    if not _room.acquire(timeout=PATIENCE):
        raise BadInput(say("现在看文件的人多，请过一会儿再试，或下载后查看"))
    try:
        picture = picture_confined(content, page, memory=memory, seconds=seconds)
    except Stopped as fault:
        _log.warning("a file was not drawn: %s %s", fault.limit, fault.detail)
        raise BadInput(say("这个文件太大或太复杂，没有画出来，请下载后查看")) from fault
    finally:
        _room.release()
    if picture is None:
        raise BadInput(say("这个文件打不开，可能有密码或已损坏，请下载后查看"))
    return picture
