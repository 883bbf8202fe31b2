"""Typesetting: a template of ours and plain data become a PDF, with the same bytes for the same data.

The words on a paper come from applicants and from packages, so a confined child lays it out
(`linxuan.typesetting`), in a folder that holds the templates of that one paper.
"""

import logging
import threading
from collections.abc import Mapping
from json import dumps
from pathlib import Path

import pylopdf_fonts_zh_cn

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.confined import Stopped
from linxuan.typesetting import MEMORY, SECONDS, typeset_confined
from linxuan_site.documents.signs import printable

TEMPLATES = Path(__file__).parent / "templates"
FACES = "faces.typ"
"""What every template imports."""
AT_ONCE = 2
"""Children of one process at a time: the next one waits."""
_room = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)


def typeset(
    template: str, data: Mapping[str, object], *, memory: int = MEMORY, seconds: float = SECONDS
) -> bytes:
    """Return the PDF that a template of `templates/` makes of `data`.

    The data is handed over as one JSON text and is only ever shown: nothing in it can be a command
    of the typesetter. No system font is used, and no clock is read, so that the same data gives the same
    file on every machine. Raises `BadInput` where a paper takes more than `memory` or `seconds`.
    """
    told = printable(dumps(data, ensure_ascii=False, sort_keys=True))
    files = {name: (TEMPLATES / name).read_bytes() for name in (template, FACES)}
    fonts = (Path(pylopdf_fonts_zh_cn.serif_path()).parent,)
    try:
        with _room:
            return typeset_confined(files, template, told, fonts=fonts, memory=memory, seconds=seconds)
    except Stopped as fault:
        _log.warning("a paper of %s was not laid out: %s %s", template, fault.limit, fault.detail)
        raise BadInput(_words(fault)) from fault


def _words(fault: Stopped) -> str:
    if fault.limit in ("memory", "seconds"):
        return say("这份文件太长，没有排成。内容都在系统里，没有丢失；请告诉系统管理员")
    return say("这份文件没有排成。内容都在系统里，没有丢失；请过一会儿再试，还是这样就请告诉系统管理员")
