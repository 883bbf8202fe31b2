"""The parts of a notice: head, preamble, clauses, closing, annexes."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from linxuan.notice.annexes import Annex, split_annexes
from linxuan.notice.head import split_head
from linxuan.notice.numbering import RANK
from linxuan.notice.paragraphs import ANNEX_LEAD, Paragraph
from linxuan.notice.quotation import squeeze
from linxuan.notice.sentences import sentences

_DATE = r"[12\d〇零一二三四五六七八九Oo○]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
_HEADING = 16
_SIGNER = r"[^。，,：:；;]{2,40}(?:局|委|委员会|办公室|厅|部|署|院|会|中心|政府|处|司|集团|公司)"
_SIGNATURE = re.compile(rf"{_SIGNER}$")
_DATED = re.compile(rf"(?:{_SIGNER})?\s?{_DATE}(?:印发)?$")
_CLOSES = re.compile(r"特此(?:通知|公告|通告|函告|函复|批复|通报|报告|说明|公示)|[(（]?此件")
_MAY_CLOSE = re.compile(
    r"(?:此通知|本通知[及自由从]|本(?:公告|通告|办法|意见|细则|规定|方案)[自由]"
    r"|[(（]?(?:联系|咨询|监督|技术支持|业务)(?:人|电话|方式|邮箱)|(?:电子)?邮箱[:：]|传真[:：]|抄送|抄报|公开属性|信息公开选项)"
)
_ABOUT_CONTACTS = re.compile(r"联系|咨询|电话|报送|受理|监督")


@dataclass
class Parts:
    """Paragraphs by what they are part of. The first clause begins `clauses`."""

    letterhead: list[Paragraph] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    preamble: list[Paragraph] = field(default_factory=list)
    clauses: list[Paragraph] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)


def is_dated_signature(text: str) -> bool:
    """Tell whether a line holds a day and nothing else, save who signs."""
    return bool(_DATED.fullmatch(text))


def split_parts(texts: Sequence[Paragraph], closing: str = "") -> Parts | None:
    """Part the paragraphs; None where `closing`, the first words of what follows the last clause, is not there."""
    letterhead, title, start = split_head(texts)
    rest = list(texts[start:])
    if squeeze(closing):
        place = _split_at_words(rest, closing)
        if place is None:
            return None
    else:
        place = _closing_place(rest)
    first = next((at for at, each in enumerate(rest[:place]) if each.lead), place)
    after, annexes = split_annexes(rest[place:])
    return Parts(letterhead, title, rest[:first], rest[first:place], after, annexes)


def _split_at_words(texts: list[Paragraph], closing: str) -> int | None:
    """Where the words begin a paragraph; one in which they begin a later sentence is cut in two."""
    words = squeeze(closing)
    for place, each in enumerate(texts):
        if not each.lead and squeeze(each.text[: 2 * len(words)]).startswith(words):
            return place
    for place, each in enumerate(texts):
        if words in squeeze(each.text) and (cut := _sentence_beginning(each.text, words)):
            texts[place : place + 1] = [
                Paragraph(each.line, each.text[:cut], each.lead),
                Paragraph(each.line, each.text[cut:], full=each.full),
            ]
            return place + 1
    return None


def _sentence_beginning(text: str, words: str) -> int:
    begun = 0
    for sentence in sentences([text]):
        if squeeze(sentence).startswith(words):
            return begun
        begun += len(sentence)
    return 0


def _closing_place(texts: Sequence[Paragraph]) -> int:
    """Where the closing begins: 特此通知, 附件：, a date alone, or 联系人 after the last clause."""
    numbers = _Outermost(texts)
    closing = (at for at, each in enumerate(texts) if _surely_closes(each) and not numbers.go_on(at, each))
    end = next(closing, len(texts))
    last_lead = next((at for at in range(end - 1, -1, -1) if texts[at].lead), -1)
    end = _before_signature(texts, end, last_lead)
    if last_lead >= 0 and _ABOUT_CONTACTS.search(texts[last_lead].text[:_HEADING]):
        return end
    return next((at for at in range(last_lead + 1, end) if _MAY_CLOSE.match(texts[at].text)), end)


def _surely_closes(each: Paragraph) -> bool:
    if each.lead:
        return False
    return bool(_CLOSES.match(each.text) or _DATED.match(each.text) or ANNEX_LEAD.match(each.text))


class _Outermost:
    """The outermost numbers of the text: where they are continued, nothing was closed before."""

    def __init__(self, texts: Sequence[Paragraph]) -> None:
        leads = [(at, each.lead) for at, each in enumerate(texts) if each.lead]
        style = min((lead.style for _, lead in leads), key=RANK.__getitem__, default="")
        self._places = [at for at, lead in leads if lead.style == style]
        self._numbers = [lead.number for _, lead in leads if lead.style == style]
        self._listed = style == "arabic"

    def go_on(self, place: int, each: Paragraph) -> bool:
        """Whether the number after `place` is one more than that before it; a list of annexes has its own."""
        after = bisect(self._places, place)
        if not 0 < after < len(self._places) or (self._listed and ANNEX_LEAD.match(each.text)):
            return False
        return self._numbers[after] == self._numbers[after - 1] + 1


def _before_signature(texts: Sequence[Paragraph], end: int, last_lead: int) -> int:
    """The names of those who sign stand above the date, each on a line of its own."""
    place = end
    while place - 1 > last_lead and _SIGNATURE.match(texts[place - 1].text):
        place -= 1
    return place
