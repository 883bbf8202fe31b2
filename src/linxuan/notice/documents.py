"""The numbers of official documents: 工信厅政法函〔2023〕42号, with whatever brackets the scanner saw."""

import re

from linxuan.language import say
from linxuan.notice.found import Found, apart
from linxuan.notice.numbering import unified

_WORDS = r"[\u4e00-\u9fffA-Z]"
_BRACKETED = re.compile(
    rf"(?P<agency>{_WORDS}{{0,20}})[(](?P<year>[12l][\dOolI]{{3}})[)]第?(?P<number>[^号,。;、()《》]{{1,6}})号"
)
_ORDER = re.compile(rf"{_WORDS}{{2,14}}令第\d{{1,4}}号|(?<!\d)(?:19|20)\d{{2}}年第\d{{1,4}}号")
_BEFORE = re.compile(
    r".*(?:根据|按照|依据|参照|落实|遵照|以及|文件|关于|文号|字号|转发|印发|通过|下发|现将|精神|要求)|[和及与按依据见]"
)
_SHORTEST = 2


def find_document_numbers(text: str) -> list[Found]:
    """Return the document numbers of `text`: `value` is as printed, 〔〕 and all, empty if it cannot be read."""
    plain = unified(text)
    bracketed = [_bracketed(text, match) for match in _BRACKETED.finditer(plain)]
    orders = [
        Found("document_number", match.start(), text[match.start() : match.end()], match[0])
        for match in _ORDER.finditer(plain)
    ]
    return apart([*bracketed, *orders])


def _bracketed(text: str, match: re.Match[str]) -> Found:
    agency = match["agency"]
    before = _BEFORE.match(agency)
    cut = before.end() if before and len(agency) - before.end() >= _SHORTEST else 0
    start = match.start() + cut
    written = text[start : match.end()]
    if not match["year"].isdecimal() or not match["number"].isdecimal():
        return Found("document_number", start, written, hint=say("年份或号数不是数字，可能误读。"))
    value = f"{agency[cut:]}〔{match['year']}〕{int(match['number'])}号"
    return Found("document_number", start, written, value)
