"""An office's letter as a Word file that it can go on editing.

It bears no code, on purpose: a code would go on proving what no longer stands there.
"""

import logging
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from linxuan.errors import BadInput
from linxuan.letters.content import Block, Letter
from linxuan.letters.filling import letter_docx
from linxuan.letters.templates import About, WordFault, filled_template, word_faults
from linxuan.screening.confined import Stopped
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.documents.measures import widths

NOTE = "可以继续编辑，不带验证码，不作证明；盖章、报送和核验都用PDF。"
CODE = ("number", "revision", "digest")
WHOLE = 80
"""Signs of a table that fit on a line."""
_log = logging.getLogger(__name__)


def letter_word(paper: LetterPaper, template: bytes | None = None) -> bytes | None:
    """Return the letter as a Word file, by the template that a package brings for it, else by ours.

    None where it took too much, or the template failed at it, which keeps nobody from the PDF.
    """
    try:
        if template is None:
            return letter_docx(_letter(paper))
        return filled_template(template, word_content(paper), _about(paper))
    except (Stopped, BadInput) as fault:
        _log.warning("a letter of %s has no Word file: %s", paper.office, fault)
        return None


def word_content(paper: LetterPaper) -> dict[str, Any]:
    """Return what a template of a package finds: all that the letter says, and no code, which it must not bear."""
    said = asdict(paper)
    return {**{key: said[key] for key in said if key not in CODE}, "reference": _reference(paper)}


def faults_of_word(template: bytes, specimen: LetterPaper) -> list[WordFault]:
    """Return what is wrong with a template of a package, tried with a specimen. Raises Stopped."""
    return word_faults(template, word_content(specimen), _about(specimen))


def _about(paper: LetterPaper) -> About:
    return About("".join(paper.title), paper.office, NOTE, paper.issued_on)


def _reference(paper: LetterPaper) -> str:
    return paper.reference or f"〔{paper.year}〕　　　号"


def _letter(paper: LetterPaper) -> Letter:
    return Letter(
        office=paper.office,
        reference=_reference(paper),
        title=paper.title,
        addressee=f"{paper.addressee}：" if paper.addressee else "",
        blocks=tuple(_blocks(paper)),
        annexes=tuple(_annexes(paper.annexes)),
        day=paper.day,
        contact=f"（{paper.contact}）"
        if paper.contact
        else "（联系人：　　　　　　联系电话：　　　　　　　　）",
        issued_on=paper.issued_on,
        note=NOTE,
    )


def _blocks(paper: LetterPaper) -> Iterator[Block]:
    yield Block(words=paper.opening, heads=paper.heads, rows=paper.rows, widths=paper.widths)
    for part in paper.parts:
        yield from _of_part(part)
    opinions = tuple(f"{nth}. {name}：{words}" for nth, (name, words) in enumerate(paper.opinions, start=1))
    if opinions:
        yield Block(words=("对上述申报主体的意见：", *opinions))
    yield Block(words=paper.statement)


def _of_part(part: LetterPart) -> Iterator[Block]:
    """Facts are a table of two columns, without heads."""
    if part.facts:
        labels, _values = widths(("", ""), part.facts, least=13, most=30)
        sides = (labels, WHOLE - labels)
        yield Block(part.heading, part.words, rows=part.facts, widths=sides)
        yield Block(heads=part.heads, rows=part.rows, widths=part.widths)
    else:
        yield Block(part.heading, part.words, part.heads, part.rows, part.widths)


def _annexes(names: tuple[str, ...]) -> Iterator[str]:
    for nth, name in enumerate(names, start=1):
        counted = f"{nth}. " if len(names) > 1 else ""
        yield f"{'附件：' if nth == 1 else '　　　'}{counted}{name}"
