"""Chinese text as it is set in print: a scan's narrow marks between Chinese characters become wide ones.

Only what a reader sees is set; the words themselves, and every quotation, stay as they are.
"""

import re

_WIDE = str.maketrans(",:;?!", "，：；？！")
_CJK = r"[㐀-鿿“”‘’《》〔〕（）、。％]"
_MARK_AFTER = re.compile(rf"(?<={_CJK})[,:;?!]|[,:;?!](?={_CJK})")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_HAS_CJK = re.compile(r"[㐀-鿿]")


def typeset(text: str) -> str:
    """`{{ sentence|typeset }}`: wide commas, colons and brackets where the text around them is Chinese."""
    return _MARK_AFTER.sub(lambda mark: mark[0].translate(_WIDE), _BRACKETS.sub(_brackets, text))


def _brackets(found: re.Match[str]) -> str:
    inside, before = found[1], found.string[: found.start()][-1:]
    wide = _HAS_CJK.search(inside) or _HAS_CJK.match(before)
    return f"（{inside}）" if wide else found[0]


def clause_label(address: str, parent: str) -> str:
    """Return how a clause is numbered in print: `一、`, `（一）`, `1.`, `（1）`; empty for `前言`, `文末`."""
    own = address.removeprefix(parent)
    if re.fullmatch(r"[一二三四五六七八九十百]+", own):
        return f"{own}、"
    if bracketed := re.fullmatch(r"\((.+)\)", own):
        return f"（{bracketed[1]}）"
    if re.fullmatch(r"[\d.]+", own):
        return f"{own}."
    return f"{own}　" if own.startswith("第") else ""
