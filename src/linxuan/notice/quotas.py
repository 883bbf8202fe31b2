"""How many may be put forward: 不超过3个, 限1个, 推荐名额2家."""

import re
from collections.abc import Iterator

from linxuan.notice.found import Found, apart
from linxuan.notice.numbering import chinese_number, unified

_NUMBER = r"(?P<number>\d{1,4}|[一二两三四五六七八九十百]{1,4})"
_UNIT = r"\s?(?:个(?!月|百分点|工作日|自然日|日历日|小时|字|学时|年)|家|项|名|户|席|人|件|篇|例|款|支|所|组)(?!以上|及以上)"
_BOUND = r"不(?:得|能|可)?(?:超过|多于|高于)|至多|最多|限额?|上限[为是]?"
_PATTERNS = (
    re.compile(rf"(?:{_BOUND})(?:推荐|申报|报送|上报|报|荐)*[^，。；,;、\d]{{0,6}}?{_NUMBER}{_UNIT}"),
    re.compile(rf"名额[^，。；,;、\d]{{0,12}}?{_NUMBER}{_UNIT}"),
    re.compile(rf"推荐(?:数量|总数|数)?[^，。；,;、\d不]{{0,4}}?{_NUMBER}{_UNIT}"),
)
_NEXT = re.compile(rf"\s?[、，,；;和及][^，。；,;、\d]{{1,16}}?{_NUMBER}{_UNIT}")
_PHRASE = "，。；：,;:！？"
_LONGEST = 40
_NOT_PLACES = re.compile(r"成员|负责人|参与人|完成人|编制|字数")


def find_quotas(text: str) -> list[Found]:
    """Return the limits on how many may be chosen, in order: `value` is the number."""
    plain = unified(text)
    found = [each for pattern in _PATTERNS for each in _matches(pattern, plain, text)]
    return [each for each in apart(found) if not _NOT_PLACES.search(each.text)]


def _matches(pattern: re.Pattern[str], plain: str, text: str) -> Iterator[Found]:
    end = 0
    while match := pattern.search(plain, end):
        yield _found(text, _phrase_start(plain, match.start()), match)
        end = match.end()
        while "名额" in match[0] and (further := _NEXT.match(plain, end)):
            yield _found(text, end + 1, further)
            end = further.end()


def _phrase_start(plain: str, place: int) -> int:
    start = place
    while start > 0 and place - start < _LONGEST and plain[start - 1] not in _PHRASE:
        start -= 1
    return start


def _found(text: str, start: int, match: re.Match[str]) -> Found:
    numeral = match["number"].replace("两", "二")
    number = int(numeral) if numeral.isascii() else chinese_number(numeral)
    return Found("quota", start, text[start : match.end()], str(number))
