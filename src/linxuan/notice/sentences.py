"""Paragraphs into a heading and sentences."""

import re
from collections.abc import Sequence

from linxuan.notice.paragraphs import CLOSING_MARKS, OPENING_MARKS, SENTENCE_END

LONGEST_HEADING = 40
_COLON_HEADING = 15
_PIECE = re.compile(rf"[^{SENTENCE_END}]*[{SENTENCE_END}]+[{re.escape(CLOSING_MARKS)}]*|[^{SENTENCE_END}]+")
_GOES_ON = "：:；;，,、" + OPENING_MARKS
_ANNOUNCES = re.compile(r"以下|下列|如下|须|应[当为具]")


def heading_and_sentences(
    paragraphs: Sequence[str], *, has_children: bool, always: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Return the heading, empty where there is none, and the sentences below it.

    A heading is a first paragraph without the end of a sentence, with something below it; a chapter
    has one `always`.
    """
    written = [text for text in paragraphs if text]
    if not written:
        return "", ()
    below = has_children or len(written) > 1
    if always or (below and is_heading(written[0])):
        return written[0], sentences(written[1:])
    return "", sentences(written)


def is_heading(text: str) -> bool:
    """Tell whether `text` can stand above others: short, with no end of a sentence."""
    if len(text) > LONGEST_HEADING or any(mark in text for mark in SENTENCE_END + "；;"):
        return False
    if text[-1] in "：:":
        return len(text) <= _COLON_HEADING and "，" not in text and not _ANNOUNCES.search(text)
    return text[-1] not in _GOES_ON


def sentences(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Cut at 。 and at the ends of paragraphs, but not where a paragraph leads on with ： or ；."""
    found: list[str] = []
    open_ended: list[str] = []
    for text in paragraphs:
        for piece in _PIECE.findall(text):
            open_ended.append(piece)
            if piece.rstrip(CLOSING_MARKS)[-1:] in tuple(SENTENCE_END) or piece[-1] not in _GOES_ON:
                found.append("".join(open_ended))
                open_ended = []
    return (*found, "".join(open_ended)) if open_ended else tuple(found)
