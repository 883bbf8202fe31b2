"""From broken lines to paragraphs: what the scanner cut is joined, what the writer parted stays apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linxuan.notice.lines import Line, bare, indent, tight, width
from linxuan.notice.numbering import Lead, read_lead
from linxuan.notice.titles import ends_title

SENTENCE_END = "。！？｡"
CLOSING_MARKS = "”’」』）)》〉】〕]"
OPENING_MARKS = "“‘「『（(《〈【〔["
_GOES_ON = "，,、" + OPENING_MARKS
_ENDS = SENTENCE_END + "；;：:!?"
_FULL_SHARE = 0.85
_NARROWEST_PAGE = 44
"""Columns below which no line is taken for one that the margin broke."""
_NEW_INDENT, _PARAGRAPH_INDENT = 2, 4
_LABEL = re.compile(
    r"[(（]?(?:联系人|联系电话|联系方式|咨询电话|监督电话|电话|手机|传真|通[讯信]地址|邮寄地址|地址|邮编|邮政编码|电子邮[箱件]|邮箱"
    r"|网址|附件|抄送|抄报)\d{0,2}[:：]"
)
_MARKS_ONLY = re.compile(r"[^\w]+")

ANNEX_LEAD = re.compile(
    r"附\s*(?:件|表|录)?\s*(?:(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s*)?"
    r"(?:[:：]\s*|(?(number)[.．、]\s*(?=\D)|(?!))|(?<=[\d一二三四五六七八九十件])\s*$)"
)


@dataclass(frozen=True)
class Paragraph:
    """What the writer began on a new line: `text` is without the number of its clause.

    `full` tells that its last line ran to the margin without an end, so that words may follow.
    """

    line: int
    text: str
    lead: Lead | None = None
    full: bool = False


@dataclass(frozen=True)
class _Printed:
    """A line as it was printed: pieces that the scanner parted at quotation marks are together again."""

    line: int
    text: str
    indent: int
    words: str

    @property
    def goes_on(self) -> bool:
        return self.words[-1] in _GOES_ON

    @property
    def ended(self) -> bool:
        return _is_ended(self.words)


def _is_ended(words: str) -> bool:
    return words.rstrip(CLOSING_MARKS)[-1:] in tuple(_ENDS)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of `lines`, which hold no blank line, in the order of the text."""
    printed = _printed(lines)
    margin = _Margin(printed)
    starts = _starts(printed, margin)
    ends = [*(place for place, _ in starts[1:]), len(printed)]
    return [
        _paragraph(printed[begin:end], lead, margin) for (begin, lead), end in zip(starts, ends, strict=False)
    ]


def _paragraph(printed: Sequence[_Printed], lead: Lead | None, margin: "_Margin") -> Paragraph:
    text = "\n".join(each.text for each in printed)
    words = tight(text[lead.length :] if lead else text)
    last = printed[-1]
    return Paragraph(printed[0].line, words, lead, margin.is_full(last) and not last.ended)


def _printed(lines: Sequence[Line]) -> list[_Printed]:
    """Join the lines that hold only marks (a lone “) with their neighbours."""
    joined: list[list[Line]] = []
    glue = False
    for line in lines:
        words = bare(line.text)
        marks = bool(_MARKS_ONLY.fullmatch(words))
        if joined and (marks or (glue and not read_lead(line.text))):
            joined[-1].append(line)
        else:
            joined.append([line])
        together = "".join(bare(each.text) for each in joined[-1][-2:])
        glue = marks and (words[-1] in OPENING_MARKS or not _is_ended(together))
    return [_one(group) for group in joined]


def _one(group: Sequence[Line]) -> _Printed:
    text = "\n".join(line.text for line in group)
    return _Printed(group[0].number, text, indent(group[0].text), bare(text))


class _Margin:
    """How wide the lines are, and where they begin, as most of them have it."""

    def __init__(self, printed: Sequence[_Printed]) -> None:
        widths = sorted(map(_reach, printed))
        self._full = max(_FULL_SHARE * widths[len(widths) * 9 // 10] if widths else 0, _NARROWEST_PAGE)
        indents = sorted(each.indent for each in printed)
        self._left = indents[len(indents) // 10] if indents else 0

    def is_full(self, line: _Printed) -> bool:
        """Whether the line runs to the right margin, as far as a line that was broken does."""
        return _reach(line) >= self._full

    def is_indented(self, line: _Printed) -> bool:
        return line.indent >= self._left + _NEW_INDENT


def _reach(line: _Printed) -> int:
    """How far to the right a line runs; more white space in front than a paragraph has sets it in the middle."""
    return width(line.text) + min(line.indent, _PARAGRAPH_INDENT)


def _starts(printed: Sequence[_Printed], margin: _Margin) -> list[tuple[int, Lead | None]]:
    """Where paragraphs begin, each with its number if it has one."""
    leads = _Leads([read_lead(each.text) for each in printed])
    starts: list[tuple[int, Lead | None]] = []
    head = True
    for place, line in enumerate(printed):
        new = place == 0 or _is_apart(printed[place - 1], line, margin)
        new = new or (head and ends_title(printed[place - 1].words))
        head = head and not line.ended
        lead = leads.accepted(place, surely=new and not (place and printed[place - 1].goes_on))
        if annex := ANNEX_LEAD.match(line.words) if new else None:
            leads.expect_after(line.words[annex.end() :])
        if new or lead:
            starts.append((place, lead))
    return starts


def _is_apart(before: _Printed, line: _Printed, margin: _Margin) -> bool:
    if before.goes_on or line.words[0] in CLOSING_MARKS + "，。、；：,;:":
        return False
    if _last_bracket(before.words) in tuple(OPENING_MARKS) and _first_bracket(line.words) in tuple(
        CLOSING_MARKS
    ):
        return False
    if before.ended or _LABEL.match(line.words) or margin.is_indented(line):
        return True
    return not margin.is_full(before)


def _first_bracket(words: Iterable[str]) -> str:
    return next((character for character in words if character in OPENING_MARKS + CLOSING_MARKS), "")


def _last_bracket(words: Sequence[str]) -> str:
    return _first_bracket(reversed(words))


class _Leads:
    """The numbers at the fronts of all lines, and which of them can be one.

    After a line that may go on, `1.` or `三、` is a number only if its neighbours are there too.
    """

    def __init__(self, leads: Sequence[Lead | None]) -> None:
        self._leads = leads
        self._last: dict[str, int] = {}
        self._last_second = {
            lead.series: place for place, lead in enumerate(leads) if lead and lead.number == 2
        }

    def accepted(self, place: int, *, surely: bool) -> Lead | None:
        """Return the number of the line at `place` if it is one; it is then the last of its series."""
        lead = self._leads[place]
        if lead and ((surely and not lead.doubtful) or self._is_expected(lead, place)):
            self._last[lead.series] = lead.number
            return lead
        return None

    def expect_after(self, words: str) -> None:
        """Take note of a number that stands behind the word for annex: `附件:1.申报书`."""
        if lead := read_lead(words):
            self._last[lead.series] = lead.number

    def _is_expected(self, lead: Lead, place: int) -> bool:
        if lead.number == self._last.get(lead.series, 0) + 1 and lead.number > 1:
            return True
        return lead.number == 1 and self._last_second.get(lead.series, -1) > place
