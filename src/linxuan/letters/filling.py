"""Our template of a letter with a letter filled into it, in a confined child: a Word file to go on editing.

What is filled in is only ever text: the template is rendered once, in the sandbox of Jinja, and a brace in a
text reaches the file as a character that no tag can begin with.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from linxuan.letters.content import Letter
from linxuan.letters.layout import letter_template
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined
from linxuan.workbooks.parts import packed

MEMORY = 300 * 2**20
SECONDS = 30.0
AREA = 156 * 1440 / 25.4
"""The width of the text in twentieths of a point."""
LARGE_OFFICE = 15
"""Signs up to which the name of the office above is set large."""
CENTRED = 12
"""The share of the width up to which the cells of a column stand in its middle, as in the PDF."""
PROPERTY = 255
"""Signs that a property of a document holds."""
NO_SIGN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""


def letter_docx(letter: Letter) -> bytes:
    """Return the letter as a Word file; the same letter gives the same bytes.

    Signs that no XML can hold are left out. Raises Stopped where filling it took too much.
    """
    asked = {"letter": plain_values(asdict(letter))}
    made = confined("fill_letter", asked, memory=MEMORY, seconds=SECONDS, reach=Reach())
    return b64decode(made["docx"])


def plain_values(value: Any) -> Any:
    """Return a value as JSON has it, its texts without what no XML can hold."""
    if isinstance(value, str):
        return NO_SIGN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {key: plain_values(one) for key, one in value.items()}
    return [plain_values(one) for one in value] if isinstance(value, tuple | list) else value


# ── in the child ──


def fill_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Fill the letter that a request in JSON brings into our template."""
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    letter = asked["letter"]
    template = DocxTemplate(BytesIO(letter_template()))
    template.render(_context(letter), SandboxedEnvironment(autoescape=True, finalize=as_xml_text))
    title = "".join(letter["title"])
    write_properties(template.docx, title, letter["office"], letter["note"], letter["issued_on"])
    file = BytesIO()
    template.save(file)
    return {"docx": b64encode(repacked(file.getvalue())).decode()}


def as_xml_text(value: object) -> Any:
    """Return a value as XML text without a brace: docxtpl looks for tags of its own in what was rendered."""
    from markupsafe import Markup, escape

    return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))


def _context(letter: Mapping[str, Any]) -> dict[str, Any]:
    longest = max((len(line) for line in letter["title"]), default=1)
    title = max(18, min(22, 430 // max(1, longest)))
    office = 32 if len(letter["office"]) <= LARGE_OFFICE else 22
    blocks = _blocks(letter["blocks"])
    return {**letter, "blocks": blocks, "title_size": 2 * title, "office_size": 2 * office}


def _blocks(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Those that say anything; what the last one ends with stays with the office and its day below."""
    said = [one for one in blocks if one["heading"] or one["words"] or one["rows"]]
    return [_block(one, last=at == len(said)) for at, one in enumerate(said, start=1)]


def _block(block: Mapping[str, Any], *, last: bool) -> dict[str, Any]:
    """Two tables without anything between them would be one."""
    whole = max(1, sum(block["widths"]))
    columns = [
        {"side": round(AREA * share / whole), "to": "center" if share <= CENTRED else "left"}
        for share in block["widths"]
    ]
    rows, words = block["rows"], block["words"]
    ends = last and not rows
    return {
        **block,
        "columns": columns,
        "apart": not (block["heading"] or words),
        "words": [_kept(one, at, words, stays=ends) for at, one in enumerate(words, start=1)],
        "rows": [_kept(one, at, rows, stays=last) for at, one in enumerate(rows, start=1)],
    }


def _kept(one: Any, at: int, among: Sequence[Any], *, stays: bool) -> dict[str, Any]:
    """A paragraph or a row; whether it stays on the page of what follows it: `1` or `0`, as Word writes it."""
    return {"said": one, "stays": int(stays and at == len(among))}


def write_properties(document: Any, title: str, office: str, note: str, issued_on: str) -> None:
    """Write what a Word file says of itself; `issued_on` is a day as `2023-05-06`, or empty."""
    about = document.core_properties
    about.title = title[:PROPERTY]
    about.author = about.last_modified_by = office[:PROPERTY]
    about.comments = note[:PROPERTY]
    if issued_on:
        about.created = about.modified = datetime.combine(date.fromisoformat(issued_on), time(), UTC)


def repacked(content: bytes) -> bytes:
    """Return a file without the moment of saving, which the library writes into the archive."""
    with ZipFile(BytesIO(content)) as archive:
        return packed({one: archive.read(one) for one in archive.namelist()})
