"""Typesetting in a confined child: a template and plain data become a PDF, and nothing else is touched.

What stands on a paper was typed by strangers and worded by packages. The typesetter that lays it out
sees one folder, made for this one run, with the templates in it; it is held to a memory and a time, it
finds no other file, starts no program and opens no connection.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined

MEMORY = 400 * 2**20
"""What a child may keep, in bytes. A usual form is laid out within 120 MB."""
SECONDS = 30.0


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

    `templates` are the files of the typesetter's root by name; `fonts` are the folders of all faces that
    there are. No system font is used and no clock is read: the same data gives the same bytes. Raises
    `Stopped` where the template fails, or a limit ended it.
    """
    with TemporaryDirectory(prefix="linxuan-typeset-") as name:
        root = Path(name).resolve()
        for file, content in templates.items():
            (root / file).write_bytes(content)
        asked = {"root": str(root), "main": main, "data": data, "fonts": [str(one) for one in fonts]}
        reach = Reach(reads=(root, *fonts))
        made = confined("typeset", asked, memory=memory, seconds=seconds, reach=reach)
    return b64decode(made["pdf"])


def typeset_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Typeset what a request in JSON says."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(one) for one in asked["fonts"]])
    compiler = typst.Compiler(root=Path(asked["root"]), font_paths=fonts, ignore_system_fonts=True)
    made = compiler.compile(
        Path(asked["root"]) / asked["main"], format="pdf", sys_inputs={"data": asked["data"]}, timestamp=0
    )
    if not isinstance(made, bytes):
        raise TypeError(asked["main"])
    return {"pdf": b64encode(made).decode()}
