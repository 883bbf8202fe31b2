"""What looks misread: words and marks that a scanner confuses, told without knowing the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from linxuan.language import say
from linxuan.notice.contacts import find_urls
from linxuan.notice.found import Found

# What stands there, and what was printed. Only such that are hardly ever meant, or part of other words.
CONFUSED = {
    "具各": "具备",
    "做好准各": "做好准备",
    "准各工作": "准备工作",
    "仪器设各": "仪器设备",
    "生产设各": "生产设备",
    "高端装各": "高端装备",
    "装各制造": "装备制造",
    "巳经": "已经",
    "独立法入": "独立法人",
    "企业法入": "企业法人",
    "法入代表": "法人代表",
    "法入资格": "法人资格",
    "联系入": "联系人",
    "入民政府": "人民政府",
    "工作入员": "工作人员",
    "技术入员": "技术人员",
    "营业收人": "营业收入",
    "服务收人": "服务收入",
    "业务收人": "业务收入",
    "研发投人": "研发投入",
    "正式投人": "正式投入",
    "列人名单": "列入名单",
    "列人经营": "列入经营",
    "纳人范围": "纳入范围",
    "深人开展": "深入开展",
    "深人推进": "深入推进",
    "深人贯彻": "深入贯彻",
    "深人实施": "深入实施",
    "巿": "市",
    "囗": "口",
    "戒者": "或者",
    "币场": "市场",
    "侯选": "候选",
    "未尾": "末尾",
    "申清书": "申请书",
    "申清表": "申请表",
    "申清单位": "申请单位",
    "中报书": "申报书",
    "中报主体": "申报主体",
    "中报单位": "申报单位",
    "中报材料": "申报材料",
    "推存": "推荐",
    "邀选": "遴选",
    **{f"己{each}": f"已{each}" for each in ("经", "获", "取得", "通过", "认定", "列入")},
    **{f"末{each}": f"未{each}" for each in ("经", "能", "发生", "按", "列入", "通过", "取得", "被")},
    **{f"{each}干": f"{each}于" for each in ("关", "对", "属", "位", "由", "低", "鉴")},
}
# The same two characters side by side in other words: 自己经营, 月末经, 家具各类, 机关干部.
_EXCUSED_BEFORE = {"己": "自知", "末": "年月周期季", "具": "家工用文模道器玩"}
_EXCUSED_AFTER = {"干": "部警线事群净旱燥扰预涉"}
_CONFUSED = re.compile("|".join(sorted(map(re.escape, CONFUSED), key=len, reverse=True)))
_LATIN = re.compile(r"[A-Za-z0-9]+")
_DIGIT_IN_WORD = re.compile(r"[a-z][01](?=[a-z])")
_LETTER_IN_NUMBER = re.compile(
    r"(?<![A-Za-z])(?:\d[OoIl]+(?=\d|[年月日号%个家份室])|[OoIl]+\d{1,3}(?=[年月日号]))"
)
# Of the marks that print something, those that a notice may well bear.
_KNOWN_MARKS = frozenset("%‰+-=<>×÷±≥≤≈＋－＝＜＞％~～￥¥$№℃°′″√→←↑↓■□●○◆◇★☆▲△▼▽※§#&*@/\\|^_·…—–←☑✓☐◎")
_SYMBOL = re.compile(r"[^\w\s\u3000-\u303f\u3200-\u33ff\uff00-\uff65!-/:-@\[-`{-~“”‘’…—–·•―]")
_BRACKETS = {
    ")": "(",
    "）": "（",
    "》": "《",
    "〉": "〈",
    "”": "“",
    "’": "‘",
    "〕": "〔",
    "】": "【",
    "」": "「",
    "』": "『",
}
_SAME = str.maketrans("（）［］", "()[]")
_OPENING = frozenset(_BRACKETS.values())
_SHOWN = 12
_CONTEXT, _FEWEST_LONG, _FEWEST = 3, 2, 5


def find_misreadings(text: str) -> Iterator[Found]:
    """Yield what is suspicious in one sentence, whatever the others say."""
    yield from _confused(text)
    yield from _digits_in_words(text)
    yield from _letters_in_numbers(text)
    yield from _lone_marks(text)


def _confused(text: str) -> Iterator[Found]:
    for match in _CONFUSED.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        excused = _EXCUSED_BEFORE.get(match[0][0], ""), _EXCUSED_AFTER.get(match[0][-1], "")
        if not (before and before in excused[0]) and not (after and after in excused[1]):
            read = CONFUSED[match[0]]
            yield Found(
                "suspect", match.start(), match[0], read, say("常见的误读，可能是“{read}”。", read=read)
            )


def _digits_in_words(text: str) -> Iterator[Found]:
    for match in _LATIN.finditer(text):
        word = match[0]
        if _DIGIT_IN_WORD.search(word) and not re.search("[2-9]", word):
            read = _DIGIT_IN_WORD.sub(lambda pair: pair[0][0] + ("l" if pair[0][1] == "1" else "o"), word)
            hint = say("字母之间夹着数字，可能是“{read}”。", read=read)
            yield Found("suspect", match.start(), word, read, hint)


def _letters_in_numbers(text: str) -> Iterator[Found]:
    urls = [(each.start, each.end) for each in find_urls(text)]
    for match in _LETTER_IN_NUMBER.finditer(text):
        if not any(start <= match.start() < end for start, end in urls):
            hint = say("数字里夹着字母，可能是 0 或 1。")
            yield Found("suspect", match.start(), match[0], hint=hint)


def _lone_marks(text: str) -> Iterator[Found]:
    for match in _SYMBOL.finditer(text):
        if match[0] not in _KNOWN_MARKS:
            yield Found("suspect", match.start(), match[0], hint=say("孤立的符号，可能是纸上的痕迹。"))


def find_unbalanced(text: str) -> Iterator[Found]:
    """Yield the brackets and quotation marks of a clause that have no partner."""
    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(text.translate(_SAME)):
        if character in _OPENING:
            waiting.append((character, place))
        elif character in _BRACKETS:
            if waiting and waiting[-1][0] == _BRACKETS[character]:
                waiting.pop()
            elif not (character == ")" and not waiting and re.match("[0-9A-Za-z]", text[place - 1 : place])):
                yield _alone(text, place)
    for _, place in waiting:
        yield _alone(text, place)


def _alone(text: str, place: int) -> Found:
    """The mark with the words of its sentence that it opens or closes."""
    if text[place] in _OPENING:
        start, shown = place, text[place : place + _SHOWN].split("\n", maxsplit=1)[0]
    else:
        shown = text[max(place + 1 - _SHOWN, 0) : place + 1].rsplit("\n", maxsplit=1)[-1]
        start = place + 1 - len(shown)
    return Found("suspect", start, shown, hint=say("“{mark}”不成对。", mark=text[place]))


def cut_words(texts: Sequence[str]) -> Iterator[tuple[int, Found]]:
    """Yield, with the index of its text, a word that has lost its last character.

    申报材必须: 材 is followed by 料 in all other places of this notice, and 申报材 by 料 more than once.
    """
    words = _followers(texts, 1)
    longer = _followers(texts, _CONTEXT)
    for seen, after in longer.items():
        usual = after.most_common(1)[0][0]
        if _has_one_exception(after, _FEWEST_LONG) and _has_one_exception(words[seen[-1]], _FEWEST):
            index, place = next(place for other, place in after.places.items() if other != usual)
            written = texts[index][place : place + _CONTEXT + 1]
            hint = say("别处都写作“{word}”，这里可能少了“{usual}”。", word=seen + usual, usual=usual)
            yield index, Found("suspect", place, written, seen + usual + written[-1], hint)


class _After(Counter[str]):
    """How often each character follows, and where it did so last."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, tuple[int, int]] = {}


def _followers(texts: Sequence[str], length: int) -> dict[str, _After]:
    """For each run of `length` ideographs, what follows it."""
    found: dict[str, _After] = defaultdict(_After)
    for index, text in enumerate(texts):
        for match in re.finditer(rf"(?=([\u4e00-\u9fff]{{{length}}})(.))", text):
            after = found[match[1]]
            after[match[2]] += 1
            after.places[match[2]] = (index, match.start())
    return found


def _has_one_exception(after: _After, fewest: int) -> bool:
    """Whether all but one of those that follow are the same, and that one is an ideograph too."""
    (usual, count), *others = after.most_common(3)
    return count >= fewest and len(others) == 1 and others[0][1] == 1 and _is_ideograph(usual + others[0][0])


def _is_ideograph(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)
