"""Typesetting: a template of ours and plain data become a PDF, with the same bytes for the same data."""

import threading
from collections.abc import Mapping
from functools import cache
from json import dumps
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from linxuan_site.documents.signs import printable

TEMPLATES = Path(__file__).parent / "templates"
_own = threading.local()


def typeset(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF that a template of `templates/` makes of `data`.

    The data is handed over as one JSON text and is only ever shown: nothing in it can be a command
    of the typesetter, and a template reads no file outside its folder. No system font is used, and no
    clock is read, so that the same data gives the same file on every machine.
    """
    compiler = _compiler()
    made = compiler.compile(
        TEMPLATES / template,
        format="pdf",
        sys_inputs={"data": printable(dumps(data, ensure_ascii=False, sort_keys=True))},
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError(template)
    return made


def _compiler() -> typst.Compiler:
    # A compiler serves one call at a time and answers a second one with an error: each thread has its own.
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _own.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    folder = Path(pylopdf_fonts_zh_cn.serif_path()).parent
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
