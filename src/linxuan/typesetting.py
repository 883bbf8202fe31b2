"""Typesetting in a confined child: a template and plain data become a PDF, and nothing else is touched.

What stands on a paper was typed by strangers and worded by packages, which may bring the template as
well. The typesetter that lays it out sees one folder, made for this one paper, with the templates in it; it
is held to a memory and a time, it finds no other file, starts no program and opens no connection.
"""

import json
import shutil
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Self

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.confined import Child, Progress, Reach, Stopped
from linxuan.screening.limits import resident
from linxuan.typesetting_child import ATTACHED, CODES, LAID, code_of, request_of, root_of
from linxuan.typesetting_faults import in_words

MEMORY = 400 * 2**20
"""What a child may keep, in bytes. A usual form is laid out within 120 MB."""
SECONDS = 30.0
PAPERS_EACH = 200
"""Papers that one child lays out before another takes over."""
MOST_CODES = 1_000
"""Pages beyond it bear no code; the longest form that fits into the memory of a child has some 300."""


@dataclass(frozen=True)
class Backing:
    """What a paper carries beside its words.

    `codes` makes the codes of so many pages, each a square of dots, a byte a dot from black 0 to white 255; it is
    asked once the pages are counted, in this process: the child never sees what they are made with. `attached` is
    a file, name and content.
    """

    codes: Callable[[int], Sequence[bytes]]
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
    """Return the PDF of one paper, laid out in a child of its own; see `Typesetter.typeset`."""
    with Typesetter(fonts, memory=memory, seconds=seconds) as typesetter:
        return typesetter.typeset(templates, main, data, backing=backing)


class Typesetter:
    """Lays out one paper after another in a confined child, to be used in a `with`.

    A child that a paper brought down is followed by a new one, and so is one that laid out `PAPERS_EACH` papers
    or keeps more than half of what it may. Not to be used by two threads at once.
    """

    def __init__(self, fonts: Sequence[Path], *, memory: int = MEMORY, seconds: float = SECONDS) -> None:
        """`fonts` are the folders of all faces that there are; `memory` in bytes and `seconds` are for each paper."""
        self._fonts, self._memory, self._seconds = fonts, memory, seconds
        self._at_work: _Typesetting | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def typeset(
        self, templates: Mapping[str, bytes], main: str, data: str, *, backing: Backing | None = None
    ) -> bytes:
        """Return the PDF that the template `main` makes of `data`, which it finds as `sys.inputs.data`.

        `templates` are the files of the typesetter's root by path. No system font is used and no clock is read: the
        same data gives the same bytes, whatever was laid out before. Raises `TemplateFailed` where the template
        fails, and `Stopped` where a limit ended it.
        """
        used = self._at_work is not None
        try:
            return self._laid_out(templates, main, data, backing)
        except Stopped:
            # What others left behind in the child is no reason to turn this one away.
            if not used:
                raise
        return self._laid_out(templates, main, data, backing)

    def _laid_out(
        self, templates: Mapping[str, bytes], main: str, data: str, backing: Backing | None
    ) -> bytes:
        child = self._at_work = self._at_work or _Typesetting(self._fonts, self._memory, self._seconds)
        try:
            made = child.laid_out(templates, main, data, backing)
        except BaseException:
            self._end()
            raise
        if child.has_done_enough():
            self._end()
        if "pdf" not in made:
            raise TemplateFailed(made["file"], made["line"], in_words(made["message"]))
        return b64decode(made["pdf"])

    def _end(self) -> None:
        at_work, self._at_work = self._at_work, None
        if at_work is not None:
            at_work.end()


class _Typesetting:
    """One child, with the folder in which it finds its papers."""

    def __init__(self, fonts: Sequence[Path], memory: int, seconds: float) -> None:
        self._memory, self._seconds, self._papers = memory, seconds, 0
        self._folder = Path(mkdtemp(prefix="linxuan-typeset-")).resolve()
        asked = {"folder": str(self._folder), "fonts": [str(one) for one in fonts]}
        reach = Reach(reads=(self._folder, *fonts))
        try:
            # The kernel holds it to the time of all its papers; to that of each one, `give`.
            whole = seconds * PAPERS_EACH
            self._child = Child("typeset", asked, memory=memory, seconds=whole, reach=reach)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._told = self._child.progress()

    def laid_out(
        self, templates: Mapping[str, bytes], main: str, data: str, backing: Backing | None
    ) -> Mapping[str, Any]:
        """Return what the child made of the next paper: `pdf`, or what was wrong with its template."""
        folder = str(self._folder)
        root, request = Path(root_of(folder, self._papers)), Path(request_of(folder, self._papers))
        root.mkdir()
        for file, content in templates.items():
            _inside(root, file).write_bytes(content)
        lay_codes = _laying(root, backing)
        self._child.give(self._seconds)
        _hand_over(request, {"main": main, "data": data, "coded": bool(backing)})
        self._papers += 1
        try:
            return self._made(lay_codes)
        finally:
            request.unlink(missing_ok=True)
            shutil.rmtree(root, ignore_errors=True)

    def _made(self, lay_codes: Callable[[Progress], None]) -> Mapping[str, Any]:
        for each in self._told:
            if each.made is not None:
                return each.made
            lay_codes(each)
        # It ended before its paper was laid out: this raises what ended it.
        return self._child.result()

    def has_done_enough(self) -> bool:
        """Tell whether another child should go on."""
        return self._papers >= PAPERS_EACH or resident(self._child.pid) > self._memory / 2

    def end(self) -> None:
        """End the child, and take its folder away."""
        self._child.stop()
        self._child.__exit__()
        shutil.rmtree(self._folder, ignore_errors=True)


def _hand_over(place: Path, request: Mapping[str, object]) -> None:
    """Lay a request there whole: the child never sees half of one."""
    begun = place.with_suffix(".part")
    begun.write_text(json.dumps(request, ensure_ascii=False), "utf-8")
    begun.rename(place)


def _laying(root: Path, backing: Backing | None) -> Callable[[Progress], None]:
    """Lay out what the templates find in the root; the codes follow when the child has counted the pages."""
    attached = {"name": backing.attached[0], "content": backing.attached[1]} if backing else None
    _inside(root, CODES).write_text("0" if backing else "null", "utf-8")
    _inside(root, ATTACHED).write_text(json.dumps(attached, ensure_ascii=False), "utf-8")

    def lay(progress: Progress) -> None:
        if backing and progress.stage == "pages":
            # So many a template says itself: each code costs this process, which no limit ends.
            pages = min(int(progress.done), MOST_CODES)
            codes = backing.codes(pages)
            for page, dots in enumerate(codes, start=1):
                (root / code_of(page)).write_bytes(dots)
            (root / CODES).write_text(str(len(codes)), "utf-8")
            (root / LAID).touch()

    return lay


def _inside(root: Path, file: str) -> Path:
    """The place of a file in the root, with its folder made; a path that leads out is a slip of ours."""
    path = root / file
    if not path.resolve().is_relative_to(root):
        raise ValueError(file)
    path.parent.mkdir(exist_ok=True)
    return path
