"""What looks wrong in the build of a notice: numbers that skip or come twice, ends of sentences that are lost."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linxuan.language import say
from linxuan.notice.clauses import ANNEX, Clause, Notice
from linxuan.notice.found import Found
from linxuan.notice.numbering import number_of
from linxuan.notice.paragraphs import CLOSING_MARKS

_ENDS = "。！？；;：:"
_DEMANDS = re.compile(r"分为|不超过|不少于|不低于|不得|必须|应当|截至|截止时间为")
_REACH = re.compile(r"[A-Za-z0-9]$|(?:联系人|电话|地址|邮箱|传真)[:：]")
_SHOWN = 24


def find_faults(notice: Notice) -> Iterator[tuple[Clause, int, Found]]:
    """Yield what is suspicious, with its clause and sentence."""
    annexes = [clause for clause in notice.clauses if clause.is_annex]
    numbered = [clause for clause in notice.clauses if number_of(clause.address) and not clause.is_annex]
    yield from _skipped("", [clause for clause in numbered if not _is_article(clause)])
    yield from _skipped(ANNEX, [clause for clause in annexes if number_of(clause.address)])
    articles = [clause for clause in notice.walk() if _is_article(clause)]
    yield from _skipped("", articles)
    for top in numbered:
        for clause in top.walk():
            yield from _skipped(clause.address, [each for each in clause.children if not _is_article(each)])
            yield from _lost_ends(clause)


def _skipped(parent: str, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, int, Found]]:
    """Clauses of one level whose numbers do not follow each other."""
    numbers = [(clause, number_of(clause.address.removeprefix(parent))) for clause in clauses]
    if numbers and numbers[0][1] > 1:
        yield _at(numbers[0][0], say("编号不是从 1 开始，前面可能漏读。"))
    for (_, before), (clause, number) in pairwise(numbers):
        if re.search(r"之\d+$", clause.address):
            yield _at(clause, say("同一编号出现了不止一次。"))
        elif number != before + 1:
            yield _at(clause, say("编号与上一条不连续，中间可能漏读。"))


def _at(clause: Clause, hint: str) -> tuple[Clause, int, Found]:
    words = clause.heading or (clause.sentences[0] if clause.sentences else "")
    text = f"{clause.address} {words[:_SHOWN]}".strip()
    return clause, 0 if clause.heading else 1, Found("suspect", 0, text, hint=hint)


def _lost_ends(clause: Clause) -> Iterator[tuple[Clause, int, Found]]:
    """Sentences without a full stop beside such that have one, and headings that demand something."""
    if _DEMANDS.search(clause.heading):
        yield clause, 0, Found("suspect", 0, clause.heading, hint=say("像一句话，却没有句号。"))
    for number, text in enumerate(clause.sentences, 1):
        if (
            _is_open(text)
            and not _REACH.search(text)
            and (len(clause.sentences) > 1 or re.search("[，,]", text))
        ):
            shown = text[-_SHOWN:]
            hint = say("这里没有句号，可能漏读。")
            yield clause, number, Found("suspect", len(text) - len(shown), shown, hint=hint)


def _is_open(text: str) -> bool:
    return text.rstrip(CLOSING_MARKS + " ")[-1:] not in tuple(_ENDS)


def _is_article(clause: Clause) -> bool:
    return bool(re.search(r"第[^第]+条(?:之\d+)?$", clause.address))
