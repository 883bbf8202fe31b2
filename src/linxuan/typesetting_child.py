"""The far side of `typesetting.py`: the process that lays papers out, one after another.

Each paper has a folder of its own, which is all that its typesetter sees, and a request beside it, which is there
once the folder is whole.
"""

import json
import os
import re
import time
from base64 import b64encode
from collections.abc import Mapping
from itertools import count
from typing import Any, NoReturn, Protocol

NOWHERE = "http://127.0.0.1:9"
"""Where nobody answers: what a template would fetch from the network fails at once, on any kernel."""
CODES, ATTACHED = "linxuan/codes.json", "linxuan/attached.json"
"""What our templates find in the root beside themselves: how many codes there are, a file to attach."""
LAID = "linxuan/codes.laid"
"""Is there once the codes are."""
PLACES_OF_CODES = "<page-code>"
"""Each place for a code is marked so, with the number of its page."""
STANDARDS = (("a-3a", "ua-1"), ("a-3b",), ())
"""Kinds of PDF in the order of preference: to keep for good and to read aloud; to keep; as it comes.

A template of a package may lack what the first ones want, such as a date.
"""
_BETWEEN_LOOKS = 0.002
_PLACE = re.compile(r"┌─ (\S+):(\d+):\d+")


class Telling(Protocol):
    """Says how far a paper is, and hands over what was made of it."""

    def __call__(self, stage: str, done: float, made: Mapping[str, Any] | None = None) -> None:
        """Say it to the parent."""


def root_of(folder: str, paper: int) -> str:
    """Return the folder of a paper, which are counted from 0."""
    return f"{folder}/paper-{paper}"


def request_of(folder: str, paper: int) -> str:
    """Return where the request for a paper is."""
    return f"{folder}/paper-{paper}.json"


def code_of(page: int) -> str:
    """Return where in the root the code of a page is, which are counted from 1."""
    return f"linxuan/code-{page}.gray"


def typeset_in_child(asked: Mapping[str, Any], tell: Telling) -> NoReturn:
    """Typeset what is laid into a folder, paper after paper, until the parent ends this process."""
    import typst

    os.environ.update({"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "ALL_PROXY": NOWHERE})
    folder = asked["folder"]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=asked["fonts"])
    for paper in count():
        request = request_of(folder, paper)
        _await(request)
        with open(request, encoding="utf-8") as file:  # noqa: PTH123 - pathlib would cost a child that starts 5 ms
            wanted = json.load(file)
        tell("laid", 1.0, _laid_out(wanted, root_of(folder, paper), fonts, tell))
    raise AssertionError


def _await(file: str) -> None:
    while not os.path.exists(file):  # noqa: PTH110 - see above
        time.sleep(_BETWEEN_LOOKS)


def _laid_out(paper: Mapping[str, Any], root: str, fonts: Any, tell: Telling) -> Mapping[str, Any]:
    import typst

    compiler = typst.Compiler(
        f"{root}/{paper['main']}",
        root=root,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": paper["data"]},
    )
    try:
        if paper["coded"]:
            _await_codes(root, compiler, tell)
        return {"pdf": b64encode(_made(compiler)).decode()}
    except typst.TypstError as fault:
        file, line = _place(fault.diagnostic, root, paper["main"])
        return {"file": file, "line": line, "message": str(fault.message).replace(root, "")}


def _await_codes(root: str, compiler: Any, tell: Telling) -> None:
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
        _await(f"{root}/{LAID}")


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
    from pathlib import Path

    own = Path(main).parent
    for path, line in _PLACE.findall(diagnostic):
        file = Path(path.partition(f"{Path(root).name}/")[2])
        if file.parent == own:
            return str(file), int(line)
    return main, 0
