"""Typesetting: a template and plain data become a PDF, with the same bytes for the same data.

The words on a paper come from applicants and from packages, so a confined child lays it out
(`linxuan.typesetting`), in a folder that holds the templates of that one paper: ours below `linxuan/`,
and those of the package, where it brings any, below `templates/`. Many papers are laid out by one child
(`typesetting`): starting one costs more than a paper.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from json import dumps
from pathlib import Path
from typing import Protocol

import pylopdf_fonts_zh_cn

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.confined import Stopped
from linxuan.typesetting import MEMORY, SECONDS, Backing, TemplateFailed, Typesetter
from linxuan_site.documents.own_faces import own_families, own_folder
from linxuan_site.documents.signs import printable

TEMPLATES = Path(__file__).parent / "templates"
FAMILIES = "linxuan/families.json"
"""Where our templates find which families the office's own fonts have."""
AT_ONCE = 2
"""Children of one process at a time: the next one waits."""
_room = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)


class Typeset(Protocol):
    """What lays out one paper: `typeset` by itself, or what `typesetting` hands out for many."""

    def __call__(
        self,
        template: str,
        data: Mapping[str, object],
        *,
        own: Mapping[str, str] | None = None,
        backing: Backing | None = None,
    ) -> bytes:
        """Return the PDF; see `typeset`."""


def typeset(
    template: str,
    data: Mapping[str, object],
    *,
    own: Mapping[str, str] | None = None,
    backing: Backing | None = None,
    memory: int = MEMORY,
    seconds: float = SECONDS,
) -> bytes:
    """Return the PDF that a template makes of `data`: one of ours, or one of `own`, those of a package by path.

    The data is handed over as one JSON text and is only ever shown: nothing in it can be a command
    of the typesetter. No system font is used, and no clock is read, so that the same data gives the same
    file on every machine. `backing` are its codes and the file that it carries. Raises `BadInput` where a paper takes more than `memory` or `seconds`, or
    where its template fails.
    """
    with typesetting(memory=memory, seconds=seconds) as lay:
        return lay(template, data, own=own, backing=backing)


@contextmanager
def typesetting(*, memory: int = MEMORY, seconds: float = SECONDS) -> Iterator[Typeset]:
    """Hand out what lays out many papers, one after another, in one child; each as `typeset` would.

    A paper that fails or takes too much takes no other with it. `memory` and `seconds` are for each paper.
    """
    with _typesetter(memory, seconds) as typesetter:

        def lay(
            template: str,
            data: Mapping[str, object],
            *,
            own: Mapping[str, str] | None = None,
            backing: Backing | None = None,
        ) -> bytes:
            try:
                return _laid_out(typesetter, template, data, own or {}, backing)
            except TemplateFailed as fault:
                _log.warning("a paper was not laid out: %s", fault)
                raise BadInput(_told(fault.problem) if template in (own or {}) else _words("")) from fault
            except Stopped as fault:
                _log.warning("a paper of %s was not laid out: %s %s", template, fault.limit, fault.detail)
                raise BadInput(_words(fault.limit)) from fault

        yield lay


@contextmanager
def trials(*, memory: int, seconds: float) -> Iterator[Typeset]:
    """Hand out what `typesetting` does; `TemplateFailed` and `Stopped` are raised as they come."""
    with _typesetter(memory, seconds) as typesetter:
        yield lambda template, data, *, own=None, backing=None: _laid_out(
            typesetter, template, data, own or {}, backing
        )


@contextmanager
def _typesetter(memory: int, seconds: float) -> Iterator[Typesetter]:
    folder = own_folder()
    fonts = (Path(pylopdf_fonts_zh_cn.serif_path()).parent, *((folder,) if folder else ()))
    with _room, Typesetter(fonts, memory=memory, seconds=seconds) as typesetter:
        yield typesetter


def _laid_out(
    typesetter: Typesetter,
    template: str,
    data: Mapping[str, object],
    own: Mapping[str, str],
    backing: Backing | None,
) -> bytes:
    told = printable(dumps(data, ensure_ascii=False, sort_keys=True))
    families = {FAMILIES: dumps(own_families(), ensure_ascii=False).encode()}
    files = {**_ours(), **families, **{path: text.encode() for path, text in own.items()}}
    main = template if template in own else f"linxuan/{template}"
    return typesetter.typeset(files, main, told, backing=backing)


@cache
def _ours() -> Mapping[str, bytes]:
    return {f"linxuan/{path.name}": path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}


def _told(fault: str) -> str:
    return say("这份文件没有排成。{fault}。内容都在系统里，没有丢失；请告诉主管部门改模板", fault=fault)


def _words(limit: str) -> str:
    if limit in ("memory", "seconds"):
        return say("这份文件太长，没有排成。内容都在系统里，没有丢失；请告诉系统管理员")
    return say("这份文件没有排成。内容都在系统里，没有丢失；请过一会儿再试，还是这样就请告诉系统管理员")
