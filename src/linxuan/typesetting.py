"""Typesetting in a confined child: a template and plain data become a PDF, and nothing else is touched.

What stands on a paper was typed by strangers and worded by packages, which may bring the template as
well. The typesetter that lays it out sees one folder, made for this one run, with the templates in it; it
is held to a memory and a time, it finds no other file, starts no program and opens no connection.
"""

import json
import os
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.child import Tell
from linxuan.screening.confined import Progress, Reach, confined
from linxuan.typesetting_faults import in_words

MEMORY = 400 * 2**20
"""What a child may keep, in bytes. A usual form is laid out within 120 MB."""
SECONDS = 30.0
NOWHERE = "http://127.0.0.1:9"
"""Where nobody answers: what a template would fetch from the network fails at once, on any kernel."""
CODES, ATTACHED = "linxuan/codes.json", "linxuan/attached.json"
"""What our templates find in the root beside themselves: a drawing for each page, a file to attach."""
PLACES_OF_CODES = "<page-code>"
"""Each place for a code is marked so, with the number of its page."""
MOST_CODES = 1_000
"""Pages beyond it bear no code; the longest form that fits into the memory of a child has some 300."""
STANDARDS = (("a-3a", "ua-1"), ("a-3b",), ())
"""Kinds of PDF in the order of preference: to keep for good and to read aloud; to keep; as it comes.

A template of a package may lack what the first ones want, such as a date.
"""
_LAID = "linxuan/codes.laid"
_BETWEEN_LOOKS = 0.002
_PLACE = re.compile(r"┌─ (\S+):(\d+):\d+")


@dataclass(frozen=True)
class Backing:
    """What a paper carries beside its words.

    `codes` makes the drawings (SVG) of the codes of so many pages; it is asked once the pages are counted,
    in this process: the child never sees what they are made with. `attached` is a file, name and content.
    """

    codes: Callable[[int], Sequence[str]]
    attached: tuple[str, str]


class TemplateFailed(BadInput):
    """A template could not be laid out: at which line of which file (line 0 where it is not known), and why."""

    def __init__(self, file: str, line: int, words: str) -> None:
        self.file, self.line, self.words = file, line, words
        place = say("{file} 第{line}行", file=file, line=line) if line else file
        super().__init__(say("模板 {place}：{words}", place=place, words=words))


def typeset_confined(
    templates: Mapping[str, bytes],
    main: str,
    data: str,
    *,
    fonts: Sequence[Path],
    backing: Backing | None = None,
    memory: int = MEMORY,
    seconds: float = SECONDS,
) -> bytes:
    """Return the PDF that the template `main` makes of `data`, which it finds as `sys.inputs.data`.

    `templates` are the files of the typesetter's root by path; `fonts` are the folders of all faces that
    there are. No system font is used and no clock is read: the same data gives the same bytes. Raises
    `TemplateFailed` where the template fails, and `Stopped` where a limit ended it.
    """
    with TemporaryDirectory(prefix="linxuan-typeset-") as name:
        root = Path(name).resolve()
        for file, content in templates.items():
            _inside(root, file).write_bytes(content)
        asked = {"root": str(root), "main": main, "data": data, "fonts": [str(one) for one in fonts]}
        reach = Reach(reads=(root, *fonts))
        lay = _laying(root, backing)
        made = confined(
            "typeset",
            asked | {"coded": bool(backing)},
            memory=memory,
            seconds=seconds,
            reach=reach,
            progress=lay,
        )
    if "pdf" not in made:
        raise TemplateFailed(made["file"], made["line"], in_words(made["message"]))
    return b64decode(made["pdf"])


def _laying(root: Path, backing: Backing | None) -> Callable[[Progress], None]:
    """Lay out what the templates find in the root; the codes follow when the child has counted the pages."""
    attached = {"name": backing.attached[0], "content": backing.attached[1]} if backing else None
    _inside(root, CODES).write_text("[]" if backing else "null", "utf-8")
    _inside(root, ATTACHED).write_text(json.dumps(attached, ensure_ascii=False), "utf-8")

    def lay(progress: Progress) -> None:
        if backing and progress.stage == "pages":
            # So many a template says itself: each code costs this process, which no limit ends.
            pages = min(int(progress.done), MOST_CODES)
            (root / CODES).write_text(json.dumps(backing.codes(pages)), "utf-8")
            (root / _LAID).touch()

    return lay


def _inside(root: Path, file: str) -> Path:
    """The place of a file in the root, with its folder made; a path that leads out is a slip of ours."""
    path = root / file
    if not path.resolve().is_relative_to(root):
        raise ValueError(file)
    path.parent.mkdir(exist_ok=True)
    return path


def typeset_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Typeset what a request in JSON says."""
    import typst

    os.environ.update({"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "ALL_PROXY": NOWHERE})
    root = Path(asked["root"])
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(one) for one in asked["fonts"]])
    compiler = typst.Compiler(
        root / asked["main"],
        root=root,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": asked["data"]},
    )
    try:
        if asked["coded"]:
            _await_codes(root, compiler, tell)
        return {"pdf": b64encode(_made(compiler)).decode()}
    except typst.TypstError as fault:
        file, line = _place(fault.diagnostic, asked["root"], asked["main"])
        return {"file": file, "line": line, "message": str(fault.message).replace(asked["root"], "")}


def _await_codes(root: Path, compiler: Any, tell: Tell) -> None:
    """Say on how many pages there are places for codes, and wait until the codes lie there.

    A second pass costs little: only the places for the codes have changed.
    """
    try:
        places = json.loads(compiler.query(PLACES_OF_CODES, field="value"))
    except RuntimeError:
        # A template that fails: laying it out tells where.
        return
    if places:
        tell("pages", float(max(places)))
        while not (root / _LAID).exists():
            time.sleep(_BETWEEN_LOOKS)


def _made(compiler: Any) -> bytes:
    """The PDF, of the first kind that the paper has all for."""
    import typst

    for standards in STANDARDS:
        try:
            return bytes(compiler.compile(format="pdf", pdf_standards=list(standards), timestamp=0))
        except typst.TypstError as fault:
            if not standards or not str(fault.message).startswith("PDF/"):
                raise
    raise AssertionError(STANDARDS)


def _place(diagnostic: str, root: str, main: str) -> tuple[str, int]:
    """Where a fault is: the first place beside the main template, since what it takes of ours is sound."""
    own = Path(main).parent
    for path, line in _PLACE.findall(diagnostic):
        file = Path(path.partition(f"{Path(root).name}/")[2])
        if file.parent == own:
            return str(file), int(line)
    return main, 0
