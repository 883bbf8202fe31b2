"""The head of a notice: what stands above the title, the title, and whom it addresses."""

import re
from collections.abc import Sequence

from linxuan.notice.paragraphs import Paragraph
from linxuan.notice.titles import ends_title

MOST_LINES = 16
_LABELS = (
    "发布|发文|成文|印发|公开|生成|发布时间|发布日期|发文日期|成文日期|印发日期|公开日期|生成日期|时间|日期|索引|索引号"
    "|文号|发文字号|发文机关|发文机构|发布机构|来源|信息来源|作者|浏览|浏览次数|阅读|点击|字体|字号|主题分类|主题词"
    "|名称|标题|分享|打印|关闭|收藏|首页|效力状态|有效性|公开方式|当前位置"
)
_DAY = r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?"
_LETTERHEAD = re.compile(
    r"(?!关于).{2,40}文件"  # who issues it: 某某市某某局文件
    r"|[\u4e00-\u9fff]{0,14}[〔\[(（【][12l][\dOolI]{3}[〕\])）】].{1,8}号"  # its number
    rf"|(?:{_LABELS})(?:[:：].{{0,60}})?"  # what an office or a page of the web notes about it
    rf"|{_DAY}(?:\s?来源.{{0,40}})?"
    r"|.{0,40}[>＞»].{0,60}"
    r"|https?://\S+"
    r"|[\x20-\x7e]{1,12}"
)
_SENTENCE_MARKS = "。；;"


def split_head(texts: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph], int]:
    """Return the lines of the letterhead, those of the title, and the number of paragraphs they take."""
    letterhead: list[Paragraph] = []
    place = _skip_letterhead(texts, 0, letterhead)
    end = _title_end(texts, place)
    title = list(texts[place:end])
    place = _skip_letterhead(texts, end, letterhead) if title else end
    while title and _begins_again(texts, place, title):
        letterhead.extend(texts[place : place + len(title)])
        place = _skip_letterhead(texts, place + len(title), letterhead)
    return letterhead, title, place


def _skip_letterhead(texts: Sequence[Paragraph], place: int, letterhead: list[Paragraph]) -> int:
    while place < len(texts) and not texts[place].lead and _LETTERHEAD.fullmatch(texts[place].text):
        letterhead.append(texts[place])
        place += 1
    return place


def _begins_again(texts: Sequence[Paragraph], place: int, title: Sequence[Paragraph]) -> bool:
    """Whether the title stands there once more, as on a page of the web."""
    return [each.text for each in texts[place : place + len(title)]] == [each.text for each in title]


def _title_end(texts: Sequence[Paragraph], start: int) -> int:
    """Where the title ends: at the first line that names a kind of document, else where it must."""
    words = ""
    limit = _limit(texts, start)
    for place in range(start, limit):
        words += texts[place].text
        if ends_title(words):
            return place + 1
    addressed = limit < len(texts) and texts[limit].text[-1:] in tuple("：:")
    return limit if addressed else min(start + 1, limit)


def _limit(texts: Sequence[Paragraph], start: int) -> int:
    """The first paragraph that cannot belong to a title."""
    last = min(len(texts), start + MOST_LINES)
    for place in range(start, last):
        text = texts[place].text
        if texts[place].lead or text[-1:] in tuple("：:") or any(mark in text for mark in _SENTENCE_MARKS):
            return place
    return last
