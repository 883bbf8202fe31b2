"""Typesetting in a confined child: a template and plain data become a PDF, and nothing else is touched.

What stands on a paper was typed by strangers and worded by packages, which may bring the template as
well. The typesetter that lays it out sees one folder, made for this one run, with the templates in it; it
is held to a memory and a time, it finds no other file, starts no program and opens no connection.
"""

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined
from linxuan.typesetting_faults import in_words

MEMORY = 400 * 2**20
"""What a child may keep, in bytes. A usual form is laid out within 120 MB."""
SECONDS = 30.0
NOWHERE = "http://127.0.0.1:9"
"""Where nobody answers: what a template would fetch from the network fails at once, on any kernel."""
_PLACE = re.compile(r"┌─ (\S+):(\d+):\d+")


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
        made = confined("typeset", asked, memory=memory, seconds=seconds, reach=reach)
    if "pdf" not in made:
        raise TemplateFailed(made["file"], made["line"], in_words(made["message"]))
    return b64decode(made["pdf"])


def _inside(root: Path, file: str) -> Path:
    """The place of a file in the root, with its folder made; a path that leads out is a slip of ours."""
    path = root / file
    if not path.resolve().is_relative_to(root):
        raise ValueError(file)
    path.parent.mkdir(exist_ok=True)
    return path


def typeset_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Typeset what a request in JSON says."""
    import typst

    os.environ.update({"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "ALL_PROXY": NOWHERE})
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(one) for one in asked["fonts"]])
    compiler = typst.Compiler(root=Path(asked["root"]), font_paths=fonts, ignore_system_fonts=True)
    try:
        made = compiler.compile(
            Path(asked["root"]) / asked["main"], format="pdf", sys_inputs={"data": asked["data"]}, timestamp=0
        )
    except typst.TypstError as fault:
        file, line = _place(fault.diagnostic, asked["root"], asked["main"])
        return {"file": file, "line": line, "message": str(fault.message).replace(asked["root"], "")}
    if not isinstance(made, bytes):
        raise TypeError(asked["main"])
    return {"pdf": b64encode(made).decode()}


def _place(diagnostic: str, root: str, main: str) -> tuple[str, int]:
    """Where a fault is: the first place beside the main template, since what it takes of ours is sound."""
    own = Path(main).parent
    for path, line in _PLACE.findall(diagnostic):
        file = Path(path.partition(f"{Path(root).name}/")[2])
        if file.parent == own:
            return str(file), int(line)
    return main, 0
