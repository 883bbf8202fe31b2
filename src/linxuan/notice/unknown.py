"""What a notice does not say: asked, never invented."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linxuan.language import say
from linxuan.notice.clauses import CLOSING, LETTERHEAD, Finding, Notice
from linxuan.notice.parts import is_dated_signature


@dataclass(frozen=True)
class Unknown:
    """Something to ask for: `what` is `title`, `number`, `dated`, `phone`, `year`, `document_number`, `day`
    or `annex`; `address` the clause where it is missing, empty for the notice as a whole.
    """

    what: str
    asks: str
    address: str = ""


def own_number(notice: Notice, found: Iterable[Finding]) -> str:
    """Return the notice's own number, from the package or its letterhead; empty where it has none."""
    numbers = (each.value for each in found if each.kind == "document_number" and each.address == LETTERHEAD)
    return notice.number or next((value for value in numbers if value), "")


def own_date(notice: Notice, found: Iterable[Finding]) -> str:
    """Return the day on which the notice was issued, as it stands under the signature; empty where it does not."""
    clause = notice.by_address.get(CLOSING)
    signed = [
        each.value
        for each in found
        if clause
        and each.kind == "date"
        and each.address == CLOSING
        and is_dated_signature(clause.sentences[each.sentence - 1])
    ]
    return notice.dated or (signed[0] if signed else "")


def unknown(notice: Notice, found: Sequence[Finding]) -> tuple[Unknown, ...]:
    """Return the questions that the text leaves open."""
    return (*_about_the_notice(notice, found), *_about_findings(found), *_about_annexes(notice))


def _about_the_notice(notice: Notice, found: Sequence[Finding]) -> Iterator[Unknown]:
    if not notice.title:
        yield Unknown("title", say("通知的标题？"))
    if not own_number(notice, found):
        yield Unknown("number", say("通知自己的文号？"))
    if not own_date(notice, found):
        yield Unknown("dated", say("通知的印发日期？"))
    if not any(each.kind == "date" for each in found):
        yield Unknown("day", say("截止日期？全文没有读到日期。"))


def _about_findings(found: Iterable[Finding]) -> Iterator[Unknown]:
    for each in found:
        parts = dict(each.parts)
        if each.kind == "contact" and "phone" not in parts:
            yield Unknown("phone", say("联系人{name}的电话？", name=parts["name"]), each.address)
        if each.kind == "date" and not each.value:
            yield Unknown("year", say("“{day}”是哪一年？", day=each.text), each.address)
        if each.kind == "document_number" and not each.value:
            yield Unknown("document_number", say("“{words}”的文号？", words=each.text), each.address)


def _about_annexes(notice: Notice) -> Iterator[Unknown]:
    for clause in notice.clauses:
        if clause.is_annex and len(clause.sentences) < 2 and not clause.children:
            name = clause.sentences[0] if clause.sentences else ""
            yield Unknown(
                "annex", say("{annex}“{name}”的内容？", annex=clause.address, name=name), clause.address
            )
